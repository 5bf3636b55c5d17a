//! What a voter's machine tells with a ballot is nowhere afterwards: not in the database and its journals, not in the records, not
//! in the log, whatever its level. The canaries come with requests that succeed and with requests that fail.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::time::Duration;

use crypto::ballot::Ballot;
use crypto::manifest::Manifest;
use crypto::time::UtcTime;
use e2e::poll::now;
use e2e::services::{Delivery, Services, Side, Store};
use e2e::traces::{assert_absent, is_present};
use socket2::{Domain, Socket, Type};

use crate::load::Registrar;

#[test]
fn nothing_of_a_voters_machine_is_kept_on_sqlite() {
    search(Services::start(Store::Sqlite, Delivery::Outbox).expect("SQLite is built in"));
}

#[test]
fn nothing_of_a_voters_machine_is_kept_on_postgresql() {
    if let Some(services) = Services::start(Store::Postgres, Delivery::Outbox) {
        search(services);
    }
}

fn search(mut services: Services) {
    let registrar = Registrar::new();
    services.configure_further(Side::BallotBox, &registrar.listed());
    services.set_environment(Side::BallotBox, "PSEPHOS_LOG", "debug");
    services.crash_and_restart(Side::BallotBox);
    let manifest = registrar.publish(&services);
    let ballots: Vec<Ballot> = (0..5).map(|_| registrar.ballot(&manifest)).collect();
    let quiet = |since: UtcTime| {
        while now().unix() < since.unix() + 2 {
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    // No second of casting is one in which anything else happens.
    quiet(now());
    let began = now();
    let door = services.ballot_box().http().base().to_owned();
    let door = door.strip_prefix("http://").unwrap();
    let poll = format!("/api/v1/polls/{}", manifest.id());
    for ballot in &ballots {
        assert_eq!(send(door, "POST", &format!("{poll}/ballots?from={NAME}"), &ballot.to_bytes()), 201);
    }
    let ended = now();
    quiet(ended);
    fail_in_every_way(door, &manifest, &ballots[0]);
    let stored = services.stored(Side::BallotBox);
    for ballot in &ballots {
        assert!(is_present(&stored, ballot.nonce()), "the search finds what is there");
    }
    for canary in [NAME, AGENT, &ADDRESS.to_string()] {
        assert_absent(&stored, canary, canary.as_bytes());
    }
    for second in began.unix()..=ended.unix() {
        let moment = UtcTime::from_unix(second).to_string();
        // Also as a log or a database writes it, with a space, or with parts of seconds behind it.
        let (date, time) = moment.trim_end_matches('Z').split_once('T').unwrap();
        for spelling in [format!("{date}T{time}"), format!("{date} {time}"), second.to_string()] {
            assert_absent(&stored, "the time of a ballot", spelling.as_bytes());
        }
    }
    assert_eq!(registrar.close(&services, &manifest).ballots, 5);
    let stored = services.stored(Side::BallotBox);
    for canary in [NAME, AGENT, &ADDRESS.to_string()] {
        assert_absent(&stored, canary, canary.as_bytes());
    }
}

fn fail_in_every_way(door: &str, manifest: &Manifest, ballot: &Ballot) {
    let poll = format!("/api/v1/polls/{}", manifest.id());
    let mut other = ballot.to_bytes();
    *other.last_mut().unwrap() ^= 1;
    for (method, path, body, status) in [
        ("POST", format!("{poll}/ballots"), other.as_slice(), 403),
        ("POST", format!("{poll}/ballots"), NAME.as_bytes(), 422),
        ("POST", format!("/api/v1/polls/{NAME}/ballots"), other.as_slice(), 404),
        ("GET", format!("{poll}/receipts/{NAME}"), &[], 404),
        ("GET", format!("/polls/{}/receipt?code={NAME}", manifest.id()), &[], 200),
        ("GET", format!("/{NAME}"), &[], 404),
        ("BREW", format!("/{NAME}"), &[], 400),
        ("GET", format!("/%{NAME}"), &[], 404),
    ] {
        let answered = send(door, method, &path, body);
        assert_eq!(answered, status, "{method} {path}");
    }
    // Cut off within the body.
    let mut cut = open(door);
    write!(cut, "POST {poll}/ballots HTTP/1.1\r\nHost: {door}\r\nUser-Agent: {AGENT}\r\nContent-Length: 500\r\n\r\n{NAME}").unwrap();
    drop(cut);
}

/// A request as a browser behind a talkative proxy sends it; the status of the answer.
fn send(door: &str, method: &str, path: &str, body: &[u8]) -> u16 {
    let mut stream = open(door);
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {door}\r\nConnection: close\r\nUser-Agent: {AGENT}\r\n\
         X-Forwarded-For: {ADDRESS}\r\nForwarded: for={ADDRESS}\r\nX-Real-IP: {ADDRESS}\r\nFrom: {NAME}@example.org\r\n\
         Cookie: voter={NAME}\r\nAuthorization: Bearer {NAME}\r\nReferer: http://{NAME}.example.org/\r\n\
         Accept-Language: {NAME}\r\nContent-Type: application/vnd.psephos.ballot\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = String::from_utf8_lossy(&answer[..answer.len().min(64)]).into_owned();
    head.split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or_else(|| panic!("no answer: {head}"))
}

/// A connection from [`ADDRESS`].
fn open(door: &str) -> TcpStream {
    let target: SocketAddr = door.parse().unwrap();
    let stream = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    stream.bind(&SocketAddrV4::new(ADDRESS, 0).into()).unwrap();
    stream.connect(&target.into()).unwrap();
    stream.into()
}

/// Every address of 127.0.0.0/8 is this machine's own.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 83, 76, 149);
const AGENT: &str = "Quagmire/7.31";
const NAME: &str = "philippa-quillfeather";
