//! Polls that were ever accepted, and the box's own log of them.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

use super::schema::{box_log, checkpoints, ended, notices, polls, results};
use super::{bytes32, to_i64, to_u64};

/// Adds a poll. A unique violation means that the id or the slug is taken.
pub fn insert(conn: &mut DbConnection, id: PollId, slug: Option<&str>, manifest: &str) -> QueryResult<()> {
    diesel::insert_into(polls::table)
        .values((polls::id.eq(id.as_bytes().as_slice()), polls::slug.eq(slug), polls::manifest.eq(manifest)))
        .execute(conn)
        .map(drop)
}

/// The poll's countersigned manifest note, if it was accepted.
pub fn manifest(conn: &mut DbConnection, id: PollId) -> QueryResult<Option<String>> {
    polls::table.find(id.as_bytes().as_slice()).select(polls::manifest).first(conn).optional()
}

/// Appends `poll` to the box's own log at position `idx`.
pub fn append_to_box_log(conn: &mut DbConnection, idx: u64, poll: PollId) -> QueryResult<()> {
    diesel::insert_into(box_log::table)
        .values((box_log::idx.eq(to_i64(idx)?), box_log::poll.eq(poll.as_bytes().as_slice())))
        .execute(conn)
        .map(drop)
}

/// The box's own log: the polls in the order of their acceptance.
pub fn box_log(conn: &mut DbConnection) -> QueryResult<Vec<PollId>> {
    let rows: Vec<Vec<u8>> = box_log::table.select(box_log::poll).order(box_log::idx).load(conn)?;
    rows.iter().map(|id| bytes32(id).map(PollId::from)).collect()
}

/// How far a poll is, in numbers: two equal ones are of the same moment but for its ballots and its issuance statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Entries of the newest checkpoint.
    pub size: u64,
    /// Number of notices.
    pub notices: u64,
    /// Number of results.
    pub results: u64,
    /// Whether voting was ended for good.
    pub ended: bool,
}

/// How far the poll is.
pub fn standing(conn: &mut DbConnection, id: PollId) -> QueryResult<Standing> {
    let poll = id.as_bytes().as_slice();
    let size = checkpoints::table
        .filter(checkpoints::poll.eq(poll))
        .select(diesel::dsl::max(checkpoints::size))
        .single_value();
    let notices = notices::table.filter(notices::poll.eq(poll)).count().single_value();
    let results = results::table.filter(results::poll.eq(poll)).count().single_value();
    let ended = diesel::dsl::exists(ended::table.filter(ended::poll.eq(poll)));
    let (size, notices, results, ended): (Option<i64>, Option<i64>, Option<i64>, bool) =
        diesel::select((size, notices, results, ended)).get_result(conn)?;
    let number = |number: Option<i64>| to_u64(number.unwrap_or(0));
    Ok(Standing { size: number(size)?, notices: number(notices)?, results: number(results)?, ended })
}

/// Ends voting in a poll for good; for who has [`super::turns::shut`] it.
pub fn end(conn: &mut DbConnection, id: PollId) -> QueryResult<()> {
    if standing(conn, id)?.ended {
        return Ok(());
    }
    diesel::insert_into(ended::table).values(ended::poll.eq(id.as_bytes().as_slice())).execute(conn).map(drop)
}
