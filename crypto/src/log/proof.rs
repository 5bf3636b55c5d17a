//! Proofs that an entry stands in a log, as files that verify offline (C2SP tlog-proof).

use std::fmt;
use std::str::FromStr;

use super::checkpoint::{Checkpoint, CheckpointError};
use super::entry::Entry;
use super::merkle::{Hash, ProofError, verify_inclusion};
use super::parse_decimal;
use crate::encoding::{b64, parse_b64};
use crate::note::{Note, NoteError, VerifierKey};

/// An inclusion proof with the checkpoint it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Opaque bytes of the `extra` line. Nobody has signed them; Psephos writes none and reads nothing from them.
    pub extra: Option<Vec<u8>>,
    /// The entry's index, from 0.
    pub index: u64,
    /// Inclusion proof in the checkpoint's tree, the leaf's sibling first.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed by the log and perhaps by witnesses.
    pub checkpoint: Note,
}

/// Why a tlog-proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not the lines of a tlog-proof.
    #[error("malformed proof")]
    Malformed,
    /// What stands behind the empty line is not a note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The note is not the checkpoint of that log.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The hashes do not lead from the entry to the checkpoint's root.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl TlogProof {
    /// A proof for the entry at `index`.
    pub fn new(index: u64, proof: Vec<Hash>, checkpoint: Note) -> Self {
        Self { extra: None, index, proof, checkpoint }
    }

    /// Reads a tlog-proof; its printed form is `text` again, byte for byte. Nothing is verified yet.
    ///
    /// # Errors
    /// [`TlogProofError::Malformed`] and [`TlogProofError::Note`].
    pub fn parse(text: &str) -> Result<Self, TlogProofError> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(TlogProofError::Malformed)?;
        let (extra, index, proof) = parse_head(head).ok_or(TlogProofError::Malformed)?;
        Ok(Self { extra, index, proof, checkpoint: Note::parse(checkpoint)? })
    }

    /// Checks that `entry` stands at [`index`](Self::index) in the log `origin`, whose checkpoint `key` signed, and
    /// returns that checkpoint.
    ///
    /// # Errors
    /// Every variant of [`TlogProofError`] but the first.
    pub fn verify(
        &self,
        entry: &Entry,
        key: &VerifierKey,
        origin: &str,
    ) -> Result<Checkpoint, TlogProofError> {
        let checkpoint = Checkpoint::from_note(&self.checkpoint, key, origin)?;
        verify_inclusion(&entry.leaf_hash(), self.index, checkpoint.size, &self.proof, &checkpoint.root)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", b64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", b64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = TlogProofError;

    fn from_str(text: &str) -> Result<Self, TlogProofError> {
        Self::parse(text)
    }
}

fn parse_head(head: &str) -> Option<(Option<Vec<u8>>, u64, Vec<Hash>)> {
    let mut lines = head.split('\n').peekable();
    lines.next().filter(|line| *line == HEADER)?;
    let extra = match lines.peek()?.strip_prefix("extra ") {
        Some(extra) => {
            lines.next();
            Some(parse_b64(extra).ok()?)
        }
        None => None,
    };
    let index = lines.next()?.strip_prefix("index ").and_then(parse_decimal)?;
    let proof = lines.map(|line| parse_b64(line).ok()?.try_into().ok()).collect::<Option<Vec<Hash>>>()?;
    (proof.len() <= MAX_PROOF_HASHES).then_some((extra, index, proof))
}

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Height of a tree of 2^64 leaves.
const MAX_PROOF_HASHES: usize = 64;
