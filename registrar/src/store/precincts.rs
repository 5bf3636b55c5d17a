//! Which polls are the precincts of one election.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::polls::PollRow;
use super::schema::{polls, precinct_polls, precincts, roll};

/// An election that was split.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = precincts)]
pub(crate) struct Election {
    /// Of the whole.
    pub(crate) alias: String,
    /// The id of the draft that was split.
    pub(crate) draft: String,
    /// Of the whole.
    pub(crate) title: String,
    /// How many precincts.
    pub(crate) parts: i64,
    /// The signed list of the polls.
    pub(crate) list: Option<String>,
    /// The signed total.
    pub(crate) total: Option<String>,
}

/// Adds an election, in the place of one of the same alias or draft of which no poll is left; false if there is one with polls.
/// In a transaction.
pub(crate) fn insert(
    conn: &mut DbConnection,
    alias: &str,
    draft: &str,
    title: &str,
    parts: i64,
) -> StoreResult<bool> {
    let taken = || precincts::table.filter(precincts::alias.eq(alias).or(precincts::draft.eq(draft)));
    let aliases: Vec<String> = taken().select(precincts::alias).load(conn)?;
    let left = precinct_polls::table.filter(precinct_polls::alias.eq_any(&aliases));
    if left.count().get_result::<i64>(conn)? > 0 {
        return Ok(false);
    }
    diesel::delete(precincts::table.filter(precincts::alias.eq_any(&aliases))).execute(conn)?;
    diesel::insert_into(precincts::table)
        .values((
            precincts::alias.eq(alias),
            precincts::draft.eq(draft),
            precincts::title.eq(title),
            precincts::parts.eq(parts),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Makes a poll a precinct.
pub(crate) fn add(conn: &mut DbConnection, alias: &str, poll: &str, number: i64) -> StoreResult<()> {
    diesel::insert_into(precinct_polls::table)
        .values((
            precinct_polls::poll.eq(poll),
            precinct_polls::alias.eq(alias),
            precinct_polls::number.eq(number),
        ))
        .execute(conn)?;
    Ok(())
}

/// The election into which a draft was split.
pub(crate) fn by_draft(conn: &mut DbConnection, draft: &str) -> StoreResult<Option<Election>> {
    let one = precincts::table.filter(precincts::draft.eq(draft));
    Ok(one.select(Election::as_select()).first(conn).optional()?)
}

/// An election by its alias.
pub(crate) fn by_alias(conn: &mut DbConnection, alias: &str) -> StoreResult<Option<Election>> {
    Ok(precincts::table.find(alias).select(Election::as_select()).first(conn).optional()?)
}

/// Its polls, by number.
pub(crate) fn polls_of(conn: &mut DbConnection, alias: &str) -> StoreResult<Vec<PollRow>> {
    Ok(precinct_polls::table
        .inner_join(polls::table)
        .filter(precinct_polls::alias.eq(alias))
        .order(precinct_polls::number)
        .select(PollRow::as_select())
        .load(conn)?)
}

/// Whether the draft was split, and polls of it are left.
pub(crate) fn is_split(conn: &mut DbConnection, draft: &str) -> StoreResult<bool> {
    let polls = precinct_polls::table.inner_join(precincts::table).filter(precincts::draft.eq(draft));
    Ok(polls.count().get_result::<i64>(conn)? > 0)
}

/// Whether the poll is a precinct.
pub(crate) fn is_precinct(conn: &mut DbConnection, poll: &str) -> StoreResult<bool> {
    let found = precinct_polls::table.filter(precinct_polls::poll.eq(poll));
    Ok(found.count().get_result::<i64>(conn)? > 0)
}

/// The first address, in the order of the alphabet, that stands on the rolls of several precincts of an election.
pub(crate) fn on_several_rolls(conn: &mut DbConnection, alias: &str) -> StoreResult<Option<String>> {
    let own = precinct_polls::table.filter(precinct_polls::alias.eq(alias)).select(precinct_polls::poll);
    Ok(roll::table
        .filter(roll::poll.eq_any(own))
        .group_by(roll::email)
        .having(diesel::dsl::count_star().gt(1_i64))
        .select(roll::email)
        .order(roll::email)
        .first(conn)
        .optional()?)
}

/// Stores the signed list; false if there is one already.
pub(crate) fn set_list(conn: &mut DbConnection, alias: &str, note: &str) -> StoreResult<bool> {
    let unlisted = precincts::table.filter(precincts::alias.eq(alias)).filter(precincts::list.is_null());
    Ok(diesel::update(unlisted).set(precincts::list.eq(note)).execute(conn)? > 0)
}

/// Stores the signed total; false if there is one already.
pub(crate) fn set_total(conn: &mut DbConnection, alias: &str, note: &str) -> StoreResult<bool> {
    let open = precincts::table.filter(precincts::alias.eq(alias)).filter(precincts::total.is_null());
    Ok(diesel::update(open).set(precincts::total.eq(note)).execute(conn)? > 0)
}
