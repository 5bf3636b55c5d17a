"""What `irv`, `stv-scottish` and `stv-meek` share: who is in the race, the notes of rounds, and ties between equals.

docs/protocol.md section 9 (A round, Ties in rounds) and choice C30.
"""


class Race:
    """Options are hopeful, then elected or out. `history` has the votes of all earlier rounds, by option."""

    def __init__(self, question):
        self.question = question
        self.hopeful = list(question.options)
        self.winners, self.tied, self.rounds, self.history = [], [], [], []

    @property
    def vacancies(self):
        """Seats that are not filled yet."""
        return self.question.seats - len(self.winners)

    @property
    def undecided(self):
        """Whether seats and rivals for them are left."""
        return bool(self.vacancies and self.hopeful and not self.tied)

    def elect(self, options, votes, note):
        """Gives seats: most votes first, equal ones in the manifest's order."""
        order = sorted(in_order(self.question, options), key=lambda option: -votes[option])
        for option in order:
            self.hopeful.remove(option)
        self.winners += order
        note["elected"] += order

    def fill(self, votes, note):
        """Elects all hopeful options if there are no more of them than seats."""
        if self.hopeful and len(self.hopeful) <= self.vacancies:
            self.elect(self.hopeful, votes, note)

    def loser(self, equal, votes, note):
        """Which of the `equal` options goes out, or None if they tie for the last seat. Notes how it came to that."""
        if len(equal) == 1:
            return equal[0]
        left, decided = self._narrow(equal, lowest=True)
        if len(left) == 1:
            self._note(note, "elimination", equal, "round", [left[0]], decided)
            return left[0]
        if len(self.hopeful) == self.vacancies + 1 and self.question.ties == "report":
            self.tied = left
            self._note(note, "seat", left, "nothing", [])
            self.elect([option for option in self.hopeful if option not in left], votes, note)
            return None
        self._note(note, "elimination", equal, "list", [left[-1]])
        return left[-1]

    def nothing_ranked(self, votes, note):
        """Where no ballot ranks anything all options tie for the seats in the first round."""
        if self.question.ties == "report":
            self.tied = list(self.hopeful)
            self._note(note, "seat", self.tied, "nothing", [])
        else:
            first = self.hopeful[: self.vacancies]
            self._note(note, "seat", self.hopeful, "list", first)
            self.elect(first, votes, note)

    def first_surplus(self, equal, note):
        """Which of equal surpluses is transferred first."""
        if len(equal) == 1:
            return equal[0]
        left, decided = self._narrow(equal, lowest=False)
        if len(left) == 1:
            self._note(note, "surplus", equal, "round", [left[0]], decided)
        else:
            self._note(note, "surplus", equal, "list", [left[0]])
        return left[0]

    def _narrow(self, equal, lowest):
        """Those whom the most recent earlier round in which they differ leaves, then the one before, and so on."""
        left, decided = in_order(self.question, equal), None
        for number in range(len(self.history), 0, -1):
            votes = self.history[number - 1]
            wanted = (min if lowest else max)(votes[option] for option in left)
            remaining = [option for option in left if votes[option] == wanted]
            if len(remaining) < len(left):
                left, decided = remaining, number
            if len(left) == 1:
                break
        return left, decided

    def _note(self, note, what, options, by, chosen, number=None):
        entry = {"for": what, "options": in_order(self.question, options), "by": by}
        if number is not None:
            entry["round"] = number
        entry["chosen"] = chosen
        note["ties"].append(entry)


def in_order(question, options):
    """The options in the manifest's order."""
    return [option for option in question.options if option in options]


def decimal(units, digits):
    """A number of units of the last decimal, with exactly `digits` digits after the point."""
    whole, part = divmod(units, 10**digits)
    return f"{whole}.{part:0{digits}d}"
