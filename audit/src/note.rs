//! Reads the notes of a bundle.

use crypto::note::{MAX_NOTE_BYTES, Note, NoteError, VerifierKey};
use crypto::statement::{Statement, StatementError};

use crate::fault::{FaultKind, Findings, Party};
use crate::material::{AuditError, Part};

/// A statement that could be read.
pub(crate) struct Signed<S> {
    pub(crate) statement: S,
    pub(crate) text: String,
    /// Who answers for it: nobody if the signature does not hold, for then anybody may have changed it.
    pub(crate) by: Option<Party>,
}

/// Reads a note of the usual length; what is wrong with it is a fault of kind `malformed`.
pub(crate) fn read(
    part: &Part,
    name: &str,
    malformed: FaultKind,
    findings: &mut Findings,
) -> Result<Option<Note>, AuditError> {
    read_within(MAX_NOTE_BYTES, part, name, malformed, findings)
}

fn read_within(
    most: usize,
    part: &Part,
    name: &str,
    malformed: FaultKind,
    findings: &mut Findings,
) -> Result<Option<Note>, AuditError> {
    if part.length() > most as u64 {
        findings.fault(malformed, name, NoteError::TooLarge(most), None);
        return Ok(None);
    }
    let bytes = part.bytes()?;
    let note = str::from_utf8(&bytes).map_err(|_| NoteError::NotUtf8);
    match note.and_then(|note| Note::parse_within(note, most)) {
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
    let malformed = FaultKind::StatementMalformed;
    let Some(note) = read_within(S::MAX_BYTES, part, name, malformed, findings)? else { return Ok(None) };
    let signed = note.verify(key);
    let by = signed.is_ok().then_some(party);
    if let Err(error) = signed {
        findings.fault(FaultKind::StatementSignature, name, error, None);
    }
    let text = note.text().to_owned();
    match S::parse(&text) {
        Ok(statement) => Ok(Some(Signed { statement, text, by })),
        Err(error) => {
            // A sound statement of another kind was put here by whoever made the bundle.
            let by = by.filter(|_| !matches!(error, StatementError::OtherKind(_)));
            findings.fault(FaultKind::StatementMalformed, name, error, by);
            Ok(None)
        }
    }
}
