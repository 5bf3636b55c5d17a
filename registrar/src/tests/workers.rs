//! Workers outlive what goes wrong in them, and are missed when they do not move.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, LazyLock};
use std::time::Duration;

use web::DbError;

use super::mailings::{draft_of, mailings};
use crate::domain::mail::deliver_due;
use crate::domain::outage::Outage;
use crate::testing::World;
use crate::testing::smtp::TestSmtp;
use crate::workers::{start, turn};

#[test]
fn a_worker_outlives_its_panics() {
    let world = World::new();
    let registrar = &world.registrar;
    let rest = turn("test", registrar, |registrar| {
        // A lock that is held when it happens.
        registrar.pace.silent(0, Outage::BrokeOff);
        panic!("the next voter is ada@example.org")
    });
    assert!(rest > Duration::ZERO);
    assert!(turn("test", registrar, |_| Err(DbError::Panicked)) > Duration::ZERO);
    let mut worked = false;
    let rest = turn("test", registrar, |_| {
        worked = true;
        Ok(())
    });
    assert!(worked && rest == Duration::ZERO);
}

#[test]
fn a_worker_that_does_not_move_is_missed() {
    let world = World::new();
    assert_eq!(world.get("/readyz", None).status, 200);
    world.registrar.heartbeats.expect("mail", Duration::ZERO);
    let answer = world.get("/readyz", None);
    assert!(answer.status == 503 && answer.text.contains("workers are stuck: mail"), "{}", answer.text);
}

/// Two meetings of the test and its mail server, which has the third mail in its hands between them.
static MEETING: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));
static MAILS: AtomicUsize = AtomicUsize::new(0);

#[test]
fn a_mailing_in_which_the_service_ends_sends_no_mail_twice() {
    let mut world = World::new();
    let smtp = TestSmtp::start(|_| {
        if MAILS.fetch_add(1, Ordering::SeqCst) == 2 {
            MEETING.wait();
            MEETING.wait();
        }
        "250 OK"
    });
    world.send_by(&smtp.url).unwrap();
    let admin = world.admin_token();
    let voters: Vec<String> = (0..9).map(|n| format!("v{n}@example.org")).collect();
    let roll: Vec<&str> = voters.iter().map(String::as_str).collect();
    let poll = world.poll(&admin, &roll);
    let id = draft_of(&world, &poll);
    start(&world.registrar);
    MEETING.wait();
    world.registrar.stop.ask();
    assert!(!world.registrar.stop.await_end("mail", Duration::ZERO), "a mail is on its way");
    MEETING.wait();
    assert!(world.registrar.stop.await_end("mail", Duration::from_secs(600)));
    assert_eq!(smtp.taken().len(), 3, "the one on its way arrives, and no other goes");
    assert_eq!(mailings(&world, &admin, &id), [("invitation".to_owned(), [6, 3, 0])]);

    world.restart().unwrap();
    while deliver_due(&world.registrar).unwrap() > 0 {}
    let taken = smtp.taken();
    assert_eq!(taken.len(), voters.len());
    for voter in &voters {
        assert_eq!(
            taken.iter().filter(|mail| mail.contains(&format!("RCPT TO:<{voter}>"))).count(),
            1,
            "{voter}"
        );
    }
}
