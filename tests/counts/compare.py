#!/usr/bin/env python3
"""Holds `psephos tally` against the libraries votelib and pyrankvote on random elections.

    compare.py PSEPHOS [--elections N] [--seed S]

Every election goes through `psephos tally FILE --method .. --json` and through the libraries; most have ballots that abstain, in
every spelling. What is compared, besides the number of those:

    choice        votes, winners and ties with votelib; one vote each, and several
    score         totals, winners and ties with votelib
    irv           winner with votelib and with pyrankvote
    schulze       winner with votelib; the paths too
    borda         totals, winners and ties with votelib
    stv-scottish  every number of every stage, and who is elected, transferred and out, with the Order as it is written, ballot
                  by ballot (written_out.py); winners also with votelib, which hands surpluses on by the same method in exact
                  fractions, and with pyrankvote where its rule must end alike (libraries.py, `near`)
    stv-meek      every number of every round, and who is elected and out, with the rule as it is written, ballot by ballot
                  (written_out.py); neither library has the method

Those that are written out are also counted with their ties, by the rule of docs/protocol.md section 9: the most recent earlier
round in which the equal ones differ, else the order of the list. Choices and scores are counted with ties reported, and broken
by the list.

Left out, and counted, are elections in which the rules themselves differ, or a library alone is left out:

    tie           our rounds note a tie, or name options as tied: each program breaks ties in its own way. Of the two methods that
                  are written out only those that name options as tied for the last seat
    two surpluses an option is elected while an earlier one still holds its surplus: Scotland transfers one surplus after the
                  other, and the newly elected gets no part of the next; votelib transfers both together
    near tie      votelib comes upon a tie and ours does not: it wants half of all ballots where instant run-off wants half
                  of the continuing ones, and finds equal in fractions what five decimals tell apart

If more is left out than `LEAST_COMPARED` and `LEAST_ASKED` allow, or if anything else differs, the run fails.
The seed is printed; with --seed a run is repeated.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import libraries
import written_out
from elections import Marked, Ranked, Shape
from libraries import Unasked


def scottish(election, ours):
    yield from written_out.scottish(election, ours)
    yield from libraries.transferred(election, ours)


# What is counted, by which of our methods, and against what.
RANKED = {
    "irv": libraries.irv,
    "schulze": libraries.schulze,
    "borda": libraries.borda,
    "stv-scottish": scottish,
    "stv-meek": written_out.meek,
}
MARKED = {
    "choice of one": (libraries.choice, "choice", 1),
    "choice of several": (libraries.choice, "choice", None),
    "score": (libraries.score, "score", None),
}
# Options, seats and rules, each of them for many elections.
SHAPES = 24
LIBRARIES = ["votelib", "pyrankvote"]
# Of all elections at least this part is compared, and put to each library that has the method.
LEAST_COMPARED = 3 / 4
LEAST_ASKED = defaultdict(lambda: (3 / 4, 0), {"irv": (3 / 4, 3 / 4), "stv-scottish": (1 / 2, 1 / 5), "stv-meek": (0, 0)})


class Run:
    """What came of all comparisons."""

    def __init__(self):
        self.outcomes, self.asked, self.reasons = Counter(), Counter(), Counter()

    def compare(self, name, election, ours, count):
        if leaves_out(name, ours):
            self.outcomes[name, "left out"] += 1
            self.reasons[name, "tie"] += 1
            return
        for what, theirs, mine in [("abstain", election.blank, ours["abstain"]), *count(election, ours)]:
            if isinstance(theirs, Unasked):
                self.reasons[name, f"{what}: {theirs}"] += 1
                continue
            self.asked[name, what] += 1
            if theirs != mine:
                print(f"{name}, election {election.number}: {what}: theirs {theirs}, ours {mine}\n{election.written()}")
                self.outcomes[name, "different"] += 1
                return
        self.outcomes[name, "same"] += 1

    def told(self, name, elections):
        """A line of the table, and whether the run fails by it."""
        same, different, left_out = (self.outcomes[name, it] for it in ("same", "different", "left out"))
        by_library = [self.asked[name, library] for library in LIBRARIES]
        why = ", ".join(f"{reason} {count}" for (of, reason), count in sorted(self.reasons.items()) if of == name)
        print(f"| {name} | {same} | {different} | {left_out} | {by_library[0]} | {by_library[1]} | {why} |")
        few = any(asked < least * elections for asked, least in zip(by_library, LEAST_ASKED[name]))
        return different > 0 or few or left_out > (1 - LEAST_COMPARED) * elections


def leaves_out(name, ours):
    """Whether somebody else would count otherwise: those who know no ties of ours are not asked about them."""
    if name not in RANKED or name == "borda":
        return False
    noted = any(rounds["ties"] for rounds in ours.get("rounds", []))
    return bool(ours["tied"]) or (noted and not name.startswith("stv"))


def tally(psephos, files, arguments):
    """Our counts of all elections, one after the other in one process: starting one takes longer than counting."""
    command = [psephos, "tally", *files, "--json", *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"psephos tally fails: {run.stderr}")
    return [json.loads(line) for line in run.stdout.splitlines()]


def write(folder, elections, ending):
    files = [Path(folder, f"{election.number}.{ending}") for election in elections]
    for file, election in zip(files, elections):
        file.write_text(election.written())
    return files


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("psephos")
    arguments.add_argument("--elections", type=int, default=3000)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    arguments = arguments.parse_args()
    print(f"seed {arguments.seed}, {arguments.elections} elections for each count\n")
    rng, run, numbers = random.Random(arguments.seed), Run(), range(arguments.elections)
    with tempfile.TemporaryDirectory() as folder:
        elections = [Ranked(number, rng) for number in numbers]
        files = write(folder, elections, "blt")
        for name, count in RANKED.items():
            counted = tally(arguments.psephos, files, ["--method", name])
            for election, ours in zip(elections, counted, strict=True):
                run.compare(name, election, ours, count)
    for name, (count, kind, most) in MARKED.items():
        shapes = [Shape.some(rng, kind, most) for _ in range(SHAPES)]
        for first, shape in enumerate(shapes):
            elections = [Marked(number, rng, shape) for number in numbers[first::SHAPES]]
            with tempfile.TemporaryDirectory() as folder:
                counted = tally(arguments.psephos, write(folder, elections, "csv"), elections[0].arguments())
            for election, ours in zip(elections, counted, strict=True):
                run.compare(name, election, ours, count)

    print("| count | alike | different | left out | votelib asked | pyrankvote asked | why not |\n|---|---|---|---|---|---|---|")
    if any([run.told(name, arguments.elections) for name in [*RANKED, *MARKED]]):
        sys.exit(f"counts differ, or too many elections were left out; repeat with --seed {arguments.seed}")


if __name__ == "__main__":
    main()
