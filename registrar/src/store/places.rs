//! Where a voter stands in a poll: the entry on its roll, the pass, and whether it waits.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::issuances::Issued;
use super::roll::{Found, Met, of_these};
use super::schema::{address_moves, issuances, roll};
use crate::domain::account::Account;

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

/// Asked in one statement: as [`entry_of`](super::roll::entry_of), and because each statement costs.
pub(crate) fn of(conn: &mut DbConnection, poll: &str, account: &Account) -> StoreResult<Place> {
    let of_entry = issuances::poll.eq(roll::poll).and(issuances::voter.eq(roll::id));
    // PostgreSQL knows no addresses' statistics and would read the whole table for a join.
    let held_until =
        address_moves::table.filter(address_moves::voter.eq(roll::id)).select(address_moves::held_until);
    let rows: Vec<(Met, Option<Issued>, Option<i64>)> = roll::table
        .left_join(issuances::table.on(of_entry))
        .filter(roll::poll.eq(poll))
        .filter(roll::account.eq(account.id.as_str()).or(roll::email.eq(account.email.as_str()).nullable()))
        .select((
            (roll::id, roll::email, roll::account),
            (issuances::request_hash, issuances::blind_sig, issuances::note).nullable(),
            held_until.single_value(),
        ))
        .load(conn)?;
    let met = rows.iter().map(|(met, _, _)| met);
    let entry = of_these(met, account);
    let own = rows.into_iter().find(|((id, _, _), _, _)| matches!(&entry, Found::Own(own) if own == id));
    let (issued, held_until) = own.map_or((None, None), |(_, issued, held_until)| (issued, held_until));
    Ok(Place { entry, issued, held_until })
}
