//! Voters who draw passes all the time, and the judgement: each has one pass, whatever is asked about it again is answered in the same
//! bytes, and none that was given is lost.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::client::{Answer, Http, IssuedPass, Problem};
use cli::pass::PassRequest;
use crypto::encoding::{b64url, hex, parse_b64url, sha256};
use crypto::manifest::Manifest;
use e2e::services::{Services, Side};
use memchr::memmem;

use crate::load::Ends;

/// People with accounts who are signed in. In an open poll, since nobody is invited to that.
pub(crate) struct Voters {
    /// They go home.
    over: AtomicBool,
    /// Whose turn it is to draw a first pass.
    next: AtomicUsize,
    /// The pass of each, with the request for it.
    given: Mutex<BTreeMap<usize, (Vec<u8>, IssuedPass)>>,
    /// Requests that were answered by the registrar.
    answered: AtomicUsize,
    /// Requests that were answered by a word to try later, and those without an answer.
    refused: AtomicUsize,
    unanswered: AtomicUsize,
}

/// What a voter sends for a pass.
pub(crate) struct Question {
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// An answer of a registrar, or of the proxy before it.
pub(crate) struct Told {
    pub(crate) status: u16,
    head: String,
    body: Vec<u8>,
}

impl Voters {
    /// Accounts and sessions are written into the registrar's database: passwords would take the processors from what is tested.
    pub(crate) fn sign_in(services: &Services) -> Self {
        let database = services.database(Side::Registrar).expect("it is on PostgreSQL");
        database.asked(&format!(
            "INSERT INTO accounts (id, email, role) SELECT md5('voter ' || n), 'voter' || n || '@example.org', 'voter' \
             FROM generate_series(0, {last}) AS n; \
             INSERT INTO sessions (token_hash, account, kind, expires_at) \
             SELECT sha256(sha256((kind || ' ' || n)::bytea)), md5('voter ' || n), kind, 99999999999 \
             FROM generate_series(0, {last}) AS n, (VALUES ('{BEARER}'), ('{BROWSER}')) AS kinds (kind)",
            last = MOST - 1
        ));
        Self {
            over: AtomicBool::new(false),
            next: AtomicUsize::new(0),
            given: Mutex::default(),
            answered: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            unanswered: AtomicUsize::new(0),
        }
    }

    /// The voters go home when this is dropped, each when it has its answer.
    pub(crate) fn ends(&self) -> Ends<'_> {
        Ends(&self.over)
    }

    /// How many have their pass.
    pub(crate) fn served(&self) -> usize {
        self.given.lock().unwrap().len()
    }

    /// How often a voter was told to try later.
    pub(crate) fn refused(&self) -> usize {
        self.refused.load(Ordering::SeqCst)
    }

    /// How often a voter got an answer.
    pub(crate) fn answered(&self) -> usize {
        self.answered.load(Ordering::SeqCst)
    }

    /// Draws one pass after the other. Each voter asks in the same bytes until it has the pass, and then for another one, which nobody
    /// gets.
    pub(crate) fn draw_until_over(
        &self,
        manifest: &Manifest,
        ask: impl Fn(usize, &[u8]) -> Result<Told, String>,
    ) {
        while !self.over.load(Ordering::SeqCst) {
            let voter = self.next.fetch_add(1, Ordering::SeqCst);
            if voter < MOST {
                let request = PassRequest::new(manifest).unwrap();
                let bytes = request.bytes().to_vec();
                let pass = self.await_pass(&ask, voter, &bytes);
                request.open(manifest, &pass).expect("the pass is good");
                self.refuses_another(manifest, &ask, voter);
                self.given.lock().unwrap().insert(voter, (bytes, pass));
            }
            // What is killed must find a processor to start on.
            sleep(A_MOMENT);
        }
    }

    /// Every pass is the one that was given, and there are no others; at least `expected` were given.
    pub(crate) fn judge(
        &self,
        manifest: &Manifest,
        issued: u64,
        expected: usize,
        ask: impl Fn(usize, &[u8]) -> Result<Told, String>,
    ) {
        let given = self.given.lock().unwrap();
        println!(
            "{} passes, {:?} times told to try later, {:?} times no answer",
            given.len(),
            self.refused,
            self.unanswered
        );
        for (voter, (request, pass)) in given.iter() {
            assert_eq!(self.await_pass(&ask, *voter, request), *pass, "voter {voter} has another pass");
        }
        self.refuses_another(manifest, &ask, 0);
        assert_eq!(issued, given.len() as u64, "as many passes as voters who have theirs");
        assert!(given.len() >= expected, "there was load: {} passes", given.len());
    }

    fn refuses_another(
        &self,
        manifest: &Manifest,
        ask: &impl Fn(usize, &[u8]) -> Result<Told, String>,
        voter: usize,
    ) {
        let other = PassRequest::new(manifest).unwrap();
        let told = self.await_answer(ask, voter, other.bytes());
        assert_eq!(
            told.refusal().as_deref(),
            Some("pass-already-issued"),
            "voter {voter}: status {}",
            told.status
        );
    }

    fn await_pass(
        &self,
        ask: &impl Fn(usize, &[u8]) -> Result<Told, String>,
        voter: usize,
        request: &[u8],
    ) -> IssuedPass {
        let told = self.await_answer(ask, voter, request);
        told.pass().unwrap_or_else(|| {
            panic!("voter {voter}: {} {}", told.status, String::from_utf8_lossy(&told.body))
        })
    }

    /// Asks in the same bytes until there is an answer of the registrar; whatever it cannot do at the moment it says in the way that a
    /// client understands.
    fn await_answer(
        &self,
        ask: &impl Fn(usize, &[u8]) -> Result<Told, String>,
        voter: usize,
        request: &[u8],
    ) -> Told {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let said = match ask(voter, request) {
                Ok(told) if told.status == 503 => {
                    assert!(told.header("retry-after").is_some(), "{} says when", told.head);
                    self.refused.fetch_add(1, Ordering::SeqCst);
                    told.head
                }
                Ok(told) => {
                    self.answered.fetch_add(1, Ordering::SeqCst);
                    return told;
                }
                Err(error) => {
                    self.unanswered.fetch_add(1, Ordering::SeqCst);
                    error
                }
            };
            assert!(Instant::now() < patience, "voter {voter} has no answer within a minute: {said}");
            sleep(A_MOMENT);
        }
    }
}

impl Question {
    /// By the API.
    pub(crate) fn by_api(manifest: &Manifest, voter: usize, request: &[u8]) -> Self {
        Self {
            path: format!("/api/v1/polls/{}/token", manifest.id()),
            headers: vec![
                ("content-type", "application/private-token-request".to_owned()),
                ("authorization", format!("Bearer {}", b64url(&session(BEARER, voter)))),
            ],
            body: request.to_vec(),
        }
    }

    /// By the form with which a voter in a browser confirms the request.
    pub(crate) fn by_form(manifest: &Manifest, voter: usize, request: &[u8]) -> Self {
        let (poll, session) = (manifest.id(), session(BROWSER, voter));
        let confirmed =
            hmac_sha256(session, &[format!("psephos-form/v1\n{poll}\n").as_bytes(), request].concat());
        Self {
            path: format!("/polls/{poll}/pass/confirm"),
            headers: vec![
                ("content-type", "application/x-www-form-urlencoded".to_owned()),
                ("cookie", format!("__Host-session={}", b64url(&session))),
                ("sec-fetch-site", "same-origin".to_owned()),
            ],
            body: format!("request={}&form_token={}", b64url(request), hex(&confirmed)).into_bytes(),
        }
    }

    pub(crate) fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}

/// The secret of a voter's session of that kind.
fn session(kind: &str, voter: usize) -> [u8; 32] {
    sha256(&[format!("{kind} {voter}").as_bytes()])
}

/// RFC 2104 section 2, for a key that is shorter than a block.
fn hmac_sha256(key: [u8; 32], text: &[u8]) -> [u8; 32] {
    let padded = |with: u8| {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    sha256(&[&padded(0x5c), &sha256(&[&padded(0x36), text])])
}

/// Asks the registrar at this address, by the API.
pub(crate) fn ask_at(door: &str, manifest: &Manifest, voter: usize, request: &[u8]) -> Result<Told, String> {
    let question = Question::by_api(manifest, voter, request);
    let answer = Http::new(door).send("POST", &question.path, &question.headers(), Some(&question.body));
    answer.map(Told::from).map_err(|error| error.to_string())
}

impl Told {
    /// The pass that it brings: with its note in a header, or in the address that a browser is sent to.
    fn pass(&self) -> Option<IssuedPass> {
        let (response, note) = match self.status {
            200 => (self.body.clone(), parse_b64url(self.header("psephos-note")?).ok()?),
            303 => {
                let (_, handed_over) = self.header("location")?.split_once("#pass=")?;
                let (pass, note) = handed_over.split_once("&note=")?;
                (parse_b64url(pass).ok()?, parse_b64url(note).ok()?)
            }
            _ => return None,
        };
        Some(IssuedPass { response, note: String::from_utf8(note).ok()? })
    }

    /// Why there is none: the name in a problem document, or in the address that a page leads back to.
    fn refusal(&self) -> Option<String> {
        if let Some(problem) = Problem::parse(self.status, &self.body) {
            return Some(problem.name().to_owned());
        }
        let page = String::from_utf8_lossy(&self.body);
        let (_, name) = page.split_once("#refused=")?;
        Some(name.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '-').collect())
    }

    /// Takes an answer apart whose body ends with the connection.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let end = memmem::find(bytes, b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
        let status = head.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

impl From<Answer> for Told {
    fn from(answer: Answer) -> Self {
        let lines = answer
            .headers
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", value.to_str().ok()?)));
        Self { status: answer.status, head: lines.collect::<Vec<_>>().join("\n"), body: answer.body }
    }
}

/// More than draw a pass in any test.
const MOST: usize = 20_000;
const A_MOMENT: Duration = Duration::from_millis(50);
/// The kinds of a voter's sessions.
const BEARER: &str = "bearer";
const BROWSER: &str = "browser";
