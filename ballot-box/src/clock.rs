//! The one clock by which windows are judged.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crypto::time::UtcTime;

/// The system's clock, which never runs backwards here: a window that has closed stays closed when the system's time
/// is set back. Clones share their state.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    latest: Arc<AtomicI64>,
    ahead: Arc<AtomicI64>,
    /// Where tests have let the system's time stand still, in seconds.
    #[cfg(test)]
    still: Arc<std::sync::OnceLock<i64>>,
}

impl Clock {
    /// The present time in whole seconds.
    pub fn now(&self) -> UtcTime {
        let seconds = system_seconds();
        #[cfg(test)]
        let seconds = self.still.get().copied().unwrap_or(seconds);
        let seconds = seconds.saturating_add(self.ahead.load(Ordering::Relaxed));
        UtcTime::from_unix(self.latest.fetch_max(seconds, Ordering::Relaxed).max(seconds))
    }

    /// Moves this clock and its clones ahead of the system's, so that a test need not wait for a window.
    #[cfg(test)]
    pub(crate) fn skip(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Lets time pass by [`Clock::skip`] alone from now on, so that no test is told late by a busy machine.
    #[cfg(test)]
    pub(crate) fn stand_still(&self) {
        self.still.get_or_init(system_seconds);
    }
}

fn system_seconds() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_runs_backwards() {
        let clock = Clock::default();
        let before = clock.now();
        clock.skip(100);
        let later = clock.now();
        assert!(later >= before.plus(100));
        clock.skip(-50);
        assert!(clock.now() >= later);
    }
}
