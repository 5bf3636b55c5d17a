//! Reads the notes of a bundle.

use crypto::note::{MAX_NOTE_BYTES, Note, NoteError, VerifierKey};
use crypto::statement::Statement;

use crate::fault::{FaultKind, Findings, Party};
use crate::material::{AuditError, Part};

/// A signed statement whose signature holds.
pub(crate) struct Signed<S> {
    pub(crate) statement: S,
    pub(crate) text: String,
}

/// Reads a note; what is wrong with it is a fault of kind `malformed`.
pub(crate) fn read(
    part: &Part,
    name: &str,
    malformed: FaultKind,
    findings: &mut Findings,
) -> Result<Option<Note>, AuditError> {
    if part.length() > MAX_NOTE_BYTES as u64 {
        findings.fault(malformed, name, NoteError::TooLarge, None);
        return Ok(None);
    }
    match Note::parse_bytes(&part.bytes()?) {
        Ok(note) => Ok(Some(note)),
        Err(error) => {
            findings.fault(malformed, name, error, None);
            Ok(None)
        }
    }
}

/// Reads a statement that `party` signed under `key`.
pub(crate) fn statement<S: Statement>(
    part: &Part,
    name: &str,
    (key, party): (&VerifierKey, Party),
    findings: &mut Findings,
) -> Result<Option<Signed<S>>, AuditError> {
    let Some(note) = read(part, name, FaultKind::StatementMalformed, findings)? else { return Ok(None) };
    let signed = note.verify(key);
    if let Err(error) = &signed {
        findings.fault(FaultKind::StatementSignature, name, error, None);
    }
    let text = note.text().to_owned();
    match S::parse(&text) {
        Ok(statement) => Ok(Some(Signed { statement, text })),
        Err(error) => {
            findings.fault(FaultKind::StatementMalformed, name, error, signed.is_ok().then_some(party));
            Ok(None)
        }
    }
}
