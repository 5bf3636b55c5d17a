"""What an audit says: faults, warnings, gaps, and the exit code (docs/protocol.md section 10).

The names of faults and warnings are stable: programs may rely on them. `README.md` has the same table.
"""

import json

REGISTRAR, BALLOT_BOX, BOTH = "registrar", "ballot box", "registrar and ballot box"
# Nothing that a service signed shows who did it: a file may have been changed by whoever handed it over.
UNPROVEN = "nobody by proof; ask whoever handed over the files"
MOST_KEPT = 10_000

FAULTS = {
    "file-missing": (UNPROVEN, "a file that the audit needs is not there"),
    "note-malformed": (UNPROVEN, "a note is not a signed note, or its statement has not the form of section 3"),
    "note-signature": (UNPROVEN, "a note is not signed by the key that must sign it"),
    "statement-poll": (UNPROVEN, "a signed statement is about another poll"),
    "manifest-poll": (UNPROVEN, "the hash of the manifest is not the poll id"),
    "manifest-rule": (UNPROVEN, "the manifest breaks a rule of section 4"),
    "manifest-key": (UNPROVEN, "the manifest names another key than the one that was announced"),
    "token-key": (UNPROVEN, "the token key has not the form of section 5"),
    "notice-sequence": (UNPROVEN, "the notices are not numbered from 1 without gaps"),
    "notice-rule": (REGISTRAR, "a notice breaks a rule of section 9"),
    "issuance-eligible": (REGISTRAR, "the issuance statement contradicts the size of the roll in the manifest"),
    "issued-above-eligible": (REGISTRAR, "more passes were issued than voters were eligible"),
    "ballots-above-issued": (REGISTRAR, "there are more ballots than passes"),
    "assets-rule": (BALLOT_BOX, "an assets statement has not the form of section 3"),
    "entries-malformed": (UNPROVEN, "the entries are no whole entries of 33 bytes, or have an unknown type"),
    "entry-missing": (UNPROVEN, "an object that was published is not in the log"),
    "entry-unexpected": (UNPROVEN, "the log has an entry whose object was not published"),
    "entry-order": (UNPROVEN, "entries of the log stand in another order than their objects"),
    "checkpoint-malformed": (UNPROVEN, "the checkpoint has not the form of a checkpoint of this log"),
    "checkpoint-signature": (UNPROVEN, "the checkpoint is not signed by the ballot box"),
    "checkpoint-size": (UNPROVEN, "the checkpoint is of another size than the entries"),
    "checkpoint-root": (UNPROVEN, "the root of the entries is not the checkpoint's"),
    "checkpoint-quorum": (BALLOT_BOX, "too few witnesses signed the checkpoint"),
    "checkpoint-inconsistent": (BALLOT_BOX, "an older checkpoint is not of the same log"),
    "ballots-malformed": (UNPROVEN, "the list of ballots breaks off within a ballot"),
    "ballot-malformed": (UNPROVEN, "a ballot has the wrong length, version, length field or token type"),
    "token-invalid": (UNPROVEN, "a ballot's token is not one of this poll"),
    "nonce-reused": (UNPROVEN, "two ballots have the same token"),
    "ballot-signature": (UNPROVEN, "a ballot is not signed by its ballot key"),
    "ballot-content": (UNPROVEN, "a ballot's content is no answer to the questions in its one spelling"),
    "promise-broken": (BALLOT_BOX, "a promised ballot is not in the log of a signed result"),
    "receipt-malformed": (UNPROVEN, "a receipt file has not the form of section 8, or its proof does not fit"),
    "result-cancelled": (BALLOT_BOX, "there are ballots or a result of a cancelled poll"),
    "result-malformed": (BALLOT_BOX, "a signed result has not the form of section 9"),
    "result-overdue": (BALLOT_BOX, "there is no result 24 hours after the close"),
    "result-log": (BALLOT_BOX, "a result's tree size or root is not that of the log"),
    "result-ballots": (BALLOT_BOX, "a result counts another number of ballots than the log has"),
    "result-issued": (BALLOT_BOX, "a result's `issued` is not that of the issuance statement"),
    "result-tally": (BALLOT_BOX, "a result's tally is not what the ballots give"),
    "result-changed": (BALLOT_BOX, "two results differ in more than section 9 allows"),
    "poll-unlisted": (BALLOT_BOX, "the ballot box's log of polls does not list this poll, or does not verify"),
}

WARNINGS = {
    "poll-id-unknown": "no poll id was given: this may be another poll than the one you mean",
    "keys-unknown": "no verifier keys were given: the ones of the manifest were taken",
    "issued-unknown": "there is no issuance statement, so the number of passes is not known",
    "eligible-unknown": "the poll was open to everybody who registered: the number of voters is not known",
    "late-additions": "the roll was allowed to grow after publication",
    "poll-cancelled": "the poll was cancelled: there are no ballots and no tally to check",
    "result-behind": "the newest result does not cover the issuance statement yet",
    "issuance-early": "the issuance statement was signed before issuing ended",
    "mixing": "ballots were appended in smaller groups than the manifest's `mix` promises",
    "other-poll": "the same registrar runs another poll at the same time",
    "file-unknown": "a file that the protocol does not know was ignored",
    "test-poll": "this is a test poll",
}


class Report:
    """Collects what was found. At most `MOST_KEPT` faults are kept; the others are counted."""

    def __init__(self):
        self.faults, self.warnings, self.gaps, self.facts = [], [], [], {}
        self.not_kept = 0

    def fault(self, name, place, detail, convicts=None):
        """A fault of the table above; `convicts` where more is known than the table says."""
        if len(self.faults) >= MOST_KEPT:
            self.not_kept += 1
            return
        self.faults.append({"fault": name, "place": place, "convicts": convicts or FAULTS[name][0], "detail": detail})

    def warn(self, name, detail=""):
        """A warning of the table above. The audit holds nevertheless."""
        self.warnings.append({"warning": name, "detail": f"{WARNINGS[name]}{': ' if detail else ''}{detail}"})

    def gap(self, detail):
        """Something that could not be checked: without faults the audit ends with 2."""
        self.gaps.append(detail)

    @property
    def exit_code(self):
        """0: all holds, perhaps with warnings; 1: faults; 2: the audit could not be carried out."""
        return 1 if self.faults else 2 if self.gaps else 0

    def as_json(self):
        """One line of JSON."""
        return json.dumps(
            {
                "exit": self.exit_code,
                **self.facts,
                "faults": self.faults,
                "faults_not_kept": self.not_kept,
                "warnings": self.warnings,
                "gaps": self.gaps,
            }
        )

    def as_text(self):
        """Lines for people. What came from files is printed without control characters."""
        lines = [f"{name.replace('_', ' ')}: {value}" for name, value in self.facts.items() if name != "tally"]
        for name, tally in self.facts.get("tally", {}).items():
            lines.append(f"counted again, {name}: {json.dumps(tally)}")
        lines += [f"warning {item['warning']}: {item['detail']}" for item in self.warnings]
        lines += [
            f"FAULT {item['fault']} at {item['place']}: {item['detail']} [convicts {item['convicts']}]"
            for item in self.faults
        ]
        if self.not_kept:
            lines.append(f"and {self.not_kept} faults more")
        lines += [f"NOT CHECKED: {gap}" for gap in self.gaps]
        lines.append(("All holds.", "The audit found faults.", "The audit could not be carried out.")[self.exit_code])
        return "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in lines)
