//! What is kept apart from the database, so that a ballot box never starts on one that is older than its word: of each
//! poll the number of promises and the newest checkpoint (protocol section 8).
//!
//! The order is always: database commit, this record, then the promise leaves or the checkpoint becomes visible. A crash
//! between the first two leaves a database that is ahead of its record, which is harmless and made good at the start.

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
    held: Mutex<Held>,
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
    fn new(record: Record) -> Self {
        Self { seen: record.clone(), written: record, settled: true }
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

    /// Compares what the database holds with what was signed and promised. Where the writer goes on meanwhile, the record
    /// must have been read before the database: the database is always ahead.
    pub fn check(&self, tree: &Tree, promises: u64) -> Result<(), OlderDatabase> {
        if promises < self.promises {
            return Err(OlderDatabase::Promises { promised: self.promises, found: promises });
        }
        match tree.root_at(self.size) {
            None => Err(OlderDatabase::Log { signed: self.size, found: tree.size() }),
            Some(root) if b64(&root) != self.root => Err(OlderDatabase::Altered { size: self.size }),
            Some(_) => Ok(()),
        }
    }
}

impl Rollback {
    /// The record of a poll's log, if there is one.
    pub fn open(guard: &Arc<Guard>, poll: PollId) -> Result<Option<Self>, RollbackError> {
        Self::open_key(guard, poll_key(poll))
    }

    /// The record of the box's own log of polls, if there is one.
    pub fn open_box_log(guard: &Arc<Guard>) -> Result<Option<Self>, RollbackError> {
        Self::open_key(guard, BOX_LOG.to_owned())
    }

    /// A first record of a poll's log.
    pub fn create(guard: &Arc<Guard>, poll: PollId, tree: &Tree) -> Result<Self, RollbackError> {
        Self::create_key(guard, poll_key(poll), tree)
    }

    /// A first record of the box's own log of polls.
    pub fn create_box_log(guard: &Arc<Guard>, tree: &Tree) -> Result<Self, RollbackError> {
        Self::create_key(guard, BOX_LOG.to_owned(), tree)
    }

    /// What the record says now.
    pub fn read(&self) -> Record {
        self.held().seen.clone()
    }

    /// Records that `to` promises may leave. Never goes down.
    pub fn advance_promises(&self, to: u64) -> Result<(), RollbackError> {
        self.swap(|record| record.promises = record.promises.max(to))
    }

    /// Records the newest checkpoint. Never goes down.
    pub fn advance_log(&self, size: u64, root: &Hash) -> Result<(), RollbackError> {
        self.swap(|record| {
            if size > record.size {
                record.size = size;
                record.root = b64(root);
            }
        })
    }

    fn swap(&self, change: impl FnOnce(&mut Record)) -> Result<(), RollbackError> {
        self.swap_by(change, |bytes| self.guard.store(&self.key, bytes))
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

    fn open_key(guard: &Arc<Guard>, key: String) -> Result<Option<Self>, RollbackError> {
        let Some(stored) = guard.load(&key)? else { return Ok(None) };
        let record: Option<Record> = serde_json::from_slice(&stored).ok();
        match record {
            Some(record) if bytes(&record) == stored && parse_b64(&record.root).is_ok() => {
                Ok(Some(Self { guard: Arc::clone(guard), key, held: Mutex::new(Held::new(record)) }))
            }
            _ => Err(RollbackError::Malformed(key)),
        }
    }

    fn create_key(guard: &Arc<Guard>, key: String, tree: &Tree) -> Result<Self, RollbackError> {
        let record = Record { promises: 0, size: tree.size(), root: b64(&tree.root()) };
        if guard.load(&key)?.is_some() {
            return Err(RollbackError::Moved(key));
        }
        guard.store(&key, &bytes(&record))?;
        Ok(Self { guard: Arc::clone(guard), key, held: Mutex::new(Held::new(record)) })
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // Each part is replaced in one assignment, and the file is looked at again: a panicked holder does no harm.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn poll_key(poll: PollId) -> String {
    format!("poll-{poll}")
}

fn bytes(record: &Record) -> Vec<u8> {
    serde_json::to_vec(record).expect("a record has string keys only")
}

const BOX_LOG: &str = "polls-log";

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(leaves: u8) -> Tree {
        let mut tree = Tree::new();
        (0..leaves).for_each(|n| tree.push_leaf([n; 32]));
        tree
    }

    #[test]
    fn an_older_database_is_told_from_a_newer_one() {
        let dir = tempfile::tempdir().unwrap();
        let guard = Arc::new(Guard::open(dir.path()).unwrap());
        let poll = PollId::from([7; 32]);
        assert!(Rollback::open(&guard, poll).unwrap().is_none());
        let record = Rollback::create(&guard, poll, &tree(2)).unwrap();
        record.advance_promises(5).unwrap();
        record.advance_log(4, &tree(4).root()).unwrap();
        record.advance_promises(3).unwrap();
        record.advance_log(3, &tree(3).root()).unwrap();

        let again = Rollback::open(&guard, poll).unwrap().unwrap().read();
        again.check(&tree(4), 5).unwrap();
        again.check(&tree(9), 6).unwrap();
        assert!(matches!(again.check(&tree(4), 4), Err(OlderDatabase::Promises { promised: 5, found: 4 })));
        assert!(matches!(again.check(&tree(3), 5), Err(OlderDatabase::Log { signed: 4, found: 3 })));
        let mut other = Tree::new();
        (0..4).for_each(|n| other.push_leaf([n + 1; 32]));
        assert!(matches!(again.check(&other, 5), Err(OlderDatabase::Altered { size: 4 })));
    }

    #[test]
    fn a_write_that_failed_halfway_holds_nothing_up() {
        let dir = tempfile::tempdir().unwrap();
        let guard = Arc::new(Guard::open(dir.path()).unwrap());
        let record = Rollback::create(&guard, PollId::from([7; 32]), &tree(2)).unwrap();
        let promise = |to, store: &dyn Fn(&[u8]) -> io::Result<()>| {
            record.swap_by(|record| record.promises = to, store)
        };
        let refuse = || Err(io::Error::other("no room"));
        // The file is replaced, and nobody knows whether it would survive a power cut. Then nothing can be written at all.
        let failed = promise(5, &|bytes| guard.store(&record.key, bytes).and_then(|()| refuse()));
        assert!(matches!(failed, Err(RollbackError::Io(_))));
        assert!(matches!(promise(6, &|_| refuse()), Err(RollbackError::Io(_))));
        record.advance_promises(3).unwrap();
        // What was to be recorded is, though less was asked for since.
        let again = Rollback::open(&guard, PollId::from([7; 32])).unwrap().unwrap().read();
        assert_eq!((again.promises, record.read().promises), (6, 6));
        // And the file is still watched.
        guard.store(&record.key, b"{}").unwrap();
        assert!(matches!(record.advance_promises(9), Err(RollbackError::Moved(_))));
    }

    #[test]
    fn two_processes_do_not_overwrite_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let guard = Arc::new(Guard::open(dir.path()).unwrap());
        let poll = PollId::from([7; 32]);
        let first = Rollback::create(&guard, poll, &tree(2)).unwrap();
        assert!(matches!(Rollback::create(&guard, poll, &tree(2)), Err(RollbackError::Moved(_))));
        let second = Rollback::open(&guard, poll).unwrap().unwrap();
        second.advance_promises(1).unwrap();
        assert!(matches!(first.advance_promises(1), Err(RollbackError::Moved(_))));
        guard.store(&poll_key(poll), b"{}").unwrap();
        assert!(matches!(Rollback::open(&guard, poll), Err(RollbackError::Malformed(_))));
    }
}
