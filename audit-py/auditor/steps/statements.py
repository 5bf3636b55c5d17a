"""What was signed during the poll: assets, notices and their effects, issuance, results (sections 3 and 9)."""

from .. import statements
from ..report import REGISTRAR, UNPROVEN


def check(audit):
    """Reads all statements. Whether they are in the log is looked at by `steps.log`."""
    _assets(audit)
    _notices(audit)
    _issuance(audit)
    _results(audit)


def _assets(audit):
    numbers = audit.numbers("assets", "file-missing")
    if not numbers:
        audit.report.fault("file-missing", "assets/1.note", "there is no assets statement")
    for number in numbers:
        place = f"assets/{number}.note"
        audit.statement(place, statements.assets, audit.manifest.ballot_box, "assets")


def _notices(audit):
    """Follows the close of voting from notice to notice."""
    close, read, in_place = audit.manifest.voting_closes, 0, True
    first = {}  # by number: hash of the first text that the registrar signed
    for number in audit.numbers("notices", "file-missing"):
        place = f"notices/{number}.note"
        item, signed = audit.read(place, statements.notice, audit.manifest.registrar, "notices")
        if item is None:
            continue
        read += 1
        text = audit.texts["notices"][-1]
        if signed and first.setdefault(item.seq, text) != text:
            # Two signatures are proof, wherever the notices stand.
            detail = f"has the number {item.seq} of another one that says something else"
            audit.report.fault("notice-gap", place, detail, REGISTRAR)
            in_place = False
        elif item.seq != read:
            audit.report.fault("notice-gap", place, f"has the number {item.seq}")
        # Among notices that somebody altered or put elsewhere a sound one looks senseless.
        in_place = in_place and signed and item.seq == read
        why = "comes after the cancellation" if audit.cancelled else statements.why_refused(item, close)
        if why:
            audit.report.fault("notice-invalid", place, why, REGISTRAR if in_place else UNPROVEN)
        elif why := statements.why_untimely(item, close, audit.manifest.test):
            audit.report.warn("clocks-differ", f"{place} {why}")
        if item.kind == "cancel":
            audit.cancelled_at = item.at
            audit.cancellations.append(audit.texts["notices"][-1])
        close = item.voting_closes or close
    audit.close = close


def _issuance(audit):
    manifest, place = audit.manifest, "issuance.note"
    if place not in audit.source:
        audit.report.warn("issued-unknown")
        return
    item = audit.statement(place, statements.issuance, manifest.registrar, "issuance")
    audit.issuance = item
    if item is None:
        return
    roll, stated = manifest.eligible, item.eligible
    if roll is not None and (stated is None or stated < roll or (stated > roll and not manifest.late_additions)):
        audit.report.fault("eligible-differs", place, f"says {stated} eligible, the manifest {roll}")
    if item.at < min(manifest.issuance_closes, audit.cancelled_at if audit.cancelled else audit.close):
        audit.report.warn("issuance-early")


def _results(audit):
    for number in audit.numbers("results", "file-missing"):
        place = f"results/{number}.note"
        item = audit.statement(place, statements.result, audit.manifest.ballot_box)
        if item is not None:
            audit.results.append((place, item))
