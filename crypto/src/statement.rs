//! What the two services sign, other than manifests and checkpoints: a first line that tells the kind, and one line
//! of strict JSON.
//!
//! ```
//! use crypto::note::SignerKey;
//! use crypto::statement::{self, OpenError, Promise, Refusal};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let ballot_box = SignerKey::generate(&"ballots.example.net".parse()?);
//! let promise = Promise { poll: [1; 32].into(), ballot: [2; 32].into() };
//! let note = statement::sign(&promise, &ballot_box).to_string();
//!
//! let (opened, _) = statement::open::<Promise>(&note, ballot_box.verifier())?;
//! assert_eq!(opened, promise);
//! let as_refusal = statement::open::<Refusal>(&note, ballot_box.verifier());
//! assert!(matches!(as_refusal, Err(OpenError::Statement(_))), "signed, but another kind");
//! # Ok(())
//! # }
//! ```

mod handover;
mod kinds;
mod precincts;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use handover::{Handover, HandoverFork};
pub use kinds::{Assets, Issuance, MAX_RESULT_BYTES, Notice, NoticeKind, Outcome, Pass, Promise, Refusal};
pub use precincts::{Added, Precincts, Total, digest};

use self::kinds::root_in_base64;
use crate::note::{MAX_NOTE_BYTES, Note, NoteError, SignerKey, VerifierKey};
use crate::strict_json::{self, StrictJsonError};

/// A statement of one kind: the text of a signed note.
pub trait Statement: Serialize + DeserializeOwned {
    /// The text's first line.
    const KIND: &'static str;
    /// Greatest length of a note of this kind, in bytes.
    const MAX_BYTES: usize = MAX_NOTE_BYTES;

    /// Rules that the types alone do not express.
    ///
    /// # Errors
    /// The rule that is broken, in words.
    fn check(&self) -> Result<(), &'static str> {
        Ok(())
    }

    /// `KIND`, the compact JSON, and a line feed after each.
    fn to_text(&self) -> String {
        let json = serde_json::to_string(self)
            .expect("statements have string keys and nothing that fails to serialise");
        format!("{}\n{json}\n", Self::KIND)
    }

    /// Reads a text of this kind. White space inside the line is allowed: what counts are the bytes that were signed.
    ///
    /// # Errors
    /// See [`StatementError`].
    fn parse(text: &str) -> Result<Self, StatementError> {
        let statement: Self = strict_json::parse(json_line(text, Self::KIND)?)?;
        statement.check().map_err(StatementError::Rule)?;
        Ok(statement)
    }
}

/// Why a text is not a statement of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The first line is not the kind's.
    #[error("not a statement of the kind {0}")]
    OtherKind(&'static str),
    /// Not exactly two lines, each ended by a line feed.
    #[error("a statement is two lines")]
    Lines,
    /// The second line is not the strict JSON of this kind.
    #[error("malformed statement: {0}")]
    Json(#[from] StrictJsonError),
    /// A rule beyond the form.
    #[error("malformed statement: {0}")]
    Rule(&'static str),
}

/// Why a note was not opened as a statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not a note, or not signed by that key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Signed, but not a statement of that kind: whoever holds the key has signed nonsense, or another kind.
    #[error(transparent)]
    Statement(#[from] StatementError),
}

/// Signs a statement.
pub fn sign<S: Statement>(statement: &S, key: &SignerKey) -> Note {
    Note::sign(statement.to_text(), key)
}

/// Reads a note, verifies that `key` signed it, and only then reads the statement.
///
/// # Errors
/// See [`OpenError`].
pub fn open<S: Statement>(note: &str, key: &VerifierKey) -> Result<(S, Note), OpenError> {
    let note = Note::parse_within(note, S::MAX_BYTES)?;
    note.verify(key)?;
    let statement = S::parse(note.text())?;
    Ok((statement, note))
}

/// The second line of a text whose first line is `kind`, without its line feed.
///
/// # Errors
/// [`StatementError::OtherKind`] and [`StatementError::Lines`].
pub(crate) fn json_line<'a>(text: &'a str, kind: &'static str) -> Result<&'a str, StatementError> {
    let rest = text.strip_prefix(kind).and_then(|rest| rest.strip_prefix('\n'));
    let line =
        rest.ok_or(StatementError::OtherKind(kind))?.strip_suffix('\n').ok_or(StatementError::Lines)?;
    if line.contains('\n') { Err(StatementError::Lines) } else { Ok(line) }
}
