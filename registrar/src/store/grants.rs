//! Who manages a poll besides its owner.

use diesel::prelude::*;
use web::DbConnection;
use web::db::is_unique_violation;

use super::StoreResult;
use super::accounts::AccountRow;
use super::schema::{accounts, grants, polls};
use crate::domain::account::Account;
use crate::store::polls::PollRow;

/// Lets an account manage a poll, if it could not before.
pub(crate) fn give(conn: &mut DbConnection, poll: &str, account: &str) -> StoreResult<()> {
    // A savepoint: someone else may give the same at the same time, which must not spoil the transaction.
    let given = conn.transaction(|conn| {
        diesel::insert_into(grants::table)
            .values((grants::poll.eq(poll), grants::account.eq(account)))
            .execute(conn)
    });
    match given {
        Ok(_) => Ok(()),
        Err(error) if is_unique_violation(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Takes that back; false if there was nothing to take.
pub(crate) fn take(conn: &mut DbConnection, poll: &str, account: &str) -> StoreResult<bool> {
    Ok(diesel::delete(grants::table.find((poll, account))).execute(conn)? > 0)
}

/// Whether the account was given the poll.
pub(crate) fn has(conn: &mut DbConnection, poll: &str, account: &str) -> StoreResult<bool> {
    Ok(grants::table.find((poll, account)).count().get_result::<i64>(conn)? > 0)
}

/// To whom the poll was given, by address.
pub(crate) fn of(conn: &mut DbConnection, poll: &str) -> StoreResult<Vec<Account>> {
    let rows: Vec<AccountRow> = grants::table
        .inner_join(accounts::table)
        .filter(grants::poll.eq(poll))
        .order(accounts::email)
        .select(AccountRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// The polls and drafts that the account owns or was given, by title.
pub(crate) fn polls_of(conn: &mut DbConnection, account: &str) -> StoreResult<Vec<PollRow>> {
    let given = grants::table.filter(grants::account.eq(account)).select(grants::poll);
    Ok(polls::table
        .filter(polls::owner.eq(account).or(polls::id.eq_any(given)))
        .order(polls::title)
        .select(PollRow::as_select())
        .load(conn)?)
}

/// Makes another account the owner of the poll; false if `owner` owns it no more.
pub(crate) fn pass_on(conn: &mut DbConnection, poll: &str, owner: &str, account: &str) -> StoreResult<bool> {
    let owned = polls::table.find(poll).filter(polls::owner.eq(owner));
    Ok(diesel::update(owned).set(polls::owner.eq(account)).execute(conn)? > 0)
}
