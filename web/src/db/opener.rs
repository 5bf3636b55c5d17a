//! Opening connections, with the settings on which the promises of both services rest.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
#[cfg(feature = "postgres")]
use diesel::pg::PgConnection;
use diesel::r2d2::R2D2Connection as _;
use diesel::sqlite::SqliteConnection;
use diesel::{Connection as _, QueryResult};
use r2d2::ManageConnection;

use super::{DbConnection, OpenError, Plans};

/// Opens connections. Ours, because the derived `establish` tries one kind after the other and reports a PostgreSQL
/// server that is down as an invalid SQLite URL.
pub(super) struct Opener {
    place: Place,
    /// Whether its connections can change nothing.
    reading: bool,
    #[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "SQLite plans each statement once"))]
    plans: Plans,
    /// For so long a connection that came back is taken to be good as it was.
    fresh: Duration,
}

/// Where a database is.
enum Place {
    Sqlite(String),
    #[cfg(feature = "postgres")]
    Postgres(String),
}

impl Opener {
    pub(super) fn parse(url: &str) -> Result<Self, OpenError> {
        let (reading, plans, fresh) = (false, Plans::ForEachValue, FRESH);
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            #[cfg(feature = "postgres")]
            return Ok(Self { place: Place::Postgres(url.to_owned()), reading, plans, fresh });
            #[cfg(not(feature = "postgres"))]
            return Err(OpenError::NoPostgres);
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
        Ok(Self { place: Place::Sqlite(path.to_owned()), reading, plans, fresh })
    }

    /// The same for connections that can change nothing.
    pub(super) fn read_only(self) -> Self {
        Self { reading: true, ..self }
    }

    /// The same for connections on which PostgreSQL plans like this.
    pub(super) fn with(self, plans: Plans) -> Self {
        Self { plans, ..self }
    }

    /// The file, if the database is one.
    pub(super) fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::Sqlite(path) => Some(Path::new(path)),
            #[cfg(feature = "postgres")]
            Place::Postgres(_) => None,
        }
    }
}

/// A connection in the pool, and when it came back last.
pub(super) struct Kept {
    connection: DbConnection,
    since: Instant,
}

impl Deref for Kept {
    type Target = DbConnection;

    fn deref(&self) -> &DbConnection {
        &self.connection
    }
}

impl DerefMut for Kept {
    fn deref_mut(&mut self) -> &mut DbConnection {
        &mut self.connection
    }
}

impl Opener {
    /// A connection by itself.
    pub(super) fn open(&self) -> Result<DbConnection, OpenError> {
        match &self.place {
            Place::Sqlite(path) => {
                let mut connection = SqliteConnection::establish(path)
                    .map_err(|source| OpenError::Sqlite { path: path.clone(), source })?;
                connection.batch_execute(SQLITE_SETTINGS)?;
                if self.reading {
                    connection.batch_execute("PRAGMA query_only = ON")?;
                }
                Ok(DbConnection::Sqlite(connection))
            }
            #[cfg(feature = "postgres")]
            Place::Postgres(url) => {
                let mut connection = PgConnection::establish(url).map_err(OpenError::Unreachable)?;
                connection.batch_execute(POSTGRES_SETTINGS)?;
                connection.batch_execute(self.plans.settings())?;
                if self.reading {
                    connection.batch_execute("SET default_transaction_read_only = on")?;
                }
                Ok(DbConnection::Postgres(connection))
            }
        }
    }
}

#[cfg(feature = "postgres")]
impl Plans {
    /// A plan that outlives the growth of its table is to read it from end to end only where no index can answer; that looks so
    /// expensive then that the server would compile it first.
    fn settings(self) -> &'static str {
        match self {
            Self::ForEachValue => "SET plan_cache_mode = force_custom_plan",
            Self::ForAnyValue => "SET plan_cache_mode = auto; SET enable_seqscan = off; SET jit = off",
        }
    }
}

impl ManageConnection for Opener {
    type Connection = Kept;
    type Error = OpenError;

    fn connect(&self) -> Result<Kept, OpenError> {
        Ok(Kept { connection: self.open()?, since: Instant::now() })
    }

    /// Whether the server has not hung up meanwhile. A file does not; and to ask takes as long as what is asked then. Who is given one that
    /// has just died meets [`super::DbError::Lost`], and the pool drops it.
    fn is_valid(&self, kept: &mut Kept) -> Result<(), OpenError> {
        if self.file().is_some() || kept.since.elapsed() < self.fresh {
            return Ok(());
        }
        let answer: QueryResult<()> = kept.ping();
        Ok(answer?)
    }

    /// Asked when it comes back.
    fn has_broken(&self, kept: &mut Kept) -> bool {
        kept.since = Instant::now();
        kept.is_broken()
    }
}

/// Gives the one connection that writes a larger memory, and a longer `-wal` file: each time that it is full its pages go to the
/// database, with two more syncs.
pub(super) fn for_writing(connection: &mut DbConnection) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => connection.batch_execute(&format!(
            "PRAGMA cache_size = -{WRITER_CACHE}; PRAGMA wal_autocheckpoint = {WRITER_LOG};"
        )),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => Ok(()),
    }
}

/// The file that `url` names if it names one: its directory must exist.
pub fn sqlite_file(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    Opener::parse(url).ok()?.file().map(|_| Path::new(path))
}

/// `busy_timeout` first: switching to WAL itself may meet a lock. `synchronous=FULL`: a commit that was answered
/// outlives a power cut. `secure_delete`: what was erased is overwritten with zeros.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";
/// Of requests that follow each other closely only the first asks.
const FRESH: Duration = Duration::from_millis(500);
/// Pages that the one connection that writes remembers, in KiB: all but the leaves of a large table, and some thousand of those.
const WRITER_CACHE: u32 = 32 * 1024;
/// Pages of 4 KiB that the `-wal` file holds before they go to the database; SQLite's own default is 1000.
const WRITER_LOG: u32 = 4000;
/// As long as SQLite waits for its lock; commits that are durable, whatever the server's default.
#[cfg(feature = "postgres")]
const POSTGRES_SETTINGS: &str =
    "SET lock_timeout = '10s'; SET synchronous_commit = on; SET client_min_messages = warning;";

#[cfg(test)]
#[cfg(feature = "postgres")]
mod tests;
