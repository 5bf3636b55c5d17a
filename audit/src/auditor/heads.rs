//! Checkpoints: signed heads of the poll's log, the newest and those that were kept from earlier.

use crypto::log::checkpoint::{Checkpoint, CheckpointError, poll_origin};
use crypto::log::cosignature::cosigners;
use crypto::manifest::Manifest;
use crypto::note::Note;

use super::Audit;
use crate::fault::{FaultKind, Party};
use crate::log::Log;
use crate::material::AuditError;
use crate::note;

/// A checkpoint whose signature holds.
pub(super) struct Head {
    pub(super) file: String,
    pub(super) checkpoint: Checkpoint,
    /// How many of the manifest's witnesses cosigned it.
    pub(super) cosigners: u64,
}

impl Audit<'_> {
    pub(super) fn newest(&mut self, manifest: &Manifest) -> Result<Option<Head>, AuditError> {
        let Some(part) = self.material.part(CHECKPOINT) else {
            self.findings.fault(FaultKind::FileMissing, CHECKPOINT, "the log's head is not there", None);
            return Ok(None);
        };
        let note = note::read(part, CHECKPOINT, FaultKind::CheckpointMalformed, &mut self.findings)?;
        Ok(note.and_then(|note| self.head(manifest, CHECKPOINT, &note)))
    }

    pub(super) fn older(&mut self, manifest: &Manifest) -> Vec<Head> {
        let expected = self.expected;
        let mut heads = Vec::new();
        for (name, text) in &expected.since {
            match Note::parse(text) {
                Ok(note) => heads.extend(self.head(manifest, name, &note)),
                Err(error) => self.findings.fault(FaultKind::CheckpointMalformed, name, error, None),
            }
        }
        heads
    }

    fn head(&mut self, manifest: &Manifest, file: &str, note: &Note) -> Option<Head> {
        let key = &manifest.ballot_box.key;
        let origin = poll_origin(key.name(), &manifest.id());
        match Checkpoint::from_note(note, key, &origin) {
            Ok(checkpoint) => {
                let cosigners = cosigners(note, manifest.witnesses.iter().map(String::as_str));
                return Some(Head { file: file.to_owned(), checkpoint, cosigners });
            }
            Err(error @ CheckpointError::Note(_)) => {
                self.findings.fault(FaultKind::CheckpointSignature, file, error, None);
            }
            Err(error) => self.findings.fault(FaultKind::CheckpointMalformed, file, error, None),
        }
        None
    }

    /// True if the newest checkpoint is of exactly these entries; `decided` are the sizes that results name.
    pub(super) fn checkpoints(
        &mut self,
        manifest: &Manifest,
        log: Option<&Log>,
        newest: Option<&Head>,
        older: &[Head],
        decided: &[u64],
    ) -> bool {
        let Some(log) = log else { return false };
        let mut anchored = false;
        if let Some(Head { file, checkpoint, cosigners }) = newest {
            // A result needs the quorum on its checkpoint; while a poll runs, cosignatures may be on their way, and so may
            // those for the issuance statement that came after the result.
            let awaited = decided.iter().max().is_none_or(|last| {
                let before = log.at.get(last);
                let late_issuance =
                    log.end.issuance.is_some() && before.is_some_and(|at| at.issuance.is_none());
                late_issuance && last.checked_add(1) == Some(checkpoint.size)
            });
            if !awaited && *cosigners < u64::from(manifest.quorum) {
                let detail = format!("is cosigned by {cosigners} witnesses; {} must have", manifest.quorum);
                self.findings.fault(FaultKind::QuorumMissed, file, detail, None);
            }
            if checkpoint.size != log.size {
                let detail = format!("counts {} entries; {} are published", checkpoint.size, log.size);
                self.findings.fault(FaultKind::CheckpointSize, file, detail, None);
            } else if checkpoint.root != log.end.root {
                let detail = "the published entries lead to another root";
                self.findings.fault(FaultKind::CheckpointRoot, file, detail, None);
            } else {
                anchored = true;
            }
        }
        for Head { file, checkpoint, .. } in older {
            self.consistent(file, checkpoint, log, anchored);
        }
        anchored
    }

    pub(super) fn consistent(&mut self, file: &str, checkpoint: &Checkpoint, log: &Log, anchored: bool) {
        let (detail, convicts) = match log.at.get(&checkpoint.size) {
            Some(at) if at.root == checkpoint.root => return,
            Some(_) => {
                let convicts = anchored.then_some(Party::BallotBox);
                (format!("the log had another root at {} entries", checkpoint.size), convicts)
            }
            // Whoever made the bundle may have taken an earlier state of the same log.
            None => {
                let (then, now) = (checkpoint.size, log.size);
                (
                    format!("the log had {then} entries, and has {now} here: these files may just be older"),
                    None,
                )
            }
        };
        self.findings.fault(FaultKind::CheckpointInconsistent, file, detail, convicts);
    }
}

const CHECKPOINT: &str = "checkpoint";
