//! The ballot box is killed with SIGKILL at random moments while voters cast: whatever it promised is in the final log,
//! exactly once, and whatever got no promise at most once.

use std::time::{Duration, Instant};

use e2e::services::{Delivery, Services, Side, Store};
use rand::RngExt as _;

use crate::load::{Registrar, Story};

#[test]
fn promises_survive_kills_on_sqlite() {
    let services = Services::start(Store::Sqlite, Delivery::Outbox).expect("SQLite is built in");
    kill_again_and_again(services);
}

#[test]
fn promises_survive_kills_on_postgresql() {
    if let Some(services) = Services::start(Store::Postgres, Delivery::Outbox) {
        kill_again_and_again(services);
    }
}

fn kill_again_and_again(mut services: Services) {
    let registrar = Registrar::new();
    services.configure_further(Side::BallotBox, &registrar.listed());
    services.crash_and_restart(Side::BallotBox);
    let manifest = registrar.publish(&services);
    let story = Story::default();
    let door = [services.ballot_box()];
    let mut random = rand::rng();
    let began = Instant::now();
    services.crash(Side::BallotBox);
    std::thread::scope(|scope| {
        let _ends = story.ends();
        for _ in 0..VOTERS {
            scope.spawn(|| story.cast_until_over(&registrar, &manifest, &door));
        }
        for _ in 0..kills() {
            let moment = Duration::from_micros(random.random_range(0..LONGEST_LIFE_MICROS));
            if random.random_range(0..4) == 0 {
                services.crash_while_starting(Side::BallotBox, moment);
            } else {
                services.restart(Side::BallotBox);
                std::thread::sleep(moment);
            }
            services.crash(Side::BallotBox);
        }
        services.restart(Side::BallotBox);
        story.await_promises(kills() as usize);
    });
    println!("{} kills in {:?}", kills(), began.elapsed());
    let outcome = registrar.close(&services, &manifest);
    story.judge(&services.ballot_box(), &manifest, &outcome, kills() as usize);
}

/// 200 unless `PSEPHOS_KILLS` says otherwise.
pub(crate) fn kills() -> u32 {
    std::env::var("PSEPHOS_KILLS").ok().map_or(200, |text| text.parse().expect("PSEPHOS_KILLS is a number"))
}

/// Threads that cast.
const VOTERS: usize = 6;
/// How long a process lives at most once it is ready.
const LONGEST_LIFE_MICROS: u64 = 120_000;
