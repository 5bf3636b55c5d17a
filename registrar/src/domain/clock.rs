//! The time of day, or the one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crypto::time::UtcTime;

/// Tells the time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    set: Option<Arc<AtomicI64>>,
    /// Without the steps of the system's clock.
    steady: Arc<web::clock::Clock>,
}

impl Clock {
    /// The system's clock.
    pub(crate) fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is set.
    #[cfg(test)]
    pub(crate) fn standing(at: UtcTime) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(at.unix()))), ..Self::default() }
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
        let set = self.set.as_ref().map(|set| set.load(Ordering::SeqCst));
        UtcTime::from_unix(set.unwrap_or_else(|| self.steady.now()))
    }
}
