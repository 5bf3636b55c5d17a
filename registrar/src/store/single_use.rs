//! Tokens that work once, by their hash.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{accounts, single_use};
use crate::domain::account::Account;
use crate::domain::secret::HashedToken;
use crate::domain::single_use::{Purpose, SingleUse};

/// Remembers a token.
pub(crate) fn insert(conn: &mut DbConnection, token: &HashedToken, what: &SingleUse) -> StoreResult<()> {
    diesel::insert_into(single_use::table)
        .values((
            single_use::token_hash.eq(token.as_bytes().as_slice()),
            single_use::purpose.eq(what.purpose.as_str()),
            single_use::email.eq(&what.email),
            single_use::account.eq(&what.account),
            single_use::next.eq(&what.next),
            single_use::expires_at.eq(what.expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// What a token of this purpose opens, if it has not expired.
pub(crate) fn find(
    conn: &mut DbConnection,
    token: &HashedToken,
    purpose: Purpose,
    now: i64,
) -> StoreResult<Option<SingleUse>> {
    type Row = (String, Option<String>, Option<String>, i64);
    let row: Option<Row> = single_use::table
        .find(token.as_bytes().as_slice())
        .filter(single_use::purpose.eq(purpose.as_str()))
        .filter(single_use::expires_at.gt(now))
        .select((single_use::email, single_use::account, single_use::next, single_use::expires_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(email, account, next, expires_at)| SingleUse { purpose, email, account, next, expires_at }))
}

/// Uses a token up: of all who come with it at the same time, one gets what it opens.
pub(crate) fn take(
    conn: &mut DbConnection,
    token: &HashedToken,
    purpose: Purpose,
    now: i64,
) -> StoreResult<Option<SingleUse>> {
    let Some(found) = find(conn, token, purpose, now)? else { return Ok(None) };
    let taken = diesel::delete(single_use::table.find(token.as_bytes().as_slice())).execute(conn)?;
    Ok((taken > 0).then_some(found))
}

/// The address to which the newest token of a purpose about an account was mailed, if it has not expired.
pub(crate) fn address_of(
    conn: &mut DbConnection,
    account: &str,
    purpose: Purpose,
    now: i64,
) -> StoreResult<Option<String>> {
    Ok(single_use::table
        .filter(single_use::account.eq(account))
        .filter(single_use::purpose.eq(purpose.as_str()))
        .filter(single_use::expires_at.gt(now))
        .order(single_use::expires_at.desc())
        .select(single_use::email)
        .first(conn)
        .optional()?)
}

/// Makes everything void that was mailed about an account, or to its address before there was one.
pub(crate) fn delete_all_of(conn: &mut DbConnection, account: &str) -> StoreResult<()> {
    // One value, which an index finds; a subquery after IN would be compared with every row.
    let address = accounts::table.find(account).select(accounts::email).single_value();
    let about = single_use::account.eq(account).or(single_use::email.nullable().eq(address));
    diesel::delete(single_use::table.filter(about)).execute(conn)?;
    Ok(())
}

/// Purpose and end (seconds since 1970) of what waits to be used by an account, or at its address.
pub(crate) fn of(conn: &mut DbConnection, account: &Account) -> StoreResult<Vec<(String, i64)>> {
    let about = single_use::account.eq(&account.id).or(single_use::email.eq(&account.email).nullable());
    Ok(single_use::table
        .filter(about)
        .order(single_use::expires_at)
        .select((single_use::purpose, single_use::expires_at))
        .load(conn)?)
}

/// Makes what is of one purpose void.
pub(crate) fn delete_of(conn: &mut DbConnection, account: &str, purpose: Purpose) -> StoreResult<()> {
    let tokens = single_use::table.filter(single_use::account.eq(account));
    diesel::delete(tokens.filter(single_use::purpose.eq(purpose.as_str()))).execute(conn)?;
    Ok(())
}

/// Forgets tokens that expired before `now`.
pub(crate) fn purge(conn: &mut DbConnection, now: i64) -> StoreResult<usize> {
    Ok(diesel::delete(single_use::table.filter(single_use::expires_at.le(now))).execute(conn)?)
}
