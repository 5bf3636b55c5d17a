"""Step 3: every ballot, and that the published ballots are those of the log (sections 7 and 8)."""

import hashlib
from itertools import zip_longest

from .. import ballots, log, tokens
from ..encodings import Malformed, receipt_code
from ..entries import differences, hashes, published
from ..report import BALLOT_BOX, UNPROVEN
from ..tally import Counter


def check(audit):
    """Reads the ballots once, in step with the entries of the log, and counts those that are good."""
    if "ballots.bin" not in audit.source:
        if audit.results and not audit.cancelled:
            audit.report.fault("file-missing", "ballots.bin", "there is a result, but no ballots")
        return
    if audit.cancelled:
        # Nobody signs a list of ballots: whoever has them can make one.
        audit.report.fault("cancelled-published", "ballots.bin", "has the ballots of a cancelled poll")
    audit.same = all(one == other for one, other in zip_longest(audit.entries.ballots(), hashes(audit.source)))
    # Under a signed root the ballot box itself accepted these very bytes.
    reader = _Reader(audit, audit.if_proven(BALLOT_BOX) if audit.same else UNPROVEN)
    try:
        for number, data in enumerate(published(audit.source), 1):
            reader.read(number, hashlib.sha256(data).digest(), data)
    except Malformed as error:
        audit.report.fault("ballots-malformed", "ballots.bin", str(error))
    audit.counted = reader.counted
    if not audit.same:
        differences(audit.report, list(audit.entries.ballots()), list(hashes(audit.source)), log.BALLOT)
    audit.tally = {counter.question.id: counter.tally() for counter in reader.counters}
    audit.report.facts["tally"] = audit.tally


class _Reader:
    """Checks ballot after ballot. Of each it keeps the nonce only, and what it adds to the counts."""

    def __init__(self, audit, convicts):
        self.convicts, self.counted = convicts, 0
        self.report, self.manifest, self.key = audit.report, audit.manifest, audit.token_key
        self.counters = [Counter(question) for question in audit.manifest.questions]
        self.spent = {}  # nonce: number of the first ballot that used it
        self.challenge = tokens.challenge_digest(
            audit.manifest.registrar.name, audit.poll, audit.manifest.ballot_box.name
        )

    def read(self, number, digest, data):
        """Reports every fault of the ballot; counts it if it has none."""
        place = f"ballot {number} ({receipt_code(digest)})"
        try:
            ballot = ballots.parse(data, self.manifest.content_size)
        except Malformed as error:
            self.report.fault("ballot-malformed", place, str(error), self.convicts)
            return
        faults = list(self._faults(number, ballot))
        for name, detail in faults:
            self.report.fault(name, place, detail, self.convicts)
        try:
            answers = ballots.answers(ballot.content, self.manifest.questions)
        except Malformed as error:
            self.report.fault("content-invalid", place, str(error), self.convicts)
            return
        if not faults:
            self.counted += 1
            for counter in self.counters:
                counter.add(answers[counter.question.id])

    def _faults(self, number, ballot):
        why = self.key and tokens.why_invalid(ballot.token, self.key, self.challenge)
        if why:
            yield "token-invalid", why
        first = self.spent.setdefault(ballot.nonce, number)
        if first != number:
            yield "token-spent-twice", f"its token is that of ballot {first}"
        if not ballots.is_signed(ballot):
            yield "signature-invalid", "its signature does not verify under its ballot key"
