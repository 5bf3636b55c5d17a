//! Chores on the command line that work on the database beside a running service.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use crypto::encoding::hex;
use crypto::time::UtcTime;
use web::Db;
use web::guard::Lock;

use crate::config::Config;
use crate::domain::audit;
use crate::domain::clock::Clock;
use crate::domain::rekey::rekey;
use crate::domain::vault::Vault;
use crate::{keys, store};

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

/// Puts a fresh key-encryption key in the place of the present one. The service must not run meanwhile.
pub(crate) fn rotate_kek(file: &Path) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    let _lock =
        Lock::take(&config.state_dir).context("key `state_dir`: the service must be stopped first")?;
    let db = open(&config)?;
    let seals = change_kek(&config.key_encryption_key_file, &db, Clock::system().now())?;
    // What lay under the old key is not left behind in the database's files either.
    db.run_here(store::scrubbing::scrub)?;
    println!("{seals} stored secrets are under a new key in {}", config.key_encryption_key_file.display());
    Ok(())
}

/// Makes the next key, seals everything under it, puts it in the place of the old one. Repeating it after a crash at any
/// point finishes what was begun; how many secrets there are.
pub(crate) fn change_kek(file: &Path, db: &Db, now: UtcTime) -> anyhow::Result<usize> {
    let old = Vault::new(keys::read_kek_file(file)?);
    let next = Vault::new(keys::make_next_kek(file)?);
    let seals = rekey(db, now, &old, &next)?;
    keys::adopt_next_kek(file)?;
    Ok(seals)
}

fn open_database(file: &Path) -> anyhow::Result<Db> {
    open(&Config::read(file)?)
}

fn open(config: &Config) -> anyhow::Result<Db> {
    Db::open(&config.database_url, store::migrations())
        .with_context(|| "the database of key `database_url` cannot be used")
}
