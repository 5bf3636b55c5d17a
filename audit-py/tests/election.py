"""Elections by the real programs: `psephos demo`, polls by the registrar's API, ballots by `client.Voter`.

Nothing is stored in the repository. The program is `PSEPHOS`, by default ../target/debug/psephos of the checkout.
"""

import base64
import email
import email.policy
import hashlib
import hmac
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from auditor import encodings, manifest, notes, tokens
from client import Voter

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PSEPHOS = os.environ.get("PSEPHOS", str(REPOSITORY / "target/debug/psephos"))
PATIENCE = 90  # seconds after which something that must happen has not


def options(*ids):
    """Options of a question."""
    return [{"id": id, "title": id.title(), "description": ""} for id in ids]


class Demo:
    """Both services on free ports of loopback, with an organiser who is signed in."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="psephos-audit-py-")
        self.process = None
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self):
        ports = _free_ports(2)
        data = pathlib.Path(self.folder, "demo")
        with open(pathlib.Path(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen(
                [
                    PSEPHOS,
                    "demo",
                    "--data",
                    str(data),
                    "--registrar-port",
                    str(ports[0]),
                    "--ballot-box-port",
                    str(ports[1]),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        until(lambda: self.process.poll() is not None or (data / "demo.json").exists(), "the demo starts")
        if self.process.poll() is not None:
            raise RuntimeError(pathlib.Path(self.folder, "log").read_text())
        self.about = json.loads((data / "demo.json").read_text())
        self.registrar, self.ballot_box = self.about["registrar"], self.about["ballot_box"]
        self.outbox = pathlib.Path(self.about["outbox"])
        self.keys = {
            "registrar": self.get(f"{self.registrar}/.well-known/psephos")["key"],
            "ballot_box": self.get(f"{self.ballot_box}/.well-known/psephos")["key"],
        }
        self.bearer = self._sign_in()

    def stop(self):
        """Stops the services and removes their folder."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- HTTP -----------------------------------------------------------------------------------------------------

    def get(self, url, bearer=None):
        """JSON of a GET."""
        return json.loads(_call("GET", url, bearer=bearer)[1])

    def api(self, method, path, body=None, media="application/json", bearer=None):
        """JSON of a call at the registrar, by the organiser if nobody else is named."""
        if media == "application/json" and body is not None:
            body = json.dumps(body).encode()
        answer = _call(method, f"{self.registrar}/api/v1{path}", body, media, bearer or self.bearer)[1]
        return json.loads(answer) if answer else None

    def _sign_in(self):
        admin = self.about["admin"]
        # A code is good once; `psephos demo` may have used this one, so the next step's is tried as well.
        for ahead in (0, 1, 2):
            body = {
                "email": admin["email"],
                "password": admin["password"],
                "totp": totp(admin["totp_secret"], int(time.time()) // 30 + min(ahead, 1)),
            }
            status, answer = _call(
                "POST", f"{self.registrar}/api/v1/sessions", json.dumps(body).encode(), "application/json", refuse=False
            )
            if status == 200:
                return json.loads(answer)["token"]
            if ahead == 1:
                time.sleep(30 - time.time() % 30)
        raise RuntimeError(answer)

    # --- polls ----------------------------------------------------------------------------------------------------

    def publish(self, questions, voters, **fields):
        """Publishes a test poll for that many voters on its roll, if it has one; returns a `Poll`."""
        now = int(time.time())
        draft = {
            "title": "A poll of the second auditor",
            "languages": ["en"],
            "test": True,
            "issuance_opens": encodings.spelled(now - 60),
            "issuance_closes": encodings.spelled(now + 7200),
            "voting_opens": encodings.spelled(now - 60),
            "voting_closes": encodings.spelled(now + 7200),
            "results": "after_close",
            "mix": 0,
            "questions": questions,
            "electorate": {"kind": "roll"},
            **fields,
        }
        identifier = self.api("POST", "/polls", draft)["draft"]
        mark = hashlib.sha256(os.urandom(16)).hexdigest()[:10]
        addresses = [f"v{number}-{mark}@example.org" for number in range(voters)]
        roll = "\n".join(["email", *addresses, ""]).encode()
        if draft["electorate"]["kind"] == "roll":
            self.api("PUT", f"/polls/{identifier}/roll", roll, "text/csv; charset=utf-8")
        return Poll(self, self.api("POST", f"/polls/{identifier}/publish")["poll"], addresses)

    def invitation(self, address):
        """The token of the link in the invitation, which signs in."""
        return until(lambda: self._links().get(address), f"the invitation of {address}")

    def _links(self):
        found = {}
        for path in self.outbox.glob("*.eml"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            link = re.search(r"/sign-in/link\?token=([\w-]+)", message.get_body(("plain",)).get_content())
            if link:
                found[str(message["to"]).strip("<>")] = link[1]
        return found


class Poll:
    """A published poll."""

    def __init__(self, demo, identifier, addresses):
        self.demo, self.id, self.addresses = demo, identifier, addresses
        self.url = f"{demo.ballot_box}/polls/{identifier}"
        self.api_url = f"{demo.ballot_box}/api/v1/polls/{identifier}"
        self.note = notes.parse(self.fetch("manifest"))
        self.manifest = manifest.Manifest.parse(self.note)
        self.digest = tokens.challenge_digest(
            self.manifest.registrar.name, bytes.fromhex(identifier), self.manifest.ballot_box.name
        )

    def fetch(self, path):
        """The bytes below the poll's API."""
        return _call("GET", f"{self.api_url}/{path}")[1]

    def pass_for(self, address):
        """A `Voter` with a pass, collected by the address's invitation."""
        body = json.dumps({"token": self.demo.invitation(address)}).encode()
        answer = _call("POST", f"{self.demo.registrar}/api/v1/sessions/link", body, "application/json")[1]
        voter = Voter(self.manifest.token_key, self.digest)
        voter.unblind(
            _call(
                "POST",
                f"{self.demo.registrar}/api/v1/polls/{self.id}/token",
                voter.request,
                "application/private-token-request",
                json.loads(answer)["token"],
            )[1]
        )
        return voter

    def cast(self, voter, answers):
        """Casts a ballot; returns its bytes and the promise."""
        ballot = voter.ballot(answers, self.manifest.content_size)
        return ballot, _call("POST", f"{self.api_url}/ballots", ballot, "application/vnd.psephos.ballot")[1]

    def vote(self, answers):
        """Everybody on the roll, in turn, gives one of these answers."""
        return [self.cast(self.pass_for(address), answer) for address, answer in zip(self.addresses, answers)]

    def notice(self, kind, closes=None, reason="For the test"):
        """A notice by the organiser, awaited at the ballot box."""
        before = self.demo.get(self.api_url)["notices"]
        body = {"kind": kind, "reason": reason}
        if closes is not None:
            body["voting_closes"] = encodings.spelled(closes)
        self.demo.api("POST", f"/polls/{self.id}/notices", body)
        until(lambda: self.demo.get(self.api_url)["notices"] > before, "the notice arrives")

    def close(self):
        """Closes voting in a moment and awaits a result that names the passes issued."""
        self.notice("close", int(time.time()) + 4)
        until(self._is_counted, "the result")
        return self

    def _is_counted(self):
        status, note = _call("GET", f"{self.api_url}/result", refuse=False)
        return status == 200 and notes.statement(notes.parse(note), "psephos-result/v1")["issued"] is not None


def totp(secret, step):
    """RFC 6238: SHA-1, six digits, 30 seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, step.to_bytes(8, "big"), "sha1").digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def until(condition, what):
    """Awaits a condition and returns what it gave."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise TimeoutError(f"in vain for {PATIENCE} s: {what}")


def _call(method, url, body=None, media=None, bearer=None, refuse=True):
    headers = {"Content-Type": media} if media else {}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            text = error.read()
        if refuse:
            raise RuntimeError(f"{method} {url}: {error.code} {text[:2000].decode(errors='replace')}") from None
        return error.code, text


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
