"""What an audit says: faults, warnings, gaps, and the exit code (docs/protocol.md section 10).

The names are those of the protocol, and stable: programs may rely on them. `README.md` has the same table.
"""

import json

REGISTRAR, BALLOT_BOX = "registrar", "ballot-box"
# Nothing that a service signed shows who did it: a file may have been changed by whoever handed it over.
UNPROVEN = "nobody"
NOBODY = "nobody by proof; fetch the files again"
MOST_KEPT = 10_000

FAULTS = {
    "bundle-malformed": (UNPROVEN, "the tar itself: cut off, padded, an unknown or repeated file in it"),
    "file-missing": (UNPROVEN, "a file that has to be there is not"),
    "manifest-malformed": (UNPROVEN, "the manifest is no manifest, or breaks a rule of section 4 or 5"),
    "manifest-signature": (UNPROVEN, "a signature of one of the services is missing from the manifest, or wrong"),
    "other-poll": (UNPROVEN, "the manifest is not that of the poll that was asked for"),
    "other-key": (UNPROVEN, "the manifest names another key than the one that was announced"),
    "statement-malformed": (UNPROVEN, "a statement that cannot be read, is not of its kind, or breaks its form"),
    "statement-signature": (UNPROVEN, "a statement without the right signature"),
    "statement-of-other-poll": (UNPROVEN, "a statement about another poll"),
    "notice-gap": (UNPROVEN, "a notice whose number is not that of its place, or that another one has"),
    "notice-invalid": (UNPROVEN, "a notice that breaks a rule of section 9"),
    "eligible-differs": (
        REGISTRAR,
        "the issuance statement counts other voters than the manifest, which let no more in",
    ),
    "issued-over-eligible": (REGISTRAR, "more passes than voters"),
    "entries-malformed": (UNPROVEN, "the entries are no whole entries of 33 bytes, or have an unknown type"),
    "entry-unknown": (UNPROVEN, "an entry whose object was not published"),
    "entry-misplaced": (UNPROVEN, "manifest and first assets are not at their places, or statements in another order"),
    "statement-not-logged": (UNPROVEN, "a published statement that the log does not have"),
    "checkpoint-malformed": (UNPROVEN, "the checkpoint cannot be read, or is of another log"),
    "checkpoint-signature": (UNPROVEN, "the checkpoint is not signed by the ballot box"),
    "checkpoint-size": (UNPROVEN, "the checkpoint counts other entries than are published"),
    "checkpoint-root": (UNPROVEN, "the entries lead to another root than the checkpoint's"),
    "quorum-missed": (UNPROVEN, "a result that fewer witnesses cosigned than the manifest demands"),
    "checkpoint-inconsistent": (UNPROVEN, "an older checkpoint shows another history than the entries, or than another checkpoint"),
    "ballots-malformed": (UNPROVEN, "the file of ballots is cut off or padded"),
    "ballot-malformed": (UNPROVEN, "a ballot that is not shaped like one of this poll"),
    "token-invalid": (UNPROVEN, "a ballot under a pass that the registrar did not sign for this poll"),
    "signature-invalid": (UNPROVEN, "a ballot that the holder of its pass did not sign"),
    "content-invalid": (UNPROVEN, "a ballot whose content is no valid vote in its one spelling"),
    "token-spent-twice": (UNPROVEN, "two ballots under one pass"),
    "ballot-not-logged": (UNPROVEN, "a ballot that the log does not have"),
    "ballot-missing": (UNPROVEN, "a logged ballot that is not among the published ones"),
    "ballots-out-of-order": (UNPROVEN, "the ballots are those of the log, in another order"),
    "ballots-over-issued": (UNPROVEN, "more ballots than passes"),
    "result-log": (UNPROVEN, "a result that names a size or root that the log did not have"),
    "result-ballots": (UNPROVEN, "a result that counts other ballots than the log has"),
    "result-issued": (UNPROVEN, "a result that tells another number of passes than the issuance statement"),
    "result-tally": (UNPROVEN, "the ballots, counted again, give another tally"),
    "cancelled-published": (UNPROVEN, "a result of a cancelled poll, or ballots of one"),
    "receipt-invalid": (UNPROVEN, "a receipt of another poll, not signed by the ballot box, or whose proof is wrong"),
    "promise-broken": (UNPROVEN, "a promised ballot is not in the log of a signed result"),
    "poll-not-listed": (UNPROVEN, "the ballot box's list of polls does not have this one, or does not verify"),
    "result-changed": (UNPROVEN, "two results differ in more than section 9 allows"),
    "result-overdue": (BALLOT_BOX, "the ballot box has no result 24 hours after the close"),
}

WARNINGS = {
    "issued-unknown": "there is no issuance statement, so the number of passes is not known",
    "eligible-unknown": "the poll was open to everybody who registered: the number of voters is not known",
    "late-additions": "the roll was allowed to grow after publication",
    "other-polls": "the same registrar runs another poll at the same time",
    "test-poll": "this is a test poll",
    "not-counted": "there is no result yet: ballots and tally are not published and were not checked",
    "cancelled": "the poll was cancelled: ballots and tally are never published",
    "clocks-differ": "a notice's own time does not fit the rules by which the ballot box took it",
    "keys-not-pinned": "a verifier key was not given: that of the manifest was believed",
    "poll-not-pinned": "no poll id was given: this may be another poll than the one you mean",
    "result-behind": "the newest result does not cover the issuance statement yet",
    "issuance-early": "the issuance statement was signed before issuing ended",
    # Not in the protocol's list:
    "mixing": "ballots were appended in smaller groups than the manifest's `mix` promises",
}

# Of an election in precincts as a whole (section 13).
PRECINCTS = {
    "precincts-malformed": "the list of precincts cannot be read, or breaks a rule",
    "precincts-signature": "the list is not signed by the registrar that the precincts name",
    "precincts-other": "the list does not name the poll that was announced",
    "precincts-eligible": "the list states another number of voters than the precincts have",
    "precinct-missing": "a poll of the list is not there",
    "precinct-unknown": "a poll that the list does not name, or that is there twice",
    "precinct-unfit": "a poll of the list that cannot be this precinct",
    "precinct-faulty": "a precinct in which its own audit found faults",
    "total-malformed": "the total cannot be read",
    "total-signature": "the total is not signed by the registrar that the precincts name",
    "total-other": "the total is that of another list of precincts",
    "total-precincts": "the total leaves a precinct out, adds one, or has them in another order",
    "total-result": "the total names another result of a precinct than is published",
    "total-numbers": "the total tells other numbers of passes or ballots than the results",
    "total-tally": "the precincts, counted again and added up, give another tally",
}
PRECINCTS_WARNINGS = {
    "total-unknown": "there is no total yet, or it is not at hand",
    "precincts-ends": "by notices the precincts end at different times, or some of them are cancelled",
    "precinct-warnings": "the reports of the precincts have warnings of their own",
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
        whom = convicts or (UNPROVEN if name in PRECINCTS else FAULTS[name][0])
        whom = None if whom == UNPROVEN else whom
        self.faults.append({"fault": name, "place": place, "convicts": whom, "detail": detail})

    def warn(self, name, detail=""):
        """A warning of the table above. The audit holds nevertheless."""
        meaning = WARNINGS.get(name) or PRECINCTS_WARNINGS[name]
        self.warnings.append({"warning": name, "detail": f"{meaning}{': ' if detail else ''}{detail}"})

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
        apart = ("tally", "polls")
        lines = [f"{name.replace('_', ' ')}: {value}" for name, value in self.facts.items() if name not in apart]
        for poll in self.facts.get("polls", ()):
            lines.append(f"precinct {poll['source']}: {poll['title']}, {len(poll['faults'])} faults")
            lines += [f"  {item['fault']} at {item['place']}: {item['detail']}" for item in poll["faults"]]
            lines += [f"  warning {item['warning']}: {item['detail']}" for item in poll["warnings"]]
        for name, tally in self.facts.get("tally", {}).items():
            lines.append(f"counted again, {name}: {json.dumps(tally)}")
        lines += [f"warning {item['warning']}: {item['detail']}" for item in self.warnings]
        lines += [
            f"FAULT {item['fault']} at {item['place']}: {item['detail']} [convicts {item['convicts'] or NOBODY}]"
            for item in self.faults
        ]
        if self.not_kept:
            lines.append(f"and {self.not_kept} faults more")
        lines += [f"NOT CHECKED: {gap}" for gap in self.gaps]
        lines.append(("All holds.", "The audit found faults.", "The audit could not be carried out.")[self.exit_code])
        return "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in lines)
