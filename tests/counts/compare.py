#!/usr/bin/env python3
"""Holds `psephos tally` against the libraries votelib and pyrankvote on random elections.

    compare.py PSEPHOS [--elections N] [--seed S]

Every election goes through `psephos tally FILE.blt --method .. --json` and through the libraries. What is compared:

    irv           winner     with votelib and with pyrankvote
    schulze       winner     with votelib; the paths too
    borda         winners    with votelib; the totals too
    stv-scottish  winners    with votelib, which hands surpluses on by the same method in exact fractions
    stv-meek      winners    with the rule as it is written, ballot by ballot, further down in this file (neither library has
                             the method); every number of every round too

Left out, and counted, are elections in which the rules themselves differ:

    tie           our rounds note a tie, or name options as tied: each program breaks ties in its own way
    two surpluses an option is elected while an earlier one still holds its surplus: Scotland transfers one surplus after the
                  other, and the newly elected gets no part of the next; votelib transfers both together
    near tie      votelib comes upon a tie and ours does not: it wants half of all ballots where instant run-off wants half
                  of the continuing ones, and finds equal in fractions what five decimals tell apart

If more than a quarter of a method's elections is left out, or if anything else differs, the run fails. The seed is printed;
with --seed a run is repeated.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyrankvote
import votelib.component.rankscore
import votelib.convert
import votelib.evaluate.condorcet
import votelib.evaluate.core
import votelib.evaluate.sequential

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


def scottish(election, ours):
    quota = ours["quota"]
    for rounds in ours["rounds"]:
        waiting = {option for option, votes in rounds["votes"].items() if float(votes) > quota}
        if rounds["elected"] and waiting - set(rounds["elected"]):
            raise LeftOut("two surpluses")
    yield "votelib", set(transferable(election.ballots, election.seats)), winners(ours)


def transferable(ballots, seats):
    method = votelib.evaluate.sequential.TransferableVoteSelector(
        transferer="Gregory", quota_function="droop", retainer=votelib.evaluate.core.Plurality()
    )
    try:
        return method.evaluate(dict(ballots), seats)
    except NotImplementedError as tie:
        raise LeftOut("near tie") from tie


# --- Meek's method, as written ----------------------------------------------------------------------------------------

NINE = 10**9


def meek(election, ours):
    """The Reference Meek Rule of the Proportional Representation Foundation, step by step, in billionths."""
    keep = {option: NINE for option in election.candidates()}
    hopeful, elected, rounds = set(keep), set(), []
    while len(elected) < election.seats and len(elected) + len(hopeful) > election.seats:
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
            surplus = max(sum(votes[option] - quota for option in elected), 0)
            if new or surplus < 1000 or (previous is not None and surplus >= previous):
                break
            previous = surplus
            for option in elected:
                keep[option] = -(-(-(-keep[option] * quota // NINE)) * NINE // votes[option])
        rounds.append((quota, votes))
        if new:
            elected |= new
            hopeful -= new
            continue
        out = min(hopeful, key=votes.get)
        keep[out] = 0
        hopeful.remove(out)
    if len(elected) < election.seats:
        elected |= hopeful
    for number, (quota, votes) in enumerate(rounds):
        told = ours["rounds"][number]
        yield f"quota of round {number + 1}", decimal(quota), told["quota"]
        for option, text in told["votes"].items():
            yield f"votes of round {number + 1}", decimal(votes[int(option)]), text
    yield "the rule", elected, winners(ours)


def decimal(billionths):
    return f"{billionths // NINE}.{billionths % NINE:09}"


# --- how it runs ------------------------------------------------------------------------------------------------------

COUNTS = {"irv": irv, "schulze": schulze, "borda": borda, "stv-scottish": scottish, "stv-meek": meek}


def winners(ours):
    return {int(option) for option in ours["winners"]}


def tied(ours):
    return bool(ours["tied"]) or any(rounds["ties"] for rounds in ours.get("rounds", []))


def tally(psephos, folder, election, method):
    file = Path(folder, f"{election.number}-{method}.blt")
    file.write_text(election.blt())
    seats = [] if method in ("stv-scottish", "stv-meek") else ["--seats", "1" if method != "borda" else str(election.seats)]
    run = subprocess.run(
        [psephos, "tally", file, "--method", method, "--json", *seats], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"psephos tally fails on election {election.number}: {run.stderr}\n{election.blt()}")
    file.unlink()
    return json.loads(run.stdout)


def compare(election, method, ours, outcomes, reasons):
    try:
        if tied(ours):
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
    work = [(election, method) for election in elections for method in METHODS]
    outcomes, reasons = Counter(), Counter()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda item: tally(arguments.psephos, folder, *item), work)
        for (election, method), ours in zip(work, counts):
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
