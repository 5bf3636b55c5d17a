"""What the services sign during a poll: docs/protocol.md section 3 (table), section 9, choices C6 and C16."""

from collections import namedtuple

from .encodings import Malformed, base64_padded, fields, hex_bytes, instant, integer
from .notes import statement

HOUR = 3600
Notice = namedtuple("Notice", "poll seq kind voting_closes at")
Issuance = namedtuple("Issuance", "poll eligible issued at")
Result = namedtuple("Result", "poll ballots issued tree_size root tally")


def notice(note):
    """A notice; `voting_closes` is None for `cancel` only."""
    value = fields(statement(note, "psephos-notice/v1"), ("poll", "seq", "kind", "reason", "at"), ("voting_closes",))
    kind, closes = value["kind"], value.get("voting_closes")
    if kind not in ("extend", "close", "cancel"):
        raise Malformed("is neither extend nor close nor cancel")
    if not isinstance(value["reason"], str):
        raise Malformed("has a reason that is no string")
    if (closes is None) != (kind == "cancel"):
        raise Malformed("has voting_closes with cancel, or lacks it")
    return Notice(
        _poll(value), integer(value["seq"], 1), kind, None if closes is None else instant(closes), instant(value["at"])
    )


def why_refused(item, close):
    """Which rule of section 9 the notice breaks while voting closes at `close`, or None."""
    if item.kind == "extend" and item.voting_closes <= close:
        return "extends to a time that is not later than the close"
    if item.kind == "close" and item.voting_closes >= close:
        return "closes at a time that is not earlier than the close"
    return None


def why_untimely(item, close, test):
    """What is odd about the notice's own time. Its arrival decides, and only the ballot box saw that."""
    if item.at >= close:
        return "was signed when voting had closed"
    if item.kind == "close" and not test and item.voting_closes < item.at + HOUR:
        return "closes less than an hour after it was signed"
    return None


def issuance(note):
    """The issuance statement."""
    value = fields(statement(note, "psephos-issuance/v1"), ("poll", "eligible", "issued", "at"))
    eligible = None if value["eligible"] is None else integer(value["eligible"])
    return Issuance(_poll(value), eligible, integer(value["issued"]), instant(value["at"]))


def assets(note):
    """The files of the booth, by path."""
    value = fields(statement(note, "psephos-assets/v1"), ("version", "files"))
    if not isinstance(value["version"], str) or not isinstance(value["files"], dict):
        raise Malformed("has no version or no files")
    for digest in value["files"].values():
        hex_bytes(digest, 32)
    if "/polls/{id}/booth" not in value["files"]:
        raise Malformed("does not list the booth's page")
    return value["files"]


def result(note):
    """A result. The tally is compared as a value, so its form beyond an object is not looked at here."""
    value = fields(statement(note, "psephos-result/v1"), ("poll", "ballots", "issued", "tree_size", "root", "tally"))
    issued = None if value["issued"] is None else integer(value["issued"])
    root = base64_padded(value["root"])
    if not isinstance(value["tally"], dict):
        raise Malformed("has a tally that is no object")
    if len(root) != 32:
        raise Malformed("has a root that is not 32 bytes")
    return Result(_poll(value), integer(value["ballots"]), issued, integer(value["tree_size"]), root, value["tally"])


def promise(note):
    """Poll id and ballot hash of a promise."""
    value = fields(statement(note, "psephos-promise/v1"), ("poll", "ballot"))
    return _poll(value), hex_bytes(value["ballot"], 32)


def _poll(value):
    return hex_bytes(value["poll"], 32)
