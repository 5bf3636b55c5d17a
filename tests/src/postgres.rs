//! Fresh databases on the PostgreSQL server that `PSEPHOS_TEST_POSTGRES` names, such as
//! `postgres://postgres@127.0.0.1:5433`.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rand::RngExt as _;

use crate::traces::read_all;

/// One database of its own, dropped at the end.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
}

/// The server's URL without a database, if tests with PostgreSQL are wanted.
///
/// # Panics
/// If it is not set although `CI` is: there nothing is skipped in silence.
pub fn server() -> Option<String> {
    let server = std::env::var("PSEPHOS_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        assert!(std::env::var_os("CI").is_none(), "PSEPHOS_TEST_POSTGRES is not set, and CI skips nothing");
        eprintln!("SKIPPED: PSEPHOS_TEST_POSTGRES is not set; ./check starts a server and sets it");
    }
    server.map(|url| {
        let (scheme, rest) = url.split_once("://").expect("PSEPHOS_TEST_POSTGRES is a URL");
        format!("{scheme}://{}", rest.split('/').next().unwrap_or_default())
    })
}

/// Whether one of the [`Database::files`] is of a table or an index of the database, and not of the log that the server has for all.
pub fn is_table(file: &Path) -> bool {
    file.components().all(|part| part.as_os_str() != WRITE_AHEAD_LOG)
}

const WRITE_AHEAD_LOG: &str = "pg_wal";

impl Database {
    /// Creates a database whose name begins with `prefix`. `server` may name several hosts, and parameters after `?`.
    pub fn create(server: &str, prefix: &str) -> Self {
        let name = format!("{prefix}_{:016x}", rand::rng().random::<u64>());
        let database = Self { server: server.to_owned(), name };
        database.administer(&format!("CREATE DATABASE {}", database.name));
        database
    }

    /// Another database with the same content, as soon as nobody is connected to this one. PostgreSQL 15 or later: its files are
    /// copied, and not written to its log row by row.
    pub fn copy(&self) -> Self {
        let name = format!("{}_{:08x}", self.name, rand::rng().random::<u32>());
        self.administer(&format!("CREATE DATABASE {name} TEMPLATE {} STRATEGY FILE_COPY", self.name));
        Self { server: self.server.clone(), name }
    }

    /// For `database_url`.
    pub fn url(&self) -> String {
        self.beside(&self.name)
    }

    /// Another database of the server.
    fn beside(&self, name: &str) -> String {
        match self.server.split_once('?') {
            Some((server, parameters)) => format!("{server}/{name}?{parameters}"),
            None => format!("{}/{name}", self.server),
        }
    }

    /// The whole database as SQL, bytes as hexadecimal.
    pub fn dump(&self) -> Vec<u8> {
        let dump = Command::new("pg_dump").arg(self.url()).output().expect("pg_dump starts");
        assert!(dump.status.success(), "pg_dump: {}", String::from_utf8_lossy(&dump.stderr));
        dump.stdout
    }

    /// The server's own files: its write-ahead log, and the pages of this database with all that was deleted and not yet
    /// overwritten. `None`, and loud about it, if this test may not read them.
    pub fn files(&self) -> Option<Vec<(PathBuf, Vec<u8>)>> {
        let folder = PathBuf::from(self.asked("SHOW data_directory"));
        let number = self.asked(&format!("SELECT oid FROM pg_database WHERE datname = '{}'", self.name));
        let mut found = Vec::new();
        let read = read_all(&folder.join(WRITE_AHEAD_LOG), &mut found).and_then(|()| {
            // What was committed is in the log already, and in the pages from the next checkpoint on.
            self.administer("CHECKPOINT");
            read_all(&folder.join("base").join(number), &mut found)
        });
        if let Err(error) = read {
            eprintln!(
                "SKIPPED: {} cannot be read ({error}): nobody has looked for traces of voters in the files of PostgreSQL. \
                 Run this test as root, beside the server.",
                folder.display()
            );
            return None;
        }
        Some(found)
    }

    /// The server's first process, whose children are all others; none if its files may not be read.
    pub fn first_process(&self) -> Option<u32> {
        let file = PathBuf::from(self.asked("SHOW data_directory")).join("postmaster.pid");
        std::fs::read_to_string(file).ok()?.lines().next()?.parse().ok()
    }

    /// Bytes on the server's disk, without its write-ahead log.
    pub fn size(&self) -> u64 {
        let size = self.asked("SELECT pg_database_size(current_database())");
        size.parse().expect("a size is a number")
    }

    /// The one value that a query gives, or nothing for other statements.
    ///
    /// # Panics
    /// If the server refuses them.
    pub fn asked(&self, sql: &str) -> String {
        let answer = Command::new("psql")
            .args(["--no-psqlrc", "--tuples-only", "--no-align", "--dbname", &self.url(), "--command", sql])
            .output()
            .expect("psql starts");
        assert!(answer.status.success(), "{sql}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8_lossy(&answer.stdout).trim().to_owned()
    }

    /// Begins a transaction with these statements, of somebody who takes their time.
    ///
    /// # Panics
    /// If psql does not start.
    pub fn hold(&self, sql: &str) -> Held {
        let mut psql = Command::new("psql")
            .args(["--quiet", "--no-psqlrc", "--dbname", &self.url()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("psql starts");
        let begun = format!("BEGIN; {sql};\n\\echo begun\n");
        psql.stdin.as_mut().expect("it is piped").write_all(begun.as_bytes()).expect("it listens");
        let mut answer = [0; 5];
        psql.stdout.as_mut().expect("it is piped").read_exact(&mut answer).expect("it answers");
        Held(psql)
    }

    fn administer(&self, sql: &str) {
        let psql = Command::new("psql")
            .args(["--quiet", "--no-psqlrc", "--dbname", &self.beside("postgres"), "--command", sql])
            .output()
            .expect("psql starts");
        assert!(psql.status.success(), "{sql}: {}", String::from_utf8_lossy(&psql.stderr));
    }
}

/// A transaction that is open until this is dropped, and is then undone.
#[derive(Debug)]
pub struct Held(Child);

impl Drop for Held {
    fn drop(&mut self) {
        // At the end of its input psql ends, and with it the transaction.
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}
