"""Strict Ed25519: docs/protocol.md section 3 ("Ed25519 verification is strict everywhere").

OpenSSL, which `cryptography` uses, already refuses an `S` that is not below the group order and compares the encoding
of `R` that it computes, so that `R` is canonical and no cofactor comes in. What it does not refuse is looked at here:
a key that is spelled with y >= p, and keys and `R` of small order, under which one signature fits many messages.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
# RFC 8032 section 5.1: y of the eight points whose order divides 8. Both signs of x are meant.
ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER = {0, 1, P - 1, ORDER_8, P - ORDER_8}


def is_strict_key(key):
    """Whether these 32 bytes are the canonical encoding of a point of the curve that has no small order."""
    y = _y(key)
    if len(key) != 32 or y >= P or y in SMALL_ORDER:
        return False
    # x^2 = (y^2 - 1) / (d y^2 + 1) must be a square; x = 0 has small order and is gone already.
    x_squared = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return pow(x_squared, (P - 1) // 2, P) == 1


def verifies(key, signature, message):
    """Whether `signature` (64 bytes) by `key` (32 bytes) over `message` is valid by the strict rules."""
    if len(key) != 32 or len(signature) != 64:
        return False
    y = _y(key)
    if y >= P or y in SMALL_ORDER or _y(signature[:32]) % P in SMALL_ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _y(encoding):
    return int.from_bytes(encoding[:32], "little") & (2**255 - 1)
