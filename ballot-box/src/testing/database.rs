//! Fresh databases: SQLite always; PostgreSQL too where the feature is on and `PSEPHOS_TEST_POSTGRES` holds the URL of
//! a server in which databases may be made, such as `postgres://postgres@127.0.0.1:5433`.

use std::path::PathBuf;

use tempfile::TempDir;

pub(crate) struct Database {
    url: String,
    kind: Kind,
}

enum Kind {
    Sqlite {
        _dir: TempDir,
    },
    #[cfg(feature = "postgres")]
    Postgres {
        server: String,
        name: String,
    },
}

/// One of each kind that is at hand.
pub(crate) fn databases() -> Vec<Database> {
    #[cfg(not(feature = "postgres"))]
    return vec![Database::sqlite()];
    #[cfg(feature = "postgres")]
    match std::env::var("PSEPHOS_TEST_POSTGRES") {
        Ok(server) => vec![Database::sqlite(), Database::postgres(&server)],
        Err(_) => {
            eprintln!("PSEPHOS_TEST_POSTGRES is not set: this test runs on SQLite alone");
            vec![Database::sqlite()]
        }
    }
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = dir.path().join("ballot-box.sqlite").to_string_lossy().into_owned();
        Self { url, kind: Kind::Sqlite { _dir: dir } }
    }

    /// On PostgreSQL, if there is a server.
    #[cfg(feature = "postgres")]
    pub(crate) fn postgresql() -> Option<Self> {
        let server = std::env::var("PSEPHOS_TEST_POSTGRES").ok();
        if server.is_none() {
            eprintln!("PSEPHOS_TEST_POSTGRES is not set: this test did not run");
        }
        server.map(|server| Self::postgres(&server))
    }

    #[cfg(feature = "postgres")]
    fn postgres(server: &str) -> Self {
        let name = format!("psephos_test_{:016x}", rand::random::<u64>());
        let server = server.trim_end_matches('/').to_owned();
        execute(&format!("{server}/postgres"), &format!("CREATE DATABASE {name}"));
        Self { url: format!("{server}/{name}"), kind: Kind::Postgres { server, name } }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        match &self.kind {
            Kind::Sqlite { .. } => Some(PathBuf::from(&self.url)),
            #[cfg(feature = "postgres")]
            Kind::Postgres { .. } => None,
        }
    }
}

#[cfg(feature = "postgres")]
impl Drop for Database {
    fn drop(&mut self) {
        if let Kind::Postgres { server, name } = &self.kind {
            execute(&format!("{server}/postgres"), &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

#[cfg(feature = "postgres")]
fn execute(url: &str, sql: &str) {
    use diesel::connection::SimpleConnection as _;
    use diesel::{Connection as _, PgConnection};

    PgConnection::establish(url).unwrap().batch_execute(sql).unwrap();
}
