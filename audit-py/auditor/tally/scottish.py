"""STV as in Scottish councils: docs/protocol.md section 9, Scottish Local Government Elections Order 2007, schedule 1,
rules 45 to 52 (whole-vote quota, weighted inclusive Gregory, values cut off after five decimals).

A vote is 100,000 units. Papers with equal rankings always have equal values, so they are kept as one pile.
"""

from .race import Race, decimal, in_order

DIGITS = 5
VOTE = 10**DIGITS


class Pile:
    """`times` papers with one ranking, each worth `value`, lying with the option at `place` of the ranking."""

    def __init__(self, ranking, times):
        self.ranking, self.times, self.value, self.place = ranking, times, VOTE, 0


def tally(question, rankings):
    """`quota` and `rounds`; a round is a stage of the Order."""
    race = Race(question)
    ballots = sum(rankings.values())
    quota = ballots // (question.seats + 1) + 1  # rule 46
    held = {option: [] for option in question.options}
    for ranking, times in rankings.items():
        held[ranking[0]].append(Pile(ranking, times))
    votes = {option: sum(VOTE * pile.times for pile in held[option]) for option in question.options}
    surpluses = []  # elected, above the quota, not transferred yet
    while race.undecided:
        note = {"votes": {option: decimal(votes[option], DIGITS) for option in votes}, "elected": [], "ties": []}
        note["exhausted"] = decimal(max(0, ballots * VOTE - sum(votes.values())), DIGITS)
        before = len(race.winners)
        reached = [option for option in race.hopeful if votes[option] >= quota * VOTE]  # rule 47
        race.elect(reached, votes, note)
        surpluses += [option for option in race.winners[before:] if votes[option] > quota * VOTE]
        race.fill(votes, note)  # rule 52
        counted = dict(votes)
        if race.undecided and not ballots:
            race.nothing_ranked(votes, note)
        elif race.undecided and surpluses:
            _transfer_surplus(race, held, votes, surpluses, quota, note)
        elif race.undecided:
            _exclude(race, held, votes, note)
        race.history.append(counted)
        race.rounds.append(note)
    return {"quota": quota, "rounds": race.rounds, "winners": race.winners, "tied": race.tied}


def _transfer_surplus(race, held, votes, surpluses, quota, note):
    """Rules 48 and 49: the greatest surplus goes, each paper at surplus x value / votes, cut off."""
    greatest = max(votes[option] for option in surpluses)
    option = race.first_surplus(in_order(race.question, [o for o in surpluses if votes[o] == greatest]), note)
    surpluses.remove(option)
    note["transferred"] = option
    surplus, total = votes[option] - quota * VOTE, votes[option]
    for pile in held[option]:
        pile.value = surplus * pile.value // total
    _pass_on(race, held, votes, option)
    votes[option] = quota * VOTE


def _exclude(race, held, votes, note):
    """Rules 50 and 51: the option with fewest votes goes out; its papers keep their value."""
    fewest = min(votes[option] for option in race.hopeful)
    out = race.loser(in_order(race.question, [o for o in race.hopeful if votes[o] == fewest]), votes, note)
    if out is None:
        return
    race.hopeful.remove(out)
    note["eliminated"] = out
    race.fill(votes, note)
    _pass_on(race, held, votes, out)
    del votes[out]


def _pass_on(race, held, votes, option):
    """Moves the papers of `option` to their next hopeful option; those without one are set aside."""
    piles, held[option] = held[option], []
    for pile in piles:
        pile.place += 1
        while pile.place < len(pile.ranking) and pile.ranking[pile.place] not in race.hopeful:
            pile.place += 1
        if pile.place < len(pile.ranking):
            to = pile.ranking[pile.place]
            held[to].append(pile)
            votes[to] += pile.times * pile.value
