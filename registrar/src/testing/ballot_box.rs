//! A ballot box that countersigns, refuses or stays silent, as a test wishes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};

use crypto::note::{Note, ServiceName, SignerKey, VerifierKey};
use crypto::time::UtcTime;
use serde_json::json;

/// What it does with what it gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Countersigns manifests and echoes statements.
    Willing,
    /// Answers with this status and title.
    Refusing(u16, &'static str),
    /// Takes what it gets, and its answer is lost.
    Mute,
    /// Answers 201 with the note as it came, not countersigned.
    Careless,
    /// Takes its time, until it has another mood.
    Slow,
}

/// The ballot box of a test.
pub(crate) struct TestBallotBox {
    pub(crate) name: ServiceName,
    pub(crate) key: SignerKey,
    desk: Arc<Desk>,
}

/// What its threads share.
#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    mood: Mood,
    received: Vec<(String, String)>,
    /// Whether it has taken a poll.
    took: bool,
    /// Whether it has published a result.
    counted: bool,
    /// What it says about itself, other than the truth: a `Date` and a body.
    introduction: Option<(UtcTime, String)>,
}

impl Default for State {
    fn default() -> Self {
        Self { mood: Mood::Willing, received: Vec::new(), took: false, counted: false, introduction: None }
    }
}

impl TestBallotBox {
    /// Willing, on a free port of 127.0.0.1; its thread ends with the test's process.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let name: ServiceName = listener.local_addr().unwrap().to_string().parse().unwrap();
        let key = SignerKey::from_seed(&name, [7; 32]);
        let desk = Arc::<Desk>::default();
        let this = Self { name, key: key.clone(), desk: Arc::clone(&desk) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (desk, key) = (Arc::clone(&desk), key.clone());
                std::thread::spawn(move || serve(&stream, &desk, &key));
            }
        });
        this
    }

    /// From now on.
    pub(crate) fn be(&self, mood: Mood) {
        self.desk.state.lock().unwrap().mood = mood;
        self.desk.changed.notify_all();
    }

    /// From now on its polls have results.
    pub(crate) fn publish_results(&self) {
        self.desk.state.lock().unwrap().counted = true;
    }

    /// From now on it says that it has this key and this time, and that it knows these registrars.
    pub(crate) fn introduce(&self, key: &VerifierKey, at: UtcTime, registrars: &[&VerifierKey]) {
        let registrars: Vec<_> =
            registrars.iter().map(|key| json!({ "name": key.name(), "key": key })).collect();
        let told = json!({ "role": "ballot-box", "name": self.name, "key": key, "registrars": registrars });
        self.desk.state.lock().unwrap().introduction = Some((at, told.to_string()));
    }

    /// From now on it says that it has this key, and shows these hand-overs to it.
    pub(crate) fn hand_over(&self, key: &VerifierKey, at: UtcTime, handovers: &[String]) {
        let told = json!({ "role": "ballot-box", "name": self.name, "key": key, "handovers": handovers });
        self.desk.state.lock().unwrap().introduction = Some((at, told.to_string()));
    }

    /// What came, with the end of its path.
    pub(crate) fn received(&self, path_end: &str) -> Vec<String> {
        let received = &self.desk.state.lock().unwrap().received;
        received.iter().filter(|(path, _)| path.ends_with(path_end)).map(|(_, body)| body.clone()).collect()
    }

    /// Waits until something has come.
    pub(crate) fn await_anything(&self) {
        let state = self.desk.state.lock().unwrap();
        drop(self.desk.changed.wait_while(state, |state| state.received.is_empty()).unwrap());
    }

    /// The origin of its pages.
    pub(crate) fn url(&self) -> String {
        self.name.url()
    }
}

fn serve(stream: &TcpStream, desk: &Desk, key: &SignerKey) {
    let Some((path, body)) = read(stream) else { return };
    let mut state = desk.state.lock().unwrap();
    state.received.push((path.clone(), body.clone()));
    desk.changed.notify_all();
    state = desk.changed.wait_while(state, |state| state.mood == Mood::Slow).unwrap();
    let mood = state.mood.clone();
    let offered = state.took && path.ends_with("/manifest") || state.counted && path.ends_with("/result");
    state.took |= matches!(mood, Mood::Willing | Mood::Mute) && path == "/api/v1/polls";
    let introduction = state.introduction.clone().filter(|_| path == "/.well-known/psephos");
    drop(state);
    if let (Some((at, body)), Mood::Willing) = (introduction, &mood) {
        return send(stream, 200, &format!("Date: {}\r\n", date(at)), &body);
    }
    answer(stream, &mood, &path, body, key, offered);
}

fn read(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        if header.trim().is_empty() {
            break;
        }
        if let Some(value) = header.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, String::from_utf8(body).ok()?))
}

fn answer(stream: &TcpStream, mood: &Mood, path: &str, body: String, key: &SignerKey, offered: bool) {
    let (status, body) = match mood {
        Mood::Mute | Mood::Slow => return,
        // Asked whether it has a poll: it has what it was offered before it began to refuse.
        Mood::Refusing(..) if path.ends_with("/manifest") && !offered => (404, String::new()),
        Mood::Refusing(..) if path.ends_with("/manifest") => (200, String::new()),
        Mood::Refusing(status, title) => (*status, format!("{{\"title\":\"{title}\"}}")),
        Mood::Careless => (201, body),
        Mood::Willing if path.ends_with("/result") && !offered => (404, String::new()),
        Mood::Willing if path == "/api/v1/polls" => {
            let mut note = Note::parse(&body).unwrap();
            note.countersign(key).unwrap();
            (201, note.to_string())
        }
        Mood::Willing if path.ends_with("/result") => (200, tied(path, key)),
        Mood::Willing if body.is_empty() && path.starts_with("/api/v1/polls/") => {
            (200, "{\"phase\":\"voting\",\"ballots\":17,\"more\":[]}".to_owned())
        }
        Mood::Willing if path == "/.well-known/psephos" => {
            let key = key.verifier();
            let told = format!("{{\"role\":\"ballot-box\",\"name\":\"{}\",\"key\":\"{key}\"}}", key.name());
            (200, told)
        }
        Mood::Willing => (201, body),
    };
    send(stream, status, "", &body);
}

fn send(mut stream: &TcpStream, status: u16, headers: &str, body: &str) {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    // The client goes when it likes.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

/// RFC 9110 section 5.6.7.
fn date(at: UtcTime) -> String {
    let at = jiff::Timestamp::from_second(at.unix()).unwrap();
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).unwrap()
}

/// The signed result of the poll of this path: the options a and b of q1 have tied.
fn tied(path: &str, key: &SignerKey) -> String {
    let outcome = serde_json::json!({
        "poll": path.split('/').nth(4), "ballots": 6, "issued": 6, "tree_size": 8, "root": "A".repeat(43) + "=",
        "tally": { "q1": { "kind": "choice", "counts": { "a": 3, "b": 3 }, "abstain": 0, "winners": [], "tied": ["a", "b"] } },
    });
    Note::sign(format!("psephos-result/v1\n{outcome}\n"), key).to_string()
}
