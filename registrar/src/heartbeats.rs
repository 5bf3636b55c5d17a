//! Signs of life of the workers, by which `/readyz` notices one that is stuck.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// When each worker was last seen at work. A worker is known by the name of its thread.
#[derive(Debug, Default)]
pub(crate) struct Heartbeats {
    workers: Mutex<BTreeMap<&'static str, Beat>>,
}

#[derive(Debug)]
struct Beat {
    last: Instant,
    patience: Duration,
}

impl Heartbeats {
    /// A worker starts; something is wrong with it when it is not heard of for longer than `patience`.
    pub(crate) fn expect(&self, worker: &'static str, patience: Duration) {
        let beat = Beat { last: Instant::now(), patience };
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).insert(worker, beat);
    }

    /// The worker whose thread this is, if it is one's, is alive: to be called at each step of its work.
    pub(crate) fn beat(&self) {
        let this = thread::current();
        let mut workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(beat) = this.name().and_then(|name| workers.get_mut(name)) {
            beat.last = Instant::now();
        }
    }

    /// The workers that were not heard of for too long at `now`.
    pub(crate) fn late(&self, now: Instant) -> Vec<&'static str> {
        let workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        let late = |beat: &Beat| now.saturating_duration_since(beat.last) > beat.patience;
        workers.iter().filter(|(_, beat)| late(beat)).map(|(name, _)| *name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_is_late_until_its_own_thread_beats() {
        let heartbeats = Heartbeats::default();
        heartbeats.expect("mail", Duration::from_secs(60));
        heartbeats.expect("jobs", Duration::from_secs(3600));
        let later = Instant::now() + Duration::from_secs(61);
        assert!(heartbeats.late(Instant::now()).is_empty());
        assert_eq!(heartbeats.late(later), ["mail"]);
        heartbeats.beat();
        assert_eq!(heartbeats.late(later), ["mail"], "this thread is no worker");
        thread::scope(|scope| {
            let worker = thread::Builder::new().name("mail".to_owned());
            worker.spawn_scoped(scope, || heartbeats.beat()).unwrap().join().unwrap();
        });
        let since = heartbeats.workers.lock().unwrap()["mail"].last;
        assert!(heartbeats.late(since + Duration::from_secs(60)).is_empty());
    }
}
