//! Signed notes that stand in a poll's log or close it: notices, issuance, assets, results.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

use super::schema::{assets, issuance, notices, results};
use super::to_i64;

/// Keeps the notice with number `seq`.
pub fn insert_notice(conn: &mut DbConnection, poll: PollId, seq: u64, note: &str) -> QueryResult<()> {
    diesel::insert_into(notices::table)
        .values((
            notices::poll.eq(poll.as_bytes().as_slice()),
            notices::seq.eq(to_i64(seq)?),
            notices::note.eq(note),
        ))
        .execute(conn)
        .map(drop)
}

/// All notices in the order of `seq`.
pub fn notices(conn: &mut DbConnection, poll: PollId) -> QueryResult<Vec<String>> {
    notices::table
        .filter(notices::poll.eq(poll.as_bytes().as_slice()))
        .order(notices::seq)
        .select(notices::note)
        .load(conn)
}

/// Keeps the poll's one issuance statement.
pub fn insert_issuance(conn: &mut DbConnection, poll: PollId, note: &str) -> QueryResult<()> {
    diesel::insert_into(issuance::table)
        .values((issuance::poll.eq(poll.as_bytes().as_slice()), issuance::note.eq(note)))
        .execute(conn)
        .map(drop)
}

/// The issuance statement, if it arrived.
pub fn issuance(conn: &mut DbConnection, poll: PollId) -> QueryResult<Option<String>> {
    issuance::table.find(poll.as_bytes().as_slice()).select(issuance::note).first(conn).optional()
}

/// Keeps the assets note with that number.
pub fn insert_assets(conn: &mut DbConnection, poll: PollId, number: u64, note: &str) -> QueryResult<()> {
    diesel::insert_into(assets::table)
        .values((
            assets::poll.eq(poll.as_bytes().as_slice()),
            assets::number.eq(to_i64(number)?),
            assets::note.eq(note),
        ))
        .execute(conn)
        .map(drop)
}

/// All assets notes, oldest first.
pub fn assets(conn: &mut DbConnection, poll: PollId) -> QueryResult<Vec<String>> {
    assets::table
        .filter(assets::poll.eq(poll.as_bytes().as_slice()))
        .order(assets::number)
        .select(assets::note)
        .load(conn)
}

/// Keeps the signed result with that number.
pub fn insert_result(conn: &mut DbConnection, poll: PollId, number: u64, note: &str) -> QueryResult<()> {
    diesel::insert_into(results::table)
        .values((
            results::poll.eq(poll.as_bytes().as_slice()),
            results::number.eq(to_i64(number)?),
            results::note.eq(note),
        ))
        .execute(conn)
        .map(drop)
}

/// All results, oldest first.
pub fn results(conn: &mut DbConnection, poll: PollId) -> QueryResult<Vec<String>> {
    results::table
        .filter(results::poll.eq(poll.as_bytes().as_slice()))
        .order(results::number)
        .select(results::note)
        .load(conn)
}
