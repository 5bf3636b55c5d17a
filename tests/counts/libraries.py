"""What votelib and pyrankvote make of an election, beside what we made of it: each count yields `(what, theirs, ours)`.

`Unasked` in the place of theirs names the reason why a library is not asked about this election."""

import pyrankvote
import votelib.component.rankscore
import votelib.convert
import votelib.evaluate.cardinal
import votelib.evaluate.condorcet
import votelib.evaluate.core
import votelib.evaluate.sequential


class Unasked(Exception):
    """The rules differ here; the argument names the reason."""


def choice(election, ours):
    if election.most == 1:
        votes = {option: times for (option,), times in election.ballots.items()}
    else:
        ballots = {frozenset(chosen): times for chosen, times in election.ballots.items()}
        votes = votelib.convert.ApprovalToSimpleVotes().convert(ballots)
    # It knows only options that somebody chose.
    votes = {**dict.fromkeys(election.candidates(), 0), **votes}
    yield "votes", votes, numbers(ours["counts"])
    theirs = votelib.evaluate.core.Plurality().evaluate(votes, election.seats)
    yield "votelib", seated(theirs, election), (winners(ours), tied(ours))


def score(election, ours):
    ballots = {
        frozenset(zip(election.candidates(), scores)): times for scores, times in election.ballots.items()
    }
    totals = votelib.convert.ScoreToSimpleVotes("sum").convert(ballots)
    yield "totals", totals, numbers(ours["totals"])
    theirs = votelib.evaluate.cardinal.ScoreVoting("sum").evaluate(ballots, election.seats)
    yield "votelib", seated(theirs, election), (winners(ours), tied(ours))


def borda(election, ours):
    scorer = votelib.component.rankscore.Borda(base=0)
    totals = votelib.convert.RankedToPositionalVotes(scorer).convert(dict(election.ballots))
    yield "totals", totals, numbers(ours["totals"])
    theirs = votelib.evaluate.core.Plurality().evaluate(totals, election.seats)
    yield "votelib", seated(theirs, election), (winners(ours), tied(ours))


def irv(election, ours):
    # votelib's own choice of whom to eliminate counts exhausted ballots as an option; a retainer does not.
    yield "votelib", transferable(election.ballots, 1), winners(ours)
    options, ballots = for_pyrankvote(election)
    yield "pyrankvote", elected(pyrankvote.instant_runoff_voting(options, ballots)), winners(ours)


def schulze(election, ours):
    pairs = votelib.convert.RankedToCondorcetVotes().convert(dict(election.ballots))
    method = votelib.evaluate.condorcet.Schulze()
    paths = method.widest_paths(pairs)
    for one, others in ours["paths"].items():
        for other, strength in others.items():
            yield f"path {one} to {other}", paths.get((int(one), int(other)), 0), strength
    yield "votelib", set(method.evaluate(pairs, 1)), winners(ours)


def transferred(election, ours):
    """The winners of `stv-scottish`."""
    if any(stage["ties"] for stage in ours["rounds"]):
        yield "votelib", Unasked("tie"), None
        yield "pyrankvote", Unasked("tie"), None
        return
    if two_surpluses(ours):
        yield "votelib", Unasked("two surpluses"), None
    else:
        yield "votelib", transferable(election.ballots, election.seats), winners(ours)
    if election.options == election.seats:
        yield "pyrankvote", Unasked("it raises an error where all are elected"), None
    elif near(election, ours):
        yield "pyrankvote", Unasked("its quota, or later surpluses, could decide otherwise"), None
    else:
        options, ballots = for_pyrankvote(election)
        result = pyrankvote.single_transferable_vote(options, ballots, election.seats)
        yield "pyrankvote", elected(result), winners(ours)


def transferable(ballots, seats):
    method = votelib.evaluate.sequential.TransferableVoteSelector(
        transferer="Gregory", quota_function="droop", retainer=votelib.evaluate.core.Plurality()
    )
    try:
        return set(method.evaluate(dict(ballots), seats))
    except NotImplementedError:
        return Unasked("near tie")


def two_surpluses(ours):
    """Whether an option is elected while an earlier one still holds its surplus."""
    for stage in ours["rounds"]:
        waiting = {option for option, held in stage["votes"].items() if float(held) > ours["quota"]}
        if stage["elected"] and waiting - set(stage["elected"]):
            return True
    return False


def near(election, ours):
    """Whether what pyrankvote does otherwise could matter. Its quota is the fraction that Scotland's rounds up to the next whole
    vote, and of what goes on each paper takes an equal part, whatever it was worth: once a surplus has gone on, whole papers and
    parts of papers lie together, and it counts other sums. So nobody may be elected before the end, nor reach its quota."""
    fraction = sum(election.ballots.values()) / (election.seats + 1)
    last = len(ours["rounds"]) - 1
    for number, stage in enumerate(ours["rounds"]):
        if number < last and stage["elected"]:
            return True
        # In the last stage the others are elected by the exclusion itself.
        if number < last and max(float(held) for held in stage["votes"].values()) >= fraction:
            return True
    return False


def for_pyrankvote(election):
    options = {option: pyrankvote.Candidate(str(option)) for option in election.candidates()}
    ballots = [
        pyrankvote.Ballot(ranked_candidates=[options[option] for option in ranking])
        for ranking, times in [*election.ballots.items(), ((), election.blank)]
        for _ in range(times)
    ]
    return list(options.values()), ballots


def elected(result):
    return {int(winner.name) for winner in result.get_winners()}


def seated(theirs, election):
    """Who wins, and who ties for the last seats: votelib ends with a set of the tied for each seat that they tie for."""
    untied = {it for it in theirs if not isinstance(it, votelib.evaluate.core.Tie)}
    equal = set().union(*(it for it in theirs if isinstance(it, votelib.evaluate.core.Tie)))
    if getattr(election, "ties", "report") == "listed":
        return untied | set(sorted(equal)[: election.seats - len(untied)]), set()
    return untied, equal


def winners(ours):
    return {int(option) for option in ours["winners"]}


def tied(ours):
    return {int(option) for option in ours["tied"]}


def numbers(sums):
    return {int(option): total for option, total in sums.items()}
