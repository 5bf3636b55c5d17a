"""The small parts, bad input first; values from the worked examples of docs/protocol.md and from published vectors.

Published vectors are looked for in ../shared/vectors beside the checkout, or where PSEPHOS_VECTORS points. Without
them those tests are skipped, and fail where CI is set.
"""

import base64
import hashlib
import json
import os
import pathlib
import unittest

from forge import RSA, Forge, Service, standard, tar
from run_audit import audit, names

from auditor import ed25519, encodings, log, names as service_names, notes, receipts, report, statements, tokens
from auditor.encodings import Malformed
from auditor.remote import _tile as tile_path

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
VECTORS = pathlib.Path(os.environ.get("PSEPHOS_VECTORS", REPOSITORY.parent / "shared/vectors"))
EXAMPLE = (REPOSITORY / "docs/protocol.md").read_text()
PROMISE = (
    'psephos-promise/v1\n{"poll":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","ballot":"e3b0c44298'
    'fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}\n\n\u2014 ballots.example.net TJSyShow1wyJJi1CRE4Osvwk0vkln'
    "NelxubCOjDifEy0UFLjdwt0Gj7mYveGaAq0+R7fBeHoYdCAC+1FnWsSM4UyWw0=\n"
)
PROOF = (
    "proof\nc2sp.org/tlog-proof@v1\nindex 1\nySgV/PGSVQBNourbmBG/+SvMQkxxULAc1kKBtxyHL5Q=\n\n"
    "ballots.example.net/polls/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad/log\n2\n"
    "raEcYO56fqXXMxsKSKkd2dhmIvbIt8rOv9A6X9oGGmE=\n\n\u2014 ballots.example.net TJSySv5ma04qxR92ch3t73vjF5HKzj723RiM7wXAcj"
    "ocbtyFoPGdVNWweR1SdZiu5JQ97LuoEVQgAW0nPCD6kiIquQQ=\n"
)
KEY = "ballots.example.net+4c94b24a+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"


class Encodings(unittest.TestCase):
    """Section 2."""

    def refused(self, read, *values):
        for value in values:
            with self.subTest(value=value), self.assertRaises(Malformed):
                read(value)

    def test_base64_has_one_spelling(self):
        self.refused(encodings.base64url, "A", "AB", "AAA=", "A A", "AAA\n", "+A", None, 7, "\u00e4A")
        self.refused(encodings.base64_padded, "AA", "AB==", "AAA", "A===", "AA==\n", "-A==", "AA =", None, "====")
        self.assertEqual(encodings.base64url("-_8"), b"\xfb\xff")
        self.assertEqual(encodings.base64_padded("+/8="), b"\xfb\xff")

    def test_hex_is_lower_case_and_of_exact_length(self):
        self.refused(lambda text: encodings.hex_bytes(text, 2), "AAAA", "aaa", "aaaaa", "aa aa", "aaaa\n", "0xaa", None)
        self.assertEqual(encodings.hex_bytes("00ff", 2), b"\x00\xff")

    def test_times_have_one_spelling(self):
        self.refused(
            encodings.instant,
            "2026-01-01T00:00:60Z",
            "2026-02-29T00:00:00Z",
            "2026-01-01t00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00+00:00",
            "2026-01-01T00:00:00.0Z",
            "0000-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z\n",
            "\u0662026-01-01T00:00:00Z",
            0,
            None,
        )
        self.assertEqual(encodings.instant("1970-01-02T00:00:01Z"), 86401)
        self.assertEqual(encodings.spelled(86401), "1970-01-02T00:00:01Z")

    def test_json_is_strict(self):
        self.refused(
            encodings.strict_json,
            "",
            "{",
            "[1,]",
            "NaN",
            "[Infinity]",
            "[-0]",
            "[01]",
            "[1.0]",
            "[1e3]",
            "[+1]",
            '{"a":1,"a":1}',
            '{"a":1,"\\u0061":1}',
            '{"x":{"a":1,"a":2}}',
            "[9007199254740992]",
            "[-9007199254740992]",
            '["\t"]',
            "[1\n]",
            '["\\ud800"]',
            '{"\\udfff":1}',
            "'a'",
            "[" * 100_000,
            "[" * 40 + "]" * 40,
            "\ufeff[]",
            "[] []",
            "[" + "9" * 10**6 + "]",
            '["\u0001"]',
        )
        self.assertEqual(
            encodings.strict_json('{ "a" : [ 9007199254740991, -1, "\\n\\ud83d\\ude00" ] }'),
            {"a": [2**53 - 1, -1, "\n\U0001f600"]},
        )

    def test_receipt_code_of_the_example(self):
        self.assertEqual(encodings.receipt_code(hashlib.sha256().digest()), "WERC-8GMR-ZGE1-96QV")

    def test_names_of_services(self):
        self.refused(
            service_names.host,
            "",
            "A.example",
            "a.example.",
            "a..b",
            "-a.example",
            "a.1",
            "1.2.3.4",
            "127.0.0.256",
            "127.0.0.01",
            "a.example:443",
            "a.example:0",
            "a.example:080",
            "a.example:65536",
            "a.example:",
            "localhost:80",
            "[::1]:80",
            "[::2]",
            "[::1",
            "[::1]x",
            "a b",
            "a/b",
            "a@b",
            "\u00e4.example",
            "a.example\n",
            "x" * 64 + ".example",
            None,
            ".".join(["abcdefg"] * 32),
        )
        for name, url in (
            ("a.example", "https://a.example"),
            ("a.example:8443", "https://a.example:8443"),
            ("localhost:8001", "http://localhost:8001"),
            ("127.0.0.2", "http://127.0.0.2"),
            ("[::1]:81", "http://[::1]:81"),
            ("a.example:80", "https://a.example:80"),
        ):
            self.assertEqual(service_names.url(name), url)


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


class Tokens(unittest.TestCase):
    """Section 5."""

    def test_the_challenge_of_the_example(self):
        digest = tokens.challenge_digest(
            "registrar.example.org", hashlib.sha256(b"abc").digest(), "ballots.example.net"
        )
        self.assertEqual(digest.hex(), "8276ccea726513012baaab5cd3d69ab574cd7e1b4cc765ac51a7224d81803e17")

    def test_keys_of_another_form(self):
        n = RSA.public_key().public_numbers().n
        good = tokens.KEY_BEGIN + n.to_bytes(256, "big") + tokens.KEY_END
        tokens.TokenKey(good)
        for bad in (
            b"",
            good[:-1],
            good + b"\0",
            good[:-1] + b"\3",
            b"\x31" + good[1:],
            good.replace(b"\xa2\x03\x02\x01\x30", b"\xa2\x03\x02\x01\x20"),
            tokens.KEY_BEGIN + (n - 1).to_bytes(256, "big") + tokens.KEY_END,
            tokens.KEY_BEGIN + (n >> 1 | 1).to_bytes(256, "big") + tokens.KEY_END,
        ):
            with self.subTest(bad=bad.hex()), self.assertRaises(Malformed):
                tokens.TokenKey(bad)

    def test_published_tokens(self):
        seen = 0
        for path in sorted((vectors(self) / "rfc9578").glob("*.json")):
            for case in json.loads(path.read_text()):
                case = {name.lower().replace("_", ""): value for name, value in case.items()}
                token = bytes.fromhex(case["token"])
                if token[:2] != tokens.TYPE:
                    continue
                key = tokens.TokenKey(bytes.fromhex(case["pks"]))
                digest = hashlib.sha256(bytes.fromhex(case["tokenchallenge"])).digest()
                self.assertIsNone(tokens.why_invalid(token, key, digest))
                for at in (2, 40, 70, 100, 353):
                    spoilt = bytearray(token)
                    spoilt[at] ^= 1
                    wrong = tokens.why_invalid(bytes(spoilt), key, digest)
                    self.assertIsNotNone(wrong)
                seen += 1
        self.assertGreater(seen, 10)

    def test_a_signature_is_below_the_modulus(self):
        forge = Forge()
        key = tokens.TokenKey(forge.token_key)
        signature = forge.voter().token[98:]
        raised = int.from_bytes(signature, "big") + RSA.public_key().public_numbers().n
        self.assertFalse(key.verifies(b"", raised.to_bytes(257, "big")))
        self.assertFalse(key.verifies(b"", b"\xff" * 256))
        self.assertFalse(key.verifies(b"", bytes(256)))


class Bundles(unittest.TestCase):
    """Hostile input files: exit code 2 and a sentence, never a traceback."""

    def test_inputs_that_are_no_bundle(self):
        good = tar({"manifest.note": b"x"})
        header = bytearray(good[:512])
        for data in (
            b"",
            b"x",
            bytes(100),
            good[:700],
            good[:1024],
            b"\xff" * 4096,
            good[:512] * 2,
            good + b"x",
            bytes(header[:124]) + b"77777777777" + bytes(header[135:512]),
            b"\x1f\x8b" + bytes(600),
            good[:1024] + good,
            bytes(header[:124]) + b"\x80" + b"\xff" * 11 + bytes(header[136:512]),
        ):
            with self.subTest(data=data[:20]):
                self.assertEqual(names(audit(data)), {"bundle-malformed"})
        self.assertEqual(audit("/nowhere/at/all")["exit"], 2)
        self.assertEqual(audit("ftp://example.org/polls/1")["exit"], 2)
        self.assertEqual(audit("http://127.0.0.1:1/elsewhere")["exit"], 2)
        self.assertEqual(audit(f"http://127.0.0.1:1/polls/{'0' * 64}")["exit"], 2)

    def test_an_empty_bundle_and_one_without_manifest(self):
        for files in ({}, {"ballots.bin": b""}):
            report = audit(files)
            self.assertEqual(names(report), {"file-missing"})

    def test_links_and_absolute_names_are_not_followed(self):
        good = bytearray(tar({"manifest.note": b"x"}))
        good[156:157] = b"2"
        good[148:156] = f"{sum(good[:148]) + 256 + sum(good[156:512]):06o}\0 ".encode()
        self.assertEqual(names(audit(bytes(good))), {"bundle-malformed"})
        report = audit({**Forge().files(), "/etc/passwd": b"x", "../x": b"y"})
        self.assertEqual([item["fault"] for item in report["faults"]], ["bundle-malformed"] * 2)

    def test_what_a_report_says_is_printable(self):
        found = report.Report()
        found.fault("manifest-malformed", "\x1b[2J", "a\u202eb\n")
        found.facts["title"] = "\x07"
        self.assertTrue(all(c.isprintable() or c == "\n" for c in found.as_text()))

    def test_the_readme_has_every_name(self):
        readme = (REPOSITORY / "audit-py/README.md").read_text().partition("## Faults")[2]
        told = {line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")}
        self.assertEqual(told, set(report.FAULTS) | set(report.WARNINGS))

    def test_names_are_those_of_the_protocol(self):
        section = EXAMPLE.partition("\n## 10. Audit\n")[2].partition("\n## 11.")[0]
        told = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
        added = {"mixing"}
        self.assertEqual(told, (set(report.FAULTS) | set(report.WARNINGS)) - added)


def vectors(test):
    """The folder of published vectors."""
    if not VECTORS.is_dir():
        if os.environ.get("CI"):
            test.fail(f"there are no published vectors in {VECTORS}")
        test.skipTest(f"PUBLISHED VECTORS NOT CHECKED: there is no {VECTORS}")
    return VECTORS


if __name__ == "__main__":
    unittest.main()
