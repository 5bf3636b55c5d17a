//! Who stands for which option: how they come to it, and when they stand no more.

use crypto::manifest::Text;
use rocket::http::{ContentType, Header, Method};
use serde_json::{Value, json};

use super::address_change::change;
use super::candidates::{ADA, BEN, Race};
use crate::testing::{Answer, World, draft};

#[test]
fn the_mailed_link_signs_in_and_leads_to_the_own_page() {
    let world = World::new();
    let admin = world.admin_token();
    let draft = world.draft_with(&admin, &[], &draft());
    world.sign_in("admin@example.org");
    let path = format!("/admin/polls/{draft}/candidates");
    let bad = world
        .post_form(&path, &[("action", "invite"), ("question", "q1"), ("option", "a"), ("email", "cem@")]);
    assert!(bad.status == 422 && bad.text.contains("value=\"cem@\""), "{}", bad.text);
    let fields = [("action", "invite"), ("question", "q1"), ("option", "a"), ("email", "Cem@Example.org")];
    let invited = world.post_form(&path, &fields);
    assert_eq!((invited.status, invited.header("Location")), (303, format!("{path}?done=invited").as_str()));
    let taken = [("action", "invite"), ("question", "q1"), ("option", "a"), ("email", "dan@example.org")];
    let refused = world.post_form(&path, &taken);
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(!refused.text.contains("href=\"#email-"), "the field is gone: {}", refused.text);
    let page = world.get(&format!("{path}?done=invited"), None).text;
    assert!(page.contains("cem@example.org") && page.contains("a mail is on its way"), "{page}");

    let mail = world.mails("candidate-invited", "cem@example.org").pop().unwrap();
    let token = mail.split("/sign-in/link?token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let browser = world.other_browser();
    let opened = browser
        .post("/sign-in/link")
        .header(ContentType::Form)
        .header(Header::new("Origin", crate::testing::OWN))
        .body(format!("token={token}"))
        .dispatch();
    assert_eq!(opened.status().code, 303);
    let own = opened.headers().get_one("Location").unwrap().to_owned();
    assert!(own.starts_with("/candidacies/"), "{own}");
    let ask = |method: Method, body: &str| {
        let request = browser
            .req(method, own.clone())
            .header(ContentType::Form)
            .header(Header::new("Origin", crate::testing::OWN));
        Answer::of(request.body(body).dispatch())
    };
    assert!(ask(Method::Get, "").text.contains("What you want"));
    let long = ask(Method::Post, &format!("profile=Baker&statement={}", "x".repeat(4001)));
    assert!(
        long.status == 422 && long.text.contains("at most 4,000") && long.text.contains("Baker"),
        "{}",
        long.text
    );
    let html = crate::testing::encode(&[
        ("profile", "Baker"),
        ("statement", "<script>alert(1)</script>\n\n**bread**"),
    ]);
    assert_eq!(ask(Method::Post, &html).status, 303);
    for page in [ask(Method::Get, "").text, world.get(&path, None).text] {
        assert!(page.contains("<strong>bread</strong>") && !page.contains("<script"), "{page}");
    }
    let tag = world.get(&path, None).field("tag");
    let id = world.get(&path, None).field("candidacy");
    let approve = [("action", "approve"), ("candidacy", id.as_str()), ("tag", tag.as_str())];
    assert_eq!(world.post_form(&path, &approve).status, 303);
    let preview = world.get(&format!("/admin/polls/{draft}/preview"), None).text;
    assert!(preview.contains("Baker") && !preview.contains("<script"), "{preview}");
}

#[test]
fn who_is_removed_or_leaves_stands_no_more() {
    let race = Race::new();
    race.ada_writes("More trees");
    assert_eq!(race.approve_ada().status, 204);
    let path = format!("/api/v1/polls/{}/candidates/{}", race.draft, race.ada.0);
    let request =
        race.world.client.delete(path).header(Header::new("Authorization", format!("Bearer {}", race.admin)));
    assert_eq!(Answer::of(request.dispatch()).status, 204);
    assert_eq!(race.write(&race.ada.0, &race.ada.1, &json!({ "statement": "Still here" })).status, 404);
    assert_eq!(race.place(0)["candidate"], Value::Null);
    assert_eq!(race.description(0), "Engineer\n\nMore trees", "what was approved is the officers' now");

    let export = race.world.get("/api/v1/me/export", Some(&race.ben.1)).json();
    assert_eq!(export["candidacies"][0]["option"], "Ben");
    let left = json!({ "current": crate::testing::PASSWORD });
    assert_eq!(race.world.post_json("/api/v1/me/delete", Some(&race.ben.1), &left).status, 204);
    assert_eq!(race.place(1)["candidate"], Value::Null);
}

#[test]
fn an_option_that_is_gone_has_no_candidate() {
    let race = Race::new();
    race.ada_writes("More trees");
    let questions = json!([{
        "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1,
        "options": [{ "id": "c", "title": "Cem" }, { "id": "b", "title": "Ben" }],
    }]);
    let changed = race.world.patch_json(
        &format!("/api/v1/polls/{}", race.draft),
        Some(&race.admin),
        &json!({ "questions": questions }),
    );
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(race.write(&race.ada.0, &race.ada.1, &json!({ "statement": "Hello?" })).status, 404);
    assert_eq!(race.place(0)["candidate"], Value::Null);
    assert_eq!(race.place(1)["candidate"]["email"], BEN);
    let known = |conn: &mut web::DbConnection| crate::store::candidates::of_email(conn, ADA);
    assert_eq!(race.world.registrar.db.run_here(known).unwrap(), [], "nothing stays unseen");
    let log = race.world.get("/api/v1/audit", Some(&race.admin)).text;
    assert!(log.contains("candidate.remove") && log.contains(&race.ada.0), "{log}");
}

#[test]
fn a_new_option_takes_nobodys_candidate_over() {
    let race = Race::new();
    assert_eq!(race.write(&race.ben.0, &race.ben.1, &json!({ "statement": "Fewer trees" })).status, 200);
    race.world.sign_in("admin@example.org");
    let path = format!("/admin/polls/{}", race.draft);
    let page = race.world.get(&path, None);
    // Ben goes and Cleo comes, in one save.
    let fields = [
        ("base", page.field("base")),
        ("title", "Board".to_owned()),
        ("test", "on".to_owned()),
        ("time_zone", "UTC".to_owned()),
        ("issuance_opens", "2026-12-01T12:00".to_owned()),
        ("issuance_closes", "2026-12-01T13:00".to_owned()),
        ("voting_opens", "2026-12-01T12:00".to_owned()),
        ("voting_closes", "2026-12-01T14:00".to_owned()),
        ("electorate", "roll".to_owned()),
        ("mix", "0".to_owned()),
        ("questions[0].id", "q1".to_owned()),
        ("questions[0].title", "Chair".to_owned()),
        ("questions[0].kind", "choice".to_owned()),
        ("questions[0].min", "1".to_owned()),
        ("questions[0].max", "1".to_owned()),
        ("questions[0].seats", "1".to_owned()),
        ("questions[0].options[0].id", "a".to_owned()),
        ("questions[0].options[0].title", "Ada".to_owned()),
        ("questions[0].options[1].id", String::new()),
        ("questions[0].options[1].title", "Cleo".to_owned()),
        ("action", "save".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = race.world.post_form(&path, &fields);
    assert_eq!(saved.status, 303, "{}", saved.text);
    let cleo = race.place(1);
    assert_eq!((&cleo["option"], &cleo["candidate"]), (&json!("c"), &Value::Null));
    let own = race.world.get("/api/v1/me/candidacies", Some(&race.ben.1)).json();
    assert_eq!(own, json!({ "candidacies": [] }));
    assert_eq!(race.place(0)["candidate"]["email"], ADA);
}

#[test]
fn the_audit_log_does_not_name_who_writes() {
    let race = Race::new();
    race.ada_writes("More trees");
    let log = race.world.get("/api/v1/audit", Some(&race.admin)).text;
    assert!(log.contains("candidate.write") && log.contains(&race.ada.0), "{log}");
    assert!(!log.contains(ADA), "{log}");
}

#[test]
fn candidates_are_erased_with_the_voters_and_on_request() {
    let race = Race::new();
    race.ada_writes("More trees");
    assert_eq!(race.approve_ada().status, 204);
    let left = |email: &str| {
        let known = |conn: &mut web::DbConnection| crate::store::candidates::of_email(conn, email);
        race.world.registrar.db.run_here(known).unwrap().len()
    };
    let erase = |conn: &mut web::DbConnection| crate::store::erasure::address(conn, BEN);
    assert_eq!(race.world.registrar.db.run_here(erase).unwrap().candidacies, 1);
    assert_eq!((left(ADA), left(BEN)), (1, 0));
    let poll = race.publish();
    for seconds in [3600, 7200] {
        race.world.at(seconds);
        crate::workers::close_windows(&race.world.registrar).unwrap();
    }
    let (db, now) = (&race.world.registrar.db, race.world.clock.now());
    crate::domain::erasure::erase_poll(db, now, &poll).unwrap();
    assert_eq!(left(ADA), 0);
    assert_eq!(
        race.world.manifest(&poll).questions[0].options[0].description,
        Text::from("Engineer\n\nMore trees")
    );
}

#[test]
fn a_candidacy_follows_its_candidate_to_another_address() {
    let race = Race::new();
    race.ada_writes("More trees");
    let ada = change(&race.world, &race.ada.1, "lovelace@example.org");
    assert_eq!(race.place(0)["candidate"]["email"], "lovelace@example.org");
    assert_eq!(race.write(&race.ada.0, &ada, &json!({ "statement": "Even more trees" })).status, 200);
    let next = race.world.voter_token(ADA);
    assert_eq!(race.write(&race.ada.0, &next, &json!({ "statement": "Fewer trees" })).status, 404);
}
