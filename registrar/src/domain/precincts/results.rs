//! Results of precincts that were fetched before: the ballot box is asked for many of them in several turns.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crypto::statement::Outcome;

use crate::store::polls::PollRow;

/// A result that its ballot box has signed, and that tells how many passes were issued: no other one follows it.
#[derive(Debug)]
pub(super) struct Counted {
    /// The text that was signed.
    pub(super) text: String,
    /// What it says.
    pub(super) outcome: Outcome,
}

/// By the ids of their polls; until the total of their election is signed.
#[derive(Debug, Default)]
pub(crate) struct Results {
    known: Mutex<HashMap<String, Arc<Counted>>>,
}

impl Results {
    pub(super) fn of(&self, poll: &str) -> Option<Arc<Counted>> {
        self.known().get(poll).cloned()
    }

    pub(super) fn keep(&self, poll: &str, counted: Counted) {
        self.known().insert(poll.to_owned(), Arc::new(counted));
    }

    pub(super) fn forget(&self, polls: &[PollRow]) {
        let mut known = self.known();
        for poll in polls.iter().filter_map(|row| row.poll.as_ref()) {
            known.remove(poll);
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Arc<Counted>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
