"""ML-DSA-44 (FIPS 204), the signature of witnesses of type 0x06: only newer versions of `cryptography` have it."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

try:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
except ImportError:
    MLDSA44PublicKey = None

KEY_LENGTH = 1312


def is_known():
    """Whether `cryptography`, and the OpenSSL that it was built with, can verify these signatures."""
    if MLDSA44PublicKey is None:
        return False
    try:
        MLDSA44PublicKey.from_public_bytes(bytes(KEY_LENGTH))
    except UnsupportedAlgorithm:
        return False
    return True


def verifies(key, signature, message):
    """Whether `signature` by `key` (1312 bytes, every one of which is a key) over `message` is valid; False if unknown."""
    if not is_known():
        return False
    try:
        MLDSA44PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
