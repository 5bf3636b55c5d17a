//! Limits on attempts, in memory only: nothing about who tried what is written anywhere.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At most `attempts` for one key within `window`, counted from the first of them.
#[derive(Debug)]
pub struct RateLimit {
    attempts: u32,
    window: Duration,
    capacity: usize,
    seen: Mutex<Seen>,
}

/// The keys that are counted. Each has one window, which all are equally long: they end in the order in which they
/// began, so what is over is found at the front and nothing is ever searched for.
#[derive(Debug, Default)]
struct Seen {
    counts: HashMap<Arc<str>, Count>,
    oldest_first: VecDeque<Arc<str>>,
}

#[derive(Debug)]
struct Count {
    since: Instant,
    attempts: u32,
}

impl RateLimit {
    /// Allows `attempts` within `window`.
    pub fn new(attempts: u32, window: Duration) -> Self {
        Self { attempts, window, capacity: CAPACITY, seen: Mutex::default() }
    }

    /// Counts an attempt for `key`; the error is the number of seconds to wait.
    pub fn attempt(&self, key: &str) -> Result<(), u32> {
        self.attempt_at(key, Instant::now())
    }

    /// Takes one attempt of `key` back: it does not count. Whether there was one.
    pub fn give_back(&self, key: &str) -> bool {
        let mut there = false;
        self.change(key, |attempts| {
            there = attempts > 0;
            attempts.saturating_sub(1)
        });
        there
    }

    /// Takes all attempts of `key` back.
    pub fn forgive(&self, key: &str) {
        self.change(key, |_| 0);
    }

    fn attempt_at(&self, key: &str, now: Instant) -> Result<(), u32> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.end_windows(now, self.window);
        if let Some(count) = seen.counts.get_mut(key) {
            if count.attempts >= self.attempts {
                let left = self.window.saturating_sub(now.duration_since(count.since));
                return Err(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).max(1));
            }
            count.attempts += 1;
            return Ok(());
        }
        if seen.counts.len() >= self.capacity {
            seen.forget_oldest();
        }
        seen.begin(key, now);
        Ok(())
    }

    fn change(&self, key: &str, change: impl FnOnce(u32) -> u32) {
        // The key itself stays until its window ends, so that it stands in line once and not twice.
        if let Some(count) = self.seen.lock().unwrap_or_else(PoisonError::into_inner).counts.get_mut(key) {
            count.attempts = change(count.attempts);
        }
    }
}

impl Seen {
    fn begin(&mut self, key: &str, since: Instant) {
        let key: Arc<str> = key.into();
        self.counts.insert(Arc::clone(&key), Count { since, attempts: 1 });
        self.oldest_first.push_back(key);
    }

    /// Removes each key once in its life, whatever is attempted.
    fn end_windows(&mut self, now: Instant, window: Duration) {
        while let Some(count) = self.oldest_first.front().and_then(|key| self.counts.get(key))
            && now.duration_since(count.since) >= window
        {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some(key) = self.oldest_first.pop_front() {
            self.counts.remove(&key);
        }
    }
}

/// Keys remembered at a time, some megabytes. Beyond it the oldest is forgotten: the limit neither grows without bound
/// nor stops limiting.
const CAPACITY: usize = 50_000;

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(60);

    fn known(limit: &RateLimit) -> (usize, usize) {
        let seen = limit.seen.lock().unwrap();
        (seen.counts.len(), seen.oldest_first.len())
    }

    #[test]
    fn attempts_run_out_and_come_back() {
        let limit = RateLimit::new(2, WINDOW);
        let start = Instant::now();
        assert!(limit.attempt_at("a", start).is_ok());
        assert!(limit.attempt_at("a", start).is_ok());
        assert_eq!(limit.attempt_at("a", start + Duration::from_secs(10)), Err(50));
        assert!(limit.attempt_at("b", start).is_ok());
        assert!(limit.attempt_at("a", start + WINDOW).is_ok());
        limit.attempt_at("a", start + WINDOW).unwrap();
        limit.forgive("a");
        assert!(limit.attempt_at("a", start + WINDOW).is_ok());
        assert!(limit.attempt_at("a", start + WINDOW).is_ok());
        assert!(limit.attempt_at("a", start + WINDOW).is_err());
        assert!(limit.give_back("a"));
        assert!(limit.attempt_at("a", start + WINDOW).is_ok());
        assert!(limit.attempt_at("a", start + WINDOW).is_err());
        assert!(limit.give_back("a") && limit.give_back("a") && !limit.give_back("a"));
        assert!(!limit.give_back("never seen"));
    }

    #[test]
    fn a_full_memory_still_limits_and_does_not_grow() {
        let limit = RateLimit { capacity: 3, ..RateLimit::new(1, WINDOW) };
        let start = Instant::now();
        for key in ["a", "b", "c", "d"] {
            assert!(limit.attempt_at(key, start).is_ok());
        }
        assert!(limit.attempt_at("d", start).is_err(), "the newest is limited");
        assert!(limit.attempt_at("b", start).is_err(), "and so are all but the oldest");
        assert!(limit.attempt_at("a", start).is_ok(), "which was forgotten");
        assert_eq!(known(&limit), (3, 3));
    }

    #[test]
    fn a_key_stands_in_line_once_however_often_it_is_used() {
        let limit = RateLimit::new(2, WINDOW);
        let start = Instant::now();
        for second in 0..600 {
            let _ = limit.attempt_at("a", start + Duration::from_secs(second));
            limit.forgive("a");
            assert_eq!(known(&limit), (1, 1));
        }
        assert!(limit.attempt_at("b", start + Duration::from_secs(900)).is_ok());
        assert_eq!(known(&limit), (1, 1), "what is over is gone");
    }
}
