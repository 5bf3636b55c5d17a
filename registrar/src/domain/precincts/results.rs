//! What the results of precincts that were fetched before come to: the ballot box is asked for many of them in several turns.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crypto::manifest::Question;
use crypto::precincts::{Subtotal, TotalError};

/// Of an election, until its total is signed: the results that its ballot box has signed, and that tell how many passes were
/// issued. No other ones follow these.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) subtotal: Subtotal,
    /// The precinct, from 1, that was asked for last.
    asked: usize,
}

impl Counted {
    /// The precincts whose results are missing, after the one that was asked for last: none is left out for ever because many
    /// before it are never counted.
    pub(super) fn next(&self) -> Vec<usize> {
        let (before, after): (Vec<_>, Vec<_>) =
            self.subtotal.missing().partition(|number| *number <= self.asked);
        [after, before].concat()
    }

    pub(super) fn ask(&mut self, number: usize) {
        self.asked = number;
    }
}

/// By the ids of the drafts that were split, of [`MOST`] elections.
#[derive(Debug, Default)]
pub(crate) struct Results {
    /// The one that was used last is the last one.
    elections: Mutex<Vec<(String, Arc<Mutex<Counted>>)>>,
}

impl Results {
    /// Of the election of this draft: nothing yet, if it is new here, or was forgotten in favour of others.
    pub(super) fn of(
        &self,
        draft: &str,
        questions: &[Question],
        precincts: usize,
    ) -> Result<Arc<Mutex<Counted>>, TotalError> {
        let mut elections = lock(&self.elections);
        let known = elections.iter().position(|(election, _)| election == draft);
        let (_, counted) = match known {
            Some(place) => elections.remove(place),
            None => {
                let subtotal = Subtotal::of(questions, precincts)?;
                (String::new(), Arc::new(Mutex::new(Counted { subtotal, asked: 0 })))
            }
        };
        elections.push((draft.to_owned(), Arc::clone(&counted)));
        let surplus = elections.len().saturating_sub(MOST);
        elections.drain(..surplus);
        Ok(counted)
    }

    pub(super) fn forget(&self, draft: &str) {
        lock(&self.elections).retain(|(election, _)| election != draft);
    }
}

pub(super) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Elections that are added up at a time. Who adds up another one asks anew for the results of the first.
const MOST: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_elections_that_were_added_up_longest_ago_are_forgotten() {
        let results = Results::default();
        let asked = |draft: &str| lock(&results.of(draft, &[], 3).unwrap()).asked;
        for draft in ["first", "second"] {
            lock(&results.of(draft, &[], 3).unwrap()).ask(2);
        }
        for number in 2..MOST {
            assert_eq!(asked(&number.to_string()), 0);
        }
        assert_eq!(asked("first"), 2);
        assert_eq!(asked("one more"), 0);
        assert_eq!((asked("first"), asked("second")), (2, 0));
        results.forget("first");
        assert_eq!(asked("first"), 0);
        assert!(lock(&results.elections).len() <= MOST);
    }
}
