//! Lengths of downloads that nothing tells but writing them. What is published once the result is signed never changes, so
//! each is measured once, and few at a time: measuring reads every ballot, while others may want to cast theirs.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crypto::encoding::PollId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What is downloaded; the same always has the same bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::routes) struct Subject {
    pub(in crate::routes) poll: PollId,
    /// Number of ballots.
    pub(in crate::routes) ballots: u64,
    pub(in crate::routes) form: Form,
}

/// How ballots are written down.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::routes) enum Form {
    Ndjson,
    Csv,
}

/// The lengths that are known. Clones share them.
#[derive(Clone)]
pub(super) struct Lengths {
    known: Arc<Mutex<HashMap<Subject, u64>>>,
    turns: Arc<Semaphore>,
}

/// The right to measure.
pub(super) struct Measuring {
    lengths: Lengths,
    _turn: OwnedSemaphorePermit,
}

impl Default for Lengths {
    fn default() -> Self {
        Self { known: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Lengths {
    /// Length of `subject` in bytes, if it was measured.
    pub(super) fn known(&self, subject: &Subject) -> Option<u64> {
        self.table().get(subject).copied()
    }

    /// Waits for the right to measure.
    pub(super) async fn begin(&self) -> Measuring {
        let turn = Arc::clone(&self.turns).acquire_owned().await.expect("the semaphore is never closed");
        Measuring { lengths: self.clone(), _turn: turn }
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Subject, u64>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Measuring {
    /// Length of `subject`, which `write` writes, unless somebody else measured it meanwhile. Blocks.
    pub(super) fn measure(
        self,
        subject: Subject,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<u64> {
        if let Some(length) = self.lengths.known(&subject) {
            return Ok(length);
        }
        let mut length = Length(0);
        write(&mut length)?;
        self.lengths.table().insert(subject, length.0);
        Ok(length.0)
    }
}

/// Counts what is written.
struct Length(u64);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Measurements at one time.
const AT_ONCE: usize = 2;

#[cfg(test)]
mod tests {
    use rocket::futures::FutureExt as _;

    use super::*;

    fn subject(ballots: u64) -> Subject {
        Subject { poll: PollId::from([7; 32]), ballots, form: Form::Csv }
    }

    #[tokio::test]
    async fn two_measure_at_a_time() {
        let lengths = Lengths::default();
        let first = lengths.begin().await;
        let _second = lengths.begin().await;
        assert!(lengths.begin().now_or_never().is_none());
        assert_eq!(first.measure(subject(1), |out| out.write_all(b"abc")).unwrap(), 3);
        assert!(lengths.begin().now_or_never().is_some());
    }

    #[tokio::test]
    async fn who_waited_for_a_turn_finds_what_was_measured_meanwhile() {
        let lengths = Lengths::default();
        let (first, second) = (lengths.begin().await, lengths.begin().await);
        first.measure(subject(1), |out| out.write_all(b"abc")).unwrap();
        assert_eq!(second.measure(subject(1), |_| panic!("measured twice")).unwrap(), 3);
        // Another number of ballots, or another form, is another thing.
        assert_eq!(lengths.known(&subject(2)), None);
        assert_eq!(lengths.known(&Subject { form: Form::Ndjson, ..subject(1) }), None);
    }

    #[tokio::test]
    async fn a_measurement_that_fails_leaves_nothing() {
        let lengths = Lengths::default();
        let fault = |out: &mut dyn Write| out.write_all(b"abc").and(Err(io::Error::other("the disk")));
        assert!(lengths.begin().await.measure(subject(1), fault).is_err());
        assert_eq!(lengths.known(&subject(1)), None);
        assert_eq!(lengths.begin().await.measure(subject(1), |out| out.write_all(b"abcd")).unwrap(), 4);
    }
}
