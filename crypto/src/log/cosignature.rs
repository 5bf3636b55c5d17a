//! Cosignatures (C2SP tlog-cosignature): a witness's word that it saw a log only grow.
//!
//! ```text
//! key id    = SHA-256(name || "\n" || type || public key)[:4]
//! signature = u64 timestamp || signature of the message
//!
//! type 0x04, Ed25519:   "cosignature/v1\ntime <timestamp>\n" || checkpoint text
//! type 0x06, ML-DSA-44: "subtree/v1\n\0" || u8 length, name || u64 timestamp || u8 length, origin || u64 0 || u64 size || root
//! ```

mod key;

use std::fmt;

pub use key::{WitnessKey, WitnessSigner};

use super::checkpoint::Checkpoint;
use super::merkle::Hash;
use super::parse_decimal;
use crate::encoding::{b64, parse_b64};
use crate::note::{Note, NoteError};

impl WitnessKey {
    /// When the witness cosigned the checkpoint `note`, in Unix seconds by its clock; `None` if it did not. Several
    /// cosignatures of one witness are allowed; the newest counts.
    pub fn cosigned(&self, note: &Note) -> Option<u64> {
        note.signatures_by(self.name(), self.id()).filter_map(|line| self.time_of(note, line)).max()
    }

    /// Adds to `checkpoint` the newest valid cosignature of this witness among `lines`, the answer to `add-checkpoint`, and
    /// returns its time. Lines of unknown keys are ignored.
    ///
    /// # Errors
    /// If the lines are none, the witness did not cosign, or the note is full.
    pub fn admit(&self, checkpoint: &mut Note, lines: &str) -> Result<u64, NoteError> {
        let answer = Note::parse(&format!("{}\n{lines}", checkpoint.text()))?;
        let timed = answer.signatures_by(self.name(), self.id());
        let timed = timed.filter_map(|line| Some((self.time_of(checkpoint, line)?, line)));
        let (time, newest) = timed
            .max_by_key(|(time, _)| *time)
            .ok_or_else(|| NoteError::NotSigned(self.name().to_owned()))?;
        checkpoint.attach(self.name(), self.id(), newest.to_vec())?;
        Ok(time)
    }

    /// The time of a cosignature `u64 time || signature`, if it holds.
    fn time_of(&self, note: &Note, cosignature: &[u8]) -> Option<u64> {
        let (time, signature) = cosignature.split_first_chunk::<8>()?;
        let time = u64::from_be_bytes(*time);
        let fits = time <= i64::MAX.cast_unsigned();
        (fits && self.has_signed(note, time, signature)).then_some(time)
    }
}

/// How many of `witnesses` cosigned the checkpoint. Each of a manifest's witnesses counts once.
pub fn cosigners<'w>(checkpoint: &Note, witnesses: impl IntoIterator<Item = &'w str>) -> u64 {
    let keys = witnesses.into_iter().filter_map(|key| key.parse::<WitnessKey>().ok());
    keys.filter(|key| key.cosigned(checkpoint).is_some()).count() as u64
}

/// What a log sends to a witness (C2SP tlog-witness, `add-checkpoint`): a checkpoint, and the proof that it continues the
/// one that the witness cosigned last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint that the witness cosigned last; 0 if none.
    pub old: u64,
    /// Consistency proof between the two (RFC 6962 section 2.1.2); empty if `old` is 0.
    pub proof: Vec<Hash>,
    /// The checkpoint's note.
    pub checkpoint: Note,
}

/// The text is no request to add a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `old <size>`, at most 63 hashes, an empty line and a checkpoint")]
pub struct AddCheckpointMalformed;

impl AddCheckpoint {
    /// Reads a request and the checkpoint's text in it. Nothing is verified yet.
    ///
    /// # Errors
    /// [`AddCheckpointMalformed`], also where the old size is greater than the checkpoint's.
    pub fn parse(text: &str) -> Result<(Self, Checkpoint), AddCheckpointMalformed> {
        Self::parse_lines(text).ok_or(AddCheckpointMalformed)
    }

    fn parse_lines(text: &str) -> Option<(Self, Checkpoint)> {
        let (head, note) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let old = lines.next()?.strip_prefix("old ").and_then(parse_decimal)?;
        let proof = lines.map(|line| parse_b64(line).ok()?.try_into().ok()).collect::<Option<Vec<Hash>>>()?;
        let checkpoint = Note::parse(note).ok()?;
        let head = Checkpoint::parse(checkpoint.text()).ok()?;
        let fits = proof.len() <= MAX_PROOF_HASHES && old <= head.size && (old > 0 || proof.is_empty());
        fits.then_some((Self { old, proof, checkpoint }, head))
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", b64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// The most that C2SP tlog-witness allows.
const MAX_PROOF_HASHES: usize = 63;
