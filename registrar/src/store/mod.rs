//! Everything that names a table. The functions take a connection, are small, and decide nothing: the domain does.

pub(crate) mod accounts;
pub(crate) mod address_moves;
pub(crate) mod attempts;
pub(crate) mod audit;
pub(crate) mod candidates;
pub(crate) mod ceremonies;
pub(crate) mod deliveries;
pub(crate) mod dispatches;
pub(crate) mod erasure;
pub(crate) mod grants;
pub(crate) mod issuances;
pub(crate) mod issued;
pub(crate) mod jobs;
pub(crate) mod links;
pub(crate) mod mail_pace;
pub(crate) mod mail_texts;
pub(crate) mod mailings;
pub(crate) mod outbox;
pub(crate) mod passkeys;
pub(crate) mod places;
pub(crate) mod polls;
pub(crate) mod precincts;
pub(crate) mod roll;
pub(crate) mod schema;
pub(crate) mod scrubbing;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod single_use;
pub(crate) mod uploads;
pub(crate) mod users;

#[cfg(test)]
pub(crate) mod tests;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use web::db::{Migrations, Plans};

/// What a store function answers.
pub(crate) type StoreResult<T> = Result<T, web::DbError>;

/// The registrar's migrations for both kinds of database.
pub(crate) fn migrations() -> Migrations {
    Migrations { sqlite: SQLITE, postgresql: POSTGRESQL, plans: Plans::ForAnyValue }
}

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/registrar/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("../migrations/registrar/postgresql");
