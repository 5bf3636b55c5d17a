"""The audit, step by step: docs/protocol.md section 10. Read `Audit.run` first.

Every step reports what it finds and goes on as long as the next one still means something.
"""

import hashlib

from . import notes
from .encodings import Malformed, OtherKind
from .log import NOTICE
from .report import BALLOT_BOX, REGISTRAR, UNPROVEN
from .steps import ballots, log, poll, results, statements


class Audit:
    """One poll's files and what has been found out about them. The steps fill in the fields."""

    def __init__(
        self, source, report, poll_id=None, registrar_key=None, ballot_box_key=None, older=(), receipts=(), asked=None
    ):
        self.source, self.report = source, report
        self.wanted_poll = poll_id
        self.wanted_keys = {"registrar": registrar_key, "ballot_box": ballot_box_key}
        self.asked = asked  # the address that was asked just now
        self.older = list(older)  # (place, note) of checkpoints at hand
        self.receipts = list(receipts)  # receipts.Receipt
        # from `steps.poll`
        self.poll = self.manifest = self.token_key = None
        # from `steps.statements`; texts: hashes of what must be in the log
        self.texts = {"assets": [], "notices": [], "issuance": []}
        self.close = self.cancelled_at = self.issuance = None
        self.cancellations = []  # hashes of their texts
        self.results = []  # (place, statements.Result)
        # from `steps.log`; proven: the ballot box signed the root of just these entries
        self.checkpoint = self.entries = None
        self.proven = False
        # from `steps.ballots`; same: the published ballots are those of the log; counted: how many have no fault
        self.tally = None
        self.same = False
        self.counted = 0

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

    def is_about_these(self, result):
        """Whether the entries at hand begin with those under whose root a result was signed.

        Whoever makes a bundle may put an earlier state of the log beside a later result: then its numbers prove nothing.
        """
        return self.entries is not None and self.entries.roots.get(result.tree_size) == result.root

    @property
    def cancellation_is_logged(self):
        """Whether a cancellation is among the entries."""
        return any(text in self.entries.hashes[NOTICE] for text in self.cancellations)

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
        item, signed = self.read(place, read, key, kind)
        return item if signed else None

    def read(self, place, read, key, kind=None):
        """As `statement`, and whether `key` signed it: an unsigned one is reported, and may be of use nevertheless."""
        note = self.note(place)
        if note is None:
            return None, False
        if kind:
            self.texts[kind].append(hashlib.sha256(note.text.encode()).digest())
        signed = self.is_signed(note, key, place)
        key_holder = REGISTRAR if key == self.manifest.registrar else BALLOT_BOX
        try:
            item = read(note)
        except OtherKind as error:
            self.report.fault("statement-malformed", place, str(error))
            return None, False
        except Malformed as error:
            self.report.fault("statement-malformed", place, str(error), key_holder if signed else None)
            return None, False
        if getattr(item, "poll", self.poll) != self.poll:
            self.report.fault("statement-of-other-poll", place, "is about another poll")
            return None, False
        return item, signed

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
