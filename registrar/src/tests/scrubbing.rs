//! What the database file tells once issuing has ended.

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use diesel::sqlite::SqliteConnection;
use web::DbError;

use crate::domain::secret::random_id;
use crate::store;
use crate::store::issuances::Issued;
use crate::testing::World;
use crate::testing::database::TestDatabase;
#[cfg(feature = "postgres")]
use crate::testing::{open_draft, rewriting};
use crate::workers::{close_windows, scrub};

/// What the ledger holds of a voter: the key of the row, and the random hash by which the file is searched for it.
type Row = (String, Vec<u8>);

fn ledger(passes: usize) -> Vec<Row> {
    (0..passes).map(|_| (random_id(), random_id().into_bytes())).collect()
}

/// A world whose poll has issued these passes in this order, and whose issuing is over.
fn issued(ledger: &[Row]) -> World {
    issued_on(TestDatabase::sqlite(), ledger)
}

fn issued_on(database: TestDatabase, ledger: &[Row]) -> World {
    let world = World::on(database);
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let enter = |conn: &mut web::DbConnection| -> Result<(), DbError> {
        let draft = store::polls::by_poll(conn, &poll)?.unwrap().id;
        for (voter, request_hash) in ledger {
            let issued = Issued {
                request_hash: request_hash.clone(),
                blind_sig: Some(vec![0; 256]),
                note: "n".repeat(300),
            };
            assert!(store::issuances::claim(conn, &draft, voter, &issued, 20_000)?);
        }
        Ok(())
    };
    world.registrar.db.run_here(enter).unwrap();
    world.at(3600);
    close_windows(&world.registrar).unwrap();
    world
}

/// Where within its page each row of the ledger lies in the database file, in the order of their keys.
fn places(world: &World, ledger: &[Row]) -> Vec<usize> {
    // What is in the journal moves into the file.
    let file = world.back_up();
    let mut ledger = ledger.to_vec();
    ledger.sort();
    let find = |(_, hash): &Row| {
        let mut found = file.windows(hash.len()).enumerate().filter(|(_, bytes)| bytes == hash);
        let (place, _) = found.next().expect("it is in the file");
        assert!(found.next().is_none(), "and once only");
        place % PAGE
    };
    ledger.iter().map(find).collect()
}

#[test]
fn once_issuing_is_over_the_file_does_not_tell_its_order() {
    let one = ledger(40);
    let mut other = one.clone();
    other.reverse();
    let (one_world, other_world) = (issued(&one), issued(&other));
    assert_ne!(places(&one_world, &one), places(&other_world, &one), "pages hold rows as they came");
    for world in [&one_world, &other_world] {
        scrub(&world.registrar).unwrap();
        let wal = std::fs::read(world.database_file().with_extension("sqlite-wal")).unwrap();
        assert!(one.iter().all(|(_, hash)| !wal.windows(hash.len()).any(|bytes| bytes == hash)));
    }
    assert_eq!(places(&one_world, &one), places(&other_world, &one));
}

#[test]
fn a_reader_in_the_way_puts_it_off() {
    let world = issued(&ledger(3));
    let mut reader = SqliteConnection::establish(world.database_file().to_str().unwrap()).unwrap();
    reader.batch_execute("BEGIN; SELECT count(*) FROM issuances").unwrap();
    let attempt = || -> Result<bool, DbError> {
        world.registrar.db.run_here(|conn| {
            conn.batch_execute("PRAGMA busy_timeout = 0")?;
            store::scrubbing::scrub(conn)
        })
    };
    assert!(!attempt().unwrap());
    reader.batch_execute("COMMIT").unwrap();
    assert!(attempt().unwrap());
    // It is done: a reader is in nobody's way any more.
    reader.batch_execute("BEGIN; SELECT count(*) FROM issuances").unwrap();
    assert!(attempt().unwrap());
}

#[cfg(feature = "postgres")]
#[test]
fn an_old_snapshot_on_postgresql_puts_it_off() {
    use diesel::sql_types::BigInt;
    use diesel::{PgConnection, QueryableByName, RunQueryDsl as _};

    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        number: i64,
    }
    let number = |conn: &mut PgConnection, sql: &str| {
        let row: Row = diesel::sql_query(sql).get_result(conn).unwrap();
        row.number
    };
    for database in TestDatabase::every_kind().into_iter().filter(|database| database.url().contains("://")) {
        let mut reader = PgConnection::establish(database.url()).unwrap();
        let world = issued_on(database, &ledger(20));
        let transactions = "SELECT count(DISTINCT xmin::text) AS number FROM issuances";
        assert_eq!(number(&mut reader, transactions), 20);
        // A mail that told of a pass has gone.
        let mail = "INSERT INTO outbox VALUES ('0', 'pass-issued', 'ada@example.org', '', '', 0, 0, NULL, NULL); DELETE FROM outbox";
        reader.batch_execute(mail).unwrap();
        // It never asks for a pass, and yet it could.
        reader.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1").unwrap();
        let attempt = || world.registrar.db.alone_here(store::scrubbing::scrub).unwrap();
        assert!(!attempt());
        reader.batch_execute("COMMIT").unwrap();
        let size = "SELECT pg_relation_size('issuances') AS number";
        let put_off = number(&mut reader, size);
        rewriting::scrub(&world.registrar);
        assert_eq!(number(&mut reader, transactions), 1);
        assert!(number(&mut reader, size) < put_off);
        assert_eq!(number(&mut reader, "SELECT pg_relation_size('outbox') AS number"), 0);
    }
}

#[cfg(feature = "postgres")]
#[test]
fn issuing_a_pass_leaves_no_mark_on_the_account() {
    use diesel::sql_types::Text;
    use diesel::{PgConnection, QueryableByName, RunQueryDsl as _};

    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        marks: String,
    }
    for database in TestDatabase::every_kind().into_iter().filter(|database| database.url().contains("://")) {
        let mut reader = PgConnection::establish(database.url()).unwrap();
        let world = World::on(database);
        let admin = world.admin_token();
        let polls =
            [world.poll(&admin, &["ada@example.org"]), world.poll_with(&admin, &[], &open_draft(&[]))];
        let ada = world.voter_token("ada@example.org");
        // The transactions that wrote the row, and locked it: they would tell the order of passes.
        let mut marks = || {
            let sql = "SELECT xmin::text || ' ' || xmax::text AS marks FROM accounts WHERE email = 'ada@example.org'";
            let row: Row = diesel::sql_query(sql).get_result(&mut reader).unwrap();
            row.marks
        };
        let before = marks();
        for poll in &polls {
            assert_eq!(world.ask(poll, &ada, &world.request(poll)).status, 200);
        }
        assert_eq!(marks(), before);
    }
}

/// Page size of SQLite.
const PAGE: usize = 4096;
