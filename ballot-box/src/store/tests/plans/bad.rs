//! Statements that read much, and some beside them that do not: whoever looks at plans must tell the ones from the others.

use crypto::encoding::{PollId, hex};
use diesel::connection::SimpleConnection as _;
use web::DbConnection;

use super::overheard::Overheard;

pub(super) fn all_are_found(heard: &Overheard<'_>, conn: &mut DbConnection, poll: PollId) {
    let id = hex(poll.as_bytes());
    let with = |statement: &str, conn: &DbConnection| match conn {
        DbConnection::Sqlite(_) => {
            statement.replace("{poll}", &format!("x'{id}'")).replace("{hash}", &format!("x'{id}'"))
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => {
            statement.replace("{poll}", &format!("'\\x{id}'")).replace("{hash}", &format!("'\\x{id}'"))
        }
    };
    let mut unlike = Vec::new();
    let mut compare = |found: Option<String>, expected: Option<&str>, statement: &str| {
        let is_like = match (&found, expected) {
            (Some(fault), Some(expected)) => fault.contains(expected),
            (found, expected) => found.is_none() && expected.is_none(),
        };
        if !is_like {
            unlike.push(format!("{statement}: {found:?} and not {expected:?}"));
        }
    };
    for (expected, statement) in BAD {
        compare(heard.fault_of(conn, &with(statement, conn)), Some(expected), statement);
    }
    for statement in GOOD {
        compare(heard.fault_of(conn, &with(statement, conn)), None, statement);
    }
    let on_postgres = if is_sqlite(conn) { &[] } else { BAD_ON_POSTGRES };
    for (setting, expected, statement) in on_postgres {
        let whole = with(&statement.replace("{half}", &id[..32]), conn);
        conn.batch_execute(setting).unwrap();
        compare(heard.fault_of(conn, &whole), Some(expected), statement);
        conn.batch_execute(AS_BEFORE).unwrap();
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}

fn is_sqlite(conn: &DbConnection) -> bool {
    matches!(conn, DbConnection::Sqlite(_))
}

const AS_BEFORE: &str = "RESET enable_seqscan; RESET enable_sort; RESET enable_indexscan; RESET enable_indexonlyscan; \
                         RESET enable_bitmapscan; RESET enable_nestloop; RESET enable_mergejoin";

/// What is to be said, and of which statement.
const BAD: &[(&str, &str)] = &[
    ("ballots is read from end to end", "SELECT count(*) FROM ballots WHERE length(ballot) = 7"),
    ("ballots is read from end to end", "SELECT nonce FROM ballots WHERE length(ballot) = 7 LIMIT 1"),
    ("ballots is read from end to end", "UPDATE ballots SET ballot = hash WHERE length(ballot) = 7"),
    ("ballots is read from end to end", "DELETE FROM ballots WHERE length(ballot) = 7"),
    (
        "ballots is read from end to end",
        "SELECT (SELECT count(*) FROM ballots WHERE length(ballot) = length(slug)) FROM polls WHERE slug = 'a'",
    ),
    (
        "ballots is read from end to end",
        "SELECT id FROM polls WHERE EXISTS (SELECT 1 FROM ballots WHERE length(ballot) = length(slug))",
    ),
    (
        "ballots is read from end to end",
        "INSERT INTO forgotten SELECT poll FROM ballots WHERE length(ballot) = 7",
    ),
    ("entries is read from end to end", "SELECT count(*) FROM entries"),
    ("is read", "SELECT hash FROM ballots WHERE (poll = {poll} AND nonce = {hash}) OR length(ballot) = 7"),
    ("is read", "SELECT count(*) FROM entries WHERE poll = {poll}"),
    ("is read", "SELECT object FROM entries WHERE poll = {poll} AND idx >= 5"),
    ("is read", "SELECT object FROM entries WHERE poll = {poll} AND idx >= 5 ORDER BY object LIMIT 1"),
    ("is read", "SELECT count(*) FROM entries WHERE idx = 5"),
];

const GOOD: &[&str] = &[
    "SELECT manifest FROM polls",
    "SELECT hash FROM ballots WHERE poll = {poll} AND nonce = {hash}",
    "SELECT object FROM entries WHERE poll = {poll} AND idx >= 5 ORDER BY idx LIMIT 1",
    "SELECT object FROM entries WHERE poll = {poll} AND idx >= 5 AND idx < 9",
    "SELECT idx FROM entries WHERE poll = {poll} AND object IN ({hash}, {hash})",
    "DELETE FROM entries WHERE poll = {poll} AND idx < 3",
];

/// What the planner does only if it is told to, on this database: another one may make it do so by itself.
const BAD_ON_POSTGRES: &[(&str, &str, &str)] = &[
    (
        "RESET enable_seqscan",
        "ballots is read from end to end",
        "SELECT count(*) FROM ballots_{half} WHERE length(ballot) = 7",
    ),
    (
        "SET enable_seqscan = off; SET enable_sort = off",
        "entries is read from end to end by an index",
        "SELECT object FROM entries ORDER BY poll, idx",
    ),
    (
        "SET enable_seqscan = off; SET enable_indexscan = off; SET enable_indexonlyscan = off",
        "entries is read from end to end by an index",
        "SELECT idx FROM entries WHERE kind = 2",
    ),
    (
        "SET enable_seqscan = off; SET enable_indexscan = off; SET enable_indexonlyscan = off",
        "entries is read wherever poll fits",
        "SELECT idx FROM entries WHERE poll = {poll} AND kind = 3",
    ),
    (
        "SET enable_seqscan = off; SET enable_bitmapscan = off",
        "entries is read from end to end by an index",
        "SELECT object FROM entries WHERE idx = 5",
    ),
    (
        "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off",
        "entries is read wherever poll fits",
        "SELECT object FROM entries WHERE poll = {poll} AND kind = 3 ORDER BY idx LIMIT 1",
    ),
    (
        "SET enable_nestloop = off; SET enable_mergejoin = off",
        "is read",
        "SELECT ballot FROM ballots JOIN entries ON entries.object = ballots.hash WHERE entries.poll = {poll} AND idx = 5",
    ),
];
