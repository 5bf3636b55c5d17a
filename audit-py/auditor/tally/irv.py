"""Instant run-off: eliminate the option with fewest first preferences until one has more than half of the continuing
ballots (docs/protocol.md section 9)."""

from .race import Race, in_order


def tally(question, rankings):
    """`rounds`, each a count of first continuing preferences."""
    race = Race(question)
    ballots = sum(rankings.values())
    while race.undecided:
        votes = {option: 0 for option in question.options if option in race.hopeful}
        for ranking, times in rankings.items():
            first = next((option for option in ranking if option in votes), None)
            if first is not None:
                votes[first] += times
        continuing = sum(votes.values())
        note = {"votes": votes, "exhausted": ballots - continuing, "elected": [], "ties": []}
        majority = [option for option in votes if 2 * votes[option] > continuing]
        if majority:
            race.elect(majority, votes, note)
        else:
            race.fill(votes, note)
        if race.undecided and not ballots:
            race.nothing_ranked(votes, note)
        elif race.undecided:
            fewest = min(votes.values())
            out = race.loser(in_order(question, [o for o in votes if votes[o] == fewest]), votes, note)
            if out is not None:
                race.hopeful.remove(out)
                note["eliminated"] = out
                race.fill(votes, note)
        race.history.append(votes)
        race.rounds.append(note)
    return {"rounds": race.rounds, "winners": race.winners, "tied": race.tied}
