//! Migrations on a real server, if `PSEPHOS_TEST_POSTGRES` names one.

use diesel::connection::SimpleConnection as _;
use diesel_migrations::embed_migrations;

use super::*;
use crate::db::tests::postgres_server;

const FIRST: EmbeddedMigrations = embed_migrations!("src/testing/migrations");
/// A column, and an index that is made beside others.
const LATER: EmbeddedMigrations = embed_migrations!("src/testing/later");

/// A database of its own, dropped at the end.
struct Database {
    server: String,
    name: String,
}

impl Database {
    fn create() -> Option<Self> {
        let server = postgres_server()?;
        let moment = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let name = format!("psephos_web_{}_{}", std::process::id(), moment.as_nanos());
        let database = Self { server, name };
        database.administer(&format!("CREATE DATABASE {}", database.name));
        migrate(&mut database.connect(), FIRST, Patience::USUAL).unwrap();
        Some(database)
    }

    fn connect(&self) -> PgConnection {
        PgConnection::establish(&format!("{}/{}", self.server, self.name)).unwrap()
    }

    fn administer(&self, sql: &str) {
        PgConnection::establish(&format!("{}/postgres", self.server)).unwrap().batch_execute(sql).unwrap();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn number(conn: &mut PgConnection, sql: &str) -> i64 {
    diesel::sql_query(sql).get_result::<Number>(conn).unwrap().n
}

const VALID: &str =
    "SELECT count(*) AS n FROM pg_index WHERE indexrelid = to_regclass('tally_by_n') AND indisvalid";
const COLUMNS: &str =
    "SELECT count(*) AS n FROM pg_attribute WHERE attrelid = 'tally'::regclass AND attname = 'more'";
/// Nobody is waited for for long.
const HASTY: Patience = Patience {
    lock: Duration::from_millis(50),
    pause: Duration::ZERO,
    attempts: 3,
    beside: Duration::from_millis(50),
};

#[test]
fn a_change_gives_up_rather_than_keep_others_waiting_behind_it() {
    let Some(database) = Database::create() else { return };
    let (mut reader, mut writer) = (database.connect(), database.connect());
    reader.batch_execute("BEGIN; SELECT n FROM tally").unwrap();
    let refused = migrate(&mut database.connect(), LATER, HASTY).unwrap_err().to_string();
    assert!(refused.contains("wider") && refused.contains("nothing was changed"), "{refused}");
    assert_eq!(number(&mut writer, COLUMNS), 0);
    // Whoever comes later does not wait, and neither does another attempt for the one that gave up.
    writer.batch_execute("SET lock_timeout = '10s'; UPDATE tally SET n = 5").unwrap();
    reader.batch_execute("COMMIT").unwrap();
    migrate(&mut database.connect(), LATER, Patience::USUAL).unwrap();
    assert_eq!((number(&mut writer, COLUMNS), number(&mut writer, VALID)), (1, 1));
}

#[test]
fn an_index_is_made_beside_a_writer_and_anew_where_it_was_cut_off() {
    let Some(database) = Database::create() else { return };
    let mut writer = database.connect();
    writer.batch_execute("ALTER TABLE tally ADD COLUMN more BIGINT").unwrap();
    writer
        .batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20260102000000')")
        .unwrap();
    // It waits for this one and holds nobody up meanwhile, but for the time that it is given.
    writer.batch_execute("BEGIN; UPDATE tally SET n = 6").unwrap();
    let refused = migrate(&mut database.connect(), LATER, HASTY).unwrap_err().to_string();
    assert!(refused.contains("index"), "{refused}");
    let left = "SELECT count(*) AS n FROM pg_class WHERE relname = 'tally_by_n'";
    assert_eq!((number(&mut writer, left), number(&mut writer, VALID)), (1, 0), "this is what it is about");
    writer.batch_execute("COMMIT").unwrap();
    migrate(&mut database.connect(), LATER, Patience::USUAL).unwrap();
    assert_eq!(number(&mut writer, VALID), 1);
}

#[test]
fn processes_that_start_at_the_same_time_migrate_once() {
    let Some(database) = Database::create() else { return };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| migrate(&mut database.connect(), LATER, Patience::USUAL).unwrap());
        }
    });
    let mut conn = database.connect();
    assert_eq!((number(&mut conn, COLUMNS), number(&mut conn, VALID)), (1, 1));
    // Whoever is kept waiting by another process says so in the end.
    conn.batch_execute(&format!("SELECT pg_advisory_lock({MIGRATING})")).unwrap();
    let refused = migrate(&mut database.connect(), LATER, HASTY).unwrap_err().to_string();
    assert!(refused.contains("another process"), "{refused}");
}
