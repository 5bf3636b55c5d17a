//! How many passes each poll has issued, kept apart from the database as well: a registrar whose ledger holds fewer
//! runs on an old backup, and would issue second passes.
//!
//! Where several processes issue, each counts the ledger after its commit, before the pass leaves: the record then is never
//! more than the ledger holds, and never less than what left, whoever issued it.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use web::guard::Guard;
use web::{Db, DbError};

use crate::store::issued;

/// The ledger does not hold what was issued.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RollbackError {
    /// Fewer passes than were issued.
    #[error(
        "the database is older than the service's records: poll {poll} has {ledger} passes in the ledger, but {issued} \
         were issued. Restore a newer database; with this one voters could get a second pass"
    )]
    Fewer {
        /// The poll.
        poll: String,
        /// Rows in the ledger.
        ledger: u64,
        /// Passes issued.
        issued: u64,
    },
    /// The record is gone.
    #[error(
        "poll {poll} has {ledger} passes in the ledger, but no record in `state_dir`: nothing tells whether more were \
         issued. Restore `state_dir`; if it is lost and this database is known to be the newest, write {ledger} into \
         its file {PREFIX}{poll}"
    )]
    Missing {
        /// The poll.
        poll: String,
        /// Rows in the ledger.
        ledger: u64,
    },
    /// The records cannot be read.
    #[error("the records beside the database cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// The counts.
#[derive(Debug)]
pub(crate) struct IssuedCounts {
    guard: Guard,
    /// Whether other processes issue passes, too.
    shared: bool,
    known: Mutex<HashMap<String, Known>>,
}

/// What the records said at one moment: passes issued, by poll id.
#[derive(Debug)]
pub(crate) struct Recorded(Vec<(String, u64)>);

/// What is known of a poll.
#[derive(Debug, Default)]
struct Known {
    /// Passes in the ledger.
    count: u64,
    /// A write of them ended in doubt: the ledger may hold more.
    doubtful: bool,
}

/// Passes in the ledger by poll id, each looked at. Where other numbers of them were counted, as by a program that did not count
/// at all, they are counted anew.
pub(crate) fn of_the_ledger(db: &Db) -> Result<Vec<(String, i64)>, DbError> {
    let ledger = db.run_here(issued::compare)?;
    if ledger.iter().any(|poll| poll.ledger != poll.counted) {
        tracing::info!("the ledger of passes is counted anew");
        db.write_here(issued::recount)?;
    }
    Ok(ledger.into_iter().map(|poll| (poll.poll, poll.ledger)).collect())
}

impl Recorded {
    /// Reads them. Before the ledger is counted: others may issue meanwhile, and the ledger is always ahead.
    pub(crate) fn read(guard: &Guard) -> Result<Self, RollbackError> {
        let mut recorded = Vec::new();
        for key in guard.keys()? {
            if let Some(poll) = key.strip_prefix(PREFIX) {
                recorded.push((poll.to_owned(), guard.count(&key)?));
            }
        }
        Ok(Self(recorded))
    }
}

impl IssuedCounts {
    /// Compares the ledger's counts by poll id with the records; refuses a ledger that holds fewer. `shared`: other
    /// processes issue passes, too.
    pub(crate) fn check(
        guard: Guard,
        recorded: Recorded,
        ledger: Vec<(String, i64)>,
        shared: bool,
    ) -> Result<Self, RollbackError> {
        let known: HashMap<String, u64> =
            ledger.into_iter().map(|(poll, count)| (poll, u64::try_from(count).unwrap_or(0))).collect();
        for (poll, issued) in recorded.0 {
            match known.get(&poll) {
                Some(count) if *count >= issued => {}
                other => {
                    let ledger = other.copied().unwrap_or(0);
                    return Err(RollbackError::Fewer { poll, ledger, issued });
                }
            }
        }
        // A crash between a commit and its record leaves the record behind: it catches up here.
        for (poll, count) in &known {
            if *count > 0 && guard.load(&key(poll))?.is_none() {
                return Err(RollbackError::Missing { poll: poll.clone(), ledger: *count });
            }
            guard.advance(&key(poll), *count)?;
        }
        let sure = |(poll, count)| (poll, Known { count, doubtful: false });
        Ok(Self { guard, shared, known: Mutex::new(known.into_iter().map(sure).collect()) })
    }

    /// Starts the count of a new poll at zero, so that a database from before its publication is noticed too.
    pub(crate) fn start(&self, poll: &str) -> io::Result<()> {
        self.change(poll, |_| ());
        self.guard.begin(&key(poll))
    }

    /// Passes were written and nobody knows whether they are in the ledger. It may even take them later, so that the
    /// ledger itself is asked from now on, until the next start.
    pub(crate) fn doubt(&self, poll: &str) {
        self.change(poll, |known| known.doubtful = true);
    }

    /// So many more passes are in the ledger, durably. Returns once the record has them: only then may they leave.
    /// `ledger` counts the passes there, where that is needed.
    pub(crate) fn advance<E: From<io::Error>>(
        &self,
        poll: &str,
        passes: u64,
        ledger: impl FnOnce() -> Result<u64, E>,
    ) -> Result<(), E> {
        let (count, asks) = self.change(poll, |known| {
            // In doubt the ledger itself is asked below, which holds these passes too; somebody may have counted them there
            // already, and a record that is too high would stop every later start.
            let asks = self.shared || known.doubtful;
            if !asks {
                known.count += passes;
            }
            (known.count, asks)
        });
        let count = if asks {
            let counted = ledger()?;
            self.change(poll, |known| {
                known.count = known.count.max(counted);
                known.count
            })
        } else {
            count
        };
        Ok(self.guard.advance(&key(poll), count)?)
    }

    /// Returns once the record holds every pass of the ledger: for a pass that is answered again, whose first answer may
    /// have failed between ledger and record, or with the database.
    pub(crate) fn catch_up<E: From<io::Error>>(
        &self,
        poll: &str,
        ledger: impl FnOnce() -> Result<u64, E>,
    ) -> Result<(), E> {
        self.advance(poll, 0, ledger)
    }

    fn change<T>(&self, poll: &str, change: impl FnOnce(&mut Known) -> T) -> T {
        change(self.known.lock().unwrap_or_else(PoisonError::into_inner).entry(poll.to_owned()).or_default())
    }
}

fn key(poll: &str) -> String {
    format!("{PREFIX}{poll}")
}

const PREFIX: &str = "issued-";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dir: &std::path::Path, ledger: &[(&str, i64)]) -> Result<IssuedCounts, RollbackError> {
        let guard = Guard::open(dir).unwrap();
        let recorded = Recorded::read(&guard)?;
        IssuedCounts::check(guard, recorded, counted(ledger), false)
    }

    fn counted(ledger: &[(&str, i64)]) -> Vec<(String, i64)> {
        ledger.iter().map(|(poll, count)| ((*poll).to_owned(), *count)).collect()
    }

    /// With a ledger that holds so many in truth.
    fn advance(counts: &IssuedCounts, passes: u64, ledger: u64) {
        counts.advance("aa", passes, || Ok::<_, io::Error>(ledger)).unwrap();
    }

    #[test]
    fn after_a_doubt_the_ledger_is_asked() {
        let dir = tempfile::tempdir().unwrap();
        let counts = check(dir.path(), &[]).unwrap();
        counts.start("aa").unwrap();
        advance(&counts, 2, 99);
        let recorded = || Guard::open(dir.path()).unwrap().count("issued-aa").unwrap();
        assert_eq!(recorded(), 2);
        counts.doubt("aa");
        // Two of the doubtful ones have come in when the next is written, and a third comes in after it.
        advance(&counts, 1, 5);
        assert_eq!(recorded(), 5);
        advance(&counts, 0, 6);
        assert_eq!(recorded(), 6);
        // A repetition counts a pass in the ledger before the one who wrote it does.
        advance(&counts, 0, 7);
        advance(&counts, 1, 7);
        assert_eq!(recorded(), 7);
        assert!(counts.catch_up("aa", || Err(io::Error::other("no answer"))).is_err());
        assert!(check(dir.path(), &[("aa", 5)]).is_err());
    }

    #[test]
    fn where_others_issue_the_ledger_is_counted_each_time() {
        let dir = tempfile::tempdir().unwrap();
        let process = |ledger: &[(&str, i64)]| {
            let guard = Guard::open(dir.path()).unwrap();
            let recorded = Recorded::read(&guard).unwrap();
            IssuedCounts::check(guard, recorded, counted(ledger), true)
        };
        let one = process(&[]).unwrap();
        one.start("aa").unwrap();
        let other = process(&[("aa", 0)]).unwrap();
        let recorded = || Guard::open(dir.path()).unwrap().count("issued-aa").unwrap();
        // Both have committed one when the first counts, and the second has not heard of it.
        advance(&one, 1, 2);
        assert_eq!(recorded(), 2);
        advance(&other, 1, 2);
        assert_eq!(recorded(), 2, "never more than the ledger holds");
        advance(&other, 1, 3);
        // Who counted before the other's commit comes last.
        advance(&one, 0, 2);
        assert_eq!(recorded(), 3, "never less than what left");
        other.start("aa").unwrap();
        assert_eq!(recorded(), 3);
        assert!(process(&[("aa", 2)]).is_err());

        // A process that starts while others issue: the records are read first.
        let guard = Guard::open(dir.path()).unwrap();
        let before = Recorded::read(&guard).unwrap();
        advance(&one, 1, 4);
        assert!(IssuedCounts::check(guard, before, counted(&[("aa", 3)]), true).is_ok());
    }

    #[test]
    fn an_older_ledger_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let counts = check(dir.path(), &[]).unwrap();
        counts.start("aa").unwrap();
        advance(&counts, 1, 0);
        advance(&counts, 2, 0);
        assert!(check(dir.path(), &[("aa", 3)]).is_ok());
        assert!(check(dir.path(), &[("aa", 4)]).is_ok());
        for older in [&[("aa", 3)][..], &[("bb", 9)], &[]] {
            let message = check(dir.path(), older).unwrap_err().to_string();
            assert!(message.contains("4 were issued"), "{message}");
        }
    }

    #[test]
    fn a_ledger_from_before_the_publication_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        check(dir.path(), &[]).unwrap().start("aa").unwrap();
        assert!(check(dir.path(), &[("aa", 0)]).is_ok());
        assert!(check(dir.path(), &[]).is_err());
    }
}
