//! What browsers were asked where several processes may get the answer, by the hash of the token that comes back with it.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::ceremonies;
use crate::domain::secret::HashedToken;

/// Keeps the state of a ceremony until `expires_at` (seconds since 1970).
pub(crate) fn insert(
    conn: &mut DbConnection,
    token: &HashedToken,
    purpose: &str,
    state: &str,
    expires_at: i64,
) -> StoreResult<()> {
    diesel::insert_into(ceremonies::table)
        .values((
            ceremonies::token_hash.eq(token.as_bytes().as_slice()),
            ceremonies::purpose.eq(purpose),
            ceremonies::state.eq(state),
            ceremonies::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// The state of a ceremony of this purpose, if it has not expired: of all who come with its token one gets it.
pub(crate) fn take(
    conn: &mut DbConnection,
    token: &HashedToken,
    purpose: &str,
    now: i64,
) -> StoreResult<Option<String>> {
    let open = ceremonies::table
        .find(token.as_bytes().as_slice())
        .filter(ceremonies::purpose.eq(purpose))
        .filter(ceremonies::expires_at.gt(now));
    let state: Option<String> = open.select(ceremonies::state).first(conn).optional()?;
    let taken = diesel::delete(ceremonies::table.find(token.as_bytes().as_slice())).execute(conn)?;
    Ok(state.filter(|_| taken > 0))
}

/// Forgets ceremonies that expired before `now`.
pub(crate) fn purge(conn: &mut DbConnection, now: i64) -> StoreResult<usize> {
    Ok(diesel::delete(ceremonies::table.filter(ceremonies::expires_at.le(now))).execute(conn)?)
}
