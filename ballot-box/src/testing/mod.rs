//! A whole ballot box for tests, with a registrar and voters that use the real cryptography.

#[allow(dead_code, reason = "the registrar's tests do more with it")]
#[path = "../../../tests/crash.rs"]
pub(crate) mod crash;
mod database;
#[path = "../../../tests/issuer_keys.rs"]
mod issuer_keys;
mod tamper;
mod voter;

use std::sync::Arc;

use crypto::manifest::{
    Issuer, MAX_OPTIONS, ManifestBody, Method, Order, Question, QuestionKind, QuestionOption, ResultsPolicy,
    Service, Ties,
};
use crypto::note::{Note, ServiceName, SignerKey};
use crypto::statement::{Notice, NoticeKind};
use crypto::time::UtcTime;
use rocket::local::asynchronous::Client;
use tempfile::TempDir;
use web::Db;
use web::guard::Guard;

pub(crate) use database::{Database, databases};
pub(crate) use voter::{Voter, ballots, hash, issuer};

use crate::accept::Taken;
use crate::ballot_box::{BallotBox, Identity};
use crate::clock::Clock;
use crate::config::Registrar;
use crate::keys::Keys;
use crate::poll::Poll;
use crate::publish::Publisher;
use crate::recover::StartError;
use crate::rollback::Sharing;
use crate::{routes, store};

/// A ballot box on a database of its own, and the registrar on its allow-list.
pub(crate) struct Fixture {
    pub(crate) ballot_box: Arc<BallotBox>,
    pub(crate) registrar: SignerKey,
    keys: Arc<Keys>,
    clock: Clock,
    database: Database,
    state: TempDir,
    sharing: Sharing,
}

impl Fixture {
    /// On SQLite.
    pub(crate) fn new() -> Self {
        Self::on(Database::sqlite())
    }

    pub(crate) fn on(database: Database) -> Self {
        Self::sharing(database, Sharing::Alone)
    }

    /// A first replica.
    #[cfg(feature = "postgres")]
    pub(crate) fn replicated(database: Database) -> Self {
        Self::sharing(database, Sharing::Replicas)
    }

    /// Another replica on the same database and records, with a clock that goes alike.
    #[cfg(feature = "postgres")]
    pub(crate) fn replica(&self) -> Arc<BallotBox> {
        self.replica_with(&self.keys).unwrap()
    }

    /// The same with a `service_key_file` of its own.
    #[cfg(feature = "postgres")]
    pub(crate) fn replica_with(&self, keys: &Arc<Keys>) -> Result<Arc<BallotBox>, StartError> {
        start(&self.database, &self.state, keys, &self.registrar, &self.clock, self.sharing)
    }

    fn sharing(database: Database, sharing: Sharing) -> Self {
        let keys = Arc::new(Keys::from(SignerKey::generate(&name("127.0.0.1:8002"))));
        let registrar = SignerKey::generate(&name("localhost:8001"));
        let (clock, state) = (Clock::default(), tempfile::tempdir().unwrap());
        let ballot_box = start(&database, &state, &keys, &registrar, &clock, sharing).unwrap();
        Self { ballot_box, registrar, keys, clock, database, state, sharing }
    }

    /// Ends the ballot box and starts it again on what is on disk.
    pub(crate) fn restart(&mut self) -> Result<(), StartError> {
        self.ballot_box.appender().stop();
        self.ballot_box =
            start(&self.database, &self.state, &self.keys, &self.registrar, &self.clock, self.sharing)?;
        Ok(())
    }

    /// Starts with these keys from the next [`Fixture::restart`] on.
    pub(crate) fn give(&mut self, keys: impl Into<Arc<Keys>>) {
        self.keys = keys.into();
    }

    pub(crate) fn keys(&self) -> &Arc<Keys> {
        &self.keys
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    pub(crate) fn state_dir(&self) -> &std::path::Path {
        self.state.path()
    }

    pub(crate) fn now(&self) -> UtcTime {
        self.clock.now()
    }

    /// Lets time pass, without any step of the ballot box's clock.
    pub(crate) fn skip(&self, seconds: i64) {
        self.clock.skip(seconds);
    }

    /// Sets the system's clock, as far as the ballot box can see.
    pub(crate) fn set_system_clock(&self, ahead: i64) {
        self.clock.set_system(ahead);
    }

    /// A test poll that is open for an hour, without mixing, one choice and one score question.
    pub(crate) fn body(&self) -> ManifestBody {
        let service = |key: &SignerKey| {
            let name = name(key.verifier().name());
            Service { url: name.url(), name, key: key.verifier().clone() }
        };
        let now = self.now();
        ManifestBody {
            slug: None,
            title: "Board".into(),
            description: "**Who** shall lead?".into(),
            languages: vec!["en".to_owned()],
            test: true,
            registrar: service(&self.registrar),
            ballot_box: service(self.keys.current()),
            token: Issuer { kind: 2, key: crypto::encoding::b64url(issuer().1.spki()) },
            eligible: Some(100),
            late_additions: false,
            issuance_opens: now.plus(-60),
            issuance_closes: now.plus(3000),
            voting_opens: now.plus(-30),
            voting_closes: now.plus(3600),
            results: ResultsPolicy::AfterClose,
            mix: 0,
            content_size: 128,
            witnesses: Vec::new(),
            quorum: 0,
            questions: vec![
                question("q1", QuestionKind::Choice { min: 1, max: 1 }),
                question("q2", QuestionKind::Score { low: 0, high: 5 }),
            ],
        }
    }

    /// The manifest's note as the registrar posts it.
    pub(crate) fn manifest_note(&self, body: &ManifestBody) -> String {
        Note::sign(body.seal().unwrap().text().to_owned(), &self.registrar).to_string()
    }

    /// A poll of that body.
    pub(crate) async fn publish(&self, body: ManifestBody) -> Arc<Poll> {
        let Taken { held, new } = self.ballot_box.accept(&self.manifest_note(&body)).await.unwrap();
        assert!(new);
        held
    }

    /// The default poll.
    pub(crate) async fn poll(&self) -> Arc<Poll> {
        self.publish(self.body()).await
    }

    /// The same with another mix.
    pub(crate) async fn poll_mixing(&self, mix: u32) -> Arc<Poll> {
        self.publish(ManifestBody { mix, ..self.body() }).await
    }

    pub(crate) fn notice(&self, poll: &Poll, seq: u64, kind: NoticeKind, closes: Option<UtcTime>) -> String {
        let (id, at) = (poll.id(), self.now());
        let notice =
            Notice { poll: id, seq, kind, voting_closes: closes, reason: "we <must>".to_owned(), at };
        crypto::statement::sign(&notice, &self.registrar).to_string()
    }

    /// A client of all routes.
    pub(crate) async fn client(&self) -> Client {
        let readiness = crate::command::readiness(self.state_dir(), &self.ballot_box);
        let rocket =
            routes::build(&self.ballot_box, ([127, 0, 0, 1], 0).into(), None, false, readiness).unwrap();
        Client::untracked(rocket).await.unwrap()
    }
}

fn start(
    database: &Database,
    state: &TempDir,
    keys: &Arc<Keys>,
    registrar: &SignerKey,
    clock: &Clock,
    sharing: Sharing,
) -> Result<Arc<BallotBox>, StartError> {
    let db = Db::open(database.url(), store::migrations()).unwrap();
    let registrars =
        vec![Registrar { name: name(registrar.verifier().name()), key: registrar.verifier().clone() }];
    let identity = Identity {
        name: name(keys.current().verifier().name()),
        former_keys: Vec::new(),
        registrars,
        witnesses: Vec::new(),
    };
    let guard = Arc::new(Guard::open(state.path()).unwrap());
    let publisher = Publisher::new(db, Arc::clone(keys), sharing);
    BallotBox::recover(identity, clock.clone(), publisher, guard).map(Arc::new)
}

pub(crate) fn name(name: &str) -> ServiceName {
    name.parse().unwrap()
}

pub(crate) fn question(id: &str, kind: QuestionKind) -> Question {
    let option = |id: &str, title: &str| QuestionOption {
        id: id.to_owned(),
        title: title.into(),
        description: "".into(),
    };
    Question {
        id: id.to_owned(),
        title: format!("Question <{id}>").as_str().into(),
        description: "".into(),
        kind,
        seats: 1,
        abstain: true,
        order: Order::Fixed,
        ties: Ties::Report,
        options: vec![option("a", "Ada & Co"), option("b", "Ben")],
    }
}

/// `body` with as many rankings by that method, all of them with the longest list of options and the longest ids.
pub(crate) fn long_rankings(body: &ManifestBody, method: Method, questions: usize) -> ManifestBody {
    let option = |number: usize| QuestionOption {
        id: format!("{number:0>32}"),
        title: "x".into(),
        description: "".into(),
    };
    let ranking = |id: &str| Question {
        options: (0..MAX_OPTIONS).map(option).collect(),
        seats: if matches!(method, Method::Irv | Method::Schulze) { 1 } else { 128 },
        ..question(id, QuestionKind::Ranking { method, min: 1, max: 1 })
    };
    let questions: Vec<_> = (0..questions).map(|number| ranking(&format!("q{number}"))).collect();
    ManifestBody { questions, content_size: 1024, ..body.clone() }
}
