//! PostgreSQL: first one transaction rewrites every row of a poll, so that none bears the number of the transaction it came
//! in, then the table is rewritten in the order of its key and the old rows are gone. Unless somebody may still ask for
//! them: whoever holds an old snapshot, in whatever table, makes the server copy the old rows as well.

use std::thread;
use std::time::Duration;

use crypto::encoding::PollId;
use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool};

use crate::store::schema::ballots;

/// Rewrites the rows of `polls` and the table; `false` if it still holds old rows.
pub(super) fn rewrite(conn: &mut PgConnection, polls: &[PollId]) -> QueryResult<bool> {
    for poll in polls {
        // Once is enough: each further time would leave old rows behind as long as somebody may ask for them.
        if transactions(conn, *poll)? > 1 {
            diesel::update(ballots::table.filter(ballots::poll.eq(poll.as_bytes().as_slice())))
                .set(ballots::ballot.eq(ballots::ballot))
                .execute(conn)?;
        }
    }
    for attempt in 0..ATTEMPTS {
        // A statement that was under way takes a moment, as does the beginning of any connection.
        thread::sleep(PAUSE * attempt);
        // In one transaction, so that nobody inserts between the two.
        let done = conn.transaction(|conn| {
            conn.batch_execute("CLUSTER ballots USING ballots_pkey")?;
            holds_nothing_else(conn)
        })?;
        if done {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many transactions the rows of `poll` can be told apart by.
fn transactions(conn: &mut PgConnection, poll: PollId) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        transactions: i64,
    }
    let sql = "SELECT count(DISTINCT xmin::text) AS transactions FROM ballots WHERE poll = $1";
    let row: Row = diesel::sql_query(sql).bind::<Binary, _>(poll.as_bytes().as_slice()).get_result(conn)?;
    Ok(row.transactions)
}

/// Whether the rows that can be seen lie in the table without a gap: an old row would stand beside its successor.
fn holds_nothing_else(conn: &mut PgConnection) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        dense: bool,
    }
    // A ctid is (page, place in the page from 1).
    let sql = "SELECT coalesce(bool_and(last = rows), true) \
                   AND count(*) * current_setting('block_size')::bigint = pg_relation_size('ballots') AS dense \
               FROM (SELECT max((ctid::text::point)[1]) AS last, count(*) AS rows \
                     FROM ballots GROUP BY (ctid::text::point)[0]) AS pages";
    let row: Row = diesel::sql_query(sql).get_result(conn)?;
    Ok(row.dense)
}

/// How often the table is rewritten before the old rows are left to another minute.
const ATTEMPTS: u32 = 3;
/// Before the second attempt; twice that before the third.
const PAUSE: Duration = Duration::from_millis(300);
