"""Steps 1 and 2: the manifest's hash, signatures, keys and rules; the form of the token key (sections 4 and 5)."""

import hashlib

from ..encodings import Malformed
from ..manifest import Manifest
from ..tokens import TokenKey


def check(audit):
    """Reads the manifest. False if nothing else can be checked."""
    note = audit.note("manifest.note")
    if note is None:
        audit.report.gap("everything: there is no manifest that can be read")
        return False
    audit.poll = hashlib.sha256(note.text.encode()).digest()
    audit.report.facts["poll"] = audit.poll.hex()
    if audit.wanted_poll not in (None, audit.poll.hex()):
        audit.report.fault("other-poll", "manifest.note", f"its hash is {audit.poll.hex()}, not the poll id")
    try:
        audit.manifest = Manifest.parse(note)
    except Malformed as error:
        audit.report.fault("manifest-malformed", "manifest.note", str(error))
        audit.report.gap("everything but the manifest, because it breaks a rule")
        return False
    audit.report.facts["title"] = audit.manifest.title
    for service in ("registrar", "ballot_box"):
        _service(audit, note, service)
    _token_key(audit)
    return True


def _service(audit, note, service):
    """This service signed, with the key that the manifest names and that was announced."""
    key, wanted = getattr(audit.manifest, service), audit.wanted_keys[service]
    if wanted is not None and key != wanted:
        audit.report.fault("other-key", "manifest.note", f"{service} has the key {key}, announced is {wanted}")
    audit.is_signed(note, key, "manifest.note", "manifest-signature")


def _token_key(audit):
    try:
        audit.token_key = TokenKey(audit.manifest.token_key)
    except Malformed as error:
        audit.report.fault("manifest-malformed", "manifest.note", f"token: {error}")
        audit.report.gap("the tokens of the ballots, because the token key cannot be used")
