//! Chores on the command line that work on the database beside a running service.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use crypto::encoding::hex;
use web::Db;

use crate::config::Config;
use crate::domain::audit;
use crate::store;

/// Prints the audit log as lines of JSON, or only checks it; in both cases it is checked, and the end named on
/// standard error.
pub(crate) fn audit_log(file: &Path, only_verify: bool) -> anyhow::Result<()> {
    let db = open_database(file)?;
    let mut out = std::io::stdout().lock();
    let mut written = Ok(());
    let head = audit::verify(&db, |entry| {
        if !only_verify && written.is_ok() {
            written = out.write_all(entry.line().as_bytes());
        }
    })?;
    written.context("cannot write to standard output")?;
    eprintln!("{} records, unbroken; the newest hash is {}", head.seq, hex(&head.hash));
    Ok(())
}

fn open_database(file: &Path) -> anyhow::Result<Db> {
    let config = Config::read(file)?;
    Db::open(&config.database_url, store::migrations())
        .with_context(|| "the database of key `database_url` cannot be used")
}
