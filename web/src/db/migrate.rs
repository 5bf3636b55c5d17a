//! Bringing the tables of a PostgreSQL database up to date while others use them.
//!
//! A change of a table waits for everybody who uses the table, and whoever comes later waits behind it: one long transaction and
//! one short change would stop an election together. So a change waits for a moment, lets the others pass, tries again, and gives
//! up in the end. What takes long is done outside a transaction, beside all reading and writing (`CREATE INDEX CONCURRENTLY`; the
//! folder of such a migration holds a `metadata.toml` with `run_in_transaction = false`).

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use diesel::QueryableByName;
use diesel::connection::SimpleConnection as _;
use diesel::migration::Migration;
use diesel::pg::{Pg, PgConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _};

use super::OpenError;
use super::error::LOCKED;

/// How long a migration waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For a lock, while others wait behind it.
    pub(super) lock: Duration,
    /// Between two attempts: whoever waited gets through.
    pub(super) pause: Duration,
    /// Attempts in all.
    pub(super) attempts: u32,
    /// For what holds nobody up: another process that migrates, and transactions that are older than an index.
    pub(super) beside: Duration,
}

impl Patience {
    /// Of a service that starts: about a minute.
    pub(super) const USUAL: Self = Self {
        lock: Duration::from_secs(2),
        pause: Duration::from_secs(2),
        attempts: 15,
        beside: Duration::from_secs(900),
    };
}

/// Runs what is pending, one migration after the other. The settings of the connection are other ones afterwards.
pub(super) fn migrate(
    conn: &mut PgConnection,
    migrations: EmbeddedMigrations,
    patience: Patience,
) -> Result<(), OpenError> {
    begin(conn, patience)?;
    let migrated = run_pending(conn, migrations, patience);
    conn.batch_execute(&format!("SELECT pg_advisory_unlock({MIGRATING})"))?;
    migrated
}

/// Processes that start at the same time bring the tables up to date one after the other. They ask again and again and do not
/// wait in a statement, for an index that is made beside others waits until all older statements are over.
fn begin(conn: &mut PgConnection, patience: Patience) -> Result<(), OpenError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        taken: bool,
    }
    let began = Instant::now();
    loop {
        let row: Row = diesel::sql_query("SELECT pg_try_advisory_lock($1) AS taken")
            .bind::<BigInt, _>(MIGRATING)
            .get_result(conn)?;
        if row.taken {
            return Ok(());
        }
        if began.elapsed() > patience.beside {
            return Err(OpenError::InUse("another process is at it".to_owned()));
        }
        thread::sleep(TURN);
    }
}

fn run_pending(
    conn: &mut PgConnection,
    migrations: EmbeddedMigrations,
    patience: Patience,
) -> Result<(), OpenError> {
    let failed = |error: Box<dyn Error + Send + Sync>| OpenError::Migration(error.to_string());
    for migration in conn.pending_migrations(migrations).map_err(failed)? {
        let attempt = |conn: &mut PgConnection| match migration.metadata().run_in_transaction() {
            true => run_briefly(conn, &*migration, patience),
            false => run_beside(conn, &*migration, patience),
        };
        attempt(conn).map_err(|error| {
            let told = error.to_string();
            match is_refused_a_lock(&told) {
                true => OpenError::InUse(format!("{}: {told}", migration.name())),
                false => failed(error),
            }
        })?;
    }
    Ok(())
}

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// In a transaction, which locks what it changes.
fn run_briefly(conn: &mut PgConnection, migration: &dyn Migration<Pg>, patience: Patience) -> Outcome {
    wait_at_most(conn, patience.lock)?;
    for _ in 1..patience.attempts {
        match conn.run_migration(migration) {
            Err(error) if is_refused_a_lock(&error.to_string()) => {
                tracing::warn!("{}: others use the table; trying again: {error}", migration.name());
                thread::sleep(patience.pause);
            }
            done => return done.map(drop),
        }
    }
    conn.run_migration(migration).map(drop)
}

/// Outside a transaction, and holding nobody up.
fn run_beside(conn: &mut PgConnection, migration: &dyn Migration<Pg>, patience: Patience) -> Outcome {
    wait_at_most(conn, patience.beside)?;
    drop_unfinished(conn)?;
    conn.run_migration(migration).map(drop)
}

/// An index whose making was cut off stays, unused, and has the name that the next attempt wants.
fn drop_unfinished(conn: &mut PgConnection) -> QueryResult<()> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let unfinished = "SELECT indexrelid::regclass::text AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid \
                      WHERE NOT indisvalid AND relkind = 'i' AND relnamespace = current_schema()::regnamespace";
    let rows: Vec<Row> = diesel::sql_query(unfinished).load(conn)?;
    rows.iter().try_for_each(|row| conn.batch_execute(&format!("DROP INDEX CONCURRENTLY {}", row.name)))
}

fn wait_at_most(conn: &mut PgConnection, time: Duration) -> QueryResult<()> {
    conn.batch_execute(&format!("SET lock_timeout = {}", time.as_millis()))
}

fn is_refused_a_lock(told: &str) -> bool {
    LOCKED.iter().any(|words| told.contains(words))
}

/// Number of the lock under which a server's tables are changed; no other lock has it.
const MIGRATING: i64 = 0x7073_6570_686f_7300;
/// Between two questions whether it is this process's turn.
const TURN: Duration = Duration::from_millis(200);

#[cfg(test)]
mod tests;
