//! The organisers' pages about voters, accounts and records, in every language that the registrar speaks.

use serde_json::json;
use web::i18n::Text;

use super::rolls::{import, upload, upload_form};
use crate::domain::audit::Action;
use crate::domain::jobs;
use crate::store;
use crate::testing::{World, draft};

/// Beside English, with words that stand on the page of the audit log and of the list of voters.
const LANGUAGES: [(&str, &str, &str); 3] = [
    ("de", "Abstimmung veröffentlicht", "Wählerverzeichnis"),
    ("fr", "Scrutin publié", "Liste des votants"),
    ("es", "Votación publicada", "Censo de votantes"),
];

/// What would be left over of English; the pages of these stories show no text of an organiser that has it.
const ENGLISH: [&str; 8] = [" of the ", " and ", " your ", "Your ", "Search", "Nothing", "Nobody", "passes"];

/// What a page says of its own, below the links to other pages.
fn main_of(page: &str) -> &str {
    page.split_once("<h1").unwrap().1.split_once("</main>").unwrap().0
}

fn account(world: &World, email: &str) -> String {
    let found = world.registrar.db.run_here(|conn| store::users::by_email(conn, email));
    found.unwrap().unwrap().id
}

#[test]
fn every_page_is_in_the_language_that_the_browser_asks_for() {
    let world = World::new();
    let admin = world.admin_token();
    let officer = world.officer_token("olga@example.org");
    world.poll(&officer, &["ada@example.org"]);
    world.voter("ada@example.org");
    let id = world.draft_with(&admin, &["ada@example.org", "ben@example.org"], &draft());
    let look = upload(&world, &admin, &id, "replace", "email\nada@example.org\nADA@example.org\nnobody\n");
    let good = upload(&world, &admin, &id, "add", "email\ncem@example.org\n");
    let job = import(&world, &admin, &id, &good);
    let mut listed = draft();
    listed["pass_list"] = json!(true);
    let poll = world.poll_with(&admin, &["ada@example.org"], &listed);
    world.mails("invitation", "ada@example.org");
    let cancel = json!({ "kind": "cancel", "reason": "42" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &cancel).status, 201);
    let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
    let voter = world.registrar.db.run_here(|conn| store::roll::voter(conn, &row.id, "ada@example.org"));
    let voter = voter.unwrap().unwrap();
    world.sign_in("admin@example.org");
    let [olga, ada, own] =
        ["olga@example.org", "ada@example.org", "admin@example.org"].map(|email| account(&world, email));
    let pages = [
        format!("/admin/polls/{id}/voters?done=saved"),
        format!("/admin/polls/{id}/voters?search=nobody"),
        format!("/admin/polls/{poll}/voters?search=ada&invitation=sent"),
        format!("/admin/polls/{id}/uploads/{}", look["upload"].as_str().unwrap()),
        format!("/admin/polls/{poll}/voters/{voter}?done=invited"),
        format!("/admin/polls/{poll}/passes"),
        format!("/admin/polls/{poll}/dashboard"),
        format!("/admin/polls/{id}/officers"),
        format!("/admin/jobs/{job}"),
        "/admin/users?done=deleted".to_owned(),
        "/admin/users?search=zzz".to_owned(),
        format!("/admin/users/{olga}/delete"),
        format!("/admin/users/{ada}/delete"),
        format!("/admin/users/{own}/delete"),
        "/admin/audit".to_owned(),
        "/admin/audit?object=draft:none".to_owned(),
    ];
    for round in ["waiting", "done"] {
        for (language, _, _) in LANGUAGES {
            for path in &pages {
                let page = world.get_in(language, path);
                assert_eq!((page.status, page.header("Content-Language")), (200, language), "{path}");
                let shown = main_of(&page.text);
                for left in ENGLISH {
                    assert!(!shown.contains(left), "{language} {path} ({round}): {left:?} in {shown}");
                }
            }
        }
        jobs::run_all(&world.registrar).unwrap();
    }
    for (language, published, voters) in LANGUAGES {
        assert!(world.get_in(language, "/admin/audit").text.contains(published));
        let roll = format!("/admin/polls/{id}/voters");
        assert!(world.get_in(language, &roll).text.contains(&format!("<h1>{voters}</h1>")));
        // A download is for programs: its columns are the same in every language.
        let csv = world.get_in(language, &format!("{roll}.csv")).text;
        assert!(csv.starts_with("email,name,external_id\n"), "{csv}");
    }
}

#[test]
fn what_is_wrong_with_a_list_is_told_in_the_language_of_the_link() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let uploads = format!("/admin/polls/{id}/uploads?lang=de");
    for (csv, words) in [
        ("name\nAda\n", "Die erste Zeile muss lauten: email, oder email,name"),
        ("email\n", "In der Datei steht niemand."),
        ("email\nada@example.org\0\n", "Zeile 2 ist kein Text in UTF-8; sie enthält Nullbytes"),
    ] {
        let refused = upload_form(&world, &uploads, csv);
        assert!(refused.status == 422 && refused.text.contains(words), "{csv:?}: {}", refused.text);
        assert!(refused.text.contains("Nichts wurde geändert"));
    }
    let kept = upload_form(&world, &uploads, "email,name\n<i>,Ada\n,nobody\nben@example.org,Ben,7\n");
    let look = world.get(kept.header("Location"), None);
    assert!(kept.header("Location").ends_with("?lang=de"), "{}", kept.header("Location"));
    for words in [
        "Zeile 2: „&lt;i&gt;“ ist keine E-Mail-Adresse wie ada@example.org",
        "Zeile 3: hat keine Adresse",
        "Zeile 4: hat 3 Spalten, die erste Zeile hat 2",
        "Berichtigen Sie diese Zeilen",
    ] {
        assert!(look.text.contains(words), "{words}: {}", look.text);
    }
    let voters = format!("/admin/polls/{id}/voters?lang=de");
    for (fields, words) in [
        (&[("email", "ada@example.org")][..], "Diese Adresse steht schon im Verzeichnis."),
        (&[("email", "niemand")], "„niemand“ ist keine E-Mail-Adresse"),
        (&[("action", "empty")], "Kreuzen Sie an, dass alle"),
    ] {
        let refused = world.post_form(&voters, fields);
        assert!(refused.status == 422 && refused.text.contains(words), "{fields:?}: {}", refused.text);
    }
}

#[test]
fn what_is_not_done_about_accounts_is_told_in_the_language_of_the_link() {
    let world = World::new();
    let admin = world.admin_token();
    let (olga, ada) = ("olga@example.org", "ada@example.org");
    world.officer_token(olga);
    world.voter(ada);
    world.sign_in("admin@example.org");
    let own = account(&world, "admin@example.org");
    let ada_id = account(&world, ada);
    let id = world.draft_with(&admin, &[], &draft());
    for (path, fields, words) in [
        (
            format!("/admin/users/{own}"),
            &[("role", "voter")][..],
            "Das ist die letzte Person in der Verwaltung",
        ),
        (format!("/admin/users/{ada_id}"), &[("role", "king")], "Wählen Sie eine der Rollen."),
        (format!("/admin/users/{ada_id}"), &[("action", "end-sessions")], "Kreuzen Sie an, dass die Person"),
        (
            format!("/admin/users/{ada_id}"),
            &[("action", "reset-second-factor"), ("sure", "on")],
            "Dieses Konto hat keine Codes und keine Passkeys",
        ),
        (format!("/admin/users/{ada_id}/delete"), &[], "Kreuzen Sie an, dass das Konto für immer"),
        (
            format!("/admin/polls/{id}/officers"),
            &[("action", "give"), ("email", ada)],
            "Das Konto von ada@example.org hat die Rolle Wählende",
        ),
    ] {
        let refused = world.post_form(&format!("{path}?lang=de"), fields);
        assert!((400..500).contains(&refused.status), "{path} {fields:?}: {}", refused.status);
        assert!(refused.text.contains(words), "{path} {fields:?}: {}", refused.text);
    }
}

#[test]
fn why_a_job_has_failed_is_told_in_the_language_of_whoever_looks() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let look = upload(&world, &admin, &id, "add", "email\nben@example.org\n");
    let job = import(&world, &admin, &id, &look);
    assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 201);
    jobs::run_all(&world.registrar).unwrap();
    let page = format!("/admin/jobs/{job}");
    let said = |language: &str| world.get_in(language, &page).text;
    assert!(said("de").contains("Die Abstimmung ist veröffentlicht: In ihrem Verzeichnis"), "{}", said("de"));
    assert!(said("es").contains("La votación está publicada: no se puede añadir"), "{}", said("es"));
    let told = world.get(&format!("/api/v1/jobs/{job}"), Some(&admin)).json();
    assert_eq!(
        told["failure"], "the poll is published: nobody can be added to the list of voters or taken off it",
        "the API speaks English"
    );
    // As an older version stored it.
    world.registrar.db.run_here(|conn| store::jobs::fail(conn, &job, "the disk was full")).unwrap();
    assert!(said("de").contains("The disk was full."));
}

#[test]
fn every_act_of_the_audit_log_has_words() {
    for act in Action::ALL {
        let name = act.as_str().replace('.', "-");
        let words = Text::new("audit-act").with("act", name.as_str()).to_string();
        assert_ne!(words, name, "the message audit-act lacks it");
    }
}
