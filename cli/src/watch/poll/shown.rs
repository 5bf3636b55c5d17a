//! What a ballot box shows of a poll, and what the watcher was given to hold against it.

use crypto::encoding::BallotHash;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::note::Note;
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Outcome, Promise, Statement as _};
use serde::Deserialize;

use super::mirrors::Mirrored;
use super::{Look, Trouble, optional};
use crate::client::Answer;
use crate::watch::sighting::Kind;

/// What is shown now.
pub(super) struct Shown {
    pub(super) head: Checkpoint,
    pub(super) note: Note,
    pub(super) result: Option<(Outcome, String)>,
    pub(super) notices: Vec<String>,
    pub(super) issuance: Option<String>,
    /// At mirrors, and not later than the rest.
    pub(super) mirrored: Vec<Mirrored>,
}

/// A promise that somebody holds, and the list that its proof leads to.
pub(super) struct Held {
    pub(super) name: String,
    pub(super) ballot: BallotHash,
    pub(super) head: Option<(u64, [u8; 32])>,
}

impl Look<'_> {
    /// The receipts of this poll; of those that prove nothing it is told.
    pub(super) fn held(&mut self) -> Vec<Held> {
        let mut held = Vec::new();
        for (name, text) in self.receipts {
            let Ok(file) = ReceiptFile::parse(text) else { continue };
            let about = Promise::parse(file.promise.text()).map(|promise| promise.poll);
            if about != Ok(self.poll()) {
                continue;
            }
            match file.verify(&self.manifest.ballot_box.key) {
                Ok(receipt) => held.push(Held {
                    name: name.clone(),
                    ballot: receipt.promise.ballot,
                    head: receipt.logged.map(|head| (head.size, head.root)),
                }),
                Err(error) => {
                    self.sight(Kind::ReceiptUseless, name, format!("{name} proves nothing: {error}"));
                }
            }
        }
        held
    }

    pub(super) fn shown(&mut self, mirrored: Vec<Mirrored>) -> Result<Option<Shown>, Trouble> {
        let (poll, key) = (self.poll(), &self.manifest.ballot_box.key);
        let result = match optional(self.ballot_box.result(&poll))? {
            None => None,
            Some(note) => match statement::open::<Outcome>(&note, key) {
                Ok((outcome, _)) if outcome.poll == poll => Some((outcome, note)),
                Ok(_) => return Ok(self.unreadable("result", "is of another poll")),
                Err(error) => return Ok(self.unreadable("result", error)),
            },
        };
        let note = self.ballot_box.checkpoint(&poll)?;
        let (head, note) = match Checkpoint::open(&note, key, &poll_origin(key.name(), &poll)) {
            Ok(opened) => opened,
            Err(error) => return Ok(self.unreadable("checkpoint", error)),
        };
        #[derive(Deserialize)]
        struct Notices {
            notices: Vec<String>,
        }
        let notices: Notices = self.ballot_box.get(&poll, "/notices")?.json()?;
        let issuance = optional(self.ballot_box.get(&poll, "/issuance").and_then(Answer::text))?;
        Ok(Some(Shown { head, note, result, notices: notices.notices, issuance, mirrored }))
    }

    fn unreadable<T>(&mut self, what: &str, error: impl std::fmt::Display) -> Option<T> {
        self.sight(Kind::Unreadable, what, format!("the {what} that is shown: {error}"));
        None
    }
}
