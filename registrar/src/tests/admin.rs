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
        (&[("title", " ")][..], "title"),
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
    ] {
        let answer = world.post_form("/admin/polls", &with(changes));
        assert_eq!(answer.status, 422, "{changes:?}");
        assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{changes:?}: {}", answer.text);
        assert!(answer.text.contains("Who leads us?"), "{changes:?}");
        let ada = answer.text.contains("name=\"questions[0].options[0].title\" type=\"text\" value=\"Ada\"");
        assert!(ada || field == "questions-0-more", "{changes:?}");
        assert!(answer.text.contains(&format!("id=\"{field}\"")), "{field} is not on the page");
    }
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
    let page = saved.header("Location").to_owned();
    assert!(world.get(&page, None).text.contains("value=\"Board\""));
    assert_eq!(world.post_form(&page, &with(&[("title", "Board 2026")])).status, 303);

    let voter = [("email", "ada@example.org"), ("name", "Ada")];
    assert_eq!(world.post_form(&format!("{page}/voters"), &voter).status, 303);
    assert!(world.get(&page, None).text.contains("One voter is on the list"));

    let check = world.get(&format!("{page}/publish"), None);
    assert!(check.text.contains("Board 2026") && check.text.contains("nothing can be changed"));
    assert_eq!(world.post_form(&format!("{page}/publish"), &[]).status, 422);
    let published = world.post_form(&format!("{page}/publish"), &[("sure", "on")]);
    assert_eq!(published.status, 303, "{}", published.text);
    let notices = published.header("Location").to_owned();
    assert!(world.get(&notices, None).text.contains("0 of 1 voting passes collected"));
    assert!(world.get("/admin/polls", None).text.contains("issuing passes"));
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
    }
    let earlier =
        [("kind", "extend"), ("voting_closes", "2026-12-01T13:59"), ("reason", "rain"), ("sure", "on")];
    let refused = world.post_form(&page, &earlier);
    assert!(refused.status == 422 && refused.text.contains("later") && refused.text.contains("rain"));
    assert_eq!(world.post_form(&page, &extend).status, 303);
    assert!(world.get(&page, None).text.contains("on its way"));
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    let text = world.get(&page, None).text;
    assert!(text.contains("delivered") && text.contains("1 Dec 2026, 15:00 UTC"), "{text}");
}

#[test]
fn a_draft_that_the_form_cannot_show_is_not_spoilt_by_it() {
    let world = officer();
    let admin = world.token("admin@example.org");
    let mut two_languages = draft();
    two_languages["languages"] = serde_json::json!(["en", "de"]);
    two_languages["title"] = serde_json::json!({ "en": "Board", "de": "Vorstand" });
    let id = world.draft_with(&admin, &["ada@example.org"], &two_languages);
    let page = world.get(&format!("/admin/polls/{id}"), None);
    assert!(page.text.contains("which this form cannot show") && page.text.contains("Check and publish"));
    assert_eq!(world.post_form(&format!("/admin/polls/{id}/publish"), &[("sure", "on")]).status, 303);
}
