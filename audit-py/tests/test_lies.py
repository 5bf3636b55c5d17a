"""Elections by services that lie and sign it: each lie is found, and the right one is convicted."""

import copy
import hashlib
import pathlib
import tempfile
import unittest

from forge import ANSWERS, QUESTIONS, Forge, Service, later, root_of, standard, tar
from run_audit import audit, convicted, names

from auditor.check import Audit
from auditor.report import Report
from auditor.sources import Bundle

REGISTRAR, BALLOT_BOX = {"registrar"}, {"ballot-box"}


class Lies(unittest.TestCase):
    """Signed lies. What is not signed is the matter of test_election.py."""

    def found(self, forge, fault, convicts=None, only=True):
        """Audits; the fault must be there, alone if `only`, and convict whom it should."""
        report = audit(forge.files() if isinstance(forge, Forge) else forge)
        self.assertEqual(report["exit"], 1, report)
        (self.assertEqual if only else self.assertLessEqual)({fault}, names(report), report)
        if convicts:
            self.assertEqual(convicted(report, fault), convicts)
        return report

    def test_an_honest_forgery_holds(self):
        report = audit(Forge().files())
        self.assertEqual((report["exit"], report["faults"]), (0, []))
        self.assertEqual(report["ballots"], len(ANSWERS))

    def test_manifest_rules_are_kept(self):
        changes = [
            {"mix": 7},
            {"content_size": 60_001},
            {"content_size": 50},
            {"eligible": -1},
            {"quorum": 1},
            {"slug": "A"},
            {"slug": None},
            {"test": 0},
            {"results": "soon"},
            {"title": " "},
            {"title": {"de": "x"}},
            {"languages": []},
            {"languages": ["en", "en"]},
            {"voting_closes": "2026-01-01T00:00:00Z"},
            {"questions": []},
            {"extra": 1},
            {"issuance_opens": "2026-01-01T00:00:60Z"},
            {"questions": [QUESTIONS[0], QUESTIONS[0]]},
            {"witnesses": ["w+00000000+AA=="]},
            {"token": {"type": 3, "key": ""}},
            {"eligible": True},
        ]
        for change in changes:
            with self.subTest(change=change):
                forge = Forge()
                honest = forge.files()
                forge.manifest.update(change)
                honest["manifest.note"] = forge.registrar.note(forge.text)
                self.assertEqual(names(audit(honest)), {"manifest-malformed"})

    def test_question_rules_are_kept(self):
        changes = [
            (0, {"max": 4}),
            (0, {"min": 0}),
            (0, {"min": 3, "max": 2}),
            (0, {"method": "irv"}),
            (0, {"id": "Q"}),
            (0, {"kind": "vote"}),
            (0, {"kind": []}),
            (0, {"seats": 4}),
            (0, {"order": "random"}),
            (0, {"ties": "lot"}),
            (0, {"options": []}),
            (0, {"options": [{"id": "a", "title": "A"}] * 3}),
            (0, {"abstain": 1}),
            (1, {"method": "fptp"}),
            (1, {"seats": 2}),
            (2, {"low": 5}),
            (2, {"high": 101}),
            (2, {"max": 1}),
            (2, {"low": -101}),
            (0, {"low": 0}),
            (0, {"description": None}),
        ]
        for number, change in changes:
            with self.subTest(change=change):
                forge = Forge()
                honest = forge.files()
                forge.manifest["questions"] = copy.deepcopy(QUESTIONS)
                forge.manifest["questions"][number].update(change)
                honest["manifest.note"] = forge.registrar.note(forge.text)
                self.assertEqual(names(audit(honest)), {"manifest-malformed"})

    def test_services_must_be_two(self):
        for name, key in (("registrar.example.org:8443", None), ("ballots.example.net", "same")):
            with self.subTest(name=name):
                forge = Forge()
                honest = forge.files()
                twin = Service(name)
                if key:
                    twin.public = forge.registrar.public
                    twin.verifier = twin.verifier._replace(public=twin.public)
                forge.manifest["ballot_box"] = {"name": name, "url": f"https://{name}", "key": str(twin.verifier)}
                honest["manifest.note"] = forge.registrar.note(forge.text)
                self.assertEqual(names(audit(honest)), {"manifest-malformed"})

    def test_token_key_of_another_form(self):
        for spoil in (
            lambda der: der[:-1] + b"\x03",
            lambda der: der[:-6] + b"\x00" + der[-5:],
            lambda der: der + b"\0",
            lambda der: der[:81] + b"\x7f" + der[82:],
        ):
            forge = Forge()
            forge.token_key = bytes(spoil(forge.token_key))
            forge.manifest["token"]["key"] = standard(forge.token_key).replace("+", "-").replace("/", "_").rstrip("=")
            forge.ballots = [b""]
            self.found(forge, "manifest-malformed", {None}, only=False)

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

    def test_assets_without_the_booth(self):
        for files in ({}, [], {"/polls/{id}/booth": "AA" * 32}, {"/polls/{id}/booth": 1}):
            forge = Forge()
            forge.assets = [{"version": "1", "files": files}]
            self.found(forge, "statement-malformed", BALLOT_BOX)

    def test_a_quorum_of_witnesses(self):
        witness, deaf = Service("witness.example"), Service("deaf.example")
        for item in (witness, deaf):
            item.verifier = item.verifier._replace(kind=4)
        for quorum, faults in ((0, set()), (1, set()), (2, {"quorum-missed"})):
            forge = Forge(witnesses=[str(witness.verifier), str(deaf.verifier)], quorum=quorum)
            files = forge.files()
            text = files["checkpoint"].decode().split("\n\n")[0] + "\n"
            time = 1_767_500_000
            signature = witness.key.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
            line = standard(witness.verifier.key_id + time.to_bytes(8, "big") + signature)
            files["checkpoint"] += f"\u2014 {witness.name} {line}\n".encode()
            self.assertEqual(names(audit(files)), faults)

    def test_a_quorum_that_cannot_be_verified_is_said(self):
        blind = Service("blind.example").verifier._replace(kind=6, public=bytes(1312))
        report = audit(Forge(witnesses=[str(blind)], quorum=1).files())
        self.assertEqual(report["exit"], 2)
        self.assertIn("ML-DSA", report["gaps"][0])

    def test_open_polls_have_no_known_number(self):
        forge = Forge(eligible=None)
        forge.issuance["eligible"] = None
        report = audit(forge.files())
        self.assertEqual(report["exit"], 0)
        self.assertIn("eligible-unknown", [item["warning"] for item in report["warnings"]])
        forge.issuance["eligible"] = 4
        report = audit(forge.files())
        self.assertEqual((report["exit"], report["eligible"]), (0, 4))
        forge.issuance["eligible"] = 3
        self.found(forge, "issued-over-eligible", REGISTRAR)

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
