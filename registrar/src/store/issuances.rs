//! The ledger of passes.

use diesel::prelude::*;
use web::DbConnection;
use web::db::is_unique_violation;

use super::StoreResult;
use super::schema::{issuances, polls};

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

/// Claims the one pass of `voter` in the poll `draft`; false if it was issued before. Line one of the transaction that
/// issues it.
pub(crate) fn claim(
    conn: &mut DbConnection,
    draft: &str,
    voter: &str,
    issued: &Issued,
    day: i64,
) -> StoreResult<bool> {
    let inserted = diesel::insert_into(issuances::table)
        .values((
            issuances::poll.eq(draft),
            issuances::voter.eq(voter),
            issuances::request_hash.eq(&issued.request_hash),
            issuances::blind_sig.eq(&issued.blind_sig),
            issuances::note.eq(&issued.note),
            issuances::day.eq(day),
        ))
        .execute(conn);
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if is_unique_violation(&error) => Ok(false),
        Err(error) => Err(error.into()),
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

/// How many passes of a poll were issued.
pub(crate) fn count(conn: &mut DbConnection, draft: &str) -> StoreResult<i64> {
    Ok(issuances::table.filter(issuances::poll.eq(draft)).count().get_result(conn)?)
}

/// How many passes were issued, by poll id, for every poll that was ever sealed.
pub(crate) fn counts(conn: &mut DbConnection) -> StoreResult<Vec<(String, i64)>> {
    let sealed: Vec<(String, Option<String>)> =
        polls::table.filter(polls::poll.is_not_null()).select((polls::id, polls::poll)).load(conn)?;
    let mut counts = Vec::with_capacity(sealed.len());
    for (draft, poll) in sealed {
        if let Some(poll) = poll {
            counts.push((poll, count(conn, &draft)?));
        }
    }
    Ok(counts)
}

/// Erases the signatures of a poll: voting has closed, nobody can use them any more.
pub(crate) fn erase_signatures(conn: &mut DbConnection, draft: &str) -> StoreResult<usize> {
    Ok(diesel::update(issuances::table.filter(issuances::poll.eq(draft)))
        .set(issuances::blind_sig.eq(None::<Vec<u8>>))
        .execute(conn)?)
}

/// Rewrites the table in the order of its key, so that its pages do not tell in which order passes were issued. SQLite
/// keeps it in that order all the time.
pub(crate) fn rewrite_in_key_order(conn: &mut DbConnection) -> StoreResult<()> {
    match conn {
        DbConnection::Sqlite(_) => {}
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            use diesel::connection::SimpleConnection as _;
            conn.batch_execute("CLUSTER issuances USING issuances_pkey")?;
        }
    }
    Ok(())
}
