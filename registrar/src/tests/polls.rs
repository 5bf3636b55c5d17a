//! What anyone may know about a poll.

use crypto::encoding::parse_b64url;
use serde_json::json;

use crate::testing::{World, draft, open_draft};

#[test]
fn the_issuer_directory_is_what_rfc_9578_says() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let answer = world.get(&format!("/api/v1/polls/{poll}/issuer-directory"), None);
    assert_eq!(answer.header("Content-Type"), "application/private-token-issuer-directory");
    assert_eq!(answer.header("Access-Control-Allow-Origin"), "*");
    let directory = answer.json();
    assert_eq!(directory["issuer-request-uri"], format!("http://localhost:8001/api/v1/polls/{poll}/token"));
    let keys = directory["token-keys"].as_array().unwrap();
    assert_eq!((keys.len(), &keys[0]["token-type"]), (1, &json!(2)));
    let spki = parse_b64url(keys[0]["token-key"].as_str().unwrap()).unwrap();
    assert_eq!(spki, world.manifest(&poll).token_key().spki());
}

#[test]
fn keys_are_never_reused() {
    let world = World::new();
    let admin = world.admin_token();
    let (one, two) = (world.poll(&admin, &["ada@example.org"]), world.poll(&admin, &["ada@example.org"]));
    assert_ne!(one, two);
    assert_ne!(world.manifest(&one).token_key().id(), world.manifest(&two).token_key().id());
}

#[test]
fn what_is_not_published_is_nowhere() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    for name in [id.as_str(), "x", "", "%00", &"a".repeat(64), &"A".repeat(64), &"a".repeat(65)] {
        for path in ["", "/manifest", "/issuer-directory", "/turnout"] {
            let answer = world.get(&format!("/api/v1/polls/{name}{path}"), None);
            // Without a name it is the list that organisers have of theirs.
            let list = name.is_empty() && path.is_empty() && answer.status == 401;
            assert!(list || matches!(answer.status, 404 | 405), "{name}{path}: {}", answer.status);
            answer.problem();
        }
        assert_eq!(world.get(&format!("/polls/{name}"), None).status, 404);
    }
}

#[test]
fn turnout_is_exact_for_officers_and_coarse_for_others_until_issuance_closes() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let turnout = |token: Option<&str>| world.get(&format!("/api/v1/polls/{poll}/turnout"), token).json();
    assert_eq!(turnout(Some(&admin)), json!({ "eligible": 2, "issued": 1 }));
    for other in [None, Some(ada.as_str()), Some("nonsense")] {
        assert_eq!(turnout(other), json!({ "eligible": 2, "issued": 0 }));
    }
    world.at(3600);
    crate::workers::close_windows(&world.registrar).unwrap();
    assert_eq!(turnout(None), json!({ "eligible": 2, "issued": 1 }));
}

#[test]
fn a_poll_page_says_what_to_do_now() {
    let world = World::new();
    let admin = world.admin_token();
    let mut wanted = draft();
    wanted["description"] = json!("**Bold** <script>alert(1)</script>");
    wanted["title"] = json!("Board & <b>Co</b>");
    let poll = world.poll_with(&admin, &["ada@example.org"], &wanted);
    let page = || world.get(&format!("/polls/{poll}"), None).text;
    let booth = format!("{}/polls/{poll}/booth", world.ballot_box.url());
    let text = page();
    assert!(text.contains("<strong>Bold</strong>") && text.contains("test poll") && text.contains(&booth));
    assert!(!text.contains("<script") && text.contains("Board &amp; &lt;b&gt;Co"), "{text}");
    world.at(-1);
    assert!(page().contains("Not open yet"));
    world.at(0);
    world.voter("ben@example.org");
    world.sign_in("ben@example.org");
    assert!(page().contains("You may not vote in this poll"));
    let ada = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    assert!(page().contains("You vote in the voting booth"));
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    assert!(page().contains("You have collected your voting pass"));
    let mine = world.get("/me", None).text;
    assert!(mine.contains("Collected") && mine.contains(&booth));
    world.at(7200);
    assert!(page().contains("Voting has closed"));
}

#[test]
fn pages_bear_no_script_but_that_of_passkeys_and_a_strict_policy() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll_with(&admin, &[], &open_draft(&[]));
    world.sign_in("admin@example.org");
    let draft = world.draft_with(&admin, &["ada@example.org"], &draft());
    for path in [
        "/".to_owned(),
        "/register".to_owned(),
        "/sign-in".to_owned(),
        "/me".to_owned(),
        "/admin/polls".to_owned(),
        "/admin/polls/new".to_owned(),
        format!("/admin/polls/{draft}"),
        format!("/admin/polls/{draft}/publish"),
        format!("/admin/polls/{poll}/notices"),
        format!("/polls/{poll}"),
        format!("/polls/{poll}/pass/confirm"),
        "/demo/outbox".to_owned(),
        "/nothing".to_owned(),
    ] {
        let page = world.get(&path, None);
        let policy = page.header("Content-Security-Policy");
        assert!(
            policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        // The page for signing in has the one that asks a device for its passkey.
        let scripts = usize::from(path == "/sign-in");
        assert_eq!(policy.matches("script-src 'self'").count(), scripts, "{path}: {policy}");
        assert_eq!(
            page.text.matches("<script type=\"module\" src=\"/passkeys.js\">").count(),
            scripts,
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(
            page.text.matches("<script").count() == scripts
                && !page.text.contains(" style=")
                && !page.text.contains("onclick")
        );
        assert_eq!(page.header("Cache-Control"), "no-store", "{path}");
        assert!(page.text.contains("DEMO"), "{path}");
        assert!(page.text.contains("<h1"), "{path}");
    }
}

#[test]
fn the_service_says_who_it_is() {
    let world = World::new();
    let answer = world.get("/.well-known/psephos", None);
    assert_eq!(answer.header("Access-Control-Allow-Origin"), "*");
    let document = answer.json();
    assert_eq!((&document["role"], &document["name"]), (&json!("registrar"), &json!("localhost:8001")));
    assert_eq!(document["key"], world.registrar.key.verifier().to_string());
    assert_eq!(document["former_keys"], json!([]));
    assert_eq!(world.get("/healthz", None).status, 200);
    assert_eq!(world.get("/readyz", None).status, 200);
}

#[test]
fn my_polls_say_what_to_do_now_with_one_button_each() {
    let world = World::new();
    let admin = world.admin_token();
    let ada = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    let empty = world.get("/me", None).text;
    assert!(empty.contains("no poll in which you may vote") && !empty.contains("class=\"card\""), "{empty}");
    let mut wanted = draft();
    let at = |seconds: i64| json!(crate::testing::start().plus(seconds).to_string());
    (wanted["issuance_opens"], wanted["voting_opens"]) = (at(100), at(200));
    let poll = world.poll_with(&admin, &["ada@example.org", "ben@example.org"], &wanted);
    let expect = |seconds: i64, who: &str, next: &str, words: &str| {
        world.at(seconds);
        let token = world.token(who);
        assert_eq!(world.get("/api/v1/me/polls", Some(&token)).json()["polls"][0]["next"], next);
        world.sign_in(who);
        let page = world.get("/me", None).text;
        assert!(page.contains(words), "{next} {page}");
        let main = page.split("<section class=\"card\">").nth(1).unwrap().split("</section>").next().unwrap();
        assert_eq!(main.matches("class=\"button").count(), 1, "{next} {main}");
    };
    world.voter("ben@example.org");
    expect(0, "ada@example.org", "wait-for-pass", "from then on you collect");
    expect(100, "ada@example.org", "collect", "Collect your voting pass now");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    expect(150, "ada@example.org", "wait-for-voting", "then you vote");
    expect(200, "ada@example.org", "vote", "If you have not voted yet");
    expect(200, "ben@example.org", "collect", "Collect my voting pass and vote");
    expect(3600, "ben@example.org", "too-late", "you cannot vote in this poll any more");
    expect(7200, "ada@example.org", "see-result", "See the result");
}
