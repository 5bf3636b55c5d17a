"""Encodings and names, bad input first."""

import hashlib
import unittest

from auditor import encodings, names as service_names
from auditor.encodings import Malformed


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
            "0000-12-31T23:59:59Z",
            "9999-01-01T00:00:00Z",
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
            "a.0x7f",
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


if __name__ == "__main__":
    unittest.main()
