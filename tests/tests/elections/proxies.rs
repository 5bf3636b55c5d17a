//! The configurations of `deploy/` in real proxies: passes are drawn and ballots cast through them while processes of both services
//! are killed, and voters notice nothing. The registrar learns who calls, and nobody writes it down.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use cli::client::{Answer, BallotBox};
use crypto::manifest::Manifest;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::proxy::{Program, Proxy};
use e2e::services::{Delivery, Services, Side, Store};
use e2e::waiting::await_that;
use flate2::read::GzDecoder;
use memchr::memmem;

use crate::kills_behind_proxies::{PROCESSES, Polls, nobody_notices_a_kill};
use crate::load::Registrar;
use crate::pass_load::Told;

#[test]
fn voters_behind_the_delivered_proxies_notice_no_process_that_is_killed() {
    let Some(mut services) = Services::start(Store::Postgres, Delivery::Outbox) else { return };
    let registrar = Registrar::new();
    services.configure_further(Side::BallotBox, &registrar.listed());
    services.set_environment(Side::Registrar, "PSEPHOS_REGISTRAR_CLIENT_IP_HEADER", "X-Real-IP");
    for side in [Side::Registrar, Side::BallotBox] {
        services.replicate(side, PROCESSES);
    }
    let manifest = registrar.publish(&services);
    // A process may hear of the poll a moment after the one that accepted it.
    for door in services.doors(Side::BallotBox) {
        await_that("a process knows the poll", || BallotBox::new(&door).manifest(&manifest.id()).is_ok());
    }
    let election = Election::over(services).unwrap();
    let passes = election.publish(&Draft::default());
    let Election { mut services, admin } = election;
    let folder = tempfile::tempdir().unwrap();
    let start = |name: &str| {
        [Program::HaProxy, Program::Nginx].map(|program| {
            Proxy::start(program, &services, &folder.path().join(format!("{program:?}-{name}")))
        })
    };
    for proxy in &start("for-reading") {
        who_reads_too_much_keeps_no_ballot_out(proxy, &registrar, &manifest);
    }
    let proxies = start("for-voting");
    for proxy in &proxies {
        too_much_is_refused(proxy);
        counts_come_as_they_change(proxy, &registrar, &manifest);
        who_calls_is_limited_and_nobody_else(proxy);
    }
    let polls = Polls { registrar: &registrar, ballots: &manifest, passes: &passes };
    nobody_notices_a_kill(&mut services, &admin, &proxies, &polls);
    registrar.close(&services, &manifest);
    // The others hear of the result a moment after the process that signed it.
    for door in services.doors(Side::BallotBox) {
        await_that("a process tells the result", || BallotBox::new(&door).result(&manifest.id()).is_ok());
    }
    for proxy in &proxies {
        what_is_long_and_public_is_compressed(proxy, &manifest);
    }
    for (path, bytes) in proxies
        .iter()
        .flat_map(Proxy::written)
        .chain([Side::Registrar, Side::BallotBox].into_iter().flat_map(|side| services.stored(side)))
    {
        for caller in CALLERS {
            let found = memmem::find(&bytes, caller.as_bytes());
            assert!(found.is_none(), "{} tells who called", path.display());
        }
    }
}

fn too_much_is_refused(proxy: &Proxy) {
    let door = BallotBox::new(&proxy.ballot_box);
    let body = vec![0; (1 << 20) + 1];
    let headers = [("content-type", "text/plain; charset=utf-8")];
    // A proxy may hang up before it has read all.
    if let Ok(answer) = door.http().send("POST", "/api/v1/polls", &headers, Some(&body)) {
        assert_eq!(answer.status, 413, "{:?}", proxy.program);
    }
}

/// The first event comes at once, the next one with the next ballot: whatever held them back would do so for ever.
fn counts_come_as_they_change(proxy: &Proxy, registrar: &Registrar, manifest: &Manifest) {
    let mut lines = BufReader::new(listen(proxy, manifest)).lines().map(Result::unwrap);
    let mut next = || lines.find(|line| line.contains("\"ballots\"")).expect("the listener hears something");
    let first = next();
    let ballot = registrar.ballot(manifest);
    BallotBox::new(&proxy.ballot_box).cast(&manifest.id(), &ballot.to_bytes(), None).unwrap();
    assert_ne!(next(), first, "{:?}", proxy.program);
}

/// For who asks for it, under a validator of its own; a part is one of the bytes as they are.
fn what_is_long_and_public_is_compressed(proxy: &Proxy, manifest: &Manifest) {
    let (door, name) = (BallotBox::new(&proxy.ballot_box), proxy.program);
    let api = |path: &str| format!("/api/v1/polls/{}{path}", manifest.id());
    let get = |path: &str, headers: &[(&str, &str)]| {
        let gzip = [&[("accept-encoding", "gzip")], headers].concat();
        let (plain, coded) = (door.http().get(path, headers), door.http().get(path, &gzip));
        (plain.unwrap(), coded.unwrap())
    };
    let coding = |answer: &Answer| answer.header("content-encoding").map(str::to_owned);
    let csv = api("/ballots.csv");
    for path in [&format!("/polls/{}/ballots", manifest.id()), &csv, &api("/ballots.ndjson")] {
        let (plain, coded) = get(path, &[]);
        assert_eq!((coding(&plain), coding(&coded).as_deref()), (None, Some("gzip")), "{name:?} {path}");
        // Beside the language, which the service names itself.
        let mut varies = coded.headers.get_all("vary").iter().filter_map(|vary| vary.to_str().ok());
        assert!(
            varies.any(|vary| vary.to_lowercase().contains("accept-encoding")),
            "{name:?} {path}: {:?}",
            coded.headers
        );
        let mut bytes = Vec::new();
        GzDecoder::new(&*coded.body).read_to_end(&mut bytes).unwrap();
        assert!(bytes == plain.body && coded.body.len() < bytes.len(), "{name:?} {path}");
        let weak = plain.header("etag").map(|strong| format!("W/{strong}"));
        assert_eq!(coded.header("etag"), weak.as_deref(), "{name:?} {path}");
        if let Some(weak) = weak {
            assert_eq!(get(path, &[("if-none-match", &weak)]).1.status, 304, "{name:?} {path}");
            // Parts of one coding are never put together with parts of another.
            let part = [("range", "bytes=1-4"), ("if-range", &*weak)];
            assert_eq!(door.http().get(path, &part).unwrap().status, 200, "{name:?} {path}");
        }
        let (_, part) = get(path, &[("range", "bytes=1-4")]);
        if path == &csv {
            assert_eq!(
                (part.status, coding(&part), &part.body[..]),
                (206, None, &plain.body[1..5]),
                "{name:?}"
            );
        }
    }
    // Notes and bytes.
    for path in ["/checkpoint", "/manifest", "/ballots", "/bundle", "/entries"] {
        assert_eq!(coding(&get(&api(path), &[]).1), None, "{name:?} {path}");
    }
}

/// A connection on which events come.
fn listen(proxy: &Proxy, manifest: &Manifest) -> TcpStream {
    let mut line = TcpStream::connect(proxy.ballot_box.trim_start_matches("http://")).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let path = format!("/api/v1/polls/{}/events", manifest.id());
    write!(line, "GET {path} HTTP/1.1\r\nHost: ballots\r\nAccept-Encoding: gzip\r\n\r\n").unwrap();
    let mut status = [0; "HTTP/1.1 200".len()];
    line.read_exact(&mut status).unwrap();
    assert!(status.ends_with(b"200"), "{:?} answers {}", proxy.program, status.escape_ascii());
    line
}

/// Twenty wrong passwords for one address, and whoever tried them waits; somebody else does not.
fn who_calls_is_limited_and_nobody_else(proxy: &Proxy) {
    let [one, other] = CALLERS;
    let email = format!("{:?}@example.org", proxy.program).to_lowercase();
    for attempt in 0..20 {
        assert_eq!(sign_in(proxy, one, &email), 401, "{:?}: attempt {attempt}", proxy.program);
    }
    assert_eq!(sign_in(proxy, one, &email), 429, "{:?}", proxy.program);
    assert_eq!(sign_in(proxy, other, &email), 401, "{:?}", proxy.program);
}

/// Several ballots, each at once after a refusal: a proxy lets one request more in after each hundredth of a second.
fn who_reads_too_much_keeps_no_ballot_out(proxy: &Proxy, registrar: &Registrar, manifest: &Manifest) {
    let door = BallotBox::new(&proxy.ballot_box);
    for ballot in [(); 5].map(|()| registrar.ballot(manifest).to_bytes()) {
        assert!((0..5000).any(|_| read(&door) == 429), "{:?} limits nobody", proxy.program);
        door.cast(&manifest.id(), &ballot, None).unwrap();
    }
}

/// The status of an answer to what is no ballot.
fn read(door: &BallotBox) -> u16 {
    door.http().get("/healthz", &[]).unwrap().status
}

/// The status of an attempt to sign in, by a connection that comes from `caller`, who says of itself to be somebody else.
fn sign_in(proxy: &Proxy, caller: &str, email: &str) -> u16 {
    let body = format!("{{\"email\":\"{email}\",\"password\":\"wrong password\"}}");
    let hearsay =
        [("X-Real-IP", "198.51.100.7"), ("X-Forwarded-For", "198.51.100.7"), ("Accept-Encoding", "gzip")];
    let headers = [&[("Content-Type", "application/json")], &hearsay[..]].concat();
    let told = post_from(caller, proxy, "/api/v1/sessions", &headers, body.as_bytes()).unwrap();
    assert!(told.header("content-encoding").is_none(), "{:?} compresses", proxy.program);
    told.status
}

/// Sends the registrar something by a connection of its own that comes from `caller`.
pub(crate) fn post_from(
    caller: &str,
    proxy: &Proxy,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Told, String> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!(
        "PROXY TCP4 {caller} 192.0.2.1 40000 443\r\nPOST {path} HTTP/1.1\r\nHost: registrar\r\n{headers}\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let exchange = || -> std::io::Result<Vec<u8>> {
        let mut line = TcpStream::connect(("127.0.0.1", proxy.registrar))?;
        line.set_read_timeout(Some(Duration::from_secs(60)))?;
        // In one piece: its first line must come as a whole.
        line.write_all(&[head.as_bytes(), body].concat())?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer)?;
        Ok(answer)
    };
    let answer = exchange().map_err(|error| format!("{:?}: {error}", proxy.program))?;
    Told::parse(&answer)
        .ok_or_else(|| format!("{:?} answered {:?}", proxy.program, answer.escape_ascii().to_string()))
}

/// Nobody has these addresses (RFC 5737).
const CALLERS: [&str; 2] = ["203.0.113.91", "203.0.113.92"];
