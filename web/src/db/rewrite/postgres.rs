//! PostgreSQL's tables follow arrival, each row bears the number of its transaction, and old versions of rows stay until
//! the table is rewritten. First one transaction rewrites the rows ([`one_transaction`]), then the table is rewritten in the
//! order of its key and the old rows are gone ([`rewrite_postgres`]). Unless somebody may still ask for them: whoever holds
//! an old snapshot, in whatever table, makes the server copy the old rows as well.

use std::thread;
use std::time::Duration;

use diesel::QueryableByName;
use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

/// Lets the rows of `table` for which the SQL `condition` holds bear the number of one transaction, by writing `column`, any
/// of its columns, as it is. The three are the program's own words, never anybody's input.
///
/// # Errors
/// Of the statements.
pub fn one_transaction(
    conn: &mut PgConnection,
    table: &str,
    column: &str,
    condition: &str,
) -> QueryResult<()> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        transactions: i64,
    }
    let sql = format!("SELECT count(DISTINCT xmin::text) AS transactions FROM {table} WHERE {condition}");
    let row: Row = diesel::sql_query(sql).get_result(conn)?;
    // Once is enough: each further time would leave old rows behind as long as somebody may ask for them.
    if row.transactions > 1 {
        conn.batch_execute(&format!("UPDATE {table} SET {column} = {column} WHERE {condition}"))?;
    }
    Ok(())
}

/// Rewrites `table` in the order of its primary key, named `<table>_pkey`; `false` if it still holds old rows, so that it
/// must be tried again. Not within a transaction.
///
/// # Errors
/// Of the statements: a table that is in use for longer than the lock's timeout.
pub fn rewrite_postgres(conn: &mut PgConnection, table: &str) -> QueryResult<bool> {
    for attempt in 0..ATTEMPTS {
        // A statement that was under way takes a moment, as does the beginning of any connection.
        thread::sleep(PAUSE * attempt);
        // In one transaction, so that nobody inserts between the two.
        let done = conn.transaction(|conn| {
            conn.batch_execute(&format!("CLUSTER {table} USING {table}_pkey"))?;
            holds_nothing_else(conn, table)
        })?;
        if done {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the rows that can be seen lie in the table without a gap: an old row would stand beside its successor.
fn holds_nothing_else(conn: &mut PgConnection, table: &str) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        dense: bool,
    }
    // A ctid is (page, place in the page from 1).
    let sql = format!(
        "SELECT coalesce(bool_and(last = rows), true) \
             AND count(*) * current_setting('block_size')::bigint = pg_relation_size('{table}') AS dense \
         FROM (SELECT max((ctid::text::point)[1]) AS last, count(*) AS rows \
               FROM {table} GROUP BY (ctid::text::point)[0]) AS pages"
    );
    let row: Row = diesel::sql_query(sql).get_result(conn)?;
    Ok(row.dense)
}

/// How often the table is rewritten before the old rows are left to another minute.
const ATTEMPTS: u32 = 6;
/// Before the second attempt; twice that before the third, and so on.
const PAUSE: Duration = Duration::from_millis(300);
