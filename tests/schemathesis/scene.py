"""What stands in the registrar while its API is tried: accounts, polls, a roll, candidates, uploads, jobs and mailings whose ids
exist. What a call ends or changes for good is its own, so that the other calls still find theirs."""

import email
import email.policy
import re
import sys
import time

from services import PASSWORD

ADMIN, OFFICER, VICTIM, LOST = (f"{name}@example.org" for name in ["admin", "officer", "victim", "lost"])
VOTER = "voter@example.org"
# A voter for each call that ends the session with which it is made.
ENDING = {
    "DELETE /sessions": "everywhere@example.org",
    "DELETE /sessions/current": "here@example.org",
    "POST /me/delete": "leaver@example.org",
    "POST /me/password": "changer@example.org",
}


class Scene:
    def __init__(self, services):
        self.services, self.accounts = services, {}
        secrets = {address: services.enrol(address) for address in [ADMIN, OFFICER, VICTIM, LOST]}
        self.admin = services.sign_in(ADMIN, secrets[ADMIN])
        for user in self.call("GET", "/users")["users"]:
            self.accounts[user["email"]] = user["account"]
        for address in [VICTIM, LOST]:
            self.call("PATCH", f"/users/{self.accounts[address]}", {"role": "voter"})
        self.draft = self.make_draft()
        self.poll_draft, self.poll = self.publish()
        self.voter = self.arrive(VOTER)
        self.ending = {name: self.arrive(address) for name, address in ENDING.items()}
        self.candidacy = self.stand(self.draft, "a", VOTER)

    def unspeakable(self):
        """What no log may hold: addresses, the password, and tokens."""
        return ["@example.org", PASSWORD, self.admin, self.voter, *self.ending.values()]

    def call(self, method, path, body=None, media_type="application/json"):
        return self.services.call(method, path, body, self.admin, media_type)

    def make_draft(self):
        """With a roll of those who are voters here."""
        at = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))
        draft = self.call("POST", "/polls", {
            "title": "Board", "test": True, "mix": 0, "electorate": {"kind": "roll"}, "late_additions": True, "pass_list": True,
            "issuance_opens": at(-60), "issuance_closes": at(7200), "voting_opens": at(-60), "voting_closes": at(7200),
            "questions": [{
                "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1,
                "options": [{"id": "a", "title": "Ada"}, {"id": "b", "title": "Ben"}],
            }],
        })["draft"]
        self.call("PUT", f"/polls/{draft}/roll", "\n".join(["email", VOTER, *ENDING.values()]), "text/csv")
        return draft

    def publish(self):
        """A poll that is being voted in: its draft and its id."""
        draft = self.make_draft()
        return draft, self.call("POST", f"/polls/{draft}/publish")["poll"]

    def arrive(self, address):
        """A bearer token of who follows the link of an invitation. The account has no password: none is asked for."""
        for _ in range(300):
            for file in (self.services.folder / "outbox").glob("invitation-*"):
                mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                text = mail.get_body(("plain",)).get_content() if mail["To"] == address else ""
                if link := re.search(r"/sign-in/link\?token=([\w-]+)", text):
                    return self.services.call("POST", "/sessions/link", {"token": link[1]})["token"]
            time.sleep(0.1)
        sys.exit(f"no invitation has come to {address}")

    def voter_of(self, draft):
        return self.call("GET", f"/polls/{draft}/roll")["voters"][0]["voter"]

    def upload(self, draft):
        return self.call("POST", f"/polls/{draft}/roll/uploads", "email\nnew@example.org\n", "text/csv")["upload"]

    def stand(self, draft, option, email):
        return self.call("POST", f"/polls/{draft}/candidates", {"question": "q1", "option": option, "email": email})["candidacy"]

    def shared(self):
        """The ids with which calls are made that leave them what they are."""
        imported = self.make_draft()
        job = self.call("POST", f"/polls/{imported}/roll/uploads/{self.upload(imported)}/import")["job"]
        return {
            "draft": self.draft, "poll": self.poll, "id": self.poll, "job": job, "voter": self.voter_of(self.draft),
            "upload": self.upload(self.draft), "candidacy": self.candidacy, "account": self.accounts[VICTIM],
        }

    def of_one_call(self):
        """The calls that have ids of their own: what they do cannot be done twice, or would be missed."""
        draft = lambda: {"draft": self.make_draft()}

        def with_(name, make):
            own = self.make_draft()
            return {"draft": own, name: make(own)}

        given = self.make_draft()
        self.call("POST", f"/polls/{given}/officers", {"email": OFFICER})
        mailing = self.call("POST", f"/polls/{self.poll_draft}/mailings", {"kind": "reminder"})["mailing"]
        reset, _ = self.publish()
        return {
            "DELETE /polls/{draft}": draft(),
            "DELETE /polls/{draft}/roll": draft(),
            "PUT /polls/{draft}/roll": draft(),
            "POST /polls/{draft}/publish": draft(),
            "PUT /polls/{draft}/archived": draft(),
            "POST /polls/{draft}/reset": {"draft": reset},
            "DELETE /polls/{draft}/roll/uploads/{upload}": with_("upload", self.upload),
            "POST /polls/{draft}/roll/uploads/{upload}/import": with_("upload", self.upload),
            "DELETE /polls/{draft}/roll/voters/{voter}": with_("voter", self.voter_of),
            "DELETE /polls/{draft}/candidates/{candidacy}": with_("candidacy", lambda own: self.stand(own, "a", VOTER)),
            "POST /polls/{draft}/candidates/{candidacy}/approve": with_("candidacy", lambda own: self.stand(own, "a", VOTER)),
            "DELETE /polls/{draft}/officers/{account}": {"draft": given, "account": self.accounts[OFFICER]},
            "PUT /polls/{draft}/owner": draft(),
            "POST /polls/{draft}/mailings": {"draft": self.poll_draft},
            "GET /polls/{draft}/mailings": {"draft": self.poll_draft},
            "POST /polls/{draft}/mailings/{mailing}/retry": {"draft": self.poll_draft, "mailing": mailing},
            "POST /polls/{draft}/roll/voters/{voter}/invite": {"draft": self.poll_draft, "voter": self.voter_of(self.poll_draft)},
            "POST /polls/{poll}/notices": {"poll": self.publish()[1]},
            "POST /users/{account}/delete": {"account": self.accounts[LOST]},
        }
