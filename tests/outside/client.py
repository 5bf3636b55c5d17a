"""An outside client, written from the protocol's page alone; it shares no code with the project.

    client.py register BALLOT_BOX_URL POLL EMAIL                            (the password on standard input)
    client.py confirm BALLOT_BOX_URL POLL                                   (the mailed token on standard input)
    client.py vote BALLOT_BOX_URL POLL EMAIL ANSWERS_JSON RECEIPT_FILE      (the password on standard input)
    client.py check BALLOT_BOX_URL POLL RECEIPT_FILE
    client.py recount BALLOT_BOX_URL POLL

Standard library and the `cryptography` package only. Every MUST of sections 3 to 8 that a client can check is checked.
"""

import base64
import json
import sys
import urllib.error
import urllib.request

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from blind_rsa import blind
from log import leaf, tree_root
from notes import ensure, from_b64url, sha256, statement, u16
from poll import Poll, call, get, verify_proof

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
