//! What those who run the registrar look at.

use crate::metrics;
use crate::testing::ballot_box::Mood;
use crate::testing::{World, start};

fn numbers(world: &World) -> String {
    format!("{:?}", metrics::collect(&world.registrar).unwrap()).replace("\\n", "\n").replace("\\\"", "\"")
}

#[test]
fn readiness_names_what_is_missing() {
    let world = World::new();
    let ready = |world: &World| world.get("/readyz", None);
    assert_eq!((ready(&world).status, ready(&world).text.as_str()), (200, "ready\n"));

    std::fs::rename(world.state_dir(), world.state_dir().with_extension("away")).unwrap();
    let answer = ready(&world);
    assert!(answer.status == 503 && answer.text.contains("state_dir"), "{}", answer.text);
    std::fs::rename(world.state_dir().with_extension("away"), world.state_dir()).unwrap();
    assert_eq!(ready(&world).status, 200);

    // A mail was tried and is long due again.
    world.admin_token();
    std::fs::remove_dir_all(world.outbox()).unwrap();
    let admin = world.token("admin@example.org");
    world.poll(&admin, &["ada@example.org"]);
    crate::domain::mail::deliver_due(&world.registrar).unwrap();
    assert_eq!(ready(&world).status, 200);
    world.clock.set(start().plus(2 * 3600));
    let answer = ready(&world);
    assert!(answer.status == 503 && answer.text.contains("1 mails are long due"), "{}", answer.text);
    assert_eq!(world.get("/healthz", None).status, 200);
}

#[test]
fn numbers_tell_what_needs_somebody() {
    let world = World::new();
    let admin = world.admin_token();
    world.poll(&admin, &["ada@example.org"]);
    world.ballot_box.be(Mood::Mute);
    let draft = world.draft_with(&admin, &["ada@example.org"], &crate::testing::draft());
    assert_eq!(world.post(&format!("/api/v1/polls/{draft}/publish"), Some(&admin)).status, 503);
    let told = numbers(&world);
    for line in [
        "psephos_polls{state=\"sealed\"} 1",
        "psephos_polls{state=\"published\"} 1",
        "psephos_polls{state=\"over\"} 0",
        "psephos_mails_waiting 10",
        "psephos_mails_failed 0",
        "psephos_statements{state=\"queued\"} 0",
        "psephos_failures_total 1",
    ] {
        assert!(told.contains(&format!("\n{line}\n")), "{line} is not in {told}");
    }
}

#[test]
fn a_single_pass_moves_no_number() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let before = numbers(&world);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    assert_eq!(numbers(&world), before);
    assert!(!before.contains(&poll) && !before.contains('@'));
}
