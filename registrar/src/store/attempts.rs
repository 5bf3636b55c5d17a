//! Attempts that are limited over several processes: how often, and until when they count. Each function is a statement or
//! two that stand for themselves; they need no transaction and hold no lock.

use diesel::prelude::*;
use web::DbConnection;
use web::db::is_unique_violation;

use super::StoreResult;
use super::schema::attempts;

/// A window in which attempts are counted; times in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// Attempts in it at most.
    pub(crate) most: i64,
    /// When it ends if it begins with this attempt.
    pub(crate) ends_at: i64,
    /// Now.
    pub(crate) now: i64,
}

/// Counts an attempt under this name. The inner error is when the window ends, in seconds since 1970: until then there are
/// no more.
pub(crate) fn attempt(
    conn: &mut DbConnection,
    name: &[u8; 32],
    window: Window,
) -> StoreResult<Result<(), i64>> {
    let Window { most, ends_at, now } = window;
    let row = attempts::table.find(name.as_slice());
    loop {
        let running = row.filter(attempts::ends_at.gt(now));
        let one_more = diesel::update(running.filter(attempts::used.lt(most)))
            .set(attempts::used.eq(attempts::used + 1))
            .execute(conn)?;
        if one_more > 0 {
            return Ok(Ok(()));
        }
        match running.select((attempts::used, attempts::ends_at)).first::<(i64, i64)>(conn).optional()? {
            Some((used, end)) if used >= most => return Ok(Err(end)),
            // Another one began the window, or took an attempt back, since it was asked whether there is one more.
            Some(_) => continue,
            None => {}
        }
        let over = row.filter(attempts::ends_at.le(now));
        let anew = (attempts::used.eq(1), attempts::ends_at.eq(ends_at));
        if diesel::update(over).set(anew).execute(conn)? > 0 {
            return Ok(Ok(()));
        }
        let first = (attempts::name.eq(name.as_slice()), attempts::used.eq(1), attempts::ends_at.eq(ends_at));
        match diesel::insert_into(attempts::table).values(first).execute(conn) {
            Ok(_) => return Ok(Ok(())),
            // Another one came first, and is counted above.
            Err(error) if is_unique_violation(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Takes one attempt back; whether there was one.
pub(crate) fn give_back(conn: &mut DbConnection, name: &[u8; 32]) -> StoreResult<bool> {
    let used = attempts::table.find(name.as_slice()).filter(attempts::used.gt(0));
    Ok(diesel::update(used).set(attempts::used.eq(attempts::used - 1)).execute(conn)? > 0)
}

/// Takes all attempts back.
pub(crate) fn forgive(conn: &mut DbConnection, name: &[u8; 32]) -> StoreResult<()> {
    diesel::update(attempts::table.find(name.as_slice())).set(attempts::used.eq(0)).execute(conn)?;
    Ok(())
}

/// Forgets windows that ended before `now`.
pub(crate) fn purge(conn: &mut DbConnection, now: i64) -> StoreResult<usize> {
    Ok(diesel::delete(attempts::table.filter(attempts::ends_at.le(now))).execute(conn)?)
}
