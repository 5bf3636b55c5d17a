//! The ballot box is killed with SIGKILL also while it puts a minute's batches into the logs, and while it closes polls and
//! signs their results: each poll has one result, of a log in which every promise is exactly once.

use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crypto::manifest::Manifest;
use crypto::time::UtcTime;
use e2e::poll::now;
use e2e::services::{Delivery, Services, Side, Store};
use rand::RngExt as _;

use crate::load::{Registrar, Story, outcome};

#[test]
fn batches_and_closes_survive_kills_on_sqlite() {
    let services = Services::start(Store::Sqlite, Delivery::Outbox).expect("SQLite is built in");
    batches_and_closes(services, 1);
}

#[test]
fn batches_and_closes_survive_kills_of_any_of_three_processes() {
    if let Some(services) = Services::start(Store::Postgres, Delivery::Outbox) {
        batches_and_closes(services, 3);
    }
}

fn batches_and_closes(mut services: Services, processes: usize) {
    let registrar = Registrar::new();
    services.configure_further(Side::BallotBox, &registrar.listed());
    match processes {
        1 => services.crash_and_restart(Side::BallotBox),
        _ => services.replicate(Side::BallotBox, processes),
    }
    let doors = services.replicas();
    let polls: Vec<Manifest> =
        (0..POLLS).map(|number| registrar.publish_mixing(&services, &format!("Poll {number}"), 2)).collect();
    let stories: Vec<Story> = polls.iter().map(|_| Story::default()).collect();
    // As late in a minute as there is time to cast before the next one, which is when batches are drawn.
    let minute = next_minute(now().plus(BEFORE_THE_MINUTE));
    sleep(until(minute.plus(-BEFORE_THE_MINUTE)));
    let closes = |number: usize| minute.plus(FIRST_CLOSE + i64::try_from(number).unwrap());
    for (number, poll) in polls.iter().enumerate() {
        registrar.announce_close(&services, poll, closes(number));
    }
    let mut random = rand::rng();
    let mut kills = 0;
    std::thread::scope(|scope| {
        for (poll, story) in polls.iter().zip(&stories) {
            scope.spawn(|| story.cast_until_over(&registrar, poll, &doors));
        }
        let _ends: Vec<_> = stories.iter().map(Story::ends).collect();
        sleep(until(minute));
        let last = closes(POLLS - 1).plus(1);
        while now() < last {
            sleep(Duration::from_millis(random.random_range(0..LONGEST_QUIET_MILLIS)));
            let killed = random.random_range(0..processes);
            services.crash_replica(Side::BallotBox, killed);
            services.launch_replica(Side::BallotBox, killed);
            services.await_replica(Side::BallotBox, killed);
            kills += 1;
        }
        stories.iter().for_each(|story| story.over.store(true, Ordering::SeqCst));
    });
    println!("{kills} kills of {processes} processes");
    for (poll, story) in polls.iter().zip(&stories) {
        let outcome = outcome(&services, poll);
        story.judge(&services.ballot_box(), poll, &outcome, 1);
        for door in &doors {
            let patience = Instant::now() + Duration::from_secs(30);
            // What one process did the others show within half a second.
            while door.result(&poll.id()).ok() != services.ballot_box().result(&poll.id()).ok() {
                assert!(Instant::now() < patience, "all show one result");
                sleep(Duration::from_millis(50));
            }
            assert!(door.get(&poll.id(), "/results/2").is_err(), "one result");
        }
    }
}

/// The first full minute from `time` on.
fn next_minute(time: UtcTime) -> UtcTime {
    time.plus(59).plus(-time.plus(59).unix().rem_euclid(60))
}

fn until(time: UtcTime) -> Duration {
    Duration::from_secs(u64::try_from(time.unix() - now().unix()).unwrap_or(0))
}

const POLLS: usize = 6;
/// Seconds in which ballots are cast in peace.
const BEFORE_THE_MINUTE: i64 = 5;
/// Seconds after the minute; each further poll closes a second later.
const FIRST_CLOSE: i64 = 3;
/// Between two kills at most, besides the time of a start.
const LONGEST_QUIET_MILLIS: u64 = 700;
