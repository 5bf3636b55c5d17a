//! A service's key hands over to its successor.

use serde::{Deserialize, Serialize};

use super::{OpenError, Statement};
use crate::note::{Note, SignerKey, VerifierKey};
use crate::time::UtcTime;

/// From its time on the service signs what is new with another key; what it signed before keeps the old one. Both keys sign
/// it: the old one that the new one is its successor, the new one that it is meant to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// The old key.
    pub from: VerifierKey,
    /// The new key, of the same name.
    pub to: VerifierKey,
    /// When it was signed.
    pub at: UtcTime,
}

impl Statement for Handover {
    const KIND: &'static str = "psephos-handover/v1";
    const MAX_BYTES: usize = MAX_HANDOVER_BYTES;

    fn check(&self) -> Result<(), &'static str> {
        match (self.from.name() == self.to.name(), self.from == self.to) {
            (false, _) => Err("a key is handed over to one of the same name"),
            (true, true) => Err("a key is handed over to another one"),
            (true, false) => Ok(()),
        }
    }
}

impl Handover {
    /// The note by which `old` hands over to `new`.
    ///
    /// # Panics
    /// If both are one key, or of two names.
    pub fn sign(old: &SignerKey, new: &SignerKey, at: UtcTime) -> Note {
        let handover = Self { from: old.verifier().clone(), to: new.verifier().clone(), at };
        assert_eq!(handover.check(), Ok(()), "two keys of one service");
        let mut note = super::sign(&handover, old);
        note.countersign(new).expect("two signatures find room");
        note
    }

    /// Reads a note, and verifies that both keys signed it. Whether the old one is known is for the caller to say.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(note: &str) -> Result<Self, OpenError> {
        let note = Note::parse_within(note, Self::MAX_BYTES)?;
        let handover = Self::parse(note.text())?;
        note.verify(&handover.from)?;
        note.verify(&handover.to)?;
        Ok(handover)
    }

    /// The key that `known` was handed over to by these notes, over any number of keys in between; `known` itself where none
    /// of them is by it. Notes that do not hold count for nothing.
    ///
    /// ```
    /// use crypto::note::SignerKey;
    /// use crypto::statement::Handover;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let name = "ballots.example.net".parse()?;
    /// let (old, new) = (SignerKey::generate(&name), SignerKey::generate(&name));
    /// let notes = [Handover::sign(&old, &new, "2026-11-20T09:00:00Z".parse()?).to_string()];
    /// assert_eq!(Handover::newest(old.verifier(), &notes), Ok(new.verifier().clone()));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`HandoverFork`] where one key was handed over twice.
    pub fn newest(known: &VerifierKey, notes: &[String]) -> Result<VerifierKey, HandoverFork> {
        let held: Vec<Self> = notes.iter().filter_map(|note| Self::open(note).ok()).collect();
        let mut key = known;
        // A ring of notes ends as well.
        for _ in 0..held.len() {
            let mut successors = held.iter().filter(|handover| handover.from == *key).map(|one| &one.to);
            let Some(next) = successors.next() else { break };
            if successors.any(|other| other != next) {
                return Err(HandoverFork);
            }
            key = next;
        }
        Ok(key.clone())
    }
}

/// One key was handed over to two others: whoever held it has lost it to somebody, or cheats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("one key was handed over to two others; none of them is to be trusted")]
pub struct HandoverFork;

/// Two verifier keys with the longest names, and as many signatures as a note may have.
const MAX_HANDOVER_BYTES: usize = 1 << 14;
