//! Sealed TOTP secrets and hashed recovery codes.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{accounts, recovery_codes};

/// An account's second factor.
#[derive(Debug)]
pub(crate) struct SecondFactor {
    /// Sealed.
    pub(crate) secret: Vec<u8>,
    /// The time step of the last code that was accepted; none before the first.
    pub(crate) step: Option<i64>,
}

/// The second factor of an account, enrolled or not.
pub(crate) fn find(conn: &mut DbConnection, account: &str) -> StoreResult<Option<SecondFactor>> {
    let row: Option<(Option<Vec<u8>>, Option<i64>)> = accounts::table
        .find(account)
        .select((accounts::totp_secret, accounts::totp_step))
        .first(conn)
        .optional()?;
    Ok(row.and_then(|(secret, step)| Some(SecondFactor { secret: secret?, step })))
}

/// Keeps a sealed secret until its first code; nothing changes if the account has a second factor.
pub(crate) fn begin(conn: &mut DbConnection, account: &str, sealed: &[u8]) -> StoreResult<()> {
    diesel::update(accounts::table.find(account).filter(accounts::totp_step.is_null()))
        .set(accounts::totp_secret.eq(sealed))
        .execute(conn)?;
    Ok(())
}

/// The first code was accepted; false if there was one already.
pub(crate) fn enrol(conn: &mut DbConnection, account: &str, step: i64) -> StoreResult<bool> {
    let waiting = accounts::table
        .find(account)
        .filter(accounts::totp_secret.is_not_null())
        .filter(accounts::totp_step.is_null());
    Ok(diesel::update(waiting).set(accounts::totp_step.eq(step)).execute(conn)? > 0)
}

/// Gives the account this secret as its second factor, whatever it had.
pub(crate) fn set(conn: &mut DbConnection, account: &str, sealed: &[u8]) -> StoreResult<()> {
    diesel::update(accounts::table.find(account))
        .set((accounts::totp_secret.eq(sealed), accounts::totp_step.eq(0)))
        .execute(conn)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::account.eq(account))).execute(conn)?;
    Ok(())
}

/// A code of this time step was accepted; false if one of this step or a later one was before.
pub(crate) fn advance(conn: &mut DbConnection, account: &str, step: i64) -> StoreResult<bool> {
    let older = accounts::table.find(account).filter(accounts::totp_step.lt(step));
    Ok(diesel::update(older).set(accounts::totp_step.eq(step)).execute(conn)? > 0)
}

/// Takes the second factor off.
pub(crate) fn remove(conn: &mut DbConnection, account: &str) -> StoreResult<()> {
    diesel::update(accounts::table.find(account))
        .set((accounts::totp_secret.eq(None::<Vec<u8>>), accounts::totp_step.eq(None::<i64>)))
        .execute(conn)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::account.eq(account))).execute(conn)?;
    Ok(())
}

/// Makes these the recovery codes of an account.
pub(crate) fn replace_codes(conn: &mut DbConnection, account: &str, hashes: &[Vec<u8>]) -> StoreResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account.eq(account))).execute(conn)?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::account.eq(account), recovery_codes::code_hash.eq(hash)))
            .execute(conn)?;
    }
    Ok(())
}

/// Uses a recovery code up; false if there is no such code.
pub(crate) fn take_code(conn: &mut DbConnection, account: &str, hash: &[u8]) -> StoreResult<bool> {
    Ok(diesel::delete(recovery_codes::table.find((account, hash))).execute(conn)? > 0)
}

/// How many recovery codes an account has left.
pub(crate) fn codes_left(conn: &mut DbConnection, account: &str) -> StoreResult<i64> {
    Ok(recovery_codes::table.filter(recovery_codes::account.eq(account)).count().get_result(conn)?)
}

/// The same secret under another key-encryption key.
pub(crate) fn replace_sealed(conn: &mut DbConnection, account: &str, sealed: &[u8]) -> StoreResult<()> {
    diesel::update(accounts::table.find(account)).set(accounts::totp_secret.eq(sealed)).execute(conn)?;
    Ok(())
}

/// Sealed secrets of everyone who has a second factor: the account's id, its address, the factor.
pub(crate) fn all(conn: &mut DbConnection) -> StoreResult<Vec<(String, String, SecondFactor)>> {
    type Row = (String, String, Option<Vec<u8>>, Option<i64>);
    let rows: Vec<Row> = accounts::table
        .filter(accounts::totp_secret.is_not_null())
        .order(accounts::email)
        .select((accounts::id, accounts::email, accounts::totp_secret, accounts::totp_step))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, email, secret, step)| Some((id, email, SecondFactor { secret: secret?, step })))
        .collect())
}
