//! Polls that were ever accepted, and the box's own log of them.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

use super::schema::{box_log, polls};
use super::{bytes32, to_i64};

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
