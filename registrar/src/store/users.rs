//! Accounts as their admins see them: who there is, and in which role.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::accounts::AccountRow;
use super::schema::accounts;
use crate::domain::account::{Account, Role};
use crate::domain::paging::Count;

/// Accounts whose address or name contains `search`, by address: at most `limit` of those behind that address.
pub(crate) fn page(
    conn: &mut DbConnection,
    search: &str,
    behind: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<Account>> {
    let mut query = matching(search);
    if let Some(last) = behind {
        query = query.filter(accounts::email.gt(last.to_owned()));
    }
    let rows: Vec<AccountRow> =
        query.order(accounts::email).limit(limit).select(AccountRow::as_select()).load(conn)?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// How many accounts [`page`] finds in all, of `most` at most.
pub(crate) fn count(conn: &mut DbConnection, search: &str, most: u32) -> StoreResult<Count> {
    // In the order of the index, which alone is read then.
    let query = matching(search).order(accounts::email).limit(i64::from(most) + 1);
    let found: Vec<i32> = query.select(diesel::dsl::sql::<diesel::sql_types::Integer>("1")).load(conn)?;
    Ok(Count::of(found.len(), most))
}

fn matching<'a>(search: &str) -> diesel::helper_types::IntoBoxed<'a, accounts::table, web::db::MultiBackend> {
    let query = accounts::table.into_boxed();
    // Without a condition the index alone gives the first page, and the number.
    if search.is_empty() {
        return query;
    }
    let mut pattern = "%".to_owned();
    for character in search.to_lowercase().chars() {
        if matches!(character, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    let name = diesel::dsl::sql::<diesel::sql_types::Text>("LOWER(COALESCE(name, ''))");
    let (by_email, by_name) = (accounts::email.like(pattern.clone()), name.like(pattern));
    query.filter(by_email.escape('\\').or(by_name.escape('\\')))
}

/// The account of that id.
pub(crate) fn by_id(conn: &mut DbConnection, id: &str) -> StoreResult<Option<Account>> {
    let row: Option<AccountRow> =
        accounts::table.find(id).select(AccountRow::as_select()).first(conn).optional()?;
    Ok(row.map(Account::from))
}

/// The account of that address.
pub(crate) fn by_email(conn: &mut DbConnection, email: &str) -> StoreResult<Option<Account>> {
    let row: Option<AccountRow> = accounts::table
        .filter(accounts::email.eq(email))
        .select(AccountRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Account::from))
}

/// The ids of all admins, kept as they are until the transaction ends: who takes the role from one of them knows that
/// nobody takes it from the others meanwhile. (SQLite's transaction holds the only write lock anyway.)
pub(crate) fn lock_admins(conn: &mut DbConnection) -> StoreResult<Vec<String>> {
    let admins = accounts::table.filter(accounts::role.eq(Role::Admin.as_str())).select(accounts::id);
    Ok(match conn {
        DbConnection::Sqlite(conn) => admins.load(conn)?,
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => admins.order(accounts::id).for_update().load(conn)?,
    })
}

/// Gives an account another role.
pub(crate) fn set_role(conn: &mut DbConnection, id: &str, role: Role) -> StoreResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::role.eq(role.as_str())).execute(conn)?;
    Ok(())
}
