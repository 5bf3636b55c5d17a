//! A copy of the database while it is served, and the way back, which the records apart from it guard: a copy that is older
//! than what was signed or promised is not put back.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};
use web::Db;
use web::db::{beside, check_sqlite, copy_sqlite, settle, sqlite_file};
use web::guard::{Guard, Lock};

use crate::config::Config;
use crate::publish::Publisher;
use crate::recover;
use crate::rollback::Sharing;
use crate::store;

/// Copies the database to the new file `to`: the state of one moment, also while the service runs.
///
/// # Errors
/// If the database is no file, or `to` exists or cannot be written: then there is no `to`.
pub(crate) fn backup(config: &Config, to: &Path) -> anyhow::Result<()> {
    copy_sqlite(database(config)?, to)?;
    Ok(())
}

/// Puts the copy `from` in the place of the database, which is kept beside it under the name that is returned. The
/// service must not be running.
///
/// # Errors
/// If the copy is damaged, of another service, or older than what was signed or promised: nothing is changed then.
pub(crate) fn restore(config: &Config, from: &Path) -> anyhow::Result<Option<PathBuf>> {
    let file = database(config)?;
    let _alone = Lock::take(&config.state_dir).context("key `state_dir`")?;
    let replaced = beside(file, ".replaced");
    for file in with_journals(&replaced) {
        ensure!(!file.exists(), "{} is left from an earlier restoration: move it away first", file.display());
    }
    ensure!(
        !beside(from, "-wal").exists(),
        "{} is in use, or was copied by hand while it was: restore a file that `ballot-box backup` made",
        from.display()
    );
    let fresh = Fresh::of(from, beside(file, ".restoring"))?;
    check(config, &fresh.0).with_context(|| {
        format!("{} is not restored, and the present database is as it was", from.display())
    })?;
    let kept = file.exists();
    for (old, new) in with_journals(file).into_iter().zip(with_journals(&replaced)) {
        rename_if_there(&old, &new)?;
    }
    settle(&fresh.0, file).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(kept.then_some(replaced))
}

/// Whether the service could start on the database in `file`. It is brought up to date; no record is changed.
fn check(config: &Config, file: &Path) -> anyhow::Result<()> {
    check_sqlite(file)?;
    let db = Db::open(&file.display().to_string(), store::migrations())?;
    let records = tempfile::tempdir().context("no place for a copy of the records")?;
    let (guard, copy) = (Guard::open(&config.state_dir)?, Guard::open(records.path())?);
    for key in guard.keys()? {
        if let Some(record) = guard.load(&key)? {
            copy.store(&key, &record)?;
        }
    }
    let publisher = Publisher::new(db, Arc::new(config.service_keys()?), Sharing::Alone);
    recover::check(&config.name, &publisher, &Arc::new(copy)).context(WAY_OUT)
}

/// The file of the database.
fn database(config: &Config) -> anyhow::Result<&Path> {
    let Some(file) = sqlite_file(&config.database_url) else {
        bail!(
            "the database is on a PostgreSQL server: use its continuous archiving, or pg_dump and pg_restore; see \
             Backups in the operations manual"
        );
    };
    Ok(file)
}

/// A copy that goes away unless it gets another name.
struct Fresh(PathBuf);

impl Fresh {
    fn of(from: &Path, to: PathBuf) -> anyhow::Result<Self> {
        let mut source = File::open(from).with_context(|| format!("cannot read {}", from.display()))?;
        let fresh = Self(to);
        // What an attempt left that was cut off.
        fresh.remove();
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh.0);
        file.and_then(|mut file| io::copy(&mut source, &mut file))
            .with_context(|| format!("cannot write {}", fresh.0.display()))?;
        Ok(fresh)
    }

    fn remove(&self) {
        for file in with_journals(&self.0) {
            // Most of them were never made.
            let _ = fs::remove_file(file);
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        self.remove();
    }
}

/// A SQLite database may lie in three files.
fn with_journals(file: &Path) -> [PathBuf; 3] {
    [file.to_owned(), beside(file, "-wal"), beside(file, "-shm")]
}

fn rename_if_there(old: &Path, new: &Path) -> anyhow::Result<()> {
    match fs::rename(old, new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot rename {}", old.display()))
        }
        _ => Ok(()),
    }
}

const WAY_OUT: &str = "look for a newer copy, or for the file of the database itself on its disk: what is newest is the only way \
                       on that keeps the word already given. Never change state_dir instead";
