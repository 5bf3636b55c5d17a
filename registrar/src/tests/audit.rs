//! The audit log: what organisers do is in it, what voters do is not, and nothing leaves it.

use std::sync::Arc;

use diesel::connection::SimpleConnection as _;
use serde_json::{Value, json};
use web::DbError;

use crate::domain::audit::{Action, Actor, AuditError, Event, verify};
use crate::store;
use crate::testing::ballot_box::Mood;
use crate::testing::database::TestDatabase;
use crate::testing::{World, draft};

fn event(n: usize) -> Event {
    Event::new(Actor::CommandLine, Action::AdminCreate, format!("account:{n}@example.org"))
        .after(json!({ "role": "admin" }))
}

/// A log of `count` records on each kind of database.
fn with_log(count: usize, test: impl Fn(&web::Db)) {
    for database in TestDatabase::every_kind() {
        let db = database.open();
        for n in 0..count {
            db.write_here(|conn| store::audit::append(conn, crate::testing::start(), &event(n))).unwrap();
        }
        test(&db);
    }
}

fn records(world: &World, admin: &str, query: &str) -> Vec<Value> {
    let answer = world.get(&format!("/api/v1/audit{query}"), Some(admin));
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["records"].as_array().unwrap().iter().map(|line| line["record"].clone()).collect()
}

#[test]
fn who_downloads_a_roll_is_noted() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org", "ben@example.org"], &draft());
    assert_eq!(world.get(&format!("/api/v1/polls/{}/roll.csv", "0".repeat(32)), Some(&admin)).status, 404);
    assert!(records(&world, &admin, "?action=roll.download").is_empty());
    assert_eq!(world.get(&format!("/api/v1/polls/{id}/roll.csv"), Some(&admin)).status, 200);
    world.sign_in("admin@example.org");
    assert_eq!(world.get(&format!("/admin/polls/{id}/voters.csv"), None).status, 200);
    let noted = records(&world, &admin, "?action=roll.download");
    assert_eq!(noted.len(), 2);
    for record in noted {
        assert_eq!(record["actor"]["email"], "admin@example.org");
        assert_eq!(
            (&record["object"], &record["after"]),
            (&json!(format!("draft:{id}")), &json!({ "voters": 2 }))
        );
    }
}

#[test]
fn what_organisers_do_is_noted_with_before_and_after() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let changed =
        world.patch_json(&format!("/api/v1/polls/{id}"), Some(&admin), &json!({ "title": "Chair 2026" }));
    assert_eq!(changed.status, 200, "{}", changed.text);
    let published = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
    let poll = published.json()["poll"].as_str().unwrap().to_owned();
    let cancel = json!({ "kind": "cancel", "reason": "rain" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &cancel).status, 201);

    let all = records(&world, &admin, "");
    let acts: Vec<&str> = all.iter().rev().map(|record| record["action"].as_str().unwrap()).collect();
    assert_eq!(
        acts,
        [
            "admin.create",
            "draft.create",
            "roll.replace",
            "draft.change",
            "poll.seal",
            "poll.publish",
            "notice.give"
        ]
    );
    let of = |action: &str| records(&world, &admin, &format!("?action={action}")).remove(0);
    assert_eq!(of("admin.create")["actor"], json!({ "kind": "command line" }));
    let change = of("draft.change");
    assert_eq!(change["actor"]["email"], "admin@example.org");
    assert_eq!(change["object"], format!("draft:{id}"));
    assert_eq!(
        (&change["before"], &change["after"]),
        (&json!({ "title": "Board" }), &json!({ "title": "Chair 2026" }))
    );
    assert_eq!(of("roll.replace")["after"], json!({ "voters": 1, "added": 1, "removed": 0 }));
    assert_eq!(of("poll.publish")["after"]["poll"], poll);
    assert_eq!(of("notice.give")["after"]["reason"], "rain");
    verify(&world.registrar.db, |_| {}).unwrap();
}

#[test]
fn what_was_refused_is_not_noted() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 422);
    world.ballot_box.be(Mood::Refusing(422, "no"));
    let full = world.draft_with(&admin, &["ada@example.org"], &draft());
    assert_eq!(world.post(&format!("/api/v1/polls/{full}/publish"), Some(&admin)).status, 502);
    let acts = |id: &str| {
        let records = records(&world, &admin, &format!("?object=draft:{id}"));
        records.iter().map(|record| record["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(acts(&id), ["draft.create"]);
    assert_eq!(acts(&full), ["poll.unseal", "poll.seal", "roll.replace", "draft.create"]);
}

#[test]
fn no_voter_is_in_it() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let before = records(&world, &admin, "").len();
    let ada = world.voter_token("ada@example.org");
    world.sign_in("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    assert_eq!(records(&world, &admin, "").len(), before);
    let mut lines = String::new();
    verify(&world.registrar.db, |entry| lines += &entry.line()).unwrap();
    assert!(!lines.contains("ada@"), "{lines}");
}

#[test]
fn the_database_refuses_to_change_or_remove_a_record() {
    with_log(2, |db| {
        for statement in
            ["UPDATE audit SET actor = 'system'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 2"]
        {
            let refusal =
                db.run_here(|conn| conn.batch_execute(statement).map_err(DbError::from)).unwrap_err();
            assert!(refusal.to_string().contains("only added to"), "{statement}: {refusal}");
        }
        assert_eq!(verify(db, |_| {}).unwrap().seq, 2);
    });
}

#[test]
fn whoever_gets_round_the_triggers_breaks_the_chain() {
    let alter = |statement: &str| {
        let database = TestDatabase::sqlite();
        let db = database.open();
        for n in 0..3 {
            db.write_here(|conn| store::audit::append(conn, crate::testing::start(), &event(n))).unwrap();
        }
        let triggers = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_shortened;";
        db.run_here(|conn| conn.batch_execute(&format!("{triggers}{statement}")).map_err(DbError::from))
            .unwrap();
        verify(&db, |_| {})
    };
    assert_eq!(alter("").unwrap().seq, 3);
    assert!(matches!(
        alter("UPDATE audit SET record = replace(record, '1@', '9@') WHERE seq = 2"),
        Err(AuditError::Altered(2))
    ));
    assert!(matches!(alter("UPDATE audit SET actor = 'system' WHERE seq = 2"), Err(AuditError::Columns(2))));
    assert!(matches!(alter("UPDATE audit SET at = at + 1 WHERE seq = 3"), Err(AuditError::Columns(3))));
    assert!(matches!(alter("DELETE FROM audit WHERE seq = 2"), Err(AuditError::Missing(2))));
    // Closing the gap does not help: the third record stood on the second.
    assert!(matches!(
        alter("DELETE FROM audit WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3"),
        Err(AuditError::Altered(2))
    ));
}

#[test]
fn numbers_have_no_gaps_whoever_writes_at_the_same_time() {
    with_log(0, |db| {
        let db = Arc::new(db.clone());
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let db = Arc::clone(&db);
                std::thread::spawn(move || {
                    for n in 0..20 {
                        let done = db.write_here(|conn| {
                            store::audit::append(conn, crate::testing::start(), &event(n))?;
                            // Every other one is undone: its number must be given again.
                            if (writer + n) % 2 == 0 { Ok(()) } else { Err(DbError::Panicked) }
                        });
                        assert_eq!(done.is_ok(), (writer + n) % 2 == 0, "{done:?}");
                    }
                })
            })
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        assert_eq!(verify(&db, |_| {}).unwrap().seq, 80);
    });
}

#[test]
fn the_log_is_read_page_by_page() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    for n in 0..1_100 {
        world
            .registrar
            .db
            .write_here(|conn| store::audit::append(conn, world.clock.now(), &event(n)))
            .unwrap();
    }
    for bad in ["?before=x", "?before=-1"] {
        assert_eq!(world.get(&format!("/api/v1/audit{bad}"), Some(&admin)).status, 422, "{bad}");
        assert_eq!(world.get(&format!("/admin/audit{bad}"), None).status, 422, "{bad}");
    }
    let (mut seen, mut next) = (Vec::new(), Value::Null);
    loop {
        let query = next.as_i64().map(|before| format!("?before={before}")).unwrap_or_default();
        let answer = world.get(&format!("/api/v1/audit{query}"), Some(&admin)).json();
        for line in answer["records"].as_array().unwrap() {
            seen.push(line["record"]["seq"].as_i64().unwrap());
        }
        next = answer["next"].clone();
        if next.is_null() {
            break;
        }
    }
    assert_eq!(seen, (1..=1_101).rev().collect::<Vec<_>>());

    let first = world.get("/api/v1/audit/export", Some(&admin));
    assert_eq!((first.status, first.header("Content-Type")), (200, "application/x-ndjson"));
    assert_eq!(first.text.lines().count(), 1000);
    let rest = world.get("/admin/audit/export?after=1000", None);
    assert_eq!(rest.text.lines().count(), 101);
    assert_eq!(world.get("/api/v1/audit/export?after=1101", Some(&admin)).text, "");

    let page = world.get("/admin/audit?action=admin.create", None);
    assert!(page.text.contains("account:1099@example.org") && !page.text.contains("account:10@example.org"));
    let older = page.text.split("href=\"").find(|part| part.contains("before=")).unwrap();
    let older = older.split('"').next().unwrap().replace("&amp;", "&").replace("&#x2f;", "/");
    assert!(world.get(&older, None).text.contains("account:1000@example.org"), "{older}");
    assert!(world.get("/admin/audit?object=draft:none", None).text.contains("No records fit"));
}

#[test]
fn the_page_names_polls_by_their_titles_as_long_as_they_are_there() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let [kept, gone] =
        [(); 2].map(|()| world.draft_with(&admin, &["ada@example.org"], &crate::testing::draft()));
    world.post_form(&format!("/admin/polls/{gone}/more"), &[("action", "delete"), ("sure", "on")]);
    let list = |draft: &str| world.get(&format!("/admin/audit?object=draft:{draft}"), None).text;
    let named = list(&kept);
    assert!(named.contains("lang=\"en\" dir=\"auto\">Board</span></a>"), "{named}");
    assert!(named.contains(&format!("<code lang=\"en\">draft:{kept}</code>")), "{named}");
    assert!(list(&gone).contains(&format!(">draft:{gone}</a>")));
}

#[test]
fn an_exported_line_can_be_checked_by_anybody() {
    let world = World::new();
    let admin = world.admin_token();
    world.draft_with(&admin, &[], &draft());
    let lines = world.get("/api/v1/audit/export", Some(&admin)).text;
    let mut prev = vec![0; 32];
    for line in lines.lines() {
        let (head, record) = line.split_once(",\"record\":").unwrap();
        let record = record.strip_suffix('}').unwrap();
        let hash = crypto::encoding::sha256(&[&prev, record.as_bytes()]);
        assert_eq!(head, format!("{{\"hash\":\"{}\"", crypto::encoding::hex(&hash)));
        prev = hash.to_vec();
    }
    assert_ne!(prev, [0; 32]);
}
