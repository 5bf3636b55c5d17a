//! The languages of mails: of the page that asked, or all those of the poll; and of nothing that is stored about a voter.

use rocket::http::Method;
use serde_json::{Value, json};

use super::mailings::{call, draft_of};
use crate::domain::letter::Letter;
use crate::domain::mail::{Words, deliver_due};
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::mails::read;
use crate::testing::smtp::TestSmtp;
use crate::testing::{OWN, World, draft};

/// A poll in German and French, in that order.
fn in_two_languages() -> Value {
    let mut draft = draft();
    draft["languages"] = json!(["de", "fr"]);
    draft["title"] = json!({ "de": "Vorstand", "fr": "Comité" });
    draft
}

const PASSWORD: &str = "eine lange Kette von Worten 17";

#[test]
fn what_a_page_has_asked_for_is_written_in_the_language_of_the_page() {
    let mut world = World::new();
    let smtp = TestSmtp::start(|_| "250 OK");
    world.send_by(&smtp.url).unwrap();
    let register = |language: &str, path: &str, email: &str| {
        let fields = [("email", email), ("name", ""), ("password", PASSWORD)];
        assert_eq!(world.post_form_in(language, path, &fields).status, 200);
        deliver_due(&world.registrar).unwrap();
        let mails = smtp.taken();
        read(mails.iter().rev().find(|mail| mail.contains(&format!("To: {email}"))).unwrap())
    };
    let german = register("de-AT, en;q=0.5", "/register", "ada@example.org");
    assert_eq!(german.subject, "Bestätigen Sie Ihre E-Mail-Adresse");
    assert!(german.text.contains("öffnen Sie innerhalb von zwei Tagen diesen Link"), "{}", german.text);
    let link = german.text.lines().find(|line| line.starts_with(OWN)).unwrap();
    assert!(link.starts_with(&format!("{OWN}/verify?token=")) && !link.contains("lang="), "{link}");
    // Who chose a language by a link goes on in it.
    let spanish = register("de", "/register?lang=es", "ben@example.org");
    assert_eq!(spanish.subject, "Confirme su dirección de correo");
    let link = spanish.text.lines().find(|line| line.starts_with(OWN)).unwrap();
    assert!(link.contains("/verify?token=") && link.ends_with("&lang=es"), "{link}");
    let english = register("xx", "/register", "cem@example.org");
    assert_eq!(english.subject, "Confirm your e-mail address");
    // Nobody remembers which it was.
    assert_eq!(world.post_form_in("", "/sign-in/link/new", &[("email", "ada@example.org")]).status, 200);
    deliver_due(&world.registrar).unwrap();
    assert_eq!(read(smtp.taken().last().unwrap()).subject, "Your link to sign in");
}

#[test]
fn an_invitation_is_in_every_language_of_the_poll_and_the_same_to_everybody() {
    let mut world = World::new();
    let smtp = TestSmtp::start(|_| "250 OK");
    world.send_by(&smtp.url).unwrap();
    let admin = world.admin_token();
    let voters = ["ada@example.org", "ben@example.org"];
    let poll = world.poll_with(&admin, &voters, &in_two_languages());
    // One of them has asked for something in French.
    let asked = [("email", "ben@example.org")];
    assert_eq!(world.post_form_in("fr", "/sign-in/link/new", &asked).status, 200);
    deliver_due(&world.registrar).unwrap();
    let mut forms = Vec::new();
    for voter in voters {
        let mails = smtp.taken();
        let invitation =
            |mail: &&String| mail.contains(&format!("To: {voter}")) && mail.contains("multipart");
        let mail = read(mails.iter().find(invitation).unwrap());
        assert_eq!(mail.subject, "Sie dürfen abstimmen: Vorstand");
        let (german, french) = mail.text.split_once("\n----------------------------------------\n").unwrap();
        assert!(german.starts_with("Version française plus bas.\n\n"), "{german}");
        assert!(german.contains("    Vorstand\n") && !german.contains("Comité"), "{german}");
        assert!(german.contains("Dienstag, 1. Dezember 2026, 12:00 Uhr (UTC)"), "{german}");
        assert!(french.contains("    Comité\n") && !french.contains("Vorstand"), "{french}");
        assert!(french.contains("mardi 1 décembre 2026, 12:00 (UTC)"), "{french}");
        let (_, token) = german.split_once("/sign-in/link?token=").unwrap();
        let token = token.lines().next().unwrap().to_owned();
        let html = mail.html.unwrap();
        for part in [german, french] {
            assert_eq!(part.matches(&format!("/sign-in/link?token={token}\n")).count(), 1, "{part}");
            assert!(part.contains(&format!("/polls/{poll}\n")), "{part}");
        }
        assert_eq!(html.matches(&token).count(), 2, "{html}");
        for part in ["<div lang=\"de\" dir=\"ltr\">", "<div lang=\"fr\" dir=\"ltr\">", "Vorstand", "Comité"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        let words = mail.text.split_whitespace().filter(|word| !word.contains("://"));
        forms.push(words.collect::<Vec<_>>().join(" "));
    }
    assert_eq!(forms[0], forms[1]);
}

#[test]
fn organisers_write_and_look_at_their_words_in_each_language() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &["ada@example.org"], &in_two_languages());
        let path = format!("/polls/{id}/mailings/texts/invitation");
        let put = |intro: &Value| {
            let text = json!({ "subject": null, "intro": intro, "automatic": true });
            call(&world, &admin, Method::Put, &path, &text)
        };
        assert_eq!(put(&json!({ "it": "Cari" })).json()["field"], "intro");
        assert_eq!(put(&json!({ "fr": "x".repeat(5_001) })).json()["field"], "intro");
        let intros = json!({ "de": "Liebe Mitglieder", "fr": "Chers membres" });
        assert_eq!(put(&intros).status, 200);
        let stored = || world.get(&format!("/api/v1/polls/{id}/mailings"), Some(&admin)).json();
        assert_eq!(stored()["texts"][0]["intro"], intros);

        world.sign_in("admin@example.org");
        let page = format!("/admin/polls/{id}/mail");
        let shown = world.get(&page, None).text;
        assert!(shown.contains("in these languages one after the other: Deutsch, Français."), "{shown}");
        assert!(shown.contains(">\nLiebe Mitglieder</textarea>"), "{shown}");
        assert!(shown.contains("name=\"intros[fr]\" lang=\"fr\""), "{shown}");
        let fields = [
            ("action", "write"),
            ("kind", "invitation"),
            ("subject", ""),
            ("intros[de]", "Guten Tag <alle>"),
            ("intros[fr]", " "),
            ("automatic", "on"),
        ];
        assert_eq!(world.post_form(&page, &fields).status, 303);
        assert_eq!(stored()["texts"][0]["intro"], json!({ "de": "Guten Tag <alle>" }));

        let look = world.get(&format!("{page}/invitation"), None).text;
        let (german, french) = look.split_once("<pre class=\"card whole\" lang=\"fr\"").unwrap();
        assert!(
            german.contains("lang=\"de\" dir=\"ltr\">Guten Tag ...,\n\nGuten Tag &lt;alle&gt;"),
            "{look}"
        );
        assert!(french.contains("Vous êtes sur la liste") && !french.contains("Guten Tag"), "{look}");
        assert_eq!(world.get(&format!("{page}/song"), None).status, 404);
        for kind in ["reminder", "notice", "result"] {
            assert_eq!(world.get(&format!("{page}/{kind}"), None).status, 200, "{kind}");
        }
        let test = world.post_form(&page, &[("action", "test"), ("kind", "invitation")]);
        assert_eq!(test.header("Location"), format!("{page}?done=test"), "{}", test.text);
        let mail = read(&world.mails("test", "admin@example.org")[0]);
        assert!(mail.text.contains("Guten Tag <alle>") && mail.text.contains("Vous êtes"), "{}", mail.text);
        assert!(world.mails("invitation", "ada@example.org").is_empty(), "nobody else gets it");

        // The words go with a copy, and one text for all languages stands once, as before there were several.
        assert_eq!(put(&json!("Willkommen")).status, 200);
        assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 201);
        let mail = read(&world.mails("invitation", "ada@example.org")[0]);
        assert_eq!(mail.text.matches("Willkommen").count(), 1, "{}", mail.text);
        assert!(mail.text.find("Willkommen") < mail.text.find("-----"), "{}", mail.text);
    }
}

#[test]
fn a_poll_in_other_languages_says_what_becomes_of_its_words() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let shown = |languages: Value| {
        let mut draft = draft();
        let titles = languages.as_array().unwrap().iter();
        draft["title"] = titles.map(|tag| (tag.as_str().unwrap().to_owned(), json!("x"))).collect();
        draft["languages"] = languages;
        let id = world.draft_with(&admin, &[], &draft);
        world.get(&format!("/admin/polls/{id}/mail"), None).text
    };
    assert!(!shown(json!(["en"])).contains("one after the other"));
    let some = shown(json!(["pl", "de"]));
    assert!(some.contains("no usual words in these languages of the poll: pl."), "{some}");
    assert!(shown(json!(["pl"])).contains("they are in English"));
}

#[test]
fn what_concerns_a_poll_is_told_to_others_in_its_languages() {
    let world = World::new();
    let admin = world.admin_token();
    world.officer_token("cem@example.org");
    let poll = world.poll_with(&admin, &["ada@example.org"], &in_two_languages());
    let id = draft_of(&world, &poll);
    let ada = super::mailings::voter(&world, &admin, &id, "ada");
    let path = format!("/polls/{id}/roll/voters/{ada}");
    let body = json!({ "email": "here@example.org" });
    assert_eq!(call(&world, &admin, Method::Patch, &path, &body).status, 200);
    let due = world.registrar.db.run_here(|conn| store::outbox::due(conn, i64::MAX, 10)).unwrap();
    let told = due.iter().find(|mail| mail.kind == "address-corrected").unwrap();
    let Words::Own(Letter { text, .. }) = &told.words else { panic!("{told:?}") };
    assert!(text.starts_with("Version française plus bas."), "{text}");
    assert!(text.contains("Die Veranstalter dieser Abstimmung") && text.contains("organisent ce scrutin"));
}
