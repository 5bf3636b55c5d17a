//! Every route asks for a guard, or is on the list of those that anyone may call.

use rocket::http::Method;

use crate::testing::{Answer, OWN, World};

/// Whoever adds a route adds it here, or guards it.
const PUBLIC: &[(Method, &str)] = &[
    (Method::Get, "/"),
    (Method::Get, "/style.css"),
    (Method::Get, "/mark.svg"),
    (Method::Get, "/proof-of-work.js"),
    (Method::Get, "/passkeys.js"),
    (Method::Get, "/progress.js"),
    (Method::Post, "/api/v1/sessions/passkey/begin"),
    (Method::Post, "/api/v1/sessions/passkey"),
    // Its guard is the signature of a device.
    (Method::Post, "/sign-in/passkey"),
    (Method::Get, "/api/v1/proof-of-work/<purpose>"),
    (Method::Get, "/healthz"),
    (Method::Get, "/readyz"),
    (Method::Get, "/.well-known/psephos"),
    (Method::Get, "/api/v1/openapi.json"),
    (Method::Get, "/register"),
    (Method::Post, "/register"),
    (Method::Get, "/verify"),
    (Method::Post, "/verify"),
    (Method::Get, "/sign-in"),
    (Method::Post, "/sign-in"),
    (Method::Post, "/sign-out"),
    // Their guard is the cookie of who has given the password.
    (Method::Get, "/sign-in/code"),
    (Method::Post, "/sign-in/code"),
    (Method::Post, "/register/resend"),
    (Method::Get, "/password-reset"),
    (Method::Post, "/password-reset"),
    // Their guard is the token in the link.
    (Method::Get, "/password-reset/confirm"),
    (Method::Post, "/password-reset/confirm"),
    (Method::Get, "/sign-in/link"),
    (Method::Post, "/sign-in/link"),
    (Method::Get, "/sign-in/link/new"),
    (Method::Post, "/sign-in/link/new"),
    (Method::Post, "/api/v1/accounts/resend"),
    (Method::Post, "/api/v1/password-resets"),
    (Method::Post, "/api/v1/password-resets/confirm"),
    (Method::Post, "/api/v1/sign-in-links"),
    (Method::Post, "/api/v1/sessions/link"),
    (Method::Get, "/polls/<poll>"),
    // Its guard is the Origin of the poll's ballot box.
    (Method::Post, "/polls/<poll>/pass"),
    // Their guard is a word that only the reader of a mail knows.
    (Method::Get, "/roll/keep"),
    (Method::Post, "/roll/keep"),
    (Method::Get, "/unsubscribe/<voter>/<word>"),
    (Method::Post, "/unsubscribe/<voter>/<word>"),
    (Method::Post, "/api/v1/accounts"),
    (Method::Post, "/api/v1/accounts/verify"),
    (Method::Post, "/api/v1/sessions"),
    (Method::Get, "/api/v1/polls/<poll>"),
    (Method::Get, "/api/v1/polls/<poll>/manifest"),
    (Method::Get, "/api/v1/polls/<poll>/issuer-directory"),
    (Method::Get, "/api/v1/polls/<poll>/turnout"),
    (Method::Get, "/precincts/<alias>"),
    (Method::Get, "/api/v1/precincts/<alias>"),
    (Method::Get, "/demo/outbox"),
    (Method::Get, "/demo/outbox/<file>"),
    (Method::Get, "/demo/codes"),
    // Not routes: HEAD and OPTIONS are asked for below.
    (Method::Head, "/"),
    (Method::Head, "/register"),
    (Method::Head, "/sign-in"),
    (Method::Head, "/healthz"),
];

/// Posted from elsewhere: by the ballot box's booth, by the provider of a mailbox.
const FROM_ELSEWHERE: [&str; 2] = ["/polls/<poll>/pass", "/unsubscribe/<voter>/<word>"];

/// Forms that change something: refused without an `Origin` of ours, whoever asks.
const FORMS: &[&str] = &[
    "/register",
    "/verify",
    "/sign-in",
    "/sign-in/passkey",
    "/sign-out",
    "/register/resend",
    "/roll/keep",
    "/password-reset",
    "/password-reset/confirm",
    "/sign-in/link",
    "/sign-in/link/new",
    "/me/address",
    "/me/address/cancel",
    "/me/address/confirm",
    "/me/profile",
    "/me/security/password",
    "/me/security/sign-out",
    "/me/security/delete",
    "/me/security/totp",
    "/me/security/totp/confirm",
    "/me/security/totp/remove",
    "/me/security/codes",
    "/me/security/passkeys",
    "/me/security/passkeys/finish",
    "/me/security/passkeys/<passkey>/name",
    "/me/security/passkeys/<passkey>/remove",
    "/sign-in/code",
    "/polls/<poll>/pass/confirm",
    "/admin/polls",
    "/admin/polls/<draft>",
    "/admin/polls/<draft>/uploads",
    "/admin/polls/<draft>/uploads/<upload>",
    "/admin/polls/<draft>/voters",
    "/admin/polls/<draft>/mail",
    "/admin/polls/<draft>/voters/<voter>",
    "/admin/polls/<draft>/publish",
    "/admin/polls/<draft>/precincts",
    "/admin/polls/<poll>/notices",
    "/admin/polls/<poll>/notices/try-now",
    "/admin/polls/<draft>/officers",
    "/admin/polls/<draft>/candidates",
    "/candidacies/<candidacy>",
    "/admin/polls/<draft>/more",
    "/admin/users/<account>",
    "/admin/users/<account>/delete",
];

fn routes(world: &World) -> Vec<(Method, String)> {
    let routes = world.client.rocket().routes();
    routes.map(|route| (route.method, route.uri.path().to_owned())).collect()
}

pub(super) fn concrete(path: &str) -> String {
    filled(path, &"a".repeat(64), &"b".repeat(32))
}

/// The path with these ids of a poll and its draft, and something of the right form in the other places.
fn filled(path: &str, poll: &str, draft: &str) -> String {
    let parts = path.split('?').next().unwrap_or_default().split('/').map(|part| match part {
        "<poll>" => poll.to_owned(),
        "<draft>" => draft.to_owned(),
        "<file>" => "x.eml".to_owned(),
        part if part.starts_with('<') => "c".repeat(32),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Routes for officers and admins.
fn officers_only(method: Method, path: &str) -> bool {
    path.starts_with("/admin")
        || (path.starts_with("/api/v1/") && path.contains("<draft>"))
        || admins_only(path)
        || path.starts_with("/api/v1/jobs")
        || path == "/api/v1/polls"
        || (path.starts_with("/api/v1/polls/<poll>/")
            && path != "/api/v1/polls/<poll>/token"
            && !PUBLIC.contains(&(method, path)))
}

/// Routes for admins alone.
fn admins_only(path: &str) -> bool {
    ["users", "audit"].iter().any(|room| {
        path.starts_with(&format!("/admin/{room}")) || path.starts_with(&format!("/api/v1/{room}"))
    })
}

#[test]
fn a_stranger_gets_nowhere_else() {
    let world = World::new();
    // As a real one looks, and nobody's.
    let unknown = crate::domain::secret::PlainToken::generate().reveal();
    let mut guarded = 0;
    for (method, path) in routes(&world) {
        if PUBLIC.contains(&(method, path.as_str())) {
            continue;
        }
        for token in [None, Some(&unknown)] {
            let mut request = world.client.req(method, concrete(&path));
            request.add_header(rocket::http::Header::new("Origin", OWN));
            if let Some(token) = token {
                request.add_header(rocket::http::Header::new("Authorization", format!("Bearer {token}")));
            }
            let answer = Answer::of(request.dispatch());
            let to_sign_in = answer.status == 303 && answer.header("Location").starts_with("/sign-in?next=");
            assert!(matches!(answer.status, 401 | 403) || to_sign_in, "{method} {path}: {}", answer.status);
        }
        guarded += 1;
    }
    assert!(guarded >= 20, "only {guarded} routes are guarded");
}

#[test]
fn a_voter_is_no_officer() {
    let world = World::new();
    let token = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    for (method, path) in routes(&world) {
        if !officers_only(method, &path) {
            continue;
        }
        let mut request = world.client.req(method, concrete(&path));
        request.add_header(rocket::http::Header::new("Origin", OWN));
        request.add_header(rocket::http::Header::new("Authorization", format!("Bearer {token}")));
        assert_eq!(Answer::of(request.dispatch()).status, 403, "{method} {path}");
    }
}

#[test]
fn an_officer_is_no_admin() {
    let world = World::new();
    let token = world.officer_token("olga@example.org");
    world.sign_in("olga@example.org");
    for (method, path) in routes(&world).into_iter().filter(|(_, path)| admins_only(path)) {
        let mut request = world.client.req(method, concrete(&path));
        request.add_header(rocket::http::Header::new("Origin", OWN));
        request.add_header(rocket::http::Header::new("Authorization", format!("Bearer {token}")));
        assert_eq!(Answer::of(request.dispatch()).status, 403, "{method} {path}");
    }
}

/// Asks every route about a poll that belongs to someone else, and a draft that does.
#[test]
fn a_foreign_officer_finds_no_poll_of_others() {
    let world = World::new();
    let owner = world.officer_token("otto@example.org");
    let poll = world.poll(&owner, &["ada@example.org"]);
    let draft = world.draft_with(&owner, &[], &crate::testing::draft());
    let token = world.officer_token("olga@example.org");
    world.sign_in("olga@example.org");
    let mut asked = 0;
    for (method, path) in routes(&world) {
        let about_one = path.contains("<draft>") || path.contains("<poll>");
        if !officers_only(method, &path) || !about_one || PUBLIC.contains(&(method, path.as_str())) {
            continue;
        }
        let mut request = world.client.req(method, filled(&path, &poll, &draft));
        let content_type = match path.rsplit('/').next() {
            Some("roll" | "uploads" | "groups") if path.starts_with("/api") => "text/csv",
            Some("uploads") => "multipart/form-data; boundary=x",
            _ if path.starts_with("/api") => "application/json",
            _ => "application/x-www-form-urlencoded",
        };
        for (name, value) in
            [("Origin", OWN), ("Content-Type", content_type), ("Authorization", &format!("Bearer {token}"))]
        {
            request.add_header(rocket::http::Header::new(name.to_owned(), value.to_owned()));
        }
        let body = if content_type.starts_with("multipart") {
            "--x\r\nContent-Disposition: form-data; name=\"roll\"; filename=\"r.csv\"\r\nContent-Type: text/csv\r\n\r\nemail\r\n--x--\r\n"
        } else {
            ""
        };
        let answer = Answer::of(request.body(body).dispatch());
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text);
        asked += 1;
    }
    assert!(asked >= 17, "only {asked} routes were asked");
}

#[test]
fn the_list_of_public_routes_has_no_strangers() {
    let world = World::new();
    let routes = routes(&world);
    for (method, path) in PUBLIC.iter().filter(|(method, _)| *method != Method::Head) {
        assert!(routes.contains(&(*method, (*path).to_owned())), "{method} {path} is no route");
    }
}

#[test]
fn no_form_takes_a_foreign_post() {
    let world = World::new();
    world.admin_token();
    world.sign_in("admin@example.org");
    let posts: Vec<String> = routes(&world)
        .into_iter()
        .filter(|(method, path)| *method == Method::Post && !path.starts_with("/api"))
        .map(|(_, path)| path)
        .collect();
    for path in &posts {
        assert!(
            FORMS.contains(&path.as_str()) || FROM_ELSEWHERE.contains(&path.as_str()),
            "{path} is on no list"
        );
    }
    for path in FORMS {
        for origin in [None, Some("null"), Some("https://evil.example"), Some("http://localhost:8002")] {
            let answer = world.post_form_from(origin, &concrete(path), &[]);
            assert_eq!(answer.status, 403, "{path} from {origin:?}");
        }
    }
}

#[test]
fn cookies_do_not_open_the_api_and_bearers_do_not_open_pages() {
    let world = World::new();
    let token = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    assert_eq!(world.get("/me", None).status, 200);
    assert_eq!(world.get("/api/v1/me", None).problem(), "unauthorized");
    assert_eq!(world.get("/api/v1/me", Some(&token)).status, 200);
    let cookie = world.client.cookies().get("__Host-session").unwrap().value().to_owned();
    assert_eq!(world.get("/api/v1/me", Some(&cookie)).problem(), "unauthorized");
    let stranger = world.other_browser();
    let page = stranger.get("/me").cookie(("__Host-session", token)).dispatch();
    assert_eq!(page.status().code, 303);
}
