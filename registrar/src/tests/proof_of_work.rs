//! Work that is asked for before a mail is written: by the API, by pages with their script, and without scripts.

use crypto::encoding::{b64, hex, sha256};
use serde_json::{Value, json};

use crate::testing::{Answer, PASSWORD, World};

/// Routes of the API that make us write a mail, what is sent there, and for what the work is done.
fn doors() -> [(&'static str, Value, &'static str); 4] {
    let address = json!({ "email": "ada@example.org" });
    [
        ("/api/v1/accounts", json!({ "email": "ada@example.org", "password": PASSWORD }), "register"),
        ("/api/v1/accounts/resend", address.clone(), "register"),
        ("/api/v1/password-resets", address.clone(), "password-reset"),
        ("/api/v1/sign-in-links", address, "sign-in-link"),
    ]
}

fn world() -> World {
    let mut world = World::new();
    world.ask_for_work();
    world
}

/// The payload for a challenge, found as a client finds it.
fn solve(challenge: &Value) -> String {
    let salt = challenge["salt"].as_str().unwrap();
    let fits = |number: &u64| {
        hex(&sha256(&[salt.as_bytes(), number.to_string().as_bytes()]))
            == challenge["challenge"].as_str().unwrap()
    };
    let number = (0..=challenge["maxnumber"].as_u64().unwrap()).find(fits).unwrap();
    let mut solution = challenge.clone();
    solution["number"] = json!(number);
    b64(solution.to_string().as_bytes())
}

fn solved(world: &World, purpose: &str) -> String {
    let answer = world.get(&format!("/api/v1/proof-of-work/{purpose}"), None);
    assert_eq!(answer.status, 200, "{}", answer.text);
    solve(&answer.json())
}

fn with(body: &Value, altcha: &str) -> Value {
    let mut body = body.clone();
    body["altcha"] = json!(altcha);
    body
}

/// The challenge that a page gives to its script.
fn challenge_on(page: &Answer) -> Value {
    let quoted = page.text.split("data-challenge=\"").nth(1).unwrap().split('"').next().unwrap();
    serde_json::from_str(&quoted.replace("&quot;", "\"").replace("&amp;", "&")).unwrap()
}

#[test]
fn no_mail_is_written_for_who_has_not_worked() {
    let world = world();
    for (path, body, purpose) in doors() {
        assert_eq!(world.post_json(path, None, &body).problem(), "proof-of-work-needed", "{path}");
        let other = if purpose == "register" { "sign-in-link" } else { "register" };
        for unfit in ["x", &solved(&world, other)] {
            let answer = world.post_json(path, None, &with(&body, unfit));
            assert_eq!((answer.status, answer.problem().as_str()), (422, "proof-of-work-invalid"), "{path}");
        }
        let altcha = solved(&world, purpose);
        assert_eq!(world.post_json(path, None, &with(&body, &altcha)).status, 202, "{path}");
        let again = world.post_json(path, None, &with(&body, &altcha));
        assert_eq!(again.problem(), "proof-of-work-invalid", "{path} again");
    }
    let mails = ["verify", "sign-in", "no-account"].map(|kind| world.mails(kind, "ada@example.org").len());
    assert_eq!(mails.iter().sum::<usize>(), 4, "{mails:?}");
}

#[test]
fn a_slip_in_another_field_costs_no_work() {
    let world = world();
    let altcha = solved(&world, "register");
    let weak = json!({ "email": "ada@example.org", "password": "password12", "altcha": altcha });
    assert_eq!(world.post_json("/api/v1/accounts", None, &weak).problem(), "password-too-weak");
    let good = json!({ "email": "ada@example.org", "password": PASSWORD, "altcha": altcha });
    assert_eq!(world.post_json("/api/v1/accounts", None, &good).status, 202);
}

#[test]
fn work_is_done_in_time_and_for_a_form_that_is_there() {
    let world = world();
    let altcha = solved(&world, "sign-in-link");
    world.at(1_800);
    let body = json!({ "email": "ada@example.org", "altcha": altcha });
    let answer = world.post_json("/api/v1/sign-in-links", None, &body);
    assert!(
        answer.problem() == "proof-of-work-invalid" && answer.text.contains("too long"),
        "{}",
        answer.text
    );
    assert_eq!(world.get("/api/v1/proof-of-work/vote", None).status, 404);
}

#[test]
fn where_it_is_off_nothing_is_asked_and_no_page_has_a_script() {
    let world = World::new();
    for (path, body, purpose) in doors() {
        assert_eq!(world.get(&format!("/api/v1/proof-of-work/{purpose}"), None).status, 404);
        assert_eq!(world.post_json(path, None, &body).status, 202, "{path}");
    }
    for path in ["/register", "/password-reset", "/sign-in/link/new"] {
        let page = world.get(path, None);
        assert!(!page.text.contains("<script"), "{path}");
        assert!(!page.header("Content-Security-Policy").contains("script-src"), "{path}");
    }
}

#[test]
fn only_pages_that_ask_for_work_run_its_script_and_take_what_it_finds() {
    let world = world();
    for path in ["/", "/sign-in", "/verify?token=x"] {
        let page = world.get(path, None);
        assert!(!page.text.contains("proof-of-work.js"), "{path}");
    }
    let script = world.get("/proof-of-work.js", None);
    assert_eq!((script.status, script.header("Content-Type")), (200, "text/javascript"));
    for (path, fields) in [
        ("/register", vec![("email", "ada@example.org"), ("password", PASSWORD)]),
        ("/password-reset", vec![("email", "ada@example.org")]),
        ("/sign-in/link/new", vec![("email", "ada@example.org")]),
    ] {
        let page = world.get(path, None);
        assert!(page.text.contains("src=\"/proof-of-work.js\""), "{path}");
        let policy = page.header("Content-Security-Policy");
        assert!(policy.contains("script-src 'self'") && policy.contains("default-src 'none'"), "{policy}");
        let altcha = solve(&challenge_on(&page));
        let sent = world.post_form(path, &[fields, vec![("altcha", &altcha)]].concat());
        assert!(
            sent.status == 200 && sent.text.contains("We have written to ada@example.org"),
            "{}",
            sent.text
        );
    }
}

#[test]
fn a_browser_without_scripts_waits_and_loses_nothing_it_typed() {
    let world = world();
    let fields = |ticket: &str| {
        let (email, name, password) = ("ada@example.org", "Ada Lovelace", PASSWORD);
        let fields =
            [("email", email), ("name", name), ("password", password), ("altcha", ""), ("waited", ticket)];
        world.post_form("/register", &fields)
    };
    let ticket = world.get("/register", None).field("waited");
    world.at(5);
    let early = fields(&ticket);
    assert_eq!(early.status, 422);
    assert!(early.text.contains("please wait 10 seconds more"), "{}", early.text);
    assert!(early.text.contains("value=\"Ada Lovelace\"") && !early.text.contains(PASSWORD));
    assert_eq!(early.field("waited"), ticket, "the wait goes on");
    world.at(15);
    assert_eq!(fields(&ticket).status, 200);
    let used = fields(&ticket);
    assert_eq!(used.status, 422);
    assert_ne!(used.field("waited"), ticket, "another one is given");
    // The page that follows offers the mail once more, for another ticket.
    assert_eq!(world.post_form("/register/resend", &[("email", "ada@example.org")]).status, 422);
}

#[test]
fn who_is_signed_in_needs_no_work_for_a_link_to_their_own_address() {
    let world = world();
    world.voter("ada@example.org");
    world.sign_in("ada@example.org");
    assert_eq!(world.post_form("/password-reset", &[("email", "ada@example.org")]).status, 200);
    assert_eq!(world.post_form("/password-reset", &[("email", "ben@example.org")]).status, 422);
    assert_eq!(world.mails("reset", "ada@example.org").len(), 1);
}
