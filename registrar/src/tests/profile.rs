//! What owners of accounts say about themselves, and what follows from it.

use rocket::http::{ContentType, Header};
use serde_json::{Value, json};

use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft};

fn put(world: &World, token: &str, body: &Value) -> Answer {
    let request = world.client.put("/api/v1/me/profile").header(ContentType::JSON).body(body.to_string());
    Answer::of(request.header(Header::new("Authorization", format!("Bearer {token}"))).dispatch())
}

#[test]
fn a_profile_that_nobody_can_mean_changes_nothing() {
    let world = World::new();
    let ada = world.voter_token("ada@example.org");
    assert_eq!(put(&world, &ada, &json!({ "name": "Ada", "time_zone": "Asia/Kathmandu" })).status, 204);
    for (body, field) in [
        (json!({ "name": "Ada", "time_zone": "Europe/Atlantis" }), "time_zone"),
        (json!({ "name": "x".repeat(201), "time_zone": "UTC" }), "name"),
        (json!({ "name": "A\u{0}da" }), "name"),
    ] {
        let refused = put(&world, &ada, &body);
        assert_eq!(
            (refused.problem().as_str(), &refused.json()["field"]),
            ("malformed-request", &json!(field))
        );
    }
    assert_eq!(put(&world, &ada, &json!({ "timezone": "UTC" })).status, 422);
    assert_eq!(put(&world, "nobody", &json!({})).status, 401);
    let me = world.get("/api/v1/me", Some(&ada)).json();
    assert_eq!((&me["name"], &me["time_zone"]), (&json!("Ada"), &json!("Asia/Kathmandu")));
    world.sign_in("ada@example.org");
    let typed = [("name", "Countess"), ("time_zone", "Moon/Tranquility")];
    let page = world.post_form("/me/profile", &typed);
    assert!(
        page.status == 422 && page.text.contains("is no time zone; give a name such as"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("value=\"Countess\"") && page.text.contains("<option selected>Moon/Tranquility")
    );
    assert_eq!(world.post_form_from(None, "/me/profile", &typed).status, 403);
    assert_eq!(world.get("/api/v1/me", Some(&ada)).json()["name"], "Ada");
}

#[test]
fn my_polls_go_by_the_voters_own_clocks() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let mut of_berlin = draft();
        of_berlin["time_zone"] = json!("Europe/Berlin");
        let poll = world.poll_with(&admin, &["ada@example.org"], &of_berlin);
        let ada = world.voter_token("ada@example.org");
        world.sign_in("ada@example.org");
        let pages = || [world.get("/me", None).text, world.get(&format!("/polls/{poll}"), None).text];
        let own = || world.get("/api/v1/me/polls", Some(&ada)).json()["polls"][0]["time_zone"].take();
        // The hour of `start`, by the organisers' clocks at first.
        for page in pages() {
            assert!(
                page.contains("Tuesday, 1 December 2026, 14:00 CET") && page.contains("Europe/Berlin"),
                "{page}"
            );
        }
        assert_eq!(own(), "Europe/Berlin");
        let chosen = world.post_form("/me/profile", &[("name", " Ada "), ("time_zone", "asia/kathmandu")]);
        assert_eq!(chosen.header("Location"), "/me/profile?done");
        let page = world.get("/me/profile?done", None).text;
        assert!(
            page.contains("<option selected>Asia/Kathmandu</option>") && page.contains("is saved"),
            "{page}"
        );
        for page in pages() {
            assert!(
                page.contains("Tuesday, 1 December 2026, 18:45 UTC+05:45") && page.contains("Asia/Kathmandu"),
                "{page}"
            );
            assert!(!page.contains("CET"), "{page}");
        }
        assert_eq!(own(), "Asia/Kathmandu");
        let export = world.get("/api/v1/me/export", Some(&ada)).json();
        assert_eq!(export["account"]["time_zone"], "Asia/Kathmandu");
        assert!(world.get("/me/security", None).text.contains("Asia/Kathmandu"));
        // Nothing is the poll's own zone again.
        assert_eq!(world.post_form("/me/profile", &[("name", "Ada")]).status, 303);
        assert_eq!(own(), "Europe/Berlin");
    }
}
