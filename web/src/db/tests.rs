//! Both kinds of database keep their promises.

use std::sync::Arc;

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl as _};
use diesel_migrations::embed_migrations;

use super::*;

const NONE: EmbeddedMigrations = embed_migrations!("src/testing/migrations");

fn migrations() -> Migrations {
    Migrations { sqlite: NONE, postgresql: NONE, plans: Plans::ForEachValue }
}

pub(crate) fn open(url: &str) -> Result<Db, OpenError> {
    Db::open(url, migrations())
}

/// The server for tests, without a database's name, if there is one.
#[cfg(feature = "postgres")]
pub(super) fn postgres_server() -> Option<String> {
    let Ok(server) = std::env::var("PSEPHOS_TEST_POSTGRES") else {
        assert!(std::env::var_os("CI").is_none(), "PSEPHOS_TEST_POSTGRES is not set, and CI skips nothing");
        eprintln!("PSEPHOS_TEST_POSTGRES is not set: this test did not run");
        return None;
    };
    Some(server.trim_end_matches('/').to_owned())
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

pub(super) fn number(connection: &mut DbConnection, sql: &str) -> Result<i64, DbError> {
    Ok(diesel::sql_query(sql).get_result::<Number>(connection)?.n)
}

#[test]
fn sqlite_is_durable_and_forgets_what_it_deletes() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap();
    for (pragma, expected) in [("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)] {
        let sql = format!("SELECT {pragma} AS n FROM pragma_{pragma}");
        assert_eq!(db.run_here(|c| number(c, &sql)).unwrap(), expected, "{pragma}");
    }
}

/// Cargo reads `.cargo/config.toml` of the directory in which it is called, or of one above.
#[test]
fn sqlite_is_compiled_as_the_workspace_says() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap();
    let among = |options: &str| {
        let sql =
            format!("SELECT count(*) AS n FROM pragma_compile_options WHERE compile_options IN ({options})");
        db.run_here(|c| number(c, &sql)).unwrap()
    };
    assert_eq!(among("'THREADSAFE=2', 'DEFAULT_MEMSTATUS=0', 'ENABLE_QPSG'"), 3);
    assert_eq!(among("'ENABLE_STAT4', 'ENABLE_MEMORY_MANAGEMENT', 'ENABLE_API_ARMOR', 'ENABLE_FTS5'"), 0);
}

#[test]
fn a_thread_keeps_one_connection_for_its_work_and_not_beyond() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap();
    let keeps = || db.held.lend().is_some();
    let within = db.by_one(|| (keeps(), db.by_one(keeps).unwrap(), keeps())).unwrap();
    assert_eq!((within, keeps()), ((true, true, true), false));
    let fallen =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| db.by_one(|| panic!("the work fails"))));
    assert!(fallen.is_err());
    assert!(!keeps());
}

#[test]
fn work_that_would_wait_for_a_connection_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap();
    let asks = || db.run_here(|c| number(c, "SELECT 7 AS n")).unwrap();
    let keeps = || db.held.lend().is_some();
    assert_eq!(db.by_one_now(|| (keeps(), asks())).ok(), Some((true, 7)));
    assert!(!keeps());
    let taken: Vec<_> = (0..CONNECTIONS).map(|_| db.pool.get().unwrap()).collect();
    let Err(work) = db.by_one_now(asks) else { panic!("there was no connection for it") };
    drop(taken);
    assert_eq!(db.by_one(work).unwrap(), 7);
    assert_eq!(db.by_one(|| db.by_one_now(asks).ok()).unwrap(), Some(7), "it has one already");
}

#[test]
fn who_only_reads_makes_nothing_changes_nothing_and_reads_no_other_version() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.sqlite");
    let url = file.to_str().unwrap();
    let to_read = || Db::open_to_read(url, &migrations());
    assert!(matches!(to_read(), Err(OpenError::Missing(_))));
    assert!(!file.exists(), "asking makes no database");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(to_read(), Err(OpenError::OtherVersion)));
    let db = open(url).unwrap();
    let reader = to_read().unwrap();
    assert_eq!(reader.run_here(|c| number(c, "SELECT n FROM tally")).unwrap(), 0);
    let written =
        reader.run_here(|c| Ok::<_, DbError>(diesel::sql_query("UPDATE tally SET n = 7").execute(c)?));
    assert!(written.unwrap_err().to_string().contains("readonly"));
    db.run_here(|c| -> Result<_, DbError> {
        Ok(diesel::sql_query("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231')")
            .execute(c)?)
    })
    .unwrap();
    assert!(matches!(to_read(), Err(OpenError::OtherVersion)), "a later version was here");
}

#[test]
fn writers_that_read_first_do_not_fail_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let db = Arc::new(open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let db = Arc::clone(&db);
            std::thread::spawn(move || {
                for _ in 0..25 {
                    db.write_here(|c| -> Result<(), DbError> {
                        let n = number(c, "SELECT n FROM tally")?;
                        diesel::sql_query(format!("UPDATE tally SET n = {}", n + 1)).execute(c)?;
                        Ok(())
                    })
                    .unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(db.run_here(|c| number(c, "SELECT n FROM tally")).unwrap(), 200);
}

#[test]
fn a_lock_that_others_keep_is_a_reason_to_try_again() {
    use rocket::http::Status;

    use crate::Problem;

    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap();
    let impatient = |c: &mut DbConnection| -> Result<(), DbError> {
        diesel::sql_query("PRAGMA busy_timeout = 0").execute(c)?;
        write_transaction(c, |c| {
            diesel::sql_query("UPDATE tally SET n = 7").execute(c)?;
            Ok(())
        })
    };
    let refused =
        db.write_here(|_| -> Result<_, DbError> { Ok(db.run_here(impatient)) }).unwrap().unwrap_err();
    assert!(matches!(refused, DbError::Locked(_)), "{refused}");
    let problem = Problem::from(refused);
    assert_eq!((problem.status(), problem.name()), (Status::ServiceUnavailable, "overloaded"));
    assert!(problem.headers().iter().any(|(name, _)| *name == "Retry-After"), "{problem:?}");
    assert_eq!(db.run_here(|c| number(c, "SELECT n FROM tally")).unwrap(), 0, "nothing was changed");
    db.run_here(impatient).unwrap();
    // What is wrong in itself stays wrong.
    let wrong = |c: &mut DbConnection| number(c, "SELECT n FROM nowhere");
    assert!(matches!(db.run_here(wrong), Err(DbError::Query(_))));
}

#[test]
fn a_dead_server_is_called_dead() {
    let text = open("postgres://nobody:secret@127.0.0.1:1/none").err().unwrap().to_string();
    assert!(text.contains("PostgreSQL"), "{text}");
    assert!(!text.contains("secret"), "{text}");
}

#[test]
fn a_missing_directory_is_named() {
    let text = open("/nonexistent/a.sqlite").err().unwrap().to_string();
    assert!(text.contains("/nonexistent/a.sqlite"), "{text}");
}
