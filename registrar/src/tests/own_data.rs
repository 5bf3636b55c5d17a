//! Taking one's data along, and leaving.

use serde_json::{Value, json};

use super::links::sign_in_token;
use crate::testing::{Answer, PASSWORD, World, draft};

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
fn what_stands_on_rolls_and_what_waits_is_told_too() {
    let world = World::new();
    let admin = world.admin_token();
    let csv = "email,name,external_id\nada@example.org,Ada Lovelace,M-7\nben@example.org,Ben,M-8\n";
    let upload = |id: &str| {
        let put = world.client.put(format!("/api/v1/polls/{id}/roll")).header(rocket::http::ContentType::CSV);
        let put = put.header(rocket::http::Header::new("Authorization", format!("Bearer {admin}")));
        assert_eq!(Answer::of(put.body(csv).dispatch()).status, 200);
    };
    let mut secret = draft();
    secret["title"] = json!("Chair");
    let (id, unpublished) = (world.draft_with(&admin, &[], &draft()), world.draft_with(&admin, &[], &secret));
    upload(&id);
    upload(&unpublished);
    let published = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
    let poll = published.json()["poll"].as_str().unwrap().to_owned();
    world.mails("invitation", "ada@example.org");
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let data = world.get("/api/v1/me/export", Some(&ada));
    assert!(!data.text.contains("M-8") && !data.text.contains("Ben"), "{}", data.text);
    let data = data.json();
    let mails = json!([{ "kind": "invitation", "state": "sent", "answer": null }]);
    let entry = |poll: Option<&str>, title: &str, day: Option<&str>, mails: &Value| {
        json!({ "poll": poll, "title": title, "email": "ada@example.org", "name": "Ada Lovelace", "external_id": "M-7", "reminders": true,
            "pass_day": day, "mails": mails })
    };
    let entries =
        [entry(Some(&poll), "Board", Some("2026-12-01"), &mails), entry(None, "Chair", None, &json!([]))];
    assert_eq!(data["rolls"], json!(entries));
    assert_eq!(data["links"][0]["purpose"], "sign-in", "the link of the invitation: {data}");
    assert_eq!(data["waiting_mails"], json!(["pass-issued"]));
    let nobody = world.voter_token("cem@example.org");
    let data = world.get("/api/v1/me/export", Some(&nobody)).json();
    for list in ["rolls", "links", "waiting_mails"] {
        assert_eq!(data[list], json!([]), "{list}");
    }
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
fn who_has_no_password_to_type_says_that_they_mean_it() {
    let world = World::new();
    let admin = world.admin_token();
    world.poll(&admin, &["ada@example.org"]);
    let token = sign_in_token(&world.mails("invitation", "ada@example.org")[0]);
    assert_eq!(world.post_form("/sign-in/link", &[("token", &token)]).status, 303);
    let pressed = world.post_form("/me/security/delete", &[]);
    assert!(pressed.status == 422 && pressed.text.contains("href=\"#delete-sure\">Tick"), "{}", pressed.text);
    assert_eq!(world.get("/me", None).status, 200);
    let done = world.post_form("/me/security/delete", &[("sure", "on")]);
    assert!(done.status == 200 && done.text.contains("is deleted"), "{}", done.text);
    assert_eq!(world.get("/me", None).status, 303);
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
