"""A real bundle with other statements, and what its owner brings along: it is found out."""

import hashlib
import json
import pathlib
import random
import tempfile
import unittest

from forge import framed, unframed
from played import SMALL, Spoilt, played
from run_audit import audit, names

SIGNATURES = {"checkpoint": "checkpoint-signature", "manifest.note": "manifest-signature"}


def setUpModule():
    """The election, played once."""
    global demo, poll, bundle, files, casts, older
    of = played()
    demo, poll, bundle, files, casts, older = of.demo, of.poll, of.bundle, of.files, of.casts, of.older


class SpoiltNotes(Spoilt):
    """Statements, the bundle itself, receipts and older checkpoints."""

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
