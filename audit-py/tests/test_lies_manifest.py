"""Signed lies: manifests, and what they demand."""

import base64
import copy
import json
import unittest
from unittest import mock

from examples import REPOSITORY
from forge import ANSWERS, QUESTIONS, Forge, Service, standard
from lies import BALLOT_BOX, REGISTRAR, Lies
from run_audit import audit, names

from auditor import mldsa, notes


class LiesInManifest(Lies):
    """Manifests, and what they demand."""

    def test_an_honest_forgery_holds(self):
        report = audit(Forge().files())
        self.assertEqual((report["exit"], report["faults"]), (0, []))
        self.assertEqual(report["ballots"], len(ANSWERS))

    def test_manifest_rules_are_kept(self):
        changes = [
            {"mix": 7},
            {"mix": 2**32},
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
        files = Forge(witnesses=[str(blind)], quorum=1).files()
        with mock.patch.object(mldsa, "is_known", return_value=False):
            report = audit(files)
        self.assertEqual(report["exit"], 2)
        self.assertIn("ML-DSA", report["gaps"][0])
        with mock.patch.object(mldsa, "is_known", return_value=True):
            self.assertEqual(names(audit(files)), {"quorum-missed"})

    def test_a_witness_with_ml_dsa_signs_the_bytes_of_the_specification(self):
        # Which bytes are asked about is tested with every version of `cryptography`; see below for the signature itself.
        key = Service("witness.example").verifier._replace(kind=6, public=bytes(1312))
        files, time = self.cosigned(key, lambda message: bytes(2420))
        origin, size, root = files["checkpoint"].decode().split("\n")[:3]
        message = b"subtree/v1\n\0" + b"\x0fwitness.example" + time + bytes([len(origin)]) + origin.encode()
        message += bytes(8) + int(size).to_bytes(8, "big") + base64.b64decode(root)
        for good, faults in ((True, set()), (False, {"quorum-missed"})):
            with mock.patch.multiple(mldsa, is_known=lambda: True, verifies=mock.Mock(return_value=good)):
                self.assertEqual(names(audit(files)), faults)
                mldsa.verifies.assert_called_with(key.public, bytes(2420), message)

    @unittest.skipUnless(mldsa.is_known(), "this version of cryptography has no ML-DSA-44")
    def test_cosignatures_by_ml_dsa_are_verified_where_they_can_be(self):
        # Made by `psephos witness`: the seed is 32 bytes of 2, the checkpoint one of five entries with a root of sevens.
        vector = json.loads((REPOSITORY / "tests/vectors/cosignature-ml-dsa-44.json").read_text())
        key = notes.VerifierKey.parse(vector["key"], (notes.ML_DSA_44,))
        self.assertTrue(notes.signed_by(notes.parse(vector["checkpoint"].encode()), key))
        for position in (-150, -1000, -3200):
            spoiled = vector["checkpoint"][:position] + "A" + vector["checkpoint"][position + 1 :]
            self.assertNotEqual(spoiled, vector["checkpoint"])
            self.assertFalse(notes.signed_by(notes.parse(spoiled.encode()), key))

    @staticmethod
    def cosigned(key, sign):
        """A poll whose quorum is one witness, which signed: its files, and the time as it is signed."""
        files = Forge(witnesses=[str(key)], quorum=1).files()
        time = (1_767_500_000).to_bytes(8, "big")
        line = standard(key.key_id + time + sign(files["checkpoint"]))
        files["checkpoint"] += f"\u2014 {key.name} {line}\n".encode()
        return files, time

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


if __name__ == "__main__":
    unittest.main()
