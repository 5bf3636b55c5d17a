//! Entries of a roll that stay an account's although it has another address by now.

use std::collections::HashMap;

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::roll;
use crate::domain::roll::RollLine;

/// Whose they are, by the addresses that stand on the roll.
pub(crate) type Links = HashMap<String, String>;

/// Those of a poll.
pub(crate) fn of(conn: &mut DbConnection, poll: &str) -> StoreResult<Links> {
    let linked = roll::table.filter(roll::poll.eq(poll)).filter(roll::account.is_not_null());
    let linked: Vec<(String, Option<String>)> = linked.select((roll::email, roll::account)).load(conn)?;
    Ok(linked.into_iter().filter_map(|(email, account)| Some((email, account?))).collect())
}

/// Keeps links as they are until the transaction ends, for everybody else who asks for this: whoever reads a roll to make another
/// one of it, and whoever makes links. Before any row is locked. SQLite has one writer at a time anyway.
pub(crate) fn lock(conn: &mut DbConnection) -> StoreResult<()> {
    match conn {
        DbConnection::Sqlite(_) => {}
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                .bind::<diesel::sql_types::BigInt, _>(LINKS)
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Puts voters of another roll onto this one: what stayed an account's there is its own here as well.
pub(crate) fn take_over(
    conn: &mut DbConnection,
    poll: &str,
    lines: &[RollLine],
    links: &Links,
) -> StoreResult<()> {
    super::roll::insert(conn, poll, lines)?;
    for line in lines {
        if let Some(account) = links.get(&line.email) {
            let entry = roll::table.filter(roll::poll.eq(poll)).filter(roll::email.eq(&line.email));
            diesel::update(entry).set(roll::account.eq(account)).execute(conn)?;
        }
    }
    Ok(())
}

/// Number of the lock on links; no other lock has it.
#[cfg(feature = "postgres")]
const LINKS: i64 = 0x7073_6570_686f_7301;
