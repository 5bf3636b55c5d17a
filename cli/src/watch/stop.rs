//! The end of a watcher that runs on: SIGTERM and SIGINT.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Whether the watcher was asked to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Set by SIGTERM and SIGINT, the first of which no longer end the process by themselves.
    pub(super) fn on_signals() -> std::io::Result<Self> {
        let stop = Self::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let (mut terminate, mut interrupt) = {
            let _inside = runtime.enter();
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?)
        };
        let shared = stop.clone();
        thread::spawn(move || {
            runtime.block_on(either(&mut terminate, &mut interrupt));
            shared.set();
        });
        Ok(stop)
    }

    /// Whether to end.
    pub(super) fn is_set(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits; true if it is time to end.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let (set, changed) = &*self.0;
        let set = set.lock().unwrap_or_else(PoisonError::into_inner);
        let (set, _) =
            changed.wait_timeout_while(set, time, |set| !*set).unwrap_or_else(PoisonError::into_inner);
        *set
    }

    fn set(&self) {
        let (set, changed) = &*self.0;
        *set.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
