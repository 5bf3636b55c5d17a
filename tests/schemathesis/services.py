"""Both services in a folder of their own, on free ports of loopback, and accounts of the registrar."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import random
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.request

PASSWORD = "correct horse battery staple"


class Services:
    """Runs from `__enter__` to `__exit__`; `programs` are the paths of the registrar and of the ballot box."""

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
        for name in ["ballot-box", "registrar"]:
            log = open(self.folder / f"{name}.log", "w")
            serve = [self.programs[name], "serve", "--config", f"{name}.toml"]
            environment = os.environ | {"PSEPHOS_LOG": "debug"}
            self.running.append(subprocess.Popen(serve, cwd=self.folder, stderr=log, env=environment))
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

    def told_in_logs(self, words):
        """Those of these words that stand in a log, which is to name nobody and to hold no secret, at whatever level."""
        logs = [(self.folder / f"{name}.log").read_text(errors="replace") for name in self.names]
        return [word for word in words if any(word in log for log in logs)]

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
        """The registrar's answer as JSON; none where it has no body."""
        headers = {"Content-Type": media_type} | ({"Authorization": f"Bearer {token}"} if token else {})
        body = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.registrar_url}/api/v1{path}", body, headers, method=method)
        answer = urllib.request.urlopen(request).read()
        return json.loads(answer) if answer else None

    def enrol(self, email):
        """An admin with a second factor; its secret."""
        printed = self.command("registrar", "create-admin", "--config", "registrar.toml", "--email", email, text=PASSWORD + "\n")
        return re.search(r"secret=([A-Z2-7]+)", printed)[1]

    def sign_in(self, email, secret):
        """A bearer token."""
        credentials = {"email": email, "password": PASSWORD, "totp": totp(secret)}
        return self.call("POST", "/sessions", credentials)["token"]

    def base(self, url):
        """Where the paths of the document of the service at `url` begin."""
        document = json.load(urllib.request.urlopen(f"{url}/api/v1/openapi.json"))
        return url + document.get("servers", [{"url": "/"}])[0]["url"].rstrip("/")


def free_port():
    """Below the range that the kernel hands to outgoing connections, so that it stays free until a service listens."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def totp(secret):
    """RFC 6238: SHA-1, steps of 30 seconds, 6 digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
