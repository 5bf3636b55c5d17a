"""A voter in Python, from docs/protocol.md sections 5 to 8: blinds a request, unblinds the pass, signs a ballot.

Only for the tests. It draws what a real client must draw from the system's random source and keeps nothing.
"""

import hashlib
import json
import math
import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from auditor import ballots, tokens

SALT, DIGEST, ENCODED, BITS = 48, 48, 256, 2047


class Voter:
    """One voter of one poll."""

    def __init__(self, der, digest):
        self.key = Ed25519PrivateKey.generate()
        self.nonce = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        key_id = hashlib.sha256(der).digest()
        self.token_input = tokens.TYPE + self.nonce + digest + key_id
        self.n = int.from_bytes(der[len(tokens.KEY_BEGIN) : -len(tokens.KEY_END)], "big")
        while True:
            self.r = secrets.randbelow(self.n - 1) + 1
            if math.gcd(self.r, self.n) == 1:
                break
        blinded = int.from_bytes(_encode(self.token_input), "big") * pow(self.r, 65537, self.n) % self.n
        self.request = tokens.TYPE + key_id[-1:] + blinded.to_bytes(ENCODED, "big")
        self.token = None

    def unblind(self, response):
        """Makes the token of the registrar's answer."""
        signature = int.from_bytes(response, "big") * pow(self.r, -1, self.n) % self.n
        self.token = self.token_input + signature.to_bytes(ENCODED, "big")

    def ballot(self, answers, content_size):
        """A finished ballot. Content may be given as bytes to make a bad one."""
        content = answers if isinstance(answers, bytes) else ballots.encode(answers).encode()
        content = content.ljust(content_size)
        signature = self.key.sign(ballots.DOMAIN + self.token + content)
        return b"\x01" + self.token + content_size.to_bytes(2, "big") + content + signature


def _encode(message):
    """EMSA-PSS of RFC 8017 section 9.1.1 with SHA-384, salt of 48 bytes, 2047 bits."""
    salt = secrets.token_bytes(SALT)
    digest = hashlib.sha384(b"\x00" * 8 + hashlib.sha384(message).digest() + salt).digest()
    block = b"\x00" * (ENCODED - SALT - DIGEST - 2) + b"\x01" + salt
    mask = b"".join(hashlib.sha384(digest + i.to_bytes(4, "big")).digest() for i in range(5))
    masked = bytearray(a ^ b for a, b in zip(block, mask))
    masked[0] &= 0xFF >> (8 * ENCODED - BITS)
    return bytes(masked) + digest + b"\xbc"


def spelled(value):
    """JSON without spaces, as the services write it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
