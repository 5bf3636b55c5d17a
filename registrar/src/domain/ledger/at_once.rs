//! Claims that are entered by one statement for all of them instead of several for each: on PostgreSQL a statement costs more than
//! what it does. The same checks in the same order as for one claim alone; whatever is not as it usually is goes that way.

use web::{DbConnection, DbError};

use super::Claim;
use crate::domain::account::Account;
use crate::store;
use crate::store::issuances::Row;
use crate::store::places::Found;

/// Enters all claims, in the order that they are given in; false if one of them has to be looked at alone.
pub(super) fn write(conn: &mut DbConnection, claims: &[Claim]) -> Result<bool, DbError> {
    let mut voters = Vec::with_capacity(claims.len());
    // Poll by poll, for an entry that is made keeps others from locking its poll as a pass does.
    for of_poll in polls(claims) {
        let Some(mut entries) = entries(conn, of_poll)? else { return Ok(false) };
        let rows = of_poll.iter().zip(&entries);
        let rows: Vec<_> =
            rows.map(|(claim, voter)| Row::of(&claim.draft, voter, &claim.issued, claim.day)).collect();
        if !store::issuances::claim_all(conn, &rows)? {
            return Ok(false);
        }
        voters.append(&mut entries);
    }
    let usual = have_their_addresses(conn, claims)?
        && are_theirs(conn, claims, &voters)?
        && !store::address_moves::any_of(conn, &voters)?
        && are_issuing(conn, claims)?;
    if usual {
        store::outbox::insert_all(conn, claims.iter().map(|claim| &claim.mail))?;
    }
    Ok(usual)
}

/// The entries on one poll's roll, made now where an open poll has none.
fn entries(conn: &mut DbConnection, of_poll: &[Claim]) -> Result<Option<Vec<String>>, DbError> {
    let known: Option<Vec<String>> = of_poll.iter().map(|claim| claim.voter.clone()).collect();
    if known.is_some() {
        return Ok(known);
    }
    let accounts: Vec<&Account> = of_poll.iter().map(|claim| &claim.account).collect();
    let made = store::places::voters_or_new(conn, &of_poll[0].draft, &accounts)?;
    let is_looked_up =
        |(claim, made): (&Claim, &String)| claim.voter.as_ref().is_none_or(|voter| voter == made);
    Ok(made.filter(|made| of_poll.iter().zip(made).all(is_looked_up)))
}

fn have_their_addresses(conn: &mut DbConnection, claims: &[Claim]) -> Result<bool, DbError> {
    let ids: Vec<&str> = claims.iter().map(|claim| claim.account.id.as_str()).collect();
    let emails = store::accounts::emails(conn, &ids)?;
    Ok(claims.iter().all(|claim| emails.get(&claim.account.id) == Some(&claim.account.email)))
}

fn are_theirs(conn: &mut DbConnection, claims: &[Claim], voters: &[String]) -> Result<bool, DbError> {
    let mut voters = voters.iter();
    for of_poll in polls(claims) {
        let accounts: Vec<&Account> = of_poll.iter().map(|claim| &claim.account).collect();
        let found = store::places::entries_of_all(conn, &of_poll[0].draft, &accounts)?;
        if !found
            .iter()
            .zip(&mut voters)
            .all(|(found, voter)| matches!(found, Found::Own(own) if own == voter))
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Asked within the transaction: closing issuance waits for it, or has come before it.
fn are_issuing(conn: &mut DbConnection, claims: &[Claim]) -> Result<bool, DbError> {
    for of_poll in polls(claims) {
        if !store::polls::is_issuing(conn, &of_poll[0].draft)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Claims poll by poll, as far as they are in this order.
fn polls(claims: &[Claim]) -> impl Iterator<Item = &[Claim]> {
    claims.chunk_by(|one, next| one.draft == next.draft)
}
