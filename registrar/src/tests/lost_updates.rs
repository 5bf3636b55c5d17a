//! Two officers at one draft: the second is told, and nobody's words are lost.

use rocket::http::{ContentType, Header};
use serde_json::{Value, json};

use crate::testing::{Answer, World, draft};

fn patch(world: &World, admin: &str, id: &str, if_match: Option<&str>, body: &Value) -> Answer {
    let mut request = world
        .client
        .patch(format!("/api/v1/polls/{id}"))
        .header(ContentType::JSON)
        .header(Header::new("Authorization", format!("Bearer {admin}")))
        .body(body.to_string());
    if let Some(tag) = if_match {
        request.add_header(Header::new("If-Match", tag.to_owned()));
    }
    Answer::of(request.dispatch())
}

fn read(world: &World, admin: &str, id: &str) -> Answer {
    world.get(&format!("/api/v1/drafts/{id}"), Some(admin))
}

#[test]
fn over_the_api_if_match_lets_nobody_replace_what_they_have_not_read() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let seen = read(&world, &admin, &id).header("ETag").to_owned();
    assert!(seen.starts_with('"') && seen.ends_with('"') && seen.len() == 18, "{seen}");

    // Another roll is no other draft.
    let voter = json!({ "email": "ben@example.org" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{id}/roll/voters"), Some(&admin), &voter).status, 201);
    let first = patch(&world, &admin, &id, Some(&seen), &json!({ "title": "Board 2026" }));
    assert_eq!(first.status, 200, "{}", first.text);
    assert_eq!(first.header("ETag"), read(&world, &admin, &id).header("ETag"));

    let second = patch(&world, &admin, &id, Some(&seen), &json!({ "title": "Committee" }));
    assert_eq!((second.status, second.problem().as_str()), (412, "draft-changed"));
    assert_eq!(read(&world, &admin, &id).json()["fields"]["title"], "Board 2026");
    for tag in ["W/\"0123456789abcdef\"", "nonsense", ""] {
        assert_eq!(patch(&world, &admin, &id, Some(tag), &json!({ "title": "x" })).status, 412, "{tag}");
    }
    let either = format!("\"0123456789abcdef\", {}", first.header("ETag"));
    assert_eq!(patch(&world, &admin, &id, Some(&either), &json!({ "title": "Committee" })).status, 200);
    assert_eq!(patch(&world, &admin, &id, Some("*"), &json!({ "title": "Council" })).status, 200);
    assert_eq!(patch(&world, &admin, &id, None, &json!({ "title": "Senate" })).status, 200, "it is optional");
}

fn form<'a>(base: &'a str, title: &'a str, closes: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("title", title),
        ("test", "on"),
        ("time_zone", "UTC"),
        ("issuance_opens", "2026-12-01T12:00"),
        ("issuance_closes", "2026-12-01T13:00"),
        ("voting_opens", "2026-12-01T12:00"),
        ("voting_closes", closes),
        ("electorate", "roll"),
        ("results", "after_close"),
        ("mix", "0"),
        ("questions[0].id", "q1"),
        ("questions[0].title", "Chair"),
        ("questions[0].kind", "choice"),
        ("questions[0].min", "1"),
        ("questions[0].max", "1"),
        ("questions[0].seats", "1"),
        ("questions[0].abstain", "on"),
        ("questions[0].options[0].id", "a"),
        ("questions[0].options[0].title", "Ada"),
        ("questions[0].options[1].id", "b"),
        ("questions[0].options[1].title", "Ben"),
        ("action", "save"),
        ("base", base),
    ]
}

/// An admin in a browser, who manages a draft: a token, the draft's id and its page.
fn at_a_draft(world: &World) -> (String, String, String) {
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    world.sign_in("admin@example.org");
    let path = format!("/admin/polls/{id}");
    (admin, id, path)
}

#[test]
fn on_the_page_the_second_officer_compares_and_decides() {
    let world = World::new();
    let (admin, id, path) = at_a_draft(&world);
    // Both have the page open.
    let base = world.get(&path, None).field("base");
    assert_eq!(world.get(&path, None).field("base"), base);
    assert_eq!(world.post_form(&path, &form(&base, "Board 2026", "2026-12-01T14:00")).status, 303);

    let told = world.post_form(&path, &form(&base, "Committee", "2026-12-01T15:00"));
    assert_eq!(told.status, 409);
    for words in [
        "Somebody else has saved this draft meanwhile",
        "<td>Board 2026</td><td>Committee</td>",
        "<td>2026-12-01 14:00</td><td>2026-12-01 15:00</td>",
        "value=\"Committee\"",
        "value=\"2026-12-01T15:00\"",
    ] {
        assert!(told.text.contains(words), "{words} in {}", told.text);
    }
    assert_eq!(read(&world, &admin, &id).json()["fields"]["title"], "Board 2026", "nothing is saved yet");

    // A button of the form forgets nothing of what the page was made from.
    let newer = told.field("base");
    let mut more = form(&newer, "Committee", "2026-12-01T15:00");
    more.retain(|(name, _)| *name != "action");
    more.push(("action", "add"));
    let edited = world.post_form(&path, &more);
    assert_eq!((edited.status, edited.field("base")), (200, newer.clone()), "{}", edited.text);

    assert_eq!(world.post_form(&path, &form(&newer, "Committee", "2026-12-01T15:00")).status, 303);
    assert_eq!(read(&world, &admin, &id).json()["fields"]["title"], "Committee");
}

#[test]
fn what_is_wrong_is_told_before_what_was_overtaken_and_a_new_roll_disturbs_nobody() {
    let world = World::new();
    let (admin, id, path) = at_a_draft(&world);
    let base = world.get(&path, None).field("base");
    let voter = json!({ "email": "ben@example.org" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{id}/roll/voters"), Some(&admin), &voter).status, 201);
    assert_eq!(world.post_form(&path, &form(&base, "Board 2026", "2026-12-01T14:00")).status, 303);
    let wrong = world.post_form(&path, &form(&base, " ", "2026-12-01T14:00"));
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.field("base"), base, "it still knows from which draft it was made");
    assert_eq!(world.post_form(&path, &form(&base, "Senate", "2026-12-01T14:00")).status, 409);
}
