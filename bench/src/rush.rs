//! Many clients at a time: closed loop, each waiting for its answer before it sends again, or open loop, sending when its
//! moment has come.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use cli::client::ClientError;
use hdrhistogram::Histogram;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cpu::Meter;

/// How requests are sent.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Requests at a time.
    pub clients: usize,
    /// Requests a second, one after the other at equal distances, whether or not those before have been answered; none:
    /// as fast as answers come. Latency then counts from the moment when a request was due.
    pub rate: Option<f64>,
    /// After that nothing new is sent; none: until all is done.
    pub longest: Option<Duration>,
}

/// What a rush took.
#[derive(Debug)]
pub struct Rush {
    /// Requests, every one of them answered as wanted; fewer than there was work where time was up.
    pub count: usize,
    /// From the first request to the last answer.
    pub wall: Duration,
    /// CPU time of the server.
    pub server: Duration,
    /// Latencies in microseconds.
    pub latencies: Histogram<u64>,
}

impl Rush {
    /// Requests a second.
    pub fn rate(&self) -> f64 {
        crate::table::float(self.count) / self.wall.as_secs_f64()
    }

    /// CPU time of the server for each request, in microseconds.
    pub fn cpu_each(&self) -> f64 {
        self.server.as_secs_f64() * 1e6 / crate::table::float(self.count)
    }
}

/// Works off `work`, which is not empty, or as much as there is time for; answers come back in its order. Fails with the first
/// refusal.
pub fn run<W: Sync, A: Send>(
    load: Load,
    meter: &Meter,
    work: &[W],
    call: impl Fn(&W) -> Result<A, ClientError> + Sync,
) -> Result<(Rush, Vec<A>)> {
    ensure!(!work.is_empty(), "there is nothing to measure");
    ensure!(load.clients > 0, "at least one client is needed");
    ensure!(
        load.rate.is_none_or(|rate| rate.is_finite() && rate > 0.0),
        "a rate is above 0 requests a second"
    );
    let bar = ProgressBar::new(work.len() as u64)
        .with_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec}")?);
    let next = AtomicUsize::new(0);
    let (server_before, began) = (meter.read()?, Instant::now());
    let client = || -> Result<_, ClientError> {
        let (mut answers, mut latencies) = (Vec::new(), empty());
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let is_late = load.longest.is_some_and(|longest| began.elapsed() >= longest);
            let Some(one) = work.get(place).filter(|_| !is_late) else { return Ok((answers, latencies)) };
            let due =
                load.rate.map(|rate| began + Duration::from_secs_f64(crate::table::float(place) / rate));
            let sent = due.inspect(|due| thread::sleep(due.saturating_duration_since(Instant::now())));
            let sent = sent.unwrap_or_else(Instant::now);
            answers.push((place, call(one)?));
            latencies.saturating_record(u64::try_from(sent.elapsed().as_micros()).unwrap_or(u64::MAX));
            bar.inc(1);
        }
    };
    let done: Vec<Result<_, ClientError>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..load.clients).map(|_| scope.spawn(client)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no client panics")).collect()
    });
    let (wall, server) = (began.elapsed(), meter.read()? - server_before);
    bar.finish_and_clear();
    let (mut answers, mut latencies) = (Vec::with_capacity(work.len()), empty());
    for client in done {
        let (of_client, its_latencies) = client?;
        answers.extend(of_client);
        latencies.add(its_latencies)?;
    }
    answers.sort_unstable_by_key(|(place, _)| *place);
    ensure!(!answers.is_empty(), "there was no time for a single request");
    let rush = Rush { count: answers.len(), wall, server, latencies };
    Ok((rush, answers.into_iter().map(|(_, answer)| answer).collect()))
}

/// From a microsecond to a minute, to three digits.
fn empty() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000, 3).expect("bounds that a histogram takes")
}
