//! Turns at writing to a bucket. Not every service can put a file on a condition, but all list what was put before; so who wants to
//! write raises a mark first and looks for others then: of two that begin together at least one sees the other and gives way. A mark is
//! put again and again while its owner lives. How old the others are is told by the service's clock, which has put ours just now.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rand::RngExt as _;

use super::Bucket;
use crate::{Kind, SiteError};

/// A mark that is ours, until it is dropped.
#[derive(Debug)]
pub struct Mark {
    bucket: Arc<Bucket>,
    path: String,
    /// When it was put for the last time, by our clock: never later than by the service's.
    renewed: Arc<Mutex<Instant>>,
    renewal: Option<(mpsc::Sender<()>, JoinHandle<()>)>,
}

impl Mark {
    /// Raises one; fails where somebody else's is there.
    pub(crate) fn put(bucket: &Arc<Bucket>) -> Result<Self, SiteError> {
        // Whoever may read the bucket reads it: it names nobody.
        let path = format!("{MARKS}/{:032x}", rand::rng().random::<u128>());
        let began = Instant::now();
        bucket.put(&path, KIND, b"")?;
        let renewed = Arc::new(Mutex::new(began));
        let mut mark = Self { bucket: Arc::clone(bucket), path, renewed, renewal: None };
        mark.be_alone()?;
        mark.check()?;
        mark.renew();
        Ok(mark)
    }

    /// Whether it was put so short a while ago that nobody takes it for dead.
    pub(crate) fn check(&self) -> Result<(), SiteError> {
        match is_fresh(&self.renewed) {
            true => Ok(()),
            false => Err(SiteError::Lost { place: self.place() }),
        }
    }

    /// Returns when no other mark is there; those of the dead are removed.
    fn be_alone(&self) -> Result<(), SiteError> {
        for attempt in 1.. {
            let others = self.others()?;
            let Some((other, renewed)) = others.first_key_value() else { break };
            // Of two that begin together one stays.
            if attempt == ATTEMPTS || *other < self.path {
                let by = format!("whoever put {other} at {renewed}");
                return Err(SiteError::Taken { place: self.place(), by });
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Marks of others who live, and when they were put.
    fn others(&self) -> Result<BTreeMap<String, String>, SiteError> {
        let mut others = self.bucket.dated(MARKS)?;
        let time = |told: &str| {
            told.parse::<Timestamp>().map_err(|error| SiteError::Unexpected {
                path: MARKS.to_owned(),
                what: format!("a file without a time: {error}"),
            })
        };
        let own = others.remove(&self.path).ok_or_else(|| SiteError::Lost { place: self.place() })?;
        let now = time(&own)?;
        let mut dead = Vec::new();
        for (path, renewed) in &others {
            // One that was put after ours has no age.
            let age = Duration::try_from(now.duration_since(time(renewed)?)).unwrap_or_default();
            if age > DEAD_AFTER {
                dead.push(path.clone());
            }
        }
        for path in dead {
            self.bucket.remove(&path)?;
            others.remove(&path);
        }
        Ok(others)
    }

    /// Puts it again and again, until it is dropped or was lost.
    fn renew(&mut self) {
        let (bucket, path, renewed) =
            (Arc::clone(&self.bucket), self.path.clone(), Arc::clone(&self.renewed));
        let (end, ended) = mpsc::channel();
        let renewal = thread::spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(EVERY) {
                let began = Instant::now();
                if !is_fresh(&renewed) {
                    break;
                }
                // One that fails is tried again the next time.
                if bucket.put(&path, KIND, b"").is_ok() {
                    *renewed.lock().unwrap_or_else(PoisonError::into_inner) = began;
                }
            }
        });
        self.renewal = Some((end, renewal));
    }

    fn place(&self) -> String {
        let place = format!("s3://{}/{}", self.bucket.bucket.name(), self.bucket.prefix);
        place.trim_end_matches('/').to_owned()
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if let Some((end, renewal)) = self.renewal.take() {
            drop(end);
            // It would be put again after it was removed.
            let _ = renewal.join();
        }
        // What stays is dead after a while.
        let _ = self.bucket.remove(&self.path);
    }
}

fn is_fresh(renewed: &Mutex<Instant>) -> bool {
    renewed.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < FRESH_FOR
}

/// Where they are. Nothing of a site has such a name.
const MARKS: &str = ".publishers";
const KIND: Kind = Kind::current("text/plain");
/// A second, but tests have no minutes.
const UNIT: Duration = Duration::from_millis(if cfg!(test) { 50 } else { 1000 });
/// From one putting to the next.
const EVERY: Duration = UNIT.saturating_mul(15);
/// For how long after it was put a mark is relied on by its owner.
const FRESH_FOR: Duration = UNIT.saturating_mul(60);
/// After how long others count on it no more: what its owner began before that has come to an end.
const DEAD_AFTER: Duration = UNIT.saturating_mul(180);
/// How often it is looked for others who begin at the same time, and the pause between.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(if cfg!(test) { 20 } else { 300 });
