//! Transactions whose work knows nothing of Diesel.

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;

use super::{DbConnection, DbError};

/// Runs `work` in a transaction that may read before it writes. On SQLite it takes the write lock at once: in WAL mode
/// a transaction that read first is thrown out when another wrote meanwhile, however long it is willing to wait.
pub fn write_transaction<T, E, F>(connection: &mut DbConnection, work: F) -> Result<T, E>
where
    E: From<DbError>,
    F: FnOnce(&mut DbConnection) -> Result<T, E>,
{
    let outcome = connection.transaction(|connection| {
        match connection {
            // Any write takes the lock, also one that meets no row; this table exists in every database of ours.
            DbConnection::Sqlite(sqlite) => {
                sqlite.batch_execute("UPDATE __diesel_schema_migrations SET version = version WHERE 0")?;
            }
            // A process that is stopped in mid-transaction must not keep the others out: the server ends it.
            #[cfg(feature = "postgres")]
            DbConnection::Postgres(postgres) => {
                postgres.batch_execute("SET LOCAL idle_in_transaction_session_timeout = '15s'")?;
            }
        }
        work(connection).map_err(Undo::Work)
    });
    outcome.map_err(Undo::into_error)
}

/// Runs `work` in a savepoint of the transaction that is open: what fails leaves no trace of its own and does not spoil
/// the rest. Without an open transaction it is one.
pub fn savepoint<T, E, F>(connection: &mut DbConnection, work: F) -> Result<T, E>
where
    E: From<DbError>,
    F: FnOnce(&mut DbConnection) -> Result<T, E>,
{
    connection.transaction(|connection| work(connection).map_err(Undo::Work)).map_err(Undo::into_error)
}

/// Why a transaction is undone: lets the work have errors that know nothing of Diesel.
enum Undo<E> {
    Work(E),
    Transaction(diesel::result::Error),
}

impl<E: From<DbError>> Undo<E> {
    fn into_error(self) -> E {
        match self {
            Self::Work(error) => error,
            Self::Transaction(error) => E::from(DbError::from(error)),
        }
    }
}

impl<E> From<diesel::result::Error> for Undo<E> {
    fn from(error: diesel::result::Error) -> Self {
        Self::Transaction(error)
    }
}
