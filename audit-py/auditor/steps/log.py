"""Steps 4, 5 and 6: entries, root, checkpoint, witnesses, older checkpoints, receipts (section 8)."""

from collections import namedtuple

from .. import log, mldsa, notes
from ..encodings import Malformed, receipt_code
from ..entries import differences, logged
from ..report import BALLOT_BOX, UNPROVEN

Head = namedtuple("Head", "place note item")  # a signed checkpoint: where it came from, and what it says


def check(audit):
    """Reads checkpoints and entries. False if there are no entries."""
    note = audit.note("checkpoint")
    if note is not None:
        audit.checkpoint = _checkpoint(audit, note, "checkpoint")
    older = _older(audit)
    heads = ([Head("checkpoint", note, audit.checkpoint)] if audit.checkpoint else []) + older
    _quorum(audit, heads)
    forks = _forks(audit, heads)
    if "entries.bin" not in audit.source:
        audit.report.fault("file-missing", "entries.bin", "there are no entries")
        audit.report.gap("log, ballots and result: there are no entries")
        return False
    sizes = {item.tree_size for _, item in audit.results} | {head.item.size for head in older}
    audit.entries = logged(audit.source, audit.report, audit.manifest.mix, sizes)
    _root(audit)
    for place, detail in audit.entries.malformed:
        audit.report.fault("entries-malformed", place, detail, audit.if_proven(BALLOT_BOX))
    _objects(audit)
    for head in older:
        if not any(head is fork for fork in forks):
            _consistent(audit, head.place, head.item)
    for receipt in audit.receipts:
        _receipt(audit, receipt)
    return True


def _checkpoint(audit, note, place):
    """A checkpoint of this poll's log that the ballot box signed, or None."""
    try:
        item = log.checkpoint(note)
    except Malformed as error:
        audit.report.fault("checkpoint-malformed", place, str(error))
        return None
    if item.origin != f"{audit.manifest.ballot_box.name}/polls/{audit.poll.hex()}/log":
        audit.report.fault("checkpoint-malformed", place, "is of another log")
        return None
    return item if audit.is_signed(note, audit.manifest.ballot_box, place, "checkpoint-signature") else None


def _quorum(audit, heads):
    """Section 8 (Witnesses): a result needs them. Before there is one, cosignatures may be on their way.

    Any checkpoint will do that reaches as far as the newest result. Where cosignatures by ML-DSA-44 cannot be verified, and the
    quorum depends on them, that is said.
    """
    if not audit.results:
        return
    witnesses, quorum = audit.manifest.witnesses, audit.manifest.quorum
    newest = max(item.tree_size for _, item in audit.results)
    reaching = [head.note for head in heads if head.item.size >= newest]
    signed = max((sum(notes.signed_by(note, key) for key in witnesses) for note in reaching), default=0)
    unreadable = 0 if mldsa.is_known() else sum(key.kind == notes.ML_DSA_44 for key in witnesses)
    if signed >= quorum:
        return
    if reaching and signed + unreadable >= quorum:
        audit.report.gap("the quorum of witnesses: cosignatures by ML-DSA-44 cannot be verified here")
    else:
        detail = f"{signed} witnesses signed a checkpoint with the newest result, {quorum} must"
        audit.report.fault("quorum-missed", "checkpoint", detail)


def _forks(audit, heads):
    """Checkpoints of one size with different roots: both bear the ballot box's signature, and need no entries as proof."""
    roots, forks = {}, []
    for head in heads:
        if roots.setdefault(head.item.size, head.item.root) != head.item.root:
            detail = f"the ballot box signed another list of {head.item.size} entries as well"
            audit.report.fault("checkpoint-inconsistent", head.place, detail, BALLOT_BOX)
            forks.append(head)
    return forks


def _root(audit):
    entries, checkpoint = audit.entries, audit.checkpoint
    if checkpoint is None:
        return
    if checkpoint.size != entries.size:
        detail = f"is of {checkpoint.size} entries, there are {entries.size}"
        audit.report.fault("checkpoint-size", "checkpoint", detail)
    elif checkpoint.root != entries.root:
        audit.report.fault("checkpoint-root", "checkpoint", "the entries have another root")
    else:
        audit.proven = True


def _objects(audit):
    """All entries but the ballots, which `steps.ballots` compares while it reads them."""
    expected = {
        log.MANIFEST: [audit.poll],
        log.ASSETS: audit.texts["assets"],
        log.NOTICE: audit.texts["notices"],
        log.ISSUANCE: audit.texts["issuance"],
    }
    for kind, texts in expected.items():
        differences(audit.report, audit.entries.hashes[kind], texts, kind)
    first = audit.entries.first
    if first != [log.MANIFEST, log.ASSETS][: len(first)]:
        detail = "does not begin with manifest and assets"
        audit.report.fault("entry-misplaced", "entries.bin", detail, audit.if_proven(BALLOT_BOX))


def _older(audit):
    """All older checkpoints at hand that the ballot box signed."""
    at_hand = audit.older + [(item.place, item.checkpoint) for item in audit.receipts if item.checkpoint]
    read = [Head(place, note, _checkpoint(audit, note, place)) for place, note in at_hand]
    return [head for head in read if head.item is not None]


def _consistent(audit, place, item):
    """Whoever has all entries needs no proof: the root at the older size is worked out."""
    if item.size > audit.entries.size:
        # No proof of anything: these files may just be older than the checkpoint.
        detail = f"it has {item.size} entries, the log at hand only {audit.entries.size}"
        audit.report.fault("checkpoint-inconsistent", place, detail)
    elif audit.entries.roots[item.size] != item.root:
        detail = "the log had another root at its size"
        audit.report.fault("checkpoint-inconsistent", place, detail, audit.if_proven(BALLOT_BOX))


def _receipt(audit, receipt):
    """A promise by the ballot box, its proof, and whether the ballot is in the log."""
    if not audit.is_signed(receipt.note, audit.manifest.ballot_box, receipt.place, "receipt-invalid"):
        return
    if receipt.poll != audit.poll:
        audit.report.fault("receipt-invalid", receipt.place, "promises a ballot of another poll")
        return
    if receipt.checkpoint is not None:
        leaf = log.leaf_hash(bytes([log.BALLOT]) + receipt.ballot)
        try:
            item = log.checkpoint(receipt.checkpoint)
        except Malformed:
            return  # reported by `_older`
        if log.inclusion_root(leaf, receipt.index, item.size, receipt.siblings) != item.root:
            audit.report.fault("receipt-invalid", receipt.place, "its proof does not lead to its checkpoint")
    if (audit.results or audit.cancelled) and receipt.ballot not in audit.entries.ballots():
        detail = f"{receipt_code(receipt.ballot)} is not in the log"
        audit.report.fault("promise-broken", receipt.place, detail, BALLOT_BOX if _is_final(audit) else UNPROVEN)


def _is_final(audit):
    """Whether every promised ballot must be in these entries. An earlier state of the log need not have them yet."""
    decided = any(audit.is_about_these(item) for _, item in audit.results)
    return decided or (audit.proven and audit.cancellation_is_logged)
