"""Steps 7 and 8: the numbers, and the results against log and recount (section 9)."""

import time

from .. import log, names
from ..report import BALLOT_BOX, REGISTRAR, UNPROVEN

DAY = 24 * 3600


def check(audit):
    """Every result against the log and the recount, and each against the one before."""
    if audit.cancelled:
        for place, _ in audit.results:
            signed = audit.proven and audit.cancellation_is_logged
            detail = "is a result of a cancelled poll"
            audit.report.fault("cancelled-published", place, detail, BALLOT_BOX if signed else UNPROVEN)
    elif not audit.source.numbered("results") and "ballots.bin" in audit.source:
        audit.report.fault("file-missing", "results/1.note", "there are ballots, but no result")
    elif not audit.source.numbered("results"):
        # Only the poll's own ballot box owes a result; a mirror may be old.
        if audit.asked == names.url(audit.manifest.ballot_box.name) and time.time() >= audit.close + DAY:
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
    if eligible is None or audit.manifest.late_additions:
        # The registrar states the number where the manifest could not know it.
        eligible = issuance and issuance.eligible
    issued = issuance and issuance.issued
    count = audit.entries and audit.entries.count
    audit.report.facts.update(ballots=count, issued=issued, eligible=eligible)
    if audit.manifest.eligible is None:
        audit.report.warn("eligible-unknown")
    if None not in (eligible, issued) and issued > eligible:
        audit.report.fault("issued-over-eligible", "issuance.note", f"{issued} passes for {eligible} voters")
    most = eligible if issued is None else issued
    if count is not None and most is not None and count > most:
        detail = f"{count} ballots for {most} {'voters' if issued is None else 'passes'}"
        # Copies and forgeries need no passes: only ballots without fault prove that so many were signed.
        convicts = audit.if_proven(REGISTRAR) if audit.same and audit.counted > most else UNPROVEN
        audit.report.fault("ballots-over-issued", "entries.bin", detail, convicts)


def _proven(audit, item):
    """The ballot box, if its result is about the entries at hand and it signed their root as well."""
    return audit.if_proven(BALLOT_BOX) if audit.is_about_these(item) else UNPROVEN


def _against_log(audit, place, item):
    root = audit.entries.roots.get(item.tree_size)
    if root is None:
        # No proof of anything: these files may just be older than the result.
        detail = f"is of {item.tree_size} entries, the log at hand has {audit.entries.size}"
        audit.report.fault("result-log", place, detail)
    elif root != item.root:
        detail = f"the log has another root at {item.tree_size} entries"
        audit.report.fault("result-log", place, detail, audit.if_proven(BALLOT_BOX))
    before = audit.entries.counts.get(item.tree_size, audit.entries.count)
    if not item.ballots == before == audit.entries.count:
        detail = f"says {item.ballots} ballots, the log had {before} and has {audit.entries.count}"
        audit.report.fault("result-ballots", place, detail, _proven(audit, item))


def _against_issuance(audit, place, item):
    """A result tells the number of passes if, and only if, its log has the issuance statement."""
    at = audit.entries.issuance_at
    is_told, is_logged = item.issued is not None, at is not None and at < item.tree_size
    if item.tree_size in audit.entries.roots and is_told != is_logged:
        detail = f"says {item.issued}, {'with' if is_logged else 'without'} issuance statement in its log"
        audit.report.fault("result-issued", place, detail, _proven(audit, item))
    elif is_told and audit.issuance is not None and item.issued != audit.issuance.issued:
        detail = f"says {item.issued}, the issuance statement {audit.issuance.issued}"
        # The statement at hand may be another one than that in the log.
        same = audit.entries.hashes[log.ISSUANCE][:1] == audit.texts["issuance"]
        audit.report.fault("result-issued", place, detail, _proven(audit, item) if same else UNPROVEN)


def _against_recount(audit, place, item):
    told = item.tally
    # The recount is of all ballots at hand: they must be those of the log, and all of them before the result.
    all_before = audit.same and audit.entries.counts.get(item.tree_size) == audit.entries.count
    convicts = _proven(audit, item) if all_before else UNPROVEN
    for name in [*audit.tally, *(name for name in told if name not in audit.tally)]:
        if name not in told or not _equal(told[name], audit.tally.get(name)):
            detail = f"question {name} is counted otherwise"
            audit.report.fault("result-tally", place, detail, convicts)


def _against_earlier(audit, place, one, other):
    """A later result comes with the issuance statement and differs in `issued`, `tree_size` and `root` only."""
    if one.ballots != other.ballots or not _equal(one.tally, other.tally):
        detail = "has other ballots or another tally than the one before"
        audit.report.fault("result-changed", place, detail, BALLOT_BOX)
    if one.issued is not None or other.issued is None or other.tree_size <= one.tree_size:
        # Whoever made the bundle may have changed their order.
        audit.report.fault("result-changed", place, "does not add the issuance statement to the one before")


def _newest(audit):
    """Behind the newest result nothing is logged, but for an issuance statement that has just arrived."""
    if not audit.results:
        return
    place, item = audit.results[-1]
    if item.tree_size >= audit.entries.size:
        return
    if audit.entries.issuance_at == item.tree_size == audit.entries.size - 1:
        audit.report.warn("result-behind")
    else:
        detail = f"is of {item.tree_size} entries, and the log goes on to {audit.entries.size}"
        audit.report.fault("result-log", place, detail, _proven(audit, item))


def _equal(one, other):
    """Equal as JSON values: `true` is not 1, and the order of members does not matter."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    return one == other
