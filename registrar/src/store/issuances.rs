//! The ledger of passes.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::issuances;

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Issued {
    /// SHA-256 of the token request.
    pub(crate) request_hash: Vec<u8>,
    /// The token response; none once voting has closed.
    pub(crate) blind_sig: Option<Vec<u8>>,
    /// The pass note.
    pub(crate) note: String,
}

/// Claims the one pass of `voter` in the poll `draft`; false if it was issued before.
pub(crate) fn claim(
    conn: &mut DbConnection,
    draft: &str,
    voter: &str,
    issued: &Issued,
    day: i64,
) -> StoreResult<bool> {
    claim_all(conn, &[Row::of(draft, voter, issued, day)])
}

/// Claims the passes of several voters, on PostgreSQL in one statement; false if one of them was issued before.
pub(crate) fn claim_all(conn: &mut DbConnection, rows: &[Row<'_>]) -> StoreResult<bool> {
    let insert = diesel::insert_into(issuances::table);
    let inserted = match conn {
        DbConnection::Sqlite(conn) => {
            let insert = |row| insert.values(row).on_conflict_do_nothing().execute(conn);
            rows.iter().map(insert).sum::<QueryResult<usize>>()?
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => insert.values(rows).on_conflict_do_nothing().execute(conn)?,
    };
    Ok(inserted == rows.len())
}

/// A row that is to be.
#[derive(Insertable)]
#[diesel(table_name = issuances)]
pub(crate) struct Row<'a> {
    poll: &'a str,
    voter: &'a str,
    request_hash: &'a [u8],
    blind_sig: Option<&'a [u8]>,
    note: &'a str,
    day: i64,
}

impl<'a> Row<'a> {
    /// The pass of `voter` in the poll `draft`.
    pub(crate) fn of(draft: &'a str, voter: &'a str, issued: &'a Issued, day: i64) -> Self {
        let Issued { request_hash, blind_sig, note } = issued;
        Self { poll: draft, voter, request_hash, blind_sig: blind_sig.as_deref(), note, day }
    }
}

/// The pass of a voter, if one was issued.
pub(crate) fn of_voter(conn: &mut DbConnection, draft: &str, voter: &str) -> StoreResult<Option<Issued>> {
    Ok(issuances::table
        .find((draft, voter))
        .select((issuances::request_hash, issuances::blind_sig, issuances::note))
        .first(conn)
        .optional()?)
}

/// The day (since 1970-01-01) on which a voter's pass was issued.
pub(crate) fn day_of(conn: &mut DbConnection, draft: &str, voter: &str) -> StoreResult<Option<i64>> {
    Ok(issuances::table.find((draft, voter)).select(issuances::day).first(conn).optional()?)
}

/// How many passes of a poll there are. Reads all of them: for what is done once.
pub(crate) fn count(conn: &mut DbConnection, draft: &str) -> StoreResult<i64> {
    Ok(issuances::table.filter(issuances::poll.eq(draft)).count().get_result(conn)?)
}

/// Erases the signatures of a poll: voting has closed, nobody can use them any more.
pub(crate) fn erase_signatures(conn: &mut DbConnection, draft: &str) -> StoreResult<usize> {
    Ok(diesel::update(issuances::table.filter(issuances::poll.eq(draft)))
        .set(issuances::blind_sig.eq(None::<Vec<u8>>))
        .execute(conn)?)
}

/// Who has a pass.
#[derive(Debug, PartialEq, Eq, Queryable)]
pub(crate) struct Holder {
    /// The entry on the roll.
    pub(crate) voter: String,
    /// As it stands on the roll.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// Days since 1970-01-01.
    pub(crate) day: i64,
}

/// Who got a pass before `day`, by address: at most `limit` of those behind that address. For polls that tell so.
pub(crate) fn holders(
    conn: &mut DbConnection,
    poll: &str,
    day: Option<i64>,
    behind: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<Holder>> {
    use super::schema::roll;
    Ok(issuances::table
        .inner_join(roll::table.on(roll::id.eq(issuances::voter)))
        .filter(issuances::poll.eq(poll))
        .filter(issuances::day.lt(day.unwrap_or(i64::MAX)))
        // The same poll, said of the table whose index has its addresses in order.
        .filter(roll::poll.eq(poll))
        .filter(roll::email.gt(behind.unwrap_or_default()))
        .order(roll::email)
        .limit(limit)
        .select((roll::id, roll::email, roll::name, issuances::day))
        .load(conn)?)
}
