"""Bytes, Ed25519 taken strictly, and signed notes (section 3 of the protocol)."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def u16(number):
    return number.to_bytes(2, "big")


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    ensure(b64url(data) == text, "base64url is not canonical")
    return data


def ensure(condition, complaint):
    if not condition:
        raise SystemExit(f"refused: {complaint}")


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def point(encoded):
    """Decodes a canonical encoding; RFC 8032 section 5.1.3."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    ensure(y < P, "an Ed25519 point is not canonical")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    ensure((x * x - square) % P == 0 and not (x == 0 and sign), "not an Ed25519 point")
    return (P - x if x & 1 != sign else x), y


def add(first, second):
    (x1, y1), (x2, y2) = first, second
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P)
    return x % P, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def ed25519_verify(key, signature, message):
    for encoded in (key, signature[:32]):
        eightfold = point(encoded)
        for _ in range(3):
            eightfold = add(eightfold, eightfold)
        ensure(eightfold != (0, 1), "an Ed25519 point of small order")
    Ed25519PublicKey.from_public_bytes(key).verify(signature, message)


def parse_vkey(vkey):
    name, key_id, encoded = vkey.split("+", 2)
    typed = base64.b64decode(encoded, validate=True)
    ensure(typed[0] == 1 and len(typed) == 33, "a verifier key that is not Ed25519")
    expected = sha256(name.encode(), b"\n", typed)[:4]
    ensure(expected.hex() == key_id, "a verifier key with a wrong id")
    return name, expected, typed[1:]


def open_note(note, vkey):
    """The text of a note, after checking that the key signed it."""
    name, key_id, key = parse_vkey(vkey)
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        dash, signer, encoded = line.split(" ")
        ensure(dash == "\u2014", "not a signature line")
        signature = base64.b64decode(encoded, validate=True)
        if signer == name and signature[:4] == key_id:
            ed25519_verify(key, signature[4:], text.encode())
            return text
    raise SystemExit(f"refused: no signature of {name}")


def statement(note, vkey, kind):
    first, line, rest = open_note(note, vkey).split("\n")
    ensure(first == kind and rest == "", f"not a {kind}")
    return json.loads(line)
