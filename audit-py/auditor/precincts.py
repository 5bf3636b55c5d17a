"""One election in several polls: docs/protocol.md section 13.

Each precinct is audited as the poll that it is (`check.Audit`). Here the registrar's two statements, the list of precincts and
the total, are compared with what those audits found.
"""

import hashlib
import json
import os
import re
from collections import namedtuple

from . import notes
from .encodings import Malformed, base64_padded, fields, hex_bytes, instant, integer, spelled
from .report import REGISTRAR, UNPROVEN
from .sources import Unusable
from .tally import total

LIST, TOTAL = "precincts.note", "total.note"
MOST = 1000
ALIAS = re.compile(r"[a-z0-9-]{1,32}\Z", re.ASCII)
# What is common to all precincts.
SAME = {
    "registrar": ("registrar",),
    "questions": ("asked",),
    "languages": ("languages",),
    "windows": ("issuance_opens", "issuance_closes", "voting_opens", "voting_closes"),
    "results": ("results",),
    "test": ("test",),
    "late_additions": ("late_additions",),
}
List = namedtuple("List", "alias title eligible polls at digest by")
Total = namedtuple("Total", "precincts results issued ballots tally by")
Added = namedtuple("Added", "poll result tree_size root")


class Precinct:
    """What an audit found in one precinct, without its files."""

    def __init__(self, source, audit, report):
        self.source, self.report = source, report
        self.poll, self.manifest, self.tally = audit.poll, audit.manifest, audit.tally
        self.result = audit.results[-1][1] if audit.results else None
        self.digest = None
        if self.result:
            note = notes.parse(audit.source.read(audit.results[-1][0]), notes.LARGEST_RESULT)
            self.digest = hashlib.sha256(note.text.encode()).digest()
        self.issued = audit.issuance.issued if audit.issuance else None
        self.ended = "was cancelled" if audit.cancelled else audit.close and f"ends at {spelled(audit.close)}"


class Unread:
    """A precinct whose bundle cannot be read at all."""

    def __init__(self, source, report):
        self.source, self.report = source, report
        self.poll = self.manifest = self.tally = self.result = self.digest = self.issued = self.ended = None


def named(listed):
    """The polls that a list names, in hex; none of a list that cannot be read."""
    try:
        return {poll.hex() for poll in _list(notes.parse(listed)).polls}
    except Malformed:
        return set()


def shown(data):
    """What a registrar shows of an election in precincts: list, total or None, and the addresses of the polls."""
    try:
        value = json.loads(data)
        listed, added, polls = value["precincts"], value["total"], [poll["url"] for poll in value["polls"]]
        if not isinstance(added, (str, type(None))) or not all(isinstance(text, str) for text in [listed, *polls]):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unusable("is no election in precincts; its address ends in /api/v1/precincts/<alias>") from None
    return listed.encode("utf-8", "surrogatepass"), added and added.encode("utf-8", "surrogatepass"), polls


def sources(folder):
    """The bundles and folders beside the statements."""
    found = [name for name in os.listdir(folder) if name.endswith(".tar") or os.path.isdir(os.path.join(folder, name))]
    return [os.path.join(folder, name) for name in sorted(found, key=lambda name: (len(name), name))]


def check(report, listed, added, precincts, announced=None):
    """Compares the statements `listed` and `added` (bytes; the latter may be None) with what was found in the precincts."""
    key = _key(listed, precincts)
    found = _read(report, LIST, listed, _list, key, "precincts")
    if found is not None:
        report.facts["title"], report.facts["precincts"] = found.title, found.digest.hex()
        ordered = _ordered(report, found, precincts, announced)
    for precinct in precincts:
        if precinct.report.faults:
            report.fault("precinct-faulty", precinct.source, f"has {len(precinct.report.faults)} faults of its own")
    summed = None
    if found is not None and _can_be_added(ordered):
        try:
            summed = total.added(ordered[0].manifest.questions, [precinct.tally for precinct in ordered])
            report.facts["tally"] = summed
        except Malformed as error:
            report.gap(f"the sum of the precincts, because it {error}")
    if added is None:
        report.warn("total-unknown")
    elif found is not None:
        _total(report, found, _read(report, TOTAL, added, _read_total, key, "total"), ordered, summed)
    if found is not None:
        _ends(report, ordered)
    if announced is None:
        report.warn("poll-not-pinned")
    _own_warnings(report, found, precincts)


def _ends(report, ordered):
    """Whether notices gave all precincts that are there the same end."""
    ends = [(number, one.ended) for number, one in enumerate(ordered, 1) if one and one.ended]
    others = [(number, end) for number, end in ends if end != ends[0][1]]
    if others:
        more = f", and {len(others) - 1} more differ" if len(others) > 1 else ""
        detail = f"precinct {ends[0][0]} {ends[0][1]}, precinct {others[0][0]} {others[0][1]}{more}"
        report.warn("precincts-ends", detail)


def _own_warnings(report, found, precincts):
    """What the audits of the precincts warn of; that they name their polls is said by the list, and keys are told of once."""
    for precinct in precincts:
        listed = found is not None and precinct.poll in found.polls
        own = precinct.report.warnings
        own[:] = [one for one in own if not (listed and one["warning"] == "poll-not-pinned")]
    told = [one for precinct in precincts for one in precinct.report.warnings if one["warning"] != "keys-not-pinned"]
    if told:
        report.warn("precinct-warnings", f"{len(told)} in the reports of the precincts")


def _can_be_added(ordered):
    """Whether all precincts are there and counted, and asked the same."""
    counted = None not in ordered and all(precinct.tally for precinct in ordered)
    return counted and all(precinct.manifest.asked == ordered[0].manifest.asked for precinct in ordered)


def _key(listed, precincts):
    """The registrar's key by the manifest of a precinct that is on the list, or else of any."""
    try:
        named = _list(notes.parse(listed)).polls
    except Malformed:
        named = ()
    known = [precinct for precinct in precincts if precinct.manifest is not None]
    known.sort(key=lambda precinct: precinct.poll not in named)
    return known[0].manifest.registrar if known else None


def _read(report, place, data, read, key, name):
    """A statement, with REGISTRAR in `by` if `key` signed it."""
    try:
        note = notes.parse(data, notes.LARGEST_RESULT if place == TOTAL else notes.LARGEST_NOTE)
        item = read(note)
    except Malformed as error:
        report.fault(f"{name}-malformed", place, str(error))
        return None
    if key is not None and notes.signed_by(note, key):
        return item._replace(by=REGISTRAR)
    report.fault(f"{name}-signature", place, "is not signed by the registrar of the precincts")
    return item


def _list(note):
    value = fields(notes.statement(note, "psephos-precincts/v1"), ("alias", "title", "eligible", "polls", "at"))
    if not isinstance(value["polls"], list) or not 1 <= len(value["polls"]) <= MOST:
        raise Malformed("has not 1 to 1000 precincts")
    polls = [hex_bytes(poll, 32) for poll in value["polls"]]
    if len(set(polls)) != len(polls):
        raise Malformed("has one poll twice")
    alias = value["alias"]
    if not isinstance(alias, str) or not alias or not ALIAS.match(_alias(alias, len(polls), len(polls))):
        raise Malformed("has an alias that its precincts cannot have")
    if not isinstance(value["title"], str) or not value["title"].strip():
        raise Malformed("has no title")
    digest = hashlib.sha256(note.text.encode()).digest()
    return List(alias, value["title"], integer(value["eligible"]), polls, instant(value["at"]), digest, UNPROVEN)


def _read_total(note):
    names = ("precincts", "results", "issued", "ballots", "tally", "at")
    value = fields(notes.statement(note, "psephos-total/v1"), names)
    instant(value["at"])
    if not isinstance(value["results"], list) or not isinstance(value["tally"], dict):
        raise Malformed("has results that are no list, or a tally that is no object")
    results = []
    for item in value["results"]:
        fields(item, ("poll", "result", "tree_size", "root"))
        root = base64_padded(item["root"])
        if len(root) != 32:
            raise Malformed("has a root that is not 32 bytes")
        results.append(Added(hex_bytes(item["poll"], 32), hex_bytes(item["result"], 32), integer(item["tree_size"]), root))
    issued, ballots = integer(value["issued"]), integer(value["ballots"])
    return Total(hex_bytes(value["precincts"], 32), results, issued, ballots, value["tally"], UNPROVEN)


def _alias(alias, number, count):
    return f"{alias}-{number}-of-{count}"


def _ordered(report, found, precincts, announced):
    """The precincts in the order of the list, None for what is not there."""
    by_poll = {}
    for precinct in precincts:
        if precinct.poll is None:
            continue
        if precinct.poll not in found.polls or precinct.poll in by_poll:
            why = "was given before" if precinct.poll in by_poll else "is no precinct of this election"
            report.fault("precinct-unknown", precinct.source, f"is the poll {precinct.poll.hex()}, which {why}")
        by_poll[precinct.poll] = precinct
    if announced is not None and bytes.fromhex(announced) not in found.polls:
        report.fault("precincts-other", LIST, f"does not name the poll {announced}, which was announced")
    ordered = [by_poll.get(poll) for poll in found.polls]
    for number, (poll, precinct) in enumerate(zip(found.polls, ordered), 1):
        if precinct is None:
            report.fault("precinct-missing", f"precinct {number}", f"the poll {poll.hex()} is not among what was given")
    _agree(report, found, [precinct and precinct.manifest for precinct in ordered])
    return ordered


def _agree(report, found, manifests):
    first = next((manifest for manifest in manifests if manifest is not None), None)
    for number, manifest in enumerate(manifests, 1):
        if manifest is None:
            continue
        for why in _unfit(found, number, manifest, first):
            report.fault("precinct-unfit", f"precinct {number}", why, found.by)
    eligible = [manifest.eligible if manifest is not None else None for manifest in manifests]
    if None not in eligible and sum(eligible) != found.eligible:
        detail = f"states {found.eligible} voters; the precincts have {sum(eligible)}"
        report.fault("precincts-eligible", LIST, detail, found.by)


def _unfit(found, number, manifest, first):
    """What speaks against this poll as this precinct."""
    alias = _alias(found.alias, number, len(found.polls))
    if manifest.slug != alias:
        yield f"its alias is not {alias}"
    for what, attributes in SAME.items():
        if any(getattr(manifest, name) != getattr(first, name) for name in attributes):
            yield f"it differs from the first precinct: {what}"
    if manifest.eligible is None:
        yield "it has no roll"
    for question in manifest.questions:
        if question.kind == "ranking" and question.method not in total.METHODS:
            yield f"question {question.id} is counted in rounds, which cannot be added up"
    if found.at >= manifest.issuance_opens:
        yield f"its passes are issued from {spelled(manifest.issuance_opens)} on; it was listed at {spelled(found.at)}"


def _total(report, found, stated, ordered, summed):
    """The total against the list, the published results and the recount."""
    if stated is None:
        return
    if stated.precincts != found.digest:
        report.fault("total-other", TOTAL, "is of another list of precincts")
        return
    by = REGISTRAR if REGISTRAR == stated.by == found.by else UNPROVEN
    if [added.poll for added in stated.results] != found.polls:
        report.fault("total-precincts", TOTAL, "does not add up the precincts of the list, in its order", by)
        return
    if None in ordered:
        return
    other = False
    for number, (added, precinct) in enumerate(zip(stated.results, ordered), 1):
        result = precinct.result
        shown = result and (precinct.digest, result.tree_size, result.root)
        if shown != (added.result, added.tree_size, added.root):
            report.fault("total-result", TOTAL, f"precinct {number} shows another result, or none")
            other = True
    if other:
        return
    if any(precinct.report.faults for precinct in ordered):
        by = UNPROVEN
    issued = [precinct.result.issued for precinct in ordered]
    ballots = sum(precinct.result.ballots for precinct in ordered)
    if None in issued or (sum(issued), ballots) != (stated.issued, stated.ballots):
        report.fault("total-numbers", TOTAL, "tells other numbers of passes or ballots than the results", by)
    if summed != stated.tally:
        report.fault("total-tally", TOTAL, "the precincts, counted again and added up, give another tally", by)
