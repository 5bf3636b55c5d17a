//! Making the database forget in which order the ballots of polls that are over came.
//!
//! No column tells it, and yet a database tells more than its columns. PostgreSQL's heap follows arrival, and each row
//! bears the number of its transaction. SQLite keeps rows in the order of their random keys, but within a page of the file
//! their bytes lie as they came, ballots that are too long for a page lie on pages taken as they came, and the `-wal` file
//! holds the newest writes one after the other.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

use super::bytes32;
use super::schema::forgotten;

/// Polls whose order of arrival was forgotten.
pub fn forgotten(conn: &mut DbConnection) -> QueryResult<Vec<PollId>> {
    let ids: Vec<Vec<u8>> = forgotten::table.select(forgotten::poll).load(conn)?;
    ids.iter().map(|id| bytes32(id).map(PollId::from)).collect()
}

/// Rewrites the database so that the physical order of the rows of `polls`, which get no more of them, follows their keys.
/// Not within a transaction. `false` if it must be tried again because somebody was reading.
pub fn forget(conn: &mut DbConnection, polls: &[PollId]) -> QueryResult<bool> {
    let rewritten = match conn {
        DbConnection::Sqlite(conn) => web::db::rewrite_sqlite(conn)?,
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => rewrite_postgres(conn, polls)?,
    };
    if !rewritten {
        return Ok(false);
    }
    let rows: Vec<_> = polls.iter().map(|poll| forgotten::poll.eq(poll.as_bytes().to_vec())).collect();
    rows.into_iter()
        .try_for_each(|row| diesel::insert_into(forgotten::table).values(row).execute(conn).map(drop))?;
    Ok(true)
}

#[cfg(feature = "postgres")]
fn rewrite_postgres(conn: &mut diesel::pg::PgConnection, polls: &[PollId]) -> QueryResult<bool> {
    for poll in polls {
        web::db::one_transaction(conn, "ballots", "ballot", &format!("poll = '\\x{poll}'"))?;
    }
    web::db::rewrite_postgres(conn, "ballots")
}
