"""The tallies of several polls added up (docs/protocol.md section 13): what all their ballots together come to."""

from ..encodings import LARGEST, Malformed
from . import schulze, seats

METHODS = ("schulze", "borda")


def added(questions, tallies):
    """The tally of all polls, by question. `tallies` were counted by this auditor."""
    return {question.id: _question(question, [tally[question.id] for tally in tallies]) for question in questions}


def _question(question, parts):
    abstain = _sum(part["abstain"] for part in parts)
    if question.kind != "ranking":
        name = "counts" if question.kind == "choice" else "totals"
        sums = _by_option(question, [part[name] for part in parts])
        winners, tied = seats.by_value(question, sums)
        return {"kind": question.kind, name: sums, "abstain": abstain, "winners": winners, "tied": tied}
    begin = {"kind": "ranking", "method": question.method}
    if question.method == "borda":
        totals = _by_option(question, [part["totals"] for part in parts])
        winners, tied = seats.by_value(question, totals)
        return {**begin, "totals": totals, "abstain": abstain, "winners": winners, "tied": tied}
    if question.method != "schulze":
        raise Malformed(f"has question {question.id}, which is counted in rounds")
    pairs = {
        one: {other: _sum(part["pairs"][one][other] for part in parts) for other in question.options if other != one}
        for one in question.options
    }
    return {**begin, **schulze.of_pairs(question, pairs), "abstain": abstain}


def _by_option(question, parts):
    return {option: _sum(part[option] for part in parts) for option in question.options}


def _sum(numbers):
    result = sum(numbers)
    if abs(result) > LARGEST:
        raise Malformed("is larger than a number of signed JSON")
    return result
