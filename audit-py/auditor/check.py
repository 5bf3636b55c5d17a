"""The audit, step by step: docs/protocol.md section 10. Read `Audit.run` first.

Every step reports what it finds and goes on as long as the next one still means something.
"""

import hashlib

from . import notes
from .encodings import Malformed
from .report import BALLOT_BOX, REGISTRAR, UNPROVEN
from .steps import ballots, log, poll, results, statements


class Audit:
    """One poll's files and what has been found out about them. The steps fill in the fields."""

    def __init__(
        self, source, report, poll_id=None, registrar_key=None, ballot_box_key=None, older=(), receipts=(), live=False
    ):
        self.source, self.report = source, report
        self.wanted_poll = poll_id
        self.wanted_keys = {"registrar": registrar_key, "ballot_box": ballot_box_key}
        self.live = live  # the ballot box was asked just now
        self.older = list(older)  # (place, note) of checkpoints at hand
        self.receipts = list(receipts)  # receipts.Receipt
        # from `steps.poll`
        self.poll = self.manifest = self.token_key = None
        # from `steps.statements`; texts: hashes of what must be in the log
        self.texts = {"assets": [], "notices": [], "issuance": []}
        self.close = self.cancelled_at = self.issuance = None
        self.results = []  # (place, statements.Result)
        # from `steps.log`; proven: the ballot box signed the root of just these entries
        self.checkpoint = self.entries = None
        self.proven = False
        # from `steps.ballots`
        self.tally = None

    def run(self):
        """Everything that can be checked without a network."""
        if not poll.check(self):
            return
        statements.check(self)
        if log.check(self):
            ballots.check(self)
            results.check(self)
        results.numbers(self)
        self._rest()

    @property
    def cancelled(self):
        """Whether a notice cancelled the poll."""
        return self.cancelled_at is not None

    def if_proven(self, convicts):
        """`convicts`, if the ballot box signed the root of the entries at hand."""
        return convicts if self.proven else UNPROVEN

    def ballots_are_sound(self):
        """Whether no fault was found in any ballot, nor between ballots and log."""
        of_ballots = ("ballot-", "ballots-m", "ballots-out", "token-", "signature-", "content-", "file-missing")
        return not any(fault["fault"].startswith(of_ballots) for fault in self.report.faults)

    # --- reading notes ------------------------------------------------------------------------------------------------

    def note(self, place):
        """The note in a file, not verified yet, or None."""
        if place not in self.source:
            self.report.fault("file-missing", place, "there is no such file")
            return None
        try:
            return notes.parse(self.source.read(place), notes.largest(place))
        except Malformed as error:
            name = {"manifest.note": "manifest-malformed", "checkpoint": "checkpoint-malformed"}.get(place)
            self.report.fault(name or "statement-malformed", place, str(error))
            return None

    def is_signed(self, note, key, place, fault="statement-signature"):
        """Whether `key` signed the note; reports if not."""
        if notes.signed_by(note, key):
            return True
        self.report.fault(fault, place, f"is not signed by {key.name}")
        return False

    def statement(self, place, read, key, kind=None):
        """A statement by `key` about this poll, or None. Its text belongs into the log among those of its `kind`."""
        note = self.note(place)
        if note is None:
            return None
        if kind:
            self.texts[kind].append(hashlib.sha256(note.text.encode()).digest())
        signed = self.is_signed(note, key, place)
        key_holder = REGISTRAR if key == self.manifest.registrar else BALLOT_BOX
        try:
            item = read(note)
        except Malformed as error:
            self.report.fault("statement-malformed", place, str(error), key_holder if signed else None)
            return None
        if getattr(item, "poll", self.poll) != self.poll:
            self.report.fault("statement-of-other-poll", place, "is about another poll")
            return None
        return item if signed else None

    def numbers(self, folder, fault):
        """Numbers of the notes in a folder, which must be 1, 2, 3 and so on."""
        numbers = self.source.numbered(folder)
        for expected, number in enumerate(numbers, 1):
            if number != expected:
                self.report.fault(fault, f"{folder}/{expected}.note", f"is missing, though there is {number}.note")
                break
        return numbers

    def _rest(self):
        if self.cancelled:
            self.report.warn("cancelled")
        if self.manifest.late_additions:
            self.report.warn("late-additions")
        if self.manifest.test:
            self.report.warn("test-poll")
        if self.wanted_poll is None:
            self.report.warn("poll-not-pinned")
        if None in self.wanted_keys.values():
            self.report.warn("keys-not-pinned")
        for name in self.source.unknown:
            self.report.fault("bundle-malformed", name, "is no file of a bundle")
