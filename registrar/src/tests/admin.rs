//! The organisers' pages.

use crate::testing::{World, draft};

fn form() -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", "Board"),
        ("description", "Who leads us?"),
        ("slug", ""),
        ("test", "on"),
        ("time_zone", "UTC"),
        ("issuance_opens", "2026-12-01T12:00"),
        ("issuance_closes", "2026-12-01T13:00"),
        ("voting_opens", "2026-12-01T12:00"),
        ("voting_closes", "2026-12-01T14:00"),
        ("electorate", "roll"),
        ("results", "after_close"),
        ("mix", "0"),
        ("questions[0].title", "Chair"),
        ("questions[0].more", "Ada\r\nBen"),
        ("questions[0].kind", "choice"),
        ("questions[0].min", "1"),
        ("questions[0].max", "1"),
        ("questions[0].seats", "1"),
        ("questions[0].abstain", "on"),
        ("action", "save"),
    ]
}

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut fields = form();
    for (name, value) in changes {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

fn officer() -> World {
    let world = World::new();
    world.admin_token();
    world.sign_in("admin@example.org");
    world
}

#[test]
fn bad_input_comes_back_with_its_faults_and_loses_nothing() {
    let world = officer();
    for (changes, field) in [
        (&[("title", " ")][..], "title-0"),
        (&[("mix", "many")], "mix"),
        (&[("mix", "3"), ("test", "")], "mix"),
        (&[("voting_closes", "soon")], "voting_closes"),
        (&[("time_zone", "Mars/Olympus")], "time_zone"),
        (&[("time_zone", "Europe/Berlin"), ("voting_closes", "2027-03-28T02:30")], "voting_closes"),
        (&[("voting_closes", "2026-12-01T11:00")], "issuance_closes"),
        (&[("questions[0].more", "")], "questions-0-more"),
        (&[("questions[0].max", "7")], "questions-0-max"),
        (&[("questions[0].min", "-1")], "questions-0-min"),
        (&[("questions[0].seats", "x")], "questions-0-seats"),
        (
            &[("questions[0].kind", "score"), ("questions[0].low", "5"), ("questions[0].high", "5")],
            "questions-0-high",
        ),
        (&[("slug", "Not a slug")], "slug"),
        (&[("electorate", "open"), ("domains", "example..org")], "domains"),
        (&[("electorate", "open"), ("late_additions", "on")], "late_additions"),
    ] {
        let answer = world.post_form("/admin/polls", &with(changes));
        assert_eq!(answer.status, 422, "{changes:?}");
        assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{changes:?}: {}", answer.text);
        assert!(answer.text.contains("Who leads us?"), "{changes:?}");
        let ada =
            answer.text.contains("name=\"questions[0].options[0].title[0]\" type=\"text\" value=\"Ada\"");
        assert!(ada || field == "questions-0-more", "{changes:?}");
        assert!(answer.text.contains(&format!("id=\"{field}\"")), "{field} is not on the page");
    }
    let early = world.post_form("/admin/polls", &with(&[("voting_closes", "2026-12-01T11:00")])).text;
    assert!(early.contains("href=\"#issuance_closes\">Voting passes until: "), "{early}");
    let french =
        world.post_form("/admin/polls?lang=fr", &with(&[("voting_closes", "2026-12-01T11:00")])).text;
    assert!(french.contains("Cartes de vote jusqu&#39;au") && !french.contains("&amp;#"), "{french}");
    let many: Vec<(String, &str)> = (1..=crypto::manifest::MAX_QUESTIONS)
        .flat_map(|n| {
            [
                ("title", "Chair"),
                ("more", "Ada\nBen"),
                ("kind", "choice"),
                ("min", "1"),
                ("max", "1"),
                ("seats", "1"),
            ]
            .map(|(name, value)| (format!("questions[{n}].{name}"), value))
        })
        .collect();
    let fields = form().into_iter().chain(many.iter().map(|(name, value)| (name.as_str(), *value)));
    let many = world.post_form("/admin/polls", &fields.collect::<Vec<_>>()).text;
    assert!(many.contains("href=\"#questions\">Questions: "), "{many}");
    assert!(!world.get("/admin/polls", None).text.contains("Board"));
    assert_eq!(world.post_form("/admin/polls", &[]).status, 422);
}

#[test]
fn a_poll_is_made_and_published_on_pages() {
    let world = officer();
    let more = world.post_form("/admin/polls", &with(&[("action", "add")]));
    assert_eq!(more.status, 200);
    assert!(more.text.contains("questions[1].title") && more.text.contains("Who leads us?"));
    // The second question is left empty and dropped.
    let saved = world.post_form("/admin/polls", &with(&[("questions[1].title", "")]));
    assert_eq!(saved.status, 303, "{}", saved.text);
    let page = saved.header("Location").strip_suffix("?done=saved").unwrap().to_owned();
    let told = world.get(saved.header("Location"), None).text;
    assert!(told.contains("value=\"Board\"") && told.contains("The draft is saved."), "{told}");
    assert!(!world.get(&page, None).text.contains("The draft is saved."));
    assert_eq!(world.post_form(&page, &with(&[("title", "Board 2026")])).status, 303);

    let listed = world.get("/admin/polls", None).text;
    assert!(listed.contains("datetime=\"2026-12-01T14:00:00Z\""), "{listed}");

    let voter = [("email", "ada@example.org"), ("name", "Ada")];
    assert_eq!(world.post_form(&format!("{page}/voters"), &voter).status, 303);
    assert!(world.get(&page, None).text.contains("One voter is on the list"));

    let check = world.get(&format!("{page}/publish"), None);
    assert!(check.text.contains("Board 2026") && check.text.contains("nothing can be changed"));
    let unsure = world.post_form(&format!("{page}/publish"), &[]);
    assert!(unsure.status == 422 && marks_the_box(&unsure.text), "{}", unsure.text);
    let published = world.post_form(&format!("{page}/publish"), &[("sure", "on")]);
    assert_eq!(published.status, 303, "{}", published.text);
    let notices = published.header("Location").strip_suffix("?done=published").unwrap().to_owned();
    let news = world.get(published.header("Location"), None).text;
    assert!(news.contains("The poll is published.</p>"), "{news}");
    let overview = world.get(&notices, None).text;
    assert!(
        overview.contains("0 of 1 voting passes collected") && !overview.contains("The poll is published")
    );
    assert!(world.get("/admin/polls", None).text.contains(">published<"));
    // What is published is not edited any more.
    assert_eq!(world.get(&page, None).header("Location"), notices);
    assert_eq!(world.post_form(&page, &form()).header("Location"), notices);
    assert_eq!(world.mails("invitation", "ada@example.org").len(), 1);
}

#[test]
fn times_are_typed_and_shown_in_the_zone_of_the_draft() {
    let world = officer();
    let saved = world.post_form("/admin/polls", &with(&[("time_zone", "Asia/Kathmandu")]));
    let page = saved.header("Location").to_owned();
    let text = world.get(&page, None).text;
    assert!(text.contains("<option selected>Asia/Kathmandu</option>"), "{text}");
    assert!(text.contains("value=\"2026-12-01T14:00\""), "{text}");
    let admin = world.token("admin@example.org");
    let draft =
        world.get(&format!("/api/v1/drafts/{}", page.rsplit('/').next().unwrap()), Some(&admin)).json();
    assert_eq!(draft["fields"]["voting_closes"], "2026-12-01T08:15:00Z");
    assert_eq!(draft["fields"]["time_zone"], "Asia/Kathmandu");
}

/// The one that is to be ticked before what cannot be undone.
fn marks_the_box(page: &str) -> bool {
    let marked = "id=\"sure\" type=\"checkbox\" name=\"sure\" value=\"on\" aria-invalid=\"true\"";
    page.contains(marked) && page.contains("href=\"#sure\"") && page.contains("id=\"sure-error\"")
}

#[test]
fn a_notice_is_given_once_it_makes_sense() {
    let world = officer();
    let admin = world.token("admin@example.org");
    let poll = world.poll(&admin, &["ada@example.org"]);
    let page = format!("/admin/polls/{poll}/notices");
    let extend =
        [("kind", "extend"), ("voting_closes", "2026-12-01T15:00"), ("reason", "rain"), ("sure", "on")];
    for missing in 0..extend.len() {
        let mut fields = extend.to_vec();
        fields.remove(missing);
        let answer = world.post_form(&page, &fields);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("No notice was given"));
        assert_eq!(marks_the_box(&answer.text), extend[missing].0 == "sure", "{}", answer.text);
    }
    let earlier =
        [("kind", "extend"), ("voting_closes", "2026-12-01T13:59"), ("reason", "rain"), ("sure", "on")];
    let refused = world.post_form(&page, &earlier);
    assert!(refused.status == 422 && refused.text.contains("later") && refused.text.contains("rain"));
    assert!(refused.text.contains("Voting passes end as before, on "), "{}", refused.text);
    assert_eq!(world.post_form(&page, &extend).status, 303);
    assert!(world.get(&page, None).text.contains("on its way"));
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    let text = world.get(&page, None).text;
    assert!(text.contains("delivered") && text.contains("1 December 2026, 15:00 UTC"), "{text}");
}

#[test]
fn a_poll_in_several_languages_is_made_on_pages() {
    let world = officer();
    let named =
        |answer: &crate::testing::Answer, field: &str| answer.text.contains(&format!("href=\"#{field}\""));
    let add = with(&[("languages[0]", "en"), ("new_language", " "), ("action", "add-language")]);
    let refused = world.post_form("/admin/polls", &add);
    assert!(refused.status == 422 && named(&refused, "new_language"), "{}", refused.text);
    assert!(
        refused.text.contains("Who leads us?") && refused.text.contains("Ben</textarea>"),
        "{}",
        refused.text
    );

    let add = with(&[("languages[0]", "en"), ("new_language", "de"), ("action", "add-language")]);
    let added = world.post_form("/admin/polls", &add);
    assert_eq!(added.status, 200);
    for part in [
        "name=\"title[1]\" type=\"text\" value=\"\" lang=\"de\"",
        "Question (Deutsch)",
        "Options, one a line (English)",
    ] {
        assert!(added.text.contains(part), "{part}: {}", added.text);
    }

    let german = [("languages[0]", "en"), ("languages[1]", "de"), ("title[1]", "Vorstand")];
    let missing = world.post_form("/admin/polls", &with(&german));
    assert_eq!(missing.status, 422);
    for field in ["description-1", "questions-0-title-1", "questions-0-options-0-title-1"] {
        assert!(named(&missing, field), "{field} is not named: {}", missing.text);
        assert!(missing.text.contains(&format!("id=\"{field}\"")), "{field} is not on the page");
    }
    assert!(missing.text.contains("value=\"Vorstand\""), "what was typed is kept");

    let mut whole = with(&german);
    whole.retain(|(name, _)| *name != "questions[0].more");
    whole.extend([
        ("description[1]", "Wer f\u{fc}hrt uns?"),
        ("questions[0].title[1]", "Vorsitz"),
        ("questions[0].options[0].title[0]", "Ada"),
        ("questions[0].options[0].title[1]", "Ada"),
        ("questions[0].options[1].title[0]", "Nobody"),
        ("questions[0].options[1].title[1]", "Niemand"),
    ]);
    let mut bad = whole.clone();
    bad.iter_mut().filter(|(name, _)| *name == "languages[1]").for_each(|field| field.1 = "d e");
    let bad = world.post_form("/admin/polls", &bad);
    assert!(
        bad.status == 422 && named(&bad, "languages-0") && bad.text.contains("no language tag"),
        "{}",
        bad.text
    );

    let saved = world.post_form("/admin/polls", &whole);
    assert_eq!(saved.status, 303, "{}", saved.text);
    let page = saved.header("Location").to_owned();
    let shown = world.get(&page, None).text;
    assert!(shown.contains("value=\"Vorstand\"") && shown.contains("value=\"Niemand\""), "{shown}");
    assert!(world.get(&format!("{page}/preview?language=de"), None).text.contains("Wer f\u{fc}hrt uns?"));
    let admin = world.token("admin@example.org");
    let fields =
        world.get(&page.replace("/admin/polls/", "/api/v1/drafts/"), Some(&admin)).json()["fields"].clone();
    assert_eq!(fields["title"], serde_json::json!({ "en": "Board", "de": "Vorstand" }));
    assert_eq!(fields["questions"][0]["options"][0]["title"], "Ada", "the same in both is written once");
}

#[test]
fn a_draft_that_was_stored_in_another_spelling_is_not_spoilt_by_the_form() {
    use diesel::prelude::*;

    let world = officer();
    let admin = world.token("admin@example.org");
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let mut stored = draft();
    stored["description"] = serde_json::json!(" with spaces ");
    world
        .registrar
        .db
        .write_here(|conn| {
            diesel::sql_query(format!("UPDATE polls SET draft = '{stored}' WHERE id = '{id}'"))
                .execute(conn)?;
            Ok::<_, web::DbError>(())
        })
        .unwrap();
    let page = world.get(&format!("/admin/polls/{id}"), None);
    assert!(page.text.contains("something that this form cannot show"), "{}", page.text);
    assert!(page.text.contains("Check and publish"));
    assert_eq!(world.post_form(&format!("/admin/polls/{id}/publish"), &[("sure", "on")]).status, 303);
}
