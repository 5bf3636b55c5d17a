"""A real bundle with other ballots or other entries: it is found out."""

import unittest

from forge import framed, root_of, standard
from played import SMALL, Spoilt, played
from run_audit import audit, names


def setUpModule():
    """The election, played once."""
    global demo, poll, files, older
    of = played()
    demo, poll, files, older = of.demo, of.poll, of.files, of.older


class SpoiltList(Spoilt):
    """Ballots, entries, and the root over them."""

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

    def of_last_entry(self):
        """What is missed with the last entry, which is a ballot or the issuance statement."""
        kind = files["entries.bin"][-33]
        return {"statement-not-logged"} if kind == 4 else {"ballot-not-logged", "result-ballots"}

    def test_truncated_entries(self):
        self.found(
            {"entries.bin": files["entries.bin"][:-1]},
            "entries-malformed",
            "checkpoint-size",
            "result-log",
            *self.of_last_entry(),
        )
        self.found({"entries.bin": files["entries.bin"][:-33]}, "checkpoint-size", "result-log", *self.of_last_entry())

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


if __name__ == "__main__":
    unittest.main()
