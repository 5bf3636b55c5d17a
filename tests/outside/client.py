"""An outside client, written from the protocol's page alone; it shares no code with the project.

    client.py register BALLOT_BOX_URL POLL EMAIL                            (the password on standard input)
    client.py confirm BALLOT_BOX_URL POLL                                   (the mailed token on standard input)
    client.py vote BALLOT_BOX_URL POLL EMAIL ANSWERS_JSON RECEIPT_FILE      (the password on standard input)
    client.py check BALLOT_BOX_URL POLL RECEIPT_FILE
    client.py recount BALLOT_BOX_URL POLL

Standard library and the `cryptography` package only. Every MUST of sections 3 to 8 that a client can check is checked.
"""

import base64
import hashlib
import json
import math
import secrets
import sys
import urllib.error
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def u16(number):
    return number.to_bytes(2, "big")


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    ensure(b64url(data) == text, "base64url is not canonical")
    return data


def ensure(condition, complaint):
    if not condition:
        raise SystemExit(f"refused: {complaint}")


# --- HTTP -----------------------------------------------------------------------------------------------------------


def call(url, data=None, headers={}):
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        raise SystemExit(f"{url}: {refusal.code} {refusal.read().decode(errors='replace')}")


def get(url):
    return call(url)[2]


# --- Ed25519, strict, and signed notes (section 3) ------------------------------------------------------------------

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def point(encoded):
    """Decodes a canonical encoding; RFC 8032 section 5.1.3."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    ensure(y < P, "an Ed25519 point is not canonical")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    ensure((x * x - square) % P == 0 and not (x == 0 and sign), "not an Ed25519 point")
    return (P - x if x & 1 != sign else x), y


def add(first, second):
    (x1, y1), (x2, y2) = first, second
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P)
    return x % P, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def ed25519_verify(key, signature, message):
    for encoded in (key, signature[:32]):
        eightfold = point(encoded)
        for _ in range(3):
            eightfold = add(eightfold, eightfold)
        ensure(eightfold != (0, 1), "an Ed25519 point of small order")
    Ed25519PublicKey.from_public_bytes(key).verify(signature, message)


def parse_vkey(vkey):
    name, key_id, encoded = vkey.split("+", 2)
    typed = base64.b64decode(encoded, validate=True)
    ensure(typed[0] == 1 and len(typed) == 33, "a verifier key that is not Ed25519")
    expected = sha256(name.encode(), b"\n", typed)[:4]
    ensure(expected.hex() == key_id, "a verifier key with a wrong id")
    return name, expected, typed[1:]


def open_note(note, vkey):
    """The text of a note, after checking that the key signed it."""
    name, key_id, key = parse_vkey(vkey)
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        dash, signer, encoded = line.split(" ")
        ensure(dash == "\u2014", "not a signature line")
        signature = base64.b64decode(encoded, validate=True)
        if signer == name and signature[:4] == key_id:
            ed25519_verify(key, signature[4:], text.encode())
            return text
    raise SystemExit(f"refused: no signature of {name}")


def statement(note, vkey, kind):
    first, line, rest = open_note(note, vkey).split("\n")
    ensure(first == kind and rest == "", f"not a {kind}")
    return json.loads(line)


# --- The poll (sections 4 and 5) ------------------------------------------------------------------------------------

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


# --- Blind RSA (RFC 9474) -------------------------------------------------------------------------------------------


def mgf1(seed, length):
    blocks = (hashlib.sha384(seed + counter.to_bytes(4, "big")).digest() for counter in range(-(-length // 48)))
    return b"".join(blocks)[:length]


def pss_encode(message):
    """EMSA-PSS (RFC 8017 section 9.1.1) with SHA-384, a salt of 48 bytes and 2047 bits."""
    salt = secrets.token_bytes(48)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(256 - 48 - 48 - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, mgf1(digest, len(block))))
    masked[0] &= 0x7F
    return bytes(masked) + digest + b"\xbc"


def blind(n, message):
    encoded = int.from_bytes(pss_encode(message), "big")
    ensure(math.gcd(encoded, n) == 1, "a message that shares a factor with the modulus")
    while True:
        factor = secrets.randbelow(n)
        if factor and math.gcd(factor, n) == 1:
            return (encoded * pow(factor, 65537, n) % n).to_bytes(256, "big"), pow(factor, -1, n)


# --- The log (section 8, RFC 6962) ----------------------------------------------------------------------------------


def leaf(entry):
    return sha256(b"\x00", entry)


def tree_root(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01", tree_root(leaves[:split]), tree_root(leaves[split:]))


def root_from_proof(hash_, index, size, proof):
    """RFC 9162 section 2.1.3.2."""
    ensure(index < size, "an index beyond the log")
    place, last = index, size - 1
    for sibling in proof:
        ensure(last > 0, "a proof that is too long")
        if place & 1 or place == last:
            hash_ = sha256(b"\x01", sibling, hash_)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            hash_ = sha256(b"\x01", hash_, sibling)
        place, last = place >> 1, last >> 1
    ensure(last == 0, "a proof that is too short")
    return hash_


def verify_proof(poll, ballot_hash, proof):
    head, _, checkpoint = proof.partition("\n\n")
    title, index, *siblings = head.split("\n")
    ensure(title == "c2sp.org/tlog-proof@v1" and index.startswith("index "), "not a tlog-proof")
    size, root = poll.verify_checkpoint(checkpoint)
    siblings = [base64.b64decode(sibling, validate=True) for sibling in siblings]
    computed = root_from_proof(leaf(b"\x02" + ballot_hash), int(index[6:]), size, siblings)
    ensure(computed == root, "the proof does not lead to the checkpoint")


# --- The commands ---------------------------------------------------------------------------------------------------


JSON = {"Content-Type": "application/json"}


def proof_of_work(registrar, purpose):
    try:
        challenge = json.load(urllib.request.urlopen(f"{registrar}/proof-of-work/{purpose}", timeout=60))
    except urllib.error.HTTPError as refusal:
        ensure(refusal.code == 404, f"asking for work was answered with {refusal.code}")
        return {}
    ensure(challenge["algorithm"] == "SHA-256", "an unknown kind of work is asked for")
    for number in range(challenge["maxnumber"] + 1):
        if sha256(challenge["salt"].encode(), str(number).encode()).hex() == challenge["challenge"]:
            return {"altcha": base64.b64encode(json.dumps(challenge | {"number": number}).encode()).decode()}
    raise SystemExit("refused: no number solves the challenge")


def register(url, poll_id, email):
    registrar = Poll(url, poll_id).registrar["url"] + "/api/v1"
    account = {"email": email, "password": sys.stdin.readline().rstrip("\n")} | proof_of_work(registrar, "register")
    status, _, _ = call(f"{registrar}/accounts", json.dumps(account).encode(), JSON)
    ensure(status == 202, f"registering was answered with {status}")
    print("registered; now open the mail")


def confirm(url, poll_id):
    registrar = Poll(url, poll_id).registrar["url"] + "/api/v1"
    token = json.dumps({"token": sys.stdin.readline().rstrip("\n")}).encode()
    status, _, _ = call(f"{registrar}/accounts/verify", token, JSON)
    ensure(200 <= status < 300, f"confirming was answered with {status}")
    print("confirmed")


def vote(url, poll_id, email, answers, receipt_file):
    poll = Poll(url, poll_id)
    content = poll.canonical(json.loads(answers))
    registrar = poll.registrar["url"] + "/api/v1"
    credentials = json.dumps({"email": email, "password": sys.stdin.readline().rstrip("\n")}).encode()
    _, _, session = call(f"{registrar}/sessions", credentials, JSON)

    key = Ed25519PrivateKey.generate()
    nonce = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    token_input = u16(2) + nonce + poll.challenge_digest + poll.key_id
    blinded, inverse = blind(poll.n, token_input)
    request = u16(2) + poll.key_id[-1:] + blinded
    status, headers, response = call(
        f"{registrar}/polls/{poll_id}/token",
        request,
        {
            "Authorization": "Bearer " + json.loads(session)["token"],
            "Content-Type": "application/private-token-request",
        },
    )
    ensure(headers["Content-Type"] == "application/private-token-response" and len(response) == 256, "not a pass")
    note = statement(from_b64url(headers["Psephos-Note"]).decode(), poll.registrar["key"], "psephos-pass/v1")
    expected = {"poll": poll_id, "request": sha256(request).hex(), "response": sha256(response).hex()}
    ensure(note == expected, "the pass's note is about something else")
    token = token_input + (int.from_bytes(response, "big") * inverse % poll.n).to_bytes(256, "big")
    poll.verify_token(token)

    signature = key.sign(b"psephos-ballot/v1\n" + token + content)
    ballot = b"\x01" + token + u16(len(content)) + content + signature
    poll.verify_ballot(ballot)
    _, _, promise = call(f"{poll.api}/ballots", ballot, {"Content-Type": "application/vnd.psephos.ballot"})
    promise = promise.decode()
    ensure(poll.verify_promise(promise) == sha256(ballot), "a promise for another ballot")
    with open(receipt_file, "w") as file:
        file.write(promise)
    print(f"cast {sha256(ballot).hex()}")


def check(url, poll_id, receipt_file):
    poll = Poll(url, poll_id)
    with open(receipt_file) as file:
        promise = file.read().partition("proof\n")[0]
    ballot_hash = poll.verify_promise(promise)
    state = json.loads(get(f"{poll.api}/receipts/{ballot_hash.hex()}"))
    ensure(state["ballot"] == ballot_hash.hex(), "the answer is about another ballot")
    if state["state"] != "promised":
        proof = get(f"{poll.api}/receipts/{ballot_hash.hex()}/proof").decode()
        verify_proof(poll, ballot_hash, proof)
        with open(receipt_file, "w") as file:
            file.write(promise + "proof\n" + proof)
    print(state["state"])


def recount(url, poll_id):
    poll = Poll(url, poll_id)
    rest, ballots = get(f"{poll.api}/ballots"), []
    while rest:
        length = int.from_bytes(rest[:2], "big")
        ballots.append(rest[2 : 2 + length])
        rest = rest[2 + length :]
    ensure(len({ballot[3:35] for ballot in ballots}) == len(ballots), "two ballots with one pass")
    entries = get(f"{poll.api}/entries")
    entries = [entries[at : at + 33] for at in range(0, len(entries), 33)]
    logged = [entry[1:] for entry in entries if entry[0] == 2]
    ensure(logged == [sha256(ballot) for ballot in ballots], "ballots and log differ")
    ensure(entries[0] == b"\x01" + poll.id and entries[1][0] == 5, "the log does not begin with the manifest")
    size, root = poll.verify_checkpoint(get(f"{poll.api}/checkpoint").decode())
    ensure((size, root) == (len(entries), tree_root([leaf(entry) for entry in entries])), "checkpoint and log differ")

    counts = {
        question["id"]: {option["id"]: 0 for option in question["options"]} | {"abstain": 0}
        for question in poll.manifest["questions"]
    }
    for ballot in ballots:
        for question, answer in poll.verify_ballot(ballot).items():
            for option in ["abstain"] if answer == "abstain" else answer["choose"]:
                counts[question][option] += 1
    result = statement(get(f"{poll.api}/result").decode(), poll.ballot_box["key"], "psephos-result/v1")
    ensure(result["poll"] == poll_id and result["ballots"] == len(ballots), "the result is of something else")
    ensure((result["tree_size"], result["root"]) == (size, base64.b64encode(root).decode()), "the result is of another log")
    stated = {id: tally["counts"] | {"abstain": tally["abstain"]} for id, tally in result["tally"].items()}
    ensure(stated == counts, f"the result says {stated}, the ballots say {counts}")
    print(f"{len(ballots)} ballots: {json.dumps(counts)} matches the signed result")


if __name__ == "__main__":
    commands = {"register": register, "confirm": confirm, "vote": vote, "check": check, "recount": recount}
    commands[sys.argv[1]](*sys.argv[2:])
