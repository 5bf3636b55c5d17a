"""A registrar and a ballot box that sign whatever the test wants: lies that bear good signatures.

`Forge().files()` is an honest bundle. Every part can be changed before what depends on it is signed.
"""

import base64
import hashlib
import io
import pathlib
import sys
import tarfile

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1])]

from auditor import encodings, tokens  # noqa: E402
from auditor.manifest import Manifest  # noqa: E402
from auditor.notes import VerifierKey, parse  # noqa: E402
from auditor.tally import Counter  # noqa: E402
from client import spelled, Voter  # noqa: E402

# One key for all tests; making one takes a second.
RSA = rsa.generate_private_key(65537, 2048)
QUESTIONS = [
    {
        "id": "q1",
        "title": "President",
        "kind": "choice",
        "min": 1,
        "max": 2,
        "options": [{"id": id, "title": id} for id in "abc"],
    },
    {
        "id": "q2",
        "title": "Board",
        "kind": "ranking",
        "method": "irv",
        "min": 1,
        "max": 3,
        "options": [{"id": id, "title": id} for id in "abc"],
    },
    {
        "id": "q3",
        "title": "Budget",
        "kind": "score",
        "low": -2,
        "high": 5,
        "options": [{"id": id, "title": id} for id in "ab"],
    },
]
ANSWERS = [
    {"q1": {"choose": ["a", "b"]}, "q2": {"rank": ["a", "c"]}, "q3": {"score": {"a": 5, "b": -1}}},
    {"q1": {"choose": ["b"]}, "q2": {"rank": ["b"]}, "q3": {"score": {"a": 0, "b": 3}}},
    {"q1": "abstain", "q2": {"rank": ["c", "a", "b"]}, "q3": {"score": {"a": 1, "b": 1}}},
    {"q1": {"choose": ["c"]}, "q2": "abstain", "q3": "abstain"},
]


class Service:
    """A name with an Ed25519 key."""

    def __init__(self, name):
        self.name, self.key = name, Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.verifier = VerifierKey(name, 1, self.public)

    def line(self, text):
        """A signature line over the text."""
        return f"\u2014 {self.name} {standard(self.verifier.key_id + self.key.sign(text.encode()))}\n"

    def note(self, text):
        """The text with this service's signature."""
        return f"{text}\n{self.line(text)}".encode()

    def statement(self, kind, value):
        """A signed statement of two lines."""
        return self.note(f"{kind}\n{spelled(value)}\n")


class Forge:
    """An election in the making. `files()` signs what is there."""

    def __init__(self, answers=ANSWERS, **fields):
        self.registrar, self.ballot_box = Service("registrar.example.org"), Service("ballots.example.net")
        der = tokens.KEY_BEGIN + RSA.public_key().public_numbers().n.to_bytes(256, "big") + tokens.KEY_END
        self.token_key = der
        self.manifest = {
            "title": "A forged poll",
            "registrar": _party(self.registrar),
            "ballot_box": _party(self.ballot_box),
            "token": {"type": 2, "key": unpadded(der)},
            "eligible": 9,
            "issuance_opens": "2026-01-01T00:00:00Z",
            "issuance_closes": "2026-01-02T00:00:00Z",
            "voting_opens": "2026-01-01T00:00:00Z",
            "voting_closes": "2026-01-03T00:00:00Z",
            "results": "after_close",
            "mix": 8,
            "content_size": 256,
            "questions": QUESTIONS,
            **fields,
        }
        self.answers = list(answers)
        self.notices = []  # fields of notices without poll and seq
        self.assets = [{"version": "1", "files": {"/polls/{id}/booth": "00" * 32}}]
        self.issuance = {"eligible": 9, "issued": len(self.answers), "at": "2026-01-02T00:00:01Z"}
        self.ballots = None  # finished ballots, made of the answers unless they are given
        self.result = {}  # members of the result that are not the true ones
        self.tally = {}
        self.more_entries = []  # entries appended before the checkpoint

    @property
    def text(self):
        """The manifest text."""
        return f"psephos-manifest/v1\n{spelled(self.manifest)}\n"

    @property
    def poll(self):
        """The poll id."""
        return hashlib.sha256(self.text.encode()).digest()

    def voter(self):
        """A voter with a token that the registrar signed in the open."""
        digest = tokens.challenge_digest(self.registrar.name, self.poll, self.ballot_box.name)
        voter = Voter(self.token_key, digest)
        voter.token = voter.token_input + RSA.sign(voter.token_input, tokens.PSS, hashes.SHA384())
        return voter

    def cast(self):
        """Ballots of all answers, sorted as the log has them."""
        made = [self.voter().ballot(answer, self.manifest["content_size"]) for answer in self.answers]
        return sorted(made, key=lambda ballot: hashlib.sha256(ballot).digest())

    def files(self):
        """The bundle's files by name."""
        poll = self.poll.hex()
        files = {
            "manifest.note": f"{self.text}\n{self.registrar.line(self.text)}"
            f"{self.ballot_box.line(self.text)}".encode()
        }
        for number, value in enumerate(self.assets, 1):
            files[f"assets/{number}.note"] = self.ballot_box.statement("psephos-assets/v1", value)
        for number, value in enumerate(self.notices, 1):
            value = {"poll": poll, "seq": number, "reason": "", **value}
            files[f"notices/{number}.note"] = self.registrar.statement("psephos-notice/v1", value)
        if self.issuance is not None:
            value = {"poll": poll, **self.issuance}
            files["issuance.note"] = self.registrar.statement("psephos-issuance/v1", value)
        if self.ballots is None:
            self.ballots = self.cast()
        files["ballots.bin"] = framed(self.ballots)
        entries = [b"\x01" + self.poll]
        for kind, folder in ((5, "assets"), (3, "notices"), (4, "issuance")):
            entries += [bytes([kind]) + text_hash(files[name]) for name in sorted(files) if name.startswith(folder)]
        entries += [b"\x02" + hashlib.sha256(ballot).digest() for ballot in self.ballots] + self.more_entries
        files["entries.bin"] = b"".join(entries)
        root = standard(root_of(entries))
        files["checkpoint"] = self.ballot_box.note(self.checkpoint_text(len(entries), root))
        files["results/1.note"] = self.ballot_box.statement(
            "psephos-result/v1",
            {
                "poll": poll,
                "ballots": len(self.ballots),
                "issued": self.issuance and self.issuance["issued"],
                "tree_size": len(entries),
                "root": root,
                "tally": {**self.count(), **self.tally},
                **self.result,
            },
        )
        return files

    def checkpoint_text(self, size, root):
        """The text of a checkpoint of the poll's log."""
        return f"{self.ballot_box.name}/polls/{self.poll.hex()}/log\n{size}\n{root}\n"

    def count(self):
        """The true tally of the answers."""
        read = Manifest.parse(parse(self.registrar.note(self.text)))
        counters = [Counter(question) for question in read.questions]
        for answers in self.answers:
            for counter in counters:
                answer = answers[counter.question.id]
                counter.add(None if answer == "abstain" else next(iter(answer.values())))
        return {counter.question.id: counter.tally() for counter in counters}


def framed(ballots):
    """`ballots.bin`."""
    return b"".join(len(ballot).to_bytes(2, "big") + ballot for ballot in ballots)


def unframed(data):
    """The ballots of `ballots.bin`."""
    found = []
    while data:
        size = int.from_bytes(data[:2], "big")
        found.append(data[2 : 2 + size])
        data = data[2 + size :]
    return found


def root_of(entries):
    """The root of a tree, by RFC 6962's own recursion, not by the auditor's tree."""
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    half = 1
    while 2 * half < len(entries):
        half *= 2
    return hashlib.sha256(b"\x01" + root_of(entries[:half]) + root_of(entries[half:])).digest()


def text_hash(note):
    """SHA-256 of a note's text."""
    return hashlib.sha256(parse(note).text.encode()).digest()


def tar(files):
    """A bundle of these files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def untar(data):
    """The files of a bundle."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def standard(data):
    """Standard base64."""
    return base64.b64encode(data).decode()


def unpadded(data):
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def later(seconds, text="2026-01-03T00:00:00Z"):
    """A time that many seconds after another."""
    return encodings.spelled(encodings.instant(text) + seconds)


def _party(service):
    return {"name": service.name, "url": f"https://{service.name}", "key": str(service.verifier)}
