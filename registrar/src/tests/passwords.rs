//! Forgotten and changed passwords, and signing out everywhere.

use rocket::http::{ContentType, Header};
use serde_json::json;

use crate::domain::password::{Cost, Password, hash_here};
use crate::store;
use crate::testing::{OWN, PASSWORD, World, encode};

const NEW: &str = "battery staple paper";

fn link(mail: &str) -> String {
    mail.split("/password-reset/confirm?token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn ask(world: &World, email: &str) -> (u16, String) {
    let answer = world.post_json("/api/v1/password-resets", None, &json!({ "email": email }));
    (answer.status, answer.text)
}

#[test]
fn a_forgotten_password_is_replaced_once_and_ends_all_sessions() {
    let world = World::new();
    let bearer = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    let answer = world.post_form("/password-reset", &[("email", "Ada@example.org")]);
    assert_eq!(answer.status, 200);
    let token = link(&world.mails("reset", "ada@example.org")[0]);
    // Mail scanners open links: nothing is used up by that.
    for _ in 0..2 {
        let page = world.get(&format!("/password-reset/confirm?token={token}"), None);
        assert!(page.status == 200 && page.text.contains("ada@example.org"), "{}", page.text);
    }
    let set = |password: &str| {
        world.post_form("/password-reset/confirm", &[("token", &token), ("password", password)])
    };
    let short = set("short");
    assert_eq!(short.status, 422);
    assert!(short.text.contains("10 to 256") && short.field("token") == token);
    assert_eq!(set(NEW).status, 200);
    assert_eq!(set("yet another password").status, 422, "a link works once");
    assert_eq!(world.get("/api/v1/me", Some(&bearer)).status, 401);
    assert_eq!(world.get("/me", None).status, 303);
    assert_eq!(world.mails("password-changed", "ada@example.org").len(), 1);
    let sign_in = |password: &str| {
        world.post_json(
            "/api/v1/sessions",
            None,
            &json!({ "email": "ada@example.org", "password": password }),
        )
    };
    assert_eq!((sign_in(PASSWORD).status, sign_in(NEW).status), (401, 200));
}

#[test]
fn a_reset_makes_every_other_link_to_the_account_void() {
    let world = World::new();
    world.voter("ada@example.org");
    for _ in 0..2 {
        assert_eq!(ask(&world, "ada@example.org").0, 202);
    }
    let tokens: Vec<_> = world.mails("reset", "ada@example.org").iter().map(|mail| link(mail)).collect();
    assert_eq!(tokens.len(), 2);
    let confirm = |token: &str| {
        let body = json!({ "token": token, "password": NEW });
        world.post_json("/api/v1/password-resets/confirm", None, &body)
    };
    let answer = confirm(&tokens[0]);
    assert_eq!((answer.status, answer.json()), (200, json!({ "email": "ada@example.org" })));
    for token in [&tokens[1], "", "x", &"A".repeat(43)] {
        let answer = confirm(token);
        assert_eq!((answer.status, answer.problem().as_str()), (422, "link-invalid"));
    }
}

#[test]
fn a_link_to_a_new_password_lasts_an_hour_and_opens_nothing_else() {
    let world = World::new();
    world.voter("ada@example.org");
    ask(&world, "ada@example.org");
    let token = link(&world.mails("reset", "ada@example.org")[0]);
    let body = json!({ "token": token });
    for path in ["/api/v1/sessions/link", "/api/v1/accounts/verify"] {
        assert_eq!(world.post_json(path, None, &body).problem(), "link-invalid", "{path}");
    }
    world.at(3600);
    assert_eq!(world.get(&format!("/password-reset/confirm?token={token}"), None).status, 422);
    let body = json!({ "token": token, "password": NEW });
    assert_eq!(world.post_json("/api/v1/password-resets/confirm", None, &body).problem(), "link-invalid");
}

/// Not the clock is looked at but what was done: as many rows and mails for an address without an account.
#[test]
fn known_and_unknown_addresses_cause_the_same_answers_and_the_same_work() {
    let rows = |world: &World| {
        world.registrar.db.run_here(|conn| -> Result<_, web::DbError> {
            use diesel::prelude::*;
            let links: i64 = crate::store::schema::single_use::table.count().get_result(conn)?;
            let mails: i64 = crate::store::schema::outbox::table.count().get_result(conn)?;
            Ok((links, mails))
        })
    };
    for path in ["/api/v1/password-resets", "/api/v1/sign-in-links"] {
        let world = World::new();
        world.voter("ada@example.org");
        let ask = |email: &str| {
            let answer = world.post_json(path, None, &json!({ "email": email }));
            (answer.status, answer.text, rows(&world).unwrap())
        };
        let known = ask("ada@example.org");
        let unknown = ask("ben@example.org");
        assert_eq!((known.0, &known.1), (202, &unknown.1));
        assert_eq!((known.2, unknown.2), ((1, 1), (2, 2)), "{path}");
    }
    let world = World::new();
    world.voter("ada@example.org");
    let page = |email: &str| {
        let answer = world.post_form("/password-reset", &[("email", email)]);
        (answer.status, answer.text.replace(email, ""))
    };
    assert_eq!(page("ada@example.org"), page("ben@example.org"));
    let told = &world.mails("no-account", "ben@example.org")[0];
    assert!(told.contains("It has no account there") && told.contains("/sign-in/link?token="));
}

#[test]
fn mails_to_an_address_are_limited() {
    let world = World::new();
    world.voter("ada@example.org");
    for _ in 0..25 {
        assert_eq!(ask(&world, "ada@example.org").0, 202);
    }
    assert_eq!(world.mails("reset", "ada@example.org").len(), 20);
}

#[test]
fn what_is_no_address_is_said_so() {
    let world = World::new();
    for path in ["/api/v1/password-resets", "/api/v1/sign-in-links", "/api/v1/accounts/resend"] {
        let answer = world.post_json(path, None, &json!({ "email": "ada" }));
        assert_eq!((answer.status, answer.problem().as_str()), (422, "malformed-request"), "{path}");
        assert_eq!(answer.json()["field"], "email");
    }
    for path in ["/password-reset", "/sign-in/link/new"] {
        let answer = world.post_form(path, &[("email", "<ada")]);
        assert_eq!(answer.status, 422, "{path}");
        assert!(answer.text.contains("error-summary") && answer.text.contains("&lt;ada"));
    }
}

#[test]
fn changing_the_password_asks_for_the_old_one_and_ends_the_other_sessions() {
    let world = World::new();
    let elsewhere = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    let before = world.client.cookies().get("__Host-session").unwrap().value().to_owned();
    let change = |current: &str, password: &str| {
        world.post_form("/me/security/password", &[("current", current), ("password", password)])
    };
    for (current, password, fault) in
        [("wrong password", NEW, "not your present password"), (PASSWORD, "short", "10 to 256")]
    {
        let answer = change(current, password);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains(fault) && answer.text.contains("error-summary"), "{}", answer.text);
    }
    assert_eq!(world.get("/api/v1/me", Some(&elsewhere)).status, 200);
    assert_eq!(change(PASSWORD, NEW).header("Location"), "/me/security?done=password");
    assert_eq!(world.get("/api/v1/me", Some(&elsewhere)).status, 401);
    let after = world.client.cookies().get("__Host-session").unwrap().value().to_owned();
    assert_ne!(before, after);
    assert_eq!(world.get("/me/security", None).status, 200);
    assert_eq!(world.mails("password-changed", "ada@example.org").len(), 1);
}

#[test]
fn the_api_changes_the_password_too() {
    let world = World::new();
    let bearer = world.voter_token("ada@example.org");
    let change = |current: &str, password: &str, token: &str| {
        let body = json!({ "current": current, "password": password });
        world.post_json("/api/v1/me/password", Some(token), &body)
    };
    assert_eq!(change("wrong password", NEW, &bearer).problem(), "password-wrong");
    assert_eq!(change(PASSWORD, "short", &bearer).problem(), "malformed-request");
    let answer = change(PASSWORD, NEW, &bearer);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let fresh = answer.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(world.get("/api/v1/me", Some(&bearer)).status, 401);
    assert_eq!(world.get("/api/v1/me", Some(&fresh)).status, 200);
}

#[test]
fn guessing_the_present_password_is_limited() {
    let world = World::new();
    world.voter("ada@example.org");
    world.sign_in("ada@example.org");
    let guess = || {
        let fields = [("current", "wrong password"), ("password", NEW)];
        let post = world
            .client
            .post("/me/security/password")
            .header(ContentType::Form)
            .header(Header::new("Origin", OWN))
            .remote("203.0.113.7:4711".parse().unwrap())
            .body(encode(&fields));
        post.dispatch().status().code
    };
    let answers: Vec<u16> = (0..25).map(|_| guess()).collect();
    assert_eq!((answers[0], answers[24]), (422, 429));
}

#[test]
fn signing_out_everywhere_ends_every_session() {
    let world = World::new();
    let (first, second) = (world.voter_token("ada@example.org"), world.token("ada@example.org"));
    let other = world.voter_token("ben@example.org");
    world.sign_in("ada@example.org");
    assert_eq!(world.post_form("/me/security/sign-out", &[]).header("Location"), "/sign-in");
    assert_eq!(world.get("/me", None).status, 303);
    for token in [&first, &second] {
        assert_eq!(world.get("/api/v1/me", Some(token)).status, 401);
    }
    let header = Header::new("Authorization", format!("Bearer {other}"));
    assert_eq!(world.client.delete("/api/v1/sessions").header(header).dispatch().status().code, 204);
    assert_eq!(world.get("/api/v1/me", Some(&other)).status, 401);
}

#[test]
fn a_password_that_is_easy_to_guess_is_refused_wherever_one_is_chosen() {
    let world = World::new();
    let bearer = world.voter_token("ada.lovelace@example.org");
    let weak = ["lovelace2026", "qwertyuiop", "aaaaaaaaaaaaaaaa"];
    let refused = |path: &str, token: Option<&str>, body: &serde_json::Value| {
        let answer = world.post_json(path, token, body);
        assert_eq!((answer.status, answer.problem().as_str()), (422, "password-too-weak"), "{path} {body}");
        assert!(answer.text.contains("several unusual words"), "{}", answer.text);
    };
    world.post_json("/api/v1/password-resets", None, &json!({ "email": "ada.lovelace@example.org" }));
    let link = link(&world.mails("reset", "ada.lovelace@example.org")[0]);
    for password in weak {
        refused("/api/v1/accounts", None, &json!({ "email": "lovelace@example.org", "password": password }));
        let change = json!({ "current": PASSWORD, "password": password });
        refused("/api/v1/me/password", Some(&bearer), &change);
        let reset = json!({ "token": link, "password": password });
        refused("/api/v1/password-resets/confirm", None, &reset);
        let page = world.post_form("/register", &[("email", "lovelace@example.org"), ("password", password)]);
        assert!(page.status == 422 && page.text.contains("easy to guess"), "{}", page.text);
    }
    let reset = json!({ "token": link, "password": NEW });
    assert_eq!(world.post_json("/api/v1/password-resets/confirm", None, &reset).status, 200);
}

#[test]
fn a_hash_of_another_cost_is_made_anew_at_the_next_sign_in() {
    let world = World::new();
    let id = world.voter("ada@example.org").id;
    let hash = || {
        let stored = |conn: &mut web::DbConnection| store::accounts::password_hash(conn, &id);
        world.registrar.db.run_here(stored).unwrap().unwrap()
    };
    let dear = Cost { passes: 3, ..Cost::default() };
    let other = hash_here(&Password::parse(PASSWORD).unwrap(), dear);
    world.registrar.db.run_here(|conn| store::accounts::set_password(conn, &id, &other)).unwrap();
    let wrong = json!({ "email": "ada@example.org", "password": "wrong password" });
    assert_eq!(world.post_json("/api/v1/sessions", None, &wrong).status, 401);
    assert_eq!(hash(), other);
    world.token("ada@example.org");
    let fresh = hash();
    assert!(fresh.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{fresh}");
    world.token("ada@example.org");
    assert_eq!(hash(), fresh, "once");
}
