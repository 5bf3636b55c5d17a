"""Counting: docs/protocol.md section 9 (Counting, The tally of a ranking, Ties in rounds), choices C17 and C30.

`Counter(question)` takes answers one by one and `tally()` gives the value that belongs into a result. Votes are Python
integers, or integers in units of the last decimal that a method prescribes; nothing here is a float.
"""

from . import borda, irv, meek, schulze, scottish, seats

METHODS = {
    "irv": irv.tally,
    "stv-scottish": scottish.tally,
    "stv-meek": meek.tally,
    "schulze": schulze.tally,
    "borda": borda.tally,
}


class Counter:
    """The answers to one question. Of rankings it keeps how often each occurs, of the rest only sums."""

    def __init__(self, question):
        self.question = question
        self.abstain = 0
        self.sums = dict.fromkeys(question.options, 0)
        self.rankings = {}

    def add(self, answer):
        """Takes an answer as `ballots.answers` gives it: None, a list of ids, or scores by id."""
        if answer is None:
            self.abstain += 1
        elif self.question.kind == "score":
            for option, score in answer.items():
                self.sums[option] += score
        elif self.question.kind == "choice":
            for option in answer:
                self.sums[option] += 1
        else:
            ranking = tuple(answer)
            self.rankings[ranking] = self.rankings.get(ranking, 0) + 1

    def tally(self):
        """The tally of this question as a result has it."""
        question = self.question
        if question.kind == "ranking":
            counted = METHODS[question.method](question, self.rankings)
            begin = {"kind": "ranking", "method": question.method}
            # `quota`, `totals`, `pairs` and `paths` stand before `abstain`, `rounds` after it.
            after = ("rounds", "winners", "tied")
            before = {name: value for name, value in counted.items() if name not in after}
            return {
                **begin,
                **before,
                "abstain": self.abstain,
                **{name: counted[name] for name in after if name in counted},
            }
        winners, tied = seats.by_value(question, self.sums)
        name = "counts" if question.kind == "choice" else "totals"
        return {"kind": question.kind, name: self.sums, "abstain": self.abstain, "winners": winners, "tied": tied}
