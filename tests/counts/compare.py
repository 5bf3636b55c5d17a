#!/usr/bin/env python3
"""Holds `psephos tally` against the libraries votelib and pyrankvote on random elections.

    compare.py PSEPHOS [--elections N] [--seed S]

Every election goes through `psephos tally FILE.blt --method .. --json` and through the libraries. What is compared:

    irv           winner     with votelib and with pyrankvote
    schulze       winner     with votelib; the paths too
    borda         winners    with votelib; the totals too
    stv-scottish  winners    with the Order as it is written, ballot by ballot, further down in this file: every number of
                             every stage, and who is elected, transferred and out; winners also with votelib, which hands
                             surpluses on by the same method in exact fractions
    stv-meek      winners    with the rule as it is written, ballot by ballot, further down in this file (neither library has
                             the method): every number of every round, and who is elected and out

Both are also counted with their ties, by the rule of docs/protocol.md section 9: the most recent earlier round in which the
equal ones differ, else the order of the list.

Left out, and counted, are elections in which the rules themselves differ:

    tie           our rounds note a tie, or name options as tied: each program breaks ties in its own way. Of the two methods that
                  are written out here only those that name options as tied for the last seat
    two surpluses an option is elected while an earlier one still holds its surplus: Scotland transfers one surplus after the
                  other, and the newly elected gets no part of the next; votelib transfers both together (left out of the
                  comparison with votelib only)
    near tie      votelib comes upon a tie and ours does not: it wants half of all ballots where instant run-off wants half
                  of the continuing ones, and finds equal in fractions what five decimals tell apart

If more than a quarter of a method's elections is left out, or if anything else differs, the run fails. The seed is printed;
with --seed a run is repeated.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pyrankvote
import votelib.component.rankscore
import votelib.convert
import votelib.evaluate.condorcet
import votelib.evaluate.core
import votelib.evaluate.sequential

WRITTEN_OUT = ["stv-scottish", "stv-meek"]
METHODS = ["irv", "schulze", "borda", "stv-scottish", "stv-meek"]
MOST_LEFT_OUT = 1 / 4


class LeftOut(Exception):
    """The rules differ here; the argument names the reason."""


class Election:
    """Options 1 to n, some seats, and ballots as tuples with their number."""

    def __init__(self, number, rng):
        self.number = number
        self.options = rng.randint(2, 8)
        self.seats = rng.randint(1, self.options)
        # From a handful of ballots to a small town; lengths of rankings by the taste of each election.
        size = rng.choice([10, 50, 100, 100, 500, 500, 2000])
        longest = rng.randint(1, self.options)
        # Some options are liked better, so that there is something to transfer.
        liking = [rng.expovariate(1) for _ in range(self.options)]
        self.ballots = Counter()
        # Each is ranked by somebody: the libraries know only options that stand on a ballot.
        self.ballots[tuple(rng.sample(range(1, self.options + 1), self.options))] += 1
        for _ in range(size - 1):
            taste = {option: rng.random() ** (1 / liking[option - 1]) for option in range(1, self.options + 1)}
            ranking = sorted(taste, key=taste.get, reverse=True)
            self.ballots[tuple(ranking[: rng.randint(1, longest)])] += 1

    def blt(self):
        ballots = "".join(f"{times} {' '.join(map(str, ranking))} 0\n" for ranking, times in self.ballots.items())
        names = "".join(f'"Option {option}"\n' for option in range(1, self.options + 1))
        return f'{self.options} {self.seats}\n{ballots}0\n{names}"Election {self.number}"\n'

    def candidates(self):
        return range(1, self.options + 1)


# --- the libraries ----------------------------------------------------------------------------------------------------


def irv(election, ours):
    # votelib's own choice of whom to eliminate counts exhausted ballots as an option; a retainer does not.
    theirs = transferable(election.ballots, 1)
    yield "votelib", set(theirs), winners(ours)
    options = {option: pyrankvote.Candidate(str(option)) for option in election.candidates()}
    ballots = [
        pyrankvote.Ballot(ranked_candidates=[options[option] for option in ranking])
        for ranking, times in election.ballots.items()
        for _ in range(times)
    ]
    result = pyrankvote.instant_runoff_voting(list(options.values()), ballots)
    yield "pyrankvote", {int(winner.name) for winner in result.get_winners()}, winners(ours)


def schulze(election, ours):
    pairs = votelib.convert.RankedToCondorcetVotes().convert(dict(election.ballots))
    method = votelib.evaluate.condorcet.Schulze()
    paths = method.widest_paths(pairs)
    for one, others in ours["paths"].items():
        for other, strength in others.items():
            yield f"path {one} to {other}", paths.get((int(one), int(other)), 0), strength
    yield "votelib", set(method.evaluate(pairs, 1)), winners(ours)


def borda(election, ours):
    scorer = votelib.component.rankscore.Borda(base=0)
    totals = votelib.convert.RankedToPositionalVotes(scorer).convert(dict(election.ballots))
    yield "totals", totals, {int(option): total for option, total in ours["totals"].items()}
    theirs = votelib.evaluate.core.Plurality().evaluate(totals, election.seats)
    yield "votelib", set(theirs), winners(ours)


def transferable(ballots, seats):
    method = votelib.evaluate.sequential.TransferableVoteSelector(
        transferer="Gregory", quota_function="droop", retainer=votelib.evaluate.core.Plurality()
    )
    try:
        return method.evaluate(dict(ballots), seats)
    except NotImplementedError as tie:
        raise LeftOut("near tie") from tie


# --- transferable votes, as written -----------------------------------------------------------------------------------

FIVE, NINE = 10**5, 10**9


def broken(tie, history, end):
    """Who of `tie` is chosen: who stands at that end (min, max) of the latest earlier round in which they differ; the rest
    by the list, last out first, first transferred first."""
    left = set(tie)
    for votes in reversed(history):
        edge = end(votes[option] for option in left)
        left = {option for option in left if votes[option] == edge}
    return max(left) if end is min else min(left)


def scottish(election, ours):
    """Rules 45 to 52 of schedule 1 of the Scottish Local Government Elections Order 2007, in hundred-thousandths."""
    quota = (sum(election.ballots.values()) // (election.seats + 1) + 1) * FIVE
    papers = {option: [] for option in election.candidates()}
    for ranking, times in election.ballots.items():
        papers[ranking[0]].append((ranking, times, FIVE))
    votes = {option: sum(times * value for _, times, value in papers[option]) for option in papers}
    hopeful, elected, out, stages = set(papers), [], set(), []

    def elect(options):
        order = sorted(options, key=lambda option: (-votes[option], option))
        elected.extend(order)
        hopeful.difference_update(order)
        return order

    def hand_on(source, revalue, kept):
        votes[source] = kept
        moved, papers[source] = papers[source], []
        for ranking, times, value in moved:
            # The next available preference is looked for behind the one by which the paper came.
            target = next((it for it in ranking[ranking.index(source) + 1 :] if it in hopeful), None)
            if target is not None:
                papers[target].append((ranking, times, revalue(value)))
                votes[target] += times * revalue(value)

    while True:
        stage = {"votes": {option: votes[option] for option in papers if option not in out}}
        stages.append(stage)
        history = [{**dict.fromkeys(papers, 0), **earlier["votes"]} for earlier in stages[:-1]]
        stage["elected"] = elect({option for option in hopeful if votes[option] >= quota})
        if len(hopeful) <= election.seats - len(elected):
            stage["elected"] += elect(set(hopeful))
        if len(elected) == election.seats:
            break
        surpluses = {option for option in elected if votes[option] > quota}
        if surpluses:
            most = max(votes[option] for option in surpluses)
            source = broken([it for it in surpluses if votes[it] == most], history, max)
            stage["transferred"] = source
            credited = votes[source]
            hand_on(source, lambda value: (credited - quota) * value // credited, quota)
            continue
        fewest = min(votes[option] for option in hopeful)
        source = broken([it for it in hopeful if votes[it] == fewest], history, min)
        stage["eliminated"] = source
        hopeful.remove(source)
        out.add(source)
        if len(hopeful) <= election.seats - len(elected):
            stage["elected"] += elect(set(hopeful))
            break
        hand_on(source, lambda value: value, 0)

    yield "quota", quota // FIVE, ours["quota"]
    yield from same_rounds("stage", stages, ours, FIVE, sum(election.ballots.values()))
    yield "the Order", elected, [int(winner) for winner in ours["winners"]]
    if any(rounds["ties"] for rounds in ours["rounds"]):
        return
    for rounds in ours["rounds"]:
        waiting = {option for option, held in rounds["votes"].items() if float(held) > ours["quota"]}
        if rounds["elected"] and waiting - set(rounds["elected"]):
            raise LeftOut("two surpluses")
    yield "votelib", set(transferable(election.ballots, election.seats)), winners(ours)


def meek(election, ours):
    """The Reference Meek Rule of the Proportional Representation Foundation, step by step, in billionths."""
    keep = {option: NINE for option in election.candidates()}
    hopeful, elected, rounds = set(keep), [], []

    def elect(options):
        order = sorted(options, key=lambda option: (-votes[option], option))
        elected.extend(order)
        hopeful.difference_update(order)
        return order

    while True:
        previous = None
        while True:
            votes = dict.fromkeys(keep, 0)
            for ranking, times in election.ballots.items():
                weight = NINE
                for option in ranking:
                    kept = -(-weight * keep[option] // NINE)
                    votes[option] += kept * times
                    weight -= kept
            quota = sum(votes.values()) // (election.seats + 1) + 1
            new = {option for option in hopeful if votes[option] >= quota}
            if len(new) > election.seats - len(elected):
                new = set()
            surplus = max(sum(votes[option] - quota for option in elected), 0)
            if new or surplus < 1000 or (previous is not None and surplus >= previous):
                break
            previous = surplus
            for option in elected:
                keep[option] = min(NINE, -(-(-(-keep[option] * quota // NINE)) * NINE // votes[option]))
        standing = {option: votes[option] for option in keep if option in hopeful or option in elected}
        rounds.append({"votes": standing, "quota": quota, "surplus": surplus, "keep": dict(keep)})
        history = [{**dict.fromkeys(keep, 0), **earlier["votes"]} for earlier in rounds[:-1]]
        rounds[-1]["elected"] = elect(new)
        if len(hopeful) <= election.seats - len(elected):
            rounds[-1]["elected"] += elect(set(hopeful))
        if len(elected) == election.seats:
            break
        if new:
            continue
        fewest = min(votes[option] for option in hopeful)
        out = broken([it for it in hopeful if votes[it] <= fewest + surplus], history, min)
        rounds[-1]["eliminated"] = out
        keep[out] = 0
        hopeful.remove(out)
        if len(hopeful) <= election.seats - len(elected):
            rounds[-1]["elected"] += elect(set(hopeful))
            break
    yield from same_rounds("round", rounds, ours, NINE, sum(election.ballots.values()))
    yield "the rule", elected, [int(winner) for winner in ours["winners"]]


def same_rounds(word, rounds, ours, unit, ballots):
    """Every member of every round but the notes of ties, and how many rounds there are."""
    yield f"number of {word}s", len(rounds), len(ours["rounds"])
    for number, (theirs, told) in enumerate(zip(rounds, ours["rounds"]), 1):
        exhausted = max(ballots * unit - sum(theirs["votes"].values()), 0)
        written = {
            "votes": {str(option): decimal(held, unit) for option, held in theirs["votes"].items()},
            "exhausted": decimal(exhausted, unit),
            "elected": [str(option) for option in theirs["elected"]],
        }
        written |= {name: str(theirs[name]) for name in ("transferred", "eliminated") if name in theirs}
        written |= {name: decimal(theirs[name], unit) for name in ("quota", "surplus") if name in theirs}
        if "keep" in theirs:
            written["keep"] = {str(option): decimal(kept, unit) for option, kept in theirs["keep"].items()}
        yield f"{word} {number}", written, {name: value for name, value in told.items() if name != "ties"}


def decimal(amount, unit):
    return f"{amount // unit}.{amount % unit:0{len(str(unit)) - 1}}"


# --- how it runs ------------------------------------------------------------------------------------------------------

COUNTS = {"irv": irv, "schulze": schulze, "borda": borda, "stv-scottish": scottish, "stv-meek": meek}


def winners(ours):
    return {int(option) for option in ours["winners"]}


def tied(method, ours):
    """Whether somebody else would count otherwise: those who know no ties of ours are not asked about them."""
    noted = any(rounds["ties"] for rounds in ours.get("rounds", []))
    return bool(ours["tied"]) or (noted and method not in WRITTEN_OUT)


def tally(psephos, files, method):
    """Our counts of all elections, one after the other in one process: starting one takes longer than counting."""
    run = subprocess.run([psephos, "tally", *files, "--method", method, "--json"], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"psephos tally fails: {run.stderr}")
    return [json.loads(line) for line in run.stdout.splitlines()]


def compare(election, method, ours, outcomes, reasons):
    try:
        if tied(method, ours):
            raise LeftOut("tie")
        for what, theirs, mine in COUNTS[method](election, ours):
            if theirs != mine:
                print(f"{method}, election {election.number}: {what}: theirs {theirs}, ours {mine}\n{election.blt()}")
                outcomes[method, "different"] += 1
                return
        outcomes[method, "same"] += 1
    except LeftOut as reason:
        outcomes[method, "left out"] += 1
        reasons[method, str(reason)] += 1


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("psephos")
    arguments.add_argument("--elections", type=int, default=1500)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    arguments = arguments.parse_args()
    print(f"seed {arguments.seed}, {arguments.elections} elections by {len(METHODS)} methods")
    rng = random.Random(arguments.seed)
    elections = [Election(number, rng) for number in range(arguments.elections)]
    outcomes, reasons = Counter(), Counter()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{election.number}.blt") for election in elections]
        for file, election in zip(files, elections):
            file.write_text(election.blt())
        for method in METHODS:
            for election, ours in zip(elections, tally(arguments.psephos, files, method), strict=True):
                compare(election, method, ours, outcomes, reasons)

    failed = False
    for method in METHODS:
        same, different, left_out = (outcomes[method, it] for it in ("same", "different", "left out"))
        why = ", ".join(f"{reason}: {count}" for (of, reason), count in sorted(reasons.items()) if of == method)
        print(f"{method:13} {same:5} alike, {different} different, {left_out} left out{f' ({why})' if why else ''}")
        failed |= different > 0 or left_out > MOST_LEFT_OUT * arguments.elections
    if failed:
        sys.exit(f"counts differ, or too many elections were left out; repeat with --seed {arguments.seed}")


if __name__ == "__main__":
    main()
