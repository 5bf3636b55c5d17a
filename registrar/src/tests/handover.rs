//! The hand-over between booth and registrar in the browser.

use crypto::encoding::parse_b64url;
use crypto::token::check_code;

use crate::testing::{Answer, PASSWORD, World, text_of};

/// A world with a poll of which Ada is a voter and Ben is not.
fn stage() -> (World, String) {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    world.voter("ada@example.org");
    world.voter("ben@example.org");
    (world, poll)
}

fn from_booth(world: &World, poll: &str, request: &[u8]) -> Answer {
    let origin = world.ballot_box.url();
    world.post_form_from(Some(&origin), &format!("/polls/{poll}/pass"), &[("request", &text_of(request))])
}

fn confirm_path(poll: &str) -> String {
    format!("/polls/{poll}/pass/confirm")
}

fn confirm(world: &World, poll: &str, page: &Answer) -> Answer {
    let (request, form_token) = (page.field("request"), page.field("form_token"));
    world.post_form(&confirm_path(poll), &[("request", &request), ("form_token", &form_token)])
}

#[test]
fn a_post_of_any_other_origin_is_refused_and_sets_no_cookie() {
    let (world, poll) = stage();
    let request = text_of(&world.request(&poll));
    for origin in [None, Some("null"), Some("http://localhost:8001"), Some("https://evil.example"), Some("")]
    {
        let answer = world.post_form_from(origin, &format!("/polls/{poll}/pass"), &[("request", &request)]);
        assert_eq!(answer.status, 403, "{origin:?}");
        assert!(answer.all("Set-Cookie").is_empty());
    }
    let twice = world
        .client
        .post(format!("/polls/{poll}/pass"))
        .header(rocket::http::ContentType::Form)
        .header(rocket::http::Header::new("Origin", world.ballot_box.url()))
        .body(format!("request={request}"));
    let mut twice = twice;
    twice.add_header(rocket::http::Header::new("Origin", "https://evil.example"));
    assert_eq!(Answer::of(twice.dispatch()).status, 403);
}

#[test]
fn a_request_that_cannot_be_read_leads_back_to_the_booth() {
    let (world, poll) = stage();
    for request in [&b""[..], b"x", &[0; 259], &[0xff; 259]] {
        let answer = from_booth(&world, &poll, request);
        assert_eq!(answer.status, 422);
        assert!(
            answer.text.contains(&format!(
                "{}/polls/{poll}/booth#refused=request-malformed",
                world.ballot_box.url()
            ))
        );
        assert!(answer.all("Set-Cookie").is_empty());
    }
    let origin = world.ballot_box.url();
    assert_eq!(world.post_form_from(Some(&origin), "/polls/none/pass", &[]).status, 404);
}

#[test]
fn the_whole_way_with_signing_in_between() {
    let (world, poll) = stage();
    let request = world.request(&poll);
    let posted = from_booth(&world, &poll, &request);
    assert_eq!((posted.status, posted.header("Location")), (303, confirm_path(&poll).as_str()));
    let cookie = posted.header("Set-Cookie");
    assert!(cookie.starts_with(&format!("__Host-pass-{}=", &poll[..16])), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=1800"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let sign_in = world.get(&confirm_path(&poll), None);
    let to = sign_in.header("Location").to_owned();
    assert_eq!(
        (sign_in.status, to.as_str()),
        (303, format!("/sign-in?next={}", confirm_path(&poll)).as_str())
    );
    let page = world.get(&to, None);
    assert_eq!(page.field("next"), confirm_path(&poll));
    let allowed = format!("form-action 'self' {};", world.ballot_box.url());
    assert!(page.header("Content-Security-Policy").contains(&allowed));
    let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", &confirm_path(&poll))];
    assert_eq!(world.post_form("/sign-in", &fields).header("Location"), confirm_path(&poll));

    let page = world.get(&confirm_path(&poll), None);
    assert_eq!(page.status, 200);
    for text in ["Board", "ada@example.org", check_code(&request).as_str()] {
        assert!(page.text.contains(text), "{text} in {}", page.text);
    }
    // Without this the pass would be issued and the answer blocked by the browser.
    assert!(page.header("Content-Security-Policy").contains(&allowed));
    assert_eq!(page.header("Referrer-Policy"), "same-origin");
    assert_eq!(page.header("X-Frame-Options"), "DENY");

    let done = confirm(&world, &poll, &page);
    assert_eq!(done.status, 303);
    let location = done.header("Location").to_owned();
    let fragment =
        location.strip_prefix(&format!("{}/polls/{poll}/booth#pass=", world.ballot_box.url())).unwrap();
    let (pass, note) = fragment.split_once("&note=").unwrap();
    assert_eq!(parse_b64url(pass).unwrap().len(), 256);
    assert!(String::from_utf8(parse_b64url(note).unwrap()).unwrap().starts_with("psephos-pass/v1\n"));
    assert!(done.header("Set-Cookie").contains("Max-Age=0"));
    // Back restores the page without asking the server: a repeated confirmation returns the same pass.
    assert_eq!(confirm(&world, &poll, &page).header("Location"), location);
    assert_eq!(world.mails("pass-issued", "ada@example.org").len(), 1);
    // And the same over the API.
    let token = world.token("ada@example.org");
    assert_eq!(world.ask(&poll, &token, &request).bytes, parse_b64url(pass).unwrap());
}

#[test]
fn the_steps_stand_on_the_way_to_a_pass_and_nowhere_else() {
    let (world, poll) = stage();
    let on_the_way = ["/sign-in", "/register", "/sign-in/link/new", "/password-reset"];
    let steps = |path| world.get(path, None).text.matches(r#"<li aria-current="step">"#).count();
    assert_eq!(on_the_way.map(steps), [0; 4]);
    from_booth(&world, &poll, &world.request(&poll));
    assert_eq!(on_the_way.map(steps), [1; 4]);
    world.sign_in("ada@example.org");
    assert_eq!(steps("/me"), 0);
    confirm(&world, &poll, &world.get(&confirm_path(&poll), None));
    assert_eq!(on_the_way.map(steps), [0; 4], "the pass is there");
}

#[test]
fn a_confirmation_counts_for_its_own_session_poll_and_request() {
    let (world, poll) = stage();
    let admin = world.token("admin@example.org");
    let other_poll = world.poll(&admin, &["ada@example.org"]);
    world.sign_in("ada@example.org");
    from_booth(&world, &poll, &world.request(&poll));
    let page = world.get(&confirm_path(&poll), None);
    let (request, token) = (page.field("request"), page.field("form_token"));
    let other = text_of(&world.request(&poll));
    for (path, request, token) in [
        (confirm_path(&poll), other.as_str(), token.as_str()),
        (confirm_path(&poll), request.as_str(), ""),
        (confirm_path(&poll), request.as_str(), &token[1..]),
        (confirm_path(&poll), "", token.as_str()),
        (confirm_path(&other_poll), request.as_str(), token.as_str()),
    ] {
        let answer = world.post_form(&path, &[("request", request), ("form_token", token)]);
        assert_eq!(answer.status, 403);
        assert!(answer.text.contains("/booth"));
    }
    world.sign_in("ada@example.org");
    let answer = world.post_form(&confirm_path(&poll), &[("request", &request), ("form_token", &token)]);
    assert_eq!(answer.status, 403, "a session that was opened anew");
    assert!(world.mails("pass-issued", "ada@example.org").is_empty());
}

#[test]
fn two_polls_at_once_do_not_mix() {
    let (world, first) = stage();
    let admin = world.token("admin@example.org");
    let second = world.poll(&admin, &["ada@example.org"]);
    world.sign_in("ada@example.org");
    let (one, two) = (world.request(&first), world.request(&second));
    from_booth(&world, &first, &one);
    from_booth(&world, &second, &two);
    assert_eq!(world.get(&confirm_path(&first), None).field("request"), text_of(&one));
    assert_eq!(world.get(&confirm_path(&second), None).field("request"), text_of(&two));
}

#[test]
fn a_waiting_request_ends_with_its_account() {
    let (world, poll) = stage();
    world.sign_in("ada@example.org");
    from_booth(&world, &poll, &world.request(&poll));
    world.post_form("/sign-out", &[]);
    world.sign_in("ada@example.org");
    let page = world.get(&confirm_path(&poll), None);
    assert_eq!(page.status, 404);
    assert!(page.text.contains("No request for a voting pass is waiting"));

    from_booth(&world, &poll, &world.request(&poll));
    world.sign_in("ben@example.org");
    assert_eq!(world.get(&confirm_path(&poll), None).status, 404);

    // It does not end with signing in for the first time, and leads straight on.
    let (world, poll) = stage();
    from_booth(&world, &poll, &world.request(&poll));
    let answer = world.post_form("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]);
    assert_eq!(answer.header("Location"), confirm_path(&poll));
    assert_eq!(world.get(&confirm_path(&poll), None).status, 200);
}

#[test]
fn at_most_eight_requests_wait() {
    let (world, _) = stage();
    let admin = world.token("admin@example.org");
    world.sign_in("ada@example.org");
    let mut polls = Vec::new();
    for second in 0..9 {
        world.at(second);
        let poll = world.poll(&admin, &["ada@example.org"]);
        from_booth(&world, &poll, &world.request(&poll));
        polls.push(poll);
    }
    assert_eq!(world.get(&confirm_path(&polls[8]), None).status, 200);
    assert_eq!(world.get(&confirm_path(&polls[0]), None).status, 404);
    assert_eq!(world.get(&confirm_path(&polls[1]), None).status, 200);
}

#[test]
fn a_refusal_explains_and_leads_back() {
    let (world, poll) = stage();
    let refused = |name: &str, status: u16| {
        from_booth(&world, &poll, &world.request(&poll));
        let page = world.get(&confirm_path(&poll), None);
        assert_eq!(page.status, status, "{name}");
        let back = format!("href=\"{}/polls/{poll}/booth#refused={name}\"", world.ballot_box.url());
        assert!(page.text.contains(&back), "{name}: {}", page.text);
    };
    world.sign_in("ben@example.org");
    refused("not-eligible", 403);
    world.sign_in("ada@example.org");
    world.at(-1);
    refused("issuance-not-open", 403);
    world.at(0);
    let token = world.token("ada@example.org");
    from_booth(&world, &poll, &world.request(&poll));
    let page = world.get(&confirm_path(&poll), None);
    assert_eq!(world.ask(&poll, &token, &world.request(&poll)).status, 200);
    let late = confirm(&world, &poll, &page);
    assert_eq!(late.status, 409);
    assert!(late.text.contains("#refused=pass-already-issued"));
    refused("pass-already-issued", 409);
    let (world, poll) = stage();
    world.sign_in("ada@example.org");
    from_booth(&world, &poll, &world.request(&poll));
    let page = world.get(&confirm_path(&poll), None);
    world.at(3600);
    assert!(confirm(&world, &poll, &page).text.contains("#refused=issuance-closed"));
}

#[test]
fn a_fault_of_the_database_ends_no_request() {
    let (world, poll) = stage();
    world.sign_in("ada@example.org");
    from_booth(&world, &poll, &world.request(&poll));
    let page = world.get(&confirm_path(&poll), None);
    world.rename_table("issuances", "away");
    let failed = confirm(&world, &poll, &page);
    world.rename_table("away", "issuances");
    assert!(failed.status >= 500 && failed.all("Set-Cookie").is_empty(), "{}", failed.status);
    let page = world.get(&confirm_path(&poll), None);
    assert_eq!(page.status, 200, "it still waits");
    assert_eq!(confirm(&world, &poll, &page).status, 303);
}

#[test]
fn a_session_that_ends_before_the_confirmation_leads_back_to_it() {
    let (world, poll) = stage();
    world.sign_in("ada@example.org");
    from_booth(&world, &poll, &world.request(&poll));
    let page = world.get(&confirm_path(&poll), None);
    world.at(12 * 3600);
    let expired = confirm(&world, &poll, &page);
    assert_eq!(
        (expired.status, expired.header("Location")),
        (303, format!("/sign-in?next={}", confirm_path(&poll)).as_str())
    );
    let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", &confirm_path(&poll))];
    assert_eq!(world.post_form("/sign-in", &fields).header("Location"), confirm_path(&poll));
}
