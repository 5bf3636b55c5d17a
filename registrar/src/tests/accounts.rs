//! Registering and confirming.

use serde_json::json;

use crate::store;
use crate::testing::{PASSWORD, World};

fn link(mail: &str) -> String {
    mail.split("/verify?token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

#[test]
fn what_is_no_account_is_refused_with_the_field_at_fault() {
    let world = World::new();
    for (body, status, name) in [
        (json!({}), 422, "malformed-json"),
        (json!({ "email": "ada@example.org" }), 422, "malformed-json"),
        (json!({ "email": "ada", "password": PASSWORD }), 422, "malformed-request"),
        (json!({ "email": "ada@example.org", "password": "short" }), 422, "malformed-request"),
        (
            json!({ "email": "ada@example.org", "password": PASSWORD, "name": "x".repeat(201) }),
            422,
            "malformed-request",
        ),
        (json!({ "email": "ada@example.org", "password": PASSWORD, "role": "admin" }), 422, "unknown-field"),
        (json!({ "email": "ada@example.org", "password": "x".repeat(70_000) }), 413, "too-large"),
    ] {
        let answer = world.post_json("/api/v1/accounts", None, &body);
        assert_eq!((answer.status, answer.problem().as_str()), (status, name));
    }
    for (fields, text) in [
        (&[][..], "not an e-mail address"),
        (&[("email", "ada@example.org"), ("password", "short")], "10 to 256"),
        (&[("email", "<script>"), ("password", PASSWORD)], "not an e-mail address"),
    ] {
        let answer = world.post_form("/register", fields);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains(text) && answer.text.contains("error-summary"), "{}", answer.text);
        assert!(!answer.text.contains("<script>"));
    }
    assert!(std::fs::read_dir(world.outbox()).unwrap().next().is_none());
}

#[test]
fn a_person_registers_and_confirms_on_pages() {
    let world = World::new();
    let fields = [("email", " Ada@Example.ORG"), ("name", "Ada"), ("password", PASSWORD)];
    let answer = world.post_form("/register", &fields);
    assert_eq!(answer.status, 200);
    assert!(answer.text.contains("ada@example.org"));
    let mails = world.mails("verify", "ada@example.org");
    assert_eq!(mails.len(), 1);
    let token = link(&mails[0]);
    // Opening the link changes nothing yet, however often a mail scanner opens it.
    for _ in 0..2 {
        assert_eq!(world.get(&format!("/verify?token={token}"), None).status, 200);
    }
    assert_eq!(
        world.post_form("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).status,
        401
    );
    assert_eq!(world.post_form("/verify", &[("token", &token)]).status, 200);
    assert_eq!(world.post_form("/verify", &[("token", &token)]).status, 422);
    world.sign_in("ada@example.org");
}

#[test]
fn a_known_address_is_told_by_mail_alone() {
    let world = World::new();
    world.voter("ada@example.org");
    let body = |email: &str| json!({ "email": email, "password": "another password" });
    let known = world.post_json("/api/v1/accounts", None, &body("ada@example.org"));
    let unknown = world.post_json("/api/v1/accounts", None, &body("ben@example.org"));
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
    assert_eq!(known.status, 202);
    assert_eq!(world.mails("already-registered", "ada@example.org").len(), 1);
    assert_eq!(world.mails("verify", "ada@example.org").len(), 0);
    assert_eq!(world.mails("verify", "ben@example.org").len(), 1);
    // And nobody gets in with the password of the second attempt.
    let attempt = json!({ "email": "ada@example.org", "password": "another password" });
    assert_eq!(world.post_json("/api/v1/sessions", None, &attempt).status, 401);
}

#[test]
fn a_link_expires_and_confirms_its_own_registration_only() {
    let world = World::new();
    for password in ["first password", "second password"] {
        let body = json!({ "email": "ada@example.org", "password": password });
        assert_eq!(world.post_json("/api/v1/accounts", None, &body).status, 202);
    }
    let mails = world.mails("verify", "ada@example.org");
    assert_eq!(mails.len(), 2);
    let tokens: Vec<_> = mails.iter().map(|mail| link(mail)).collect();
    world.at(48 * 3600);
    for token in &tokens {
        let answer = world.post_json("/api/v1/accounts/verify", None, &json!({ "token": token }));
        assert_eq!((answer.status, answer.problem().as_str()), (422, "link-invalid"));
    }
    world.at(48 * 3600 - 1);
    let mut opened = 0;
    for token in &tokens {
        let answer = world.post_json("/api/v1/accounts/verify", None, &json!({ "token": token }));
        opened += usize::from(answer.status == 200);
    }
    assert_eq!(opened, 1);
    for bad in ["", "x", "%", &"A".repeat(43)] {
        let answer = world.post_json("/api/v1/accounts/verify", None, &json!({ "token": bad }));
        assert_eq!(answer.status, 422, "{bad}");
    }
}

/// What a request leaves behind: hashes computed, links remembered, mails queued.
fn work(world: &World, request: impl FnOnce()) -> (usize, i64, i64) {
    let count = || {
        let rows = |conn: &mut web::DbConnection| store::tests::rows_of_links_and_mails(conn);
        let (links, mails) = world.registrar.db.run_here(rows).unwrap();
        (world.registrar.passwords.work_done(), links, mails)
    };
    let before = count();
    request();
    let after = count();
    (after.0 - before.0, after.1 - before.1, after.2 - before.2)
}

#[test]
fn a_stranger_learns_of_no_account_by_registering_its_address() {
    let world = World::new();
    world.voter("ada@example.org");
    let attempt = |path: &str, body: &serde_json::Value| {
        let answer = world.post_json(path, None, body);
        (answer.status, answer.text)
    };
    // Ada has an account, Ben has none. The stranger does everything to both.
    for (path, hashes, rows) in [
        ("/api/v1/accounts", 1, 1),
        ("/api/v1/sessions", 1, 0),
        ("/api/v1/accounts/resend", 0, 1),
        ("/api/v1/sessions", 1, 0),
        ("/api/v1/password-resets", 0, 1),
        ("/api/v1/sign-in-links", 0, 1),
        ("/api/v1/sessions", 1, 0),
    ] {
        let mut answers = Vec::new();
        for email in ["ada@example.org", "ben@example.org"] {
            let mut body = json!({ "email": email });
            if hashes > 0 {
                body["password"] = json!("the stranger's own");
            }
            let done = work(&world, || answers.push(attempt(path, &body)));
            assert_eq!(done, (hashes, rows, rows), "{path} {email}");
        }
        assert_eq!(answers[0], answers[1], "{path}");
    }
    let pages: Vec<_> = ["ada@example.org", "ben@example.org"]
        .iter()
        .map(|email| {
            let fields = [("email", *email), ("password", "the stranger's own")];
            let answer = world.post_form("/sign-in", &fields);
            (answer.status, answer.text.replace(email, ""))
        })
        .collect();
    assert_eq!(pages[0], pages[1]);
    assert!(pages[0].1.contains("not opened the link"), "{}", pages[0].1);
}

#[test]
fn mails_about_registrations_fill_no_mailbox() {
    let world = World::new();
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    for caller in ["203.0.113.1", "203.0.113.2"] {
        for _ in 0..9 {
            assert_eq!(world.post_json_from("127.0.0.1", caller, "/api/v1/accounts", &body).status, 202);
        }
    }
    assert_eq!(world.mails("verify", "ada@example.org").len(), 5 + 5);
}

#[test]
fn who_registers_twice_is_led_into_the_account() {
    let world = World::new();
    world.voter("ada@example.org");
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    assert_eq!(world.post_json("/api/v1/accounts", None, &body).status, 202);
    let mail = world.mails("already-registered", "ada@example.org").remove(0);
    let link = mail.split("/sign-in/link?token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let opened = world.post_json("/api/v1/sessions/link", None, &json!({ "token": link }));
    assert_eq!(opened.status, 200, "{}", opened.text);
}

#[test]
fn secrets_are_nowhere_in_the_database() {
    let world = World::new();
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    world.post_json("/api/v1/accounts", None, &body);
    let token = link(&world.mails("verify", "ada@example.org")[0]);
    world.voter("ben@example.org");
    let bearer = world.token("ben@example.org");
    let mut bytes = std::fs::read(world.database_file()).unwrap();
    bytes.extend(std::fs::read(world.database_file().with_extension("sqlite-wal")).unwrap_or_default());
    let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(holds("ada@example.org"));
    assert!(!holds(PASSWORD) && !holds(&bearer));
    // The link lay in the queued mail until it was sent; the row is gone, its bytes may still be in the journal.
    world
        .registrar
        .db
        .run_here(|conn| -> Result<(), web::DbError> {
            use diesel::connection::SimpleConnection as _;
            Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?)
        })
        .unwrap();
    let bytes = std::fs::read(world.database_file()).unwrap();
    assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
}

#[test]
fn who_opens_a_link_in_another_browser_needs_the_password_of_that_registration() {
    let world = World::new();
    let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
    assert_eq!(world.post_form("/register", &fields).status, 200);
    let cookie = world.client.cookies().get("__Host-registration").unwrap().to_string();
    for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let token = link(&world.mails("verify", "ada@example.org")[0]);
    assert!(!world.get(&format!("/verify?token={token}"), None).text.contains("type=\"password\""));

    // A stranger has registered her address with a password of their own; she opens that mail.
    let stranger = world.other_browser();
    let post = stranger
        .post("/register")
        .header(rocket::http::ContentType::Form)
        .header(rocket::http::Header::new("Origin", crate::testing::OWN))
        .body(crate::testing::encode(&[("email", "ada@example.org"), ("password", "the stranger's own")]));
    assert_eq!(post.dispatch().status().code, 200);
    let mails = world.mails("verify", "ada@example.org");
    let evil = mails.iter().map(|mail| link(mail)).find(|other| *other != token).unwrap();
    assert!(world.get(&format!("/verify?token={evil}"), None).text.contains("type=\"password\""));
    for password in ["", PASSWORD] {
        let answer = world.post_form("/verify", &[("token", &evil), ("password", password)]);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("someone else has typed your address"));
    }
    assert_eq!(world.post_form("/verify", &[("token", &token)]).status, 200);
    world.sign_in("ada@example.org");
    assert_eq!(
        world.post_form("/verify", &[("token", &evil), ("password", "the stranger's own")]).status,
        422
    );
}

#[test]
fn the_password_opens_a_link_on_another_device() {
    let world = World::new();
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    assert_eq!(world.post_json("/api/v1/accounts", None, &body).status, 202);
    let token = link(&world.mails("verify", "ada@example.org")[0]);
    assert_eq!(world.post_form("/verify", &[("token", &token)]).status, 422);
    let answer = world.post_form("/verify", &[("token", &token), ("password", PASSWORD)]);
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let world = World::new();
    let input = |page: &str, name: &str| {
        let start = page.split(&format!("<input id=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("{page}"));
        start.split('>').next().unwrap().to_owned()
    };
    for (name, address, password, described) in [
        ("email", "nobody", PASSWORD, "email-error"),
        ("password", "ada@example.org", "short", "password-hint password-error"),
    ] {
        let page = world.post_form("/register", &[("email", address), ("password", password)]).text;
        let told = input(&page, name);
        assert!(told.contains("aria-invalid=\"true\""), "{told}");
        assert!(told.contains(&format!("aria-describedby=\"{described}\"")), "{told}");
        assert!(page.contains(&format!("id=\"{name}-error\"")));
        assert!(!input(&page, "name").contains("aria"), "nothing is wrong with the name");
    }
    let page = world.get("/register", None).text;
    assert!(!input(&page, "email").contains("aria"));
    assert!(input(&page, "password").contains("aria-describedby=\"password-hint\""));
    let page = world.post_form("/sign-in", &[("email", "ada@example.org"), ("password", "wrong")]).text;
    assert!(page.contains("id=\"email-error\"") && page.contains("href=\"#email\""), "{page}");
    for name in ["email", "password"] {
        assert!(
            input(&page, name).contains("aria-invalid=\"true\" aria-describedby=\"email-error\""),
            "{page}"
        );
    }
    assert!(!world.get("/sign-in", None).text.contains("aria-invalid"));
}
