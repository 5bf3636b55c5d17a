//! Checkpoints (C2SP tlog-checkpoint): what a log is at one size, signed.

use super::merkle::{Hash, Tree};
use super::parse_decimal;
use crate::encoding::{PollId, b64, parse_b64};
use crate::evidence::PART_MARK;
use crate::note::{Note, NoteError, ServiceName, SignerKey, VerifierKey};

/// A log's head: origin, number of entries, root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log this is: [`poll_origin`] or [`polls_origin`].
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
}

/// Why a checkpoint is not to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a note, or not signed by that key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not the lines origin, size and root.
    #[error("malformed checkpoint")]
    Malformed,
    /// A checkpoint of another log.
    #[error("the checkpoint is of the log {0}")]
    OtherLog(String),
}

/// Origin of a poll's log: `<ballot box name>/polls/<poll id>/log`.
pub fn poll_origin(ballot_box: &str, poll: &PollId) -> String {
    format!("{ballot_box}/polls/{poll}/log")
}

/// Origin of a ballot box's log of all polls it accepted: `<ballot box name>/polls/log`.
pub fn polls_origin(ballot_box: &ServiceName) -> String {
    format!("{ballot_box}/polls/log")
}

impl Checkpoint {
    /// The present head of `tree`.
    pub fn of(origin: String, tree: &Tree) -> Self {
        Self { origin, size: tree.size(), root: tree.root() }
    }

    /// Three lines: origin, decimal size, base64 of the root.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, b64(&self.root))
    }

    /// Reads a checkpoint's text. Extension lines are allowed if they are not empty, and are ignored, as the
    /// specification asks of clients; no Psephos log writes any. One that looks like the beginning of a part of an evidence
    /// file is refused: a ballot box could sign with it what nobody could show to others.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        Self::parse_lines(text).ok_or(CheckpointError::Malformed)
    }

    /// Signs the checkpoint.
    ///
    /// # Panics
    /// If the origin is empty or holds control characters.
    pub fn sign(&self, key: &SignerKey) -> Note {
        assert!(!self.origin.is_empty(), "a log has an origin");
        assert!(!self.origin.contains('\n'), "an origin is one line");
        Note::sign(self.to_text(), key)
    }

    /// Reads a note, verifies that `key` signed it, and then that it is a checkpoint of the log `origin`.
    ///
    /// # Errors
    /// See [`CheckpointError`].
    pub fn open(note: &str, key: &VerifierKey, origin: &str) -> Result<(Self, Note), CheckpointError> {
        let note = Note::parse(note)?;
        let checkpoint = Self::from_note(&note, key, origin)?;
        Ok((checkpoint, note))
    }

    /// As [`Checkpoint::open`], of a note that is parsed already.
    ///
    /// # Errors
    /// See [`CheckpointError`].
    pub fn from_note(note: &Note, key: &VerifierKey, origin: &str) -> Result<Self, CheckpointError> {
        note.verify(key)?;
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin == origin {
            Ok(checkpoint)
        } else {
            Err(CheckpointError::OtherLog(checkpoint.origin))
        }
    }

    fn parse_lines(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
        let size = lines.next().and_then(parse_decimal)?;
        let root = parse_b64(lines.next()?).ok()?.try_into().ok()?;
        let harmless = |extension: &str| !extension.is_empty() && !extension.starts_with(PART_MARK);
        lines.all(harmless).then_some(Self { origin, size, root })
    }
}
