//! A running election: an admin, voters, polls, passes, ballots; every answer verified the way a voter's client must.

use anyhow::{Context as _, Result, ensure};
use cli::client::{ClientError, PollSummary, Registrar, Session};
use cli::pass::{PassRequest, VotingPass};
use cli::totp::{Codes, PERIOD};
use cli::vote::{PollUrl, fetch_manifest};
use crypto::ballot::Ballot;
use crypto::content::Content;
use crypto::encoding::PollId;
use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::statement::{self, Outcome, Promise, Refusal};
use serde_json::json;

use crate::poll::{Draft, now};
use crate::services::{Delivery, Services, Store};
use crate::waiting::await_some;

/// Signs in with the codes that an app makes of `secret`: of the steps that are accepted, the first that was not used.
///
/// # Panics
/// If none is accepted.
pub fn sign_in_with_app(registrar: &Registrar, email: &str, password: &str, secret: &str) -> Session {
    let codes = Codes::parse(secret).expect("the secret is base32");
    let now = now().unix();
    let mut attempts = [-PERIOD, 0, PERIOD].into_iter().map(|step| {
        match registrar.sign_in_with_code(email, password, Some(&codes.at(now + step))) {
            Err(refusal) if refusal.name() == Some("totp-wrong") => None,
            answer => Some(answer.expect("address and password are right")),
        }
    });
    attempts.find_map(|attempt| attempt).expect("a code of three is fresh")
}

/// Both services with an admin signed in.
#[derive(Debug)]
pub struct Election {
    /// The services.
    pub services: Services,
    /// The admin's session.
    pub admin: Session,
}

impl Election {
    /// Fresh services; `None` if PostgreSQL is asked for and there is none.
    pub fn start(store: Store, delivery: Delivery) -> Option<Self> {
        Self::over(Services::start(store, delivery)?)
    }

    /// With an admin at services that run already.
    pub fn over(services: Services) -> Option<Self> {
        let secret = services.create_admin(ADMIN, PASSWORD);
        let admin = sign_in_with_app(&services.registrar(), ADMIN, PASSWORD, &secret);
        Some(Self { services, admin })
    }

    /// On SQLite with the file outbox.
    pub fn simple() -> Self {
        Self::start(Store::Sqlite, Delivery::Outbox).expect("SQLite is built in")
    }

    /// Drafts and publishes a poll and reads its manifest back from the ballot box, as voters do.
    pub fn publish(&self, draft: &Draft) -> Manifest {
        self.publish_with_roll(draft, None)
    }

    /// As [`Election::publish`], with a roll as CSV.
    pub fn publish_with_roll(&self, draft: &Draft, roll: Option<&str>) -> Manifest {
        let name = self.admin.draft(&draft.to_json()).expect("the draft is taken");
        if let Some(csv) = roll {
            self.admin.upload_roll(&name, csv).expect("the roll is taken");
        }
        let poll = self.admin.publish(&name).expect("the poll is published");
        self.manifest(&poll)
    }

    /// A poll's manifest with both signatures verified.
    pub fn manifest(&self, poll: &PollId) -> Manifest {
        let url = PollUrl::new(self.services.ballot_box().http().base(), *poll);
        fetch_manifest(&url, None, None).expect("the manifest holds")
    }

    /// Registers a voter, follows the mailed link, signs in.
    pub fn voter(&self, email: &str) -> Session {
        let registrar = self.services.registrar();
        registrar.register(email, PASSWORD).expect("anyone may register");
        let token = self.services.mailbox.await_token(email);
        registrar.verify(&token).expect("the mailed token confirms the address");
        registrar.sign_in(email, PASSWORD).expect("a confirmed voter can sign in")
    }

    /// Casts and verifies the promise.
    pub fn cast(&self, manifest: &Manifest, ballot: &Ballot) -> Result<Note> {
        let cast = self.services.ballot_box().cast(&manifest.id(), &ballot.to_bytes(), None)?;
        let (promise, note) = statement::open::<Promise>(&cast.promise, &manifest.ballot_box.key)?;
        ensure!(
            promise == Promise { poll: manifest.id(), ballot: ballot.hash() },
            "a promise for something else"
        );
        Ok(note)
    }

    /// Collects a pass and casts one vote with it.
    pub fn vote(&self, manifest: &Manifest, voter: &Session, content: &Content) -> Ballot {
        let pass = collect_pass(manifest, voter).expect("a pass is issued");
        let ballot = pass.seal(manifest, content).expect("the vote is valid");
        self.cast(manifest, &ballot).expect("the ballot is accepted");
        ballot
    }

    /// Closes a test poll by a notice, as soon as the clock allows, and waits for the signed result.
    pub fn close(&self, manifest: &Manifest) -> Outcome {
        self.announce_close(manifest);
        self.await_result(manifest)
    }

    /// Closes a test poll by a notice two seconds from now, and waits until the ballot box knows.
    pub fn announce_close(&self, manifest: &Manifest) {
        self.announce_close_in(manifest, 2);
    }

    /// The same with more time: for who has something to do before.
    pub fn announce_close_in(&self, manifest: &Manifest, seconds: i64) {
        let closes = now().plus(seconds);
        let notice = json!({ "kind": "close", "voting_closes": closes, "reason": "All have voted" });
        self.admin.notice(&manifest.id(), &notice).expect("a test poll may be closed at any time");
        self.wait_for("the notice of the close", || {
            (self.summary(manifest).voting_closes == closes).then_some(())
        });
    }

    /// Waits for the signed result.
    ///
    /// # Panics
    /// If there is none after a minute.
    pub fn await_result(&self, manifest: &Manifest) -> Outcome {
        let note = self.wait_for("the result", || self.services.ballot_box().result(&manifest.id()).ok());
        let (outcome, _) =
            statement::open::<Outcome>(&note, &manifest.ballot_box.key).expect("the result is signed");
        assert_eq!(outcome.poll, manifest.id());
        outcome
    }

    /// What the ballot box says of the poll.
    pub fn summary(&self, manifest: &Manifest) -> PollSummary {
        self.services.ballot_box().poll(&manifest.id()).expect("the poll is known")
    }

    /// Asks again and again.
    ///
    /// # Panics
    /// If `ask` still says none after a minute.
    pub fn wait_for<T>(&self, what: &str, ask: impl Fn() -> Option<T>) -> T {
        await_some(what, ask)
    }
}

/// Requests, unblinds and verifies a pass.
pub fn collect_pass(manifest: &Manifest, voter: &Session) -> Result<VotingPass> {
    let request = PassRequest::new(manifest)?;
    let issued = voter.issue(&manifest.id(), request.bytes())?;
    request.open(manifest, &issued).context("the pass does not hold")
}

/// The name of the refusal, after checking that a refusal note for just this ballot came with it.
///
/// # Panics
/// If the ballot was accepted, or refused without a proper note.
pub fn signed_refusal(election: &Election, manifest: &Manifest, ballot: &Ballot) -> String {
    let refused = election.services.ballot_box().cast(&manifest.id(), &ballot.to_bytes(), None);
    let Err(ClientError::Refused(problem)) = refused else { panic!("not refused: {refused:?}") };
    let note = problem.member("refusal").expect("a signed refusal comes along");
    let (refusal, _) =
        statement::open::<Refusal>(note, &manifest.ballot_box.key).expect("the refusal is signed");
    assert_eq!((refusal.poll, refusal.ballot), (manifest.id(), ballot.hash()));
    assert_eq!(refusal.reason, problem.name());
    problem.name().to_owned()
}

/// The admin's address.
pub const ADMIN: &str = "officer@elections.example.org";
/// Everybody's password.
pub const PASSWORD: &str = "pebbles in an urn";
