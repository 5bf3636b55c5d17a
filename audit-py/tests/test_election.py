"""Elections by the real programs: honest ones hold, and every spoilt bundle is found out.

The program is PSEPHOS, by default ../target/debug/psephos of the checkout.
"""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from forge import framed, root_of, standard, unframed, untar
from run_audit import AUDIT, audit, names

import election
from auditor import tally
from auditor.manifest import Question

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
SIGNATURES = {"checkpoint": "checkpoint-signature", "manifest.note": "manifest-signature"}
SMALL = [
    {"id": "q", "title": "Where?", "kind": "choice", "min": 1, "max": 1, "options": election.options("lake", "hill")}
]


def setUpModule():
    """One demo and its polls for all tests of this file."""
    global demo, poll, bundle, files, casts, older
    demo = election.Demo()
    unittest.addModuleCleanup(demo.stop)
    poll = demo.publish(QUESTIONS, 12, languages=["en", "de"], results="live")
    casts = poll.vote([_answers() for _ in range(11)])
    older = poll.fetch("checkpoint")
    poll.notice("extend", poll.manifest.voting_closes + 600)
    poll.close()
    bundle = poll.fetch("bundle")
    files = untar(bundle)


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
    return ("--poll", of.id, "--registrar-key", demo.keys["registrar"], "--ballot-box-key", demo.keys["ballot_box"])


class Honest(unittest.TestCase):
    """What the real services publish holds."""

    def test_bundle_folder_and_address(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, data in untar(bundle).items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
            for source in (bundle, folder, poll.url, poll.url + "/result"):
                report = audit(source, *keys(poll))
                self.assertEqual((report["exit"], report["faults"], report["gaps"]), (0, [], []))
                self.assertEqual((report["ballots"], report["issued"], report["eligible"]), (11, 11, 12))

    def test_the_warnings_of_a_poll_that_was_not_announced(self):
        warnings = {item["warning"] for item in audit(bundle)["warnings"]}
        self.assertEqual(warnings, {"poll-not-pinned", "keys-not-pinned", "test-poll"})

    def test_other_polls_of_the_registrar_are_told(self):
        warnings = [item for item in audit(poll.url)["warnings"] if item["warning"] == "other-polls"]
        self.assertTrue(any(demo.about["poll"] in item["detail"] for item in warnings))

    def test_as_a_command(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(bundle)
            file.flush()
            run = subprocess.run([sys.executable, str(AUDIT), file.name], capture_output=True, text=True, timeout=60)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertTrue(run.stdout.endswith("All holds.\n"))

    def test_a_vote_by_the_real_client(self):
        own = demo.publish(SMALL, 1, electorate={"kind": "open", "domains": []})
        with tempfile.TemporaryDirectory() as folder:
            state = pathlib.Path(folder, "vote.json")
            run = subprocess.run(
                [
                    election.PSEPHOS,
                    "vote",
                    "--poll",
                    own.url,
                    "--email",
                    demo.about["voter"]["email"],
                    "--state",
                    state,
                    "--answer",
                    "q=lake",
                ],
                input=demo.about["voter"]["password"] + "\n",
                capture_output=True,
                text=True,
                timeout=60,
            )
            self.assertEqual(run.returncode, 0, run.stderr)
            own.close()
            receipt = pathlib.Path(folder, "vote.psephos-receipt")
            report = audit(own.url, "--receipt", receipt)
            self.assertEqual((report["exit"], report["eligible"], report["ballots"]), (0, None, 1), report)
            self.assertEqual(
                names(audit(bundle, "--receipt", receipt)), {"receipt-invalid", "checkpoint-malformed"}
            )

    def test_mixing_and_a_listed_tie(self):
        own = demo.publish(SMALL, 7, mix=2)
        own.vote([{"q": {"choose": ["lake"]}}, {"q": {"choose": ["hill"]}}, {"q": "abstain"}])
        own.close()
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["tally"]["q"]["tied"]), (0, ["lake", "hill"]), report)

    def test_no_ballots_at_all(self):
        own = demo.publish(QUESTIONS, 1, languages=["en", "de"])
        own.close()
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["ballots"]), (0, 0), report)

    def test_before_the_close_nothing_is_said_about_the_count(self):
        own = demo.publish(SMALL, 2)
        promise = own.cast(own.pass_for(own.addresses[0]), {"q": {"choose": ["lake"]}})[1]
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["faults"]), (0, []))
        self.assertIn("not-counted", {item["warning"] for item in report["warnings"]})
        with tempfile.NamedTemporaryFile() as file:
            file.write(promise)
            file.flush()
            self.assertEqual(audit(own.url, "--receipt", file.name)["faults"], [])

    def test_a_cancelled_poll(self):
        own = demo.publish(SMALL, 2)
        own.cast(own.pass_for(own.addresses[0]), {"q": {"choose": ["lake"]}})
        own.notice("cancel")
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["faults"], report["gaps"]), (0, [], []))
        self.assertIn("cancelled", {item["warning"] for item in report["warnings"]})

    def test_rankings_as_the_program_counts_them(self):
        draw = random.Random(7)
        for number in range(60):
            method = draw.choice(list(tally.METHODS))
            size = draw.randint(1, 6)
            ids = tuple(str(place + 1) for place in range(size))
            seats = 1 if method in ("irv", "schulze") else draw.randint(1, size)
            ties = draw.choice(["report", "listed"])
            counter = tally.Counter(Question("q", "ranking", method, 1, size, None, None, seats, True, ties, ids))
            lines = [f"{size} {seats}"]
            for _ in range(draw.choice([0, 1, 2, 5, 9, 20])):
                ranking = draw.sample(ids, draw.randint(1, size))
                counter.add(ranking)
                lines.append(f"1 {' '.join(ranking)} 0")
            lines += ["0", *(f'"{id}"' for id in ids), '"title"', ""]
            with tempfile.NamedTemporaryFile("w", suffix=".blt") as file, self.subTest(number=number, method=method):
                file.write("\n".join(lines))
                file.flush()
                run = subprocess.run(
                    [election.PSEPHOS, "tally", file.name, "--method", method, "--ties", ties, "--json"],
                    capture_output=True,
                    text=True,
                    timeout=60,
                )
                self.assertEqual(json.loads(run.stdout), counter.tally(), "\n".join(lines))


class Spoilt(unittest.TestCase):
    """A real bundle, changed in one way."""

    def found(self, changed, *faults, options=()):
        """Audits changed files: exactly these faults must be found."""
        report = audit(
            {name: data for name, data in {**files, **changed}.items() if data is not None},
            *options,
        )
        self.assertEqual(report["exit"], 1, report)
        self.assertEqual(names(report), set(faults), report)
        return report

    def ballots(self):
        return unframed(files["ballots.bin"])

    def test_a_dropped_ballot(self):
        self.found({"ballots.bin": framed(self.ballots()[1:])}, "ballot-missing", "result-tally")

    def test_a_duplicated_ballot(self):
        cut = self.ballots()
        self.found({"ballots.bin": framed(cut + cut[:1])}, "ballot-not-logged", "token-spent-twice")

    def test_reordered_ballots(self):
        self.found({"ballots.bin": framed(self.ballots()[::-1])}, "ballots-out-of-order")

    def test_a_foreign_ballot(self):
        foreign = demo.publish(SMALL, 1, content_size=poll.manifest.content_size)
        foreign_ballot = foreign.vote([{"q": "abstain"}])[0][0]
        self.found(
            {"ballots.bin": framed([foreign_ballot] + self.ballots()[1:])},
            "token-invalid",
            "content-invalid",
            "ballot-not-logged",
            "ballot-missing",
            "result-tally",
        )

    def test_truncated_ballots(self):
        for cut in (1, 2, 60, len(self.ballots()[-1]) + 1):
            self.found(
                {"ballots.bin": files["ballots.bin"][:-cut]}, "ballots-malformed", "ballot-missing", "result-tally"
            )

    def test_padded_ballots(self):
        self.found({"ballots.bin": files["ballots.bin"] + b"\0"}, "ballots-malformed")
        self.found({"ballots.bin": files["ballots.bin"] + b"\0\0"}, "ballot-malformed", "ballot-not-logged")

    def test_no_ballots_file(self):
        self.found({"ballots.bin": None}, "file-missing")

    def test_a_flipped_bit_in_each_part_of_a_ballot(self):
        cut = self.ballots()
        for at, fault in (
            (0, "ballot-malformed"),
            (2, "ballot-malformed"),
            (3, "token-invalid"),
            (40, "token-invalid"),
            (80, "token-invalid"),
            (200, "token-invalid"),
            (356, "ballot-malformed"),
            (358, "content-invalid"),
            (len(cut[0]) - 65, "content-invalid"),
            (len(cut[0]) - 64, "signature-invalid"),
            (-1, "signature-invalid"),
        ):
            spoilt = bytearray(cut[0])
            spoilt[at] ^= 1
            with self.subTest(at=at):
                report = audit({**files, "ballots.bin": framed([bytes(spoilt)] + cut[1:])})
                self.assertLessEqual({fault, "ballot-not-logged", "ballot-missing", "result-tally"}, names(report))

    def test_truncated_entries(self):
        self.found(
            {"entries.bin": files["entries.bin"][:-1]},
            "entries-malformed",
            "checkpoint-size",
            "result-log",
            *self.of_last_entry(),
        )
        self.found({"entries.bin": files["entries.bin"][:-33]}, "checkpoint-size", "result-log", *self.of_last_entry())

    def of_last_entry(self):
        """What is missed with the last entry, which is a ballot or the issuance statement."""
        kind = files["entries.bin"][-33]
        return {"statement-not-logged"} if kind == 4 else {"ballot-not-logged", "result-ballots"}

    def test_a_changed_entry_of_each_kind(self):
        for index in range(len(files["entries.bin"]) // 33):
            for at in (0, 17):
                spoilt = bytearray(files["entries.bin"])
                spoilt[33 * index + at] ^= 0x40
                with self.subTest(index=index, at=at):
                    report = audit({**files, "entries.bin": bytes(spoilt)})
                    self.assertLessEqual({"checkpoint-root", "result-log"}, names(report))
                    self.assertTrue(
                        names(report)
                        & {"statement-not-logged", "ballot-not-logged", "entry-misplaced", "entries-malformed"}
                    )

    def test_no_entries(self):
        self.found({"entries.bin": None}, "file-missing")

    def test_a_root_of_another_tree(self):
        entries = [files["entries.bin"][at : at + 33] for at in range(0, len(files["entries.bin"]), 33)]
        root = standard(root_of(entries[::-1]))
        lines = files["checkpoint"].decode().split("\n")
        lines[2] = root
        self.found({"checkpoint": "\n".join(lines).encode()}, "checkpoint-signature")
        other = demo.publish(SMALL, 1)
        self.found({"checkpoint": other.fetch("checkpoint")}, "checkpoint-malformed")
        self.found({"checkpoint": older}, "checkpoint-size")
        self.found({"checkpoint": None}, "file-missing")
        self.found({"checkpoint": b"x"}, "checkpoint-malformed")

    def test_an_altered_manifest(self):
        altered = files["manifest.note"].replace(b'"mix":0', b'"mix":1')
        self.found(
            {"manifest.note": altered},
            "manifest-signature",
            "statement-of-other-poll",
            "checkpoint-malformed",
            "statement-not-logged",
            "entry-unknown",
            "token-invalid",
            "other-poll",
            options=("--poll", poll.id),
        )

    def test_duplicate_keys_in_the_manifest(self):
        for twice in (b'{"test":true,"test":true,', b'{"test":true,"t\\u0065st":true,'):
            spoilt = files["manifest.note"].replace(b"{", twice, 1)
            self.found({"manifest.note": spoilt}, "manifest-malformed")

    def test_a_manifest_without_one_of_its_signatures(self):
        lines = files["manifest.note"].splitlines(keepends=True)
        for kept in (lines[3:4], lines[4:5]):
            self.found({"manifest.note": b"".join(lines[:3] + kept)}, "manifest-signature")
        self.found({"manifest.note": b"".join(lines[:3])}, "manifest-malformed")

    def test_a_mutated_signature_of_each_note(self):
        for name in [name for name in files if name.endswith(".note") or name == "checkpoint"]:
            spoilt = files[name][:-9] + (b"A" if files[name][-9:-8] != b"A" else b"B") + files[name][-8:]
            with self.subTest(name=name):
                report = audit({**files, name: spoilt})
                self.assertLessEqual({SIGNATURES.get(name, "statement-signature")}, names(report))

    def test_other_keys_than_announced(self):
        ours = demo.keys["ballot_box"]
        self.found({}, "other-key", options=("--registrar-key", ours))
        self.found({}, "other-poll", options=("--poll", "0" * 64))

    def test_a_gap_in_the_notices(self):
        self.found({"notices/1.note": None}, "file-missing", "notice-gap", "entry-unknown")
        self.found({"notices/2.note": None}, "entry-unknown")
        self.found(
            {"notices/1.note": files["notices/2.note"], "notices/2.note": files["notices/1.note"]},
            "notice-gap",
            "entry-misplaced",
        )
        self.found(
            {"notices/9.note": files["notices/2.note"]},
            "file-missing",
            "notice-gap",
            "notice-invalid",
            "statement-not-logged",
        )

    def test_a_notice_of_another_poll(self):
        other = demo.publish(SMALL, 1)
        other.notice("extend", other.manifest.voting_closes + 60)
        note = json.loads(other.fetch("notices"))["notices"][0].encode()
        self.found({"notices/3.note": note}, "statement-of-other-poll", "statement-not-logged")

    def test_another_issuance_statement(self):
        spoilt = files["issuance.note"].replace(b'"issued":11', b'"issued":12')
        self.found({"issuance.note": spoilt}, "statement-signature", "statement-not-logged", "entry-unknown")
        self.found({"issuance.note": None}, "entry-unknown")

    def test_without_assets(self):
        self.found({"assets/1.note": None}, "file-missing", "entry-unknown")

    def test_a_count_that_is_off(self):
        text = files["results/1.note"].decode()
        for old, new in (('"ballots":11', '"ballots":10'), ('"abstain":', '"abstain":1')):
            self.found({"results/1.note": text.replace(old, new, 1).encode()}, "statement-signature")
        self.found({"results/2.note": files["results/1.note"]}, "result-changed")
        self.found({"results/1.note": None}, "file-missing")

    def test_notes_that_are_no_text(self):
        for data in (
            b"",
            b"\xff\xfe",
            b"\0" * 100,
            b"\n" * 100,
            b"[" * 100_000,
            b"x" * (1 << 21),
            b"psephos-notice/v1\n" + b'{"a":' * 50_000 + b"\n\n" + files["notices/1.note"].split(b"\n\n")[1],
        ):
            for name in (
                "manifest.note",
                "notices/1.note",
                "issuance.note",
                "results/1.note",
                "checkpoint",
                "assets/1.note",
            ):
                with self.subTest(name=name, data=data[:8]):
                    self.assertEqual(audit({**files, name: data})["exit"], 1)

    def test_a_truncated_bundle(self):
        for length in range(0, len(bundle) - 1024, 997):
            self.assertNotEqual(audit(bundle[:length])["exit"], 0)
        self.assertEqual(names(audit(bundle + b"x")), {"bundle-malformed"})
        self.assertEqual(audit(bundle + bytes(5000))["exit"], 0)

    def test_any_flipped_byte_of_a_bundle_is_found_or_harmless(self):
        draw = random.Random(3)
        headers = tar_padding(bundle)
        for _ in range(300):
            at = draw.randrange(len(bundle))
            spoilt = bytearray(bundle)
            spoilt[at] ^= 1 << draw.randrange(8)
            report = audit(bytes(spoilt), "--poll", poll.id)
            if at not in headers:
                self.assertNotEqual(report["exit"], 0, f"byte {at}")

    def test_older_checkpoints(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "checkpoint")
            path.write_bytes(older)
            report = audit(bundle, "--since", path)
            self.assertEqual((report["exit"], report["faults"]), (0, []))
            path.write_bytes(older.replace(b"\n13\n", b"\n12\n"))
            self.assertEqual(names(audit(bundle, "--since", path)), {"checkpoint-signature"})
            path.write_bytes(demo.publish(SMALL, 1).fetch("checkpoint"))
            self.assertEqual(names(audit(bundle, "--since", path)), {"checkpoint-malformed"})
            path.write_bytes(files["checkpoint"])
            entries = files["entries.bin"]
            short = {**files, "entries.bin": entries[: 33 * 13], "checkpoint": older}
            self.assertIn("checkpoint-inconsistent", names(audit(short, "--since", path)))
            path.write_bytes(b"x")
            self.assertEqual(audit(bundle, "--since", path)["exit"], 2)

    def test_receipts(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "receipt")
            ballot, promise = casts[0]
            proof = poll.fetch(f"receipts/{hashlib.sha256(ballot).hexdigest()}/proof")
            whole = promise + b"proof\n" + proof
            for data in (promise, whole):
                path.write_bytes(data)
                self.assertEqual(audit(bundle, "--receipt", path)["faults"], [])
            other = unframed(files["ballots.bin"])
            left = [one for one in other if one != ballot]
            entries = [files["entries.bin"][at : at + 33] for at in range(0, len(files["entries.bin"]), 33)]
            entries.remove(b"\x02" + hashlib.sha256(ballot).digest())
            without = {**files, "ballots.bin": framed(left), "entries.bin": b"".join(entries)}
            path.write_bytes(promise)
            self.assertIn("promise-broken", names(audit(without, "--receipt", path)))
            path.write_bytes(promise[:-9] + b"AAAAAAA=\n")
            self.assertEqual(names(audit(bundle, "--receipt", path)), {"receipt-invalid"})
            index = int(proof.split(b"index ")[1].split(b"\n")[0])
            path.write_bytes(whole.replace(b"index %d\n" % index, b"index %d\n" % (index - 1)))
            self.assertEqual(names(audit(bundle, "--receipt", path)), {"receipt-invalid"})


def tar_padding(data):
    """Places of a tar file whose bytes mean nothing to the auditor: headers, and what fills up blocks."""
    places, at = set(), 0
    while any(data[at : at + 512]):
        size = int(data[at + 124 : at + 135], 8)
        end = at + 512 + -(-size // 512) * 512
        places.update(range(at, at + 512), range(at + 512 + size, end))
        at = end
    return places | set(range(at, len(data)))


if __name__ == "__main__":
    unittest.main()
