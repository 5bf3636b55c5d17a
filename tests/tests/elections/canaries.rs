//! What a voter's machine tells with a ballot is nowhere afterwards: not in the database, its journals and its server's files,
//! not in the records, not in the log, whatever its level, not in what the ballot box answers and what is archived of it, and
//! not in the memory of the running process. The canaries come with requests that succeed, that fail, and that break off.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crypto::ballot::Ballot;
use crypto::manifest::Manifest;
use crypto::time::UtcTime;
use e2e::binary::psephos_command;
use e2e::memory::Memory;
use e2e::moments::Moments;
use e2e::poll::now;
use e2e::postgres::is_table;
use e2e::services::{Delivery, Services, Side, Store};
use e2e::traces::{assert_absent, is_present, read_all, spellings};
use e2e::waiting::await_that;
use jiff::Timestamp;
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
    services.set_environment(Side::BallotBox, "TEST_CANARY", KNOWN);
    services.crash_and_restart(Side::BallotBox);
    let manifest = registrar.publish(&services);
    let ballots: Vec<Ballot> = (0..8).map(|_| registrar.ballot(&manifest)).collect();
    let quiet = |since: UtcTime| {
        while now().unix() < since.unix() + 2 {
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    // No second of casting is one in which anything else happens.
    quiet(now());
    let began = now();
    let voter = Voter::at(services.ballot_box().http().base());
    let poll = format!("/api/v1/polls/{}", manifest.id());
    for ballot in &ballots {
        assert_eq!(voter.send("POST", &format!("{poll}/ballots?from={NAME}"), &ballot.to_bytes()), 201);
    }
    let ended = now();
    quiet(ended);
    fail_in_every_way(&voter, &manifest, &ballots[0]);
    nothing_is_remembered(&services, &voter, &manifest);

    let no_trace = |kept: &[(PathBuf, Vec<u8>)], of_times: bool| {
        for ballot in &ballots {
            assert!(is_present(kept, ballot.nonce()), "the search finds what is there");
        }
        for canary in [NAME, AGENT, &ADDRESS.to_string()] {
            assert_absent(kept, canary, canary.as_bytes());
        }
        if of_times {
            for spelling in times(began, ended) {
                assert_absent(kept, "the time of a ballot", spelling.as_bytes());
            }
            let second = |at: UtcTime| Timestamp::from_second(at.unix()).unwrap();
            let moments = Moments::between(second(began), second(ended.plus(1)));
            assert_eq!(moments.found(kept), Vec::<String>::new(), "the time of a ballot");
        }
    };
    no_trace(&services.stored(Side::BallotBox), true);
    if let Some(files) = services.server_files(Side::BallotBox) {
        // The server writes the moment of each transaction into its log (docs/threat-model.md), and other databases do so, too.
        no_trace(&files, false);
        no_trace(&files.into_iter().filter(|(path, _)| is_table(path)).collect::<Vec<_>>(), true);
    }
    assert_eq!(registrar.close(&services, &manifest).ballots, 8);
    no_trace(&services.stored(Side::BallotBox), true);
    no_trace(&answers(&services, &manifest), true);
    no_trace(&archive(&services, &manifest), true);
    nothing_is_remembered(&services, &voter, &manifest);
}

/// The memory of the running ballot box, while a request of the voter is under way and after all of them have ended. Not
/// looked for is the address as the kernel hands it over: of the last connections four bytes stay on the stacks of threads
/// until others come (docs/threat-model.md).
fn nothing_is_remembered(services: &Services, voter: &Voter, manifest: &Manifest) {
    let Some(memory) = Memory::of(services.pid(Side::BallotBox)) else { return };
    let known = memory.finds(&[KNOWN.into()]);
    assert!(known[0].is_some(), "the search finds what is there");
    let mut needles: Vec<Vec<u8>> =
        [NAME, AGENT].iter().flat_map(|canary| spellings(canary.as_bytes())).collect();
    needles.push(ADDRESS.to_string().into());

    let cut = voter.begin(manifest);
    // It finds what is there for a moment only.
    await_that("an unfinished request is in memory", || {
        memory.finds(&spellings(NAME.as_bytes())[..1])[0].is_some()
    });
    drop(cut);
    let found = || -> Vec<String> {
        let places = memory.finds(&needles).into_iter().zip(&needles);
        places
            .filter_map(|(place, needle)| Some(format!("{} in {}", needle.escape_ascii(), place?)))
            .collect()
    };
    // The ballot box notices that a connection has ended when it gets to it.
    await_that_or("no trace of the voter is in memory", || found().is_empty(), || format!("{:?}", found()));
}

fn await_that_or(what: &str, holds: impl Fn() -> bool, else_told: impl Fn() -> String) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < patience, "not within a minute: {what}; {}", else_told());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// As a log or a database writes the moments in between: also with a space, or with parts of seconds behind.
fn times(began: UtcTime, ended: UtcTime) -> impl Iterator<Item = String> {
    (began.unix()..=ended.unix()).flat_map(|second| {
        let moment = UtcTime::from_unix(second).to_string();
        let (date, time) = moment.trim_end_matches('Z').split_once('T').expect("RFC 3339");
        [format!("{date}T{time}"), format!("{date} {time}"), second.to_string()]
    })
}

/// Everything that the ballot box tells strangers about the poll, and its pages.
fn answers(services: &Services, manifest: &Manifest) -> Vec<(PathBuf, Vec<u8>)> {
    let poll = manifest.id();
    let api = "manifest|notices|issuance|assets/1|checkpoint|entries|ballots|ballots.ndjson|ballots.csv|bundle|result|results/1";
    let pages = "|/result|/ballots|/check|/receipt|/log/checkpoint|/log/tile/entries/000.p/11";
    let api = api.split('|').map(|path| format!("/api/v1/polls/{poll}/{path}"));
    let pages = pages.split('|').map(|path| format!("/polls/{poll}{path}"));
    let others =
        ["/", "/api/v1/polls", "/.well-known/psephos", "/healthz", "/readyz", "/polls/log/checkpoint"];
    let paths = api.chain(pages).chain(others.map(str::to_owned)).chain([format!("/api/v1/polls/{poll}")]);
    let client = services.ballot_box();
    let ask = |path: String| {
        let answer = client.http().get(&path, &[]).unwrap();
        assert!([200, 404].contains(&answer.status), "{path}: {}", answer.status);
        (PathBuf::from(path), answer.body)
    };
    paths.map(ask).collect()
}

fn archive(services: &Services, manifest: &Manifest) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{}/polls/{}", services.ballot_box().http().base(), manifest.id());
    let to = folder.path().join("archive");
    let made = psephos_command(["archive", &url, "--to"]).arg(&to).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut files = Vec::new();
    read_all(&to, &mut files).unwrap();
    files
}

fn fail_in_every_way(voter: &Voter, manifest: &Manifest, ballot: &Ballot) {
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
        let answered = voter.send(method, &path, body);
        assert_eq!(answered, status, "{method} {path}");
    }
    // Cut off within the body.
    drop(voter.begin(manifest));
}

/// Somebody whose machine tells much.
struct Voter {
    /// Host and port of the ballot box.
    door: String,
}

impl Voter {
    fn at(ballot_box: &str) -> Self {
        Self { door: ballot_box.strip_prefix("http://").unwrap().to_owned() }
    }

    /// A request as a browser behind a talkative proxy sends it; the status of the answer.
    fn send(&self, method: &str, path: &str, body: &[u8]) -> u16 {
        let (mut stream, door) = (self.open(), &self.door);
        // In one piece: who answers without reading a body may have closed the connection before a second one.
        let mut request = Vec::new();
        write!(
            request,
            "{method} {path} HTTP/1.1\r\nHost: {door}\r\nConnection: close\r\nUser-Agent: {AGENT}\r\n\
             X-Forwarded-For: {ADDRESS}\r\nForwarded: for={ADDRESS}\r\nX-Real-IP: {ADDRESS}\r\nFrom: {NAME}@example.org\r\n\
             Cookie: voter={NAME}\r\nAuthorization: Bearer {NAME}\r\nReferer: http://{NAME}.example.org/\r\n\
             Accept-Language: {NAME}\r\nContent-Type: application/vnd.psephos.ballot\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )
        .unwrap();
        request.extend_from_slice(body);
        stream.write_all(&request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let head = String::from_utf8_lossy(&answer[..answer.len().min(64)]).into_owned();
        head.split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or_else(|| panic!("no answer: {head}"))
    }

    /// A ballot of which only the beginning arrives; the ballot box waits for the rest.
    fn begin(&self, manifest: &Manifest) -> TcpStream {
        let (mut cut, door) = (self.open(), &self.door);
        let length = BALLOT_BYTES + usize::from(manifest.content_size);
        write!(
            cut,
            "POST /api/v1/polls/{}/ballots HTTP/1.1\r\nHost: {door}\r\nUser-Agent: {AGENT}\r\n\
             Content-Type: application/vnd.psephos.ballot\r\nContent-Length: {length}\r\n\r\n{NAME}",
            manifest.id()
        )
        .unwrap();
        cut
    }

    /// A connection from [`ADDRESS`].
    fn open(&self) -> TcpStream {
        let target: SocketAddr = self.door.parse().unwrap();
        let stream = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        stream.bind(&SocketAddrV4::new(ADDRESS, 0).into()).unwrap();
        stream.connect(&target.into()).unwrap();
        stream.into()
    }
}

/// All of a ballot but its content (PROTOCOL section 7).
const BALLOT_BYTES: usize = 1 + 354 + 2 + 64;
/// Every address of 127.0.0.0/8 is this machine's own.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 83, 76, 149);
const AGENT: &str = "Quagmire/7.31";
const NAME: &str = "philippa-quillfeather";
/// In the environment of the process, and so in its memory.
const KNOWN: &str = "lysander-thistlewood";
