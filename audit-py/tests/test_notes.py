"""Signed notes and the log, bad input first."""

import base64
import hashlib
import json
import unittest

from examples import EXAMPLE, KEY, PROMISE, PROOF, vectors
from forge import Service, standard

from auditor import ed25519, log, notes, receipts, statements
from auditor.encodings import Malformed
from auditor.remote import _tile as tile_path


class Notes(unittest.TestCase):
    """Section 3."""

    def test_verifier_keys_that_are_refused(self):
        service = Service("a.example")
        good = str(service.verifier)
        self.assertEqual(str(notes.VerifierKey.parse(good)), good)
        small = [
            bytes(32),
            b"\1" + bytes(31),
            (ed25519.P - 1).to_bytes(32, "little"),
            (ed25519.P + 1).to_bytes(32, "little"),
            ed25519.ORDER_8.to_bytes(32, "little"),
            (ed25519.P + 3).to_bytes(32, "little"),
            b"\2" + bytes(31),
        ]
        bad = [str(notes.VerifierKey("a.example", 1, public)) for public in small]
        bad += [
            good.replace("a.example", "b.example"),
            good + "=",
            good.upper(),
            "a+b",
            "",
            None,
            "a.example+00000000+",
            str(service.verifier._replace(kind=4)),
            str(service.verifier._replace(public=bytes(31))),
            str(service.verifier._replace(name="a b")),
        ]
        for text in bad:
            with self.subTest(text=text), self.assertRaises(Malformed):
                notes.VerifierKey.parse(text)

    def test_notes_that_are_refused(self):
        good = PROMISE.encode()
        bad = [
            b"",
            b"\n\n",
            good[:-1],
            good + b"\n",
            good.replace(b"\n\n", b"\n"),
            good.replace(b"\xe2\x80\x94", b"-"),
            good.replace(b"TJSy", b"TJS"),
            good.replace(b" TJSy", b"  TJSy"),
            good.replace(b"poll", b"po\tll"),
            good + b"x\n",
            good.replace(b"poll", b"po\xffll"),
            good.replace(b"\n", b"\r\n"),
            good + good.split(b"\n\n")[1] * 100,
            good.replace(b"ballots.example.net", b"ballots+example"),
            good.split(b"\n\n")[0] + b"\n\n",
            b"x" * notes.LARGEST_NOTE + good,
            "x\n\n\u2014 a AAAAAA==\n".encode(),
            b"\n" + good[good.index(b"\n\n") :],
        ]
        for data in bad:
            with self.subTest(data=data[:80]), self.assertRaises(Malformed):
                notes.statement(notes.parse(data), "psephos-promise/v1")

    def test_only_a_result_may_be_longer_than_other_notes(self):
        long = b"x\n" * (notes.LARGEST_NOTE // 2) + b"\n" + PROMISE.encode().split(b"\n\n")[1]
        with self.assertRaises(Malformed):
            notes.parse(long, notes.largest("issuance.note"))
        self.assertEqual(len(notes.parse(long, notes.largest("results/1.note")).text), notes.LARGEST_NOTE)

    def test_the_promise_of_the_example(self):
        note, key = notes.parse(PROMISE.encode()), notes.VerifierKey.parse(KEY)
        self.assertIn(PROMISE, EXAMPLE)
        self.assertTrue(notes.signed_by(note, key))
        self.assertEqual(statements.promise(note), (hashlib.sha256(b"abc").digest(), hashlib.sha256().digest()))

    def test_every_line_of_a_key_must_verify(self):
        service, other = Service("a.example"), Service("b.example")
        text = "one\n"
        good, foreign = service.line(text), other.line(text)
        for lines, holds in (
            (good, True),
            (foreign + good, True),
            (good + good, True),
            (foreign, False),
            (good + service.line("two\n"), False),
            (service.line("two\n"), False),
        ):
            with self.subTest(lines=lines):
                note = notes.parse(f"{text}\n{lines}".encode())
                self.assertEqual(notes.signed_by(note, service.verifier), holds)

    def test_ed25519_is_strict(self):
        service, message = Service("a.example"), b"message"
        signature = service.key.sign(message)
        order = 2**252 + 27742317777372353535851937790883648493
        larger = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
        self.assertTrue(ed25519.verifies(service.public, signature, message))
        identity = b"\1" + bytes(31)
        for key, one in (
            (service.public, signature[:32] + larger),
            (service.public, signature[:-1]),
            (identity, identity + bytes(32)),
            (bytes(32), bytes(64)),
            (service.public[:-1], signature),
            (service.public, bytes(64)),
            (service.public, identity + signature[32:]),
        ):
            self.assertFalse(ed25519.verifies(key, one, message))


class Log(unittest.TestCase):
    """Section 8."""

    def test_the_tree_of_the_example(self):
        tree = log.Tree()
        self.assertEqual(tree.root(), hashlib.sha256().digest())
        for kind, of in ((1, b"abc"), (2, b"")):
            tree.append(log.leaf_hash(bytes([kind]) + hashlib.sha256(of).digest()))
        self.assertEqual(tree.root().hex(), "ada11c60ee7a7ea5d7331b0a48a91dd9d86622f6c8b7cacebfd03a5fda061a61")

    def test_checkpoints_that_are_refused(self):
        root = standard(bytes(32))
        for text in (
            "",
            "o\n",
            f"o\n1\n{root[:-4]}\n",
            f"o\n01\n{root}\n",
            f"o\n-1\n{root}\n",
            f"o\n1\n{root}\n\nx\n",
            f"\n1\n{root}\n",
            f"o\n1\n{root}\n=== promise ===\n",
            f"o\n{'9' * 30}\n{root}\n",
            f"o\n1\n{standard(bytes(31))}\n",
        ):
            with self.subTest(text=text), self.assertRaises(Malformed):
                log.checkpoint(notes.Note(text, []))
        self.assertEqual(log.checkpoint(notes.Note(f"o\n7\n{root}\nextension\n", [])).size, 7)

    def test_published_inclusion_proofs(self):
        files = sorted((vectors(self) / "rfc6962/inclusion").rglob("*.json"))
        self.assertGreater(len(files), 50)
        for path in files:
            case = json.loads(path.read_text())
            siblings = [base64.b64decode(item) for item in case["proof"] or []]
            root, leaf = (base64.b64decode(case[name] or "") for name in ("root", "leafHash"))
            size = case["treeSize"]
            holds = len(leaf) == 32 and log.inclusion_root(leaf, case["leafIdx"], size, siblings) == root
            with self.subTest(path=path.name):
                self.assertEqual(holds, not case["wantErr"])

    def test_paths_of_tiles(self):
        self.assertEqual([tile_path(n) for n in (0, 255, 1000, 1234067)], ["000", "255", "x001/000", "x001/x234/067"])

    def test_the_receipt_of_the_example(self):
        for bad in (
            PROMISE + PROOF.replace("index 1", "index 01"),
            PROMISE + PROOF.replace("ySgV", "ySg"),
            PROMISE + PROOF[:-40],
            PROMISE + PROOF.replace("proof\nc2sp", "proof\nC2SP"),
            PROOF,
            PROMISE + PROOF.replace("index", "ind\u00e4x"),
        ):
            with self.subTest(bad=bad), self.assertRaises(Malformed):
                receipts.parse("receipt", bad.encode())
        self.assertIn(PROOF.split("\n", 1)[1], EXAMPLE)
        read = receipts.parse("receipt", (PROMISE + PROOF).encode())
        leaf = log.leaf_hash(b"\x02" + read.ballot)
        checkpoint = log.checkpoint(read.checkpoint)
        self.assertEqual(log.inclusion_root(leaf, read.index, checkpoint.size, read.siblings), checkpoint.root)
        self.assertIsNone(log.inclusion_root(leaf, 2, checkpoint.size, read.siblings))
        self.assertNotEqual(log.inclusion_root(leaf, 0, checkpoint.size, read.siblings), checkpoint.root)


if __name__ == "__main__":
    unittest.main()
