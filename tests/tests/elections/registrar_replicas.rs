//! Three processes of one registrar on one PostgreSQL database and one `state_dir`. Each of them is killed with SIGKILL at
//! random moments and started again, while voters register and collect their passes at whichever answers: there is one pass
//! for each, every answer to a request has the same bytes, no mail is written twice, and all agree about the count.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use cli::client::{ClientError, Registrar, Session};
use cli::pass::PassRequest;
use crypto::encoding::PollId;
use crypto::manifest::Manifest;
use crypto::statement::{self, Issuance};
use e2e::election::{Election, PASSWORD};
use e2e::mailbox::Mailbox;
use e2e::poll::Draft;
use e2e::services::{Delivery, Services, Side, Store};
use rand::RngExt as _;

use crate::load::Ends;

#[test]
fn each_voter_gets_one_pass_and_each_mail_whichever_of_three_processes_is_killed() {
    let Some(mut election) = Election::start(Store::Postgres, Delivery::Outbox) else { return };
    election.services.replicate(Side::Registrar, PROCESSES);
    let doors = Doors(election.services.doors(Side::Registrar));
    let (admin, mailbox) = (election.admin.clone(), election.services.mailbox.clone());
    let voters: Vec<String> = (0..VOTERS).map(|n| format!("voter{n}@example.org")).collect();
    let poll = publish(&doors, &admin, &voters);
    let manifest = election.manifest(&poll);
    let over = AtomicBool::new(false);
    scope(|scope| {
        let _ends = Ends(&over);
        for voter in &voters {
            scope.spawn(|| collect_again_and_again(&doors, &mailbox, &manifest, voter, &over));
        }
        scope.spawn(|| publish(&doors, &admin, &voters));
        kill_again_and_again(&mut election.services, KILLS);
    });

    let invitations = 2 * VOTERS;
    election.wait_for("every mail", || {
        let gone = (mailbox.count_of("pass-issued"), mailbox.count_of("invitation"));
        (gone.0 >= VOTERS && gone.1 >= invitations).then_some(())
    });
    // They are killed also while passes are closed and counted.
    election.announce_close(&manifest);
    kill_again_and_again(&mut election.services, KILLS_AT_THE_CLOSE);
    let path = "/issuance";
    let stated = election.wait_for("the count of passes", || {
        election.services.ballot_box().get(&poll, path).ok().map(|answer| answer.body)
    });
    let stated = String::from_utf8(stated).unwrap();
    let (issuance, _) = statement::open::<Issuance>(&stated, &manifest.registrar.key).unwrap();
    assert_eq!((issuance.issued, issuance.eligible), (VOTERS as u64, Some(VOTERS as u64)));
    for door in &doors.0 {
        assert_eq!(admin.at(door).turnout(&poll).unwrap()["issued"], VOTERS);
    }
    let state_dir = election.services.config(Side::Registrar).with_file_name("state");
    let recorded = web::guard::Guard::open(&state_dir).unwrap().count(&format!("issued-{poll}")).unwrap();
    assert_eq!(recorded, VOTERS as u64);
    let written = (mailbox.count_of("pass-issued"), mailbox.count_of("invitation"));
    assert_eq!(written, (VOTERS, invitations), "one mail about each pass, and one invitation to each poll");
    let log = election.services.log(Side::Registrar);
    assert!(!log.contains("older than the service's records"), "none refused to start: {log}");
}

/// The addresses of the processes.
struct Doors(Vec<String>);

impl Doors {
    /// Asks at any of them until one answers; what has no answer is asked again elsewhere, as a client does.
    fn ask<T>(&self, ask: impl Fn(&str) -> Result<T, ClientError>) -> Result<T, ClientError> {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            match ask(&self.0[rand::rng().random_range(0..self.0.len())]) {
                Err(error) if error.is_transient() => {
                    assert!(Instant::now() < patience, "no answer within a minute: {error}");
                    sleep(Duration::from_millis(10));
                }
                answer => return answer,
            }
        }
    }

    /// A new account of an address: each step is done wherever somebody answers, the link being opened more than once where an
    /// answer got lost.
    fn sign_up(&self, mailbox: &Mailbox, email: &str) -> Session {
        self.ask(|door| Registrar::new(door).register(email, PASSWORD)).expect("anyone may register");
        let token = mailbox.await_token(email);
        // Refused where the answer to the first time got lost.
        let _ = self.ask(|door| Registrar::new(door).verify(&token));
        self.ask(|door| Registrar::new(door).sign_in(email, PASSWORD)).expect("a confirmed voter can sign in")
    }
}

/// Publishes a poll for these voters, with each step at any of the doors.
fn publish(doors: &Doors, admin: &Session, voters: &[String]) -> PollId {
    let draft = Draft { roll: true, ..Draft::default() }.to_json();
    let draft = doors.ask(|door| admin.at(door).draft(&draft)).expect("the draft is taken");
    let roll = format!("email\n{}\n", voters.join("\n"));
    doors.ask(|door| admin.at(door).upload_roll(&draft, &roll)).expect("the roll is taken");
    doors.ask(|door| admin.at(door).publish(&draft)).expect("the poll is published")
}

/// Asks for the pass with the same request again and again, and with another one in between.
fn collect_again_and_again(
    doors: &Doors,
    mailbox: &Mailbox,
    manifest: &Manifest,
    email: &str,
    over: &AtomicBool,
) {
    let (poll, session) = (manifest.id(), doors.sign_up(mailbox, email));
    let (request, other) = (PassRequest::new(manifest).unwrap(), PassRequest::new(manifest).unwrap());
    let issue = |request: &PassRequest| doors.ask(|door| session.at(door).issue(&poll, request.bytes()));
    let first = issue(&request).expect("a pass is issued");
    loop {
        let ends = over.load(Ordering::SeqCst);
        assert_eq!(issue(&request).expect("the same request gets the same answer"), first);
        let refused = issue(&other).expect_err("another request gets none");
        assert_eq!(refused.name(), Some("pass-already-issued"));
        if ends {
            break;
        }
        sleep(Duration::from_millis(20));
    }
    request.open(manifest, &first).expect("the pass is good");
}

/// Mostly one process is away at a time; sometimes two, or one that is killed while it starts.
fn kill_again_and_again(services: &mut Services, kills: usize) {
    let mut random = rand::rng();
    for _ in 0..kills {
        let (killed, hasty) = (random.random_range(0..PROCESSES), random.random_range(0..4) == 0);
        sleep(Duration::from_micros(random.random_range(0..LONGEST_QUIET_MICROS)));
        services.crash_replica(Side::Registrar, killed);
        services.launch_replica(Side::Registrar, killed);
        if !hasty {
            services.await_replica(Side::Registrar, killed);
        }
    }
    (0..PROCESSES).for_each(|number| services.await_replica(Side::Registrar, number));
}

const PROCESSES: usize = 3;
const VOTERS: usize = 6;
const KILLS: usize = 15;
/// Issuing ends two seconds after it was announced.
const KILLS_AT_THE_CLOSE: usize = 8;
/// Between two kills at most, besides the time of a start.
const LONGEST_QUIET_MICROS: u64 = 200_000;
