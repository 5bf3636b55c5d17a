"""Steps 7 and 8: the numbers, and the results against log and recount (section 9)."""

import time

from .. import log
from ..report import BALLOT_BOX, REGISTRAR, UNPROVEN

DAY = 24 * 3600


def check(audit):
    """Every result against the log and the recount, and each against the one before."""
    if audit.cancelled:
        for place, _ in audit.results:
            audit.report.fault("cancelled-published", place, "is a result of a cancelled poll")
    elif not audit.source.numbered("results") and "ballots.bin" in audit.source:
        audit.report.fault("file-missing", "results/1.note", "there are ballots, but no result")
    elif not audit.source.numbered("results"):
        if audit.live and time.time() > audit.close + DAY:
            audit.report.fault("result-overdue", "results/1.note", "voting closed more than 24 hours ago")
        audit.report.warn("not-counted")
    for place, item in audit.results:
        _against_log(audit, place, item)
        _against_issuance(audit, place, item)
        if audit.tally is not None:
            _against_recount(audit, place, item)
    for (_, one), (place, other) in zip(audit.results, audit.results[1:]):
        _against_earlier(audit, place, one, other)
    _newest(audit)


def numbers(audit):
    """`ballots <= issued <= eligible`."""
    issuance, eligible = audit.issuance, audit.manifest.eligible
    if issuance is not None and issuance.eligible is not None:
        eligible = issuance.eligible
    issued = issuance and issuance.issued
    count = audit.entries and audit.entries.count
    audit.report.facts.update(ballots=count, issued=issued, eligible=eligible)
    if eligible is None:
        audit.report.warn("eligible-unknown")
    elif issued is not None and issued > eligible:
        audit.report.fault("issued-over-eligible", "issuance.note", f"{issued} passes for {eligible} voters")
    most = eligible if issued is None else issued
    if count is not None and most is not None and count > most:
        detail = f"{count} ballots for {most} {'voters' if issued is None else 'passes'}"
        # Copies and forgeries need no passes: only ballots without fault prove that so many were signed.
        sound = audit.ballots_are_sound()
        convicts = audit.if_proven(REGISTRAR) if sound else UNPROVEN
        audit.report.fault("ballots-over-issued", "entries.bin", detail, convicts)


def _against_log(audit, place, item):
    convicts = audit.if_proven(BALLOT_BOX)
    if audit.entries.roots.get(item.tree_size) != item.root:
        audit.report.fault("result-log", place, f"the log has another root at {item.tree_size} entries", convicts)
    before = audit.entries.counts.get(item.tree_size, audit.entries.count)
    if not item.ballots == before == audit.entries.count:
        detail = f"says {item.ballots} ballots, the log had {before} and has {audit.entries.count}"
        audit.report.fault("result-ballots", place, detail, convicts)


def _against_issuance(audit, place, item):
    """A result tells the number of passes if, and only if, its log has the issuance statement."""
    at = audit.entries.issuance_at
    is_told, is_logged = item.issued is not None, at is not None and at < item.tree_size
    if item.tree_size in audit.entries.roots and is_told != is_logged:
        detail = f"says {item.issued}, {'with' if is_logged else 'without'} issuance statement in its log"
        audit.report.fault("result-issued", place, detail, audit.if_proven(BALLOT_BOX))
    elif is_told and audit.issuance is not None and item.issued != audit.issuance.issued:
        detail = f"says {item.issued}, the issuance statement {audit.issuance.issued}"
        audit.report.fault("result-issued", place, detail)


def _against_recount(audit, place, item):
    told = item.tally if isinstance(item.tally, dict) else {}
    for name in [*audit.tally, *(name for name in told if name not in audit.tally)]:
        if name not in told or not _equal(told[name], audit.tally.get(name)):
            detail = f"question {name} is counted otherwise"
            audit.report.fault("result-tally", place, detail, audit.if_proven(BALLOT_BOX))


def _against_earlier(audit, place, one, other):
    """A later result comes with the issuance statement and differs in `issued`, `tree_size` and `root` only."""
    if one.ballots != other.ballots or not _equal(one.tally, other.tally):
        audit.report.fault("result-changed", place, "has other ballots or another tally than the one before")
    if one.issued is not None or other.tree_size <= one.tree_size:
        audit.report.fault("result-changed", place, "does not add the issuance statement to the one before")


def _newest(audit):
    """The newest result is that of the checkpoint, but for an issuance statement that has just arrived."""
    if not audit.results or audit.checkpoint is None:
        return
    place, item = audit.results[-1]
    if item.tree_size == audit.checkpoint.size:
        return
    if item.tree_size < audit.checkpoint.size and audit.entries.kinds_from(item.tree_size) == [log.ISSUANCE]:
        audit.report.warn("result-behind")
    else:
        audit.report.fault("result-log", place, "is not of the size of the checkpoint", audit.if_proven(BALLOT_BOX))


def _equal(one, other):
    """Equal as JSON values: `true` is not 1, and the order of members does not matter."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    return one == other
