"""Ballot boxes that answer nonsense, break off, or hide a poll from their list. No program of the project is needed."""

import http.server
import threading
import unittest

from forge import Forge, Service, root_of, standard, tar
from run_audit import audit, convicted, names

POLL = "0" * 64


class Server:
    """Answers each path with the bytes it is given: a body, or a whole answer that begins with `HTTP/`."""

    def __init__(self, answers):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                answer = answers.get(self.path, answers.get("*"))
                if answer is None:
                    answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                elif not answer.startswith(b"HTTP/") and not answer.startswith(b"RAW"):
                    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer
                self.wfile.write(answer.removeprefix(b"RAW"))
                self.close_connection = True

            def log_message(self, *_):
                """Nothing: tests are quiet."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self):
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class Nonsense(unittest.TestCase):
    """Exit code 2 and a sentence."""

    def test_answers_that_are_none(self):
        below = f"/api/v1/polls/{POLL}"
        manifest = Forge().files()["manifest.note"]
        cases = {
            "nothing there": {},
            "an error": {"*": b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"},
            "no HTTP": {"*": b"RAW\0\1\2\3\r\n\r\n"},
            "silence": {"*": b"RAW"},
            "broken off": {"*": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"},
            "no length": {"*": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"},
            "a file": {"*": b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"},
            "round and round": {"*": f"HTTP/1.1 302 Found\r\nLocation: {below}/bundle\r\n\r\n".encode()},
            "notices that are none": {f"{below}/manifest": manifest, f"{below}/notices": b'{"notices":[1]}'},
            "notices too deep": {f"{below}/manifest": manifest, f"{below}/notices": b"[" * 100_000},
            "notices without end": {f"{below}/manifest": manifest, f"{below}/notices": b" " * (3 << 20)},
        }
        for name, answers in cases.items():
            with self.subTest(name), Server(answers) as address:
                report = audit(f"{address}/polls/{POLL}")
                self.assertEqual((report["exit"], report["faults"]), (2, []), report)

    def test_an_alias_must_lead_to_a_poll_of_the_same_ballot_box(self):
        away = f"HTTP/1.1 303 See Other\r\nLocation: /polls/{POLL}\r\n\r\n".encode()
        with Server({"/p/board": away, f"/polls/{POLL}": b"page"}) as address:
            self.assertIn("no poll of this", audit(f"{address}/p/board")["gaps"][0])
        with Server({"/p/board": b"page"}) as address:
            self.assertIn("does not lead", audit(f"{address}/p/board")["gaps"][0])


class Hiding(unittest.TestCase):
    """The log of all polls (section 4)."""

    def answers(self, forge, polls, box=None, size=None):
        """What an honest ballot box serves, with these polls in its list."""
        below, entries = f"/api/v1/polls/{forge.poll.hex()}", [b"\x01" + poll for poll in polls]
        text = f"{forge.ballot_box.name}/polls/log\n{size or len(entries)}\n{standard(root_of(entries))}\n"
        files = forge.files()
        return {
            f"{below}/bundle": tar(files),
            f"/polls/{forge.poll.hex()}/log/checkpoint": files["checkpoint"],
            "/polls/log/checkpoint": (box or forge.ballot_box).note(text),
            f"/polls/log/tile/entries/000.p/{len(entries)}": b"".join(b"\x00\x21" + entry for entry in entries),
        }

    def found(self, forge, answers):
        with Server(answers) as address:
            return audit(f"{address}/polls/{forge.poll.hex()}")

    def test_a_poll_that_is_listed(self):
        forge = Forge()
        self.assertEqual(self.found(forge, self.answers(forge, [forge.poll]))["faults"], [])

    def test_a_poll_that_is_not_listed(self):
        forge = Forge()
        report = self.found(forge, self.answers(forge, [b"\1" * 32]))
        self.assertEqual((names(report), convicted(report, "poll-not-listed")), ({"poll-not-listed"}, {None}))

    def test_a_list_that_does_not_verify(self):
        forge = Forge()
        honest = self.answers(forge, [forge.poll])
        for changed in (
            self.answers(forge, [forge.poll], box=Service(forge.ballot_box.name)),
            self.answers(forge, [forge.poll], size=2),
            {**honest, "/polls/log/tile/entries/000.p/1": b"\x00\x21\x01" + b"\2" * 32},
            {**honest, "/polls/log/tile/entries/000.p/1": b"\x00\x21\x02" + forge.poll},
            {**honest, "/polls/log/tile/entries/000.p/1": b""},
            {**honest, "/polls/log/checkpoint": b"x"},
        ):
            report = self.found(forge, changed)
            self.assertEqual((names(report), convicted(report, "poll-not-listed")), ({"poll-not-listed"}, {None}))

    def test_other_polls_at_the_same_time_and_at_another(self):
        forge = Forge()
        for opens, told in (("2026-01-02T00:00:00Z", True), ("2026-02-01T00:00:00Z", False)):
            closes = opens.replace("T00", "T12")
            other = Forge(
                title="Another", issuance_opens=opens, voting_opens=opens, issuance_closes=closes, voting_closes=closes
            )
            other.registrar = forge.registrar
            other.manifest["registrar"] = forge.manifest["registrar"]
            answers = self.answers(forge, [other.poll, forge.poll])
            answers[f"/api/v1/polls/{other.poll.hex()}/manifest"] = other.registrar.note(other.text)
            report = self.found(forge, answers)
            self.assertEqual(report["exit"], 0, report)
            self.assertEqual("other-polls" in {item["warning"] for item in report["warnings"]}, told, report)

    def test_a_log_that_went_back(self):
        forge = Forge()
        answers = self.answers(forge, [forge.poll])
        path = f"/polls/{forge.poll.hex()}/log/checkpoint"
        answers[path] = forge.ballot_box.note(forge.checkpoint_text(99, standard(bytes(32))))
        report = self.found(forge, answers)
        self.assertEqual(
            (names(report), convicted(report, "checkpoint-inconsistent")), ({"checkpoint-inconsistent"}, {None})
        )


if __name__ == "__main__":
    unittest.main()
