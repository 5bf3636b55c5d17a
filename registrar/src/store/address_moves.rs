//! Addresses of voters that were corrected after publication.

use diesel::dsl::exists;
use diesel::prelude::*;
use web::{DbConnection, by_kind};

use super::StoreResult;
use super::schema::{address_moves, polls, roll};
use crate::domain::secret::HashedToken;

/// A corrected address. One for each entry of a roll: the latest.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address_moves)]
#[diesel(treat_none_as_null = true)]
pub(crate) struct AddressMove {
    /// The entry.
    pub(crate) voter: String,
    /// What stood there before, and was not in doubt itself.
    pub(crate) old_email: String,
    /// The id of the account that corrected it.
    pub(crate) moved_by: String,
    /// Until when the entry gets no pass, in seconds since 1970.
    pub(crate) held_until: i64,
    /// SHA-256 of the word in the link by which the old address is kept.
    pub(crate) undo_hash: Vec<u8>,
    /// The address that collected the entry's pass afterwards.
    pub(crate) pass_to: Option<String>,
    /// The id of the account whose the entry was although it had another address.
    pub(crate) old_account: Option<String>,
}

/// The latest correction of an entry.
pub(crate) fn of_voter(conn: &mut DbConnection, voter: &str) -> StoreResult<Option<AddressMove>> {
    let latest = address_moves::table.find(voter);
    Ok(by_kind!(conn, |conn| latest.select(AddressMove::as_select()).first(conn)).optional()?)
}

/// Whether any of these entries was ever corrected.
#[cfg(feature = "postgres")]
pub(crate) fn any_of(conn: &mut DbConnection, voters: &[String]) -> StoreResult<bool> {
    Ok(diesel::select(exists(address_moves::table.filter(address_moves::voter.eq_any(voters))))
        .get_result(conn)?)
}

/// The correction that the word of a link undoes.
pub(crate) fn of_word(conn: &mut DbConnection, word: &HashedToken) -> StoreResult<Option<AddressMove>> {
    let found = address_moves::table.filter(address_moves::undo_hash.eq(word.as_bytes().as_slice()));
    Ok(found.select(AddressMove::as_select()).first(conn).optional()?)
}

/// The titles of the polls on whose rolls another address was put in the place of this one.
pub(crate) fn replaced(conn: &mut DbConnection, email: &str) -> StoreResult<Vec<String>> {
    Ok(address_moves::table
        .inner_join(roll::table.inner_join(polls::table))
        .filter(address_moves::old_email.eq(email))
        .order(polls::title)
        .select(polls::title)
        .load(conn)?)
}

/// Remembers a correction in the place of the one before.
pub(crate) fn put(conn: &mut DbConnection, moved: &AddressMove) -> StoreResult<()> {
    forget(conn, &moved.voter)?;
    diesel::insert_into(address_moves::table).values(moved).execute(conn)?;
    Ok(())
}

/// Forgets the correction of an entry, whose address is what it was.
pub(crate) fn forget(conn: &mut DbConnection, voter: &str) -> StoreResult<()> {
    diesel::delete(address_moves::table.find(voter)).execute(conn)?;
    Ok(())
}

/// Lets the entry have its pass from `now` on.
pub(crate) fn release(conn: &mut DbConnection, voter: &str, now: i64) -> StoreResult<()> {
    diesel::update(address_moves::table.find(voter)).set(address_moves::held_until.eq(now)).execute(conn)?;
    Ok(())
}

/// The entry's pass went to this address; nothing is noted of entries that were never corrected.
pub(crate) fn collected(conn: &mut DbConnection, voter: &str, email: &str) -> StoreResult<()> {
    diesel::update(address_moves::table.find(voter)).set(address_moves::pass_to.eq(email)).execute(conn)?;
    Ok(())
}
