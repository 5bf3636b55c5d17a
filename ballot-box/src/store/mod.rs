//! The database. Only this module names tables; every function takes a connection, so that the caller draws the
//! transaction around what belongs together.

pub mod arrival;
pub mod ballots;
pub mod log;
pub mod partitions;
pub mod polls;
pub(crate) mod schema;
pub mod statements;
pub mod stored;
pub mod turns;

use diesel::result::Error;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use web::db::{Migrations, Plans};

/// The tables of the ballot box, for both kinds of database.
pub fn migrations() -> Migrations {
    Migrations { sqlite: SQLITE, postgresql: POSTGRESQL, plans: Plans::ForEachValue }
}

/// 32 bytes of a column that a CHECK keeps at that length.
fn bytes32(column: &[u8]) -> Result<[u8; 32], Error> {
    column
        .try_into()
        .map_err(|_| Error::DeserializationError("a column of 32 bytes has another length".into()))
}

/// A count or position as the database holds it.
fn to_i64(number: u64) -> Result<i64, Error> {
    i64::try_from(number).map_err(|error| Error::SerializationError(Box::new(error)))
}

/// Inverse of [`to_i64`]; CHECKs keep such columns from being negative.
fn to_u64(number: i64) -> Result<u64, Error> {
    u64::try_from(number).map_err(|error| Error::DeserializationError(Box::new(error)))
}

diesel::postfix_operator!(IsBallot, " = 2");

/// Whether a log entry is a ballot's, by its kind byte (protocol section 8). The number stands in the statement and is not bound
/// to it: SQLite takes the index of the ballots alone only for a statement that says so, and otherwise reads the whole log.
fn is_ballot() -> IsBallot<schema::entries::kind> {
    IsBallot::new(schema::entries::kind)
}

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/ballot-box/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("../migrations/ballot-box/postgresql");

#[cfg(test)]
mod tests;
