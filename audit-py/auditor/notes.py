"""Signed notes, verifier keys and cosignatures: docs/protocol.md section 3, choice C5, and C2SP signed-note.

<text, every line ended by a line feed>
<empty line>
— <key name> <base64(key id[4] || signature)>
"""

import base64
import hashlib
from collections import namedtuple

from . import ed25519, log, mldsa
from .encodings import Malformed, OtherKind, base64_padded, hex_bytes, short, strict_json

LARGEST_NOTE = 1024 * 1024
LARGEST_RESULT = 64 * LARGEST_NOTE
MOST_SIGNATURES = 100
ED25519, COSIGNATURE, ML_DSA_44 = 0x01, 0x04, 0x06
KEY_LENGTHS = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: mldsa.KEY_LENGTH}

Note = namedtuple("Note", "text signatures")  # text: str; signatures: list of Line
Line = namedtuple("Line", "name key_id signature")


class VerifierKey(namedtuple("VerifierKey", "name kind public")):
    """A key that a service or a witness announces: `name+hex(key id)+base64(type || public key)`."""

    @classmethod
    def parse(cls, text, kinds=(ED25519,)):
        """Refuses a wrong key id, a type not among `kinds`, a wrong length, and a weak or non-canonical point."""
        parts = text.split("+", 2) if isinstance(text, str) else ()
        if len(parts) != 3:
            raise Malformed("is not a verifier key name+id+base64")
        name, key_id, encoded = parts
        _key_name(name)
        material = base64_padded(encoded)
        if not material or material[0] not in kinds:
            raise Malformed("is a verifier key of another type")
        key = cls(name, material[0], material[1:])
        if len(key.public) != KEY_LENGTHS[key.kind]:
            raise Malformed("is a verifier key of wrong length")
        if hex_bytes(key_id, 4) != key.key_id:
            raise Malformed("has a key id that does not belong to its name and key")
        if key.kind != ML_DSA_44 and not ed25519.is_strict_key(key.public):
            raise Malformed("is no canonical Ed25519 key of large order")
        return key

    @property
    def key_id(self):
        """First 4 bytes of SHA-256(name || 0x0A || type || public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self):
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


def largest(place):
    """How long a note of a bundle may be, by its file (C5)."""
    return LARGEST_RESULT if place.startswith("results/") else LARGEST_NOTE


def parse(data, most=LARGEST_NOTE):
    """The note in these bytes, with its signatures not verified yet."""
    if len(data) > most:
        raise Malformed(f"is larger than {most // LARGEST_NOTE} MiB")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("is not UTF-8") from None
    if any(character < " " and character != "\n" for character in whole):
        raise Malformed("holds a control character")
    # The text may have empty lines; the last one in the note ends it.
    at = whole.rfind("\n\n")
    if at <= 0 or not whole.endswith("\n") or at + 2 == len(whole):
        raise Malformed("is no text, empty line and signatures")
    lines = whole[at + 2 : -1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise Malformed(f"has more than {MOST_SIGNATURES} signatures")
    return Note(whole[: at + 1], [_signature_line(line) for line in lines])


def signed_by(note, key):
    """Whether `key` signed the note. Every line with its name and id must verify (C5), and there must be one."""
    lines = [line for line in note.signatures if (line.name, line.key_id) == (key.name, key.key_id)]
    return bool(lines) and all(_verifies(note.text, key, line.signature) for line in lines)


def statement(note, kind):
    """The JSON of a note of two lines whose first is `kind`."""
    lines = note.text.split("\n")
    if lines[0] != kind:
        raise OtherKind(f"is no statement of the kind {kind}")
    if len(lines) != 3:
        raise Malformed("is not two lines")
    return strict_json(lines[1])


def _signature_line(line):
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        raise Malformed(f"has the signature line {short(line)}, which is no dash, name and base64")
    _key_name(parts[1])
    material = base64_padded(parts[2])
    if len(material) < 5:
        raise Malformed("has a signature line without a signature")
    return Line(parts[1], material[:4], material[4:])


def _key_name(name):
    if not name or "+" in name or any(character.isspace() for character in name):
        raise Malformed(f"has the key name {short(name)}")


def _verifies(text, key, signature):
    if key.kind == ED25519:
        return ed25519.verifies(key.public, signature, text.encode())
    # c2sp.org/tlog-cosignature: u64 time || signature.
    time, signature = signature[:8], signature[8:]
    if int.from_bytes(time, "big") >= 2**63:
        return False
    if key.kind == COSIGNATURE:
        message = f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n{text}".encode()
        return ed25519.verifies(key.public, signature, message)
    message = _cosigned_tree(key.name, time, text)
    return message is not None and mldsa.verifies(key.public, signature, message)


def _cosigned_tree(witness, time, text):
    """What witnesses of type 0x06 sign: a label, the two names behind their lengths, the time, the tree from 0 to its size, the
    root. None if the text is no checkpoint, or a name does not fit its length."""
    try:
        origin, size, root = log.checkpoint(Note(text, ()))
    except Malformed:
        return None
    witness, origin = witness.encode(), origin.encode()
    if max(len(witness), len(origin)) > 255:
        return None
    head = b"subtree/v1\n\0" + bytes([len(witness)]) + witness + time + bytes([len(origin)]) + origin
    return head + bytes(8) + size.to_bytes(8, "big") + root
