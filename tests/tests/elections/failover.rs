//! The server of both databases dies while passes are drawn and ballots cast, and its standby takes over: whatever got a promise is in
//! the final log, exactly once, each voter has the one pass that was given and no other, clients are told to wait and go on in the same
//! bytes, and neither service is started anew. Both servers are configured as `deploy/postgresql/` says.

use crypto::encoding::{PollId, b64};
use crypto::statement::Outcome;
use e2e::cluster::Cluster;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::postgres;
use e2e::services::{Services, Side};
use e2e::waiting::await_that;
use serde_json::Value;
use web::guard::Guard;

use crate::load::{Registrar, Story};
use crate::pass_load::{Voters, ask_at};

#[test]
fn a_standby_takes_over_and_nothing_that_was_promised_is_lost() {
    if postgres::server().is_none() {
        return;
    }
    let mut cluster = Cluster::start();
    let mut services = Services::start_on(&cluster.url());
    let registrar = Registrar::new();
    services.configure_further(Side::BallotBox, &registrar.listed());
    services.crash_and_restart(Side::BallotBox);
    let election = Election::over(services).unwrap();
    let services = &election.services;
    let manifest = registrar.publish(services);
    let passes = election.publish(&Draft::default());
    let (story, voters) = (Story::default(), Voters::sign_in(services));
    let (door, registrars_door) = (services.ballot_box(), services.registrar().http().base().to_owned());
    let draw = |voter: usize, request: &[u8]| ask_at(&registrars_door, &passes, voter, request);
    let processes = || [Side::Registrar, Side::BallotBox].map(|side| services.pid(side));
    let before = processes();

    std::thread::scope(|scope| {
        // Also where something below fails: the voters go home, and the failure is told.
        let ends = (story.ends(), voters.ends());
        for _ in 0..VOTERS {
            scope.spawn(|| story.cast_until_promised(&registrar, &manifest, &door));
        }
        for _ in 0..DRAWING {
            scope.spawn(|| voters.draw_until_over(&passes, draw));
        }
        await_that("there is load", || story.promised() >= ENOUGH && voters.served() >= ENOUGH_DRAWN);
        cluster.kill_primary();
        await_that("voters are told to wait", || story.refused() > 0 && voters.refused() > 0);
        let until_then = (story.promised(), voters.served());
        cluster.promote();
        await_that("voters get their promises again", || story.promised() >= until_then.0 + ENOUGH);
        await_that("voters get their passes again", || voters.served() >= until_then.1 + ENOUGH_DRAWN);
        drop(ends);
    });
    // Both work on with the new server, and together.
    for http in [services.registrar().http(), services.ballot_box().http()] {
        await_that("both services are ready", || {
            http.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200)
        });
    }
    election.publish(&Draft::default());
    let issued = election.admin.turnout(&passes.id()).unwrap()["issued"].as_u64().unwrap();
    voters.judge(&passes, issued, 2 * ENOUGH_DRAWN, draw);
    let outcome = registrar.close(services, &manifest);
    story.judge(&services.ballot_box(), &manifest, &outcome, 2 * ENOUGH);
    assert_recorded(services, &manifest.id(), &outcome, story.promised());
    assert_eq!(processes(), before, "nobody started them anew");
}

/// The record apart from the database is of the log that the result is of, and of no fewer promises than were given.
fn assert_recorded(services: &Services, poll: &PollId, outcome: &Outcome, promised: usize) {
    let folder = services.config(Side::BallotBox).with_file_name("state");
    let record = Guard::open(&folder).unwrap().load(&format!("poll-{poll}")).unwrap().unwrap();
    let record: Value = serde_json::from_slice(&record).unwrap();
    assert_eq!(record["size"].as_u64(), Some(outcome.tree_size));
    assert_eq!(record["root"].as_str(), Some(&*b64(&outcome.root)));
    let promises = record["promises"].as_u64().unwrap();
    assert!((promised as u64..=outcome.ballots).contains(&promises), "{promises} of {}", outcome.ballots);
}

/// Threads that cast.
const VOTERS: usize = 6;
/// Promises before the fall, and after it.
const ENOUGH: usize = 60;
/// Threads that draw passes.
const DRAWING: usize = 3;
/// Passes before the primary dies, and after.
const ENOUGH_DRAWN: usize = 10;
