//! A crash after each step of publishing, of a notice, and of the close of issuance: repeating comes to the same end, once.

use std::collections::BTreeSet;

use crypto::blind_rsa::SecretKey;
use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::statement::{self, Issuance, Notice, NoticeKind, Statement};
use diesel::prelude::*;

use crate::domain::audit::{Action, Actor};
use crate::domain::dispatch;
use crate::domain::notice::{self, Wish};
use crate::domain::publish::publish;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;
use crate::store::schema::{audit, deliveries, polls};
use crate::testing::database::TestDatabase;
use crate::testing::{World, crash, draft, start};
use crate::workers::{close_windows, reoffer, scrub};

const ADA: &str = "ada@example.org";

#[test]
fn a_poll_is_published_once_whatever_step_of_it_a_crash_follows() {
    let steps = {
        let (world, id) = drafted(TestDatabase::sqlite());
        crash::steps_of(|| drop(publish(&world.registrar, &id, &Actor::System).unwrap()))
    };
    assert_eq!(
        steps,
        [
            "key made",
            "manifest signed",
            "key, manifest and roll bound",
            "sealed",
            "countersigned",
            "count of passes begun",
            "countersignature stored",
            "invitations queued",
            "published",
        ]
    );
    for step in steps {
        for database in TestDatabase::every_kind() {
            let (mut world, id) = drafted(database);
            crash::at(step, || drop(publish(&world.registrar, &id, &Actor::System)));
            world.restart().unwrap();
            if step != "published" {
                nothing_is_visible(&world, &id, step);
            }
            // The worker goes on by itself where the poll was sealed, the officer presses the button again.
            reoffer(&world.registrar).unwrap();
            let admin = world.token("admin@example.org");
            for _ in 0..2 {
                let answer = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
                assert!(matches!(answer.status, 200 | 201), "{step}: {}", answer.text);
            }
            published_once(&world, &id, step);
        }
    }
}

#[test]
fn a_notice_is_given_and_followed_once_whatever_step_of_it_a_crash_follows() {
    let later = start().plus(9000);
    let wish =
        Wish { kind: NoticeKind::Extend, voting_closes: Some(later), reason: "Snow on the roads".to_owned() };
    let work = |registrar: &Registrar, poll: &str| {
        notice::give(registrar, poll, &wish, &Actor::System).unwrap();
        dispatch::deliver_due(registrar).unwrap();
    };
    let steps = {
        let (world, _, poll) = published(TestDatabase::sqlite());
        crash::steps_of(|| work(&world.registrar, &poll))
    };
    let given = [
        "notice signed",
        "notice queued",
        "notice stored",
        "statement taken",
        "arrival noted",
        "voters told",
        "statement settled",
    ];
    assert_eq!(steps, given);
    for step in steps {
        for database in TestDatabase::every_kind() {
            let (mut world, id, poll) = published(database);
            crash::at(step, || work(&world.registrar, &poll));
            world.restart().unwrap();
            let stored = !matches!(step, "notice signed" | "notice queued");
            if !stored {
                assert_eq!(world.ballot_box.received("/notices").len(), 0, "{step}");
                notice::give(&world.registrar, &poll, &wish, &Actor::System).unwrap();
            }
            dispatch::deliver_due(&world.registrar).unwrap();
            dispatch::deliver_due(&world.registrar).unwrap();
            let sent: BTreeSet<String> = world.ballot_box.received("/notices").into_iter().collect();
            assert_eq!(sent.len(), 1, "{step}: one notice, the same bytes each time");
            let note = sent.first().unwrap();
            let (notice, _) = statement::open::<Notice>(note, world.registrar.key.verifier()).unwrap();
            assert_eq!((notice.seq, notice.voting_closes), (1, Some(later)), "{step}");
            assert_eq!(row(&world, &id).voting_closes, Some(later.unix()), "{step}");
            assert_eq!(world.mails("notice", ADA).len(), 1, "{step}");
            assert_eq!(acts(&world, Action::NoticeGive), 1, "{step}");
        }
    }
}

#[test]
fn issuance_closes_once_whatever_step_of_it_a_crash_follows() {
    let work = |registrar: &Registrar| {
        close_windows(registrar).unwrap();
        dispatch::deliver_due(registrar).unwrap();
    };
    let steps = {
        let (world, ..) = published(TestDatabase::sqlite());
        world.at(3600);
        crash::steps_of(|| work(&world.registrar))
    };
    let closed = [
        "key erased",
        "count signed",
        "issuance closed",
        "statement taken",
        "arrival noted",
        "statement settled",
    ];
    assert_eq!(steps, closed);
    for step in steps {
        for database in TestDatabase::every_kind() {
            let (mut world, id, _) = published(database);
            world.at(3600);
            crash::at(step, || work(&world.registrar));
            world.restart().unwrap();
            // Later than the crash: a statement that was stored keeps its time.
            world.at(3601);
            work(&world.registrar);
            work(&world.registrar);
            let sent: BTreeSet<String> = world.ballot_box.received("/issuance").into_iter().collect();
            assert_eq!(sent.len(), 1, "{step}: one statement, the same bytes each time");
            let text = Note::parse(sent.first().unwrap()).unwrap().text().to_owned();
            let issuance = Issuance::parse(&text).unwrap();
            assert_eq!((issuance.eligible, issuance.issued), (Some(1), 0), "{step}");
            let row = row(&world, &id);
            assert_eq!((row.state.as_str(), row.signing_key), ("issued", None), "{step}");
        }
    }
}

#[test]
fn the_key_that_signed_passes_is_gone_from_the_file_once_issuance_has_closed() {
    let (world, id, poll) = published(TestDatabase::sqlite());
    let sealed = row(&world, &id).signing_key.unwrap();
    assert!(holds(&world.back_up(), &sealed), "while passes are issued it is there");
    let ada = world.voter_token(ADA);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    world.at(3600);
    close_windows(&world.registrar).unwrap();
    scrub(&world.registrar).unwrap();
    let journal = std::fs::read(world.database_file().with_extension("sqlite-wal")).unwrap_or_default();
    for (name, bytes) in [("journal", journal), ("database", world.back_up())] {
        assert!(!holds(&bytes, &sealed), "{name}");
    }
}

/// A draft with a roll of one.
fn drafted(database: TestDatabase) -> (World, String) {
    let world = World::on(database);
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[ADA], &draft());
    (world, id)
}

/// The same, published: the draft's id and the poll's.
fn published(database: TestDatabase) -> (World, String, String) {
    let (world, id) = drafted(database);
    let poll = publish(&world.registrar, &id, &Actor::System).unwrap();
    (world, id, poll)
}

fn row(world: &World, id: &str) -> PollRow {
    world.registrar.db.run_here(|conn| store::polls::by_draft(conn, id)).unwrap().unwrap()
}

/// The manifests that the ballot box was offered.
fn offered(world: &World) -> BTreeSet<String> {
    world
        .ballot_box
        .received("/api/v1/polls")
        .iter()
        .map(|note| Note::parse(note).unwrap().text().to_owned())
        .collect()
}

/// To voters there is no poll before it is published whole.
fn nothing_is_visible(world: &World, id: &str, step: &str) {
    let row = row(world, id);
    assert!(matches!(row.state.as_str(), "draft" | "sealed"), "{step}: {}", row.state);
    let offered = offered(world).iter().map(|text| Manifest::parse(text).unwrap().id().to_string()).next();
    for poll in [row.poll, offered].into_iter().flatten() {
        for path in ["", "/manifest", "/issuer-directory"] {
            assert_eq!(world.get(&format!("/api/v1/polls/{poll}{path}"), None).status, 404, "{step}: {path}");
        }
        assert_eq!(world.get(&format!("/polls/{poll}"), None).status, 404, "{step}");
    }
    assert!(world.mails("invitation", ADA).is_empty(), "{step}");
}

/// One poll, one key and one manifest that belong together, invitations, records and audit lines once.
fn published_once(world: &World, id: &str, step: &str) {
    let row = row(world, id);
    let poll = row.poll.clone().unwrap();
    assert_eq!(row.state, "published", "{step}");
    assert_eq!(count_polls(world), 1, "{step}");
    let offered = offered(world);
    assert_eq!(offered.len(), 1, "{step}: only one manifest ever left");
    let manifest = Manifest::parse(offered.first().unwrap()).unwrap();
    assert_eq!(manifest.id().to_string(), poll, "{step}");
    let note = Note::parse(row.manifest.as_deref().unwrap()).unwrap();
    for key in [world.registrar.key.verifier(), world.ballot_box.key.verifier()] {
        note.verify(key).unwrap();
    }
    let der = world.registrar.vault.open(id, row.signing_key.as_deref().unwrap()).unwrap();
    assert_eq!(
        SecretKey::from_pkcs8_der(&der).unwrap().public().n(),
        manifest.token_key().public().n(),
        "{step}"
    );
    assert_eq!((acts(world, Action::PollSeal), acts(world, Action::PollPublish)), (1, 1), "{step}");
    assert_eq!(world.mails("invitation", ADA).len(), 1, "{step}");
    assert_eq!(count_deliveries(world), 1, "{step}");
    assert!(world.state_dir().join(format!("issued-{poll}")).exists(), "{step}");
    let ada = world.voter_token(ADA);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200, "{step}");
    assert_eq!(
        world.get("/api/v1/me/polls", Some(&ada)).json()["polls"].as_array().unwrap().len(),
        1,
        "{step}"
    );
}

fn count_polls(world: &World) -> i64 {
    let count = |conn: &mut web::DbConnection| -> Result<i64, web::DbError> {
        Ok(polls::table.count().get_result(conn)?)
    };
    world.registrar.db.run_here(count).unwrap()
}

fn count_deliveries(world: &World) -> i64 {
    let count = |conn: &mut web::DbConnection| -> Result<i64, web::DbError> {
        Ok(deliveries::table.count().get_result(conn)?)
    };
    world.registrar.db.run_here(count).unwrap()
}

/// How often it stands in the audit log.
fn acts(world: &World, action: Action) -> i64 {
    let count = |conn: &mut web::DbConnection| -> Result<i64, web::DbError> {
        Ok(audit::table.filter(audit::action.eq(action.as_str())).count().get_result(conn)?)
    };
    world.registrar.db.run_here(count).unwrap()
}

/// Whether a piece of the secret lies in the bytes: a row may be spread over pages, a piece of it hardly is.
fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    secret.chunks_exact(32).any(|piece| bytes.windows(piece.len()).any(|window| window == piece))
}
