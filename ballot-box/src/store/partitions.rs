//! Where PostgreSQL keeps the ballots of a poll: in a partition of their own (ADR 15). SQLite has one table for all.

use crypto::encoding::PollId;
#[cfg(feature = "postgres")]
use crypto::encoding::hex;
#[cfg(feature = "postgres")]
use diesel::pg::PgConnection;
use diesel::prelude::*;
use web::DbConnection;

/// Makes the place for the ballots of a poll that is about to be stored. Neither do those wait who cast in other polls, nor does
/// this wait for them: attaching a table keeps out who changes tables, and nobody else.
#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "only PostgreSQL has partitions"))]
pub fn create(conn: &mut DbConnection, poll: PollId) -> QueryResult<()> {
    match conn {
        DbConnection::Sqlite(_) => Ok(()),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            use diesel::connection::SimpleConnection as _;

            // Made as a partition at once it would lock the whole table for a moment, and wait for everybody in it.
            let (name, poll) = (name(poll), hex(poll.as_bytes()));
            conn.batch_execute(&format!(
                "CREATE TABLE {name} (LIKE ballots INCLUDING CONSTRAINTS INCLUDING INDEXES); \
                 ALTER TABLE ballots ATTACH PARTITION {name} FOR VALUES IN ('\\x{poll}')"
            ))
        }
    }
}

/// The table that holds the poll's ballots.
#[cfg(feature = "postgres")]
pub(crate) fn holding(conn: &mut PgConnection, poll: PollId) -> QueryResult<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    // Those that were there before partitions are together.
    let row: Row = diesel::sql_query("SELECT coalesce(to_regclass($1)::text, 'ballots_earlier') AS name")
        .bind::<diesel::sql_types::Text, _>(name(poll))
        .get_result(conn)?;
    Ok(row.name)
}

/// A name with those of its indexes has 63 bytes at most: half of the poll's id, of which no two begin alike.
#[cfg(feature = "postgres")]
fn name(poll: PollId) -> String {
    format!("ballots_{}", hex(&poll.as_bytes()[..16]))
}
