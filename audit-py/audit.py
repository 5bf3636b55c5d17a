#!/usr/bin/env python3
"""Audits a Psephos poll: docs/protocol.md section 10.

    python3 audit-py/audit.py <poll URL | bundle file | folder> [--poll ID] [--registrar-key K] [--ballot-box-key K]
    python3 audit-py/audit.py --precincts <folder with precincts.note, total.note and the bundles> ...
    python3 audit-py/audit.py --precincts https://<registrar>/api/v1/precincts/<alias> ...
    python3 audit-py/audit.py --precincts <precincts.note> [--total <total.note>] <bundle | poll URL> ...

Exit code 0: all holds, perhaps with warnings; 1: faults; 2: the audit could not be carried out.
"""

import argparse
import os
import re
import sys
import tempfile

from auditor import notes, precincts, receipts
from auditor.check import Audit
from auditor.encodings import Malformed
from auditor.notes import VerifierKey
from auditor.remote import Remote, small
from auditor.report import Report
from auditor.sources import Bundle, Folder, Unusable


def main(arguments=None):
    """Runs an audit and returns its exit code."""
    options = _parser().parse_args(arguments)
    report = Report()
    asked = options.precincts or " ".join(options.source)
    try:
        with tempfile.TemporaryDirectory(prefix="psephos-audit-") as folder:
            (_audit_precincts if options.precincts else _audit)(options, report, folder)
    except Malformed as error:
        report.fault("bundle-malformed", asked, str(error))
    except (Unusable, OSError) as error:
        report.gap(f"{asked} {error}")
    except Exception as error:  # whatever a hostile file does to the auditor, its user gets an answer
        report.gap(f"the auditor failed, please report it: {type(error).__name__}: {error}")
    try:
        sys.stdout.reconfigure(errors="backslashreplace")
        print(report.as_json() if options.json else report.as_text(), flush=True)
    except BrokenPipeError:
        # Nobody reads any more. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return report.exit_code


def _audit(options, report, folder):
    if len(options.source) != 1:
        raise Unusable("name one poll, or --precincts and a list of precincts")
    held = [_read(path, lambda data, path=path: receipts.parse(path, data), "receipt") for path in options.receipt]
    older = [(path, _read(path, notes.parse, "checkpoint")) for path in options.since]
    _one(options.source[0], report, options.poll, options, folder, older, held)


def _one(place, report, poll, options, folder, older, held, siblings=()):
    """The audit of one poll, from where it is."""
    remote, newest = None, None
    if place.startswith(("http://", "https://")):
        remote = Remote(place)
        poll = poll or remote.poll
        try:
            newest = remote.newest_checkpoint()  # before the files, which must not be older
        except Unusable as error:
            report.gap(str(error))  # the rest is audited nevertheless: silence must not hide a fault
        source = remote.download(folder)
    else:
        source = Folder(place) if os.path.isdir(place) else Bundle(place)
    if newest is not None:
        try:
            older.append(("/log/checkpoint", notes.parse(newest)))
        except Malformed as error:
            report.fault("checkpoint-malformed", "/log/checkpoint", str(error))
    audit = Audit(source, report, poll, options.registrar_key, options.ballot_box_key, older, held, remote and remote.base)
    audit.run()
    if remote is not None and audit.manifest is not None:
        remote.other_polls(report, audit.manifest, siblings)
    return audit


def _audit_precincts(options, report, folder):
    """Every precinct of the list as a poll of its own, and then the whole."""
    listed, added, places = _precincts(options)
    siblings, found = precincts.named(listed), []
    for number, place in enumerate(places, 1):
        own = Report()
        # What is fetched of one is thrown away before the next.
        with tempfile.TemporaryDirectory(dir=folder) as fetched:
            found.append(_precinct(options, own, place, fetched, siblings))
        for gap in own.gaps:
            report.gap(f"precinct {number}, {place}: {gap}")
    precincts.check(report, listed, added, found, options.poll)
    keep = ("poll", "title")
    polls = [{"source": one.source, **{name: one.report.facts.get(name) for name in keep}} for one in found]
    for told, one in zip(polls, found):
        told.update(faults=one.report.faults, warnings=one.report.warnings)
    report.facts["polls"] = polls
    if None in (options.registrar_key, options.ballot_box_key):
        report.warn("keys-not-pinned")


def _precincts(options):
    """List, total, and where the precincts are: beside the list, or as the registrar says, or named one by one."""
    place, added = options.precincts, None
    if place.startswith(("http://", "https://")):
        data = small(place, notes.LARGEST_RESULT * 2)
        if data is None:
            raise Unusable("answers 404")
        listed, added, places = precincts.shown(data)
    elif os.path.isdir(place):
        listed, places = _bytes(os.path.join(place, precincts.LIST)), precincts.sources(place)
        total = os.path.join(place, precincts.TOTAL)
        added = _bytes(total) if os.path.exists(total) else None
    else:
        listed, places = _bytes(place), []
    if options.total:
        added = _bytes(options.total)
    places = options.source or places
    if not places:
        raise Unusable("has no precincts beside it: name their bundles or addresses behind it")
    return listed, added, places


def _precinct(options, own, place, folder, siblings):
    """What an audit finds in one precinct. A bundle that cannot be read is its fault, and the others are audited still."""
    try:
        audit = _one(place, own, None, options, folder, [], [], siblings)
    except Malformed as error:
        own.fault("bundle-malformed", place, str(error))
        return precincts.Unread(place, own)
    return precincts.Precinct(place, audit, own)


def _bytes(path):
    with open(path, "rb") as stream:
        return stream.read(notes.LARGEST_RESULT + 1)


def _read(path, parse, what):
    """A file that the caller named. One that is no checkpoint or receipt is a mistake of theirs, not a fault."""
    with open(path, "rb") as stream:
        data = stream.read(2 * notes.LARGEST_NOTE + 1)
    try:
        return parse(data)
    except Malformed as error:
        raise Unusable(f"is not audited, because the {what} {path} {error}") from None


def _parser():
    parser = argparse.ArgumentParser(
        prog="audit.py",
        description="Audits a Psephos poll.",
        epilog="Exit code 0: all holds; 1: faults; 2: not audited.",
    )
    parser.add_argument(
        "source",
        nargs="*",
        help="address of the poll, its bundle, or a folder with the bundle's files; with --precincts one for each precinct",
    )
    parser.add_argument(
        "--precincts",
        metavar="PLACE",
        help="an election in precincts: a folder with precincts.note, total.note and a bundle of each precinct, "
        "the list alone, or https://<registrar>/api/v1/precincts/<alias>",
    )
    parser.add_argument("--total", metavar="FILE", help="the total of the precincts, where it is not beside their list")
    parser.add_argument("--poll", type=_poll_id, metavar="ID", help="the poll id that you were told (64 digits)")
    parser.add_argument("--registrar-key", type=_key, metavar="KEY", help="the registrar's verifier key")
    parser.add_argument("--ballot-box-key", type=_key, metavar="KEY", help="the ballot box's verifier key")
    parser.add_argument(
        "--since",
        action="append",
        default=[],
        metavar="CHECKPOINT",
        help="an older checkpoint that you kept; can be repeated",
    )
    parser.add_argument(
        "--receipt",
        action="append",
        default=[],
        metavar="FILE",
        help="a receipt whose ballot must be in the log; can be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    return parser


def _poll_id(text):
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise argparse.ArgumentTypeError("is not 64 lower-case hex digits")
    return text


def _key(text):
    try:
        return VerifierKey.parse(text)
    except Malformed as error:
        raise argparse.ArgumentTypeError(str(error)) from None


if __name__ == "__main__":
    sys.exit(main())
