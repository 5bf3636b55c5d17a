"""Runs the commands of docs/check-by-hand.md, as they stand there, on a real poll and on spoilt files."""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from forge import framed, unframed, untar

import election

PAGE = (election.REPOSITORY / "docs/check-by-hand.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CHECKS = re.findall(r'^check "([^"]*)"', PAGE, re.MULTILINE)
QUESTIONS = [
    {
        "id": "q",
        "title": "Where?",
        "kind": "choice",
        "min": 1,
        "max": 1,
        "options": election.options("lake", "hill", "token"),
    }
]


class ByHand(unittest.TestCase):
    """Every line must say `ok` on a real poll; a change must make the check say `WRONG` that is there for it."""

    @classmethod
    def setUpClass(cls):
        cls.demo = election.Demo()
        cls.addClassCleanup(cls.demo.stop)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="psephos-by-hand-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.poll = cls.demo.publish(QUESTIONS, 6)
        cls.casts = cls.poll.vote([{"q": {"choose": ["lake"]}}] * 3 + [{"q": {"choose": ["hill"]}}] * 2)
        cls.poll.close()
        cls.files = untar(cls.poll.fetch("bundle"))

    def run_page(self, cast, spoil=None):
        """Does what the page says about one ballot; returns its lines as {check: verdict} and all that was printed."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        ballot, promise = cast
        values = {
            "BOX": self.demo.ballot_box,
            "POLL": self.poll.id,
            "BALLOT_BOX_KEY": self.demo.keys["ballot_box"],
            "RECEIPT": "mine.psephos-receipt",
        }
        self.assertEqual(re.findall("^([A-Z_]+)=", BLOCKS[0], re.MULTILINE), list(values))
        receipt, blocks = folder / values["RECEIPT"], BLOCKS[1:]
        receipt.write_bytes(promise)
        if spoil is not None:
            files = {**self.files, "proof": self.poll.fetch(f"receipts/{hashlib.sha256(ballot).hexdigest()}/proof")}
            files[receipt.name] = promise
            spoil(files)
            for name, data in files.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(data)
            blocks = [block for block in blocks if not block.startswith("curl")]
        script = "\n".join([*(f"{name}='{value}'" for name, value in values.items()), *blocks])
        run = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=120)
        lines = re.findall("^(ok|WRONG) +(.*)$", run.stdout, re.MULTILINE)
        self.assertEqual([line[1] for line in lines], CHECKS, run.stdout + run.stderr)
        return {what: verdict for verdict, what in lines}, run.stdout

    def test_a_real_poll_holds(self):
        for cast, choice in ((self.casts[0], "lake"), (self.casts[2], "lake"), (self.casts[4], "hill")):
            verdicts, printed = self.run_page(cast)
            self.assertEqual(set(verdicts.values()), {"ok"}, printed)
            self.assertIn(json.dumps({"answers": {"q": {"choose": [choice]}}}, separators=(",", ":")), printed)

    def test_changes_are_seen(self):
        cast = self.casts[1]
        ballot = cast[0]
        digest = hashlib.sha256(ballot).hexdigest().encode()

        def replaced(name, old, new):
            def spoil(files):
                self.assertIn(old, files[name])
                files[name] = files[name].replace(old, new, 1)

            return spoil

        def flipped(at):
            """The ballot changed, and everything unsigned that names it changed with it."""

            def spoil(files):
                changed = bytearray(ballot)
                changed[at] ^= 1
                new = hashlib.sha256(changed).hexdigest().encode()
                cut = unframed(files["ballots.bin"])
                files["ballots.bin"] = framed([bytes(changed) if one == ballot else one for one in cut])
                files["entries.bin"] = files["entries.bin"].replace(
                    bytes.fromhex(digest.decode()), bytes.fromhex(new.decode())
                )
                files["mine.psephos-receipt"] = files["mine.psephos-receipt"].replace(digest, new)

            return spoil

        def dropped(files):
            files["ballots.bin"] = framed([one for one in unframed(files["ballots.bin"]) if one != ballot])

        def of_line(name, number):
            """A base64 character of a line changed."""

            def spoil(files):
                lines = files[name].split(b"\n")
                at = len(lines[number]) // 2
                lines[number] = (
                    lines[number][:at]
                    + (b"B" if lines[number][at : at + 1] != b"B" else b"C")
                    + lines[number][at + 1 :]
                )
                files[name] = b"\n".join(lines)

            return spoil

        cases = [
            (replaced("manifest.note", b"Where?", b"Who??!"), "the manifest is that of my poll"),
            (replaced("manifest.note", b"Where?", b"Who??!"), "the ballot box signed the manifest"),
            (of_line("mine.psephos-receipt", 3), "the ballot box promised to count my ballot"),
            (replaced("mine.psephos-receipt", self.poll.id.encode(), b"0" * 64), "the promise is about my poll"),
            (dropped, "my ballot is in the list"),
            (flipped(360), "my ballot key signed token and content"),
            (flipped(-1), "my ballot key signed token and content"),
            (flipped(200), "the registrar signed the token"),
            (flipped(70), "the token is for this key"),
            (flipped(40), "the token is for this poll"),
            (flipped(-2), "the proof leads to the root"),
            (replaced("entries.bin", bytes.fromhex(digest.decode()), bytes(32)), "my ballot is an entry of the log"),
            (replaced("proof", b"index ", b"index 1"), "the proof is for this entry"),
            (of_line("proof", 2), "the proof leads to the root"),
            (of_line("proof", -2), "the ballot box signed the checkpoint of the proof"),
            (replaced("proof", self.poll.id.encode(), b"0" * 64), "the checkpoint is of the log of my poll"),
            (of_line("checkpoint", 2), "the ballot box signed the checkpoint"),
            (of_line("checkpoint", 2), "result and checkpoint have one root"),
            (of_line("checkpoint", 2), "the proof is for this root"),
            (replaced("results/1.note", b'"ballots":5', b'"ballots":6'), "the ballot box signed the result"),
        ]
        self.assertEqual({what for _, what in cases}, set(CHECKS))
        for number, (spoil, what) in enumerate(cases):
            with self.subTest(number=number, what=what):
                self.assertEqual(self.run_page(cast, spoil)[0][what], "WRONG")


if __name__ == "__main__":
    unittest.main()
