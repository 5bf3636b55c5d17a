//! Limits on attempts, in memory only: nothing about who tried what is written anywhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At most `attempts` for one key within `window`, counted from the first of them.
#[derive(Debug)]
pub struct RateLimit {
    attempts: u32,
    window: Duration,
    seen: Mutex<HashMap<String, (Instant, u32)>>,
}

impl RateLimit {
    /// Allows `attempts` within `window`.
    pub fn new(attempts: u32, window: Duration) -> Self {
        Self { attempts, window, seen: Mutex::default() }
    }

    /// Counts an attempt for `key`; the error is the number of seconds to wait.
    pub fn attempt(&self, key: &str) -> Result<(), u32> {
        self.attempt_at(key, Instant::now())
    }

    /// Forgets what was counted for `key`.
    pub fn forgive(&self, key: &str) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn attempt_at(&self, key: &str, now: Instant) -> Result<(), u32> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= CAPACITY {
            seen.retain(|_, (since, _)| now.duration_since(*since) < self.window);
        }
        if seen.len() >= CAPACITY && !seen.contains_key(key) {
            // Full of fresh keys: better to let one pass than to grow without bound or to lock everyone out.
            return Ok(());
        }
        let (since, count) = seen.entry(key.to_owned()).or_insert((now, 0));
        if now.duration_since(*since) >= self.window {
            (*since, *count) = (now, 0);
        }
        if *count >= self.attempts {
            let left = self.window.saturating_sub(now.duration_since(*since));
            return Err(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).max(1));
        }
        *count += 1;
        Ok(())
    }
}

/// Keys remembered at a time: a few megabytes.
const CAPACITY: usize = 50_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_run_out_and_come_back() {
        let limit = RateLimit::new(2, Duration::from_secs(60));
        let start = Instant::now();
        assert!(limit.attempt_at("a", start).is_ok());
        assert!(limit.attempt_at("a", start).is_ok());
        assert_eq!(limit.attempt_at("a", start + Duration::from_secs(10)), Err(50));
        assert!(limit.attempt_at("b", start).is_ok());
        assert!(limit.attempt_at("a", start + Duration::from_secs(60)).is_ok());
        limit.attempt_at("a", start + Duration::from_secs(60)).unwrap();
        limit.forgive("a");
        assert!(limit.attempt_at("a", start + Duration::from_secs(61)).is_ok());
    }
}
