//! The organisers' API: drafts, rolls, publishing.

use crypto::manifest::Manifest;
use crypto::note::Note;
use rocket::http::{ContentType, Header};
use serde_json::{Value, json};

use crate::domain::audit::Actor;
use crate::domain::publish::publish as publish_here;
use crate::testing::ballot_box::Mood;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft, open_draft};

fn patch(world: &World, admin: &str, id: &str, body: &Value) -> Answer {
    let request = world
        .client
        .patch(format!("/api/v1/polls/{id}"))
        .header(ContentType::JSON)
        .header(Header::new("Authorization", format!("Bearer {admin}")))
        .body(body.to_string());
    Answer::of(request.dispatch())
}

fn upload(world: &World, admin: &str, id: &str, roll: &[u8]) -> Answer {
    let request = world
        .client
        .put(format!("/api/v1/polls/{id}/roll"))
        .header(ContentType::CSV)
        .header(Header::new("Authorization", format!("Bearer {admin}")))
        .body(roll);
    Answer::of(request.dispatch())
}

fn publish(world: &World, admin: &str, id: &str) -> Answer {
    world.post(&format!("/api/v1/polls/{id}/publish"), Some(admin))
}

#[test]
fn a_draft_that_breaks_a_rule_is_refused_at_its_field() {
    let world = World::new();
    let admin = world.admin_token();
    let with = |pointer: &str, value: Value| {
        let mut draft = draft();
        *draft.pointer_mut(pointer).unwrap() = value;
        draft
    };
    for (body, field) in [
        (with("/title", json!("")), "title"),
        (with("/voting_closes", json!("2026-12-01T12:00:00Z")), "issuance_closes"),
        (with("/questions/0/max", json!(3)), "questions[0].max"),
        (with("/questions/0/options/1/id", json!("a")), "questions[0].options"),
        (with("/questions/0/options/1/id", json!("abstain")), "questions[0].options[1].id"),
        (with("/test", json!(false)), "mix"),
        (with("/electorate", json!({ "kind": "open", "domains": ["not a domain"] })), "electorate.domains"),
        (with("/questions", json!([])), "questions"),
    ] {
        let answer = world.post_json("/api/v1/polls", Some(&admin), &body);
        assert_eq!((answer.status, answer.problem().as_str()), (422, "manifest-invalid"), "{field}");
        assert_eq!(answer.json()["field"], field);
    }
    let mut late = open_draft(&[]);
    late["late_additions"] = json!(true);
    assert_eq!(world.post_json("/api/v1/polls", Some(&admin), &late).json()["field"], "late_additions");
    let options: Vec<_> = (0..256).map(|n| json!({ "id": format!("{n:0>32}"), "title": "x" })).collect();
    let ranking = |n: u32| {
        json!({ "id": format!("q{n}"), "title": "x", "kind": "ranking", "method": "schulze", "min": 1, "max": 1,
            "options": options })
    };
    let endless = with("/questions", (0..12).map(ranking).collect());
    let answer = world.post_json("/api/v1/polls", Some(&admin), &endless);
    assert_eq!((answer.status, answer.problem().as_str()), (422, "manifest-invalid"));
    assert!(answer.json()["detail"].as_str().unwrap().contains("too long for a result"), "{}", answer.text);
    for (body, name) in [
        (with("/voting_opens", json!("tomorrow")), "malformed-json"),
        (with("/electorate", json!({ "kind": "nobody" })), "malformed-json"),
        (json!({ "title": "x" }), "malformed-json"),
        (json!({ "registrar": "x" }), "unknown-field"),
    ] {
        assert_eq!(world.post_json("/api/v1/polls", Some(&admin), &body).problem(), name);
    }
}

#[test]
fn a_draft_can_be_changed_until_it_is_published() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    assert_eq!(patch(&world, &admin, &id, &json!({ "title": "Board 2026", "slug": "board" })).status, 200);
    assert_eq!(patch(&world, &admin, &id, &json!({ "slug": null })).status, 200);
    assert_eq!(patch(&world, &admin, &id, &json!({ "slug": "No" })).problem(), "manifest-invalid");
    assert_eq!(patch(&world, &admin, &id, &json!({ "eligible": 5 })).problem(), "unknown-field");
    let read = world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).json();
    assert_eq!(read["fields"]["title"], "Board 2026");
    assert_eq!((&read["fields"]["slug"], &read["state"]), (&Value::Null, &json!("draft")));
    assert_eq!(publish(&world, &admin, &id).status, 201);
    assert_eq!(patch(&world, &admin, &id, &json!({ "title": "x" })).problem(), "conflict");
    assert_eq!(upload(&world, &admin, &id, b"email\nben@example.org\n").problem(), "conflict");
    assert_eq!(patch(&world, &admin, "nothing", &json!({})).problem(), "not-found");
}

#[test]
fn a_roll_is_imported_whole_or_not_at_all() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &[], &draft());
        let answer = upload(
            &world,
            &admin,
            &id,
            b"email,name\nada@example.org,Ada\nADA@example.org,\nben@example.org,\n",
        );
        assert_eq!(
            answer.json(),
            json!({ "rows": 3, "added": 2, "changed": 0, "duplicates": 1, "removed": 0, "rejected": [] })
        );
        let bad = upload(&world, &admin, &id, b"email\ncem@example.org\nnobody\n@\n");
        assert_eq!((bad.status, bad.problem().as_str()), (422, "roll-rejected"));
        let lines: Vec<_> = bad.json()["rejected"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["line"].as_u64().unwrap())
            .collect();
        assert_eq!(lines, [3, 4]);
        for roll in [&b""[..], b"email\n", b"ada@example.org\n", b"email\n\xff\n"] {
            assert_eq!(upload(&world, &admin, &id, roll).problem(), "roll-rejected");
        }
        let again = upload(&world, &admin, &id, b"email\nben@example.org\ncem@example.org\n");
        assert_eq!(again.json()["added"], 1);
        assert_eq!(again.json()["removed"], 1);
        assert_eq!(publish(&world, &admin, &id).status, 201);
        for (email, mails) in [("ada@example.org", 0), ("ben@example.org", 1), ("cem@example.org", 1)] {
            assert_eq!(world.mails("invitation", email).len(), mails, "{email}");
        }
    }
}

#[test]
fn nobody_is_invited_from_a_list_that_nobody_sees() {
    let world = World::new();
    let admin = world.admin_token();
    let open = json!({ "electorate": open_draft(&[])["electorate"] });
    let roll = json!({ "electorate": draft()["electorate"] });
    let id = world.draft_with(&admin, &["ada@example.org", "ben@example.org"], &draft());
    let refused = patch(&world, &admin, &id, &open);
    assert_eq!(refused.problem(), "conflict");
    assert!(refused.text.contains("2 voters stand") && refused.text.contains("take everybody off"));
    // The page says the same, and keeps what was typed.
    world.sign_in("admin@example.org");
    let form = world.get(&format!("/admin/polls/{id}"), None);
    let (base, question) = (form.field("base"), form.field("questions[0].id"));
    let fields = [
        ("base", base.as_str()),
        ("title", "Board for all"),
        ("electorate", "open"),
        ("languages[0]", "en"),
        ("time_zone", "UTC"),
        ("test", "on"),
        ("mix", "0"),
        ("results", "after_close"),
        ("quorum", "0"),
        ("issuance_opens", "2026-12-01T12:00"),
        ("issuance_closes", "2026-12-01T13:00"),
        ("voting_opens", "2026-12-01T12:00"),
        ("voting_closes", "2026-12-01T14:00"),
        ("questions[0].id", &question),
        ("questions[0].title", "Chair"),
        ("questions[0].kind", "choice"),
        ("questions[0].min", "1"),
        ("questions[0].max", "1"),
        ("questions[0].seats", "1"),
        ("questions[0].more", "Ada\nBen"),
        ("action", "save"),
    ];
    let page = world.post_form(&format!("/admin/polls/{id}"), &fields);
    assert_eq!(page.status, 422, "{}", page.text);
    assert!(
        page.text.contains("id=\"electorate-error\"") && page.text.contains("Board for all"),
        "{}",
        page.text
    );

    // Emptied on its page, only by who means it; then the draft can be opened, and a list has no place in it.
    let voters = format!("/admin/polls/{id}/voters");
    assert_eq!(world.post_form(&voters, &[("action", "empty")]).status, 422);
    assert_eq!(world.post_form(&voters, &[("action", "empty"), ("sure", "on")]).status, 303);
    assert!(world.get("/api/v1/audit", Some(&admin)).text.contains("roll.empty"));
    assert_eq!(patch(&world, &admin, &id, &open).status, 200);
    assert_eq!(upload(&world, &admin, &id, b"email\nada@example.org\n").problem(), "conflict");
    let post = world.client.post(format!("/api/v1/polls/{id}/roll/uploads")).header(ContentType::CSV);
    let post =
        post.header(Header::new("Authorization", format!("Bearer {admin}"))).body("email\na@example.org\n");
    let uploaded = Answer::of(post.dispatch());
    assert!(
        uploaded.problem() == "conflict" && uploaded.text.contains("no list of voters"),
        "{}",
        uploaded.text
    );

    // And back: the list is empty, and is filled and emptied over the API.
    assert_eq!(patch(&world, &admin, &id, &roll).status, 200);
    assert_eq!(upload(&world, &admin, &id, b"email\nada@example.org\n").status, 200);
    let delete = world.client.delete(format!("/api/v1/polls/{id}/roll"));
    let delete = delete.header(Header::new("Authorization", format!("Bearer {admin}")));
    assert_eq!(Answer::of(delete.dispatch()).json(), json!({ "removed": 1 }));
    assert_eq!(patch(&world, &admin, &id, &open).status, 200);
    assert_eq!(publish(&world, &admin, &id).status, 201);
    assert!(world.mails("invitation", "ada@example.org").is_empty());
    let delete = world.client.delete(format!("/api/v1/polls/{id}/roll"));
    let delete = delete.header(Header::new("Authorization", format!("Bearer {admin}")));
    assert_eq!(Answer::of(delete.dispatch()).problem(), "conflict");
}

/// As it could be stored before a draft with a list was kept from being opened.
#[test]
fn a_hidden_list_of_old_is_not_published() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let row = world.registrar.db.run_here(|conn| crate::store::polls::by_draft(conn, &id)).unwrap().unwrap();
    let open = open_draft(&[]).to_string();
    let stored = |conn: &mut web::DbConnection| {
        crate::store::polls::update_draft(conn, &id, row.version, "Board", &open)
    };
    assert!(world.registrar.db.run_here(stored).unwrap());
    let refused = publish(&world, &admin, &id);
    assert!(
        refused.problem() == "manifest-invalid" && refused.text.contains("take everybody off"),
        "{}",
        refused.text
    );
    let checks = world.get(&format!("/api/v1/polls/{id}/preflight"), Some(&admin)).json();
    assert_eq!(checks["ready"], false, "{checks}");
    assert!(world.mails("invitation", "ada@example.org").is_empty());
}

#[test]
fn publishing_countersigns_and_tells_the_roots_of_trust() {
    let world = World::new();
    let admin = world.admin_token();
    let mut wanted = draft();
    wanted["slug"] = json!("board");
    let poll = world.poll_with(&admin, &["ada@example.org", "ben@example.org"], &wanted);
    let manifest = world.manifest(&poll);
    assert_eq!((manifest.id().to_string(), manifest.eligible), (poll.clone(), Some(2)));
    let note = Note::parse(&world.get(&format!("/api/v1/polls/{poll}/manifest"), None).text).unwrap();
    note.verify(world.registrar.key.verifier()).unwrap();
    note.verify(world.ballot_box.key.verifier()).unwrap();
    let mail = &world.mails("invitation", "ada@example.org")[0];
    for root in [
        poll.clone(),
        world.ballot_box.key.verifier().to_string(),
        world.registrar.key.verifier().to_string(),
    ] {
        assert!(mail.contains(&root), "{mail}");
    }
    // An alias is never used twice.
    let mut second = draft();
    second["slug"] = json!("board");
    second["title"] = json!("Other");
    let id = world.draft_with(&admin, &["ada@example.org"], &second);
    assert_eq!(publish(&world, &admin, &id).problem(), "conflict");
}

#[test]
fn nothing_is_published_that_makes_no_sense() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    let empty = publish(&world, &admin, &id);
    assert_eq!(empty.problem(), "manifest-invalid");
    assert!(empty.text.contains("list of voters is empty"));
    let open = world.draft_with(&admin, &[], &open_draft(&[]));
    world.at(7200);
    assert!(publish(&world, &admin, &open).text.contains("past"));
    assert!(world.ballot_box.received("/api/v1/polls").is_empty());
    assert_eq!(publish(&world, &admin, &"0".repeat(32)).problem(), "not-found");
}

#[test]
fn the_same_bytes_are_offered_until_the_ballot_box_answers() {
    let mut world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    world.ballot_box.be(Mood::Mute);
    let waiting = publish(&world, &admin, &id);
    assert_eq!((waiting.status, waiting.problem().as_str()), (503, "ballot-box-unreachable"));
    world.ballot_box.be(Mood::Careless);
    assert_eq!(publish(&world, &admin, &id).problem(), "ballot-box-refuses");
    assert_eq!(world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).json()["state"], "sealed");
    assert_eq!(patch(&world, &admin, &id, &json!({ "title": "x" })).problem(), "conflict");
    assert!(world.mails("invitation", "ada@example.org").is_empty());
    world.restart().unwrap();
    world.ballot_box.be(Mood::Willing);
    crate::workers::reoffer(&world.registrar).unwrap();
    let offered = world.ballot_box.received("/api/v1/polls");
    assert_eq!(offered.len(), 3);
    assert!(offered.iter().all(|note| *note == offered[0]));
    let poll = Manifest::parse(Note::parse(&offered[0]).unwrap().text()).unwrap().id().to_string();
    let again = publish(&world, &admin, &id);
    assert_eq!((again.status, again.json()["poll"].as_str().unwrap()), (200, poll.as_str()));
    assert_eq!(world.mails("invitation", "ada@example.org").len(), 1);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
}

#[test]
fn a_poll_that_the_ballot_box_refuses_is_a_draft_again() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    world.ballot_box.be(Mood::Refusing(403, "Unknown registrar"));
    let refused = publish(&world, &admin, &id);
    assert_eq!((refused.status, refused.problem().as_str()), (502, "ballot-box-refuses"));
    assert!(refused.text.contains("Unknown registrar"));
    let read = world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).json();
    assert_eq!((&read["state"], &read["poll"]), (&json!("draft"), &Value::Null));
    assert!(read["refusal"].as_str().unwrap().contains("Unknown registrar"));
    world.ballot_box.be(Mood::Willing);
    assert_eq!(publish(&world, &admin, &id).status, 201);
    let offered = world.ballot_box.received("/api/v1/polls");
    assert_ne!(offered[0], offered[1], "a new key, a new manifest");
}

#[test]
fn a_key_is_never_forgotten_while_the_ballot_box_has_its_poll() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    world.ballot_box.be(Mood::Mute);
    assert_eq!(publish(&world, &admin, &id).problem(), "ballot-box-unreachable");
    // It has taken the poll, its answer was lost, and now it refuses.
    world.ballot_box.be(Mood::Refusing(403, "Unknown registrar"));
    assert_eq!(publish(&world, &admin, &id).problem(), "ballot-box-refuses");
    let state = || world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).json()["state"].clone();
    assert_eq!(state(), "sealed");
    world.ballot_box.be(Mood::Willing);
    assert_eq!(publish(&world, &admin, &id).status, 201);
    assert_eq!(state(), "published");
}

#[test]
fn a_poll_is_offered_by_one_thread_at_a_time() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    world.ballot_box.be(Mood::Slow);
    let registrar = &world.registrar;
    std::thread::scope(|scope| {
        let first = scope.spawn(|| publish_here(registrar, &id, &Actor::System));
        world.ballot_box.await_anything();
        let second = publish(&world, &admin, &id);
        crate::workers::reoffer(registrar).unwrap();
        world.ballot_box.be(Mood::Willing);
        assert_eq!((second.status, second.problem().as_str()), (503, "overloaded"));
        first.join().unwrap().unwrap();
    });
    assert_eq!(world.ballot_box.received("/api/v1/polls").len(), 1);
    assert_eq!(publish(&world, &admin, &id).status, 200);
}
