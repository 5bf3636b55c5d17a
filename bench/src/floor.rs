//! The floor: what the HTTP stack of the services and the cryptography cost that no service can do without, behind routes that take
//! and answer the same bytes, remember nothing and look nothing up. It runs in this process, on threads that are told apart.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::Duration;

use anyhow::{Result, ensure};
use cli::client::BallotBox;
use cli::pass::PassRequest;
use crypto::ballot::Ballot;
use crypto::encoding::{BallotHash, Digest, b64url, sha256};
use crypto::statement::{self, Pass, Promise};
use crypto::token::TokenRequest;
use e2e::ports;
use rocket::config::{Config, Shutdown};
use rocket::http::{ContentType, Status};
use rocket::response::content::RawText;
use rocket::response::status::Custom;
use rocket::{State, post, routes};
use web::headers::{Headers, With};
use web::{Problem, bytes_body};

use crate::cpu::Meter;
use crate::rush::{self, Call, Load, Rush};
use crate::voters::Voters;

/// The server, until the process ends.
pub struct Floor {
    client: BallotBox,
    voters: Arc<Voters>,
}

impl Floor {
    /// Starts it for the poll of `voters`.
    pub fn start(voters: &Arc<Voters>) -> Result<Self> {
        let listen = SocketAddr::from(([127, 0, 0, 1], ports::free()));
        // Ctrl-C ends the program, and not this server alone.
        let shutdown = Shutdown { ctrlc: false, signals: HashSet::new(), ..Shutdown::default() };
        let config = Config { shutdown, ..web::server::config(listen, None, 0) };
        let headers = Headers { referrer_policy: "same-origin", https: false, public: |_| false };
        let server = web::server::build(listen, None, 0).configure(config).attach(headers);
        let server = server.manage(Arc::clone(voters)).mount("/api/v1/polls", routes![issue, cast]);
        let running = thread::spawn(move || rocket::execute(server.launch()).is_ok());
        let client = BallotBox::new(&format!("http://{listen}"));
        while client.http().get("/", &[]).is_err() {
            ensure!(!running.is_finished(), "the bare HTTP server does not start");
            sleep(Duration::from_millis(10));
        }
        Ok(Self { client, voters: Arc::clone(voters) })
    }

    /// Issues `count` passes: the private operation, its check, and the signature of the pass note.
    pub fn issuing(&self, load: Load, count: usize) -> Result<Rush> {
        let manifest = &self.voters.manifest;
        let requests: Vec<_> = (0..count).map(|_| PassRequest::new(manifest)).collect::<Result<_, _>>()?;
        let bearer = format!("Bearer {}", b64url(&[0; 32]));
        rush::run(load, &Meter::of_threads(WORKERS), &requests, |request| {
            Call::pass(self.client.http().base(), &manifest.id(), &bearer, request.bytes())
        })
    }

    /// Takes ballots: their checks, and the signature of each promise.
    pub fn casting(&self, load: Load, ballots: &[Vec<u8>]) -> Result<Rush> {
        let id = self.voters.manifest.id();
        rush::run(load, &Meter::of_threads(WORKERS), ballots, |ballot| {
            Call::ballot(self.client.http().base(), &id, ballot.clone())
        })
    }
}

bytes_body! {
    struct Body, "application/private-token-request", 1_024
}

bytes_body! {
    struct BallotBody, "application/vnd.psephos.ballot", 65_536
}

#[post("/<_poll>/token", data = "<body>")]
async fn issue(
    voters: &State<Arc<Voters>>,
    _poll: &str,
    body: Result<Body, Problem>,
) -> Result<With<(ContentType, Vec<u8>)>, Problem> {
    let Body(body) = body?;
    let request = TokenRequest::parse(&body, voters.manifest.token_key()).map_err(|_| unfit())?;
    let response = request.sign(voters.issuer()).map_err(|_| unfit())?;
    let (poll, signed) = (voters.manifest.id(), response.as_bytes());
    let pass = Pass { poll, request: Digest::of(&body), response: Digest::of(signed) };
    let note = statement::sign(&pass, &voters.registrar).to_string();
    let inner = (ContentType::new("application", "private-token-response"), signed.to_vec());
    Ok(With { inner, headers: vec![("Psephos-Note", b64url(note.as_bytes()))] })
}

#[post("/<_poll>/ballots", data = "<body>")]
async fn cast(
    voters: &State<Arc<Voters>>,
    _poll: &str,
    body: Result<BallotBody, Problem>,
) -> Result<Custom<RawText<String>>, Problem> {
    let BallotBody(body) = body?;
    let manifest = &voters.manifest;
    let ballot = Ballot::parse(&body, manifest.content_size).map_err(|_| unfit())?;
    ballot.verify(manifest).map_err(|_| unfit())?;
    let promise = Promise { poll: manifest.id(), ballot: BallotHash::from(sha256(&[&body])) };
    Ok(Custom(Status::Created, RawText(statement::sign(&promise, &voters.ballot_box).to_string())))
}

/// The load generator sends nothing else.
fn unfit() -> Problem {
    Problem::of_status(Status::UnprocessableEntity)
}

/// What Rocket calls its threads, as the kernel cuts it.
const WORKERS: &str = "rocket-worker-t";
