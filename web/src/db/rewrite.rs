//! Writing a database anew, so that its pages tell nothing of the order in which rows came, nor of what was deleted.

#[cfg(feature = "postgres")]
mod postgres;

use std::time::{Duration, Instant};

use diesel::QueryableByName;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel::sqlite::SqliteConnection;

#[cfg(feature = "postgres")]
pub use self::postgres::{one_transaction, rewrite_postgres};

/// Rewrites the file in the order of its keys and empties its `-wal` file. Not within a transaction. `false` if it must
/// be tried again because somebody was reading.
///
/// Within a page of the file rows lie as they came, even where the table has no rowid; rows too long for a page lie on
/// pages taken as they came; and the `-wal` file holds the newest writes one after the other.
///
/// # Errors
/// Of the statements: a full disk, or a database that is locked for longer than its busy timeout.
pub fn rewrite_sqlite(conn: &mut SqliteConnection) -> QueryResult<bool> {
    // A reader in the way would keep the copy in the `-wal` file, and another copy at each further attempt.
    let began = Instant::now();
    while !truncate_wal(conn)? {
        // For a reader it has waited. For a connection that is just being opened it has not.
        if began.elapsed() > OPENING {
            return Ok(false);
        }
        std::thread::sleep(PAUSE);
    }
    // Not in memory, where temporary tables are: this is a copy of the whole file.
    conn.batch_execute("PRAGMA temp_store = FILE")?;
    let rewritten = conn.batch_execute("VACUUM");
    conn.batch_execute("PRAGMA temp_store = MEMORY")?;
    rewritten?;
    for _ in 0..ATTEMPTS {
        if truncate_wal(conn)? {
            return Ok(true);
        }
        // SQLite does not wait for a checkpoint that another connection is making.
        std::thread::sleep(PAUSE);
    }
    Ok(false)
}

/// Moves everything from the `-wal` file into the database and empties it; `false` if a reader was in the way.
fn truncate_wal(conn: &mut SqliteConnection) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Checkpointed {
        #[diesel(sql_type = Integer)]
        busy: i32,
    }
    let done: Checkpointed = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(conn)?;
    Ok(done.busy == 0)
}

/// As long as it may take the pool to open a connection.
const OPENING: Duration = Duration::from_secs(2);
/// How often the `-wal` file is tried after the rewriting, and the pause between.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);
