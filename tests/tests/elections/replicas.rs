//! Three processes of one ballot box on one PostgreSQL database and one `state_dir`. Each of them is killed with SIGKILL at
//! random moments and started again, while voters cast at whichever answers: there is one log, in which every promise is
//! exactly once, and nobody ever sees another one. So it is where a process is stopped while it closes a poll, and goes on when others
//! have closed it.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use cli::client::BallotBox;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::merkle::Tree;
use crypto::manifest::Manifest;
use e2e::poll::now;
use e2e::services::{Delivery, Services, Side, Store};
use rand::RngExt as _;

use crate::kills::kills;
use crate::load::{Registrar, Story, outcome_at};
use crate::many_mails::until;

#[test]
fn promises_survive_kills_of_any_of_three_processes_and_the_log_never_forks() {
    let Some(mut services) = Services::start(Store::Postgres, Delivery::Outbox) else { return };
    let registrar = Registrar::new();
    services.configure_further(Side::BallotBox, &registrar.listed());
    services.replicate(Side::BallotBox, PROCESSES);
    let manifest = registrar.publish(&services);
    let doors = services.replicas();
    let (story, watch) = (Story::default(), Watch::default());
    std::thread::scope(|scope| {
        let _ends = story.ends();
        for _ in 0..VOTERS {
            scope.spawn(|| story.cast_until_over(&registrar, &manifest, &doors));
        }
        scope.spawn(|| {
            while !story.over.load(Ordering::SeqCst) {
                watch.look(&doors, &manifest);
            }
        });
        kill_again_and_again(&mut services);
        story.await_promises(kills() as usize);
    });
    let outcome = registrar.close(&services, &manifest);
    let tree = story.judge(&services.ballot_box(), &manifest, &outcome, kills() as usize);
    watch.look(&doors, &manifest);
    watch.judge(&tree);
    agree(&doors, &manifest);
    for table in ["ended", "results"] {
        a_closer_is_stopped(&mut services, &registrar, table);
    }
}

/// The process that closes a poll is stopped in mid-transaction, while it writes to `table`, until the others have closed it.
fn a_closer_is_stopped(services: &mut Services, registrar: &Registrar, table: &str) {
    // All that is cast is logged by the close.
    let manifest = registrar.publish_mixing(services, &format!("Stopped at {table}"), 50);
    let (doors, story) = (services.replicas(), Story::default());
    // What one took the others show within half a second.
    until("the poll at each", || doors.iter().all(|door| door.manifest(&manifest.id()).is_ok()));
    doors.iter().cycle().take(CAST).for_each(|door| story.cast(registrar, &manifest, door));
    (1..PROCESSES).for_each(|number| services.crash_replica(Side::BallotBox, number));
    let database = services.database(Side::BallotBox).expect("it is on PostgreSQL");
    let held = database.hold(&format!("LOCK TABLE {table} IN SHARE MODE"));
    registrar.announce_close(services, &manifest, now());
    let waits = format!(
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database \
         WHERE NOT granted AND relation = '{table}'::regclass AND datname = current_database()"
    );
    until("the closer at work", || database.asked(&waits) == "1");
    services.stop_replica(Side::BallotBox, 0);
    drop(held);
    // It has the poll's gate for itself, until the server cuts it off: after fifteen seconds, or now.
    let database = services.database(Side::BallotBox).expect("it is on PostgreSQL");
    let sessions = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                    AND backend_type = 'client backend'";
    until("the end of its turn", || {
        let cut_off = "count(pg_terminate_backend(pid))";
        database.asked(&format!("SELECT {cut_off} {sessions} AND state LIKE 'idle in transaction%'"));
        database.asked(&format!("SELECT count(*) {sessions} AND state <> 'idle'")) == "0"
    });
    (1..PROCESSES).for_each(|number| services.launch_replica(Side::BallotBox, number));
    (1..PROCESSES).for_each(|number| services.await_replica(Side::BallotBox, number));
    let outcome = outcome_at(&doors[1], &manifest);
    let shown = doors[1].get(&manifest.id(), "/results/1").unwrap().body;
    services.resume_replica(Side::BallotBox, 0);
    services.await_replica(Side::BallotBox, 0);
    agree(&doors, &manifest);
    assert_eq!(doors[0].get(&manifest.id(), "/results/1").unwrap().body, shown, "nothing is signed anew");
    story.judge(&doors[0], &manifest, &outcome, CAST);
}

/// Mostly one process is away at a time; sometimes two, or one that is killed while it starts.
fn kill_again_and_again(services: &mut Services) {
    let (mut random, began) = (rand::rng(), Instant::now());
    for _ in 0..kills() {
        let (killed, hasty) = (random.random_range(0..PROCESSES), random.random_range(0..4) == 0);
        std::thread::sleep(Duration::from_micros(random.random_range(0..LONGEST_QUIET_MICROS)));
        services.crash_replica(Side::BallotBox, killed);
        services.launch_replica(Side::BallotBox, killed);
        if !hasty {
            services.await_replica(Side::BallotBox, killed);
        }
    }
    (0..PROCESSES).for_each(|number| services.await_replica(Side::BallotBox, number));
    println!("{} kills of {PROCESSES} processes in {:?}", kills(), began.elapsed());
}

/// In the end all show the same: one result, one checkpoint, one list of ballots.
fn agree(doors: &[BallotBox], manifest: &Manifest) {
    let poll = manifest.id();
    for path in ["/results/1", "/checkpoint", "/entries", "/ballots"] {
        let patience = Instant::now() + Duration::from_secs(30);
        // What one did the others show within half a second.
        loop {
            let shown: Vec<_> = doors.iter().map(|door| door.get(&poll, path).map(|it| it.body)).collect();
            let first = shown[0].as_ref().ok();
            if first.is_some() && shown.iter().all(|other| other.as_ref().ok() == first) {
                break;
            }
            assert!(Instant::now() < patience, "the processes show different {path}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    for door in doors {
        assert!(door.get(&poll, "/results/2").is_err(), "one result");
    }
}

/// Somebody who keeps every checkpoint that any of the processes shows.
#[derive(Default)]
struct Watch {
    seen: Mutex<BTreeMap<u64, Checkpoint>>,
}

impl Watch {
    fn look(&self, doors: &[BallotBox], manifest: &Manifest) {
        for door in doors {
            let Ok(answer) = door.get(&manifest.id(), "/checkpoint") else {
                // It is away just now.
                std::thread::sleep(Duration::from_millis(5));
                continue;
            };
            let note = String::from_utf8(answer.body).unwrap();
            let origin = poll_origin(manifest.ballot_box.name.as_str(), &manifest.id());
            let (shown, _) = Checkpoint::open(&note, &manifest.ballot_box.key, &origin).unwrap();
            let mut seen = self.seen.lock().unwrap();
            let known = seen.entry(shown.size).or_insert_with(|| shown.clone());
            assert_eq!(*known, shown, "two checkpoints of one size");
        }
    }

    fn judge(&self, tree: &Tree) {
        let seen = self.seen.lock().unwrap();
        assert!(seen.len() > 10, "the log was watched while it grew: {} checkpoints", seen.len());
        for (size, shown) in &*seen {
            assert_eq!(tree.root_at(*size), Some(shown.root), "a fork at {size} entries");
        }
    }
}

const PROCESSES: usize = 3;
/// Ballots of a poll whose closer is stopped.
const CAST: usize = 6;
/// Threads that cast.
const VOTERS: usize = 6;
/// Between two kills at most, besides the time of a start.
const LONGEST_QUIET_MICROS: u64 = 100_000;
