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
