"""Ballots and their content: docs/protocol.md section 7 and choice C12.

ballot    = 0x01 || token[354] || u16 length of content || content || signature[64]
signature = Ed25519(ballot key, "psephos-ballot/v1" || 0x0A || token || content)
"""

import json
from collections import namedtuple

from . import ed25519, tokens
from .encodings import Malformed, fields, strict_json

OVERHEAD = 421
CONTENT_AT = 357
DOMAIN = b"psephos-ballot/v1\n"

Ballot = namedtuple("Ballot", "token nonce content signature")


def parse(data, content_size):
    """Cuts a ballot into its parts. Refused: wrong length, version, length field or token type."""
    if len(data) != OVERHEAD + content_size:
        raise Malformed(f"has {len(data)} bytes, not {OVERHEAD + content_size}")
    if data[0] != 1:
        raise Malformed(f"has version {data[0]}")
    if int.from_bytes(data[355:357], "big") != content_size:
        raise Malformed("has a length field that is not the poll's content_size")
    token = data[1:355]
    if token[:2] != tokens.TYPE:
        raise Malformed("has a token of another type")
    return Ballot(token, token[2:34], data[CONTENT_AT:-64], data[-64:])


def is_signed(ballot):
    """Whether the ballot key, which is the token's nonce, signed token and content. The length field is not signed."""
    return ed25519.verifies(ballot.nonce, ballot.signature, DOMAIN + ballot.token + ballot.content)


def answers(content, questions):
    """The answers by question id: None for an abstention, a list of ids, or scores by id.

    A vote has one spelling. It is parsed, checked, written again and compared, so that no ballot can carry a mark.
    """
    stripped = content.rstrip(b" ")
    try:
        text = stripped.decode("ascii")
    except UnicodeDecodeError:
        raise Malformed("content is not ASCII") from None
    given = fields(fields(strict_json(text), ("answers",))["answers"], [question.id for question in questions])
    if list(given) != [question.id for question in questions]:
        raise Malformed("content has the questions in another order")
    read = {question.id: _answer(given[question.id], question) for question in questions}
    if encode(given) != text:
        raise Malformed("content is not in its one spelling")
    return read


def encode(given):
    """The one spelling of answers: no white space, members in the order in which they stand."""
    return json.dumps({"answers": given}, separators=(",", ":"))


def _answer(value, question):
    if value == "abstain":
        if not question.abstain:
            raise Malformed(f"question {question.id} does not allow to abstain")
        return None
    try:
        if question.kind == "score":
            return _scores(fields(value, ("score",))["score"], question)
        word = "choose" if question.kind == "choice" else "rank"
        return _ids(fields(value, (word,))[word], question)
    except Malformed as error:
        raise Malformed(f"question {question.id} {error}") from None


def _ids(value, question):
    if not isinstance(value, list) or not question.min <= len(value) <= question.max:
        raise Malformed(f"has not {question.min} to {question.max} options")
    places = [question.options.index(id) if id in question.options else -1 for id in value]
    if -1 in places or len(set(places)) != len(places):
        raise Malformed("has an unknown option, or one twice")
    if question.kind == "choice" and places != sorted(places):
        raise Malformed("has its options in another order than the manifest")
    return value


def _scores(value, question):
    if not isinstance(value, dict) or tuple(value) != question.options:
        raise Malformed("does not score every option in the manifest's order")
    for score in value.values():
        if type(score) is not int or not question.low <= score <= question.high:
            raise Malformed(f"has a score that is no integer within {question.low} to {question.high}")
    return value
