"""Step 3: every ballot, and that the published ballots are those of the log (sections 7 and 8)."""

import hashlib

from .. import ballots, log, tokens
from ..encodings import Malformed, receipt_code
from ..entries import differences, hashes, published
from ..report import BALLOT_BOX
from ..tally import Counter


def check(audit):
    """Reads the ballots once, in step with the entries of the log, and counts those that are good."""
    if "ballots.bin" not in audit.source:
        if audit.results and not audit.cancelled:
            audit.report.fault("file-missing", "ballots.bin", "there is a result, but no ballots")
        return
    if audit.cancelled:
        detail = "has the ballots of a cancelled poll"
        audit.report.fault("cancelled-published", "ballots.bin", detail, audit.if_proven(BALLOT_BOX))
    reader = _Reader(audit)
    in_log, same = audit.entries.ballots(), True
    try:
        for number, data in enumerate(published(audit.source), 1):
            digest = hashlib.sha256(data).digest()
            is_next = next(in_log, None) == digest
            same = same and is_next
            # Under a signed root the ballot box itself accepted these very bytes.
            reader.read(number, digest, data, audit.if_proven(BALLOT_BOX) if is_next else None)
    except Malformed as error:
        audit.report.fault("ballots-malformed", "ballots.bin", str(error))
    if not same or next(in_log, None) is not None:
        differences(audit.report, list(audit.entries.ballots()), hashes(audit.source), log.BALLOT)
    audit.tally = {counter.question.id: counter.tally() for counter in reader.counters}
    audit.report.facts["tally"] = audit.tally


class _Reader:
    """Checks ballot after ballot. Of each it keeps the nonce only, and what it adds to the counts."""

    def __init__(self, audit):
        self.report, self.manifest, self.key = audit.report, audit.manifest, audit.token_key
        self.counters = [Counter(question) for question in audit.manifest.questions]
        self.spent = {}  # nonce: number of the first ballot that used it
        self.challenge = tokens.challenge_digest(
            audit.manifest.registrar.name, audit.poll, audit.manifest.ballot_box.name
        )

    def read(self, number, digest, data, convicts):
        """Reports every fault of the ballot; counts it if it has none."""
        place = f"ballot {number} ({receipt_code(digest)})"
        try:
            ballot = ballots.parse(data, self.manifest.content_size)
        except Malformed as error:
            self.report.fault("ballot-malformed", place, str(error), convicts)
            return
        faults = list(self._faults(number, ballot))
        for name, detail in faults:
            self.report.fault(name, place, detail, convicts)
        try:
            answers = ballots.answers(ballot.content, self.manifest.questions)
        except Malformed as error:
            self.report.fault("content-invalid", place, str(error), convicts)
            return
        if not faults:
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
