//! What the clock does: closing issuance, the one statement, notices, erasing.

use std::sync::Arc;

use crypto::statement::{self, Issuance, Notice};
use diesel::prelude::*;
use serde_json::json;

use crate::domain::dispatch;
use crate::store::schema::{issuances, issued, polls};
use crate::testing::ballot_box::Mood;
use crate::testing::database::TestDatabase;
use crate::testing::{World, ask_at_once, draft, open_draft, request_for, start};
use crate::workers::close_windows;

fn keys_left(world: &World) -> i64 {
    world
        .registrar
        .db
        .run_here(|conn| -> Result<i64, web::DbError> {
            Ok(polls::table.filter(polls::signing_key.is_not_null()).count().get_result(conn)?)
        })
        .unwrap()
}

fn signatures_left(world: &World) -> i64 {
    world
        .registrar
        .db
        .run_here(|conn| -> Result<i64, web::DbError> {
            Ok(issuances::table.filter(issuances::blind_sig.is_not_null()).count().get_result(conn)?)
        })
        .unwrap()
}

fn statements(world: &World) -> Vec<Issuance> {
    let received = world.ballot_box.received("/issuance");
    let open = |note: &String| statement::open::<Issuance>(note, world.registrar.key.verifier()).unwrap().0;
    received.iter().map(open).collect()
}

fn tick(world: &World) {
    close_windows(&world.registrar).unwrap();
    dispatch::deliver_due(&world.registrar).unwrap();
}

#[test]
fn the_statement_counts_passes_that_another_version_has_not_counted() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        let ada = world.voter_token("ada@example.org");
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
        let forget = |conn: &mut web::DbConnection| -> Result<usize, web::DbError> {
            Ok(diesel::delete(issued::table).execute(conn)?)
        };
        assert_eq!(world.registrar.db.run_here(forget).unwrap(), 1);
        world.at(3600);
        tick(&world);
        let statements = statements(&world);
        assert_eq!((statements.len(), statements[0].issued), (1, 1));
    }
}

#[test]
fn at_the_close_the_key_is_destroyed_and_one_statement_is_signed() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        let ada = world.voter_token("ada@example.org");
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
        world.at(3599);
        tick(&world);
        assert_eq!((keys_left(&world), statements(&world).len()), (1, 0));
        // The ballot box is away for a while, and the registrar restarts meanwhile.
        world.ballot_box.be(Mood::Mute);
        world.at(3600);
        tick(&world);
        assert_eq!(keys_left(&world), 0);
        world.restart().unwrap();
        world.ballot_box.be(Mood::Refusing(503, "busy"));
        world.at(3700);
        tick(&world);
        world.ballot_box.be(Mood::Willing);
        world.at(4500);
        tick(&world);
        tick(&world);
        world.at(5500);
        tick(&world);
        let sent = statements(&world);
        assert_eq!(sent.len(), 3, "sent until it has arrived, and not once more");
        assert!(sent.iter().all(|statement| *statement == sent[0]));
        assert_eq!((sent[0].eligible, sent[0].issued), (Some(2), 1));
        assert_eq!(sent[0].at.to_string(), "2026-12-01T13:00:00Z");
        assert_eq!(signatures_left(&world), 1);
        world.at(7200);
        tick(&world);
        assert_eq!(signatures_left(&world), 0);
    }
}

#[test]
fn no_pass_slips_past_the_statement() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll_with(&admin, &[], &open_draft(&[]));
        let manifest = world.manifest(&poll);
        let tokens: Vec<_> = (0..24).map(|n| world.voter_token(&format!("voter{n}@example.org"))).collect();
        let asks: Vec<_> = tokens.into_iter().map(|token| (token, request_for(&manifest))).collect();
        let (registrar, clock) = (Arc::clone(&world.registrar), world.clock.clone());
        let closing = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(30));
            clock.set(start().plus(3600));
            close_windows(&registrar).unwrap();
        });
        let answers = ask_at_once(&world.registrar, &poll, &asks);
        closing.join().unwrap();
        tick(&world);
        let issued = answers.iter().filter(|answer| answer.status == 200).count() as u64;
        for refused in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(refused.problem(), "issuance-closed");
        }
        assert_eq!(statements(&world)[0].issued, issued);
        assert_eq!(statements(&world)[0].eligible, None);
    }
}

#[test]
fn notices_are_numbered_and_move_the_clockwork() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let give = |body| world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &body);
    for (body, name) in [
        (
            json!({ "kind": "extend", "voting_closes": "2026-12-01T14:00:00Z", "reason": "r" }),
            "notice-invalid",
        ),
        (json!({ "kind": "extend", "reason": "r" }), "notice-invalid"),
        (
            json!({ "kind": "cancel", "voting_closes": "2026-12-01T15:00:00Z", "reason": "r" }),
            "notice-invalid",
        ),
        (json!({ "kind": "cancel", "reason": " " }), "notice-invalid"),
        (json!({ "kind": "stop", "reason": "r" }), "malformed-json"),
        (json!({ "kind": "cancel", "reason": "r", "seq": 1 }), "unknown-field"),
    ] {
        assert_eq!(give(body).problem(), name);
    }
    let extended =
        give(json!({ "kind": "extend", "voting_closes": "2026-12-01T15:00:00Z", "reason": "rain" }));
    assert_eq!((extended.status, extended.json()), (201, json!({ "seq": 1 })));
    let pending = give(json!({ "kind": "cancel", "reason": "storm" }));
    assert_eq!(pending.problem(), "conflict", "one at a time");
    world.at(3600);
    tick(&world);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(
        world.ask(&poll, &ada, &world.request(&poll)).problem(),
        "issuance-closed",
        "issuing is not extended"
    );
    let summary = world.get(&format!("/api/v1/polls/{poll}"), None).json();
    assert_eq!(summary["voting_closes"], "2026-12-01T15:00:00Z");
    assert_eq!(
        give(json!({ "kind": "close", "voting_closes": "2026-12-01T14:30:00Z", "reason": "dry" })).json()["seq"],
        2
    );
    tick(&world);
    let notices: Vec<Notice> = world
        .ballot_box
        .received("/notices")
        .iter()
        .map(|note| statement::open(note, world.registrar.key.verifier()).unwrap().0)
        .collect();
    assert_eq!(notices.iter().map(|notice| notice.seq).collect::<Vec<_>>(), [1, 2]);
    world.at(9000);
    assert_eq!(give(json!({ "kind": "cancel", "reason": "late" })).problem(), "conflict");
}

#[test]
fn a_cancelled_poll_issues_no_passes() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let path = format!("/api/v1/polls/{poll}/notices");
    assert_eq!(
        world.post_json(&path, Some(&admin), &json!({ "kind": "cancel", "reason": "storm" })).status,
        201
    );
    tick(&world);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).problem(), "issuance-closed");
    tick(&world);
    assert_eq!((keys_left(&world), statements(&world).len()), (0, 1));
    assert!(world.get(&format!("/polls/{poll}"), None).text.contains("This poll was cancelled"));
}

#[test]
fn a_refused_notice_blocks_the_next_one_and_is_shown() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let path = format!("/api/v1/polls/{poll}/notices");
    let body = json!({ "kind": "extend", "voting_closes": "2026-12-01T15:00:00Z", "reason": "rain" });
    assert_eq!(world.post_json(&path, Some(&admin), &body).status, 201);
    world.ballot_box.be(Mood::Refusing(422, "Too late"));
    tick(&world);
    assert_eq!(world.post_json(&path, Some(&admin), &body).problem(), "conflict");
    world.sign_in("admin@example.org");
    let page = world.get(&format!("/admin/polls/{poll}/notices"), None).text;
    assert!(page.contains("refused") && page.contains("Too late"), "{page}");
    assert_eq!(
        world.get(&format!("/api/v1/polls/{poll}"), None).json()["voting_closes"],
        "2026-12-01T14:00:00Z"
    );
}

#[test]
fn an_early_close_ends_issuing_too() {
    let world = World::new();
    let admin = world.admin_token();
    let mut long = draft();
    long["issuance_closes"] = json!("2026-12-01T14:00:00Z");
    let poll = world.poll_with(&admin, &["ada@example.org"], &long);
    let path = format!("/api/v1/polls/{poll}/notices");
    let body = json!({ "kind": "close", "voting_closes": "2026-12-01T12:30:00Z", "reason": "done" });
    assert_eq!(world.post_json(&path, Some(&admin), &body).status, 201);
    tick(&world);
    let ada = world.voter_token("ada@example.org");
    world.at(1800);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).problem(), "issuance-closed");
    tick(&world);
    assert_eq!(statements(&world).len(), 1);
}
