//! Passkeys of accounts, by the id of their credential: what a device registered, public keys only.

use std::collections::HashSet;

use diesel::prelude::*;
use web::DbConnection;
use web::db::is_unique_violation;

use super::StoreResult;
use super::accounts::AccountRow;
use super::schema::{accounts, passkeys};
use crate::domain::account::Account;

/// A passkey as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = passkeys)]
pub(crate) struct PasskeyRow {
    /// Random.
    pub(crate) id: String,
    /// Whose it is.
    pub(crate) account: String,
    /// Under which its device knows it; no two passkeys have the same one.
    pub(crate) credential: Vec<u8>,
    /// What its owner calls it.
    pub(crate) name: String,
    /// Public key, signature counter and what else is needed to check it: JSON of the library.
    pub(crate) passkey: String,
    /// When it was added, in days since 1970.
    pub(crate) added_on: i64,
}

/// Adds a passkey; false if its credential is there already, under whatever account.
pub(crate) fn insert(conn: &mut DbConnection, row: &PasskeyRow) -> StoreResult<bool> {
    // A transaction of its own (a savepoint within another one): a violation must not spoil the outer one, as it
    // would on PostgreSQL.
    let inserted =
        conn.transaction(|conn| diesel::insert_into(passkeys::table).values(row.clone()).execute(conn));
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if is_unique_violation(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The passkeys of an account, by name.
pub(crate) fn of(conn: &mut DbConnection, account: &str) -> StoreResult<Vec<PasskeyRow>> {
    Ok(passkeys::table
        .filter(passkeys::account.eq(account))
        .order((passkeys::name, passkeys::id))
        .select(PasskeyRow::as_select())
        .load(conn)?)
}

/// The passkey with this credential, and whose it is.
pub(crate) fn by_credential(
    conn: &mut DbConnection,
    credential: &[u8],
) -> StoreResult<Option<(Account, PasskeyRow)>> {
    let found: Option<(AccountRow, PasskeyRow)> = passkeys::table
        .inner_join(accounts::table)
        .filter(passkeys::credential.eq(credential))
        .select((AccountRow::as_select(), PasskeyRow::as_select()))
        .first(conn)
        .optional()?;
    Ok(found.map(|(account, row)| (account.into(), row)))
}

/// Replaces what is known of a passkey; false if it is not `before` any more: it was used, or removed, meanwhile.
pub(crate) fn advance(conn: &mut DbConnection, id: &str, before: &str, after: &str) -> StoreResult<bool> {
    let same = passkeys::table.find(id).filter(passkeys::passkey.eq(before));
    Ok(diesel::update(same).set(passkeys::passkey.eq(after)).execute(conn)? > 0)
}

/// Calls a passkey of the account something else; false if it has no such passkey.
pub(crate) fn rename(conn: &mut DbConnection, account: &str, id: &str, name: &str) -> StoreResult<bool> {
    let own = passkeys::table.find(id).filter(passkeys::account.eq(account));
    Ok(diesel::update(own).set(passkeys::name.eq(name)).execute(conn)? > 0)
}

/// Removes a passkey of the account; false if it has no such passkey.
pub(crate) fn remove(conn: &mut DbConnection, account: &str, id: &str) -> StoreResult<bool> {
    let own = passkeys::table.find(id).filter(passkeys::account.eq(account));
    Ok(diesel::delete(own).execute(conn)? > 0)
}

/// Removes every passkey of the account; how many it had.
pub(crate) fn remove_all_of(conn: &mut DbConnection, account: &str) -> StoreResult<usize> {
    Ok(diesel::delete(passkeys::table.filter(passkeys::account.eq(account))).execute(conn)?)
}

/// Which of these accounts have a passkey.
pub(crate) fn holders(conn: &mut DbConnection, accounts: &[&str]) -> StoreResult<HashSet<String>> {
    let theirs = passkeys::table.filter(passkeys::account.eq_any(accounts));
    Ok(theirs.select(passkeys::account).distinct().load(conn)?.into_iter().collect())
}
