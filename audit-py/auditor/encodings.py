"""Bytes, times and JSON: docs/protocol.md section 2 (Encodings) and choices C2, C3.

Everything here has one spelling for each value. A reader that accepts two spellings of one thing lets a service
publish two files that look alike and hash differently, so every function refuses what it would not write itself.
"""

import base64
import calendar
import json
import re
import time

BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}\Z")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z", re.ASCII)
INTEGER = re.compile(r"-?[0-9]+\Z", re.ASCII)
LARGEST = 2**53 - 1
DEEPEST = 32
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Malformed(Exception):
    """The bytes do not have the form that the protocol demands. The message says where and why."""


class OtherKind(Malformed):
    """A statement of another kind: sound perhaps, but put here by whoever made the bundle."""


def base64url(text):
    """Bytes of base64url without padding, refused unless writing them again gives `text`."""
    if not isinstance(text, str) or not BASE64URL.match(text) or len(text) % 4 == 1:
        raise Malformed("is not base64url without padding")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Malformed("is base64url with trailing bits")
    return data


def base64_padded(text):
    """Bytes of standard base64 with padding, as notes and checkpoints have it."""
    if not isinstance(text, str) or not BASE64.match(text) or len(text) % 4:
        raise Malformed("is not standard base64 with padding")
    data = base64.b64decode(text)
    if base64.b64encode(data).decode() != text:
        raise Malformed("is base64 with trailing bits or wrong padding")
    return data


def hex_bytes(text, length):
    """`length` bytes of lower-case hex."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9a-f]{%d}" % (2 * length), text, re.ASCII):
        raise Malformed(f"is not {2 * length} lower-case hex digits")
    return bytes.fromhex(text)


def instant(text):
    """Seconds since 1970 of `YYYY-MM-DDTHH:MM:SSZ`."""
    if not isinstance(text, str) or not TIME.match(text):
        raise Malformed("is not a time YYYY-MM-DDTHH:MM:SSZ")
    year, month, day = int(text[0:4]), int(text[5:7]), int(text[8:10])
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise Malformed("is not a day of the calendar")
    if hour > 23 or minute > 59 or second > 59:
        raise Malformed("is not a time of the day")
    return calendar.timegm((year, month, day, hour, minute, second))


def spelled(seconds):
    """The one spelling of a time."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def strict_json(text):
    """The value of a line of signed JSON (section 2, choice C2).

    Refused: control characters (tabs too), a key twice in one object also when spelled differently, fractions,
    exponents, `-0`, `NaN`, integers beyond 2^53 - 1, half surrogate pairs, nesting deeper than anything defined.
    """
    if any(character < " " for character in text):
        raise Malformed("holds a control character")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_without_repetition,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
        _check(value, DEEPEST)
    except RecursionError:
        raise Malformed("is nested too deeply") from None
    except ValueError as error:  # json.JSONDecodeError is one
        raise Malformed(f"is not JSON: {error}") from None
    return value


def fields(value, required, optional=()):
    """The object `value`, refused unless it has every `required` field and none but those and `optional`."""
    if not isinstance(value, dict):
        raise Malformed("is not an object")
    for name in required:
        if name not in value:
            raise Malformed(f"has no field {name!r}")
    for name in value:
        if name not in required and name not in optional:
            raise Malformed(f"has the unknown field {short(name)}")
    return value


def integer(value, low=0, high=LARGEST):
    """An integer of signed JSON within bounds; `true` is none."""
    if type(value) is not int:
        raise Malformed("is not an integer")
    if not low <= value <= high:
        raise Malformed(f"is {value}, not within {low} to {high}")
    return value


def receipt_code(ballot_hash):
    """`WERC-8GMR-ZGE1-96QV`: the first 80 bits in Crockford base32, in groups of four."""
    bits = int.from_bytes(ballot_hash[:10], "big")
    digits = "".join(CROCKFORD[bits >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def short(value):
    """A hostile value, safe and short enough to be printed."""
    text = ascii(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _without_repetition(pairs):
    value = {}
    for key, item in pairs:
        if key in value:
            raise Malformed(f"has the key {short(key)} twice")
        value[key] = item
    return value


def _integer(text):
    # The length first: Python takes quadratic time to read a number of a million digits.
    if len(text) > 17 or text == "-0" or not INTEGER.match(text) or abs(int(text)) > LARGEST:
        raise Malformed(f"has the number {short(text)}, which is no integer within 2^53 - 1")
    return int(text)


def _no_number(text):
    raise Malformed(f"has the number {short(text)}, which is no integer")


def _check(value, depth):
    """Refuses deep nesting, and `"\\ud800"`: half of a surrogate pair is no character and has no UTF-8."""
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Malformed("has half of a surrogate pair")
    elif isinstance(value, (dict, list)):
        if not depth:
            raise Malformed("is nested too deeply")
        for item in value:
            _check(item, depth - 1)
        for item in value.values() if isinstance(value, dict) else ():
            _check(item, depth - 1)
