//! Making the database forget in which order the ballots of polls that are over came.
//!
//! No column tells it, and yet a database tells more than its columns. PostgreSQL's heap follows arrival, each row bears
//! the number of its transaction, and each ballot that is too long for its row a number of its own. SQLite keeps rows in the order of their random keys, but within a page of the file
//! their bytes lie as they came, ballots that are too long for a page lie on pages taken as they came, and the `-wal` file
//! holds the newest writes one after the other.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

use super::bytes32;
use super::schema::forgotten;
#[cfg(feature = "postgres")]
use super::schema::rewritten;

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

/// The rows get the number of one transaction and lie in the order of their keys. So do the values that are too long for
/// their rows, which lie in a table of their own, each under a number given as it came: `CLUSTER` alone would keep those.
#[cfg(feature = "postgres")]
fn rewrite_postgres(conn: &mut diesel::pg::PgConnection, polls: &[PollId]) -> QueryResult<bool> {
    for poll in polls {
        conn.transaction(|conn| {
            let row = rewritten::poll.eq(poll.as_bytes().to_vec());
            let first =
                diesel::insert_into(rewritten::table).values(row).on_conflict_do_nothing().execute(conn)?;
            // Once is enough: each further time would leave old rows behind as long as somebody may ask for them.
            if first == 0 {
                return Ok(0);
            }
            // Joined with nothing it is a new value; a value that is only moved keeps its number.
            diesel::sql_query(
                "WITH taken AS (DELETE FROM ballots WHERE poll = $1 RETURNING poll, nonce, hash, ballot) \
                 INSERT INTO ballots (poll, nonce, hash, ballot) \
                 SELECT poll, nonce, hash, ballot || ''::bytea FROM taken ORDER BY nonce",
            )
            .bind::<diesel::sql_types::Binary, _>(poll.as_bytes().as_slice())
            .execute(conn)
        })?;
    }
    // Polls that were there before partitions lie together.
    let mut tables = std::collections::BTreeSet::new();
    for poll in polls {
        tables.insert(super::partitions::holding(conn, *poll)?);
    }
    for table in &tables {
        if !web::db::rewrite_postgres(conn, table)? {
            return Ok(false);
        }
    }
    Ok(true)
}
