//! Asking again and again for what comes by itself.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// What `ask` finds in the end.
///
/// # Panics
/// If it still finds none after a minute.
pub fn await_some<T>(what: &str, ask: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = ask() {
            println!("{what}: after {:?}", began.elapsed());
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "not within a minute: {what}");
        sleep(Duration::from_millis(20));
    }
}

/// Waits until it holds.
///
/// # Panics
/// If it does not hold after a minute.
pub fn await_that(what: &str, holds: impl Fn() -> bool) {
    await_some(what, || holds().then_some(()));
}
