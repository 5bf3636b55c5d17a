//! Laws of the tables.

#[cfg(feature = "postgres")]
mod partitions;
mod plans;
mod stored;

use std::collections::BTreeSet;

use crypto::encoding::BallotHash;
use crypto::log::entry::Entry;
use web::db::is_unique_violation;

use crate::testing::{Fixture, databases};

/// Every column of the migrations for one kind of database, with its type.
fn columns(sql: &str) -> BTreeSet<(String, String, String)> {
    let mut found = BTreeSet::new();
    let mut table = String::new();
    for line in sql.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.trim_end_matches(" (").to_owned();
            continue;
        }
        let mut words = line.split_whitespace();
        let (Some(column), Some(kind)) = (words.next(), words.next()) else { continue };
        let is_column = column.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if is_column && !table.is_empty() {
            found.insert((table.clone(), column.to_owned(), kind.trim_end_matches(',').to_owned()));
        }
    }
    found
}

/// An allow-list: a new column needs a reason and a place here.
#[test]
fn no_column_holds_a_person_an_address_or_a_time() {
    let allowed: BTreeSet<&str> = [
        // what registrars, this box and random choices make, and anyone may read after the result
        "id", "slug", "manifest", "poll", "nonce", "hash", "ballot", "kind", "object", "note",
        // places in published sequences
        "idx", "size", "seq", "number", // how many, of a poll
        "part", "ballots",
    ]
    .into();
    let types: BTreeSet<&str> = ["BLOB", "TEXT", "INTEGER", "BYTEA", "BIGINT", "SMALLINT"].into();
    for sql in [SQLITE, POSTGRESQL] {
        let columns = columns(sql);
        assert_eq!(columns.len(), 33, "{columns:#?}");
        for (table, column, kind) in columns {
            assert!(allowed.contains(column.as_str()), "{table}.{column}");
            assert!(types.contains(kind.as_str()), "{table}.{column} {kind}");
        }
    }
    let names =
        |sql| columns(sql).into_iter().map(|(table, column, _)| (table, column)).collect::<BTreeSet<_>>();
    assert_eq!(names(SQLITE), names(POSTGRESQL));
}

/// A ballot's row knows its poll, its random key, its bytes and their hash: nothing that counts or orders arrivals.
#[test]
fn a_ballot_has_no_place_in_a_sequence() {
    for sql in [SQLITE, POSTGRESQL] {
        let of_ballots: BTreeSet<String> = columns(sql)
            .into_iter()
            .filter(|(table, ..)| table == "ballots")
            .map(|(_, column, _)| column)
            .collect();
        assert_eq!(of_ballots, ["ballot", "hash", "nonce", "poll"].map(str::to_owned).into());
        for word in ["SERIAL", "AUTOINCREMENT", "GENERATED", "DEFAULT", "TIMESTAMP", "CURRENT_", "INET"] {
            assert!(!sql.to_uppercase().contains(word), "{word}");
        }
    }
    let tables = SQLITE.matches("CREATE TABLE").count();
    assert_eq!(SQLITE.matches(") STRICT, WITHOUT ROWID;").count(), tables);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_holds_a_ballot_once() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (poll, other) = (fixture.poll().await.id(), {
            let mut body = fixture.body();
            body.title = "Another".into();
            fixture.publish(body).await.id()
        });
        let ballot = Entry::ballot(BallotHash::from([7; 32]));
        let notice = Entry::notice("n");
        let append = |poll, place, entry: &Entry| {
            let appended: Result<_, web::DbError> = fixture
                .ballot_box
                .db()
                .run_here(|conn| Ok(super::log::append(conn, poll, place, std::slice::from_ref(entry))));
            appended.unwrap()
        };
        append(poll, 2, &ballot).unwrap();
        assert!(is_unique_violation(&append(poll, 3, &ballot).unwrap_err()));
        // Another log may, and of other kinds the text decides what is allowed.
        append(other, 2, &ballot).unwrap();
        append(poll, 3, &notice).unwrap();
        append(poll, 4, &notice).unwrap();
    }
}

const SQLITE: &str = concat!(
    include_str!("../../../migrations/ballot-box/sqlite/0001_ballot_box/up.sql"),
    include_str!("../../../migrations/ballot-box/sqlite/0002_logged_once/up.sql"),
    include_str!("../../../migrations/ballot-box/sqlite/0003_arrival/up.sql"),
    include_str!("../../../migrations/ballot-box/sqlite/0090_rewritten/up.sql"),
    include_str!("../../../migrations/ballot-box/sqlite/2026-11-21-009001_ended/up.sql"),
    include_str!("../../../migrations/ballot-box/sqlite/2026-11-22-000090_stored/up.sql"),
);
const POSTGRESQL: &str = concat!(
    include_str!("../../../migrations/ballot-box/postgresql/0001_ballot_box/up.sql"),
    include_str!("../../../migrations/ballot-box/postgresql/0002_logged_once/up.sql"),
    include_str!("../../../migrations/ballot-box/postgresql/0003_arrival/up.sql"),
    include_str!("../../../migrations/ballot-box/postgresql/0090_rewritten/up.sql"),
    include_str!("../../../migrations/ballot-box/postgresql/2026-11-21-009001_ended/up.sql"),
    include_str!("../../../migrations/ballot-box/postgresql/2026-11-22-000090_stored/up.sql"),
    include_str!("../../../migrations/ballot-box/postgresql/2026-11-22-000100_partitions/up.sql"),
);
