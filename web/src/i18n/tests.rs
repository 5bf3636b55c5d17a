use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rocket::http::{Header, Status};
use rocket::local::blocking::Client;
use rocket::{get, post, routes};
use rocket_dyn_templates::minijinja::{AutoEscape, Environment};

use super::*;
use crate::templates::{Page, Templates};

#[get("/page?<code>")]
fn page(code: Option<&str>) -> Page {
    Page::new("error.html", context! { title => "x", explanation => code.unwrap_or_default(), status => 200 })
        .translated()
}

#[post("/page")]
fn form() -> Page {
    page(None)
}

#[get("/english")]
fn english() -> Page {
    Page::new("error.html", context! { title => "x", explanation => "y", status => 200 })
}

/// All languages that have the common messages.
fn client() -> Client {
    let templates = Templates::for_tests().with_messages(Messages::load(&["common"]).unwrap());
    let rocket = rocket::custom(crate::server::quiet_config())
        .attach(templates.fairing())
        .mount("/", routes![page, form, english]);
    Client::untracked(rocket).unwrap()
}

/// The language that the header names, and the page.
fn ask(client: &Client, path: &str, accepted: &str) -> (String, String) {
    let response =
        client.get(path.to_owned()).header(Header::new("Accept-Language", accepted.to_owned())).dispatch();
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(response.headers().get_one("Vary"), Some("Accept-Language"));
    let language = response.headers().get_one("Content-Language").unwrap_or_default().to_owned();
    (language, response.into_string().unwrap())
}

#[test]
fn the_link_chooses_the_language_then_the_browser_then_english() {
    let client = client();
    for (path, accepted, language) in [
        ("/page", "", "en"),
        ("/page", "xx, *;q=0.5", "en"),
        ("/page", "de-AT", "de"),
        ("/page", "xx, fr;q=0.8, es;q=0.9", "es"),
        ("/page", "fr, es", "fr"),
        ("/page", "de;q=0, FR;q=0.1", "fr"),
        ("/page", "de;q=x, fr;q=0.1", "fr"),
        ("/page?lang=es", "fr", "es"),
        ("/page?lang=xx", "fr", "fr"),
        ("/page?lang=../de", "", "en"),
        ("/page?lang=ar", "fr", "ar"),
    ] {
        let (named, page) = ask(&client, path, accepted);
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        assert_eq!(named, language, "{path} {accepted}");
        assert!(
            page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")),
            "{path} {accepted}"
        );
    }
}

#[test]
fn a_chosen_language_goes_on_in_links_and_in_nothing_else() {
    let client = client();
    let (_, page) = ask(&client, "/page?code=a%26b&lang=de", "");
    assert!(page.contains("<a href=\"/?lang=de\">Zur Startseite</a>"), "{page}");
    assert!(page.contains("href=\"?code=a%26b&amp;lang=fr\" lang=\"fr\""), "{page}");
    assert!(page.contains("aria-current=\"true\">Deutsch</a>"), "{page}");
    let (_, page) = ask(&client, "/page", "de");
    assert!(page.contains("<a href=\"/\">Zur Startseite</a>"), "{page}");
    let (named, page) = ask(&client, "/english?lang=de", "de");
    assert!(named == "en" && page.contains("<html lang=\"en\"") && !page.contains("hreflang"), "{page}");
    assert!(
        page.contains("<a href=\"/?lang=de\">Go to the start page</a>"),
        "what follows is in German again"
    );
    let response = client.get("/page?lang=de").dispatch();
    assert!(response.headers().get_one("Set-Cookie").is_none());
    let answer = client.post("/page?lang=de").dispatch().into_string().unwrap();
    assert!(answer.contains("lang=\"de\"") && !answer.contains("hreflang"), "{answer}");
}

#[test]
fn a_message_is_text_and_never_markup() {
    let messages = Arc::new(Messages::load(&["common"]).unwrap());
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, value) in messages.globals() {
        environment.add_global(name, value);
    }
    let render = |source: &str| environment.render_str(source, ());
    assert_eq!(render("{{ t('error-code', status='<b>') }}").unwrap(), "Code &lt;b&gt;");
    assert_eq!(render("{{ t('error-code', status=404) }}").unwrap(), "Code 404");
    assert_eq!(render("{{ around('error-code', 'status') }}").unwrap(), "[&quot;Code &quot;, &quot;&quot;]");
    assert!(render("{{ around('error-code', 'x') }}").is_err(), "another value");
    assert!(render("{{ around('to-start', 'x') }}").is_err(), "no value");
    assert!(render("{{ t('no-such-message') }}").is_err());
    assert!(render("{{ t('error-code') }}").is_err(), "a value is missing");
}

#[test]
fn every_language_has_every_message_with_the_same_values() {
    for name in ["common", "booth", "ballot-box", "registrar"] {
        let english = values(&catalogue("en", name).unwrap_or_default());
        for language in languages() {
            let Some(text) = catalogue(&language, name) else { continue };
            let own = values(&text);
            for (id, values) in &own {
                assert_eq!(Some(values), english.get(id), "locales/{language}/{name}.ftl: {id}");
            }
            let missing: Vec<_> = english.keys().filter(|id| !own.contains_key(*id)).collect();
            assert!(
                missing.is_empty() || SAMPLES.contains(&language.as_str()),
                "{language}/{name}: {missing:?}"
            );
        }
    }
}

#[test]
fn every_message_is_used_and_every_message_that_is_used_is_there() {
    let shared = sources(&root().join("templates"), false);
    let common = values(&catalogue("en", "common").unwrap());
    let mut seen = BTreeSet::new();
    for service in ["ballot-box", "registrar"] {
        let own = values(&catalogue("en", service).unwrap_or_default());
        let text = sources(&root().join("templates").join(service), true) + &shared;
        let used = used(&text);
        for id in &used {
            assert!(own.contains_key(id) || common.contains_key(id), "{service}: {id} is in no catalogue");
        }
        for id in own.keys() {
            assert!(used.contains(id), "locales/en/{service}.ftl: {id} is not used");
            assert!(!common.contains_key(id), "{service}: {id} is in common.ftl too");
        }
        seen.extend(used);
    }
    // These the code itself asks for.
    seen.extend(["direction", "language-name"].map(str::to_owned));
    for id in common.keys() {
        assert!(seen.contains(id), "locales/en/common.ftl: {id} is not used");
    }
}

/// The messages that templates ask for: `t("id"`, `around("id"`, and the macro `dated("id"`.
fn used(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for call in ["t(\"", "around(\"", "dated(\""] {
        let within = |at: usize| text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let starts = text.match_indices(call).filter(|(at, _)| !within(*at));
        used.extend(
            starts.filter_map(|(at, _)| text[at + call.len()..].split('"').next()).map(str::to_owned),
        );
    }
    used
}

/// The messages of a catalogue, and the names of the values in each.
fn values(catalogue: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = None;
    for line in catalogue.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
            assert!(messages.insert(id.to_owned(), BTreeSet::new()).is_none(), "{id} twice");
            last = Some(id.to_owned());
        }
        let found =
            last.as_ref().and_then(|id| messages.get_mut(id)).expect("a catalogue begins with a message");
        let name =
            |part: &str| part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        found.extend(line.split('$').skip(1).map(name));
    }
    messages
}

fn sources(folder: &Path, deep: bool) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && deep {
            text += &sources(&path, true);
        } else if path.extension().is_some_and(|extension| extension == "j2") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

fn catalogue(language: &str, name: &str) -> Option<String> {
    fs::read_to_string(root().join("locales").join(language).join(format!("{name}.ftl"))).ok()
}

fn languages() -> Vec<String> {
    fs::read_dir(root().join("locales"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Those for trying out a layout may lack messages, which are then shown in English.
const SAMPLES: [&str; 1] = ["ar"];
