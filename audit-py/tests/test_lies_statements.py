"""Signed lies: counts, notices, numbers of passes and results."""

import pathlib
import tempfile
import unittest

from forge import Forge, later, root_of, standard, tar
from lies import BALLOT_BOX, REGISTRAR, Lies
from run_audit import audit

from auditor.check import Audit
from auditor.report import Report
from auditor.sources import Bundle


class LiesInStatements(Lies):
    """Counts, notices, numbers of passes and results."""

    def test_a_wrong_count(self):
        forge = Forge()
        forge.tally = {"q1": {**forge.count()["q1"], "winners": ["c"]}}
        self.found(forge, "result-tally", BALLOT_BOX)

    def test_true_is_not_one(self):
        forge = Forge()
        forge.tally = {"q1": {**forge.count()["q1"], "abstain": True}}
        self.found(forge, "result-tally", BALLOT_BOX)

    def test_a_question_too_many_and_no_tally_at_all(self):
        forge = Forge()
        forge.tally = {"q9": {}}
        self.found(forge, "result-tally", BALLOT_BOX)
        forge = Forge()
        forge.result = {"tally": []}
        self.found(forge, "statement-malformed", BALLOT_BOX, only=False)

    def test_wrong_numbers_in_the_result(self):
        for member, value, fault in (
            ("ballots", 5, "result-ballots"),
            ("issued", 3, "result-issued"),
            ("tree_size", 3, "result-log"),
            ("root", standard(b"\0" * 32), "result-log"),
            ("root", "AA==", "statement-malformed"),
            ("ballots", -1, "statement-malformed"),
            ("poll", "0" * 64, "statement-of-other-poll"),
        ):
            with self.subTest(member=member, value=value):
                forge = Forge()
                forge.result = {member: value}
                self.found(forge, fault, only=member != "tree_size")

    def test_more_ballots_than_passes(self):
        forge = Forge()
        forge.issuance["issued"] = 3
        self.found(forge, "ballots-over-issued", REGISTRAR)

    def test_more_passes_than_voters(self):
        forge = Forge()
        forge.issuance["issued"] = 10
        self.found(forge, "issued-over-eligible", REGISTRAR)

    def test_a_roll_that_grew(self):
        forge = Forge()
        forge.issuance["eligible"] = 10
        self.found(forge, "eligible-differs", REGISTRAR)
        forge = Forge(late_additions=True)
        forge.issuance["eligible"] = 10
        report = audit(forge.files())
        self.assertEqual(report["exit"], 0)
        self.assertIn("late-additions", [item["warning"] for item in report["warnings"]])

    def test_two_issuance_statements_in_the_log(self):
        forge = Forge()
        forge.more_entries = [b"\x04" + b"\1" * 32]
        self.found(forge, "entry-unknown")

    def test_notices_that_break_a_rule(self):
        def notice(kind, closes, at="2026-01-02T12:00:00Z", **more):
            return {"kind": kind, "voting_closes": closes, "at": at, **more}

        cases = [
            ([notice("extend", "2026-01-02T23:00:00Z")], "notice-invalid"),
            ([notice("extend", "2026-01-03T00:00:00Z")], "notice-invalid"),
            ([notice("close", "2026-01-03T00:00:00Z")], "notice-invalid"),
            ([notice("cancel", None), notice("extend", later(9))], "notice-invalid"),
            ([notice("cancel", later(9))], "statement-malformed"),
            ([notice("extend", None)], "statement-malformed"),
            ([notice("extend", "")], "statement-malformed"),
            ([notice("delay", later(9))], "statement-malformed"),
            ([notice(["extend"], later(9))], "statement-malformed"),
            ([notice("extend", later(9), seq=2)], "notice-gap"),
            ([notice("extend", later(9), seq=True)], "statement-malformed"),
            ([notice("extend", later(9), reason=7)], "statement-malformed"),
            ([notice("extend", later(9), poll="0" * 64)], "statement-of-other-poll"),
        ]
        for notices, fault in cases:
            with self.subTest(notices=notices):
                forge = Forge()
                forge.notices = notices
                self.found(forge, fault, REGISTRAR if fault == "notice-invalid" else None, only=False)

    def test_notices_whose_own_time_is_odd(self):
        for kind, closes, at in (("close", later(-3000), later(-6599)), ("extend", later(9), later(0))):
            forge = Forge()
            forge.notices = [{"kind": kind, "voting_closes": closes, "at": at}]
            report = audit(forge.files())
            self.assertEqual(report["exit"], 0, report)
            self.assertIn("clocks-differ", [item["warning"] for item in report["warnings"]])

    def test_notices_that_keep_the_rules(self):
        forge = Forge()
        forge.notices = [
            {"kind": "extend", "voting_closes": later(7200), "at": "2026-01-02T12:00:00Z"},
            {"kind": "close", "voting_closes": later(3600), "at": later(0)},
        ]
        self.assertEqual(audit(forge.files())["faults"], [])

    def test_a_result_of_a_cancelled_poll(self):
        forge = Forge()
        forge.notices = [{"kind": "cancel", "at": "2026-01-02T12:00:00Z"}]
        # Anybody can put a list of ballots together; the result is signed.
        self.found(forge, "cancelled-published", BALLOT_BOX | {None})

    def test_no_result_when_it_is_due(self):
        files = Forge().files()
        del files["results/1.note"], files["ballots.bin"]
        report = audit(files)
        self.assertEqual((report["exit"], report["faults"]), (0, []))
        self.assertIn("not-counted", [item["warning"] for item in report["warnings"]])
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "bundle.tar")
            path.write_bytes(tar(files))
            found = Report()
            Audit(Bundle(path), found, asked="https://mirror.example").run()
            self.assertEqual(found.faults, [], "a mirror may be old")
            Audit(Bundle(path), found, asked="https://ballots.example.net").run()
        self.assertEqual(
            [(item["fault"], item["convicts"]) for item in found.faults], [("result-overdue", "ballot-box")]
        )

    def test_a_second_result(self):
        forge = Forge()
        files = forge.files()
        entries = [files["entries.bin"][at : at + 33] for at in range(0, len(files["entries.bin"]), 33)]
        late = [entries[index] for index in (0, 1, 3, 4, 5, 6, 2)]  # the issuance statement comes last
        files["entries.bin"] = b"".join(late)
        root = standard(root_of(late))
        files["checkpoint"] = forge.ballot_box.note(forge.checkpoint_text(len(late), root))

        def result(size, issued, **more):
            return forge.ballot_box.statement(
                "psephos-result/v1",
                {
                    "poll": forge.poll.hex(),
                    "ballots": 4,
                    "issued": issued,
                    "tree_size": size,
                    "root": standard(root_of(late[:size])),
                    "tally": forge.count(),
                    **more,
                },
            )

        files["results/1.note"], files["results/2.note"] = result(6, None), result(7, 4)
        self.assertEqual(audit(files)["faults"], [])
        report = audit({name: data for name, data in files.items() if name != "results/2.note"})
        self.assertEqual(report["exit"], 0)
        self.assertIn("result-behind", [item["warning"] for item in report["warnings"]])
        self.found({**files, "results/2.note": result(7, 4, tally={})}, "result-changed", BALLOT_BOX, only=False)
        self.found({**files, "results/2.note": result(7, None)}, "result-issued", BALLOT_BOX, only=False)
        self.found({**files, "results/2.note": result(6, None)}, "result-changed", {None}, only=False)
        self.found({**files, "results/1.note": result(6, 4)}, "result-issued", BALLOT_BOX, only=False)

    def test_a_stated_number_is_not_withheld(self):
        for late_additions in (False, True):
            forge = Forge(late_additions=late_additions)
            forge.issuance["eligible"] = None
            self.found(forge, "eligible-differs", REGISTRAR)

    def test_without_issuance_statement(self):
        forge = Forge()
        forge.issuance = None
        report = audit(forge.files())
        self.assertEqual(report["exit"], 0, report)
        self.assertIn("issued-unknown", [item["warning"] for item in report["warnings"]])
        forge = Forge(eligible=3)
        forge.issuance = None
        self.found(forge, "ballots-over-issued", REGISTRAR)
        forge = Forge()
        forge.issuance, forge.result = None, {"issued": 4}
        self.found(forge, "result-issued", BALLOT_BOX)


if __name__ == "__main__":
    unittest.main()
