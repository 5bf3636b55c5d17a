//! What goes wrong with a database: while it is opened, and while it is used.

use diesel::ConnectionError;

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL asks for PostgreSQL, which this binary was built without.
    #[error("this binary was built without PostgreSQL (cargo feature `postgres`)")]
    NoPostgres,
    /// The server does not answer, or refuses; the URL itself is not shown, for it holds a password.
    #[error("PostgreSQL cannot be reached or refuses the connection: {0}")]
    Unreachable(ConnectionError),
    /// The file cannot be opened or created.
    #[error("the SQLite file {path} cannot be opened: {source}")]
    Sqlite {
        /// The file.
        path: String,
        /// What SQLite says.
        source: ConnectionError,
    },
    /// A first statement on the new connection failed.
    #[error("the database refuses its settings: {0}")]
    Settings(#[from] diesel::result::Error),
    /// Nothing was opened, for there is nothing.
    #[error("the SQLite file {0} does not exist")]
    Missing(String),
    /// Another version of the program made the tables.
    #[error("the tables are those of another version of this program: run the version that the service runs")]
    OtherVersion,
    /// A migration failed; nothing of it was kept.
    #[error("a migration failed: {0}")]
    Migration(String),
    /// Others use a table for so long that a migration gave up.
    #[error(
        "the tables are not up to date, because others use them for too long: nothing was changed; end long transactions on \
         this database, and start again ({0})"
    )]
    InUse(String),
    /// No connection in time.
    #[error("no connection to the database: {0}")]
    Pool(#[from] r2d2::Error),
}

/// Why a piece of database work failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection was free in time, or the database is gone: try again later.
    #[error("the database is busy or gone: {0}")]
    Unavailable(#[from] r2d2::Error),
    /// Others kept locked what a statement needed, for longer than is waited: nothing was changed, try again later.
    #[error("the database is locked by others: {0}")]
    Locked(diesel::result::Error),
    /// The server went away in the middle, or takes no writes any more: try again later. A commit that was under way may have
    /// been done or not.
    #[error("the connection to the database is lost: {0}")]
    Lost(diesel::result::Error),
    /// A statement failed.
    #[error("a statement failed: {0}")]
    Query(diesel::result::Error),
    /// The work panicked.
    #[error("database work panicked")]
    Panicked,
}

impl From<diesel::result::Error> for DbError {
    fn from(error: diesel::result::Error) -> Self {
        if is_locked(&error) {
            Self::Locked(error)
        } else if is_lost(&error) {
            Self::Lost(error)
        } else {
            Self::Query(error)
        }
    }
}

/// Whether `error` is the violation of a unique or primary key.
pub fn is_unique_violation(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    matches!(error, Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
}

/// Whether `error` says that a lock could not be had, or that the database chose this transaction to give way.
fn is_locked(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        // Diesel has no kind for them. A PostgreSQL server that speaks another language is not
        // understood: its users are told of a failure instead of a wait.
        Error::DatabaseError(DatabaseErrorKind::Unknown, told) => {
            LOCKED.iter().any(|words| told.message().contains(words))
        }
        _ => false,
    }
}

/// Whether `error` says that the server is gone, or has become a standby of another one.
fn is_lost(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind as Kind, Error};
    match error {
        Error::DatabaseError(
            Kind::ClosedConnection | Kind::UnableToSendCommand | Kind::ReadOnlyTransaction,
            _,
        )
        | Error::BrokenTransactionManager => true,
        Error::RollbackErrorOnCommit { commit_error, .. } => is_lost(commit_error),
        _ => false,
    }
}

/// SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL (a lock of the `-wal` file that too many tried to have); PostgreSQL's 55P03 and
/// 40P01.
pub(super) const LOCKED: [&str; 5] = [
    "database is locked",
    "database table is locked",
    "locking protocol",
    "due to lock timeout",
    "deadlock detected",
];
