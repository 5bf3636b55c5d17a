//! The end of a poll: a result in time, with the witnesses that it needs, over every promised ballot.

use crypto::encoding::BallotHash;
use crypto::evidence::{Finding, Part, Statements, result_due};
use crypto::log::cosignature::cosigners;
use crypto::log::entry::EntryKind;
use crypto::manifest::Manifest;
use crypto::statement::{self, Notice, NoticeKind};

use super::Look;
use super::shown::{Held, Shown};
use crate::watch::sighting::{Kind, Sighting};

impl Look<'_> {
    /// The manifest's quorum: of the newest list, and of the one that was counted.
    pub(super) fn witnesses(&mut self, shown: &Shown) {
        let quorum = u64::from(self.manifest.quorum);
        let signed = cosigners(&shown.note, self.manifest.witnesses.iter().map(String::as_str));
        if signed >= quorum {
            return;
        }
        let counted = shown.result.as_ref().is_some_and(|(outcome, _)| outcome.tree_size == shown.head.size);
        let kind = if counted { Kind::QuorumMissed } else { Kind::NotCosigned };
        let detail =
            format!("the list of {} entries has {signed} cosignatures; {quorum} are needed", shown.head.size);
        self.sight(kind, "", detail);
    }

    /// A result that is there counts all ballots and holds every promise; one that is not there is not due yet.
    pub(super) fn result(&mut self, shown: &Shown, held: &[Held]) {
        let notices: Vec<Part> =
            shown.notices.iter().map(|note| Part::new("notice", note.as_str())).collect();
        let (statements, _) = Statements::read(&notices, self.manifest);
        let due = result_due(self.manifest, &statements);
        let listed = |kind| self.memory.log.others.iter().any(|entry| entry.is(kind));
        let end = match &shown.result {
            Some((outcome, _)) if outcome.ballots != self.memory.log.ballots => {
                let detail = format!(
                    "the result counts {} ballots; {} are on the list",
                    outcome.ballots, self.memory.log.ballots
                );
                self.sight(Kind::ResultBallots, "", detail);
                return;
            }
            Some((outcome, _)) => {
                if outcome.issued.is_some() && listed(EntryKind::Issuance) {
                    self.memory.over.get_or_insert(self.now);
                }
                outcome.tree_size
            }
            None if due.is_none() && cancelled(&shown.notices, self.manifest) => {
                self.memory.over.get_or_insert(self.now);
                shown.head.size
            }
            None => {
                // A mirror owes nothing.
                let owes = self.ballot_box.http().base() == self.manifest.ballot_box.url;
                if let Some(due) = due.filter(|due| owes && self.now >= *due) {
                    let parts = self.parts(shown, held);
                    self.found.push(Sighting::proved(&Finding::NoResult { due }, parts));
                }
                return;
            }
        };
        let missing = |held: &&Held| self.memory.log.index_of(held.ballot).is_none_or(|index| index >= end);
        let broken: Vec<(String, BallotHash)> =
            held.iter().filter(missing).map(|held| (held.name.clone(), held.ballot)).collect();
        if broken.is_empty() {
            return;
        }
        let entries = self.evidence_entries(shown.head.size);
        if !self.conclude(shown, held, entries) {
            for (name, ballot) in broken {
                let detail = format!(
                    "the ballot {ballot} was promised ({name}) and is not on the list of {end} entries"
                );
                let parts = self.parts(shown, held);
                self.found
                    .push(Sighting::new(Kind::PromiseBroken, ballot.to_string(), detail).shown_by(parts));
            }
        }
    }
}

/// Whether one of the notices that the registrar signed cancels the poll.
fn cancelled(notices: &[String], manifest: &Manifest) -> bool {
    notices.iter().any(|note| {
        let read = statement::open::<Notice>(note, &manifest.registrar.key);
        read.is_ok_and(|(notice, _)| notice.poll == manifest.id() && notice.kind == NoticeKind::Cancel)
    })
}
