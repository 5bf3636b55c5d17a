//! Numbers for Prometheus, on an address of their own (`metrics_listen`).
//!
//! Whoever watches a number change learns when something happened, and two services watched together could tell who
//! voted. So they are taken once a minute, requests are not counted but failures, and a service puts nothing here that it
//! does not show to everybody anyway, or that voters cause one by one.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rocket::fairing::{Fairing, Info, Kind};
use rocket::request::Request;
use rocket::response::Response;
use rocket::{Build, Rocket, State, get, routes};
use tokio::task::spawn_blocking;

use crate::problem::Problem;

/// A page of numbers in the text format of Prometheus (version 0.0.4).
#[derive(Debug, Default)]
pub struct Page(String);

impl Page {
    /// A number that goes up and down, with one value for each set of labels. `labels`: name and value each.
    pub fn gauge(&mut self, name: &str, help: &str, samples: &[(&[(&str, &str)], u64)]) {
        self.family(name, help, "gauge", samples);
    }

    /// A number that only goes up while the process lives.
    pub fn counter(&mut self, name: &str, help: &str, samples: &[(&[(&str, &str)], u64)]) {
        self.family(name, help, "counter", samples);
    }

    fn family(&mut self, name: &str, help: &str, kind: &str, samples: &[(&[(&str, &str)], u64)]) {
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        for (labels, value) in samples {
            let labels: Vec<String> =
                labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escape(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(self.0, "{name}{labels} {value}");
        }
    }
}

/// A label's value: backslash, quote and line feed are escaped.
fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// Answers of status 500 and above since the start. Attach it to a service and hand it to its numbers.
#[derive(Debug, Clone, Default)]
pub struct Failures(Arc<AtomicU64>);

impl Failures {
    /// How many.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

#[rocket::async_trait]
impl Fairing for Failures {
    fn info(&self) -> Info {
        Info { name: "failures", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, _request: &'r Request<'_>, response: &mut Response<'r>) {
        if response.status().code >= 500 {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Takes the numbers; may block.
type Collect = dyn Fn() -> Result<Page, crate::DbError> + Send + Sync;

/// The numbers, taken anew at most once a minute.
struct Numbers {
    collect: Box<Collect>,
    taken: Mutex<Option<(Instant, String)>>,
}

impl Numbers {
    fn at(&self, now: Instant) -> Result<String, crate::DbError> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, page)) = &*taken
            && now.duration_since(*at) < MINUTE
        {
            return Ok(page.clone());
        }
        let Page(page) = (self.collect)()?;
        *taken = Some((now, page.clone()));
        Ok(page)
    }
}

/// A server on `listen` that shows the numbers at `/metrics` and nothing else.
pub fn build(
    listen: SocketAddr,
    collect: impl Fn() -> Result<Page, crate::DbError> + Send + Sync + 'static,
) -> Rocket<Build> {
    let numbers = Numbers { collect: Box::new(collect), taken: Mutex::default() };
    crate::server::build(listen, None, 0).manage(Arc::new(numbers)).mount("/", routes![metrics])
}

#[get("/metrics")]
async fn metrics(numbers: &State<Arc<Numbers>>) -> Result<(rocket::http::ContentType, String), Problem> {
    let numbers = Arc::clone(numbers);
    let page = spawn_blocking(move || numbers.at(Instant::now())).await;
    let page = page.map_err(|_| crate::DbError::Panicked)??;
    let text = rocket::http::ContentType::new("text", "plain");
    Ok((text.with_params(("version", "0.0.4")), page))
}

const MINUTE: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use rocket::http::Status;
    use rocket::local::blocking::Client;

    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let mut page = Page::default();
        page.gauge("a_b", "What it is.", &[(&[], 3)]);
        page.counter(
            "c_total",
            "More.",
            &[(&[("poll", "x\"\\\n"), ("kind", "y")], 7), (&[("poll", "z")], 0)],
        );
        assert_eq!(
            page.0,
            "# HELP a_b What it is.\n# TYPE a_b gauge\na_b 3\n# HELP c_total More.\n# TYPE c_total counter\n\
             c_total{poll=\"x\\\"\\\\\\n\",kind=\"y\"} 7\nc_total{poll=\"z\"} 0\n"
        );
    }

    #[test]
    fn a_number_changes_once_a_minute() {
        let asked = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&asked);
        let collect = move || {
            let mut page = Page::default();
            page.gauge("asked", "Times.", &[(&[], counted.fetch_add(1, Ordering::SeqCst))]);
            Ok(page)
        };
        let numbers = Numbers { collect: Box::new(collect), taken: Mutex::default() };
        let start = Instant::now();
        assert!(numbers.at(start).unwrap().ends_with("asked 0\n"));
        assert!(numbers.at(start + Duration::from_secs(59)).unwrap().ends_with("asked 0\n"));
        assert!(numbers.at(start + Duration::from_secs(60)).unwrap().ends_with("asked 1\n"));
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn only_the_numbers_are_there() {
        let rocket = build(([127, 0, 0, 1], 0).into(), || Ok(Page::default()));
        let client = Client::untracked(rocket).unwrap();
        let answer = client.get("/metrics").dispatch();
        assert_eq!(answer.headers().get_one("Content-Type"), Some("text/plain; version=0.0.4"));
        assert_eq!(client.get("/").dispatch().status(), Status::NotFound);
        let broken = build(([127, 0, 0, 1], 0).into(), || Err(crate::DbError::Panicked));
        assert_eq!(
            Client::untracked(broken).unwrap().get("/metrics").dispatch().status(),
            Status::InternalServerError
        );
    }

    #[test]
    fn failures_are_counted() {
        #[get("/fail")]
        fn fail() -> Status {
            Status::ServiceUnavailable
        }
        let failures = Failures::default();
        let rocket = rocket::custom(crate::server::quiet_config()).attach(failures.clone());
        let client = Client::untracked(rocket.mount("/", routes![fail])).unwrap();
        client.get("/fail").dispatch();
        client.get("/nothing").dispatch();
        assert_eq!(failures.count(), 1);
    }
}
