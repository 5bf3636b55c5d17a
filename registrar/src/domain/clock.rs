//! The time of day, or the one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crypto::time::UtcTime;

/// Tells the time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock.
    pub(crate) fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is set.
    #[cfg(test)]
    pub(crate) fn standing(at: UtcTime) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(at.unix()))) }
    }

    /// Sets a standing clock; the system's clock stays as it is.
    #[cfg(test)]
    pub(crate) fn set(&self, at: UtcTime) {
        if let Some(set) = &self.set {
            set.store(at.unix(), Ordering::SeqCst);
        }
    }

    /// Now, in whole seconds.
    pub(crate) fn now(&self) -> UtcTime {
        if let Some(set) = &self.set {
            return UtcTime::from_unix(set.load(Ordering::SeqCst));
        }
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UtcTime::from_unix(i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX))
    }
}
