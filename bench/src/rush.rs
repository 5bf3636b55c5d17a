//! Many clients at a time, each waiting for its answer before it sends again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use cli::client::ClientError;

use crate::cpu::Meter;

/// What a rush took.
#[derive(Debug)]
pub(crate) struct Rush {
    /// Requests, every one of them answered as wanted.
    pub(crate) count: usize,
    /// From the first request to the last answer.
    pub(crate) wall: Duration,
    /// CPU time of the server.
    pub(crate) server: Duration,
    /// The median request.
    pub(crate) median: Duration,
    /// The 99th percentile: of 100 requests the slowest but one.
    pub(crate) slow: Duration,
}

/// Lets `clients` threads work off `work`, which is not empty; answers come back in its order. Fails with the first refusal.
pub(crate) fn run<W: Sync, A: Send>(
    clients: usize,
    meter: &Meter,
    work: &[W],
    call: impl Fn(&W) -> Result<A, ClientError> + Sync,
) -> Result<(Rush, Vec<A>)> {
    ensure!(!work.is_empty(), "there is nothing to measure");
    let next = AtomicUsize::new(0);
    let (server_before, began) = (meter.read()?, Instant::now());
    let done: Vec<Result<Vec<_>, ClientError>> = thread::scope(|scope| {
        let client = || {
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(one) = work.get(place) else { return Ok(done) };
                let sent = Instant::now();
                done.push((place, call(one)?, sent.elapsed()));
            }
        };
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no client panics")).collect()
    });
    let (wall, server) = (began.elapsed(), meter.read()? - server_before);
    let done: Vec<Vec<_>> = done.into_iter().collect::<Result<_, _>>()?;
    let mut done: Vec<_> = done.into_iter().flatten().collect();
    let mut times: Vec<Duration> = done.iter().map(|(_, _, took)| *took).collect();
    times.sort_unstable();
    done.sort_unstable_by_key(|(place, _, _)| *place);
    let rush = Rush {
        count: work.len(),
        wall,
        server,
        median: times[times.len() / 2],
        // Nearest rank: of n requests the ceil(0.99 n)-th.
        slow: times[(times.len() * 99).div_ceil(100) - 1],
    };
    Ok((rush, done.into_iter().map(|(_, answer, _)| answer).collect()))
}
