//! What stands in a log: a type and the hash of an object.

use super::merkle::{Hash, leaf_hash};
use crate::encoding::{BallotHash, Digest, PollId};

/// One entry: `u8 type || SHA-256(object)[32]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What the object is.
    pub kind: EntryKind,
    /// SHA-256 of the object.
    pub object: Digest,
}

/// The type byte of an [`Entry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum EntryKind {
    /// A manifest text; index 0 of a poll's log, and every entry of the ballot box's log of polls.
    Manifest = 0x01,
    /// A ballot.
    Ballot = 0x02,
    /// A notice text.
    Notice = 0x03,
    /// An issuance text.
    Issuance = 0x04,
    /// An assets text; index 1 of a poll's log, and again on each change of the booth.
    Assets = 0x05,
}

/// The bytes are no entry: not 33 of them, or of no known type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a log entry")]
pub struct EntryMalformed;

impl Entry {
    /// The entry of a manifest text.
    pub fn manifest(poll: PollId) -> Self {
        Self { kind: EntryKind::Manifest, object: Digest::from(*poll.as_bytes()) }
    }

    /// The entry of a ballot.
    pub fn ballot(ballot: BallotHash) -> Self {
        Self { kind: EntryKind::Ballot, object: Digest::from(*ballot.as_bytes()) }
    }

    /// The entry of a notice text.
    pub fn notice(text: &str) -> Self {
        Self { kind: EntryKind::Notice, object: Digest::of(text.as_bytes()) }
    }

    /// The entry of an issuance text.
    pub fn issuance(text: &str) -> Self {
        Self { kind: EntryKind::Issuance, object: Digest::of(text.as_bytes()) }
    }

    /// The entry of an assets text.
    pub fn assets(text: &str) -> Self {
        Self { kind: EntryKind::Assets, object: Digest::of(text.as_bytes()) }
    }

    /// Reads 33 bytes.
    ///
    /// # Errors
    /// If there are more or fewer, or the type is unknown.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryMalformed> {
        let bytes: &[u8; ENTRY_BYTES] = bytes.try_into().map_err(|_| EntryMalformed)?;
        let [kind, object @ ..] = *bytes;
        Ok(Self { kind: kind.try_into()?, object: Digest::from(object) })
    }

    /// The 33 bytes.
    pub fn to_bytes(&self) -> [u8; ENTRY_BYTES] {
        let mut bytes = [self.kind as u8; ENTRY_BYTES];
        bytes[1..].copy_from_slice(self.object.as_bytes());
        bytes
    }

    /// `SHA-256(0x00 || entry)`.
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}

impl TryFrom<u8> for EntryKind {
    type Error = EntryMalformed;

    fn try_from(byte: u8) -> Result<Self, EntryMalformed> {
        match byte {
            0x01 => Ok(Self::Manifest),
            0x02 => Ok(Self::Ballot),
            0x03 => Ok(Self::Notice),
            0x04 => Ok(Self::Issuance),
            0x05 => Ok(Self::Assets),
            _ => Err(EntryMalformed),
        }
    }
}

/// Length of every entry.
pub const ENTRY_BYTES: usize = 33;
