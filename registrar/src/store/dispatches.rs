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
    /// Attempts so far.
    pub(crate) attempts: i64,
    /// What the ballot box said when it refused.
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

/// The ballot box has it, or has refused it for good.
pub(crate) fn settle(
    conn: &mut DbConnection,
    dispatch: &Dispatch,
    state: &str,
    answer: Option<&str>,
) -> StoreResult<()> {
    diesel::update(dispatches::table.find((&dispatch.draft, &dispatch.kind, dispatch.seq)))
        .set((dispatches::state.eq(state), dispatches::answer.eq(answer)))
        .execute(conn)?;
    Ok(())
}

/// The ballot box did not answer: try again at `due_at`.
pub(crate) fn postpone(conn: &mut DbConnection, dispatch: &Dispatch, due_at: i64) -> StoreResult<()> {
    diesel::update(dispatches::table.find((&dispatch.draft, &dispatch.kind, dispatch.seq)))
        .set((dispatches::attempts.eq(dispatches::attempts + 1), dispatches::due_at.eq(due_at)))
        .execute(conn)?;
    Ok(())
}

type Columns = (
    dispatches::poll,
    polls::poll,
    dispatches::kind,
    dispatches::seq,
    dispatches::note,
    dispatches::state,
    dispatches::attempts,
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
    dispatches::answer,
);
