//! Whose turn it is where several processes work on one PostgreSQL database: locks that end with their transaction, so that
//! nobody can lose one and go on writing (ADR 8). SQLite has one process, whose own locks do: there these are nothing.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

/// Lets ballots of `polls` in, until the transaction ends. Waits while one of them is [`shut`]. `polls` are in the same order
/// everywhere.
pub fn admit(conn: &mut DbConnection, polls: impl IntoIterator<Item = PollId>) -> QueryResult<()> {
    let gates: Vec<_> = polls.into_iter().map(|poll| (GATE, poll)).collect();
    take(conn, Lock::Share, &gates)
}

/// Waits until no ballot of `poll` is on its way in any process, and lets none in until the transaction ends.
pub fn shut(conn: &mut DbConnection, poll: PollId) -> QueryResult<()> {
    take(conn, Lock::Alone, &[(GATE, poll)])
}

/// The right to append to the poll's log, until the transaction ends. Waits for whoever has it.
pub fn append(conn: &mut DbConnection, poll: PollId) -> QueryResult<()> {
    take(conn, Lock::Alone, &[(LOG, poll)])
}

/// Waits for whatever a process that is gone has left to the server to end, so that what is read from now on is all there is.
/// Not within a transaction.
pub fn settle(conn: &mut DbConnection, poll: PollId) -> QueryResult<()> {
    conn.transaction(|conn| {
        append(conn, poll)?;
        shut(conn, poll)
    })
}

/// Runs `read` so that all its statements see the database as it is at one moment. Not within a transaction.
pub fn snapshot<T, E: From<diesel::result::Error>>(
    conn: &mut DbConnection,
    read: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    conn.transaction(|conn| {
        match conn {
            // A transaction that only reads sees one moment anyway.
            DbConnection::Sqlite(_) => {}
            #[cfg(feature = "postgres")]
            DbConnection::Postgres(conn) => {
                diesel::sql_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .execute(conn)?;
            }
        }
        read(conn)
    })
}

#[derive(Clone, Copy)]
enum Lock {
    Share,
    Alone,
}

/// Takes `locks` one after the other, in one trip to the server.
#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "only PostgreSQL has such locks"))]
fn take(conn: &mut DbConnection, kind: Lock, locks: &[(u8, PollId)]) -> QueryResult<()> {
    match conn {
        DbConnection::Sqlite(_) => Ok(()),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            use diesel::connection::SimpleConnection as _;
            use std::fmt::Write as _;
            // A process that is stopped in mid-transaction must not keep the others out: the server ends it.
            let mut sql = "SET LOCAL idle_in_transaction_session_timeout = '15s'".to_owned();
            // In these locks, unlike in those on rows, who waits to be alone is not overtaken for ever.
            let function = match kind {
                Lock::Share => "pg_advisory_xact_lock_shared",
                Lock::Alone => "pg_advisory_xact_lock",
            };
            for &(what, poll) in locks {
                let _ = write!(sql, "; SELECT {function}({})", key(what, poll));
            }
            conn.batch_execute(&sql)
        }
    }
}

/// The first 8 bytes of `SHA-256(what || poll)`. Polls that share a key wait for each other, and nothing else happens.
#[cfg(feature = "postgres")]
fn key(what: u8, poll: PollId) -> i64 {
    let hash = crypto::encoding::sha256(&[&[what], poll.as_bytes()]);
    i64::from_be_bytes(*hash.first_chunk().expect("SHA-256 output is 32 bytes"))
}

/// Ballots are let in, or voting is decided about.
const GATE: u8 = 1;
/// The log grows.
const LOG: u8 = 2;
