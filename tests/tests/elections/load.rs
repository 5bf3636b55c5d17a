//! Voters who cast all the time, a registrar whose passes cost no account, and the judgement: whatever was promised is in the
//! final log, exactly once, and whatever got no promise at most once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cli::client::{Answer, BallotBox};
use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::SecretKey;
use crypto::encoding::{BallotHash, b64url};
use crypto::log::entry::{Entry, EntryKind};
use crypto::log::merkle::Tree;
use crypto::manifest::{Issuer, Manifest, ManifestBody, ResultsPolicy, Service};
use crypto::note::{Note, SignerKey};
use crypto::statement::{self, Issuance, Notice, NoticeKind, Outcome, Promise};
use crypto::time::UtcTime;
use crypto::token::{TokenInput, TokenKey, finalize_token, request_token};
use e2e::poll::{DAY, choice, now};
use e2e::services::Services;
use rand::RngExt as _;

/// What the voters sent and what they were told.
#[derive(Default)]
pub(crate) struct Story {
    /// The voters go home.
    pub(crate) over: AtomicBool,
    sent: Mutex<Vec<Ballot>>,
    promises: Mutex<BTreeMap<BallotHash, String>>,
    /// Requests that got no promise: told to try later, and without an answer.
    refused: AtomicUsize,
    unanswered: AtomicUsize,
}

/// Sends the voters home when it is dropped, also where a test fails: who waits for them would wait for ever.
pub(crate) struct Ends<'a>(pub(crate) &'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Story {
    /// The voters go home when this is dropped.
    pub(crate) fn ends(&self) -> Ends<'_> {
        Ends(&self.over)
    }

    /// Casts new ballots at any of the doors, and now and then an old one again, and does not ask twice where no answer came:
    /// that is what voters do who walk away.
    pub(crate) fn cast_until_over(&self, registrar: &Registrar, manifest: &Manifest, doors: &[BallotBox]) {
        let mut random = rand::rng();
        while !self.over.load(Ordering::SeqCst) {
            let ballot = {
                let mut sent = self.sent.lock().unwrap();
                if sent.len() >= MOST_BALLOTS || (!sent.is_empty() && random.random_range(0..3) == 0) {
                    sent[random.random_range(0..sent.len())].clone()
                } else {
                    let ballot = registrar.ballot(manifest);
                    sent.push(ballot.clone());
                    ballot
                }
            };
            let door = &doors[random.random_range(0..doors.len())];
            let Ok(cast) = door.cast(&manifest.id(), &ballot.to_bytes(), None) else {
                // A voter's moment of waiting: refused connections must not take the restart's processor time.
                std::thread::sleep(Duration::from_millis(5));
                continue;
            };
            self.keep(manifest, &ballot, &cast.promise);
        }
    }

    /// Casts new ballots, each again and again in the same bytes until it has its promise: what the booth does.
    pub(crate) fn cast_until_promised(&self, registrar: &Registrar, manifest: &Manifest, door: &BallotBox) {
        let is_over = || self.over.load(Ordering::SeqCst);
        while !is_over() {
            self.cast_one(registrar, manifest, door, is_over);
        }
    }

    /// Casts a new ballot `every` so often, however long the ones before wait, and each as often as it takes; the longest that any of
    /// them has waited for its promise.
    pub(crate) fn cast_in_step(
        &self,
        registrar: &Registrar,
        manifest: &Manifest,
        door: &BallotBox,
        every: Duration,
    ) -> Duration {
        let longest = Mutex::new(Duration::ZERO);
        std::thread::scope(|scope| {
            while !self.over.load(Ordering::SeqCst) {
                scope.spawn(|| {
                    let due = Instant::now();
                    self.cast_one(registrar, manifest, door, || false);
                    let mut longest = longest.lock().unwrap();
                    *longest = (*longest).max(due.elapsed());
                });
                std::thread::sleep(every);
            }
        });
        longest.into_inner().unwrap()
    }

    /// Casts a new ballot at a door that is open.
    pub(crate) fn cast(&self, registrar: &Registrar, manifest: &Manifest, door: &BallotBox) {
        let ballot = registrar.ballot(manifest);
        self.sent.lock().unwrap().push(ballot.clone());
        let cast = door.cast(&manifest.id(), &ballot.to_bytes(), None).unwrap();
        self.keep(manifest, &ballot, &cast.promise);
    }

    /// Casts a new ballot until it has its promise, or nobody waits for that any more. Whatever the service cannot do at the moment it
    /// says in the way that a client understands.
    fn cast_one(
        &self,
        registrar: &Registrar,
        manifest: &Manifest,
        door: &BallotBox,
        gives_up: impl Fn() -> bool,
    ) {
        let ballot = registrar.ballot(manifest);
        self.sent.lock().unwrap().push(ballot.clone());
        loop {
            match door.cast_answer(&manifest.id(), &ballot.to_bytes(), None) {
                Ok(answer) if answer.status == 503 => {
                    assert!(answer.header("retry-after").is_some(), "{answer:?} says when");
                    self.refused.fetch_add(1, Ordering::SeqCst);
                }
                Ok(answer) => {
                    let promise = answer.accepted().and_then(Answer::text).expect("a ballot that holds");
                    self.keep(manifest, &ballot, &promise);
                    return;
                }
                Err(error) => {
                    assert!(error.is_transient(), "{error}");
                    self.unanswered.fetch_add(1, Ordering::SeqCst);
                }
            }
            std::thread::sleep(Duration::from_millis(50));
            if gives_up() {
                return;
            }
        }
    }

    /// Ballots that have a promise.
    pub(crate) fn promised(&self) -> usize {
        self.promises.lock().unwrap().len()
    }

    /// Waits for that many promises: between kills a slow disk gives few. No longer than a minute, for the judgement tells it.
    pub(crate) fn await_promises(&self, expected: usize) {
        let patience = Instant::now() + Duration::from_secs(60);
        while self.promised() < expected && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// How often a voter was told to try later.
    pub(crate) fn refused(&self) -> usize {
        self.refused.load(Ordering::SeqCst)
    }

    fn keep(&self, manifest: &Manifest, ballot: &Ballot, note: &str) {
        let key = &manifest.ballot_box.key;
        let (promise, _) = statement::open::<Promise>(note, key).expect("a signed promise");
        assert_eq!(promise, Promise { poll: manifest.id(), ballot: ballot.hash() });
        let earlier = self.promises.lock().unwrap().insert(ballot.hash(), note.to_owned());
        assert!(earlier.is_none_or(|earlier| earlier == note), "a ballot has one promise");
    }

    /// Every promise is in the log, exactly once, and nothing besides that was not sent; at least `expected` promises were
    /// given. The log.
    pub(crate) fn judge(
        &self,
        ballot_box: &BallotBox,
        manifest: &Manifest,
        outcome: &Outcome,
        expected: usize,
    ) -> Tree {
        let (sent, promises) = (self.sent.lock().unwrap(), self.promises.lock().unwrap());
        let entries = ballot_box.get(&manifest.id(), "/entries").unwrap().body;
        let entries: Vec<Entry> = entries.chunks(33).map(|entry| Entry::parse(entry).unwrap()).collect();
        let mut tree = Tree::new();
        entries.iter().for_each(|entry| tree.push(entry));
        assert_eq!((tree.size(), tree.root()), (outcome.tree_size, outcome.root));

        let logged: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == EntryKind::Ballot).collect();
        let once: BTreeSet<BallotHash> =
            logged.iter().map(|entry| BallotHash::from(*entry.object.as_bytes())).collect();
        assert_eq!(once.len(), logged.len(), "no ballot is in the log twice");
        assert_eq!(outcome.ballots, logged.len() as u64);
        let lost: Vec<_> = promises.keys().filter(|promised| !once.contains(promised)).collect();
        assert!(lost.is_empty(), "promised and lost: {lost:?}");
        let cast: BTreeSet<BallotHash> = sent.iter().map(Ballot::hash).collect();
        assert!(once.is_subset(&cast), "nothing is in the log that nobody sent");
        println!("{} sent, {} promised, {} logged", sent.len(), promises.len(), logged.len());
        println!("{:?} times told to try later, {:?} times no answer", self.refused, self.unanswered);
        assert!(promises.len() >= expected, "there was load: {} promises", promises.len());
        tree
    }
}

/// Stands in for a registrar: passes cost a signature and no account.
pub(crate) struct Registrar {
    key: SignerKey,
    secret: SecretKey,
    public: TokenKey,
}

impl Registrar {
    pub(crate) fn new() -> Self {
        let secret = SecretKey::generate(2048).unwrap();
        let public = TokenKey::from_public(secret.public()).unwrap();
        Self { key: SignerKey::generate(&"localhost:1".parse().unwrap()), secret, public }
    }

    /// For the ballot box's allow-list.
    pub(crate) fn listed(&self) -> String {
        format!("\n[[registrars]]\nname = \"localhost:1\"\nkey = {:?}\n", self.key.verifier().to_string())
    }

    /// A poll whose ballots are logged at once, so that kills also meet the log being written.
    pub(crate) fn publish(&self, services: &Services) -> Manifest {
        self.publish_mixing(services, "Under load", 0)
    }

    /// A poll whose ballots wait for a batch of the minute, at least twice `mix`. No two of one title within a second.
    pub(crate) fn publish_mixing(&self, services: &Services, title: &str, mix: u32) -> Manifest {
        let service = |key: &SignerKey| {
            let name = key.verifier().name().parse::<crypto::note::ServiceName>().unwrap();
            Service { url: name.url(), name, key: key.verifier().clone() }
        };
        let questions = r#"[{"id":"party","title":"Where?","kind":"choice","min":1,"max":1,
            "options":[{"id":"garden","title":"Garden"},{"id":"lake","title":"Lake"}]}]"#;
        let body = ManifestBody {
            slug: None,
            title: title.into(),
            description: "".into(),
            languages: vec!["en".into()],
            test: true,
            registrar: service(&self.key),
            ballot_box: service(&services.ballot_box_key()),
            token: Issuer { kind: 2, key: b64url(self.public.spki()) },
            eligible: None,
            late_additions: false,
            issuance_opens: now().plus(-60),
            issuance_closes: now().plus(DAY),
            voting_opens: now().plus(-60),
            voting_closes: now().plus(DAY),
            results: ResultsPolicy::Live,
            mix,
            content_size: 64,
            witnesses: vec![],
            quorum: 0,
            questions: serde_json::from_str(questions).unwrap(),
        };
        let manifest = body.seal().unwrap();
        self.post(services, "/api/v1/polls", &Note::sign(manifest.text().to_owned(), &self.key));
        manifest
    }

    pub(crate) fn ballot(&self, manifest: &Manifest) -> Ballot {
        let key = BallotKey::generate();
        let input = TokenInput::new(key.nonce(), manifest.challenge_digest(), *self.public.id());
        let (request, blinding) = request_token(&self.public, input).unwrap();
        let response = request.sign(&self.secret).unwrap();
        let token = finalize_token(&self.public, input, &response, &blinding).unwrap();
        Ballot::seal(&key, token, choice("lake").encode(manifest).unwrap())
    }

    pub(crate) fn close(&self, services: &Services, manifest: &Manifest) -> Outcome {
        self.announce_close(services, manifest, now().plus(2));
        outcome(services, manifest)
    }

    /// States that voting ends at `closes`, and how many passes were issued.
    pub(crate) fn announce_close(&self, services: &Services, manifest: &Manifest, closes: UtcTime) {
        let (poll, at) = (manifest.id(), now());
        let below = |path: &str| format!("/api/v1/polls/{poll}{path}");
        let close = Notice {
            poll,
            seq: 1,
            kind: NoticeKind::Close,
            voting_closes: Some(closes),
            reason: "All have voted".into(),
            at,
        };
        // First, so that the result waits for nothing however busy the machine is.
        let issuance = Issuance { poll, eligible: None, issued: MOST_BALLOTS as u64, at };
        self.post(services, &below("/issuance"), &statement::sign(&issuance, &self.key));
        self.post(services, &below("/notices"), &statement::sign(&close, &self.key));
    }

    fn post(&self, services: &Services, path: &str, note: &Note) {
        let body = note.to_string();
        let headers = [("content-type", "text/plain; charset=utf-8")];
        let ballot_box = services.ballot_box();
        ballot_box.http().send("POST", path, &headers, Some(body.as_bytes())).unwrap().accepted().unwrap();
    }
}

/// The result of a poll that closes, once it is there.
pub(crate) fn outcome(services: &Services, manifest: &Manifest) -> Outcome {
    outcome_at(&services.ballot_box(), manifest)
}

/// The same at one of several processes.
pub(crate) fn outcome_at(door: &BallotBox, manifest: &Manifest) -> Outcome {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        if let Ok(note) = door.result(&manifest.id()) {
            return statement::open::<Outcome>(&note, &manifest.ballot_box.key).unwrap().0;
        }
        assert!(Instant::now() < patience, "no result within a minute");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// From here on only ballots that were sent before are sent again.
const MOST_BALLOTS: usize = 5000;
