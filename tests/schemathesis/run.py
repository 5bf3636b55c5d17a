"""Runs schemathesis against the API documents of both services, which are started for it: no answer of status 500 and
above, none that its document does not describe; with and without a bearer token.

    run.py REGISTRAR BALLOT_BOX SCHEMATHESIS [EXAMPLES]

Needs nothing but Python's own library; the three arguments are programs.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
ADMIN, PASSWORD = "admin@example.org", "correct horse battery staple"
# Their bodies are of media types that schemathesis cannot make; other tests do.
UNMADE = ["/polls/{poll}/token", "/api/v1/polls/{id}/ballots"]
# A call of these ends the session, or the account, with which the rest is asked.
ENDING = ["/sessions/current", "/sessions", "/me"]


def main():
    registrar, ballot_box, schemathesis = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:4])
    examples = sys.argv[4] if len(sys.argv) > 4 else "15"
    with tempfile.TemporaryDirectory() as folder, Services(pathlib.Path(folder), registrar, ballot_box) as services:
        token = services.sign_in()
        poll, draft = services.polls(token)
        failed = []
        for name, url, headers, skipped in [
            ("registrar, signed in", services.registrar_url, {"Authorization": f"Bearer {token}"}, ENDING),
            ("registrar, a stranger", services.registrar_url, {}, []),
            ("ballot box", services.ballot_box_url, {}, []),
        ]:
            print(f"--- {name} ---", flush=True)
            command = [schemathesis, "--config-file", str(services.settings(poll, draft)), "run"]
            base = services.base(url)
            command += [f"{url}/api/v1/openapi.json", "--url", base, "--checks", CHECKS, "--no-color"]
            command += ["--max-examples", examples, "--phases", "examples,coverage,fuzzing", "--continue-on-failure"]
            command += ["--generation-database", "none", "--warnings", "off", "--seed", "1", "--suppress-health-check", "filter_too_much"]
            for name, value in headers.items():
                command += ["--header", f"{name}: {value}"]
            for path in skipped + UNMADE:
                command += ["--exclude-path", path]
            if subprocess.run(command, cwd=folder).returncode != 0:
                failed.append(name)
    if failed:
        sys.exit(f"schemathesis found something: {', '.join(failed)}")


class Services:
    """Both services in a folder of their own, on free ports of loopback."""

    def __init__(self, folder, registrar, ballot_box):
        self.folder, self.programs, self.running = folder, {"registrar": registrar, "ballot-box": ballot_box}, []
        ports = [free_port(), free_port()]
        self.names = {"registrar": f"localhost:{ports[0]}", "ballot-box": f"127.0.0.1:{ports[1]}"}
        self.ports = dict(zip(self.names, ports))
        self.registrar_url = f"http://{self.names['registrar']}"
        self.ballot_box_url = f"http://{self.names['ballot-box']}"

    def __enter__(self):
        keys = {name: self.command(name, "keygen", "--name", self.names[name], "--out", f"{name}.key").strip() for name in self.names}
        common = lambda name: (
            f'name = "{self.names[name]}"\nlisten = "127.0.0.1:{self.ports[name]}"\ndatabase_url = "{name}.sqlite"\n'
            f'service_key_file = "{name}.key"\nstate_dir = "{name}-state"\n'
        )
        self.configure(
            "registrar",
            common("registrar") + 'key_encryption_key_file = "registrar.key.kek"\n'
            f'[ballot_box]\nname = "{self.names["ballot-box"]}"\nkey = "{keys["ballot-box"]}"\n'
            '[mail]\nfrom = "Polls <polls@example.org>"\noutbox = "outbox"\n',
        )
        self.configure(
            "ballot-box",
            common("ballot-box") + f'[[registrars]]\nname = "{self.names["registrar"]}"\nkey = "{keys["registrar"]}"\n',
        )
        self.printed = self.command(
            "registrar", "create-admin", "--config", "registrar.toml", "--email", ADMIN, text=PASSWORD + "\n"
        )
        for name in ["ballot-box", "registrar"]:
            log = open(self.folder / f"{name}.log", "w")
            serve = [self.programs[name], "serve", "--config", f"{name}.toml"]
            self.running.append(subprocess.Popen(serve, cwd=self.folder, stderr=log))
            self.wait(f"http://{self.names[name]}/readyz")
        return self

    def __exit__(self, *_):
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait()
        for name in self.names:
            errors = [line for line in (self.folder / f"{name}.log").read_text().splitlines() if "ERROR" in line]
            print(f"{name}: {len(errors)} errors in its log", *errors[:20], sep="\n")

    def command(self, name, *arguments, text=None):
        done = subprocess.run(
            [self.programs[name], *arguments], cwd=self.folder, input=text, text=True, stdout=subprocess.PIPE, check=True
        )
        return done.stdout

    def configure(self, name, text):
        (self.folder / f"{name}.toml").write_text(text)

    def wait(self, url):
        for _ in range(300):
            try:
                return urllib.request.urlopen(url).read()
            except OSError:
                if any(process.poll() is not None for process in self.running):
                    break
                time.sleep(0.1)
        logs = "".join(path.read_text() for path in self.folder.glob("*.log"))
        sys.exit(f"{url} does not answer:\n{logs}")

    def call(self, method, path, body=None, token=None, media_type="application/json"):
        headers = {"Content-Type": media_type} | ({"Authorization": f"Bearer {token}"} if token else {})
        body = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.registrar_url}/api/v1{path}", body, headers, method=method)
        return json.load(urllib.request.urlopen(request))

    def sign_in(self):
        """A bearer token; with the code of the second factor where `create-admin` has printed its secret."""
        credentials = {"email": ADMIN, "password": PASSWORD}
        if secret := re.search(r"secret=([A-Z2-7]+)", self.printed):
            credentials["totp"] = totp(secret[1])
        return self.call("POST", "/sessions", credentials)["token"]

    def polls(self, token):
        """The id of a poll that is being voted in, and of a draft with a roll."""
        at = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))
        draft = {
            "title": "Board", "test": True, "mix": 0, "electorate": {"kind": "roll"},
            "issuance_opens": at(-60), "issuance_closes": at(7200), "voting_opens": at(-60), "voting_closes": at(7200),
            "questions": [{
                "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1,
                "options": [{"id": "a", "title": "Ada"}, {"id": "b", "title": "Ben"}],
            }],
        }
        drafts = [self.call("POST", "/polls", draft, token)["draft"] for _ in range(2)]
        for made in drafts:
            self.call("PUT", f"/polls/{made}/roll", f"email\n{ADMIN}\n", token, "text/csv")
        return self.call("POST", f"/polls/{drafts[0]}/publish", token=token)["poll"], drafts[1]

    def base(self, url):
        """Where the paths of the document of the service at `url` begin."""
        document = json.load(urllib.request.urlopen(f"{url}/api/v1/openapi.json"))
        return url + document.get("servers", [{"url": "/"}])[0]["url"].rstrip("/")

    def settings(self, poll, draft):
        """Ids that exist, beside those that schemathesis makes up."""
        file = self.folder / "schemathesis.toml"
        file.write_text(f'[parameters]\n"path.poll" = "{poll}"\n"path.draft" = "{draft}"\n"path.id" = "{poll}"\n')
        return file


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def totp(secret):
    """RFC 6238: SHA-1, steps of 30 seconds, 6 digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


if __name__ == "__main__":
    main()
