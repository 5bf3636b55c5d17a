"""Blind RSA, the client's half (RFC 9474)."""

import hashlib
import math
import secrets

from notes import ensure


def mgf1(seed, length):
    blocks = (hashlib.sha384(seed + counter.to_bytes(4, "big")).digest() for counter in range(-(-length // 48)))
    return b"".join(blocks)[:length]


def pss_encode(message):
    """EMSA-PSS (RFC 8017 section 9.1.1) with SHA-384, a salt of 48 bytes and 2047 bits."""
    salt = secrets.token_bytes(48)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(256 - 48 - 48 - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, mgf1(digest, len(block))))
    masked[0] &= 0x7F
    return bytes(masked) + digest + b"\xbc"


def blind(n, message):
    encoded = int.from_bytes(pss_encode(message), "big")
    ensure(math.gcd(encoded, n) == 1, "a message that shares a factor with the modulus")
    while True:
        factor = secrets.randbelow(n)
        if factor and math.gcd(factor, n) == 1:
            return (encoded * pow(factor, 65537, n) % n).to_bytes(256, "big"), pow(factor, -1, n)
