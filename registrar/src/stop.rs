//! The end in good order: workers are asked to end, and what must not be cut off is finished before the process goes.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Whether the service is to end, and which workers have something in their hands.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    asked: bool,
    at_work: BTreeSet<&'static str>,
}

/// A turn of a worker, until dropped.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    stop: &'a Stop,
    worker: &'static str,
}

impl Stop {
    /// Asks all workers to end after what they have in their hands.
    pub(crate) fn ask(&self) {
        self.state().asked = true;
        self.changed.notify_all();
    }

    /// Whether they are asked to.
    pub(crate) fn is_asked(&self) -> bool {
        self.state().asked
    }

    /// A worker begins a turn; none if it is asked to end.
    pub(crate) fn begin(&self, worker: &'static str) -> Option<Turn<'_>> {
        let mut state = self.state();
        if state.asked {
            return None;
        }
        state.at_work.insert(worker);
        Some(Turn { stop: self, worker })
    }

    /// Rests so long, but no longer than until all are asked to end.
    pub(crate) fn rest(&self, at_most: Duration) {
        let rested = self.changed.wait_timeout_while(self.state(), at_most, |state| !state.asked);
        drop(rested.unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits until this worker has nothing in its hands; false if that takes longer.
    pub(crate) fn await_end(&self, worker: &'static str, at_most: Duration) -> bool {
        let waited =
            self.changed.wait_timeout_while(self.state(), at_most, |state| state.at_work.contains(worker));
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !state.at_work.contains(worker)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.stop.state().at_work.remove(self.worker);
        self.stop.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_that_has_begun_is_waited_for_and_none_begins_after_it() {
        let stop = Stop::default();
        assert!(stop.await_end("mail", Duration::ZERO), "nobody is at work");
        let turn = stop.begin("mail").unwrap();
        stop.ask();
        assert!(!stop.await_end("mail", Duration::ZERO));
        assert!(stop.await_end("jobs", Duration::ZERO));
        assert!(stop.begin("jobs").is_none());
        // Returns at once: who rests is woken.
        stop.rest(Duration::MAX);
        drop(turn);
        assert!(stop.await_end("mail", Duration::ZERO));
    }
}
