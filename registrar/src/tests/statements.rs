//! Notices and the issuance statement on their way to the ballot box, as organisers see them.

use serde_json::{Value, json};

use crate::domain::dispatch;
use crate::testing::World;
use crate::testing::ballot_box::Mood;
use crate::workers::close_windows;

/// A published poll whose first notice is waiting; the admin is signed in on the page and by a token.
fn noticed() -> (World, String, String) {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let extend = json!({ "kind": "extend", "voting_closes": "2026-12-01T15:00:00Z", "reason": "rain" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &extend).status, 201);
    world.sign_in("admin@example.org");
    (world, poll, admin)
}

fn told(world: &World, poll: &str, admin: &str) -> Value {
    world.get(&format!("/api/v1/polls/{poll}/notices"), Some(admin)).json()
}

#[test]
fn only_its_officers_see_and_hurry_a_polls_statements() {
    let (world, poll, _) = noticed();
    let (list, hurry) =
        (format!("/api/v1/polls/{poll}/notices"), format!("/api/v1/polls/{poll}/notices/try-now"));
    let (voter, stranger) = (world.voter_token("ada@example.org"), world.officer_token("olga@example.org"));
    assert_eq!(world.get(&list, None).status, 401);
    assert_eq!(world.get(&list, Some(&voter)).status, 403);
    assert_eq!(world.get(&list, Some(&stranger)).status, 404);
    assert_eq!(world.post(&hurry, None).status, 401);
    assert_eq!(world.post(&hurry, Some(&voter)).status, 403);
    assert_eq!(world.post(&hurry, Some(&stranger)).status, 404);
    assert_eq!(
        world.post(&format!("/api/v1/polls/{}/notices/try-now", "0".repeat(64)), Some(&stranger)).status,
        404
    );
    let page = format!("/admin/polls/{poll}/notices/try-now");
    assert_eq!(world.post_form_from(Some("http://elsewhere.example"), &page, &[]).status, 403);
}

#[test]
fn attempts_next_try_and_the_ballot_boxes_words_are_told() {
    let (world, poll, admin) = noticed();
    let page = || world.get(&format!("/admin/polls/{poll}/notices"), None).text;
    let fresh = told(&world, &poll, &admin);
    assert_eq!(fresh["issuance"], Value::Null);
    assert_eq!(
        fresh["notices"],
        json!([{
            "seq": 1, "kind": "extend", "voting_closes": "2026-12-01T15:00:00Z", "reason": "rain",
            "at": "2026-12-01T12:00:00Z", "state": "queued", "attempts": 0, "next_try": "2026-12-01T12:00:00Z",
            "answer": null,
        }])
    );
    world.ballot_box.be(Mood::Refusing(503, "busy"));
    dispatch::deliver_due(&world.registrar).unwrap();
    let waiting = told(&world, &poll, &admin)["notices"][0].clone();
    assert_eq!((&waiting["attempts"], &waiting["next_try"]), (&json!(1), &json!("2026-12-01T12:00:02Z")));
    assert!(waiting["answer"].as_str().unwrap().contains("503"), "{waiting}");
    let shown = page();
    for words in ["on its way", "1 attempt so far", "503", "Next try", "Try now"] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    world.ballot_box.be(Mood::Willing);
    world.at(2);
    dispatch::deliver_due(&world.registrar).unwrap();
    let arrived = told(&world, &poll, &admin)["notices"][0].clone();
    assert_eq!(
        (&arrived["state"], &arrived["next_try"], &arrived["answer"]),
        (&json!("delivered"), &Value::Null, &Value::Null)
    );
    assert!(page().contains("delivered") && !page().contains("Try now"));
}

#[test]
fn what_was_refused_or_waits_is_tried_again_at_once_with_the_same_bytes() {
    let (world, poll, admin) = noticed();
    world.ballot_box.be(Mood::Refusing(422, "Your key is unknown here"));
    dispatch::deliver_due(&world.registrar).unwrap();
    world.at(900);
    dispatch::deliver_due(&world.registrar).unwrap();
    assert_eq!(world.ballot_box.received("/notices").len(), 1, "what was refused rests");
    let refused = told(&world, &poll, &admin)["notices"][0].clone();
    assert_eq!((&refused["state"], &refused["next_try"]), (&json!("refused"), &Value::Null));
    assert!(
        world.get(&format!("/admin/polls/{poll}/notices"), None).text.contains("Your key is unknown here")
    );

    let hurry = format!("/admin/polls/{poll}/notices/try-now");
    assert_eq!(world.post_form(&hurry, &[]).status, 303);
    world.ballot_box.be(Mood::Mute);
    dispatch::deliver_due(&world.registrar).unwrap();
    assert_eq!(told(&world, &poll, &admin)["notices"][0]["attempts"], 2);
    // It would wait some seconds; the button is for those who know better.
    world.ballot_box.be(Mood::Willing);
    let answer = world.post(&format!("/api/v1/polls/{poll}/notices/try-now"), Some(&admin));
    assert_eq!((answer.status, answer.json()), (200, json!({ "statements": 1 })));
    assert_eq!(dispatch::deliver_due(&world.registrar).unwrap(), 1);
    let sent = world.ballot_box.received("/notices");
    assert!(sent.len() == 3 && sent.iter().all(|note| *note == sent[0]));
    let answer = world.post(&format!("/api/v1/polls/{poll}/notices/try-now"), Some(&admin));
    assert_eq!(answer.json(), json!({ "statements": 0 }), "nothing is left to be hurried");
    let log = world.get("/api/v1/audit?action=statement.retry", Some(&admin)).json();
    assert_eq!(log["records"].as_array().unwrap().len(), 2, "{log}");
}

#[test]
fn the_issuance_statement_is_shown_on_its_way_too() {
    let (world, poll, _) = noticed();
    dispatch::deliver_due(&world.registrar).unwrap();
    world.at(3600);
    close_windows(&world.registrar).unwrap();
    world.ballot_box.be(Mood::Refusing(500, "no"));
    dispatch::deliver_due(&world.registrar).unwrap();
    let admin = world.token("admin@example.org");
    let statement = told(&world, &poll, &admin)["issuance"].clone();
    assert_eq!((&statement["state"], &statement["attempts"]), (&json!("queued"), &json!(1)));
    let page = world.get(&format!("/admin/polls/{poll}/notices"), None).text;
    assert!(page.contains("Count of passes") && page.contains("Try now"), "{page}");
}
