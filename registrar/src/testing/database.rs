//! The databases that store tests run on: SQLite always, PostgreSQL where `PSEPHOS_TEST_POSTGRES` names a server
//! (`postgres://user@host:port`) on which databases may be made.

use tempfile::TempDir;
use web::Db;

use crate::store;

/// A database of a test's own.
pub(crate) struct TestDatabase {
    url: String,
    _dir: Option<TempDir>,
}

impl TestDatabase {
    /// A file in a directory of its own.
    pub(crate) fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = dir.path().join("registrar.sqlite").to_str().unwrap().to_owned();
        Self { url, _dir: Some(dir) }
    }

    /// A file restored from a backup.
    pub(crate) fn restored(backup: &[u8]) -> Self {
        let database = Self::sqlite();
        std::fs::write(&database.url, backup).unwrap();
        database
    }

    /// Every kind that can be had here.
    pub(crate) fn every_kind() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        all.extend(postgres());
        all
    }

    /// Its URL.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Opened, with all tables.
    pub(crate) fn open(&self) -> Db {
        Db::open(&self.url, store::migrations()).unwrap()
    }
}

#[cfg(not(feature = "postgres"))]
fn postgres() -> Option<TestDatabase> {
    None
}

/// A fresh database on the server; it is left there when the test ends, the server itself being a test's.
#[cfg(feature = "postgres")]
fn postgres() -> Option<TestDatabase> {
    use diesel::connection::SimpleConnection as _;
    use diesel::{Connection as _, PgConnection};

    let server = std::env::var("PSEPHOS_TEST_POSTGRES").ok()?;
    let server = server.trim_end_matches('/');
    let name = format!("registrar_{}", crate::domain::secret::random_id());
    let mut connection = PgConnection::establish(&format!("{server}/postgres")).unwrap();
    connection.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    Some(TestDatabase { url: format!("{server}/{name}"), _dir: None })
}
