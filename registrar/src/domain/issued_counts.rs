//! How many passes each poll has issued, kept apart from the database as well: a registrar whose ledger holds fewer
//! runs on an old backup, and would issue second passes.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use web::guard::Guard;

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
    known: Mutex<HashMap<String, u64>>,
}

impl IssuedCounts {
    /// Compares the ledger's counts by poll id with the records; refuses a ledger that holds fewer.
    pub(crate) fn check(guard: Guard, ledger: Vec<(String, i64)>) -> Result<Self, RollbackError> {
        let known: HashMap<String, u64> =
            ledger.into_iter().map(|(poll, count)| (poll, u64::try_from(count).unwrap_or(0))).collect();
        for key in guard.keys()? {
            let Some(poll) = key.strip_prefix(PREFIX) else { continue };
            let issued = guard.count(&key)?;
            match known.get(poll) {
                Some(count) if *count >= issued => {}
                other => {
                    let ledger = other.copied().unwrap_or(0);
                    return Err(RollbackError::Fewer { poll: poll.to_owned(), ledger, issued });
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
        Ok(Self { guard, known: Mutex::new(known) })
    }

    /// Starts the count of a new poll at zero, so that a database from before its publication is noticed too.
    pub(crate) fn start(&self, poll: &str) -> io::Result<()> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).entry(poll.to_owned()).or_insert(0);
        if self.guard.load(&key(poll))?.is_none() {
            self.guard.store(&key(poll), b"0")?;
        }
        Ok(())
    }

    /// So many more passes are in the ledger, durably. Returns once the record has them: only then may they leave.
    pub(crate) fn advance(&self, poll: &str, passes: u64) -> io::Result<()> {
        let count = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let count = known.entry(poll.to_owned()).or_insert(0);
            *count += passes;
            *count
        };
        self.guard.advance(&key(poll), count)
    }

    /// Returns once the record holds every pass that is known: for a pass that is answered again, whose first answer
    /// may have failed between ledger and record.
    pub(crate) fn catch_up(&self, poll: &str) -> io::Result<()> {
        let count = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(poll).copied().unwrap_or(0);
        self.guard.advance(&key(poll), count)
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
        let ledger = ledger.iter().map(|(poll, count)| ((*poll).to_owned(), *count)).collect();
        IssuedCounts::check(Guard::open(dir).unwrap(), ledger)
    }

    #[test]
    fn an_older_ledger_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let counts = check(dir.path(), &[]).unwrap();
        counts.start("aa").unwrap();
        counts.advance("aa", 1).unwrap();
        counts.advance("aa", 2).unwrap();
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
