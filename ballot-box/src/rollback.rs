//! What is kept apart from the database, so that a ballot box never starts on one that is older than its word: of each
//! poll the number of promises and the newest checkpoint (protocol section 8).
//!
//! The order is always: database commit, this record, then the promise leaves or the checkpoint becomes visible. A crash
//! between the first two leaves a database that is ahead of its record, which is harmless and made good at the start.
//!
//! Several processes on one database share one directory of records (ADR 8). Each advances what it finds in the file, one
//! at a time: there a record that has moved is the others' work, not a fault.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crypto::encoding::{PollId, b64, parse_b64};
use crypto::log::merkle::{Hash, Tree};
use serde::{Deserialize, Serialize};
use web::guard::Guard;

/// The record of one log, advanced by compare-and-swap.
#[derive(Debug)]
pub struct Rollback {
    guard: Arc<Guard>,
    key: String,
    sharing: Sharing,
    held: Mutex<Held>,
}

/// Who writes the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// This process alone.
    Alone,
    /// This process and others.
    Replicas,
}

/// What this process knows of the file.
#[derive(Debug)]
struct Held {
    /// What it held when it was last seen.
    seen: Record,
    /// What was last written, perhaps in vain: a write that failed may yet have replaced the file.
    written: Record,
    /// Whether `written` is known to be on the disk.
    settled: bool,
}

impl Held {
    /// As the file shows it, which may be in memory alone: whoever wrote it may have been killed before its sync.
    fn loaded(record: Record) -> Self {
        Self { seen: record.clone(), written: record, settled: false }
    }
}

/// Why the record could not be advanced, or not be read.
#[derive(Debug, thiserror::Error)]
pub enum RollbackError {
    /// The disk refuses.
    #[error("the state directory: {0}")]
    Io(#[from] io::Error),
    /// Someone else changed the record since this process wrote it.
    #[error("the record {0} in the state directory was changed by another process")]
    Moved(String),
    /// The record is not one of ours.
    #[error("the record {0} in the state directory is damaged")]
    Malformed(String),
    /// Another list of that length was recorded.
    #[error("the record {0} in the state directory is of another list of {1} entries")]
    Split(String, u64),
}

/// Why a database must not be served.
#[derive(Debug, thiserror::Error)]
pub enum OlderDatabase {
    /// Promises were given that the database does not know.
    #[error(
        "{promised} ballots were promised, but the database holds {found}: it is older than the promises given"
    )]
    Promises {
        /// Promises given.
        promised: u64,
        /// Ballots found.
        found: u64,
    },
    /// A checkpoint was signed that the database does not reach.
    #[error(
        "a checkpoint of {signed} entries was signed, but the database holds {found}: it is older than the log"
    )]
    Log {
        /// Entries signed for.
        signed: u64,
        /// Entries found.
        found: u64,
    },
    /// The entries are not those that were signed.
    #[error("the database holds other entries than were signed for at size {size}")]
    Altered {
        /// Size of the checkpoint.
        size: u64,
    },
}

/// What a record said at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    promises: u64,
    size: u64,
    root: String,
}

impl Record {
    /// Entries of the newest checkpoint.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Promises that may have left.
    pub fn promises(&self) -> u64 {
        self.promises
    }

    /// Compares what the database holds with what was signed and promised. Where the writer goes on meanwhile, the record
    /// must have been read before the database: the database is always ahead.
    pub fn check(&self, tree: &Tree, promises: u64) -> Result<(), OlderDatabase> {
        if promises < self.promises {
            return Err(OlderDatabase::Promises { promised: self.promises, found: promises });
        }
        self.check_log(tree)
    }

    /// The same of the log alone.
    pub fn check_log(&self, tree: &Tree) -> Result<(), OlderDatabase> {
        match tree.root_at(self.size) {
            None => Err(OlderDatabase::Log { signed: self.size, found: tree.size() }),
            Some(root) if b64(&root) != self.root => Err(OlderDatabase::Altered { size: self.size }),
            Some(_) => Ok(()),
        }
    }
}

impl Rollback {
    /// The record of a poll's log, if there is one.
    pub fn open(guard: &Arc<Guard>, sharing: Sharing, poll: PollId) -> Result<Option<Self>, RollbackError> {
        Self::open_key(guard, sharing, poll_key(poll))
    }

    /// The record of the box's own log of polls, if there is one.
    pub fn open_box_log(guard: &Arc<Guard>, sharing: Sharing) -> Result<Option<Self>, RollbackError> {
        Self::open_key(guard, sharing, BOX_LOG.to_owned())
    }

    /// A first record of a poll's log. Where replicas share the records, another one may have made it just before.
    pub fn create(
        guard: &Arc<Guard>,
        sharing: Sharing,
        poll: PollId,
        tree: &Tree,
    ) -> Result<Self, RollbackError> {
        Self::create_key(guard, sharing, poll_key(poll), tree)
    }

    /// A first record of the box's own log of polls.
    pub fn create_box_log(guard: &Arc<Guard>, sharing: Sharing, tree: &Tree) -> Result<Self, RollbackError> {
        Self::create_key(guard, sharing, BOX_LOG.to_owned(), tree)
    }

    /// What the record says now.
    pub fn read(&self) -> Result<Record, RollbackError> {
        let mut held = self.held();
        if self.sharing == Sharing::Replicas {
            *held = Held::loaded(self.stored()?);
        }
        Ok(held.seen.clone())
    }

    /// Records that `to` promises may leave. Never goes down.
    pub fn advance_promises(&self, to: u64) -> Result<(), RollbackError> {
        self.swap(|record| record.promises = record.promises.max(to))
    }

    /// Records the newest checkpoint. Never goes down.
    ///
    /// # Errors
    /// Also if another one of that size was recorded: then this one must never be seen.
    pub fn advance_log(&self, size: u64, root: &Hash) -> Result<(), RollbackError> {
        let mut split = false;
        self.swap(|record| {
            if size > record.size {
                record.size = size;
                record.root = b64(root);
            }
            split = size == record.size && b64(root) != record.root;
        })?;
        if split { Err(RollbackError::Split(self.key.clone(), size)) } else { Ok(()) }
    }

    fn swap(&self, change: impl FnOnce(&mut Record)) -> Result<(), RollbackError> {
        match self.sharing {
            Sharing::Alone => self.swap_by(change, |bytes| self.guard.store(&self.key, bytes)),
            Sharing::Replicas => self.swap_together(change),
        }
    }

    /// Under the directory's lock: what is compared is what is replaced.
    fn swap_together(&self, change: impl FnOnce(&mut Record)) -> Result<(), RollbackError> {
        let mut held = self.held();
        let _alone = self.guard.alone()?;
        let mut record = self.stored()?;
        change(&mut record);
        self.guard.settle(&self.key, &bytes(&record))?;
        *held = Held::loaded(record);
        Ok(())
    }

    /// What the file says.
    fn stored(&self) -> Result<Record, RollbackError> {
        let malformed = || RollbackError::Malformed(self.key.clone());
        parse(&self.guard.load(&self.key)?.ok_or_else(malformed)?).ok_or_else(malformed)
    }

    fn swap_by(
        &self,
        change: impl FnOnce(&mut Record),
        store: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> Result<(), RollbackError> {
        let mut held = self.held();
        // All that was ever to be recorded stays in, whether its write failed or not: the database has it.
        let mut next = held.written.clone();
        change(&mut next);
        if held.settled && next == held.written {
            return Ok(());
        }
        let stored = self.guard.load(&self.key)?;
        if stored.as_deref() == Some(&*bytes(&held.written)) {
            held.seen = held.written.clone();
        } else if stored.as_deref() != Some(&*bytes(&held.seen)) {
            return Err(RollbackError::Moved(self.key.clone()));
        }
        held.settled = false;
        held.written = next;
        store(&bytes(&held.written))?;
        held.seen = held.written.clone();
        held.settled = true;
        Ok(())
    }

    fn open_key(guard: &Arc<Guard>, sharing: Sharing, key: String) -> Result<Option<Self>, RollbackError> {
        let Some(stored) = guard.load(&key)? else { return Ok(None) };
        match parse(&stored) {
            Some(record) => Ok(Some(Self::new(guard, sharing, key, record))),
            None => Err(RollbackError::Malformed(key)),
        }
    }

    fn create_key(
        guard: &Arc<Guard>,
        sharing: Sharing,
        key: String,
        tree: &Tree,
    ) -> Result<Self, RollbackError> {
        let _alone = guard.alone()?;
        let record = Record { promises: 0, size: tree.size(), root: b64(&tree.root()) };
        match Self::open_key(guard, sharing, key.clone())? {
            Some(made) if sharing == Sharing::Replicas => return Ok(made),
            Some(_) => return Err(RollbackError::Moved(key)),
            None => guard.store(&key, &bytes(&record))?,
        }
        Ok(Self::new(guard, sharing, key, record))
    }

    fn new(guard: &Arc<Guard>, sharing: Sharing, key: String, record: Record) -> Self {
        Self { guard: Arc::clone(guard), key, sharing, held: Mutex::new(Held::loaded(record)) }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // Each part is replaced in one assignment, and the file is looked at again: a panicked holder does no harm.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn poll_key(poll: PollId) -> String {
    format!("poll-{poll}")
}

/// Only in the one spelling in which it is written.
fn parse(stored: &[u8]) -> Option<Record> {
    let record: Record = serde_json::from_slice(stored).ok()?;
    (bytes(&record) == stored && parse_b64(&record.root).is_ok()).then_some(record)
}

fn bytes(record: &Record) -> Vec<u8> {
    serde_json::to_vec(record).expect("a record has string keys only")
}

const BOX_LOG: &str = "polls-log";

#[cfg(test)]
mod tests;
