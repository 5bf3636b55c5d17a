//! A published poll at a glance.

use serde_json::json;

use crate::testing::ballot_box::Mood;
use crate::testing::{World, draft, start};

#[test]
fn turnout_is_shown_by_the_day_in_numbers_and_in_a_picture() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let mut long = draft();
    long["issuance_closes"] = json!(start().plus(4 * 86_400).to_string());
    long["voting_closes"] = json!(start().plus(5 * 86_400).to_string());
    let voters = ["ada@example.org", "ben@example.org", "cem@example.org"];
    let poll = world.poll_with(&admin, &voters, &long);
    let page = format!("/admin/polls/{poll}/dashboard");
    assert!(world.get(&page, None).text.contains("0 of 3"));

    for (voter, day) in [(voters[0], 0), (voters[1], 2)] {
        // Passes of one day look alike, whenever in it they were issued.
        world.at(day * 86_400 + day);
        let token = world.voter_token(voter);
        assert_eq!(world.ask(&poll, &token, &world.request(&poll)).status, 200);
    }
    let admin = world.token("admin@example.org");
    let told = world.get(&format!("/api/v1/polls/{poll}/dashboard"), Some(&admin)).json();
    assert_eq!(
        told["days"],
        json!([
            { "day": "2026-12-01", "passes": 1, "total": 1 },
            { "day": "2026-12-02", "passes": 0, "total": 1 },
            { "day": "2026-12-03", "passes": 1, "total": 2 },
        ])
    );
    assert_eq!((&told["issued"], &told["eligible"]), (&json!(2), &json!(3)));
    assert_eq!((&told["phase"], &told["ballots"]), (&json!("voting"), &json!(17)));

    world.sign_in("admin@example.org");
    let shown = world.get(&page, None);
    assert_eq!(shown.text.matches("<rect ").count(), 3);
    assert!(shown.text.contains("2026-12-03") && shown.text.contains("2 of 3"), "{}", shown.text);
    assert!(!shown.text.contains("@example.org: "), "nobody is named");
    for voter in voters {
        assert!(!shown.text.contains(voter), "{voter} is named");
    }
    assert!(!shown.text.contains("style=") && !shown.text.contains("<script"));
}

#[test]
fn a_ballot_box_that_is_down_leaves_the_rest() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let poll = world.poll(&admin, &["ada@example.org"]);
    let cancel = json!({ "kind": "cancel", "reason": "rain" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &cancel).status, 201);
    for mood in [Mood::Mute, Mood::Refusing(500, "no"), Mood::Careless] {
        world.ballot_box.be(mood);
        let page = world.get(&format!("/admin/polls/{poll}/dashboard"), None);
        assert_eq!(page.status, 200);
        assert!(page.text.contains("does not answer") && page.text.contains("Notice 1"), "{}", page.text);
        assert!(page.text.contains("on its way"), "{}", page.text);
    }
    let told = world.get(&format!("/api/v1/polls/{poll}/dashboard"), Some(&admin)).json();
    assert_eq!((&told["ballots"], &told["statements"][0]["state"]), (&json!(null), &json!("queued")));
    assert_eq!(told["mails"], json!({ "waiting": 1, "sent": 0, "failed": 0 }));
    assert_eq!(world.get(&format!("/admin/polls/{}/dashboard", "a".repeat(64)), None).status, 404);
}

#[test]
fn mails_and_jobs_of_other_polls_are_not_counted() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let other = world.poll(&admin, &["ben@example.org", "cem@example.org"]);
    let draft = world.draft_with(&admin, &[], &draft());
    let told = |poll: &str| world.get(&format!("/api/v1/polls/{poll}/dashboard"), Some(&admin)).json();
    assert_eq!((&told(&poll)["mails"]["waiting"], &told(&other)["mails"]["waiting"]), (&json!(1), &json!(2)));
    assert_eq!(world.mails("invitation", "ada@example.org").len(), 1);
    assert_eq!(told(&poll)["mails"], json!({ "waiting": 0, "sent": 1, "failed": 0 }));

    // A mail that tells of a pass is counted nowhere: it would tell when it was collected.
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    assert_eq!(told(&poll)["mails"], json!({ "waiting": 0, "sent": 1, "failed": 0 }));

    let ask = |poll: String| {
        let admin = crate::domain::account::Account::new(
            "admin@example.org",
            None,
            crate::domain::account::Role::Admin,
        );
        let asked = |conn: &mut web::DbConnection| {
            crate::store::jobs::ask(conn, "roll-import", &poll, &poll, &admin, 0)
        };
        world.registrar.db.run_here(asked).unwrap()
    };
    ask(draft);
    assert_eq!(told(&poll)["jobs"], json!([]));
    let drafted = |conn: &mut web::DbConnection| crate::store::polls::by_poll(conn, &poll);
    let job = ask(world.registrar.db.run_here(drafted).unwrap().unwrap().id);
    assert_eq!(told(&poll)["jobs"], json!([{ "job": job, "kind": "roll-import", "state": "waiting" }]));
    world.sign_in("admin@example.org");
    let page = world.get(&format!("/admin/polls/{poll}/dashboard"), None).text;
    assert!(page.contains(&format!("href=\"/admin/jobs/{job}\"")), "{page}");
    assert_eq!(world.get(&format!("/admin/jobs/{job}"), None).status, 200);
}
