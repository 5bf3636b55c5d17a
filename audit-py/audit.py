#!/usr/bin/env python3
"""Audits a Psephos poll: docs/protocol.md section 10.

    python3 audit-py/audit.py <poll URL | bundle file | folder> [--poll ID] [--registrar-key K] [--ballot-box-key K]
    python3 audit-py/audit.py --precincts <folder with precincts.note, total.note and the bundles> ...

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
from auditor.remote import Remote
from auditor.report import Report
from auditor.sources import Bundle, Folder, Unusable


def main(arguments=None):
    """Runs an audit and returns its exit code."""
    options = _parser().parse_args(arguments)
    report = Report()
    options.source = options.precincts or options.source
    try:
        with tempfile.TemporaryDirectory(prefix="psephos-audit-") as folder:
            (_audit_precincts if options.precincts else _audit)(options, report, folder)
    except Malformed as error:
        report.fault("bundle-malformed", options.source, str(error))
    except (Unusable, OSError) as error:
        report.gap(f"{options.source} {error}")
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
    remote, newest, poll = None, None, options.poll
    if options.source.startswith(("http://", "https://")):
        remote = Remote(options.source)
        poll = poll or remote.poll
        try:
            newest = remote.newest_checkpoint()  # before the files, which must not be older
        except Unusable as error:
            report.gap(str(error))  # the rest is audited nevertheless: silence must not hide a fault
        source = remote.download(folder)
    else:
        source = Folder(options.source) if os.path.isdir(options.source) else Bundle(options.source)
    older = [(path, _read(path, notes.parse, "checkpoint")) for path in options.since]
    held = [_read(path, lambda data, path=path: receipts.parse(path, data), "receipt") for path in options.receipt]
    if newest is not None:
        try:
            older.append(("/log/checkpoint", notes.parse(newest)))
        except Malformed as error:
            report.fault("checkpoint-malformed", "/log/checkpoint", str(error))
    audit = Audit(source, report, poll, options.registrar_key, options.ballot_box_key, older, held, remote and remote.base)
    audit.run()
    if remote is not None and audit.manifest is not None:
        remote.other_polls(report, audit.manifest)


def _audit_precincts(options, report, _):
    """Every precinct beside the list as a poll of its own, and then the whole."""
    listed = _bytes(os.path.join(options.precincts, precincts.LIST))
    added = os.path.join(options.precincts, precincts.TOTAL)
    added = _bytes(added) if os.path.exists(added) else None
    found = []
    for place in precincts.sources(options.precincts):
        own = Report()
        source = Folder(place) if os.path.isdir(place) else Bundle(place)
        audit = Audit(source, own, None, options.registrar_key, options.ballot_box_key)
        audit.run()
        found.append(precincts.Precinct(place, audit, own))
        for gap in own.gaps:
            report.gap(f"{place}: {gap}")
    precincts.check(report, listed, added, found, options.poll)
    keep = ("poll", "title")
    polls = [{"source": one.source, **{name: one.report.facts.get(name) for name in keep}} for one in found]
    for told, one in zip(polls, found):
        told.update(faults=one.report.faults, warnings=one.report.warnings)
    report.facts["polls"] = polls
    if None in (options.registrar_key, options.ballot_box_key):
        report.warn("keys-not-pinned")


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
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("source", nargs="?", help="address of the poll, its bundle, or a folder with the bundle's files")
    what.add_argument(
        "--precincts", metavar="FOLDER", help="a folder with precincts.note, total.note and a bundle of each precinct"
    )
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
