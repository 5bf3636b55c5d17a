//! Whether the server answers at the moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::OpenError;
use super::opener::Kept;

/// What the pool's last attempt to reach the server came to. The pool goes on trying.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    away: Arc<AtomicBool>,
}

impl Reach {
    /// Whether the server could not be reached when it was last tried.
    pub(super) fn is_away(&self) -> bool {
        self.away.load(Ordering::SeqCst)
    }
}

impl r2d2::HandleError<OpenError> for Reach {
    fn handle_error(&self, error: OpenError) {
        if matches!(error, OpenError::Unreachable(_)) {
            self.away.store(true, Ordering::SeqCst);
        }
        tracing::warn!("database: {error}");
    }
}

impl r2d2::CustomizeConnection<Kept, OpenError> for Reach {
    fn on_acquire(&self, _: &mut Kept) -> Result<(), OpenError> {
        self.away.store(false, Ordering::SeqCst);
        Ok(())
    }
}
