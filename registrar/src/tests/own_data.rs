//! Taking one's data along, and leaving.

use serde_json::json;

use crate::testing::{PASSWORD, World};

#[test]
fn what_is_stored_about_a_voter_comes_as_a_file() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let ada = world.voter_token("ada@example.org");
    let document = world.get("/api/v1/me/export", Some(&ada)).json();
    let account = json!({ "email": "ada@example.org", "new_email": null, "name": null, "time_zone": null, "role": "voter", "password": true, "second_factor": false });
    assert_eq!(document["account"], account);
    assert_eq!(document["sessions"][0]["kind"], "bearer");
    assert_eq!(
        (&document["polls"][0]["poll"], &document["polls"][0]["pass"]),
        (&json!(poll), &json!("none"))
    );
    world.sign_in("ada@example.org");
    let file = world.get("/me/security/export", None);
    assert!(file.header("Content-Disposition").starts_with("attachment"));
    assert!(!file.text.contains("ben@example.org") && !file.text.contains("argon2"), "{}", file.text);
}

#[test]
fn an_account_is_deleted_with_all_that_hangs_on_it() {
    let world = World::new();
    let ada = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    let wrong = world.post_form("/me/security/delete", &[("current", "wrong password")]);
    assert!(wrong.status == 422 && wrong.text.contains("not your present password"), "{}", wrong.text);
    let done = world.post_form("/me/security/delete", &[("current", PASSWORD)]);
    assert!(done.status == 200 && done.text.contains("is deleted"), "{}", done.text);
    assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 401);
    assert_eq!(world.get("/me", None).status, 303);
    assert_eq!(world.mails("account-deleted", "ada@example.org").len(), 1);
    let again = json!({ "email": "ada@example.org", "password": PASSWORD });
    assert_eq!(world.post_json("/api/v1/sessions", None, &again).status, 401);
}

#[test]
fn who_leaves_and_comes_back_is_the_same_voter() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let body = json!({ "current": PASSWORD });
    assert_eq!(world.post_json("/api/v1/me/delete", Some(&ada), &body).status, 204);
    let again = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &again, &world.request(&poll)).problem(), "pass-already-issued");
}

#[test]
fn who_manages_polls_hands_over_first() {
    let world = World::new();
    let admin = world.admin_token();
    let body = json!({ "current": PASSWORD });
    assert_eq!(world.post_json("/api/v1/me/delete", Some(&admin), &body).problem(), "conflict");
    assert_eq!(world.get("/api/v1/me", Some(&admin)).status, 200);
    assert_eq!(world.post_json("/api/v1/me/delete", Some(&admin), &json!({})).problem(), "password-wrong");
}
