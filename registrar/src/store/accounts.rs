//! Accounts and the registrations that may become accounts.

use diesel::prelude::*;
use web::db::is_unique_violation;
use web::{DbConnection, by_kind};

use super::StoreResult;
use super::schema::{accounts, registrations};
use crate::domain::account::{Account, Credentials, Role};
use crate::domain::profile::Profile;
use crate::domain::registration::Registration;
use crate::domain::secret::HashedToken;
use crate::domain::zone::Zone;

/// Account and password hash of an address.
pub(crate) fn credentials(conn: &mut DbConnection, email: &str) -> StoreResult<Option<Credentials>> {
    let row: Option<(AccountRow, Option<String>)> = accounts::table
        .filter(accounts::email.eq(email))
        .select((AccountRow::as_select(), accounts::password_hash))
        .first(conn)
        .optional()?;
    Ok(row.map(|(row, password_hash)| Credentials { account: row.into(), password_hash }))
}

/// What an [`Account`] is made of.
#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(super) struct AccountRow {
    id: String,
    email: String,
    name: Option<String>,
    zone: Option<String>,
    role: String,
    totp_step: Option<i64>,
    epoch: i64,
}

impl From<AccountRow> for Account {
    fn from(AccountRow { id, email, name, zone, role, totp_step, epoch }: AccountRow) -> Self {
        // One that another version knew is as good as none.
        let zone = zone.and_then(|zone| Zone::parse(&zone).ok());
        Self { id, email, name, zone, role: Role::parse(&role), second_factor: totp_step.is_some(), epoch }
    }
}

/// Adds an account, with or without a password; false if the address has one.
pub(crate) fn insert(
    conn: &mut DbConnection,
    account: &Account,
    password_hash: Option<&str>,
) -> StoreResult<bool> {
    // A transaction of its own (a savepoint within another one): a violation must not spoil the outer one, as it
    // would on PostgreSQL.
    let inserted = conn.transaction(|conn| {
        diesel::insert_into(accounts::table)
            .values((
                accounts::id.eq(&account.id),
                accounts::email.eq(&account.email),
                accounts::name.eq(&account.name),
                accounts::password_hash.eq(password_hash),
                accounts::role.eq(account.role.as_str()),
            ))
            .execute(conn)
    });
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if is_unique_violation(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Gives an account a password and the role of an admin; false if there is no such account.
pub(crate) fn promote(conn: &mut DbConnection, account: &str, password_hash: &str) -> StoreResult<bool> {
    let changed = diesel::update(accounts::table.find(account))
        .set((accounts::password_hash.eq(password_hash), accounts::role.eq(Role::Admin.as_str())))
        .execute(conn)?;
    Ok(changed > 0)
}

/// The PHC string of an account's password; none if it has no password.
pub(crate) fn password_hash(conn: &mut DbConnection, account: &str) -> StoreResult<Option<String>> {
    let hash = accounts::table.find(account).select(accounts::password_hash).first(conn).optional()?;
    Ok(hash.flatten())
}

/// One PHC string of each cost at which a password is stored.
pub(crate) fn password_hashes_by_cost(conn: &mut DbConnection) -> StoreResult<Vec<String>> {
    // A PHC string ends with `$salt$hash`, both in base64 without padding: what is before them names the cost.
    let base64 = "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'";
    let cost = format!("rtrim(rtrim(rtrim(password_hash, {base64}), '$'), {base64})");
    let hashes: Vec<Option<String>> = accounts::table
        .filter(accounts::password_hash.is_not_null())
        .group_by(diesel::dsl::sql::<diesel::sql_types::Text>(&cost))
        .select(diesel::dsl::min(accounts::password_hash))
        .load(conn)?;
    Ok(hashes.into_iter().flatten().collect())
}

/// Replaces the hash of a password by another one of the same password; nothing happens if the password was changed.
pub(crate) fn rehash(conn: &mut DbConnection, account: &str, old: &str, new: &str) -> StoreResult<()> {
    let same = accounts::table.find(account).filter(accounts::password_hash.eq(old));
    diesel::update(same).set(accounts::password_hash.eq(new)).execute(conn)?;
    Ok(())
}

/// Gives an account another password, and forgets a second factor that was begun and never confirmed: whoever had the
/// account before may know it.
pub(crate) fn set_password(conn: &mut DbConnection, account: &str, hash: &str) -> StoreResult<()> {
    diesel::update(accounts::table.find(account)).set(accounts::password_hash.eq(hash)).execute(conn)?;
    diesel::update(accounts::table.find(account).filter(accounts::totp_step.is_null()))
        .set(accounts::totp_secret.eq(None::<Vec<u8>>))
        .execute(conn)?;
    Ok(())
}

/// Gives an account another address; false if that one has an account.
pub(crate) fn set_email(conn: &mut DbConnection, account: &str, email: &str) -> StoreResult<bool> {
    // A savepoint, as in [`insert`].
    let changed = conn.transaction(|conn| {
        diesel::update(accounts::table.find(account)).set(accounts::email.eq(email)).execute(conn)
    });
    match changed {
        Ok(changed) => Ok(changed > 0),
        Err(error) if is_unique_violation(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The address of an account; none if there is no such account.
pub(crate) fn email(conn: &mut DbConnection, account: &str) -> StoreResult<Option<String>> {
    let email = accounts::table.find(account).select(accounts::email);
    Ok(by_kind!(conn, |conn| email.first(conn)).optional()?)
}

/// The addresses of accounts, by their ids; without those that there are not.
#[cfg(feature = "postgres")]
pub(crate) fn emails(
    conn: &mut DbConnection,
    ids: &[&str],
) -> StoreResult<std::collections::HashMap<String, String>> {
    let found = accounts::table.filter(accounts::id.eq_any(ids));
    Ok(found.select((accounts::id, accounts::email)).load(conn)?.into_iter().collect())
}

/// Whether there is such an account, which stays there until the transaction ends. (SQLite's transaction holds the only
/// write lock anyway.)
pub(crate) fn keep(conn: &mut DbConnection, account: &str) -> StoreResult<bool> {
    let id = accounts::table.find(account).select(accounts::id);
    let found: Option<String> = match conn {
        DbConnection::Sqlite(conn) => id.first(conn).optional()?,
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => id.for_key_share().first(conn).optional()?,
    };
    Ok(found.is_some())
}

/// Replaces what its owner says about themselves.
pub(crate) fn set_profile(conn: &mut DbConnection, account: &str, profile: &Profile) -> StoreResult<()> {
    diesel::update(accounts::table.find(account))
        .set((accounts::name.eq(&profile.name), accounts::zone.eq(profile.zone.as_ref().map(Zone::name))))
        .execute(conn)?;
    Ok(())
}

/// Deletes an account, and with it its sessions, links, recovery codes and grants. It must own no poll.
pub(crate) fn delete(conn: &mut DbConnection, account: &str) -> StoreResult<()> {
    diesel::delete(accounts::table.find(account)).execute(conn)?;
    Ok(())
}

/// Remembers a registration until its link is opened or it expires.
pub(crate) fn insert_registration(
    conn: &mut DbConnection,
    token: &HashedToken,
    registration: &Registration,
) -> StoreResult<()> {
    diesel::insert_into(registrations::table)
        .values((
            registrations::token_hash.eq(token.as_bytes().as_slice()),
            registrations::email.eq(&registration.email),
            registrations::name.eq(&registration.name),
            registrations::password_hash.eq(&registration.password_hash),
            registrations::browser_hash.eq(&registration.browser_hash),
            registrations::expires_at.eq(registration.expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// The registration behind a link.
pub(crate) fn registration(
    conn: &mut DbConnection,
    token: &HashedToken,
) -> StoreResult<Option<Registration>> {
    let row = registrations::table
        .find(token.as_bytes().as_slice())
        .select(RegistrationRow::as_select())
        .first::<RegistrationRow>(conn)
        .optional()?;
    Ok(row.map(Registration::from))
}

/// The registration of an address that was made last.
pub(crate) fn newest_registration(conn: &mut DbConnection, email: &str) -> StoreResult<Option<Registration>> {
    // All of the address, which are few: asked for one, PostgreSQL would look through those of everybody from the newest on.
    let rows: Vec<RegistrationRow> = registrations::table
        .filter(registrations::email.eq(email))
        .order(registrations::expires_at.desc())
        .select(RegistrationRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().next().map(Registration::from))
}

/// Forgets one registration; false if it was gone already, so that a link works once.
pub(crate) fn take_registration(conn: &mut DbConnection, token: &HashedToken) -> StoreResult<bool> {
    Ok(diesel::delete(registrations::table.find(token.as_bytes().as_slice())).execute(conn)? > 0)
}

/// Forgets what else waits for an address that is confirmed now.
pub(crate) fn delete_registrations(conn: &mut DbConnection, email: &str) -> StoreResult<()> {
    diesel::delete(registrations::table.filter(registrations::email.eq(email))).execute(conn)?;
    Ok(())
}

/// Forgets registrations that expired before `now`.
pub(crate) fn purge_registrations(conn: &mut DbConnection, now: i64) -> StoreResult<usize> {
    Ok(diesel::delete(registrations::table.filter(registrations::expires_at.le(now))).execute(conn)?)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = registrations)]
struct RegistrationRow {
    email: String,
    name: Option<String>,
    password_hash: String,
    browser_hash: Option<Vec<u8>>,
    expires_at: i64,
}

impl From<RegistrationRow> for Registration {
    fn from(row: RegistrationRow) -> Self {
        let RegistrationRow { email, name, password_hash, browser_hash, expires_at } = row;
        Self { email, name, password_hash, browser_hash, expires_at }
    }
}
