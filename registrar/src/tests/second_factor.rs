//! Codes of an authenticator app.

use serde_json::json;

use crate::domain::account::{Role, create_admin};
use crate::domain::password::{Cost, Password};
use crate::domain::second_factor::{Secret, step_at};
use crate::store;
use crate::testing::{Answer, PASSWORD, World, encode, start};

const ADMIN: &str = "admin@example.org";

fn admin(world: &World) -> Secret {
    let password = Password::parse(PASSWORD).unwrap();
    create_admin(&world.registrar.db, &world.registrar.vault, start(), ADMIN, (&password, Cost::default()))
        .unwrap()
}

/// The code so many steps after the present one.
fn code(world: &World, secret: &Secret, steps: i64) -> String {
    secret.code(step_at(world.clock.now().unix()) + steps)
}

fn sign_in(world: &World, totp: Option<&str>) -> Answer {
    let body = json!({ "email": ADMIN, "password": PASSWORD, "totp": totp });
    world.post_json("/api/v1/sessions", None, &body)
}

/// Enrols by the API: the new bearer token and the recovery codes.
fn enrol(world: &World, bearer: &str) -> (String, Vec<String>) {
    let begun = world.post_json("/api/v1/me/totp", Some(bearer), &json!({ "current": PASSWORD }));
    assert_eq!(begun.status, 200, "{}", begun.text);
    let totp = world.code("ada@example.org").unwrap();
    let done = world.post_json("/api/v1/me/totp/confirm", Some(bearer), &json!({ "totp": totp }));
    assert_eq!(done.status, 200, "{}", done.text);
    let document = done.json();
    let codes =
        document["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
    (document["token"].as_str().unwrap().to_owned(), codes.collect())
}

#[test]
fn an_admin_gives_a_code_and_none_twice() {
    let world = World::new();
    let secret = admin(&world);
    let missing = sign_in(&world, None);
    assert_eq!((missing.status, missing.problem().as_str()), (401, "totp-required"));
    let now = code(&world, &secret, 0);
    let wrong = format!("{:06}", (now.parse::<u32>().unwrap() + 1) % 1_000_000);
    for bad in [
        wrong.as_str(),
        "12345",
        "abcdef",
        "AAAA-AAAA-AAAA-AAAA",
        &code(&world, &secret, -2),
        &code(&world, &secret, 2),
    ] {
        let answer = sign_in(&world, Some(bad));
        assert_eq!((answer.status, answer.problem().as_str()), (401, "totp-wrong"), "{bad}");
    }
    assert_eq!(sign_in(&world, Some(&now)).status, 200);
    assert_eq!(sign_in(&world, Some(&now)).problem(), "totp-wrong", "no code is accepted twice");
    assert_eq!(sign_in(&world, Some(&code(&world, &secret, -1))).problem(), "totp-wrong", "nor an older one");
    assert_eq!(sign_in(&world, Some(&code(&world, &secret, 1))).status, 200);
    // The password alone is not told from a wrong one before it is right.
    let body = json!({ "email": ADMIN, "password": "wrong password", "totp": now });
    assert_eq!(world.post_json("/api/v1/sessions", None, &body).problem(), "unauthorized");
}

#[test]
fn of_many_who_give_one_code_at_the_same_time_one_gets_in() {
    let world = World::new();
    let totp = code(&world, &admin(&world), 0);
    let listen = "127.0.0.1:8001".parse().unwrap();
    let answers = rocket::execute(async {
        let rocket = crate::server::build(listen, None, &world.registrar).unwrap();
        let client = rocket::local::asynchronous::Client::untracked(rocket).await.unwrap();
        let client = &client;
        let ask = || async {
            let body = json!({ "email": ADMIN, "password": PASSWORD, "totp": totp }).to_string();
            let post = client.post("/api/v1/sessions").header(rocket::http::ContentType::JSON).body(body);
            post.dispatch().await.status().code
        };
        rocket::futures::future::join_all((0..8).map(|_| ask())).await
    });
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
}

#[test]
fn guessing_codes_is_limited() {
    let world = World::new();
    let secret = admin(&world);
    let try_from = |caller: &str, totp: &str| {
        let body = json!({ "email": ADMIN, "password": PASSWORD, "totp": totp });
        world.post_json_from("127.0.0.1", caller, "/api/v1/sessions", &body)
    };
    let right = code(&world, &secret, 0);
    let wrong = code(&world, &secret, 9);
    for _ in 0..5 {
        assert_eq!(try_from("203.0.113.1", &wrong).problem(), "totp-wrong");
    }
    assert_eq!(world.mails("wrong-codes", ADMIN).len(), 1, "its owner hears of it");
    let refused = try_from("203.0.113.1", &right);
    assert_eq!((refused.status, refused.problem().as_str()), (429, "too-many-requests"));
    let made_up = "AAAA-AAAA-AAAA-AAAA";
    assert_eq!(try_from("203.0.113.1", made_up).problem(), "totp-wrong", "recovery codes are counted apart");
    assert_eq!(try_from("203.0.113.2", &right).status, 200, "the owner comes in from elsewhere");
    for _ in 0..9 {
        assert_eq!(try_from("203.0.113.1", made_up).problem(), "totp-wrong");
    }
    assert_eq!(try_from("203.0.113.1", made_up).status, 429);
    assert_eq!(world.mails("wrong-codes", ADMIN).len(), 1, "once");
}

#[test]
fn on_pages_the_code_comes_after_the_password() {
    let world = World::new();
    let secret = admin(&world);
    let fields = [("email", ADMIN), ("password", PASSWORD), ("next", "/admin/polls")];
    let first = world.post_form("/sign-in", &fields);
    assert_eq!((first.status, first.header("Location")), (303, "/sign-in/code"));
    assert!(world.client.cookies().get("__Host-session").is_none(), "the password alone opens no session");
    for path in ["/me", "/admin/polls", "/me/security"] {
        assert!(world.get(path, None).header("Location").starts_with("/sign-in?next="), "{path}");
    }
    let wrong = world.post_form("/sign-in/code", &[("code", "AAAA-AAAA-AAAA-AAAA")]);
    assert!(wrong.status == 422 && wrong.text.contains("error-summary"), "{}", wrong.text);
    let totp = code(&world, &secret, 0);
    let done = world.post_form("/sign-in/code", &[("code", &format!("{} {}", &totp[..3], &totp[3..]))]);
    assert_eq!((done.status, done.header("Location")), (303, "/admin/polls"));
    assert_eq!(world.get("/admin/polls", None).status, 200);
    // The step is used up.
    assert_eq!(
        world.post_form("/sign-in/code", &[("code", &code(&world, &secret, 1))]).header("Location"),
        "/sign-in"
    );
}

#[test]
fn the_second_step_has_ten_minutes_and_its_own_browser() {
    let world = World::new();
    let secret = admin(&world);
    assert_eq!(world.post_form("/sign-in", &[("email", ADMIN), ("password", PASSWORD)]).status, 303);
    let stranger = world.other_browser();
    let post = stranger
        .post("/sign-in/code")
        .header(rocket::http::ContentType::Form)
        .header(rocket::http::Header::new("Origin", crate::testing::OWN))
        .body(encode(&[("code", &code(&world, &secret, 0))]));
    assert_eq!(Answer::of(post.dispatch()).header("Location"), "/sign-in");
    world.at(600);
    assert_eq!(world.get("/sign-in/code", None).header("Location"), "/sign-in");
    assert_eq!(
        world.post_form("/sign-in/code", &[("code", &code(&world, &secret, 0))]).header("Location"),
        "/sign-in"
    );
    assert!(world.client.cookies().get("__Host-session").is_none());
}

#[test]
fn who_manages_polls_enrols_first_and_reaches_nothing_else() {
    let world = World::new();
    let bearer = world.voter_token("ada@example.org");
    world
        .registrar
        .db
        .run_here(|conn| {
            let id = store::accounts::credentials(conn, "ada@example.org")?.unwrap().account.id;
            store::users::set_role(conn, &id, Role::Admin)
        })
        .unwrap();
    world.sign_in("ada@example.org");
    let routes: Vec<_> =
        world.client.rocket().routes().map(|route| (route.method, route.uri.path().to_owned())).collect();
    for (method, path) in routes.iter().filter(|(_, path)| path.starts_with("/admin")) {
        let path = super::guards::concrete(path);
        let mut request = world.client.req(*method, path.clone());
        request.add_header(rocket::http::Header::new("Origin", crate::testing::OWN));
        let answer = Answer::of(request.dispatch());
        assert_eq!((answer.status, answer.header("Location")), (303, "/me/security/totp"), "{method} {path}");
    }
    let refused = world.post_json("/api/v1/polls", Some(&bearer), &crate::testing::draft());
    assert_eq!((refused.status, refused.problem().as_str()), (403, "totp-required"));
    let (bearer, _) = enrol(&world, &bearer);
    assert_eq!(world.post_json("/api/v1/polls", Some(&bearer), &crate::testing::draft()).status, 201);
    let off = json!({ "totp": world.code("ada@example.org") });
    assert_eq!(world.post_json("/api/v1/me/totp/remove", Some(&bearer), &off).problem(), "totp-required");
}

#[test]
fn enrolling_on_pages_shows_the_secret_and_then_the_recovery_codes() {
    let world = World::new();
    let elsewhere = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    assert!(world.get("/me/security/totp", None).text.contains("name=\"current\""));
    let wrong = world.post_form("/me/security/totp", &[("current", "wrong password")]);
    assert!(wrong.status == 422 && !wrong.text.contains("<svg"), "{}", wrong.text);
    let shown = world.post_form("/me/security/totp", &[("current", PASSWORD)]);
    assert_eq!(shown.status, 200);
    assert!(shown.text.contains("<svg") && shown.text.contains("h1v1h-1z") && !shown.text.contains("style="));
    let wrong = world.post_form("/me/security/totp/confirm", &[("code", "1")]);
    let secret = shown.text.split("<p class=\"code\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(wrong.status == 422 && wrong.text.contains("name=\"code\""));
    assert!(
        !wrong.text.contains("<svg") && !wrong.text.contains(secret),
        "a session alone is not shown it again"
    );
    assert!(world.get("/api/v1/me", Some(&elsewhere)).status == 200, "not yet enrolled");
    let totp = world.code("ada@example.org").unwrap();
    let done = world.post_form("/me/security/totp/confirm", &[("code", &totp)]);
    assert_eq!(done.text.matches("<li><code>").count(), 10, "{}", done.text);
    assert_eq!(world.get("/api/v1/me", Some(&elsewhere)).status, 401, "sessions without the factor end");
    assert_eq!(world.get("/me/security", None).status, 200, "this one goes on, under another token");
    assert_eq!(world.mails("second-factor-on", "ada@example.org").len(), 1);
    assert_eq!(world.get("/me/security/totp", None).header("Location"), "/me/security");
}

#[test]
fn a_secret_that_was_begun_and_left_is_nobodys_factor_later() {
    let world = World::new();
    let bearer = world.voter_token("ada@example.org");
    let credentials = |conn: &mut web::DbConnection| store::accounts::credentials(conn, "ada@example.org");
    let id = world.registrar.db.run_here(credentials).unwrap().unwrap().account.id;
    let waits = || {
        let found = world.registrar.db.run_here(|conn| store::second_factors::find(conn, &id)).unwrap();
        found.map(|found| Secret::open(&world.registrar.vault, &id, &found.secret).unwrap().base32())
    };
    let begin = || {
        let begun = world.post_json("/api/v1/me/totp", Some(&bearer), &json!({ "current": PASSWORD }));
        assert_eq!(begun.status, 200, "{}", begun.text);
        waits().unwrap()
    };
    let planted = begin();
    assert_ne!(begin(), planted, "each beginning has a secret of its own");
    world.registrar.db.run_here(|conn| store::accounts::set_password(conn, &id, "hash")).unwrap();
    assert_eq!(waits(), None, "a new password forgets it");
}

#[test]
fn a_recovery_code_works_once_and_is_told_by_mail() {
    let world = World::new();
    let (bearer, codes) = {
        let bearer = world.voter_token("ada@example.org");
        enrol(&world, &bearer)
    };
    let sign_in = |code: &str| {
        let body = json!({ "email": "ada@example.org", "password": PASSWORD, "totp": code });
        world.post_json("/api/v1/sessions", None, &body)
    };
    assert_eq!(sign_in(&codes[3].to_lowercase().replace('-', "")).status, 200);
    assert_eq!(sign_in(&codes[3]).problem(), "totp-wrong");
    assert!(world.mails("recovery-code-used", "ada@example.org")[0].contains("9 are left"));
    let renewed = world.post_json("/api/v1/me/recovery-codes", Some(&bearer), &json!({ "totp": codes[4] }));
    assert_eq!(renewed.json()["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(sign_in(&codes[5]).problem(), "totp-wrong", "the old ones are void");
    let fresh = renewed.json()["recovery_codes"][0].as_str().unwrap().to_owned();
    assert_eq!(sign_in(&fresh).status, 200);
}

#[test]
fn a_voter_takes_the_factor_off_with_a_code() {
    let world = World::new();
    let bearer = world.voter_token("ada@example.org");
    let (bearer, codes) = enrol(&world, &bearer);
    let remove =
        |totp: &str| world.post_json("/api/v1/me/totp/remove", Some(&bearer), &json!({ "totp": totp }));
    assert_eq!(remove("AAAA-AAAA-AAAA-AAAA").problem(), "totp-wrong");
    assert_eq!(remove(&codes[0]).status, 204);
    assert_eq!(world.mails("second-factor-off", "ada@example.org").len(), 1);
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    assert_eq!(world.post_json("/api/v1/sessions", None, &body).status, 200);
}

#[test]
fn a_link_and_a_new_password_do_not_go_round_the_second_factor() {
    let world = World::new();
    let secret = admin(&world);
    let token = |kind: &str, before: &str| {
        let mails = world.mails(kind, ADMIN);
        mails.last().unwrap().split(before).nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
    };
    world.post_json("/api/v1/sign-in-links", None, &json!({ "email": ADMIN }));
    let link = token("sign-in", "/sign-in/link?token=");
    let open = |totp: Option<&str>| {
        world.post_json("/api/v1/sessions/link", None, &json!({ "token": link, "totp": totp }))
    };
    assert_eq!(open(None).problem(), "totp-required");
    assert_eq!(open(Some("AAAA-AAAA-AAAA-AAAA")).problem(), "totp-wrong");
    assert_eq!(open(Some(&code(&world, &secret, 0))).status, 200, "the link was not used up by that");
    assert_eq!(open(Some(&code(&world, &secret, 1))).problem(), "link-invalid");

    world.post_json("/api/v1/password-resets", None, &json!({ "email": ADMIN }));
    let reset = token("reset", "confirm?token=");
    let set = json!({ "token": reset, "password": PASSWORD });
    assert_eq!(world.post_json("/api/v1/password-resets/confirm", None, &set).status, 200);
    assert_eq!(sign_in(&world, None).problem(), "totp-required");
}

#[test]
fn the_secret_lies_in_the_database_encrypted_alone() {
    let world = World::new();
    let secret = admin(&world);
    let factors = world.registrar.db.run_here(store::second_factors::all).unwrap();
    let (id, _, factor) = &factors[0];
    assert_eq!(Secret::open(&world.registrar.vault, id, &factor.secret).unwrap().base32(), secret.base32());
    let mut bytes = std::fs::read(world.database_file()).unwrap();
    bytes.extend(std::fs::read(world.database_file().with_extension("sqlite-wal")).unwrap_or_default());
    assert!(!bytes.windows(32).any(|window| window == secret.base32().as_bytes()));
}

#[test]
fn the_demo_shows_a_code_that_is_accepted() {
    let world = World::new();
    admin(&world);
    for _ in 0..2 {
        let page = world.get("/demo/codes", None);
        let shown = page.text.split("<p class=\"code\">").nth(1).unwrap_or_else(|| panic!("{}", page.text));
        assert_eq!(sign_in(&world, Some(&shown[..6])).status, 200);
    }
    assert!(world.get("/demo/codes", None).text.contains("wait half a minute"));
}
