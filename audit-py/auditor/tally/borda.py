"""Borda: with n options, place i scores n - i, unranked 0 (docs/protocol.md section 9)."""

from . import seats


def tally(question, rankings):
    """`totals`, and who has the greatest."""
    totals = dict.fromkeys(question.options, 0)
    for ranking, times in rankings.items():
        for place, option in enumerate(ranking, 1):
            totals[option] += times * (len(question.options) - place)
    winners, tied = seats.by_value(question, totals)
    return {"totals": totals, "winners": winners, "tied": tied}
