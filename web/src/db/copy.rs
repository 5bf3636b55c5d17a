//! A whole copy of a SQLite database in a file of its own, taken while others use it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::SqliteConnection;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is no such database.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// Nothing is overwritten.
    #[error("{} exists already; name a new file", .0.display())]
    Exists(PathBuf),
    /// The file cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be opened as a database.
    #[error("{} cannot be opened: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: ConnectionError,
    },
    /// SQLite fails.
    #[error("the database {}: {source}", path.display())]
    Query {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: diesel::result::Error,
    },
    /// What is stored is not what SQLite wrote.
    #[error("the database {} is damaged: {words}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        words: String,
    },
}

/// Copies the database in `from` to the new file `to`: the state of one moment, while others read and write. The copy is
/// whole, on the disk, and readable by its owner alone before it has its name. Its rows lie in the order of their keys.
///
/// # Errors
/// If `from` is no database, `to` exists, or the disk is full: then there is no `to`.
pub fn copy_sqlite(from: &Path, to: &Path) -> Result<(), CopyError> {
    if !from.is_file() {
        return Err(CopyError::Missing(from.to_owned()));
    }
    if to.exists() {
        return Err(CopyError::Exists(to.to_owned()));
    }
    let part = beside(to, ".part");
    let copied = copy(from, &part).and_then(|()| settle(&part, to).map_err(failed(to)));
    if copied.is_err() {
        // It may not even have been made.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Looks through the whole database in `file` for what SQLite did not write.
///
/// # Errors
/// [`CopyError::Damaged`] with what is wrong first.
pub fn check_sqlite(file: &Path) -> Result<(), CopyError> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = Text)]
        integrity_check: String,
    }
    let path = || file.to_owned();
    let mut connection = open(file)?;
    let found: Found = diesel::sql_query("PRAGMA integrity_check(1)")
        .get_result(&mut connection)
        .map_err(|source| CopyError::Query { path: path(), source })?;
    match found.integrity_check.as_str() {
        "ok" => Ok(()),
        words => Err(CopyError::Damaged { path: path(), words: words.to_owned() }),
    }
}

/// The file whose name is that of `file` and `end`.
pub fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Gives the file `from`, when it is on the disk, the name `to`.
///
/// # Errors
/// Of the disk.
pub fn settle(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn copy(from: &Path, part: &Path) -> Result<(), CopyError> {
    let mut connection = open(from)?;
    // What an attempt left that was cut off.
    match fs::remove_file(part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(part)(error)),
        _ => {}
    }
    // SQLite fills an empty file and keeps its mode.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(part).map_err(failed(part))?;
    let name = part.to_str().ok_or_else(|| failed(part)(io::ErrorKind::InvalidFilename.into()))?;
    diesel::sql_query("VACUUM INTO ?")
        .bind::<Text, _>(name)
        .execute(&mut connection)
        .map_err(|source| CopyError::Query { path: from.to_owned(), source })?;
    Ok(())
}

fn open(file: &Path) -> Result<SqliteConnection, CopyError> {
    let name = file.to_str().ok_or_else(|| failed(file)(io::ErrorKind::InvalidFilename.into()))?;
    let mut connection = SqliteConnection::establish(name)
        .map_err(|source| CopyError::Open { path: file.to_owned(), source })?;
    connection
        .batch_execute("PRAGMA busy_timeout = 10000")
        .map_err(|source| CopyError::Query { path: file.to_owned(), source })?;
    Ok(connection)
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> CopyError {
    let path = path.to_owned();
    |source| CopyError::Io { path, source }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn database(folder: &Path) -> PathBuf {
        let file = folder.join("d.sqlite");
        let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
        let rows = "PRAGMA journal_mode = WAL; CREATE TABLE t (k INTEGER PRIMARY KEY); INSERT INTO t VALUES (7), (8)";
        connection.batch_execute(rows).unwrap();
        file
    }

    #[test]
    fn what_cannot_be_copied_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (missing, to) = (folder.path().join("none"), folder.path().join("copy"));
        assert!(matches!(copy_sqlite(&missing, &to), Err(CopyError::Missing(_))));
        assert!(!missing.exists(), "asking makes no database");
        let junk = folder.path().join("junk");
        fs::write(&junk, "no database, and long enough to be taken for the head of one".repeat(9)).unwrap();
        assert!(matches!(copy_sqlite(&junk, &to), Err(CopyError::Query { .. })));
        assert!(check_sqlite(&junk).is_err());
        fs::write(&to, "mine").unwrap();
        assert!(matches!(copy_sqlite(&database(folder.path()), &to), Err(CopyError::Exists(_))));
        assert_eq!(fs::read_to_string(&to).unwrap(), "mine");
        assert!(!folder.path().join("copy.part").exists());
    }

    #[test]
    fn a_copy_is_of_one_moment_while_others_write() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (database(folder.path()), folder.path().join("copy"));
        let mut writer = SqliteConnection::establish(from.to_str().unwrap()).unwrap();
        writer.batch_execute("BEGIN IMMEDIATE; INSERT INTO t VALUES (9)").unwrap();
        fs::write(folder.path().join("copy.part"), "left by a cut").unwrap();
        copy_sqlite(&from, &to).unwrap();
        writer.batch_execute("COMMIT").unwrap();
        check_sqlite(&to).unwrap();
        assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
        let mut copy = SqliteConnection::establish(to.to_str().unwrap()).unwrap();
        let rows: i64 =
            diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>("(SELECT count(*) FROM t)"))
                .get_result(&mut copy)
                .unwrap();
        assert_eq!(rows, 2, "what was committed, and nothing else");
    }

    #[test]
    fn damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (database(folder.path()), folder.path().join("copy"));
        copy_sqlite(&from, &to).unwrap();
        let mut bytes = fs::read(&to).unwrap();
        let half = bytes.len() / 2;
        // The second page is that of the table: its header tells an impossible kind.
        bytes[half] = 0x77;
        fs::write(&to, bytes).unwrap();
        assert!(check_sqlite(&to).is_err());
    }
}
