//! The organisers' pages in every language that has them, and what they say of bad input.

use crate::testing::{World, draft};

/// What each language says on these pages.
const LANGUAGES: [(&str, [&str; 4]); 3] = [
    ("de", ["Übersicht", "Vorschau", "Weitere Frage hinzufügen", "Archiv"]),
    ("fr", ["Vue d&#39;ensemble", "Aperçu", "Ajouter une question", "Archives"]),
    ("es", ["Resumen", "Vista previa", "Añadir otra pregunta", "Archivo"]),
];

/// What only a page in English would have.
const ENGLISH: [&str; 9] =
    [" the ", " your ", " and ", " with ", " voters ", "Voting ", ">Save", ">Publish", "aria-label=\"Move"];

fn officer() -> (World, String) {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    (world, admin)
}

#[test]
fn every_page_about_a_poll_is_in_the_language_of_the_browser() {
    let (world, admin) = officer();
    let mut asked = draft();
    asked["questions"][0]["description"] = "Who *leads*?".into();
    let id = world.draft_with(&admin, &["ada@example.org"], &asked);
    let poll = world.poll(&admin, &["ada@example.org"]);
    let of_draft =
        ["", "/preview", "/candidates", "/publish", "/more"].map(|page| format!("/admin/polls/{id}{page}"));
    let others = ["/admin/polls", "/admin/polls?archive=true", "/admin/polls/new"].map(str::to_owned);
    let of_poll = ["/notices", "/more"].map(|page| format!("/admin/polls/{poll}{page}"));
    for (language, words) in LANGUAGES {
        let mut seen = String::new();
        for path in of_draft.iter().chain(&others).chain(&of_poll) {
            let page = world.get_in(language, path);
            assert_eq!((page.status, page.header("Content-Language")), (200, language), "{path}");
            assert!(page.text.contains(&format!("<html lang=\"{language}\"")), "{path}");
            for english in ENGLISH {
                assert!(!page.text.contains(english), "{path} in {language} says {english}: {}", page.text);
            }
            seen += &page.text;
        }
        for word in words {
            assert!(seen.contains(word), "{word} in {language}");
        }
    }
    let english = world.get_in("xx", &of_draft[0]);
    assert!(english.text.contains("<html lang=\"en\"") && english.text.contains(">Save the draft<"));
}

#[test]
fn a_link_chooses_the_language_and_forms_keep_it() {
    let (world, admin) = officer();
    let id = world.draft_with(&admin, &[], &draft());
    let page = world.get(&format!("/admin/polls/{id}?lang=de"), None).text;
    for kept in [
        format!("action=\"/admin/polls/{id}?lang=de\""),
        format!("href=\"/admin/polls/{id}/voters?lang=de\""),
    ] {
        assert!(page.contains(&kept), "{kept} in {page}");
    }
    let copied = world.post_form_in("en", &format!("/admin/polls/{id}/more?lang=de"), &[("action", "copy")]);
    assert_eq!(copied.status, 303, "{}", copied.text);
    assert!(copied.header("Location").ends_with("?lang=de"), "{}", copied.header("Location"));
}

#[test]
fn what_is_wrong_with_a_draft_is_said_in_german_at_its_field() {
    let (world, _) = officer();
    let good = [
        ("title", "Vorstand"),
        ("test", "on"),
        ("time_zone", "Europe/Berlin"),
        ("issuance_opens", "2026-12-01T12:00"),
        ("issuance_closes", "2026-12-01T13:00"),
        ("voting_opens", "2026-12-01T12:00"),
        ("voting_closes", "2026-12-01T14:00"),
        ("electorate", "roll"),
        ("results", "after_close"),
        ("mix", "0"),
        ("questions[0].title", "Vorsitz"),
        ("questions[0].more", "Ada\r\nBen"),
        ("questions[0].kind", "choice"),
        ("questions[0].min", "1"),
        ("questions[0].max", "1"),
        ("questions[0].seats", "1"),
        ("action", "save"),
    ];
    for (name, value, field, words) in [
        ("title", " ", "title-0", "Geben Sie der Abstimmung einen Titel."),
        ("mix", "viele", "mix", "Geben Sie eine ganze Zahl an."),
        ("test", "", "mix", "Mindestens 8 sind nötig"),
        ("time_zone", "Mars/Olympus", "time_zone", "„Mars/Olympus“ ist keine Zeitzone"),
        ("voting_closes", "bald", "voting_closes", "Geben Sie Datum und Uhrzeit an"),
        ("voting_closes", "2027-03-28T02:30", "voting_closes", "Sonntag, 28. März 2027, 03:00"),
        ("voting_closes", "2026-12-01T11:30", "issuance_closes", "nicht später enden als die Abstimmung"),
        ("slug", "Kein Name", "slug", "1 bis 32 Kleinbuchstaben"),
        ("questions[0].more", "", "questions-0-more", "Geben Sie die Möglichkeiten an"),
        ("questions[0].max", "7", "questions-0-max", "Mehr als 2 geht nicht"),
        ("questions[0].seats", "9", "questions-0-seats", "Gewinnen können 1 bis 2"),
        ("retention_days", "0", "retention_days", "Geben Sie eine Zahl von 1 bis"),
        ("witnesses", "w", "witnesses", "ist kein Prüfschlüssel eines Zeugen"),
        ("languages[0]", "kein Kürzel", "languages-0", "ist kein Kürzel einer Sprache"),
    ] {
        let mut fields = good.to_vec();
        fields.retain(|(known, _)| *known != name);
        fields.push((name, value));
        let answer = world.post_form_in("de", "/admin/polls", &fields);
        assert_eq!(answer.status, 422, "{name}");
        let said = format!("id=\"{field}-error\">");
        let told = answer
            .text
            .split(&said)
            .nth(1)
            .unwrap_or_else(|| panic!("{name}: nothing at {field} in {}", answer.text));
        let told = told.split("</span>").next().unwrap();
        assert!(told.contains(words), "{name}: {told}");
    }
    assert_eq!(world.post_form_in("de", "/admin/polls", &good).status, 303);
}
