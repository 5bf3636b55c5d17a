//! Several processes of one registrar on one PostgreSQL database: turns, and what must not depend on who does the work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl as _};
use web::{DbConnection, DbError};

use crate::config::Config;
use crate::domain::audit::Actor;
use crate::domain::issuance::close_if_due;
use crate::domain::publish::{PublishError, publish};
use crate::registrar::Registrar;
use crate::store;
use crate::store::dispatches::{self, NOTICE};
use crate::testing::database::TestDatabase;
use crate::testing::{World, ask_at_once, draft, request_for};
use crate::workers::forget_keys;

fn servers() -> impl Iterator<Item = TestDatabase> {
    TestDatabase::every_kind().into_iter().filter(|database| database.url().starts_with("postgres"))
}

/// Another process on the database and the records of this one.
fn beside(world: &World) -> Arc<Registrar> {
    let config = Config { replicas: true, ..world.config() };
    Arc::new(Registrar::open(&config, world.clock.clone()).unwrap())
}

fn fail(indeed: bool) {
    assert!(!indeed, "something goes wrong in its turn");
}

#[test]
fn one_at_a_time_has_a_turn_and_who_panics_leaves_it() {
    for database in servers() {
        let (one, other) = (database.open(), database.open());
        let outcome = one.in_turn("mail", || {
            assert_eq!(other.in_turn("mail", || ()).unwrap(), None);
            assert_eq!(other.in_turn("jobs", || 7).unwrap(), Some(7), "another work is another turn");
            let inner = one.in_turn("publication", || other.in_turn("publication", || ()).unwrap());
            assert_eq!(inner.unwrap(), Some(None), "a turn within a turn");
            5
        });
        assert_eq!(outcome.unwrap(), Some(5));
        let idle = || fail(true);
        let writing = || {
            let write = |_: &mut DbConnection| -> Result<(), DbError> {
                fail(true);
                Ok(())
            };
            one.write_here(write).unwrap();
        };
        assert!(catch_unwind(AssertUnwindSafe(|| one.in_turn("mail", idle))).is_err());
        assert_eq!(other.in_turn("mail", || 6).unwrap(), Some(6));
        assert!(catch_unwind(AssertUnwindSafe(|| one.in_turn("mail", writing))).is_err());
        for process in [&other, &one] {
            // The server takes a moment to notice that a connection was closed in mid-transaction.
            while process.in_turn("mail", || ()).unwrap().is_none() {
                thread::yield_now();
            }
        }
    }
}

#[derive(QueryableByName)]
struct Session {
    #[diesel(sql_type = BigInt)]
    pid: i64,
}

#[test]
fn whose_session_is_lost_in_its_turn_commits_nothing_more() {
    for database in servers() {
        let (one, other) = (database.open(), database.open());
        let turn = one.in_turn("mail", || {
            let own = one.run_here(|conn| -> Result<i64, DbError> {
                let session = diesel::sql_query("SELECT pg_backend_pid()::bigint AS pid");
                Ok(session.get_result::<Session>(conn)?.pid)
            });
            let end = format!("SELECT pg_terminate_backend({})", own.unwrap());
            let ended =
                other.run_here(|conn| -> Result<_, DbError> { Ok(diesel::sql_query(end).execute(conn)?) });
            ended.unwrap();
            while other.in_turn("mail", || ()).unwrap().is_none() {
                thread::yield_now();
            }
            let late = one.write_here(|conn| store::mail_pace::store(conn, "{}"));
            assert!(late.is_err(), "another one has the turn by now");
        });
        assert_eq!(turn.unwrap(), Some(()));
        let left = one.in_turn("mail", || one.run_here(store::mail_pace::load).unwrap());
        assert_eq!(
            left.unwrap(),
            Some(None),
            "the next turn has a session that lives, and nothing was written"
        );
    }
}

#[test]
fn one_process_at_a_time_publishes_a_draft() {
    for database in servers() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &["ada@example.org"], &draft());
        let other = beside(&world);
        let at_work = format!("publication of {id}");
        let meanwhile = other.db.in_turn(&at_work, || publish(&world.registrar, &id, &Actor::System));
        assert!(matches!(meanwhile, Ok(Some(Err(PublishError::Underway)))), "{meanwhile:?}");
        let poll = publish(&world.registrar, &id, &Actor::System).unwrap();
        assert_eq!(publish(&other, &id, &Actor::System).unwrap(), poll);
    }
}

#[test]
fn a_key_is_forgotten_that_another_process_has_destroyed() {
    for database in servers() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        let ada = world.voter_token("ada@example.org");
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
        let (one, other) = (&world.registrar, beside(&world));
        forget_keys(one).unwrap();
        assert_eq!(one.keys.held().len(), 1, "passes are issued still");
        let row = || other.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
        other.db.run_here(|conn| store::polls::cancel(conn, &row().id)).unwrap();
        assert!(close_if_due(&other, &row()).unwrap());
        forget_keys(one).unwrap();
        assert!(one.keys.held().is_empty());
    }
}

/// Two processes issue at the same time; what either tells is what both have issued, and their record too.
#[test]
fn what_several_processes_issue_is_counted_by_each() {
    for database in servers() {
        let mut world = World::on(database);
        let admin = world.admin_token();
        let voters: Vec<String> = (0..24).map(|voter| format!("v{voter}@example.org")).collect();
        let voters: Vec<&str> = voters.iter().map(String::as_str).collect();
        let poll = world.poll(&admin, &voters);
        world.registrar = beside(&world);
        let (manifest, other) = (world.manifest(&poll), beside(&world));
        let asks: Vec<_> =
            voters.iter().map(|voter| (world.voter_token(voter), request_for(&manifest))).collect();
        // A process of a version that did not count.
        let forget = |conn: &mut DbConnection| -> Result<_, DbError> {
            Ok(diesel::delete(store::schema::issued::table).execute(conn)?)
        };
        let (own, others) = asks.split_at(12);
        thread::scope(|scope| {
            let asked = scope.spawn(|| ask_at_once(&other, &poll, others));
            for answer in ask_at_once(&world.registrar, &poll, own).iter().chain(&asked.join().unwrap()) {
                assert_eq!(answer.status, 200, "{}", answer.text);
            }
        });
        let numbers = || {
            let [numbers] = &other.db.run_here(store::issued::compare).unwrap()[..] else { panic!() };
            (numbers.ledger, numbers.counted)
        };
        assert_eq!(numbers(), (24, 24));
        let guard = web::guard::Guard::open(&world.state_dir()).unwrap();
        assert_eq!(guard.count(&format!("issued-{poll}")).unwrap(), 24);
        assert!(other.db.run_here(forget).unwrap() > 0);
        assert_eq!(numbers(), (24, 0));
        drop(beside(&world));
        assert_eq!(numbers(), (24, 24), "counted anew at the start");
    }
}

#[test]
fn a_statement_that_has_arrived_stays_so_whoever_hears_of_it_late() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &["ada@example.org"], &draft());
        let states = world.registrar.db.run_here(|conn| -> Result<_, DbError> {
            dispatches::insert(conn, &id, NOTICE, 1, "note")?;
            let known = dispatches::all(conn, &id, NOTICE)?;
            assert!(dispatches::settle(conn, &known[0])?);
            // Another process had sent it as well.
            assert!(!dispatches::settle(conn, &known[0])?, "it is no news");
            dispatches::refuse(conn, &known[0], "too late")?;
            let states = dispatches::all(conn, &id, NOTICE)?.into_iter().map(|dispatch| dispatch.state);
            Ok(states.collect::<Vec<_>>())
        });
        assert_eq!(states.unwrap(), ["delivered"]);
    }
}
