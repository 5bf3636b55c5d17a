"""The poll: its manifest, and what is checked with it (sections 4 to 8)."""

import base64
import json
import urllib.error
import urllib.request

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from log import leaf, root_from_proof
from notes import ed25519_verify, ensure, from_b64url, open_note, sha256, statement, u16


def call(url, data=None, headers={}):
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        raise SystemExit(f"{url}: {refusal.code} {refusal.read().decode(errors='replace')}")


def get(url):
    return call(url)[2]


# DER up to the BIT STRING's content: id-RSASSA-PSS with SHA-384, MGF1-SHA-384, salt 48.
SPKI_PREFIX = bytes.fromhex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108"
    "300b0609608648016503040202a2030201300382010f00"
)


class Poll:
    def __init__(self, ballot_box, poll):
        self.id = bytes.fromhex(poll)
        self.api = f"{ballot_box}/api/v1/polls/{poll}"
        note = get(f"{self.api}/manifest").decode()
        text = note.rpartition("\n\n")[0] + "\n"
        ensure(sha256(text.encode()) == self.id, "the manifest is of another poll")
        kind, line, rest = text.split("\n")
        ensure(kind == "psephos-manifest/v1" and rest == "", "not a manifest")
        self.manifest = json.loads(line)
        self.registrar, self.ballot_box = self.manifest["registrar"], self.manifest["ballot_box"]
        for service in (self.registrar, self.ballot_box):
            open_note(note, service["key"])
        spki = from_b64url(self.manifest["token"]["key"])
        rsa_der = spki[len(SPKI_PREFIX):]
        ensure(len(spki) == 342 and spki.startswith(SPKI_PREFIX), "the token key has another form")
        ensure(rsa_der[:9].hex() == "3082010a0282010100" and rsa_der[-5:].hex() == "0203010001", "not RSA-2048, e = 65537")
        self.n = int.from_bytes(rsa_der[9:-5], "big")
        ensure(self.n.bit_length() == 2048 and self.n % 2 == 1, "a bad modulus")
        self.key_id = sha256(spki)
        issuer, origin = self.registrar["name"].encode(), self.ballot_box["name"].encode()
        challenge = u16(2) + u16(len(issuer)) + issuer + b"\x20" + self.id + u16(len(origin)) + origin
        self.challenge_digest = sha256(challenge)
        self.content_size = self.manifest["content_size"]

    def verify_token(self, token):
        ensure(token[:2] == u16(2) and token[34:66] == self.challenge_digest, "a pass for something else")
        ensure(token[66:98] == self.key_id, "a pass under another key")
        ensure(int.from_bytes(token[98:], "big") < self.n, "a signature that is not reduced")
        key = rsa.RSAPublicNumbers(65537, self.n).public_key()
        pss = padding.PSS(padding.MGF1(hashes.SHA384()), 48)
        key.verify(token[98:], token[:98], pss, hashes.SHA384())

    def canonical(self, answers):
        """The one spelling of a content, padded (section 7)."""
        parts = []
        for question in self.manifest["questions"]:
            answer = answers[question["id"]]
            options = [option["id"] for option in question["options"]]
            if answer == "abstain":
                ensure(question.get("abstain", True), "abstaining is not allowed")
            elif question["kind"] == "choice":
                chosen = [option for option in options if option in answer["choose"]]
                ensure(chosen == answer["choose"] and list(answer) == ["choose"], "options unknown or out of order")
                ensure(question["min"] <= len(chosen) <= question["max"], "a wrong number of options")
            elif question["kind"] == "ranking":
                ranked = answer["rank"]
                ensure(len(set(ranked)) == len(ranked) and set(ranked) <= set(options), "options unknown or repeated")
                ensure(question["min"] <= len(ranked) <= question["max"], "a wrong number of options")
            else:
                ensure(list(answer["score"]) == options, "a score for each option, in order")
                ensure(all(question["low"] <= score <= question["high"] for score in answer["score"].values()), "a score out of range")
            parts.append(f'"{question["id"]}":' + json.dumps(answer, separators=(",", ":")))
        ensure(len(answers) == len(parts), "an answer to no question")
        return ('{"answers":{' + ",".join(parts) + "}}").encode().ljust(self.content_size)

    def verify_ballot(self, ballot):
        """Checks a ballot and returns its answers."""
        ensure(len(ballot) == 1 + 354 + 2 + self.content_size + 64 and ballot[0] == 1, "a malformed ballot")
        token, content, signature = ballot[1:355], ballot[357:-64], ballot[-64:]
        ensure(ballot[355:357] == u16(self.content_size), "a wrong content length")
        self.verify_token(token)
        ed25519_verify(token[2:34], signature, b"psephos-ballot/v1\n" + token + content)
        answers = json.loads(content)["answers"]
        ensure(self.canonical(answers) == content, "a content that is not canonical")
        return answers

    def verify_promise(self, note):
        promise = statement(note, self.ballot_box["key"], "psephos-promise/v1")
        ensure(promise["poll"] == self.id.hex(), "a promise in another poll")
        return bytes.fromhex(promise["ballot"])

    def verify_checkpoint(self, note):
        origin, size, root, rest = open_note(note, self.ballot_box["key"]).split("\n")
        ensure(origin == f'{self.ballot_box["name"]}/polls/{self.id.hex()}/log' and rest == "", "another log")
        return int(size), base64.b64decode(root, validate=True)


def verify_proof(poll, ballot_hash, proof):
    head, _, checkpoint = proof.partition("\n\n")
    title, index, *siblings = head.split("\n")
    ensure(title == "c2sp.org/tlog-proof@v1" and index.startswith("index "), "not a tlog-proof")
    size, root = poll.verify_checkpoint(checkpoint)
    siblings = [base64.b64decode(sibling, validate=True) for sibling in siblings]
    computed = root_from_proof(leaf(b"\x02" + ballot_hash), int(index[6:]), size, siblings)
    ensure(computed == root, "the proof does not lead to the checkpoint")
