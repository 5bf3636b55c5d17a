"""Tokens and their keys, bad input first."""

import hashlib
import json
import unittest

from examples import vectors
from forge import RSA, Forge

from auditor import tokens
from auditor.encodings import Malformed


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


if __name__ == "__main__":
    unittest.main()
