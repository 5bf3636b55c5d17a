"""Voting passes: docs/protocol.md section 5 (Token), RFC 9578 token type 0x0002, RFC 9577 section 2.1.

A token is 354 bytes: type (2), nonce (32), challenge digest (32), token key id (32), authenticator (256).
"""

import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .encodings import Malformed

TYPE = b"\x00\x02"
INPUT_LENGTH, TOKEN_LENGTH = 98, 354
# Everything before and after the modulus is fixed, so the key is recognised byte by byte and no DER is parsed.
KEY_BEGIN = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202"
    "a11a301806092a864886f70d010108300b0609608648016503040202a2030201"
    "300382010f003082010a0282010100"
)
KEY_END = bytes.fromhex("0203010001")
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)


class TokenKey:
    """The public key of a poll: RSA of 2048 bits, e = 65537, in its one spelling of 342 bytes."""

    def __init__(self, der):
        modulus = der[len(KEY_BEGIN) : -len(KEY_END)]
        if len(der) != 342 or not der.startswith(KEY_BEGIN) or not der.endswith(KEY_END):
            raise Malformed("is not the 342 bytes of an RSA-PSS key with SHA-384, salt 48, 2048 bits, e = 65537")
        n = int.from_bytes(modulus, "big")
        if n.bit_length() != 2048 or n % 2 == 0:
            raise Malformed("has a modulus that is even or not of 2048 bits")
        self.key_id = hashlib.sha256(der).digest()
        self._n = n
        try:
            self._public = rsa.RSAPublicNumbers(65537, n).public_key()
        except ValueError as error:
            raise Malformed(f"is no RSA key: {error}") from None

    def verifies(self, message, signature):
        """RSASSA-PSS with SHA-384, MGF1-SHA-384 and a salt of 48 bytes; `signature` below n, as 256 bytes."""
        if len(signature) != 256 or int.from_bytes(signature, "big") >= self._n:
            return False
        try:
            self._public.verify(signature, message, PSS, hashes.SHA384())
        except (InvalidSignature, ValueError):
            return False
        return True


def challenge_digest(registrar_name, poll_id, ballot_box_name):
    """SHA-256 of the RFC 9577 challenge, which follows from the manifest."""
    issuer, origin = registrar_name.encode(), ballot_box_name.encode()
    challenge = TYPE + struct.pack(">H", len(issuer)) + issuer + b"\x20" + poll_id
    return hashlib.sha256(challenge + struct.pack(">H", len(origin)) + origin).digest()


def why_invalid(token, key, digest):
    """What is wrong with the token (after its type), or None if it is good for the poll."""
    if token[34:66] != digest:
        return "its challenge digest is of another poll or of other services"
    if token[66:98] != key.key_id:
        return "its token key id is of another key"
    if not key.verifies(token[:INPUT_LENGTH], token[INPUT_LENGTH:]):
        return "its RSA-PSS signature does not verify"
    return None
