//! Which migrations a database has seen.

use std::collections::BTreeSet;

use diesel::backend::Backend;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel_migrations::EmbeddedMigrations;

use super::{DbConnection, Migrations, OpenError};

/// Whether the tables are what `migrations` make, no less and no more. Diesel's own harness would make its table first.
pub(super) fn are_those_of(conn: &mut DbConnection, migrations: &Migrations) -> Result<bool, OpenError> {
    #[derive(QueryableByName)]
    struct Applied {
        #[diesel(sql_type = Text)]
        version: String,
    }
    let wanted = match conn {
        DbConnection::Sqlite(_) => names::<Sqlite>(&migrations.sqlite)?,
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => names::<diesel::pg::Pg>(&migrations.postgresql)?,
    };
    let applied: Vec<Applied> = match diesel::sql_query(APPLIED).load(conn) {
        // Nobody has ever made tables here.
        Err(Error::DatabaseError(DatabaseErrorKind::Unknown, _)) => Vec::new(),
        applied => applied?,
    };
    Ok(applied.into_iter().map(|it| it.version).collect::<BTreeSet<_>>() == wanted)
}

fn names<DB: Backend>(migrations: &EmbeddedMigrations) -> Result<BTreeSet<String>, OpenError> {
    let migrations: Vec<Box<dyn Migration<DB>>> =
        migrations.migrations().map_err(|error| OpenError::Migration(error.to_string()))?;
    Ok(migrations.iter().map(|it| it.name().version().to_string()).collect())
}

const APPLIED: &str = "SELECT version FROM __diesel_schema_migrations";
