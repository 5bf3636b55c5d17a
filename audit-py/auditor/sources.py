"""Where the files come from: the bundle of docs/protocol.md section 9 as a tar file, or the same files in a folder.

Both give small files whole and large ones as streams, so that no number of ballots fills the memory.
"""

import io
import os
import re

from .encodings import Malformed
from .notes import largest

BLOCK = 512
MOST_FILES = 100_000
NAME = re.compile(
    r"manifest\.note|issuance\.note|entries\.bin|ballots\.bin|checkpoint"
    r"|(?:assets|notices|results)/[1-9][0-9]{0,8}\.note",
    re.ASCII,
)


class Unusable(Exception):
    """Nobody answers, or what answers is no ballot box: there is nothing to audit."""


class Source:
    """Files by name. `sizes` has all of them; those that the protocol does not know are in `unknown`."""

    def __init__(self):
        self.sizes, self.unknown = {}, []

    def __contains__(self, name):
        return name in self.sizes

    def read(self, name):
        """A small file, whole."""
        most = largest(name)
        if self.sizes[name] > most:
            raise Malformed(f"is larger than {most} bytes")
        with self.open(name) as stream:
            return stream.read()

    def open(self, name):
        """A stream of a file's bytes."""
        raise NotImplementedError

    def numbered(self, folder):
        """Numbers of the notes in `assets`, `notices` or `results`, in order."""
        return sorted(int(name[len(folder) + 1 : -5]) for name in self.sizes if name.startswith(folder + "/"))

    def _add(self, name, size):
        if NAME.fullmatch(name):
            if name in self.sizes:
                raise Malformed(f"has the file {name} twice")
            self.sizes[name] = size
        else:
            self.unknown.append(name)


class Folder(Source):
    """An unpacked bundle."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        for folder in ("", "assets", "notices", "results"):
            at = os.path.join(path, folder)
            for name in sorted(os.listdir(at)) if os.path.isdir(at) else ():
                file = os.path.join(at, name)
                name = f"{folder}/{name}" if folder else name
                if os.path.isfile(file) and NAME.fullmatch(name):  # whatever else lies there is its owner's
                    self._add(name, os.path.getsize(file))

    def open(self, name):
        return open(os.path.join(self.path, name), "rb")


class Bundle(Source):
    """A tar file of plain entries. It is read here and not by `tarfile`, which believes more than a bundle may say."""

    def __init__(self, path):
        super().__init__()
        self.path, self._at = path, {}
        length = os.path.getsize(path)
        with open(path, "rb") as stream:
            while True:
                header = stream.read(BLOCK)
                if len(header) != BLOCK:
                    raise Malformed("is no whole tar file: it breaks off")
                if not any(header):
                    self._check_end(stream)
                    return
                name, size = _entry(header)
                at = stream.tell()
                if at + size > length or len(self._at) + len(self.unknown) >= MOST_FILES:
                    raise Malformed("is no whole tar file: it breaks off, or has too many files")
                if name is not None:
                    self._add(name, size)
                    self._at[name] = at
                stream.seek(at + -(-size // BLOCK) * BLOCK)

    def open(self, name):
        stream = open(self.path, "rb")
        stream.seek(self._at[name])
        return io.BufferedReader(_Part(stream, self.sizes[name]), 1 << 16)

    @staticmethod
    def _check_end(stream):
        while chunk := stream.read(1 << 16):
            if any(chunk):
                raise Malformed("has bytes after its end")


class _Part(io.RawIOBase):
    """The next `size` bytes of a file."""

    def __init__(self, file, size):
        super().__init__()
        self.file, self.left = file, size

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.file.read(min(len(buffer), self.left))
        buffer[: len(data)] = data
        self.left -= len(data)
        return len(data)

    def close(self):
        self.file.close()
        super().close()


def _entry(header):
    """Name and size of a tar header (POSIX ustar); None for a folder, which whoever packs the files anew has as well."""
    total = sum(header[:148]) + 8 * 32 + sum(header[156:])
    if _number(header[148:156]) != total:
        raise Malformed("is no tar file: a header's checksum is wrong")
    if header[156:157] not in (b"0", b"\0", b"5") or header[345:500].strip(b"\0"):
        raise Malformed("has a tar entry that is neither a plain file nor a folder")
    try:
        name = header[:100].split(b"\0")[0].decode("ascii")
    except UnicodeDecodeError:
        raise Malformed("has a file name that is not ASCII") from None
    size = _number(header[124:136])
    if header[156:157] == b"5":
        if size:
            raise Malformed("has a folder with content of its own")
        return None, 0
    return name.removeprefix("./"), size


def _number(field):
    """Octal digits, or GNU's binary form for sizes of 8 GiB and more."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if not re.fullmatch(rb"[0-7]{1,12}", digits):
        raise Malformed("is no tar file: a number in a header is not octal")
    return int(digits, 8)
