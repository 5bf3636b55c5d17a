//! Connections that the server ends between two uses.

use rocket::http::Status;

use super::*;
use crate::Problem;
use crate::db::tests::{number, postgres_server};
use crate::db::{Db, DbError, Held, Reach};

/// A pool of one connection, which is taken to be good for so long after each use; none without a server.
fn pool_of_one(fresh: Duration) -> Option<Db> {
    let url = format!("{}/postgres", postgres_server()?);
    let opener = Opener { fresh, ..Opener::parse(&url).unwrap() };
    let reach = Reach::default();
    let pool = r2d2::Pool::builder().max_size(1).connection_customizer(Box::new(reach.clone()));
    Some(Db { pool: pool.build(opener).unwrap(), line: None, held: Held::default().into(), reach })
}

/// By which of the server's processes it is answered.
fn backend(conn: &mut DbConnection) -> Result<i64, DbError> {
    number(conn, "SELECT pg_backend_pid()::bigint AS n")
}

/// Ends that process, and waits until it is gone.
fn end(backend: i64) {
    let mut other =
        Opener::parse(&format!("{}/postgres", postgres_server().unwrap())).unwrap().open().unwrap();
    let ended = format!("SELECT pg_terminate_backend({backend}, 600000)::int::bigint AS n");
    assert_eq!(number(&mut other, &ended).unwrap(), 1);
}

type Ask = fn(&Db) -> Result<i64, DbError>;
/// By itself, in a transaction, and several times by one connection.
const ASKS: [Ask; 3] = [
    |db| db.run_here(backend),
    |db| db.write_here(backend),
    |db| db.by_one(|| db.run_here(backend).and_then(|_| db.run_here(backend)))?,
];

#[test]
fn who_meets_a_connection_that_died_just_after_its_use_is_asked_to_try_again_and_it_is_met_once() {
    let Some(db) = pool_of_one(Duration::MAX) else { return };
    for ask in ASKS {
        let before = ask(&db).unwrap();
        assert_eq!(ask(&db).unwrap(), before, "there is one connection");
        end(before);
        let lost = ask(&db).unwrap_err();
        assert!(matches!(lost, DbError::Lost(_)), "{lost}");
        let problem = Problem::from(lost);
        assert_eq!((problem.status(), problem.name()), (Status::ServiceUnavailable, "overloaded"));
        assert!(problem.headers().iter().any(|(name, _)| *name == "Retry-After"), "{problem:?}");
        assert_ne!(ask(&db).unwrap(), before, "it is not kept, however soon the next one asks");
    }
}

#[test]
fn nobody_meets_a_connection_that_died_while_it_rested() {
    let Some(db) = pool_of_one(Duration::ZERO) else { return };
    for ask in ASKS {
        let before = ask(&db).unwrap();
        end(before);
        assert_ne!(ask(&db).unwrap(), before);
    }
}

#[test]
fn a_plan_for_any_value_is_used_again_and_goes_by_an_index() {
    let Some(server) = postgres_server() else { return };
    let planned = |plans| {
        let mut conn = Opener::parse(&format!("{server}/postgres")).unwrap().with(plans).open().unwrap();
        conn.batch_execute(
            "CREATE TEMPORARY TABLE one (id BIGINT PRIMARY KEY); INSERT INTO one VALUES (1); ANALYZE one;
             PREPARE found AS SELECT id AS n FROM one WHERE id = $1",
        )
        .unwrap();
        (0..10).for_each(|_| assert_eq!(number(&mut conn, "EXECUTE found(1)").unwrap(), 1));
        let again = "SELECT generic_plans AS n FROM pg_prepared_statements WHERE name = 'found'";
        let by_index = "SELECT idx_scan AS n FROM pg_stat_xact_user_tables WHERE relname = 'one'";
        let uses = number(&mut conn, again).unwrap();
        conn.batch_execute("BEGIN; EXECUTE found(1)").unwrap();
        (uses > 0, number(&mut conn, by_index).unwrap() > 0)
    };
    assert_eq!(planned(Plans::ForAnyValue), (true, true));
    assert_eq!(planned(Plans::ForEachValue), (false, false), "of a table with one row");
}
