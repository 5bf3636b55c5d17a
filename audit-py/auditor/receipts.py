"""Receipt files and older checkpoints: docs/protocol.md section 8 (Receipts, Evidence), C2SP tlog-proof.

A receipt file is a promise note; if there is a proof, the line `proof` and a tlog-proof follow it.
"""

import re
from collections import namedtuple

from . import notes, statements
from .encodings import Malformed, base64_padded

PROOF = b"proof\nc2sp.org/tlog-proof@v1\n"
INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})\Z", re.ASCII)

Receipt = namedtuple("Receipt", "place note poll ballot index siblings checkpoint")


def parse(place, data):
    """A receipt with the notes that it holds. Nothing is verified yet."""
    promise, _, proof = data.partition(PROOF)
    note = notes.parse(promise)
    poll, ballot = statements.promise(note)
    if not proof:
        return Receipt(place, note, poll, ballot, None, (), None)
    head, empty, checkpoint = proof.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Malformed("has a proof that is not ASCII") from None
    if lines[0].startswith("extra "):  # choice C13: ignored
        lines.pop(0)
    index = INDEX.match(lines[0])
    siblings = [base64_padded(line) for line in lines[1:]]
    if not index or not empty or any(len(sibling) != 32 for sibling in siblings):
        raise Malformed("has no tlog-proof after the line `proof`")
    return Receipt(place, note, poll, ballot, int(index[1]), siblings, notes.parse(checkpoint))
