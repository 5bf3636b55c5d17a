//! Chores on the command line that work on the database beside a running service.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use crypto::encoding::hex;
use crypto::time::UtcTime;
use web::Db;
use web::guard::Lock;

use crate::config::Config;
use crate::domain::audit::Actor;
use crate::domain::clock::Clock;
use crate::domain::email::parse_email;
use crate::domain::erasure::{EraseError, Person};
use crate::domain::mail::Letterhead;
use crate::domain::rekey::rekey;
use crate::domain::rescue::{self, Whose};
use crate::domain::vault::Vault;
use crate::domain::{audit, erasure};
use crate::{Erasure, keys, store};

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

/// Erases the voters of a poll that is over, or all that stands about an address. The service may be running.
pub(crate) fn erase(file: &Path, what: &Erasure) -> anyhow::Result<()> {
    let db = open_database(file)?;
    println!("{}", erase_now(&db, Clock::system().now(), what)?);
    Ok(())
}

/// Takes the second factor off an account. The service may be running; it sends the mail about it.
pub(crate) fn reset_second_factor(file: &Path, email: &str) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    let db = open(&config)?;
    println!("{}", reset_second_factor_now(&db, Clock::system().now(), &config.name.url(), email)?);
    Ok(())
}

/// What was done, in words.
pub(crate) fn reset_second_factor_now(
    db: &Db,
    now: UtcTime,
    url: &str,
    email: &str,
) -> anyhow::Result<String> {
    let email = parse_email(email).with_context(|| format!("--email {email}"))?;
    let sender = Letterhead::english(url.to_owned());
    let whose = Whose::Email(&email);
    rescue::reset_second_factor(db, now, &sender, &Actor::CommandLine, whose)
        .with_context(|| format!("--email {email}"))?;
    Ok(format!(
        "no code is asked for any more at {email}, its passkeys are removed, every session has ended, and the owner is told by mail"
    ))
}

/// What was erased, in words.
fn erase_now(db: &Db, now: UtcTime, what: &Erasure) -> anyhow::Result<String> {
    let told = erase_rows(db, now, what)?;
    // What is erased lies in the files until they are rewritten: also where that alone failed the time before.
    anyhow::ensure!(
        db.alone_here(store::scrubbing::scrub_now)?,
        "somebody was reading the database, and its files may still hold what is erased: run this again"
    );
    Ok(told?)
}

/// [`erase_now`] without the files. The outer error is of what was asked.
pub(crate) fn erase_rows(
    db: &Db,
    now: UtcTime,
    what: &Erasure,
) -> anyhow::Result<Result<String, EraseError>> {
    Ok(match what {
        Erasure { poll: Some(id), .. } => erasure::erase_poll(db, now, id).map(|erased| {
            format!(
                "{} voters, {} states of mails and {} candidacies are erased",
                erased.voters, erased.mails, erased.candidacies
            )
        }),
        Erasure { person, .. } => {
            let email = person.as_deref().unwrap_or_default();
            let email = parse_email(email).with_context(|| format!("--person {email}"))?;
            erasure::erase_person(db, now, &email).map(|Person { accounts, rolls, loose }| {
                format!(
                    "{accounts} account, {} entries of rolls, {} states of mails, {} candidacies, {} corrected addresses \
                     and {} waiting mails and links are erased",
                    rolls.voters, rolls.mails, loose.candidacies, loose.corrected, loose.waiting
                )
            })
        }
    })
}

fn open_database(file: &Path) -> anyhow::Result<Db> {
    open(&Config::read(file)?)
}

fn open(config: &Config) -> anyhow::Result<Db> {
    Db::open(&config.database_url, store::migrations())
        .with_context(|| "the database of key `database_url` cannot be used")
}
