"""Files that were made to hurt, and the names of what is told."""

import unittest

from examples import EXAMPLE, REPOSITORY
from forge import Forge, tar
from run_audit import audit, names

from auditor import report


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


if __name__ == "__main__":
    unittest.main()
