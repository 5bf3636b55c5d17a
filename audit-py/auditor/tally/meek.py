"""STV by Meek's method: docs/protocol.md section 9, in the wording of the Proportional Representation Foundation's
*Reference Meek Rule*: nine decimals, omega 10^-6.

A vote is 10^9 units. Every option keeps the part `keep` of each paper that reaches it and passes the rest on.
"""

from .race import Race, decimal, in_order

DIGITS = 9
VOTE = 10**DIGITS
OMEGA = VOTE // 10**6


def tally(question, rankings):
    """`rounds`; each ends when its iterations do, with somebody elected or out."""
    race = Race(question)
    ballots = sum(rankings.values())
    keep = dict.fromkeys(question.options, VOTE)
    while race.undecided:
        votes, quota, surplus, reached, kept = _iterate(race, rankings, keep)
        standing = {option: votes[option] for option in votes if keep[option]}
        note = {
            "votes": {option: decimal(standing[option], DIGITS) for option in standing},
            "exhausted": decimal(max(0, ballots * VOTE - sum(votes.values())), DIGITS),
            "quota": decimal(quota, DIGITS),
            "surplus": decimal(surplus, DIGITS),
            "keep": {option: decimal(kept[option], DIGITS) for option in kept},
            "elected": [],
            "ties": [],
        }
        race.elect(reached, votes, note)
        race.fill(votes, note)
        if race.undecided and not ballots:
            race.nothing_ranked(votes, note)
        elif race.undecided and not reached:
            # B.3: tied with the lowest is whom the surplus could still lift it to.
            least = min(votes[option] for option in race.hopeful)
            equal = [option for option in race.hopeful if votes[option] <= least + surplus]
            out = race.loser(in_order(question, equal), votes, note)
            if out is not None:
                race.hopeful.remove(out)
                keep[out] = 0
                note["eliminated"] = out
                race.fill(votes, note)
        race.history.append(standing)
        race.rounds.append(note)
    return {"rounds": race.rounds, "winners": race.winners, "tied": race.tied}


def _iterate(race, rankings, keep):
    """Step B.2: `(votes, quota, surplus, newly elected, keep factors)` of the last iteration; `keep` moves on."""
    previous = None
    while True:
        votes = _distribute(rankings, keep)
        quota = sum(votes.values()) // (race.question.seats + 1) + 1
        reached = [option for option in race.hopeful if votes[option] >= quota]
        if len(reached) > race.vacancies:
            reached = []
        # Whoever reaches the quota only now ends the iteration and is not part of the round's `surplus`.
        surplus = max(0, sum(votes[option] - quota for option in race.winners))
        if reached or surplus < OMEGA or (previous is not None and surplus >= previous):
            return votes, quota, surplus, reached, dict(keep)
        previous = surplus
        for option in race.winners:
            keep[option] = min(VOTE, _up(_up(keep[option] * quota, VOTE) * VOTE, votes[option]))


def _distribute(rankings, keep):
    """Step B.2.a: what every option keeps of the papers, rounded up at the ninth decimal."""
    votes = dict.fromkeys(keep, 0)
    for ranking, times in rankings.items():
        weight = VOTE
        for option in ranking:
            kept = _up(weight * keep[option], VOTE)
            votes[option] += times * kept
            weight -= kept
            if not weight:
                break
    return votes


def _up(dividend, divisor):
    """The quotient, rounded up."""
    return -(-dividend // divisor)
