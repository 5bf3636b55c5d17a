"""One election by the real programs, played once for all tests that look at what it published.

The program is PSEPHOS, by default ../target/debug/psephos of the checkout.
"""

import atexit
import functools
import random
import types
import unittest

from forge import unframed, untar
from run_audit import audit, names

import election

RANDOM = random.Random(1)
RANKINGS = [
    {
        "id": method,
        "title": method,
        "kind": "ranking",
        "method": method,
        "min": 1,
        "max": 4,
        "ties": ties,
        "seats": 1 if method in ("irv", "schulze") else 2,
        "options": election.options("a", "b", "c", "d"),
    }
    for method, ties in (
        ("irv", "report"),
        ("stv-scottish", "listed"),
        ("stv-meek", "report"),
        ("schulze", "listed"),
        ("borda", "report"),
    )
]
QUESTIONS = [
    {
        "id": "q1",
        "title": {"en": "President", "de": "Vorsitz"},
        "kind": "choice",
        "min": 1,
        "max": 2,
        "seats": 2,
        "options": election.options("ada", "ben", "cleo"),
    },
    {
        "id": "q2",
        "title": "Budget",
        "kind": "score",
        "low": -2,
        "high": 5,
        "abstain": False,
        "options": election.options("roof", "heating"),
    },
    *RANKINGS,
]
SMALL = [
    {"id": "q", "title": "Where?", "kind": "choice", "min": 1, "max": 1, "options": election.options("lake", "hill")}
]


@functools.cache
def played():
    """The demo, its poll, and what it published."""
    demo = election.Demo()
    atexit.register(demo.stop)
    poll = demo.publish(QUESTIONS, 12, languages=["en", "de"], results="live")
    casts = poll.vote([_answers() for _ in range(11)])
    older = poll.fetch("checkpoint")
    poll.notice("extend", poll.manifest.voting_closes + 600)
    poll.close()
    bundle = poll.fetch("bundle")
    return types.SimpleNamespace(demo=demo, poll=poll, casts=casts, older=older, bundle=bundle, files=untar(bundle))


def _answers():
    given = {
        "q1": {"choose": RANDOM.choice([["ada"], ["ben", "cleo"], ["ada", "cleo"]])},
        "q2": {"score": {"roof": RANDOM.randint(-2, 5), "heating": RANDOM.randint(-2, 5)}},
    }
    for question in RANKINGS:
        given[question["id"]] = {"rank": RANDOM.sample("abcd", RANDOM.randint(1, 4))}
    if RANDOM.random() < 0.3:
        given["q1"] = given["irv"] = "abstain"
    return given


def keys(of):
    """The options that name poll and keys."""
    told = played().demo.keys
    return ("--poll", of.id, "--registrar-key", told["registrar"], "--ballot-box-key", told["ballot_box"])


class Spoilt(unittest.TestCase):
    """Tests of a real bundle that was changed in one way."""

    def found(self, changed, *faults, options=()):
        """Audits changed files: exactly these faults must be found."""
        report = audit(
            {name: data for name, data in {**played().files, **changed}.items() if data is not None},
            *options,
        )
        self.assertEqual(report["exit"], 1, report)
        self.assertEqual(names(report), set(faults), report)
        return report

    def ballots(self):
        return unframed(played().files["ballots.bin"])
