"""The Merkle tree and its checkpoints: docs/protocol.md section 8 (Log), choice C13, RFC 6962 section 2.1."""

import hashlib
import re
from collections import namedtuple

from .encodings import Malformed, base64_padded

ENTRY_LENGTH = 33
MANIFEST, BALLOT, NOTICE, ISSUANCE, ASSETS = 1, 2, 3, 4, 5
SIZE = re.compile(r"(0|[1-9][0-9]{0,18})\Z", re.ASCII)

Checkpoint = namedtuple("Checkpoint", "origin size root")


def leaf_hash(entry):
    """`SHA-256(0x00 || entry)`; the prefix keeps a node from passing as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    """`SHA-256(0x01 || left || right)`."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that only grows. It keeps one hash for each complete subtree, so at most as many as the size has bits."""

    def __init__(self):
        self.size = 0
        self._complete = []  # hashes of complete subtrees, the largest first

    def append(self, leaf):
        """Adds a leaf. Two complete subtrees of equal size become one, as carries do in binary addition."""
        self._complete.append(leaf)
        self.size += 1
        carries = self.size
        while carries % 2 == 0:
            right = self._complete.pop()
            self._complete[-1] = node_hash(self._complete[-1], right)
            carries //= 2

    def root(self):
        """The root at the present size; that of the empty tree is SHA-256 of nothing."""
        if not self._complete:
            return hashlib.sha256().digest()
        root = self._complete[-1]
        for left in reversed(self._complete[:-1]):
            root = node_hash(left, root)
        return root


def checkpoint(note):
    """Origin, size and root of a checkpoint's text. Lines after the third are extensions and ignored, but none may look
    like the beginning of a part of an evidence file (C13)."""
    lines = note.text[:-1].split("\n")
    if len(lines) < 3 or not all(lines) or any(line.startswith("=== ") for line in lines[3:]):
        raise Malformed("is no checkpoint of three lines")
    if not SIZE.match(lines[1]):
        raise Malformed("has a tree size that is no decimal number")
    root = base64_padded(lines[2])
    if len(root) != 32:
        raise Malformed("has a root that is not 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def inclusion_root(leaf, index, size, siblings):
    """The root that a proof leads to (RFC 9162 section 2.1.3.2), or None if the proof has the wrong length."""
    if not 0 <= index < size:
        return None
    node, last, siblings = index, size - 1, list(siblings)
    root = leaf
    for sibling in siblings:
        if last == 0:
            return None
        if node % 2 or node == last:
            root = node_hash(sibling, root)
            while node % 2 == 0 and node:
                node, last = node // 2, last // 2
        else:
            root = node_hash(root, sibling)
        node, last = node // 2, last // 2
    return root if last == 0 else None
