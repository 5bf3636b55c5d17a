//! Checkpoints: signed heads of the poll's log, the newest and those that were kept from earlier.

use crypto::log::checkpoint::{Checkpoint, CheckpointError, poll_origin};
use crypto::log::cosignature::cosigners;
use crypto::manifest::Manifest;
use crypto::note::Note;

use super::Audit;
use super::receipts::Held;
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Party};
use crate::log::Log;
use crate::material::AuditError;
use crate::note;
use crate::report::CheckName;

/// A checkpoint whose signature holds.
#[derive(Clone)]
pub(super) struct Head {
    pub(super) file: String,
    pub(super) checkpoint: Checkpoint,
    /// How many of the manifest's witnesses cosigned it.
    pub(super) cosigners: u64,
}

/// All that are at hand.
pub(super) struct Heads {
    newest: Option<Head>,
    /// Kept from elsewhere, and those of receipts.
    older: Vec<Head>,
}

impl Heads {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Head> {
        self.newest.iter().chain(&self.older)
    }
}

impl Audit<'_> {
    /// Reads them and checks their signatures.
    pub(super) fn heads(&mut self, manifest: &Manifest, receipts: &[Held]) -> Result<Heads, AuditError> {
        let expected = self.expected;
        let proofs: Vec<Head> = receipts.iter().filter_map(|held| held.head.clone()).collect();
        self.check(CheckName::Checkpoints, 0, |audit| {
            let (newest, there) = audit.newest(manifest)?;
            let looked_at = there + expected.since.len() as u64 + proofs.len() as u64;
            let mut older = Vec::new();
            for (name, text) in &expected.since {
                match Note::parse(text) {
                    Ok(note) => older.extend(audit.head(manifest, name, &note)),
                    Err(error) => audit.findings.fault(FaultKind::CheckpointMalformed, name, error, None),
                }
            }
            older.extend(proofs);
            Ok((Heads { newest, older }, looked_at))
        })
    }

    /// The bundle's own, and whether there is one.
    fn newest(&mut self, manifest: &Manifest) -> Result<(Option<Head>, u64), AuditError> {
        let Some(part) = self.material.part(CHECKPOINT) else {
            self.findings.fault(FaultKind::FileMissing, CHECKPOINT, "the log's head is not there", None);
            return Ok((None, 0));
        };
        let note = note::read(part, CHECKPOINT, FaultKind::CheckpointMalformed, &mut self.findings)?;
        Ok((note.and_then(|note| self.head(manifest, CHECKPOINT, &note)), 1))
    }

    fn head(&mut self, manifest: &Manifest, file: &str, note: &Note) -> Option<Head> {
        let key = &manifest.ballot_box.key;
        let origin = poll_origin(key.name(), &manifest.id());
        match Checkpoint::from_note(note, key, &origin) {
            Ok(checkpoint) => return Some(Head::new(file, checkpoint, note, manifest)),
            Err(error @ CheckpointError::Note(_)) => {
                self.findings.fault(FaultKind::CheckpointSignature, file, error, None);
            }
            Err(error) => self.findings.fault(FaultKind::CheckpointMalformed, file, error, None),
        }
        None
    }

    /// True if the newest checkpoint is of exactly these entries.
    pub(super) fn checkpoints(
        &mut self,
        manifest: &Manifest,
        chronicle: &Chronicle,
        log: Option<&Log>,
        heads: &Heads,
    ) -> Result<bool, AuditError> {
        self.check(CheckName::Checkpoints, 0, |audit| {
            let anchored = match (log, &heads.newest) {
                (Some(log), Some(newest)) => audit.is_of_these(newest, log),
                _ => false,
            };
            audit.quorum(manifest, chronicle, log, heads);
            for (place, head) in heads.older.iter().enumerate() {
                let mut others = heads.newest.iter().chain(&heads.older[..place]);
                if others.any(|other| head.forks_from(other)) {
                    // Two signatures are proof, whatever entries are at hand.
                    let detail = format!(
                        "the ballot box signed another list of {} entries as well, in a checkpoint at hand",
                        head.checkpoint.size
                    );
                    let (kind, convicts) = (FaultKind::CheckpointInconsistent, Some(Party::BallotBox));
                    audit.findings.fault(kind, &head.file, detail, convicts);
                } else if let Some(log) = log {
                    audit.consistent(head, log, anchored);
                }
            }
            Ok((anchored, 0))
        })
    }

    fn is_of_these(&mut self, Head { file, checkpoint, .. }: &Head, log: &Log) -> bool {
        if checkpoint.size != log.size {
            let detail = format!("counts {} entries; {} are published", checkpoint.size, log.size);
            self.findings.fault(FaultKind::CheckpointSize, file, detail, None);
        } else if checkpoint.root != log.end.root {
            let detail = "the published entries lead to another root";
            self.findings.fault(FaultKind::CheckpointRoot, file, detail, None);
        } else {
            return true;
        }
        false
    }

    /// Whether a checkpoint at hand that reaches as far as the newest result has the quorum; before there is a result
    /// cosignatures may be on their way. Nobody is convicted: whoever passes a checkpoint on can leave cosignatures out.
    fn quorum(&mut self, manifest: &Manifest, chronicle: &Chronicle, log: Option<&Log>, heads: &Heads) {
        let results = chronicle.results.iter().map(|(_, result)| &result.statement);
        let Some(newest) = results.max_by_key(|result| result.tree_size) else { return };
        let quorum = u64::from(manifest.quorum);
        let reaching = heads.iter().filter(|head| head.checkpoint.size >= newest.tree_size);
        let most = reaching.map(|head| head.cosigners).max().unwrap_or_default();
        if most >= quorum {
            return;
        }
        let late = newest.issued.is_none() && log.is_some_and(|log| log.end.issuance.is_some());
        let hint = if late {
            "; those for the issuance statement that came later may be on their way: audit again later, or bring the \
             checkpoint of the result"
        } else {
            ""
        };
        let detail = format!(
            "{most} witnesses cosigned a checkpoint with the newest result, {quorum} must have{hint}"
        );
        self.findings.fault(FaultKind::QuorumMissed, CHECKPOINT, detail, None);
    }

    fn consistent(&mut self, Head { file, checkpoint, .. }: &Head, log: &Log, anchored: bool) {
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

impl Head {
    /// `checkpoint` is that of `note`, verified.
    pub(super) fn new(file: &str, checkpoint: Checkpoint, note: &Note, manifest: &Manifest) -> Self {
        let cosigners = cosigners(note, manifest.witnesses.iter().map(String::as_str));
        Self { file: file.to_owned(), checkpoint, cosigners }
    }

    fn forks_from(&self, other: &Self) -> bool {
        self.checkpoint.size == other.checkpoint.size && self.checkpoint.root != other.checkpoint.root
    }
}

const CHECKPOINT: &str = "checkpoint";
