//! Many clients at a time: closed loop, each waiting for its answer before it sends again, or open loop, sending when its
//! moment has come.
//!
//! All of them are tasks on one thread, as the connections of a reverse proxy are. A thread for each would have the kernel switch
//! between them and the server's on the same cores, and the server would be charged for it.

use std::cell::Cell;
use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use crypto::encoding::PollId;
use hdrhistogram::Histogram;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use indicatif::{ProgressBar, ProgressStyle};
use rocket::futures::future::try_join_all;
use rocket::tokio::net::TcpStream;
use rocket::tokio::{runtime, task, time};

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

/// A request, which only an answer of success satisfies.
pub struct Call {
    /// Host and port.
    to: String,
    request: Request<Full<Bytes>>,
}

impl Call {
    /// Asks the service at `base`, such as `http://127.0.0.1:8080`, for a page.
    pub fn get(base: &str, path: &str) -> Result<Self> {
        Self::new(base, Method::GET, path, Vec::new())
    }

    /// Casts a ballot.
    pub fn ballot(base: &str, poll: &PollId, ballot: Vec<u8>) -> Result<Self> {
        let path = format!("/api/v1/polls/{poll}/ballots");
        Self::new(base, Method::POST, &path, ballot)?.with(CONTENT_TYPE, "application/vnd.psephos.ballot")
    }

    /// Asks for a pass, with the `Authorization` header of a session.
    pub fn pass(base: &str, poll: &PollId, authorization: &str, request: &[u8]) -> Result<Self> {
        let path = format!("/api/v1/polls/{poll}/token");
        Self::new(base, Method::POST, &path, request.to_vec())?
            .with(CONTENT_TYPE, "application/private-token-request")?
            .with(AUTHORIZATION, authorization)
    }

    fn new(base: &str, method: Method, path: &str, body: Vec<u8>) -> Result<Self> {
        let to = base.strip_prefix("http://").with_context(|| format!("{base} is not reached by http"))?;
        let request = Request::builder().method(method).uri(path).header(HOST, to).body(body.into())?;
        Ok(Self { to: to.to_owned(), request })
    }

    fn with(mut self, name: HeaderName, value: &str) -> Result<Self> {
        let mut value: HeaderValue = value.parse()?;
        value.set_sensitive(name == AUTHORIZATION);
        self.request.headers_mut().insert(name, value);
        Ok(self)
    }
}

/// Works off `work`, which is not empty, or as much as there is time for. Fails with the first refusal.
pub fn run<W>(load: Load, meter: &Meter, work: &[W], call: impl Fn(&W) -> Result<Call>) -> Result<Rush> {
    ensure!(!work.is_empty(), "there is nothing to measure");
    ensure!(load.clients > 0, "at least one client is needed");
    ensure!(
        load.rate.is_none_or(|rate| rate.is_finite() && rate > 0.0),
        "a rate is above 0 requests a second"
    );
    let bar = ProgressBar::new(work.len() as u64)
        .with_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec}")?);
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let next = Cell::new(0);
    let (server_before, began) = (meter.read()?, Instant::now());
    let client = async || {
        let (mut connections, mut latencies) = (HashMap::new(), empty());
        loop {
            let place = next.replace(next.get() + 1);
            let is_late = load.longest.is_some_and(|longest| began.elapsed() >= longest);
            let Some(one) = work.get(place).filter(|_| !is_late) else { return Ok(latencies) };
            let call = call(one)?;
            let due =
                load.rate.map(|rate| began + Duration::from_secs_f64(crate::table::float(place) / rate));
            let sent = match due {
                // What a timer is late by, up to a millisecond, is not the server's fault.
                Some(due) if Instant::now() < due => {
                    time::sleep_until(due.into()).await;
                    Instant::now()
                }
                Some(due) => due,
                None => Instant::now(),
            };
            let asked = format!("{}{}", call.to, call.request.uri());
            time::timeout(LONGEST, answered(&mut connections, call))
                .await
                .map_err(anyhow::Error::from)
                .flatten()
                .with_context(|| format!("{asked} did not answer as wanted"))?;
            latencies.saturating_record(u64::try_from(sent.elapsed().as_micros()).unwrap_or(u64::MAX));
            bar.inc(1);
        }
    };
    let done: Result<Vec<Histogram<u64>>> =
        runtime.block_on(try_join_all((0..load.clients).map(|_| client())));
    let (wall, server) = (began.elapsed(), meter.read()? - server_before);
    bar.finish_and_clear();
    let mut latencies = empty();
    for of_client in done? {
        latencies.add(of_client)?;
    }
    let count = usize::try_from(latencies.len())?;
    ensure!(count > 0, "there was no time for a single request");
    Ok(Rush { count, wall, server, latencies })
}

/// Sends a request by the connection that the client has to that service, or by a new one, and reads the whole answer.
async fn answered(connections: &mut HashMap<String, SendRequest<Full<Bytes>>>, call: Call) -> Result<()> {
    let Call { to, request } = call;
    // Services close what was idle for long.
    let kept = match connections.remove(&to) {
        Some(mut kept) => kept.ready().await.is_ok().then_some(kept),
        None => None,
    };
    let mut connection = match kept {
        Some(kept) => kept,
        None => connect(&to).await?,
    };
    let answer = connection.send_request(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    if !status.is_success() {
        bail!("{status}: {}", String::from_utf8_lossy(&body));
    }
    connections.insert(to, connection);
    Ok(())
}

async fn connect(to: &str) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let (connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends when the connection is dropped.
    task::spawn(driver);
    Ok(connection)
}

/// From a microsecond to a minute, to three digits.
fn empty() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000, 3).expect("bounds that a histogram takes")
}

/// What the histogram of latencies holds.
const LONGEST: Duration = Duration::from_secs(60);
