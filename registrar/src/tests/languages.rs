//! The pages for voters in each language: chosen by the browser or by a link, which then goes on; times by its words; and
//! what is wrong with what was typed.

use serde_json::json;

use crate::testing::{Answer, PASSWORD, World, draft, text_of};

/// What stands between these two in a page.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let rest = page.split(start).nth(1).unwrap_or_else(|| panic!("no {start} in {page}"));
    rest.split(end).next().unwrap_or_default()
}

/// What an English page would say.
const ENGLISH: [&str; 13] = [
    " the ",
    " you ",
    " your ",
    "Your ",
    "The ",
    "You ",
    " and ",
    " with ",
    " voting",
    "Voting",
    "Sign ",
    "Password<",
    "address<",
];

fn assert_translated(page: &Answer, language: &str, path: &str) {
    assert_eq!(page.header("Content-Language"), language, "{path}");
    assert!(page.text.contains(&format!("<html lang=\"{language}\" dir=\"ltr\">")), "{path}");
    let main = between(&page.text, "<body data-page=", "</body>");
    for word in ENGLISH {
        assert!(!main.contains(word), "{language} {path}: {word:?} in {main}");
    }
}

#[test]
fn every_page_for_voters_is_in_the_language_that_the_browser_prefers() {
    let world = World::new();
    let admin = world.admin_token();
    let mut polls = draft();
    polls["title"] = json!("Vorstand");
    polls["languages"] = json!(["de"]);
    polls["questions"][0]["title"] = json!("Vorsitz");
    let poll = world.poll_with(&admin, &["ada@example.org"], &polls);
    world.voter("ada@example.org");
    world.voter("ben@example.org");
    let confirm = format!("/polls/{poll}/pass/confirm");
    let signed_out = [
        "/",
        "/register",
        "/sign-in",
        "/sign-in/link/new",
        "/password-reset",
        "/sign-in/link?token=x",
        "/password-reset/confirm?token=x",
        "/verify?token=x",
        "/me/address/confirm?token=x",
        "/roll/keep?word=x",
    ];
    let of_poll = format!("/polls/{poll}");
    let signed_in = [
        "/me",
        "/me/profile",
        "/me/security",
        "/me/security?done=password",
        "/me/address",
        "/me/security/totp",
        "/me/address/confirm?token=x",
        &confirm,
        &of_poll,
    ];
    for language in LANGUAGES {
        for path in signed_out {
            let page = world.get_in(language, path);
            assert_translated(&page, language, path);
        }
        let page = world.get_in(language, &of_poll);
        assert_translated(&page, language, &of_poll);
    }
    world.sign_in("ada@example.org");
    for language in LANGUAGES {
        for path in signed_in {
            let page = world.get_in(language, path);
            assert_translated(&page, language, path);
        }
    }
}

#[test]
fn the_language_of_a_link_goes_on_through_forms_and_redirects() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    world.voter("ada@example.org");
    let box_url = world.ballot_box.url();
    let confirm = format!("/polls/{poll}/pass/confirm");
    let request = text_of(&world.request(&poll));
    // The booth names no language.
    let posted =
        world.post_form_from(Some(&box_url), &format!("/polls/{poll}/pass"), &[("request", &request)]);
    assert_eq!(posted.header("Location"), confirm);
    let first = world.get(&format!("{confirm}?lang=de"), None);
    assert_eq!(first.header("Location"), format!("/sign-in?next={confirm}&lang=de"));
    let page = world.get(first.header("Location"), None);
    assert!(page.text.contains("action=\"/sign-in?lang=de\""), "{}", page.text);
    assert!(
        page.text.contains("<ol class=\"steps\""),
        "whoever comes from the booth is on the way of a vote"
    );
    let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", &page.field("next"))];
    let on = world.post_form("/sign-in?lang=de", &fields);
    assert_eq!(on.header("Location"), format!("{confirm}?lang=de"));
    let page = world.get(on.header("Location"), None);
    for words in [
        "Wahlausweis abholen",
        "Die Wahlkabine hat Ihnen dieses Prüfzeichen gezeigt:",
        "lang=\"en\" dir=\"auto\">Board",
    ] {
        assert!(page.text.contains(words), "{words} in {}", page.text);
    }
    let fields = [("request", &*page.field("request")), ("form_token", &*page.field("form_token"))];
    let done = world.post_form(&format!("{confirm}?lang=de"), &fields);
    // What the ballot box learns is the pass and nothing of the language.
    let location = done.header("Location");
    assert!(location.starts_with(&format!("{box_url}/polls/{poll}/booth#pass=")), "{location}");
    assert!(!location.contains("lang="), "{location}");
    let page = world.get("/me?lang=de", None).text;
    assert!(
        page.contains("href=\"/me/profile?lang=de\"") && page.contains("action=\"/sign-out?lang=de\""),
        "{page}"
    );
    assert!(page.contains("href=\"?lang=fr\" lang=\"fr\" hreflang=\"fr\""), "{page}");
}

#[test]
fn what_is_wrong_is_said_on_the_form_in_its_language() {
    let world = World::new();
    let ada = world.voter("ada@example.org");
    let wrong = |path: &str, fields: &[(&str, &str)], status: u16, words: &str| {
        let page = world.post_form(path, fields);
        assert_eq!(page.status, status, "{path}: {}", page.text);
        assert!(page.text.contains(words), "{path}: {words} in {}", page.text);
        assert!(page.text.contains("<html lang=\"de\""), "{path}");
    };
    wrong("/register?lang=de", &[("email", "ada")], 422, "Das ist keine E-Mail-Adresse wie ada@example.org");
    let short = [("email", "carl@example.org"), ("password", "kurz")];
    wrong("/register?lang=de", &short, 422, "Ein Passwort hat 10 bis 256 Zeichen");
    let weak = [("email", "carl@example.org"), ("password", "aaaaaaaaaaaa")];
    wrong(
        "/register?lang=de",
        &weak,
        422,
        "Wiederholungen wie „aaa“ sind leicht zu erraten. Nehmen Sie mehrere",
    );
    let stranger = [("email", "ada@example.org"), ("password", "something else")];
    wrong("/sign-in?lang=de", &stranger, 401, "Die Adresse oder das Passwort ist falsch.");
    wrong(
        "/verify?lang=de",
        &[("token", "x")],
        422,
        "ist älter als zwei Tage oder wurde nicht vollständig kopiert.",
    );
    wrong("/password-reset/confirm?lang=de", &[("token", "x")], 422, "ist älter als eine Stunde");
    wrong("/roll/keep?lang=de", &[("word", "x")], 422, "wurde schon benutzt oder ist älter als einen Tag.");
    world.enrol("ada@example.org");
    let right = [("email", &*ada.email), ("password", PASSWORD)];
    assert_eq!(world.post_form("/sign-in?lang=de", &right).header("Location"), "/sign-in/code?lang=de");
    wrong("/sign-in/code?lang=de", &[("code", "000000")], 422, "Dieser Code ist falsch, wurde schon benutzt");
    world.sign_in("ada@example.org");
    let zone = [("name", ""), ("time_zone", "Europe/Atlantis")];
    wrong("/me/profile?lang=de", &zone, 422, "„Europe/Atlantis“ ist keine Zeitzone;");
    let password = [("current", "wrong"), ("password", "battery staple paper")];
    wrong("/me/security/password?lang=de", &password, 422, "Das ist nicht Ihr jetziges Passwort");
    let same = [("email", "ada@example.org"), ("current", PASSWORD)];
    wrong("/me/address?lang=de", &same, 422, "Das ist schon die Adresse Ihres Kontos");
    let foreign = world.post_form_from(None, "/me/profile?lang=de", &zone);
    assert!(foreign.status == 403 && foreign.text.contains("<html lang=\"de\""), "{}", foreign.text);
}

#[test]
fn times_are_in_the_words_of_the_language_and_by_clocks_of_the_zone() {
    let world = World::new();
    let admin = world.admin_token();
    let mut of_berlin = draft();
    of_berlin["time_zone"] = json!("Europe/Berlin");
    let poll = world.poll_with(&admin, &["ada@example.org"], &of_berlin);
    world.voter("ada@example.org");
    world.sign_in("ada@example.org");
    for (language, at) in [
        ("en", "Tuesday, 1 December 2026, 14:00 CET"),
        ("de", "Dienstag, 1. Dezember 2026, 14:00 Uhr CET"),
        ("fr", "mardi 1 décembre 2026, 14:00 CET"),
        ("es", "martes, 1 de diciembre de 2026, 14:00 CET"),
    ] {
        for path in ["/me", &format!("/polls/{poll}")] {
            let page = world.get_in(language, path).text;
            assert!(
                page.contains(&format!("<time datetime=\"2026-12-01T13:00:00Z\">{at}</time>")),
                "{path} {page}"
            );
        }
    }
}

/// The complete ones besides English.
const LANGUAGES: [&str; 3] = ["de", "fr", "es"];

#[test]
fn a_poll_is_shown_in_the_language_of_the_page_if_it_has_texts_in_it() {
    let world = World::new();
    let admin = world.admin_token();
    let mut poll = draft();
    poll["languages"] = json!(["fr", "de-AT"]);
    poll["title"] = json!({ "fr": "Comit\u{e9}", "de-AT": "Vorstand" });
    poll["description"] = json!({ "fr": "Texte", "de-AT": "Beschreibung" });
    let id = world.poll_with(&admin, &["ada@example.org"], &poll);
    world.voter("ada@example.org");
    world.sign_in("ada@example.org");
    for (language, title, tag) in
        [("de", "Vorstand", "de-AT"), ("fr", "Comit\u{e9}", "fr"), ("es", "Comit\u{e9}", "fr")]
    {
        for path in ["/me", &format!("/polls/{id}")] {
            let page = world.get_in(language, path).text;
            assert!(
                page.contains(title) && page.contains(&format!("lang=\"{tag}\"")),
                "{language} {path}: {page}"
            );
        }
        let page = world.get_in(language, &format!("/polls/{id}")).text;
        assert_eq!(page.contains("Beschreibung"), language == "de", "{page}");
    }
}
