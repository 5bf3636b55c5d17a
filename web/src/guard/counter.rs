//! A count that is durable before anybody relies on it, and shared by those who wait for it at the same time.

use std::io;
use std::sync::{Condvar, Mutex, PoisonError};

/// A count that only rises; one writer at a time takes along what others asked for meanwhile.
#[derive(Debug)]
pub(super) struct Counter {
    state: Mutex<State>,
    written: Condvar,
}

#[derive(Debug)]
struct State {
    durable: u64,
    wanted: u64,
    writing: bool,
}

impl Counter {
    pub(super) fn new(durable: u64) -> Self {
        Self {
            state: Mutex::new(State { durable, wanted: durable, writing: false }),
            written: Condvar::new(),
        }
    }

    pub(super) fn durable(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).durable
    }

    pub(super) fn advance(&self, to: u64, write: impl Fn(u64) -> io::Result<()>) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.wanted = state.wanted.max(to);
        while state.durable < to {
            if state.writing {
                state = self.written.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.writing = true;
            let count = state.wanted;
            drop(state);
            let outcome = write(count);
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.writing = false;
            if outcome.is_ok() {
                state.durable = count;
            }
            self.written.notify_all();
            outcome?;
        }
        Ok(())
    }
}
