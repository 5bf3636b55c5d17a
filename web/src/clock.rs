//! The time by which a service judges windows: the system's, without its steps.
//!
//! The system's clock may be set at any moment, by a person, by NTP after a long time without a network, or when a machine that
//! slept wakes up; a clock that only counts what has passed cannot be set. So the time here is the system's as it was first read,
//! plus what has passed since. Where the two clocks come to differ by more than two seconds:
//!
//! * ahead, as after a sleep or where the system had been behind: the system is followed once it has said so for half a minute;
//!   one wrong reading, or a step that is taken back, closes no window;
//! * back: it is not followed. What was closed, signed or told would be in the future again, and to stand still until the system
//!   comes along would close every window late. The log says it, and the next start takes the system's time.
//!
//! Differences below that are followed at once, and the time never runs backwards.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What both clocks of the system say at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Since 1970, by the clock that can be set.
    pub wall: Duration,
    /// Since some moment, by the clock that cannot.
    pub passed: Duration,
}

impl Reading {
    /// Now.
    pub fn now() -> Self {
        static FIRST: OnceLock<Instant> = OnceLock::new();
        Self {
            wall: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
            passed: FIRST.get_or_init(Instant::now).elapsed(),
        }
    }

    /// What the one is ahead of the other, in milliseconds.
    fn offset(self) -> i64 {
        millis(self.wall) - millis(self.passed)
    }
}

/// The time of a service.
#[derive(Debug, Default)]
pub struct Clock {
    state: Mutex<Option<State>>,
}

#[derive(Debug)]
struct State {
    /// The offset that holds.
    offset: i64,
    /// Milliseconds since 1970 that were told last.
    latest: i64,
    /// Another offset, which the system's clock has had since then.
    step: Option<Step>,
}

#[derive(Debug)]
struct Step {
    offset: i64,
    since: Duration,
    logged: bool,
}

impl Clock {
    /// Whole seconds since 1970.
    pub fn now(&self) -> i64 {
        self.at(Reading::now())
    }

    /// The same at that reading.
    pub fn at(&self, reading: Reading) -> i64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let offset = reading.offset();
        let state = state.get_or_insert(State { offset, latest: i64::MIN, step: None });
        state.judge(offset, reading.passed);
        state.latest = state.latest.max(state.offset + millis(reading.passed));
        state.latest.div_euclid(1000)
    }
}

impl State {
    fn judge(&mut self, offset: i64, passed: Duration) {
        if (offset - self.offset).abs() <= SMALL {
            self.offset = offset;
            self.step = None;
            return;
        }
        let same = self.step.as_mut().filter(|step| (offset - step.offset).abs() <= SMALL);
        let Some(step) = same else {
            self.step = Some(Step { offset, since: passed, logged: false });
            return;
        };
        if passed.saturating_sub(step.since) < SUSTAINED {
            return;
        }
        let seconds = (offset - self.offset) / 1000;
        if seconds > 0 {
            tracing::warn!("the system's clock was put forward by {seconds} seconds; it is followed");
            self.offset = offset;
            self.step = None;
        } else if !step.logged {
            tracing::error!(
                "the system's clock was put back by {} seconds; windows are judged by the time that goes on. If the system's \
                 is right, start the service again",
                -seconds
            );
            step.logged = true;
        }
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 4)
}

/// Milliseconds that are no step: NTP sets a clock by less.
const SMALL: i64 = 2000;
/// How long the system's clock must have stood to a step.
const SUSTAINED: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    /// Told at these readings, each seconds of the one clock and of the other since the first one.
    fn told(readings: &[(i64, u64)]) -> Vec<i64> {
        let clock = Clock::default();
        let reading = |(wall, passed): &(i64, u64)| Reading {
            wall: Duration::from_secs(u64::try_from(START + wall).unwrap()),
            passed: Duration::from_secs(77 + passed),
        };
        readings.iter().map(|at| clock.at(reading(at)) - START).collect()
    }

    const START: i64 = 1_800_000_000;

    #[test]
    fn time_passes_as_on_the_system() {
        assert_eq!(told(&[(0, 0), (10, 10), (3600, 3600)]), [0, 10, 3600]);
        // Drawn out by NTP, a little at a time.
        assert_eq!(
            told(&[(0, 0), (11, 10), (22, 20), (33, 30), (31, 30), (34, 33)]),
            [0, 11, 22, 33, 33, 34]
        );
    }

    #[test]
    fn a_clock_that_is_put_back_stops_nothing() {
        let back = [(0, 0), (60, 60), (-3539, 61), (-3480, 120), (0, 3600), (3600, 7200)];
        assert_eq!(told(&back), [0, 60, 61, 120, 3600, 7200]);
        // And is one clock again when it is put right.
        assert_eq!(told(&[(0, 0), (-3600, 0), (-3500, 100), (101, 101), (103, 102)]), [0, 0, 100, 101, 103]);
    }

    #[test]
    fn one_wrong_reading_is_not_believed() {
        let wrong = [(0, 0), (86_401, 1), (2, 2), (86_440, 40), (41, 41), (86_500, 100), (86_529, 129)];
        assert_eq!(told(&wrong), [0, 1, 2, 40, 41, 100, 129]);
        // Several that do not agree neither, however long.
        let jumps: Vec<_> = (0..100).map(|n| (i64::try_from(n * 1000).unwrap(), n)).collect();
        assert_eq!(told(&jumps), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_clock_that_stays_ahead_is_followed() {
        // A machine that slept for an hour: what has passed was not counted.
        let slept = [(0, 0), (3601, 1), (3630, 30), (3631, 31), (3632, 32)];
        assert_eq!(told(&slept), [0, 1, 30, 3631, 3632]);
        // And it does not run backwards when that is taken back.
        assert_eq!(
            told(&[(0, 0), (3601, 1), (3631, 31), (32, 32), (62, 62), (99, 99)]),
            [0, 1, 3631, 3632, 3662, 3699]
        );
    }

    #[test]
    fn it_is_the_systems_time_at_first() {
        let system = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
        let clock = Clock::default();
        assert!((clock.now() - system).abs() <= 1);
        assert!(clock.now() <= clock.now());
    }
}
