//! Sessions, by the hash of their token.

use diesel::prelude::*;
use web::{DbConnection, by_kind};

use super::StoreResult;
use super::accounts::AccountRow;
use super::polls::PollRow;
use super::schema::{accounts, polls, sessions};
use crate::domain::account::Account;
use crate::domain::poll::State;
use crate::domain::secret::HashedToken;
use crate::domain::session::Kind;

/// Remembers a session.
pub(crate) fn insert(
    conn: &mut DbConnection,
    token: &HashedToken,
    account: &str,
    kind: Kind,
    expires_at: i64,
) -> StoreResult<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token.as_bytes().as_slice()),
            sessions::account.eq(account),
            sessions::kind.eq(kind.as_str()),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whose session of that kind it is, if it has not expired.
pub(crate) fn account(
    conn: &mut DbConnection,
    token: &HashedToken,
    kind: Kind,
    now: i64,
) -> StoreResult<Option<Account>> {
    let row = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::token_hash.eq(token.as_bytes().as_slice()))
        .filter(sessions::kind.eq(kind.as_str()))
        .filter(sessions::expires_at.gt(now));
    let row = by_kind!(conn, |conn| row.select(AccountRow::as_select()).first(conn));
    Ok(row.optional()?.map(Account::from))
}

/// The same, with a poll as [`super::polls::by_poll`] finds it, in one statement: each is a way there and back.
pub(crate) fn account_and_poll(
    conn: &mut DbConnection,
    token: &HashedToken,
    kind: Kind,
    now: i64,
    poll: &str,
) -> StoreResult<Option<(Account, Option<PollRow>)>> {
    let published = polls::poll.eq(poll).and(polls::state.ne(State::Sealed.as_str()));
    let found = sessions::table
        .inner_join(accounts::table)
        .left_join(polls::table.on(published))
        .filter(sessions::token_hash.eq(token.as_bytes().as_slice()))
        .filter(sessions::kind.eq(kind.as_str()))
        .filter(sessions::expires_at.gt(now));
    let found: Option<(AccountRow, Option<PollRow>)> = by_kind!(conn, |conn| {
        found.select((AccountRow::as_select(), Option::<PollRow>::as_select())).first(conn)
    })
    .optional()?;
    Ok(found.map(|(account, poll)| (account.into(), poll)))
}

/// Ends a session.
pub(crate) fn delete(conn: &mut DbConnection, token: &HashedToken) -> StoreResult<()> {
    diesel::delete(sessions::table.find(token.as_bytes().as_slice())).execute(conn)?;
    Ok(())
}

/// Ends all sessions of an account and begins its next epoch, which is returned: what was begun in the one before opens
/// no session any more. Locks the account until the transaction ends, as [`lock_epoch`] does.
pub(crate) fn end_all_of(conn: &mut DbConnection, account: &str) -> StoreResult<i64> {
    let account_row = accounts::table.find(account);
    diesel::update(account_row).set(accounts::epoch.eq(accounts::epoch + 1)).execute(conn)?;
    diesel::delete(sessions::table.filter(sessions::account.eq(account))).execute(conn)?;
    Ok(account_row.select(accounts::epoch).first(conn).optional()?.unwrap_or_default())
}

/// The epoch of an account, which stays what it is until the transaction ends; none if there is no such account.
/// (SQLite's transaction holds the only write lock anyway.)
pub(crate) fn lock_epoch(conn: &mut DbConnection, account: &str) -> StoreResult<Option<i64>> {
    let epoch = accounts::table.find(account).select(accounts::epoch);
    Ok(match conn {
        DbConnection::Sqlite(conn) => epoch.first(conn).optional()?,
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => epoch.for_update().first(conn).optional()?,
    })
}

/// Kind and end (seconds since 1970) of each session of an account.
pub(crate) fn of(conn: &mut DbConnection, account: &str) -> StoreResult<Vec<(String, i64)>> {
    Ok(sessions::table
        .filter(sessions::account.eq(account))
        .order(sessions::expires_at)
        .select((sessions::kind, sessions::expires_at))
        .load(conn)?)
}

/// When a session ends, in seconds since 1970; none if there is no such session.
pub(crate) fn expires_at(conn: &mut DbConnection, token: &HashedToken) -> StoreResult<Option<i64>> {
    Ok(sessions::table
        .find(token.as_bytes().as_slice())
        .select(sessions::expires_at)
        .first(conn)
        .optional()?)
}

/// Forgets sessions that expired before `now`.
pub(crate) fn purge(conn: &mut DbConnection, now: i64) -> StoreResult<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.le(now))).execute(conn)?)
}
