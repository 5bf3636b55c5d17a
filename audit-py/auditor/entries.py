"""Whether the log's entries are exactly the published objects: docs/protocol.md sections 8 (Log, Mixing) and 10.4."""

import hashlib
from collections import Counter

from . import log
from .encodings import Malformed

CHUNK = log.ENTRY_LENGTH * 4096
KINDS = {
    log.MANIFEST: "manifest",
    log.BALLOT: "ballot",
    log.NOTICE: "notice",
    log.ISSUANCE: "issuance statement",
    log.ASSETS: "assets statement",
}
# Names of faults: an object is not logged, an entry has no object, the order is another.
FAULTS = {
    log.BALLOT: ("ballot-not-logged", "ballot-missing", "ballots-out-of-order"),
}


class Logged:
    """What one reading of the entries gives. Ballots are only counted; `ballots()` reads them again."""

    def __init__(self, source):
        self.source = source
        self.size, self.root, self.count = 0, None, 0
        self.roots = {}  # by size
        self.hashes = {kind: [] for kind in KINDS if kind != log.BALLOT}
        self.first = []  # types of the first two entries
        self.issuance_at = None  # index of the first issuance statement
        self.counts = {0: 0}  # ballots among the first entries, by size
        self.malformed = []  # entries under the root: (place, what is wrong with it)

    def ballots(self):
        """Hashes of the ballots, in log order."""
        return (entry[1:] for entry in _entries(self.source) if entry[0] == log.BALLOT)


def logged(source, report, mix, sizes):
    """Reads the entries: their root, the roots at `sizes`, and the hashes of all objects that are no ballots."""
    found, tree = Logged(source), log.Tree()
    found.roots[0] = tree.root()
    previous, run, shortest = b"", 0, None
    for index, entry in enumerate(_entries(source)):
        if len(entry) != log.ENTRY_LENGTH:
            # Bytes behind the last entry are under no root.
            report.fault("entries-malformed", f"entry {index}", f"has {len(entry)} bytes, not 33")
            break
        tree.append(log.leaf_hash(entry))
        kind, digest = entry[0], entry[1:]
        if index < 2:
            found.first.append(kind)
        if kind == log.BALLOT:
            found.count += 1
            if digest < previous:
                shortest, run = run if shortest is None else min(run, shortest), 0
            previous, run = digest, run + 1
        elif kind in KINDS:
            found.hashes[kind].append(digest)
        else:
            found.malformed.append((f"entry {index}", f"has the unknown type {kind}"))
        if kind == log.ISSUANCE and found.issuance_at is None:
            found.issuance_at = index
        if tree.size in sizes:
            found.roots[tree.size], found.counts[tree.size] = tree.root(), found.count
    found.size, found.root = tree.size, tree.root()
    found.roots[found.size] = found.root
    # Groups are sorted by hash. A descent ends a group, and all groups but that at the close have at least `mix`.
    if shortest is not None and shortest < mix:
        report.warn("mixing", f"a group of {shortest}, mix is {mix}")
    return found


def published(source):
    """The ballots of `ballots.bin`, one after the other: `u16 length || ballot`. The last one may break off."""
    with source.open("ballots.bin") as stream:
        while length := stream.read(2):
            ballot = stream.read(int.from_bytes(length, "big"))
            if len(length) != 2 or len(ballot) != int.from_bytes(length, "big"):
                raise Malformed("breaks off within a ballot")
            yield ballot


def hashes(source):
    """Hashes of the published ballots, up to where they break off."""
    try:
        for ballot in published(source):
            yield hashlib.sha256(ballot).digest()
    except Malformed:
        pass  # reported where the ballots are checked


def differences(report, in_log, expected, kind):
    """Reports objects that are not in the log, entries without an object, and another order."""
    name = KINDS[kind]
    missing_name, unknown_name, order_name = FAULTS.get(
        kind, ("statement-not-logged", "entry-unknown", "entry-misplaced")
    )
    here, there = Counter(expected), Counter(in_log)
    for missing, times in (here - there).items():
        report.fault(missing_name, f"{name} {missing.hex()}", f"is published, but not in the log ({times} times)")
    for more, times in (there - here).items():
        report.fault(unknown_name, f"{name} {more.hex()}", f"is in the log, but not published ({times} times)")
    if in_log != expected and here == there:
        report.fault(order_name, name, "entries are in another order than the objects")


def _entries(source):
    with source.open("entries.bin") as stream:
        while chunk := stream.read(CHUNK):
            for at in range(0, len(chunk), log.ENTRY_LENGTH):
                yield chunk[at : at + log.ENTRY_LENGTH]
