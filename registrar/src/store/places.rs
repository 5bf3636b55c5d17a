//! Where an account stands in a poll: the entry on its roll, the pass, and whether it waits.

use diesel::prelude::*;
use web::{DbConnection, by_kind};

use super::StoreResult;
use super::issuances::Issued;
use super::roll::values;
use super::schema::{address_moves, issuances, roll};
use crate::domain::account::Account;
use crate::domain::roll::RollLine;

/// What an account meets in a poll.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The id of its own entry: the one that stayed its own when it changed its address, else the one under its address.
    Own(String),
    /// Under its address stands what stayed another account's in the same way.
    Anothers,
    /// Nothing.
    Nothing,
}

/// Asked in one statement, so that an entry that is made meanwhile is either not met or the account's own.
pub(crate) fn entry_of(conn: &mut DbConnection, poll: &str, account: &Account) -> StoreResult<Found> {
    let met = roll::table.filter(roll::poll.eq(poll)).filter(own_or_under_its_address(account)).select((
        roll::id,
        roll::email,
        roll::account,
    ));
    let met: Vec<Met> = by_kind!(conn, |conn| met.load(conn))?;
    Ok(of_these(met.iter(), account))
}

/// The same of several accounts, in their order, on PostgreSQL in one statement.
#[cfg(feature = "postgres")]
pub(crate) fn entries_of_all(
    conn: &mut DbConnection,
    poll: &str,
    accounts: &[&Account],
) -> StoreResult<Vec<Found>> {
    // SQLite finds no index for it.
    if matches!(conn, DbConnection::Sqlite(_)) {
        return accounts.iter().map(|account| entry_of(conn, poll, account)).collect();
    }
    let ids = accounts.iter().map(|account| account.id.as_str());
    let emails = accounts.iter().map(|account| account.email.as_str());
    let met: Vec<Met> = roll::table
        .filter(roll::poll.eq(poll))
        .filter(roll::account.eq_any(ids).or(roll::email.eq_any(emails).nullable()))
        .select((roll::id, roll::email, roll::account))
        .load(conn)?;
    Ok(accounts.iter().map(|account| of_these(met.iter(), account)).collect())
}

/// An entry's id, its address, and whose it stayed.
type Met = (String, String, Option<String>);

/// What an account meets among entries of a poll, with those that are its own and the one under its address.
fn of_these<'a>(met: impl Iterator<Item = &'a Met> + Clone, account: &Account) -> Found {
    let own = met.clone().find(|(_, _, of)| of.as_ref() == Some(&account.id));
    let mut under_address = met.filter(|(_, email, _)| *email == account.email).peekable();
    let is_anothers = under_address.peek().is_some();
    match own.or_else(|| under_address.find(|(_, _, of)| of.is_none())) {
        Some((entry, _, _)) => Found::Own(entry.clone()),
        None if is_anothers => Found::Anothers,
        None => Found::Nothing,
    }
}

/// The id of an account's own entry.
pub(crate) fn voter_of(
    conn: &mut DbConnection,
    poll: &str,
    account: &Account,
) -> StoreResult<Option<String>> {
    Ok(match entry_of(conn, poll, account)? {
        Found::Own(id) => Some(id),
        Found::Anothers | Found::Nothing => None,
    })
}

/// The id of an account's entry, made now if there is none: for open polls. None if the entry under its address is another
/// account's.
pub(crate) fn voter_or_new(
    conn: &mut DbConnection,
    poll: &str,
    account: &Account,
) -> StoreResult<Option<String>> {
    match entry_of(conn, poll, account)? {
        Found::Own(id) => return Ok(Some(id)),
        Found::Anothers => return Ok(None),
        Found::Nothing => {}
    }
    let line = RollLine { email: account.email.clone(), name: None, external_id: None };
    // One that another process makes at the same time is waited for.
    let insert = diesel::insert_into(roll::table).values(values(poll, &line)).on_conflict_do_nothing();
    by_kind!(conn, |conn| insert.execute(conn))?;
    voter_of(conn, poll, account)
}

/// The same of several accounts, in their order, on PostgreSQL in one statement for all that are made; none if one's address is
/// another account's.
#[cfg(feature = "postgres")]
pub(crate) fn voters_or_new(
    conn: &mut DbConnection,
    poll: &str,
    accounts: &[&Account],
) -> StoreResult<Option<Vec<String>>> {
    let found = entries_of_all(conn, poll, accounts)?;
    let line = |account: &&Account| RollLine { email: account.email.clone(), name: None, external_id: None };
    let lacking = accounts.iter().zip(&found).filter(|(_, found)| **found == Found::Nothing);
    let lines: Vec<RollLine> = lacking.map(|(account, _)| line(account)).collect();
    if let (DbConnection::Postgres(conn), false) = (&mut *conn, lines.is_empty()) {
        let rows: Vec<_> = lines.iter().map(|line| values(poll, line)).collect();
        // Those that another process makes at the same time are waited for.
        diesel::insert_into(roll::table).values(rows).on_conflict_do_nothing().execute(conn)?;
    }
    let own = |found: Found| match found {
        Found::Own(id) => Some(id),
        Found::Anothers | Found::Nothing => None,
    };
    let made = if lines.is_empty() { found } else { entries_of_all(conn, poll, accounts)? };
    Ok(made.into_iter().map(own).collect())
}

/// What an account meets in a poll, and what hangs on its own entry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The entry.
    pub(crate) entry: Found,
    /// The pass that was issued.
    pub(crate) issued: Option<Issued>,
    /// Until when the entry gets no pass since its address was corrected, in seconds since 1970.
    pub(crate) held_until: Option<i64>,
}

/// Asked in one statement: as [`entry_of`], and because each statement costs.
pub(crate) fn of(conn: &mut DbConnection, poll: &str, account: &Account) -> StoreResult<Place> {
    let of_entry = issuances::poll.eq(roll::poll).and(issuances::voter.eq(roll::id));
    // PostgreSQL knows no addresses' statistics and would read the whole table for a join.
    let held_until =
        address_moves::table.filter(address_moves::voter.eq(roll::id)).select(address_moves::held_until);
    let rows = roll::table
        .left_join(issuances::table.on(of_entry))
        .filter(roll::poll.eq(poll))
        .filter(own_or_under_its_address(account))
        .select((
            (roll::id, roll::email, roll::account),
            (issuances::request_hash, issuances::blind_sig, issuances::note).nullable(),
            held_until.single_value(),
        ));
    let rows: Vec<(Met, Option<Issued>, Option<i64>)> = by_kind!(conn, |conn| rows.load(conn))?;
    let met = rows.iter().map(|(met, _, _)| met);
    let entry = of_these(met, account);
    let own = rows.into_iter().find(|((id, _, _), _, _)| matches!(&entry, Found::Own(own) if own == id));
    let (issued, held_until) = own.map_or((None, None), |(_, issued, held_until)| (issued, held_until));
    Ok(Place { entry, issued, held_until })
}

type OwnOrUnderItsAddress<'a> = diesel::dsl::Or<
    diesel::dsl::Eq<roll::account, &'a str>,
    diesel::dsl::Nullable<diesel::dsl::Eq<roll::email, &'a str>>,
>;

fn own_or_under_its_address(account: &Account) -> OwnOrUnderItsAddress<'_> {
    roll::account.eq(account.id.as_str()).or(roll::email.eq(account.email.as_str()).nullable())
}
