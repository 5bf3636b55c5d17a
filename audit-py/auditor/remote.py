"""A running ballot box: docs/protocol.md sections 9 (Published after the result) and 12 (Ballot box).

The files are fetched into a folder, as the bundle or one by one, and audited from there.
"""

import hashlib
import http.client
import json
import os
import re
import urllib.error
import urllib.request

from . import log, notes
from .encodings import Malformed, spelled
from .manifest import Manifest
from .report import UNPROVEN
from .sources import Bundle, Folder, Unusable

ADDRESS = re.compile(r"(https?://[^/?#\s]+)/(?:polls/([0-9a-f]{64})|p/[a-z0-9-]{1,32})(?:[/?#].*)?\Z", re.ASCII)
SECONDS = 60
LARGEST_SMALL = 2 * 1024 * 1024
LARGEST = 64 * 1024**3
MOST_POLLS = 200


class Remote:
    """The ballot box of a poll's address."""

    def __init__(self, address):
        match = ADDRESS.match(address)
        if not match:
            raise Unusable("is no address of a poll, such as https://ballots.example.net/polls/<64 digits>")
        self.base, self.poll = match.groups()
        if self.poll is None:  # an alias: follow it to the poll's own address
            with _open(address) as answer:
                match = ADDRESS.match(answer.geturl())
            if not match or match[2] is None or match[1] != self.base:
                raise Unusable("does not lead to a poll of this ballot box")
            self.poll = match[2]

    def download(self, folder):
        """The poll's files: the bundle, or where there is none what is published before or instead of a result."""
        below = f"{self.base}/api/v1/polls/{self.poll}"
        bundle = os.path.join(folder, "bundle.tar")
        if _save(f"{below}/bundle", bundle):
            return Bundle(bundle)
        for name in ("assets", "notices"):
            os.mkdir(os.path.join(folder, name))
        if not _save(f"{below}/manifest", os.path.join(folder, "manifest.note")):
            raise Unusable("is no poll of this ballot box")
        for path, name in (("issuance", "issuance.note"), ("checkpoint", "checkpoint"), ("entries", "entries.bin")):
            _save(f"{below}/{path}", os.path.join(folder, name))
        for number in range(1, 10_000):
            if not _save(f"{below}/assets/{number}", os.path.join(folder, "assets", f"{number}.note")):
                break
        for number, note in enumerate(_notices(f"{below}/notices"), 1):
            with open(os.path.join(folder, "notices", f"{number}.note"), "wb") as stream:
                stream.write(note.encode("utf-8", "surrogatepass"))
        return Folder(folder)

    def newest_checkpoint(self):
        """The bytes of the log's checkpoint as its own path serves it, to compare with that of the bundle."""
        return small(f"{self.base}/polls/{self.poll}/log/checkpoint")

    def other_polls(self, report, manifest, siblings=()):
        """Section 4: is the poll in the log of all polls, and what else than its siblings does its registrar run then?"""
        try:
            listed = self._listed(manifest)
        except Malformed as error:
            report.fault("poll-not-listed", "/polls/log", f"the log of polls {error}", UNPROVEN)
            return
        if bytes.fromhex(self.poll) not in listed:
            report.fault("poll-not-listed", "/polls/log", "the log of polls does not list this poll")
        others = [poll for poll in (digest.hex() for digest in listed) if poll != self.poll and poll not in siblings]
        if len(others) > MOST_POLLS:
            report.warn("other-polls", f"only the newest {MOST_POLLS} of {len(others)} polls were looked at")
        for poll in others[-MOST_POLLS:]:
            try:
                data = small(f"{self.base}/api/v1/polls/{poll}/manifest")
                note = notes.parse(data or b"")
                if hashlib.sha256(note.text.encode()).hexdigest() != poll:
                    raise Malformed("is not the manifest of this poll")
                other = Manifest.parse(note)
            except Malformed:
                report.warn("other-polls", f"the manifest of {poll} cannot be read")
                continue
            same = other.registrar.name == manifest.registrar.name
            if same and other.issuance_opens < manifest.voting_closes and manifest.issuance_opens < other.voting_closes:
                report.warn("other-polls", f"{poll}, until {spelled(other.voting_closes)}: {other.title}")

    def _listed(self, manifest):
        """Poll ids of the log of all polls, whose checkpoint and root are verified."""
        note = notes.parse(small(f"{self.base}/polls/log/checkpoint") or b"")
        checkpoint = log.checkpoint(note)
        if checkpoint.origin != f"{manifest.ballot_box.name}/polls/log" or not notes.signed_by(
            note, manifest.ballot_box
        ):
            raise Malformed("has a checkpoint of another log, or without the ballot box's signature")
        tree, polls = log.Tree(), []
        while tree.size < checkpoint.size:
            width = min(256, checkpoint.size - tree.size)
            part = f".p/{width}" if width < 256 else ""
            data = small(f"{self.base}/polls/log/tile/entries/{_tile(tree.size // 256)}{part}") or b""
            if len(data) != width * (2 + log.ENTRY_LENGTH):
                raise Malformed("has a tile of entries of wrong length")
            for at in range(0, len(data), 2 + log.ENTRY_LENGTH):
                entry = data[at + 2 : at + 2 + log.ENTRY_LENGTH]
                if data[at : at + 2] != b"\x00\x21" or entry[0] != log.MANIFEST:
                    raise Malformed("has an entry that is no manifest")
                tree.append(log.leaf_hash(entry))
                polls.append(entry[1:])
        if tree.root() != checkpoint.root:
            raise Malformed("has entries whose root is not the checkpoint's")
        return polls


def small(url, most=LARGEST_SMALL):
    """The bytes of a small answer, or None for 404."""
    try:
        with _open(url) as answer:
            data = answer.read(most + 1)
    except _Absent:
        return None
    except _BROKEN as error:
        raise Unusable(f"{url} cannot be read: {error}") from None
    if len(data) > most:
        raise Unusable(f"{url} answers more than {most} bytes")
    return data


_BROKEN = (OSError, ValueError, http.client.HTTPException)  # URLError is an OSError


class _Absent(Exception):
    """404."""


def _save(url, path):
    """Fetches into a file. False for 404; what breaks off is refused by its `Content-Length`."""
    try:
        with _open(url) as answer, open(path, "wb") as stream:
            length, size = answer.headers.get("Content-Length"), 0
            while chunk := answer.read(1 << 16):
                size += len(chunk)
                if size > LARGEST:
                    raise Unusable(f"{url} answers more than {LARGEST} bytes")
                stream.write(chunk)
    except _Absent:
        return False
    except _BROKEN as error:
        raise Unusable(f"{url} cannot be read: {error}") from None
    if length is not None and length != str(size):
        raise Unusable(f"{url} broke off after {size} of {length} bytes")
    return True


def _notices(url):
    try:
        value = json.loads(small(url) or b"")
        found = value["notices"]
        if not all(isinstance(note, str) for note in found):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unusable(f"{url} does not answer a list of notes") from None
    return found


def _tile(number):
    """`1234067` is written `x001/x234/067`."""
    digits = f"{number:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join(["x" + group for group in groups[:-1]] + groups[-1:])


def _open(url):
    try:
        return _OPENER.open(url, timeout=SECONDS)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 404:
                raise _Absent from None
        raise Unusable(f"{url} answers {error.code}") from None
    except _BROKEN as error:
        raise Unusable(f"{url} cannot be read: {error}") from None


def _opener():
    """HTTP and HTTPS only: a redirect must not lead to a file or to FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


_OPENER = _opener()
