"""What the real services publish holds."""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from forge import untar
from played import QUESTIONS, SMALL, keys, played
from run_audit import AUDIT, audit, names

import election
from auditor import tally
from auditor.manifest import Question


def setUpModule():
    """The election, played once."""
    global demo, poll, bundle
    of = played()
    demo, poll, bundle = of.demo, of.poll, of.bundle


class Honest(unittest.TestCase):
    """Elections by the real programs."""

    def test_bundle_folder_and_address(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, data in untar(bundle).items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
            for source in (bundle, folder, poll.url, poll.url + "/result"):
                report = audit(source, *keys(poll))
                self.assertEqual((report["exit"], report["faults"], report["gaps"]), (0, [], []))
                self.assertEqual((report["ballots"], report["issued"], report["eligible"]), (11, 11, 12))

    def test_the_warnings_of_a_poll_that_was_not_announced(self):
        warnings = {item["warning"] for item in audit(bundle)["warnings"]}
        self.assertEqual(warnings, {"poll-not-pinned", "keys-not-pinned", "test-poll"})

    def test_other_polls_of_the_registrar_are_told(self):
        warnings = [item for item in audit(poll.url)["warnings"] if item["warning"] == "other-polls"]
        self.assertTrue(any(demo.about["poll"] in item["detail"] for item in warnings))

    def test_as_a_command(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(bundle)
            file.flush()
            run = subprocess.run([sys.executable, str(AUDIT), file.name], capture_output=True, text=True, timeout=60)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertTrue(run.stdout.endswith("All holds.\n"))

    def test_a_vote_by_the_real_client(self):
        own = demo.publish(SMALL, 1, electorate={"kind": "open", "domains": []})
        with tempfile.TemporaryDirectory() as folder:
            state = pathlib.Path(folder, "vote.json")
            run = subprocess.run(
                [
                    election.PSEPHOS,
                    "vote",
                    "--poll",
                    own.url,
                    "--email",
                    demo.about["voter"]["email"],
                    "--state",
                    state,
                    "--answer",
                    "q=lake",
                ],
                input=demo.about["voter"]["password"] + "\n",
                capture_output=True,
                text=True,
                timeout=60,
            )
            self.assertEqual(run.returncode, 0, run.stderr)
            own.close()
            receipt = pathlib.Path(folder, "vote.psephos-receipt")
            report = audit(own.url, "--receipt", receipt)
            self.assertEqual((report["exit"], report["eligible"], report["ballots"]), (0, None, 1), report)
            self.assertEqual(
                names(audit(bundle, "--receipt", receipt)), {"receipt-invalid", "checkpoint-malformed"}
            )

    def test_mixing_and_a_listed_tie(self):
        own = demo.publish(SMALL, 7, mix=2)
        own.vote([{"q": {"choose": ["lake"]}}, {"q": {"choose": ["hill"]}}, {"q": "abstain"}])
        own.close()
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["tally"]["q"]["tied"]), (0, ["lake", "hill"]), report)

    def test_no_ballots_at_all(self):
        own = demo.publish(QUESTIONS, 1, languages=["en", "de"])
        own.close()
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["ballots"]), (0, 0), report)

    def test_before_the_close_nothing_is_said_about_the_count(self):
        own = demo.publish(SMALL, 2)
        promise = own.cast(own.pass_for(own.addresses[0]), {"q": {"choose": ["lake"]}})[1]
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["faults"]), (0, []))
        self.assertIn("not-counted", {item["warning"] for item in report["warnings"]})
        with tempfile.NamedTemporaryFile() as file:
            file.write(promise)
            file.flush()
            self.assertEqual(audit(own.url, "--receipt", file.name)["faults"], [])

    def test_a_cancelled_poll(self):
        own = demo.publish(SMALL, 2)
        own.cast(own.pass_for(own.addresses[0]), {"q": {"choose": ["lake"]}})
        own.notice("cancel")
        report = audit(own.url, *keys(own))
        self.assertEqual((report["exit"], report["faults"], report["gaps"]), (0, [], []))
        self.assertIn("cancelled", {item["warning"] for item in report["warnings"]})

    def test_rankings_as_the_program_counts_them(self):
        draw = random.Random(7)
        for number in range(60):
            method = draw.choice(list(tally.METHODS))
            size = draw.randint(1, 6)
            ids = tuple(str(place + 1) for place in range(size))
            seats = 1 if method in ("irv", "schulze") else draw.randint(1, size)
            ties = draw.choice(["report", "listed"])
            counter = tally.Counter(Question("q", "ranking", method, 1, size, None, None, seats, True, ties, ids))
            lines = [f"{size} {seats}"]
            for _ in range(draw.choice([0, 1, 2, 5, 9, 20])):
                ranking = draw.sample(ids, draw.randint(1, size))
                counter.add(ranking)
                lines.append(f"1 {' '.join(ranking)} 0")
            lines += ["0", *(f'"{id}"' for id in ids), '"title"', ""]
            with tempfile.NamedTemporaryFile("w", suffix=".blt") as file, self.subTest(number=number, method=method):
                file.write("\n".join(lines))
                file.flush()
                run = subprocess.run(
                    [election.PSEPHOS, "tally", file.name, "--method", method, "--ties", ties, "--json"],
                    capture_output=True,
                    text=True,
                    timeout=60,
                )
                self.assertEqual(json.loads(run.stdout), counter.tally(), "\n".join(lines))


if __name__ == "__main__":
    unittest.main()
