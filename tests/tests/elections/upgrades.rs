//! People vote while a process of the next version starts beside the running ones and brings the tables of PostgreSQL up to date:
//! every ballot gets its promise and every voter their pass, at most after a 503, and nothing is lost.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use cli::client::{ClientError, IssuedPass};
use cli::pass::PassRequest;
use crypto::manifest::Manifest;
use e2e::binary;
use e2e::election::{Election, PASSWORD};
use e2e::poll::Draft;
use e2e::postgres::Database;
use e2e::services::{Delivery, Services, Side, Store};
use e2e::waiting::{await_some, await_that};

use crate::load::{Registrar, Story};

#[test]
fn people_vote_while_tables_are_brought_up_to_date() {
    let Some(mut election) = Election::start(Store::Postgres, Delivery::Outbox) else { return };
    let registrar = Registrar::new();
    election.services.configure_further(Side::BallotBox, &registrar.listed());
    for side in [Side::BallotBox, Side::Registrar] {
        election.services.replicate(side, 2);
        election.services.crash_replica(side, 1);
    }
    let manifest = registrar.publish(&election.services);
    let door = election.services.ballot_box();
    let issuing = Issuing::prepare(&election);
    let doors = election.services.registrar();
    undo(database(&election.services, Side::BallotBox), "ballot-box", &BALLOTS);
    undo(database(&election.services, Side::Registrar), "registrar", &INDEXES);

    let story = Story::default();
    let longest = scope(|scope| {
        let ends = story.ends();
        let casting =
            scope.spawn(|| story.cast_in_step(&registrar, &manifest, &door, Duration::from_millis(100)));
        let signing = scope.spawn(|| issuing.issue_in_step(&doors, &story.over));
        upgrade(&mut election.services, &story, &issuing);
        drop(ends);
        [casting.join().unwrap(), signing.join().unwrap()]
    });
    // Who were kept out would have kept the upgrade waiting, which goes on only after further promises and passes.
    println!("the longest wait for a promise and for a pass: {longest:?}");

    issuing.judge(&election);
    let outcome = registrar.close(&election.services, &manifest);
    story.judge(&door, &manifest, &outcome, 3 * ENOUGH);
}

/// Starts the second process of each service, which finds tables of the version before, and somebody in its way for a while: a
/// transaction that has written and is not over.
fn upgrade(services: &mut Services, story: &Story, issuing: &Issuing) {
    let promised = |more: usize| {
        let before = story.promised();
        await_that("people vote", || story.promised() >= before + more);
    };
    let held = database(services, Side::BallotBox).hold("LOCK TABLE polls IN ROW EXCLUSIVE MODE");
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'ShareRowExclusiveLock'";
    services.launch_replica(Side::BallotBox, 1);
    await_that("the ballot box waits", || database(services, Side::BallotBox).asked(waits) != "0");
    promised(ENOUGH);
    drop(held);
    services.await_replica(Side::BallotBox, 1);
    let made = "SELECT to_regclass('rewritten') IS NOT NULL";
    assert_eq!(database(services, Side::BallotBox).asked(made), "t");

    let held = database(services, Side::Registrar).hold("LOCK TABLE sessions IN ROW EXCLUSIVE MODE");
    services.launch_replica(Side::Registrar, 1);
    await_that("the index is begun", || index(services, "sessions_by_expiry") == "f");
    let before = issuing.answers.load(Ordering::SeqCst);
    await_that("voters collect passes", || issuing.answers.load(Ordering::SeqCst) > before + 1);
    promised(ENOUGH);
    assert_eq!(index(services, "sessions_by_expiry"), "f", "it still waits: this is what it is about");
    drop(held);
    services.await_replica(Side::Registrar, 1);
    for name in INDEXES {
        let (_, name) = name.split_once('_').unwrap();
        assert_eq!(index(services, name), "t");
    }
    promised(ENOUGH);
}

/// Whether an index of the registrar is valid; nothing if there is none.
fn index(services: &Services, name: &str) -> String {
    let valid = format!("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('{name}')");
    database(services, Side::Registrar).asked(&valid)
}

fn database(services: &Services, side: Side) -> &Database {
    services.database(side).expect("it is on a server")
}

/// Takes back what these migrations did, as if they were new.
fn undo(database: &Database, service: &str, migrations: &[&str]) {
    for name in migrations {
        let folder = binary::file("../migrations").join(service).join("postgresql").join(name);
        database.asked(&fs::read_to_string(folder.join("down.sql")).unwrap());
        let version = name.split('_').next().unwrap().replace('-', "");
        let noted = format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}' RETURNING 1");
        assert!(database.asked(&noted).starts_with('1'), "{name} was noted");
    }
}

/// Voters who sign in and collect passes.
struct Issuing {
    polls: Vec<Manifest>,
    /// Of each poll and voter.
    requests: Vec<(usize, String, PassRequest)>,
    answers: AtomicUsize,
    /// By the number of the request.
    given: Mutex<BTreeMap<usize, IssuedPass>>,
}

impl Issuing {
    fn prepare(election: &Election) -> Self {
        let voters: Vec<String> = (0..VOTERS).map(|number| format!("voter{number}@example.org")).collect();
        voters.iter().for_each(|voter| drop(election.voter(voter)));
        let polls: Vec<Manifest> = (0..POLLS).map(|_| election.publish(&Draft::default())).collect();
        let mut requests = Vec::new();
        for (number, manifest) in polls.iter().enumerate() {
            requests.extend(voters.iter().map(|voter| {
                let request = PassRequest::new(manifest).expect("the manifest names a key");
                (number, voter.clone(), request)
            }));
        }
        Self { polls, requests, answers: AtomicUsize::default(), given: Mutex::default() }
    }

    /// The voters collect each pass in turn, and then again, at a steady pace, after signing in anew; the longest that any of them
    /// has waited.
    fn issue_in_step(&self, registrar: &cli::client::Registrar, over: &AtomicBool) -> Duration {
        let longest = Mutex::new(Duration::ZERO);
        scope(|scope| {
            for (number, (poll, voter, request)) in self.requests.iter().enumerate().cycle() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let longest = &longest;
                scope.spawn(move || {
                    let due = Instant::now();
                    let poll = self.polls[*poll].id();
                    let session = again(|| registrar.sign_in(voter, PASSWORD));
                    let issued = again(|| session.issue(&poll, request.bytes()));
                    self.answers.fetch_add(1, Ordering::SeqCst);
                    let mut given = self.given.lock().unwrap();
                    let first = given.entry(number).or_insert_with(|| issued.clone());
                    assert_eq!(*first, issued, "the same request gets the same answer");
                    let mut longest = longest.lock().unwrap();
                    *longest = (*longest).max(due.elapsed());
                });
                sleep(Duration::from_millis(500));
            }
        });
        longest.into_inner().unwrap()
    }

    /// Every pass that was given is good and counted.
    fn judge(self, election: &Election) {
        let mut given = self.given.into_inner().unwrap();
        let mut counts = vec![0; self.polls.len()];
        for (number, (poll, _, request)) in self.requests.into_iter().enumerate() {
            let Some(issued) = given.remove(&number) else { continue };
            request.open(&self.polls[poll], &issued).expect("the pass is good");
            counts[poll] += 1;
        }
        for (manifest, count) in self.polls.iter().zip(counts) {
            assert_eq!(election.admin.turnout(&manifest.id()).unwrap()["issued"], count);
        }
    }
}

/// Asks again where the service says that it cannot at the moment.
fn again<T>(ask: impl Fn() -> Result<T, ClientError>) -> T {
    await_some("an answer", || match ask() {
        Err(error) if error.is_transient() => None,
        answer => Some(answer.expect("nothing else is wrong")),
    })
}

/// Migrations of the ballot box, of which the last one changes the table into which ballots come.
const BALLOTS: [&str; 2] = ["0090_rewritten", "2026-11-23-000100_ballots_in_partitions_only"];
/// Migrations of the registrar that make an index beside those who vote.
const INDEXES: [&str; 4] = [
    "2026-11-22-000400_sessions_by_expiry",
    "2026-11-22-000401_registrations_by_expiry",
    "2026-11-22-000402_single_use_by_email",
    "2026-11-22-000403_outbox_by_recipient",
];
const VOTERS: usize = 3;
const POLLS: usize = 2;
/// Promises while somebody is in the way, and after it.
const ENOUGH: usize = 15;
