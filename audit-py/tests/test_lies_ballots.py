"""Signed lies: ballots, contents and the list."""

import copy
import hashlib
import tempfile
import unittest

from forge import ANSWERS, QUESTIONS, Forge, root_of, standard
from lies import BALLOT_BOX, Lies
from run_audit import audit, convicted, names


class LiesInBallots(Lies):
    """Ballots, contents and the list."""

    def test_entries_of_unknown_type_and_second_manifests(self):
        for entry, fault in ((b"\x06" + b"\0" * 32, "entries-malformed"), (b"\x01" + b"\0" * 32, "entry-unknown")):
            forge = Forge()
            forge.more_entries = [entry]
            self.found(forge, fault)

    def test_another_history(self):
        forge = Forge()
        files = forge.files()
        entries = files["entries.bin"]
        roots = {size: root_of([entries[at : at + 33] for at in range(0, 33 * size, 33)]) for size in (2, 3)}
        with tempfile.NamedTemporaryFile() as file:
            for size, root, holds in ((2, roots[2], True), (3, roots[2], False), (2, roots[3], False)):
                file.seek(0)
                file.truncate()
                file.write(forge.ballot_box.note(forge.checkpoint_text(size, standard(root))))
                file.flush()
                report = audit(files, "--since", file.name)
                self.assertEqual(names(report), set() if holds else {"checkpoint-inconsistent"})
                self.assertEqual(convicted(report, "checkpoint-inconsistent"), set() if holds else BALLOT_BOX)

    def test_a_ballot_twice(self):
        forge = Forge()
        ballots = forge.cast()
        forge.ballots = sorted(ballots + [ballots[0]], key=lambda ballot: hashlib.sha256(ballot).digest())
        report = self.found(forge, "token-spent-twice", BALLOT_BOX, only=False)
        self.assertEqual(len([item for item in report["faults"] if item["fault"] == "token-spent-twice"]), 1)

    def test_two_ballots_with_one_token(self):
        forge = Forge()
        voter = forge.voter()
        forge.ballots = [voter.ballot(answer, 256) for answer in ANSWERS[:2]]
        forge.answers = ANSWERS[:1]
        self.found(forge, "token-spent-twice", BALLOT_BOX, only=False)

    def test_bad_ballots_under_a_signed_root(self):
        def changed(at, value=1):
            def spoil(ballot):
                ballot = bytearray(ballot)
                ballot[at] ^= value
                return bytes(ballot)

            return spoil

        cases = [
            (changed(0), "ballot-malformed"),
            (changed(355), "ballot-malformed"),
            (changed(1), "ballot-malformed"),
            (lambda ballot: ballot[:-1], "ballot-malformed"),
            (lambda ballot: ballot + b"\0", "ballot-malformed"),
            (lambda ballot: b"", "ballot-malformed"),
            (changed(40), "token-invalid"),
            (changed(70), "token-invalid"),
            (changed(200), "token-invalid"),
            (changed(-1), "signature-invalid"),
            (changed(-64), "signature-invalid"),
            (changed(5), "token-invalid"),
            (changed(5), "signature-invalid"),
            (changed(360), "content-invalid"),
        ]
        for spoil, fault in cases:
            with self.subTest(fault=fault):
                forge = Forge()
                forge.ballots = forge.cast()
                forge.ballots[1] = spoil(forge.ballots[1])
                self.found(forge, fault, BALLOT_BOX, only=False)

    def test_a_ballot_of_another_poll(self):
        other = Forge(title="Another")
        forge = Forge()
        forge.ballots = forge.cast()[:3] + other.cast()[:1]
        self.found(forge, "token-invalid", BALLOT_BOX, only=False)

    def test_contents_in_another_spelling(self):
        honest = '{"answers":{"q1":{"choose":["a","b"]},"q2":{"rank":["a"]},"q3":{"score":{"a":5,"b":-1}}}}'
        swaps = [
            ('{"answers"', '{ "answers"'),
            ('"a","b"', '"b","a"'),
            ('"a","b"', '"a","a"'),
            ('"a","b"', ""),
            ('"a","b"', '"a","b","c"'),
            ('"a","b"', '"a","z"'),
            ('"a","b"', '"\\u0061","b"'),
            ("-1", "-0"),
            ("-1", "6"),
            ("-1", "-3"),
            ("-1", "1.0"),
            ("-1", "1e0"),
            ("-1", "01"),
            ('"a":5,"b":-1', '"b":-1,"a":5'),
            ("-1", "true"),
            ('"a":5,"b":-1', '"a":5'),
            ('"a":5,', '"a":5,"a":5,'),
            ('"choose"', '"rank"'),
            ('"rank"', '"choose"'),
            ('"q1"', '"q0"'),
            ('"q3"', '"q3":"abstain","q3"'),
            ("}}}}", '}},"x":1}}'),
            ("}}}}", "}}}},"),
            (":5", ":5" + "0" * 99),
            ('["a"]', "[" * 60 + "]" * 60),
            ('["a"]', '"a"'),
            ('["a"]', '[["a"]]'),
            ('["a"]', "null"),
            (honest, ""),
            (honest, "[]"),
            (honest, "\u00e4"),
            (honest[-3:], honest[-3:] + "\t"),
        ]
        for old, new in swaps:
            with self.subTest(old=old, new=new):
                forge = Forge()
                self.assertIn(old, honest)
                content = honest.replace(old, new, 1).encode()
                forge.ballots = forge.cast()[:1] + [forge.voter().ballot(content, 256)]
                self.found(forge, "content-invalid", BALLOT_BOX, only=False)

    def test_abstaining_where_it_is_not_allowed(self):
        questions = copy.deepcopy(QUESTIONS)
        questions[0]["abstain"] = False
        self.found(Forge(questions=questions), "content-invalid", BALLOT_BOX, only=False)

    def test_ballots_in_small_groups_are_told(self):
        forge = Forge()
        forge.ballots = forge.cast()[::-1]
        report = audit(forge.files())
        self.assertEqual(report["exit"], 0)
        self.assertIn("mixing", [item["warning"] for item in report["warnings"]])


if __name__ == "__main__":
    unittest.main()
