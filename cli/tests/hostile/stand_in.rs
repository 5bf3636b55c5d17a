//! A ballot box that says whatever a test wants it to say, signed with a key that the test holds.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cli::vote::PollUrl;
use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::SecretKey;
use crypto::content::{Answer, Content};
use crypto::encoding::{BallotHash, b64url};
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::{Issuer, Manifest, ManifestBody, ResultsPolicy, Service};
use crypto::note::{Note, ServiceName, SignerKey};
use crypto::statement::{self, Outcome, Promise};
use crypto::time::UtcTime;
use crypto::token::{TokenInput, TokenKey, finalize_token, request_token};
use serde_json::json;

/// A poll at a ballot box that answers what it was told to answer, and 404 to everything else.
pub(crate) struct StandIn {
    pub(crate) key: SignerKey,
    pub(crate) manifest: Manifest,
    note: String,
    pub(crate) registrar: SignerKey,
    pub(crate) issuer: SecretKey,
    answers: Arc<Mutex<BTreeMap<String, Answered>>>,
}

/// An answer to every request for one path.
#[derive(Clone)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// Bytes of the body after which it hangs up; who asks for the rest by `Range` gets as many more.
    pub(crate) cut: Option<usize>,
    /// How long it takes.
    pub(crate) delay: Duration,
}

impl Answered {
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into(), cut: None, delay: Duration::ZERO }
    }

    /// A body that arrives in pieces of `cut` bytes only.
    pub(crate) fn in_pieces(body: impl Into<Vec<u8>>, cut: usize) -> Self {
        let headers = vec![("Accept-Ranges", "bytes".to_owned()), ("ETag", "\"whole\"".to_owned())];
        Self { headers, cut: Some(cut), ..Self::ok(body) }
    }

    pub(crate) fn problem(status: u16, name: &str, more: serde_json::Value) -> Self {
        let mut document = more;
        document["type"] = json!(format!("urn:psephos:error:{name}"));
        Self { status, ..Self::ok(document.to_string()) }
    }
}

impl StandIn {
    /// Voting closed `closed` seconds from now.
    pub(crate) fn start(closed: i64) -> Self {
        Self::with(closed, |_| {})
    }

    /// As [`StandIn::start`], of a poll that is changed before it is published.
    pub(crate) fn with(closed: i64, change: impl FnOnce(&mut ManifestBody)) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let name: ServiceName = listener.local_addr().unwrap().to_string().parse().unwrap();
        let (key, registrar) =
            (SignerKey::generate(&name), SignerKey::generate(&"localhost:8001".parse().unwrap()));
        let issuer = SecretKey::generate(2048).unwrap();
        let service = |key: &SignerKey| {
            let name: ServiceName = key.verifier().name().parse().unwrap();
            Service { url: name.url(), name, key: key.verifier().clone() }
        };
        let now = UtcTime::from_unix(jiff::Timestamp::now().as_second());
        let close = now.plus(closed);
        let mut body = ManifestBody {
            slug: None,
            title: "Party".into(),
            description: "".into(),
            languages: vec!["en".into()],
            test: true,
            registrar: service(&registrar),
            ballot_box: service(&key),
            token: Issuer { kind: 2, key: b64url(TokenKey::from_public(issuer.public()).unwrap().spki()) },
            eligible: None,
            late_additions: false,
            issuance_opens: close.plus(-7200),
            issuance_closes: close,
            voting_opens: close.plus(-7200),
            voting_closes: close,
            results: ResultsPolicy::AfterClose,
            mix: 0,
            content_size: 64,
            witnesses: vec![],
            quorum: 0,
            questions: serde_json::from_value(json!([{
                "id": "party", "title": "Where?", "kind": "choice", "min": 1, "max": 1,
                "options": [{ "id": "lake", "title": "Lake" }, { "id": "roof", "title": "Roof" }],
            }]))
            .unwrap(),
        };
        change(&mut body);
        let manifest = body.seal().unwrap();
        let mut note = Note::sign(manifest.text().to_owned(), &registrar);
        note.countersign(&key).unwrap();
        let answers = Arc::new(Mutex::new(BTreeMap::new()));
        let shared = Arc::clone(&answers);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let answers = Arc::clone(&shared);
                // A client that hangs up is what it may do.
                std::thread::spawn(move || answer(stream, &answers));
            }
        });
        let stand_in = Self { key, manifest, note: note.to_string(), registrar, issuer, answers };
        stand_in.api("/manifest", Answered::ok(stand_in.manifest_note()));
        stand_in.api("/notices", Answered::ok(r#"{"notices":[]}"#));
        stand_in
    }

    /// With both signatures.
    pub(crate) fn manifest_note(&self) -> String {
        self.note.clone()
    }

    pub(crate) fn url(&self) -> PollUrl {
        PollUrl::new(&self.manifest.ballot_box.url, self.manifest.id())
    }

    /// The answer to a path below the poll's API.
    pub(crate) fn api(&self, path: &str, answer: Answered) {
        self.site(&format!("/api/v1/polls/{}{path}", self.manifest.id()), answer);
    }

    /// What it answers to a path below the poll's API.
    pub(crate) fn answered(&self, path: &str) -> Vec<u8> {
        self.answers.lock().unwrap()[&format!("/api/v1/polls/{}{path}", self.manifest.id())].body.clone()
    }

    /// The answer to any path.
    pub(crate) fn site(&self, path: &str, answer: Answered) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// The answer to the next request for a path below the poll's API alone.
    pub(crate) fn api_once(&self, path: &str, answer: Answered) {
        self.site(&format!("{ONCE}/api/v1/polls/{}{path}", self.manifest.id()), answer);
    }

    /// Shows these entries, under a checkpoint that it signs.
    pub(crate) fn show_log(&self, entries: &[Entry]) -> Note {
        let checkpoint = self.checkpoint(entries);
        self.api("/checkpoint", Answered::ok(checkpoint.to_string()));
        self.api("/entries", Answered::ok(entries.iter().flat_map(Entry::to_bytes).collect::<Vec<u8>>()));
        checkpoint
    }

    pub(crate) fn checkpoint(&self, entries: &[Entry]) -> Note {
        let origin = poll_origin(self.key.verifier().name(), &self.manifest.id());
        Checkpoint::of(origin, &tree(entries)).sign(&self.key)
    }

    /// Shows a result over these entries.
    pub(crate) fn show_result(&self, entries: &[Entry], ballots: u64) {
        let tree = tree(entries);
        let outcome = Outcome {
            poll: self.manifest.id(),
            ballots,
            issued: None,
            tree_size: tree.size(),
            root: tree.root(),
            tally: json!({}),
        };
        self.api("/result", Answered::ok(statement::sign(&outcome, &self.key).to_string()));
    }

    pub(crate) fn promise(&self, ballot: BallotHash) -> Note {
        statement::sign(&Promise { poll: self.manifest.id(), ballot }, &self.key)
    }

    /// A valid ballot for that option.
    pub(crate) fn ballot(&self, option: &str) -> Ballot {
        let key = BallotKey::generate();
        let public = self.manifest.token_key();
        let input = TokenInput::new(key.nonce(), self.manifest.challenge_digest(), *public.id());
        let (request, blinding) = request_token(public, input).unwrap();
        let token = finalize_token(public, input, &request.sign(&self.issuer).unwrap(), &blinding).unwrap();
        let content = Content { answers: vec![Answer::Choose(vec![option.to_owned()])] };
        Ballot::seal(&key, token, content.encode(&self.manifest).unwrap())
    }

    /// The manifest, the assets, and then these ballots.
    pub(crate) fn entries(&self, ballots: &[BallotHash]) -> Vec<Entry> {
        let ballots = ballots.iter().map(|hash| Entry::ballot(*hash));
        [Entry::manifest(self.manifest.id()), Entry::assets("assets")].into_iter().chain(ballots).collect()
    }
}

pub(crate) fn tree(entries: &[Entry]) -> Tree {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(entry));
    tree
}

fn answer(stream: TcpStream, answers: &Mutex<BTreeMap<String, Answered>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let head: Vec<String> =
        reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let header = |wanted: &str| {
        let mut headers = head.iter().filter_map(|line| line.split_once(':'));
        headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    let length = header("content-length").and_then(|length| length.parse().ok());
    std::io::copy(&mut reader.by_ref().take(length.unwrap_or(0)), &mut std::io::sink())?;
    let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    let answered = {
        let mut answers = answers.lock().unwrap();
        answers.remove(&format!("{ONCE}{path}")).or_else(|| answers.get(path).cloned())
    };
    let Answered { mut status, mut headers, body, cut, delay } =
        answered.unwrap_or_else(|| Answered::problem(404, "not-found", json!({})));
    std::thread::sleep(delay);
    let range =
        header("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
    let from: usize = range.filter(|_| cut.is_some()).unwrap_or(0);
    if from > 0 {
        status = 206;
        headers.push(("Content-Range", format!("bytes {from}-{}/{}", body.len() - 1, body.len())));
    }
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len() - from;
    let end = cut.map_or(body.len(), |cut| (from + cut).min(body.len()));
    let stream = reader.get_mut();
    write!(stream, "HTTP/1.1 {status} x\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n")?;
    stream.write_all(&body[from..end])
}

/// Before the path of an answer that is given once.
const ONCE: &str = "once ";
