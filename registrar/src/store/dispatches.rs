//! Signed statements on their way to the ballot box.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{dispatches, polls};

/// The kind of a notice.
pub(crate) const NOTICE: &str = "notice";
/// The kind of the issuance statement; its number is 0.
pub(crate) const ISSUANCE: &str = "issuance";

/// A statement and how far it has come.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Dispatch {
    /// The draft's id of its poll.
    pub(crate) draft: String,
    /// The poll id.
    pub(crate) poll: Option<String>,
    /// [`NOTICE`] or [`ISSUANCE`].
    pub(crate) kind: String,
    /// Its number.
    pub(crate) seq: i64,
    /// The signed note.
    pub(crate) note: String,
    /// `queued`, `delivered` or `refused`.
    pub(crate) state: String,
    /// Attempts that came to nothing.
    pub(crate) attempts: i64,
    /// Not tried before.
    pub(crate) due_at: i64,
    /// What came of the last attempt: the ballot box's words, or why it could not be reached.
    pub(crate) answer: Option<String>,
}

/// How many statements of all polls are in this state.
pub(crate) fn in_state(conn: &mut DbConnection, state: &str) -> StoreResult<i64> {
    Ok(dispatches::table.filter(dispatches::state.eq(state)).count().get_result(conn)?)
}

/// Queues a signed statement. The key makes a second one of the same kind and number impossible.
pub(crate) fn insert(
    conn: &mut DbConnection,
    draft: &str,
    kind: &str,
    seq: i64,
    note: &str,
) -> StoreResult<()> {
    diesel::insert_into(dispatches::table)
        .values((
            dispatches::poll.eq(draft),
            dispatches::kind.eq(kind),
            dispatches::seq.eq(seq),
            dispatches::note.eq(note),
            dispatches::state.eq("queued"),
            dispatches::attempts.eq(0),
            dispatches::due_at.eq(0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Statements that are due at `now`, the lower numbers first.
pub(crate) fn due(conn: &mut DbConnection, now: i64) -> StoreResult<Vec<Dispatch>> {
    Ok(dispatches::table
        .inner_join(polls::table)
        .filter(dispatches::state.eq("queued"))
        .filter(dispatches::due_at.le(now))
        .order((dispatches::poll, dispatches::seq))
        .select(COLUMNS)
        .load(conn)?)
}

/// All statements of one kind about a poll, by number.
pub(crate) fn all(conn: &mut DbConnection, draft: &str, kind: &str) -> StoreResult<Vec<Dispatch>> {
    Ok(dispatches::table
        .inner_join(polls::table)
        .filter(dispatches::poll.eq(draft))
        .filter(dispatches::kind.eq(kind))
        .order(dispatches::seq)
        .select(COLUMNS)
        .load(conn)?)
}

/// The ballot box has it; false if that was known before.
pub(crate) fn settle(conn: &mut DbConnection, dispatch: &Dispatch) -> StoreResult<bool> {
    let one = dispatches::table.find((&dispatch.draft, &dispatch.kind, dispatch.seq));
    let settled = diesel::update(one.filter(dispatches::state.ne("delivered")))
        .set((dispatches::state.eq("delivered"), dispatches::answer.eq(None::<String>)))
        .execute(conn)?;
    Ok(settled > 0)
}

/// The ballot box refuses it, in these words: it is not tried again by itself.
pub(crate) fn refuse(conn: &mut DbConnection, dispatch: &Dispatch, words: &str) -> StoreResult<()> {
    let one = dispatches::table.find((&dispatch.draft, &dispatch.kind, dispatch.seq));
    diesel::update(one.filter(dispatches::state.eq("queued")))
        .set((
            dispatches::state.eq("refused"),
            dispatches::attempts.eq(dispatches::attempts + 1),
            dispatches::answer.eq(words),
        ))
        .execute(conn)?;
    Ok(())
}

/// The ballot box did not take it, for this reason: try again at `due_at`.
pub(crate) fn postpone(
    conn: &mut DbConnection,
    dispatch: &Dispatch,
    due_at: i64,
    reason: &str,
) -> StoreResult<()> {
    diesel::update(dispatches::table.find((&dispatch.draft, &dispatch.kind, dispatch.seq)))
        .set((
            dispatches::attempts.eq(dispatches::attempts + 1),
            dispatches::due_at.eq(due_at),
            dispatches::answer.eq(reason),
        ))
        .execute(conn)?;
    Ok(())
}

/// What has not arrived about a poll is due at once, also what was refused; how many that are.
pub(crate) fn hurry(conn: &mut DbConnection, draft: &str) -> StoreResult<usize> {
    let waiting =
        dispatches::table.filter(dispatches::poll.eq(draft)).filter(dispatches::state.ne("delivered"));
    Ok(diesel::update(waiting)
        .set((dispatches::state.eq("queued"), dispatches::due_at.eq(0)))
        .execute(conn)?)
}

type Columns = (
    dispatches::poll,
    polls::poll,
    dispatches::kind,
    dispatches::seq,
    dispatches::note,
    dispatches::state,
    dispatches::attempts,
    dispatches::due_at,
    dispatches::answer,
);

const COLUMNS: Columns = (
    dispatches::poll,
    polls::poll,
    dispatches::kind,
    dispatches::seq,
    dispatches::note,
    dispatches::state,
    dispatches::attempts,
    dispatches::due_at,
    dispatches::answer,
);
