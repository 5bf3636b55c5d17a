//! Signing in and out.

use rocket::http::{ContentType, Header};
use serde_json::json;
use web::Caller;

use crate::domain::account::{Account, Role};
use crate::domain::password::{Cost, Password, hash_here};
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, OWN, PASSWORD, World, encode};
use crate::{server, store};

#[test]
fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let world = World::new();
    world.voter("ada@example.org");
    let attempt = |email: &str, password: &str| {
        let answer =
            world.post_json("/api/v1/sessions", None, &json!({ "email": email, "password": password }));
        (answer.status, answer.text)
    };
    let wrong = attempt("ada@example.org", "wrong password");
    assert_eq!(wrong.0, 401);
    for (email, password) in
        [("ben@example.org", PASSWORD), ("not an address", PASSWORD), ("ada@example.org", "")]
    {
        assert_eq!(attempt(email, password), wrong, "{email}");
    }
    let page = world.post_form("/sign-in", &[("email", "ada@example.org"), ("password", "wrong password")]);
    assert_eq!(page.status, 401);
    assert!(
        page.text.contains("The address or the password is wrong.") && page.text.contains("ada@example.org")
    );
    assert!(page.all("Set-Cookie").is_empty());
}

#[test]
fn wrong_passwords_behind_a_proxy_make_wait_who_tries_them_and_nobody_else() {
    let world = World::new();
    world.voter("ada@example.org");
    let attempt = |peer: &str, caller: &str, password: &str| {
        let body = json!({ "email": "ada@example.org", "password": password });
        world.post_json_from(peer, caller, "/api/v1/sessions", &body)
    };
    for _ in 0..20 {
        assert_eq!(attempt("127.0.0.1", "203.0.113.1", "wrong password").status, 401);
    }
    let refused = attempt("127.0.0.1", "203.0.113.1", "wrong password");
    assert_eq!((refused.status, refused.problem().as_str()), (429, "too-many-requests"));
    assert!(refused.header("Retry-After").parse::<u32>().unwrap() > 0);
    assert_eq!(attempt("127.0.0.1", "203.0.113.2", PASSWORD).status, 200);
    // Who is no proxy is believed nothing: neither that it is the voter, nor that it is a new caller each time.
    for number in 0..20 {
        assert_eq!(attempt("203.0.113.3", &format!("198.51.100.{number}"), "wrong password").status, 401);
    }
    assert_eq!(attempt("203.0.113.3", "203.0.113.2", PASSWORD).status, 429);
    assert_eq!(attempt("127.0.0.1", "198.51.100.1", PASSWORD).status, 200);
}

#[test]
fn where_too_many_passwords_wait_one_more_is_told_to_come_again_and_links_need_none() {
    let world = World::new();
    let admin = world.admin_token();
    world.poll(&admin, &["ada@example.org"]);
    world.voter("ben@example.org");
    let mail = world.mails("invitation", "ada@example.org").remove(0);
    let link = mail.split("/sign-in/link?token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let places = world.registrar.passwords.fill();
    let before = world.registrar.passwords.work_done();
    let body = json!({ "email": "ben@example.org", "password": PASSWORD });
    let form = [("email", "ben@example.org"), ("password", PASSWORD)];
    for refused in [world.post_json("/api/v1/sessions", None, &body), world.post_form("/sign-in", &form)] {
        assert_eq!(refused.status, 503, "{}", refused.text);
        assert!(refused.header("Retry-After").parse::<u32>().unwrap() > 0);
    }
    let entered = world.post_json("/api/v1/sessions/link", None, &json!({ "token": link }));
    assert_eq!(entered.status, 200, "{}", entered.text);
    assert_eq!(world.registrar.passwords.work_done(), before);
    drop(places);
    assert_eq!(world.post_json("/api/v1/sessions", None, &body).status, 200);
}

#[test]
fn the_page_too_says_when_to_come_again() {
    let world = World::new();
    let form = [("email", "ada@example.org"), ("password", "wrong password")];
    let before = world.post_form("/sign-in", &form);
    assert_eq!((before.status, before.all("Retry-After")), (401, Vec::new()));
    rocket::execute(async {
        while world.registrar.limits.attempt("ada@example.org", &Caller::UNKNOWN).await.is_ok() {}
    });
    let refused = world.post_form("/sign-in", &form);
    assert_eq!(refused.status, 429);
    assert!((1..=900).contains(&refused.header("Retry-After").parse::<u32>().unwrap()));
}

#[test]
fn the_session_cookie_is_as_strict_as_the_hand_over_allows() {
    let world = World::new();
    world.voter("ada@example.org");
    let answer = world.post_form("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]);
    let cookies = answer.all("Set-Cookie");
    assert_eq!(cookies.len(), 1);
    assert!(cookies[0].starts_with("__Host-session="));
    for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookies[0].contains(attribute), "{}", cookies[0]);
    }
    assert!(!cookies[0].contains("Domain"));
}

#[test]
fn sessions_end_by_signing_out_and_by_time() {
    let world = World::new();
    let token = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    let cookie = world.client.cookies().get("__Host-session").unwrap().value().to_owned();
    world.at(12 * 3600 - 1);
    assert_eq!(world.get("/me", None).status, 200);
    assert_eq!(world.post_form("/sign-out", &[]).status, 303);
    assert!(world.client.cookies().get("__Host-session").is_none());
    // The old cookie is void at the server, not just forgotten by the browser.
    let page = world.client.get("/me").cookie(("__Host-session", cookie)).dispatch();
    assert_eq!(page.status().code, 303);
    drop(page);
    assert_eq!(world.get("/api/v1/me", Some(&token)).status, 200);
    world.at(24 * 3600);
    assert_eq!(world.get("/api/v1/me", Some(&token)).status, 401);
    let token = world.token("ada@example.org");
    let delete = |token: &str| {
        let header = rocket::http::Header::new("Authorization", format!("Bearer {token}"));
        world.client.delete("/api/v1/sessions/current").header(header).dispatch().status().code
    };
    assert_eq!(delete(&token), 204);
    assert_eq!(delete(&token), 401);
}

#[test]
fn signing_in_leads_back_but_never_elsewhere() {
    let world = World::new();
    world.voter("ada@example.org");
    let on = |next: &str| {
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", next)];
        world.post_form("/sign-in", &fields).header("Location").to_owned()
    };
    assert_eq!(on(""), "/me");
    assert_eq!(on("/admin/polls"), "/admin/polls");
    for evil in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        assert_eq!(on(evil), "/me");
    }
    let asked = world.other_browser();
    let answer = asked.get("/admin/polls/new").dispatch();
    assert_eq!(answer.headers().get_one("Location"), Some("/sign-in?next=/admin/polls/new"));
}

#[test]
fn two_hundred_who_sign_in_at_once_get_in_or_are_asked_to_wait() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let hash = hash_here(&Password::parse(PASSWORD).unwrap(), Cost::default());
        let emails: Vec<String> = (0..200).map(|n| format!("v{n}@example.org")).collect();
        for email in &emails {
            let account = Account::new(email, None, Role::Voter);
            let insert = |conn: &mut web::DbConnection| store::accounts::insert(conn, &account, Some(&hash));
            assert!(world.registrar.db.run_here(insert).unwrap());
        }
        let statuses: Vec<u16> = rocket::execute(async {
            let rocket = server::build("127.0.0.1:8001".parse().unwrap(), None, &world.registrar).unwrap();
            let client = rocket::local::asynchronous::Client::untracked(rocket).await.unwrap();
            let client = &client;
            let all = emails.iter().enumerate().map(|(n, email)| async move {
                let request = if n % 2 == 0 {
                    let body = json!({ "email": email, "password": PASSWORD }).to_string();
                    client.post("/api/v1/sessions").header(ContentType::JSON).body(body)
                } else {
                    let body = encode(&[("email", email), ("password", PASSWORD)]);
                    let request = client.post("/sign-in").header(ContentType::Form).body(body);
                    request.header(Header::new("Origin", OWN))
                };
                request.dispatch().await.status().code
            });
            rocket::futures::future::join_all(all).await
        });
        let odd: Vec<&u16> =
            statuses.iter().filter(|status| ![200, 303, 429, 503].contains(status)).collect();
        assert!(odd.is_empty(), "{odd:?}");
        assert!(statuses.iter().any(|status| [200, 303].contains(status)), "{statuses:?}");
    }
}

#[test]
fn who_signs_in_gets_another_session_than_the_browser_had() {
    let world = World::new();
    world.voter("ada@example.org");
    let cookie = || world.client.cookies().get("__Host-session").unwrap().value().to_owned();
    let opens = |session: &str| {
        let page = world.other_browser();
        page.get("/me").cookie(("__Host-session", session.to_owned())).dispatch().status().code == 200
    };
    // Planted before by somebody who knows it.
    let planted = "A".repeat(43);
    let form = encode(&[("email", "ada@example.org"), ("password", PASSWORD)]);
    let post = world.client.post("/sign-in").header(ContentType::Form).header(Header::new("Origin", OWN));
    let answer = Answer::of(post.cookie(("__Host-session", planted.clone())).body(form).dispatch());
    assert_eq!(answer.status, 303, "{}", answer.text);
    let first = cookie();
    assert_ne!(first, planted);
    assert!(opens(&first) && !opens(&planted));
    world.sign_in("ada@example.org");
    let second = cookie();
    assert_ne!(first, second);
    assert!(opens(&second) && !opens(&first), "the session before has ended");
}
