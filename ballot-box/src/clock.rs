//! The one clock by which windows are judged.

use std::sync::Arc;

use crypto::time::UtcTime;
#[cfg(test)]
use web::clock::Reading;

/// The system's time without its steps ([`web::clock`]): a window that has closed stays closed, and none closes late. Clones share
/// their state.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    steady: Arc<web::clock::Clock>,
    #[cfg(test)]
    readings: Arc<readings::Readings>,
}

impl Clock {
    /// The present time in whole seconds.
    pub fn now(&self) -> UtcTime {
        #[cfg(test)]
        let seconds = self.steady.at(self.readings.alter(Reading::now()));
        #[cfg(not(test))]
        let seconds = self.steady.now();
        UtcTime::from_unix(seconds)
    }

    /// Lets time pass on this clock and its clones, so that a test need not wait for a window.
    #[cfg(test)]
    pub(crate) fn skip(&self, seconds: i64) {
        self.readings.skip(seconds);
    }

    /// Sets the system's clock, as far as this one and its clones can see.
    #[cfg(test)]
    pub(crate) fn set_system(&self, ahead: i64) {
        self.readings.set(ahead);
    }

    /// Lets time pass by [`Clock::skip`] alone from now on, so that no test is told late by a busy machine.
    #[cfg(test)]
    pub(crate) fn stand_still(&self) {
        self.readings.stand_still();
    }
}

#[cfg(test)]
mod readings {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::time::Duration;

    use super::Reading;

    /// What tests do to the system's clocks, in seconds.
    #[derive(Debug, Default)]
    pub(super) struct Readings {
        skipped: AtomicI64,
        set: AtomicI64,
        still: OnceLock<Reading>,
    }

    impl Readings {
        pub(super) fn alter(&self, now: Reading) -> Reading {
            let now = self.still.get().copied().unwrap_or(now);
            let add = |time: Duration, seconds: i64| {
                let seconds = time.as_secs().checked_add_signed(seconds).unwrap();
                Duration::new(seconds, time.subsec_nanos())
            };
            let skipped = self.skipped.load(Ordering::Relaxed);
            let set = self.set.load(Ordering::Relaxed);
            Reading { wall: add(now.wall, skipped + set), passed: add(now.passed, skipped) }
        }

        pub(super) fn skip(&self, seconds: i64) {
            self.skipped.fetch_add(seconds, Ordering::Relaxed);
        }

        pub(super) fn set(&self, ahead: i64) {
            self.set.store(ahead, Ordering::Relaxed);
        }

        pub(super) fn stand_still(&self) {
            self.still.get_or_init(Reading::now);
        }
    }
}
