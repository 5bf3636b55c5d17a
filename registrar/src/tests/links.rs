//! Signing in by mail, and mails that are sent again.

use serde_json::json;

use crate::testing::{PASSWORD, World, draft, encode};

fn token_in(mail: &str, before: &str) -> String {
    mail.split(before).nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

pub(super) fn sign_in_token(mail: &str) -> String {
    token_in(mail, "/sign-in/link?token=")
}

#[test]
fn a_link_signs_in_once_in_a_browser_that_knows_nothing() {
    let world = World::new();
    world.voter("ada@example.org");
    let answer =
        world.post_form("/sign-in/link/new", &[("email", "ada@example.org"), ("next", "/admin/polls")]);
    assert_eq!(answer.status, 200);
    let token = sign_in_token(&world.mails("sign-in", "ada@example.org")[0]);
    for _ in 0..2 {
        let page = world.get(&format!("/sign-in/link?token={token}"), None);
        assert!(page.status == 200 && page.text.contains("Sign in as ada@example.org"), "{}", page.text);
        assert!(page.all("Set-Cookie").is_empty(), "opening the link alone signs nobody in");
    }
    let answer = world.post_form("/sign-in/link", &[("token", &token)]);
    assert_eq!((answer.status, answer.header("Location")), (303, "/admin/polls"));
    assert!(world.get("/me", None).text.contains("Signed in as ada@example.org"));
    let stranger = world.other_browser();
    let post = stranger
        .post("/sign-in/link")
        .header(rocket::http::ContentType::Form)
        .header(rocket::http::Header::new("Origin", crate::testing::OWN))
        .body(encode(&[("token", &token)]));
    assert_eq!(post.dispatch().status().code, 422);
    assert!(stranger.cookies().get("__Host-session").is_none());
    // The password is what it was.
    world.sign_in("ada@example.org");
}

#[test]
fn an_invited_member_who_never_registered_votes_from_the_invitation() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let token = sign_in_token(&world.mails("invitation", "ada@example.org")[0]);
    let answer = world.post_json("/api/v1/sessions/link", None, &json!({ "token": token }));
    assert_eq!(answer.status, 200, "{}", answer.text);
    let bearer = answer.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(world.get("/api/v1/me", Some(&bearer)).json()["email"], "ada@example.org");
    assert_eq!(world.ask(&poll, &bearer, &world.request(&poll)).status, 200);
    // There is no password, and so none that opens the account.
    for password in ["", PASSWORD] {
        let body = json!({ "email": "ada@example.org", "password": password });
        assert_eq!(world.post_json("/api/v1/sessions", None, &body).status, 401);
    }
    let again = world.post_json("/api/v1/sessions/link", None, &json!({ "token": token }));
    assert_eq!(again.problem(), "link-invalid");
}

#[test]
fn an_invitation_leads_to_its_poll_until_voting_closes() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll_with(&admin, &["ada@example.org", "ben@example.org"], &draft());
    let ada = sign_in_token(&world.mails("invitation", "ada@example.org")[0]);
    let ben = sign_in_token(&world.mails("invitation", "ben@example.org")[0]);
    world.at(7199);
    let answer = world.post_form("/sign-in/link", &[("token", &ada)]);
    assert_eq!((answer.status, answer.header("Location")), (303, format!("/polls/{poll}").as_str()));
    world.at(7200);
    assert_eq!(world.post_form("/sign-in/link", &[("token", &ben)]).status, 422);
}

#[test]
fn a_link_to_an_unknown_address_makes_its_account_and_voids_strangers_registrations() {
    let world = World::new();
    let registered = json!({ "email": "ada@example.org", "password": "the stranger's own" });
    assert_eq!(world.post_json("/api/v1/accounts", None, &registered).status, 202);
    let evil = token_in(&world.mails("verify", "ada@example.org")[0], "/verify?token=");
    world.post_json("/api/v1/sign-in-links", None, &json!({ "email": "ada@example.org" }));
    let token = sign_in_token(&world.mails("sign-in", "ada@example.org")[0]);
    assert_eq!(world.post_json("/api/v1/sessions/link", None, &json!({ "token": token })).status, 200);
    let answer = world.post_json("/api/v1/accounts/verify", None, &json!({ "token": evil }));
    assert_eq!(answer.problem(), "link-invalid");
    assert_eq!(world.post_json("/api/v1/sessions", None, &registered).status, 401);
}

#[test]
fn a_link_that_was_asked_for_lasts_an_hour() {
    let world = World::new();
    world.post_json("/api/v1/sign-in-links", None, &json!({ "email": "ada@example.org" }));
    let token = sign_in_token(&world.mails("sign-in", "ada@example.org")[0]);
    world.at(3600);
    for bad in [token.as_str(), "", "x", &"A".repeat(43)] {
        let answer = world.post_json("/api/v1/sessions/link", None, &json!({ "token": bad }));
        assert_eq!((answer.status, answer.problem().as_str()), (422, "link-invalid"), "{bad}");
        assert_eq!(world.get(&format!("/sign-in/link?token={bad}"), None).status, 422);
    }
}

#[test]
fn who_has_no_password_gets_one_by_mail() {
    let world = World::new();
    world.post_json("/api/v1/sign-in-links", None, &json!({ "email": "ada@example.org" }));
    let token = sign_in_token(&world.mails("sign-in", "ada@example.org")[0]);
    assert_eq!(world.post_form("/sign-in/link", &[("token", &token)]).status, 303);
    let page = world.get("/me/security", None);
    assert!(page.text.contains("You sign in by mail") && !page.text.contains("name=\"current\""));
    assert_eq!(world.post_form("/password-reset", &[("email", &page.field("email"))]).status, 200);
    let reset = token_in(&world.mails("reset", "ada@example.org")[0], "confirm?token=");
    let set = [("token", reset.as_str()), ("password", PASSWORD)];
    assert_eq!(world.post_form("/password-reset/confirm", &set).status, 200);
    world.sign_in("ada@example.org");
}

#[test]
fn without_a_password_only_a_fresh_session_changes_anything() {
    let world = World::new();
    world.post_json("/api/v1/sign-in-links", None, &json!({ "email": "ada@example.org" }));
    let token = sign_in_token(&world.mails("sign-in", "ada@example.org")[0]);
    let answer = world.post_json("/api/v1/sessions/link", None, &json!({ "token": token }));
    let bearer = answer.json()["token"].as_str().unwrap().to_owned();
    let body = json!({ "password": PASSWORD });
    world.at(900);
    assert_eq!(world.post_json("/api/v1/me/password", Some(&bearer), &body).problem(), "sign-in-again");
    world.at(899);
    assert_eq!(world.post_json("/api/v1/me/password", Some(&bearer), &body).status, 200);
    world.sign_in("ada@example.org");
}

#[test]
fn a_lost_mail_of_a_registration_is_sent_again() {
    let world = World::new();
    let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
    let page = world.post_form("/register", &fields);
    assert!(page.text.contains("action=\"/register/resend\""));
    let again = world.post_form("/register/resend", &[("email", &page.field("email"))]);
    assert_eq!(again.status, 200);
    let mails = world.mails("verify", "ada@example.org");
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert_eq!(
            world.get(&format!("/verify?token={}", token_in(&mail, "/verify?token=")), None).status,
            200
        );
    }
}

#[test]
fn sending_again_tells_a_stranger_nothing() {
    let world = World::new();
    world.voter("ada@example.org");
    world.post_json("/api/v1/accounts", None, &json!({ "email": "ben@example.org", "password": PASSWORD }));
    world.mails("verify", "ben@example.org");
    let ask = |email: &str| {
        let answer = world.post_json("/api/v1/accounts/resend", None, &json!({ "email": email }));
        (answer.status, answer.text)
    };
    let answers = [ask("ada@example.org"), ask("ben@example.org"), ask("cem@example.org")];
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == 202));
    assert_eq!(world.mails("already-registered", "ada@example.org").len(), 1);
    assert_eq!(world.mails("verify", "ben@example.org").len(), 2);
    assert_eq!(world.mails("no-account", "cem@example.org").len(), 1);
}
