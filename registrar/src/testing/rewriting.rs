//! Rewriting the database with patience. Tests share a server of PostgreSQL, and a transaction in any of its databases, another test's
//! too, keeps old rows a while longer: whoever is put off by that tries again, as the clock and whoever runs the command do.

use crypto::time::UtcTime;
use web::{Db, DbConnection};

use crate::Erasure;
use crate::commands;
use crate::registrar::Registrar;
use crate::store::{StoreResult, scrubbing};

/// The worker's [`scrub`](crate::workers::scrub), until it is done.
pub(crate) fn scrub(registrar: &Registrar) {
    at_last(&registrar.db, scrubbing::scrub);
}

/// The command that erases, run again until nobody is in its way.
pub(crate) fn erase_now(db: &Db, now: UtcTime, what: &Erasure) -> anyhow::Result<String> {
    let told = commands::erase_rows(db, now, what)?;
    at_last(db, scrubbing::scrub_now);
    Ok(told?)
}

fn at_last(db: &Db, rewrite: fn(&mut DbConnection) -> StoreResult<bool>) {
    assert!((0..ATTEMPTS).any(|_| db.alone_here(rewrite).unwrap()), "others are in the way for minutes");
}

/// Each takes some seconds.
const ATTEMPTS: usize = 50;
