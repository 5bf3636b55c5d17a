"""Signed statements with anything in any place: the auditor must answer each, never fail itself."""

import copy
import random
import unittest

from forge import Forge, root_of, standard
from run_audit import audit

WEIRD = [
    None, True, False, 0, 1, -1, 2**53 - 1, 2**60, "", "a", "\u0000", "\u00e9", "0" * 64, "x" * 5000, [], [[]], {}, {"a": {}},
    [None] * 300, "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "AA==", {"en": ""}, [1, "a"], 1.5, -(2**53),
]  # fmt: skip


def mutate(draw, value):
    """The value with something weird in one place, or one member gone, doubled or new."""
    value = copy.deepcopy(value)
    node, path = value, []
    while isinstance(node, (dict, list)) and node and (not path or draw.random() < 0.7):
        key = draw.choice(list(node) if isinstance(node, dict) else range(len(node)))
        path.append((node, key))
        node = node[key]
    holder, key = path[-1] if path else ({"": value}, "")
    what = draw.random()
    if what < 0.15:
        del holder[key]
    elif what < 0.25 and isinstance(holder, dict):
        holder[draw.choice(["x", "", "poll", "\u0000"])] = draw.choice(WEIRD)
    else:
        holder[key] = draw.choice(WEIRD)
    return value


class Hostile(unittest.TestCase):
    """Every mutation gets a verdict; `run_audit.audit` fails where the auditor itself does."""

    def test_mutated_manifests(self):
        draw = random.Random(11)
        verdicts = set()
        for number in range(300):
            forge = Forge()
            files, honest = forge.files(), forge.text
            forge.manifest = mutate(draw, forge.manifest)
            text = forge.text
            if text == honest:
                continue
            signatures = forge.registrar.line(text) + forge.ballot_box.line(text)
            files["manifest.note"] = f"{text}\n{signatures}".encode()
            with self.subTest(number=number):
                verdicts.add(audit(files)["exit"])
        self.assertEqual(verdicts, {1})

    def test_polls_with_mutated_manifests_that_were_held(self):
        draw = random.Random(12)
        for number in range(150):
            forge = Forge()
            honest = copy.deepcopy(forge.manifest)
            forge.manifest = mutate(draw, forge.manifest)
            try:
                files = forge.files()
            except Exception:  # the forger cannot hold such a poll; only its manifest is looked at
                forge.manifest = honest
                files = forge.files()
            with self.subTest(number=number):
                audit(files)

    def test_mutated_statements(self):
        draw = random.Random(13)
        for number in range(300):
            forge = Forge()
            forge.notices = [{"kind": "extend", "voting_closes": "2026-01-04T00:00:00Z", "at": "2026-01-02T00:00:00Z"}]
            part = draw.choice(["notices", "assets", "issuance"])
            mutated = mutate(draw, getattr(forge, part))
            if part != "issuance":
                mutated = [item for item in mutated if isinstance(item, dict)]
            elif not isinstance(mutated, dict) or "issued" not in mutated:
                continue
            setattr(forge, part, mutated)
            with self.subTest(number=number, part=part):
                audit(forge.files())

    def test_mutated_results(self):
        draw = random.Random(14)
        forge = Forge()
        files = forge.files()
        entries = [files["entries.bin"][at : at + 33] for at in range(0, len(files["entries.bin"]), 33)]
        true = {
            "poll": forge.poll.hex(),
            "ballots": 4,
            "issued": 4,
            "tree_size": len(entries),
            "root": standard(root_of(entries)),
            "tally": forge.count(),
        }
        self.assertEqual(audit({**files, "results/1.note": self.signed(forge, true)})["exit"], 0)
        for number in range(400):
            value = mutate(draw, true)
            if value == true and str(value) == str(true):
                continue
            with self.subTest(number=number, value=value):
                self.assertEqual(audit({**files, "results/1.note": self.signed(forge, value)})["exit"], 1)

    @staticmethod
    def signed(forge, value):
        """A result by the ballot box."""
        return forge.ballot_box.statement("psephos-result/v1", value)


if __name__ == "__main__":
    unittest.main()
