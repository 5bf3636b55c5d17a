"""Names and addresses of services: docs/protocol.md section 2 (Names of services) and choice C4."""

import re

from .encodings import Malformed, short

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z", re.ASCII)
PORT = re.compile(r"[1-9][0-9]{0,4}\Z", re.ASCII)
NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z", re.ASCII)
BYTE = re.compile(r"(?:0|[1-9][0-9]{0,2})\Z", re.ASCII)


def host(name):
    """The host of `host[:port]`, refused unless the name is in its one spelling."""
    if not isinstance(name, str) or not name.isascii():
        raise Malformed("is no name of a service")
    text, port = _split(name)
    if not (is_loopback(text) or _is_dns_name(text)):
        raise Malformed(f"has the host {short(text)}, which is neither a DNS name nor a loopback host")
    if port is not None:
        number = int(port) if PORT.match(port) else 0
        if not 1 <= number <= 65535 or number == 443 or (number == 80 and is_loopback(text)):
            raise Malformed(f"has the port {short(port)}")
    return text


def url(name):
    """`https://` and the name, or `http://` and the name for a loopback host."""
    return ("http://" if is_loopback(host(name)) else "https://") + name


def is_loopback(text):
    """`localhost`, `127.x.y.z` and `[::1]`."""
    if text in ("localhost", "[::1]"):
        return True
    parts = text.split(".")
    return len(parts) == 4 and parts[0] == "127" and all(BYTE.match(part) and int(part) < 256 for part in parts)


def _split(name):
    if name.startswith("["):
        text, bracket, rest = name.partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise Malformed("is no name of a service")
        return text + bracket, rest[1:] if rest else None
    text, colon, port = name.partition(":")
    return text, port if colon else None


def _is_dns_name(text):
    labels = text.split(".")
    return len(text) <= 253 and all(LABEL.match(label) for label in labels) and not NUMBER.match(labels[-1])
