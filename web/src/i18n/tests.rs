use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rocket::http::{Header, Status};
use rocket::local::blocking::Client;
use rocket::response::{self, Responder, Response};
use rocket::{get, post, routes};
use rocket_dyn_templates::minijinja::{AutoEscape, Environment};

use super::*;
use crate::catchers::error_page;
use crate::problem::Problem;
use crate::templates::{Page, Templates};

#[get("/page?<code>")]
fn page(code: Option<&str>) -> Page {
    Page::new("error.html", context! { title => "x", explanation => code.unwrap_or_default(), status => 200 })
}

#[post("/page")]
fn form() -> Page {
    page(None)
}

#[get("/refused")]
fn refused() -> Page {
    let inner = Text::new("error-code").with("status", 7_u32);
    error_page(&Problem::conflict().says(Text::new("error-code").with("status", inner)))
}

/// On to the place that is named in the query.
#[get("/gone?<to>")]
fn gone(to: String) -> Gone {
    Gone(to)
}

struct Gone(String);

impl<'r> Responder<'r, 'static> for Gone {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        Response::build().raw_header("Location", carried(request, self.0)).ok()
    }
}

/// All languages that have the common messages.
fn client() -> Client {
    let templates = Templates::for_tests().with_messages(Messages::load(&["common"]).unwrap());
    let rocket = rocket::custom(crate::server::quiet_config())
        .attach(templates.fairing())
        .mount("/", routes![page, form, refused, gone]);
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
    assert!(page.contains("<a class=\"alone\" href=\"/?lang=de\">Zur Startseite</a>"), "{page}");
    assert!(page.contains("href=\"?code=a%26b&amp;lang=fr\" lang=\"fr\""), "{page}");
    assert!(page.contains("aria-current=\"true\">Deutsch</a>"), "{page}");
    let (_, page) = ask(&client, "/page", "de");
    assert!(page.contains("<a class=\"alone\" href=\"/\">Zur Startseite</a>"), "{page}");
    let response = client.get("/page?lang=de").dispatch();
    assert!(response.headers().get_one("Set-Cookie").is_none());
    let answer = client.post("/page?lang=de").dispatch().into_string().unwrap();
    assert!(answer.contains("lang=\"de\"") && !answer.contains("hreflang"), "{answer}");
}

#[test]
fn an_error_is_told_in_the_language_of_the_page_and_in_english_elsewhere() {
    let templates = Templates::for_tests().with_messages(Messages::of(Catalogues::BallotBox).unwrap());
    let rocket = rocket::custom(crate::server::quiet_config())
        .attach(templates.fairing())
        .mount("/", routes![refused]);
    let page = Client::untracked(rocket).unwrap().get("/refused?lang=de").dispatch().into_string().unwrap();
    assert!(page.contains("<h1>Das passt nicht zu dem, was schon da ist</h1>"), "{page}");
    assert!(page.contains("<p class=\"lead\">Code Code 7.</p>"), "{page}");
    let text = Text::new("error-code").with("status", "<b>");
    assert_eq!(Problem::conflict().says(text).to_string(), "conflict: Code <b>");
}

#[test]
fn a_redirect_goes_on_in_the_chosen_language_and_only_on_the_same_service() {
    let client = client();
    for (path, location) in [
        ("/gone?to=/me&lang=de", "/me?lang=de"),
        ("/gone?to=/me%3Fa=b&lang=de", "/me?a=b&lang=de"),
        ("/gone?to=/me%23there&lang=de", "/me?lang=de#there"),
        ("/gone?to=/me", "/me"),
        ("/gone?to=/me&lang=xx", "/me"),
        ("/gone?to=https://box.example/&lang=de", "https://box.example/"),
    ] {
        assert_eq!(client.get(path).dispatch().headers().get_one("Location"), Some(location), "{path}");
    }
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
    let around =
        "{{ around('moment', 'time', weekday='Mo', day=1, month='May', year='2026', zone='UTC')[0] }}";
    assert_eq!(render(around).unwrap(), "Mo, 1 May 2026, ");
    assert!(render("{{ around('to-start', 'x') }}").is_err(), "no value");
    let pieces = "{% for one in pieces('title-of-two', ['b', 'a']) %}[{% if one.name is defined %}${{ one.name }}{% else %}{{ one.text }}{% endif %}]{% endfor %}";
    let apart = |message: &str, names: &str| {
        render(&pieces.replace("title-of-two", message).replace("'b', 'a'", names))
    };
    assert_eq!(apart("error-code", "'status'").unwrap(), "[Code ][$status][]");
    let moment = apart("moment", "'zone', 'weekday', 'day', 'month', 'year', 'time'").unwrap();
    assert_eq!(
        moment, "[][$weekday][, ][$day][ ][$month][ ][$year][, ][$time][ ][$zone][]",
        "in the message's order"
    );
    assert!(apart("error-code", "'status', 'x'").is_err(), "a value that does not occur");
    assert!(apart("error-code", "").is_err(), "a value is missing");
    assert_eq!(render("{{ say('<i>') }}").unwrap(), "&lt;i&gt;");
    assert!(render("{{ say({'message': 'no-such-message', 'values': {}}) }}").is_err());
    assert!(render("{{ say({'a': 'b'}) }}").is_err(), "no text");
    assert!(render("{{ t('no-such-message') }}").is_err());
    assert!(render("{{ t('error-code') }}").is_err(), "a value is missing");
}

#[test]
fn numbers_are_written_as_the_language_of_the_page_does() {
    let messages = Arc::new(Messages::load(&["common"]).unwrap());
    let mut environment = Environment::new();
    for (name, value) in messages.globals() {
        environment.add_global(name, value);
    }
    let source = "{{ t('error-code', status=12345) }} {{ number(1234) }} {{ number('0.50') }} {{ number(none) }}|{{ speaks('de') }}";
    for (tag, expected) in [
        ("en", "Code 12,345 1,234 0.50 |False"),
        ("de-AT", "Code 12.345 1.234 0,50 |True"),
        ("fr", "Code 12\u{202f}345 1\u{202f}234 0,50 |False"),
        ("es", "C\u{f3}digo 12\u{a0}345 1234 0,50 |False"),
        ("xx", "Code 12,345 1,234 0.50 |False"),
    ] {
        let render = || environment.render_str(source, ()).unwrap();
        assert_eq!(messages.spoken_in(tag).while_rendering(render), expected, "{tag}");
    }
}

#[test]
fn every_language_has_every_message_with_the_same_values() {
    let services = SERVICES.map(|(service, _)| service.own()).concat();
    for name in [SHARED, &services, &["booth"]].concat() {
        let english = values(&catalogue("en", name).unwrap());
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
    let english = |names: &[&str]| -> BTreeSet<String> {
        names.iter().flat_map(|name| values(&catalogue("en", name).unwrap()).into_keys()).collect()
    };
    let shared = english(SHARED);
    let everywhere = sources(&root().join("templates"), false) + &sources(&root().join("web/src"), true);
    // These the code itself asks for.
    let mut seen = BTreeSet::from(["direction", "language-name"].map(str::to_owned));
    for (service, folders) in SERVICES {
        let own = english(service.own());
        let text: String = folders.iter().map(|folder| sources(&root().join(folder), true)).collect();
        let used = used(&(text + &everywhere));
        for id in &used {
            assert!(own.contains(id) || shared.contains(id), "{service:?}: {id} is in no catalogue");
        }
        for id in &own {
            assert!(used.contains(id), "{service:?}: {id} is not used");
            assert!(!shared.contains(id), "{service:?}: {id} is in {SHARED:?} too");
        }
        seen.extend(used);
    }
    for id in shared.difference(&seen) {
        assert!(id.starts_with("error-"), "{id} of {SHARED:?} is not used");
    }
}

#[test]
fn no_two_catalogues_have_a_message_of_the_same_name() {
    // What Rust says in English is looked for in all of them.
    let mut seen = BTreeMap::new();
    for name in [SHARED, &SERVICES.map(|(service, _)| service.own()).concat()].concat() {
        for id in values(&catalogue("en", name).unwrap()).into_keys() {
            let other = seen.insert(id.clone(), name);
            assert!(other.is_none(), "{id} is in {name}.ftl and in {other:?}.ftl");
        }
    }
}

#[test]
fn every_problem_has_a_title_in_the_catalogues() {
    let titles = values(&catalogue("en", "errors").unwrap());
    let mut code =
        SERVICES.iter().flat_map(|(_, folders)| *folders).map(|it| sources(&root().join(it), true));
    let code = code.by_ref().collect::<String>() + &sources(&root().join("web/src"), true);
    let mut names = BTreeSet::new();
    for call in ["Problem::new(", "Self::new("] {
        for (at, _) in code.match_indices(call) {
            // A status, a name, a title.
            let mut literals =
                code[at + call.len()..].split(')').next().unwrap_or_default().split('"').skip(1).step_by(2);
            if let (Some(name), Some(_title)) = (literals.next(), literals.next()) {
                names.insert(name.to_owned());
            }
        }
    }
    assert!(names.contains("not-found") && names.len() > 30, "{names:?}");
    for name in names {
        assert!(titles.contains_key(&format!("error-{name}")), "locales/en/errors.ftl lacks error-{name}");
    }
}

/// The messages that templates ask for, `t("id"`, `around("id"`, `pieces("id"` and the macro `dated("id"`, and Rust, `Text::new("id"`.
fn used(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for call in ["t(", "around(", "pieces(", "dated(", "Text::new("] {
        let within = |at: usize| text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let starts = text.match_indices(call).filter(|(at, _)| !within(*at));
        let ids = starts.filter_map(|(at, _)| text[at + call.len()..].trim_start().strip_prefix('"'));
        used.extend(ids.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    // That is how comments tell of them.
    used.remove("id");
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
        } else if !path.ends_with("tests.rs") && path.extension().is_some_and(|it| it == "j2" || it == "rs") {
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

/// Where the texts of each stand.
const SERVICES: [(Catalogues, &[&str]); 2] = [
    (Catalogues::BallotBox, &["templates/ballot-box", "ballot-box/src"]),
    (Catalogues::Registrar, &["templates/registrar", "templates/mail", "registrar/src"]),
];

/// Those for trying out a layout may lack messages, which are then shown in English.
const SAMPLES: [&str; 1] = ["ar"];
