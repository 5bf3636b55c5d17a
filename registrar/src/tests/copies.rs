//! Copies, next rounds, fresh starts of tests, and the archive.

use rocket::http::{ContentType, Header};
use serde_json::{Value, json};

use crate::testing::ballot_box::Mood;
use crate::testing::{Answer, World, draft};

fn made(world: &World, admin: &str, path: &str, body: &Value) -> Value {
    let answer = world.post_json(path, Some(admin), body);
    assert_eq!(answer.status, 201, "{}", answer.text);
    let id = answer.json()["draft"].as_str().unwrap().to_owned();
    world.get(&format!("/api/v1/drafts/{id}"), Some(admin)).json()
}

fn draft_of(world: &World, title: &str) -> String {
    let rows = world.registrar.db.run_here(crate::store::polls::all).unwrap();
    rows.into_iter().find(|row| row.title == title).unwrap().id
}

fn archive(world: &World, admin: &str, id: &str, archived: bool) -> Answer {
    let request = world
        .client
        .put(format!("/api/v1/polls/{id}/archived"))
        .header(ContentType::JSON)
        .header(Header::new("Authorization", format!("Bearer {admin}")))
        .body(json!({ "archived": archived }).to_string());
    Answer::of(request.dispatch())
}

#[test]
fn a_copy_has_everything_but_the_alias() {
    let world = World::new();
    let admin = world.admin_token();
    let mut old = draft();
    old["slug"] = json!("board");
    let id = world.draft_with(&admin, &["ada@example.org"], &old);
    let words = json!({ "subject": "Vote", "intro": "Please come.", "automatic": false });
    let written = world
        .client
        .put(format!("/api/v1/polls/{id}/mailings/texts/invitation"))
        .header(ContentType::JSON)
        .header(Header::new("Authorization", format!("Bearer {admin}")))
        .body(words.to_string());
    assert_eq!(Answer::of(written.dispatch()).status, 200);
    world.at(90);
    let path = format!("/api/v1/polls/{id}/copy");
    assert_eq!(world.post_json(&path, Some(&admin), &json!({ "rolls": true })).problem(), "unknown-field");
    let copy = made(&world, &admin, &path, &json!({ "roll": true }));
    assert_eq!((&copy["state"], &copy["fields"]["title"]), (&json!("draft"), &json!("Board (copy)")));
    assert_eq!(copy["fields"]["slug"], Value::Null);
    assert_eq!(copy["fields"]["issuance_opens"], "2026-12-01T13:00:00Z");
    assert_eq!(copy["fields"]["voting_closes"], "2026-12-01T15:00:00Z");
    let publish =
        |id: &Value| world.post(&format!("/api/v1/polls/{}/publish", id.as_str().unwrap()), Some(&admin));
    assert_eq!(publish(&copy["draft"]).status, 201);
    let mails = format!("/api/v1/polls/{}/mailings", copy["draft"].as_str().unwrap());
    let mails = world.get(&mails, Some(&admin)).json();
    let text = mails["texts"].as_array().unwrap().iter().find(|text| text["kind"] == "invitation").unwrap();
    for (field, value) in words.as_object().unwrap() {
        assert_eq!(&text[field], value, "{field}");
    }
    assert_eq!(mails["mailings"], json!([]), "these invitations do not go by themselves");
    let bare = made(&world, &admin, &path, &json!({}));
    assert!(publish(&bare["draft"]).text.contains("list of voters is empty"));
}

#[test]
fn a_next_round_is_drafted_from_a_signed_result() {
    let world = World::new();
    let admin = world.admin_token();
    let mut three = draft();
    three["questions"][0]["options"] =
        json!([{ "id": "a", "title": "Ada" }, { "id": "c", "title": "Cem" }, { "id": "b", "title": "Ben" }]);
    let poll = world.poll_with(&admin, &["ada@example.org"], &three);
    let path = format!("/api/v1/polls/{poll}/next-round");
    let chosen = json!({ "questions": { "q1": ["b", "a"] } });
    world.ballot_box.be(Mood::Refusing(404, "no result"));
    assert_eq!(world.post_json(&path, Some(&admin), &chosen).problem(), "conflict");
    world.ballot_box.be(Mood::Careless);
    assert_ne!(world.post_json(&path, Some(&admin), &chosen).status, 201);
    world.ballot_box.be(Mood::Willing);
    assert_eq!(world.post_json(&path, Some(&admin), &chosen).problem(), "conflict", "there is no result yet");
    world.ballot_box.publish_results();
    assert_eq!(world.get(&path, Some(&admin)).json()["questions"], json!({ "q1": ["a", "b"] }));
    for bad in [json!({}), json!({ "q1": ["a"] }), json!({ "q9": ["a", "b"] })] {
        let refused = world.post_json(&path, Some(&admin), &json!({ "questions": bad }));
        assert_eq!(refused.problem(), "manifest-invalid", "{bad}");
    }
    let round = made(&world, &admin, &path, &chosen);
    let options = round["fields"]["questions"][0]["options"].as_array().unwrap();
    assert_eq!(options.iter().map(|option| &option["id"]).collect::<Vec<_>>(), ["a", "b"]);
    let id = round["draft"].as_str().unwrap();
    assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 201);
}

#[test]
fn a_test_poll_starts_again_once() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let id = draft_of(&world, "Board");
    let path = format!("/api/v1/polls/{id}/reset");
    let fresh = made(&world, &admin, &path, &json!({}));
    assert_eq!((&fresh["state"], &fresh["fields"]["test"]), (&json!("draft"), &json!(true)));
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    assert_eq!(world.get(&format!("/api/v1/polls/{poll}"), None).json()["cancelled"], true);
    assert_eq!(world.post(&path, Some(&admin)).problem(), "conflict");
    // A draft needs no fresh start, and what is no test gets none.
    let other = fresh["draft"].as_str().unwrap();
    assert_eq!(world.post(&format!("/api/v1/polls/{other}/reset"), Some(&admin)).problem(), "conflict");
    world.sign_in("admin@example.org");
    assert!(world.get("/admin/polls?archive=true", None).text.contains("Board"));
}

#[test]
fn a_test_is_not_put_away_while_another_notice_waits() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let id = draft_of(&world, "Board");
    let path = format!("/api/v1/polls/{id}/reset");
    let longer = json!({ "kind": "extend", "voting_closes": "2026-12-02T12:00:00Z", "reason": "Snow." });
    let given = world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &longer);
    assert_eq!(given.status, 201, "{}", given.text);
    let refused = world.post(&path, Some(&admin));
    assert!(refused.problem() == "conflict" && refused.text.contains("has not arrived"), "{}", refused.text);
    world.sign_in("admin@example.org");
    let page = world.post_form(&format!("/admin/polls/{id}/more"), &[("action", "reset")]);
    assert!(page.status == 409 && page.text.contains("has not arrived"), "{}", page.text);
    assert!(!world.get("/admin/polls?archive=true", None).text.contains("Board"), "it is not hidden");
    // Nor when the ballot box refuses that notice.
    world.ballot_box.be(Mood::Refusing(403, "No"));
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    assert_eq!(world.post(&path, Some(&admin)).problem(), "conflict");
    world.ballot_box.be(Mood::Willing);
    world.post(&format!("/api/v1/polls/{poll}/notices/try-now"), Some(&admin));
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    // A cancellation that is on its way is what the reset would have asked for.
    let cancel = json!({ "kind": "cancel", "voting_closes": null, "reason": "A mistake." });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &cancel).status, 201);
    assert_eq!(world.post(&path, Some(&admin)).status, 201);
}

#[test]
fn what_is_archived_leaves_the_list_and_can_come_back() {
    let world = World::new();
    let admin = world.admin_token();
    world.poll(&admin, &["ada@example.org"]);
    assert_eq!(archive(&world, &admin, &draft_of(&world, "Board"), true).problem(), "conflict");
    let mut other = draft();
    other["title"] = json!("Garden");
    let id = world.draft_with(&admin, &[], &other);
    assert_eq!(archive(&world, &admin, &id, true).status, 200);
    world.sign_in("admin@example.org");
    let listed = |path: &str| world.get(path, None).text.contains("Garden");
    assert_eq!((listed("/admin/polls"), listed("/admin/polls?archive=true")), (false, true));
    let page = format!("/admin/polls/{id}/more");
    assert!(world.get(&page, None).text.contains("Take it out of the archive"));
    assert_eq!(world.post_form(&page, &[("action", "unarchive")]).status, 303);
    assert!(listed("/admin/polls"));
    let copied = world.post_form(&page, &[("action", "copy")]);
    assert!(world.get(copied.header("Location"), None).text.contains("Garden (copy)"));
    let refused = world.post_form(&page, &[("action", "reset")]);
    assert!(refused.status == 409 && refused.text.contains("Nothing was made"));
}
