//! Which polls are the precincts of one election.

use std::collections::HashMap;

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::Serialize;
use web::DbConnection;

use super::StoreResult;
use super::deliveries::coalesce;
use super::polls::PollRow;
use super::schema::{
    accounts, dispatches, grants, issued, polls, precinct_polls, precincts, roll, staged_voters,
};
use crate::domain::poll::State;

/// The columns of a [`Precinct`].
const PLACE: (
    precincts::alias,
    precinct_polls::number,
    precincts::parts,
    precincts::draft,
    precincts::title,
) = (precincts::alias, precinct_polls::number, precincts::parts, precincts::draft, precincts::title);

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

/// Whether a precinct of the draft is no draft any more.
pub(crate) fn is_begun(conn: &mut DbConnection, draft: &str) -> StoreResult<bool> {
    let sealed = precinct_polls::table
        .inner_join(precincts::table)
        .inner_join(polls::table)
        .filter(precincts::draft.eq(draft))
        .filter(polls::state.ne(State::Draft.as_str()));
    Ok(sealed.count().get_result::<i64>(conn)? > 0)
}

/// Whether an account owns or was given every precinct of the draft; so it is with a draft that has none.
pub(crate) fn are_all_managed(conn: &mut DbConnection, draft: &str, account: &str) -> StoreResult<bool> {
    let given = grants::table.filter(grants::account.eq(account)).select(grants::poll);
    let others = precinct_polls::table
        .inner_join(precincts::table)
        .inner_join(polls::table)
        .filter(precincts::draft.eq(draft))
        .filter(polls::owner.ne(account))
        .filter(polls::id.ne_all(given));
    Ok(others.count().get_result::<i64>(conn)? == 0)
}

/// A poll's place in its election.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub(crate) struct Precinct {
    /// Of the election.
    pub(crate) alias: String,
    /// From 1.
    pub(crate) number: i64,
    /// How many there are.
    pub(crate) parts: i64,
    /// The id of the draft that was split.
    pub(crate) draft: String,
    /// Of the election.
    pub(crate) title: String,
}

/// What the poll is a precinct of, if it is one.
pub(crate) fn of_poll(conn: &mut DbConnection, poll: &str) -> StoreResult<Option<Precinct>> {
    let found = precinct_polls::table.inner_join(precincts::table).filter(precinct_polls::poll.eq(poll));
    Ok(found.select(PLACE).first(conn).optional()?)
}

/// Every poll that is a precinct, with its place.
pub(crate) fn places(conn: &mut DbConnection) -> StoreResult<HashMap<String, Precinct>> {
    let all = precinct_polls::table.inner_join(precincts::table).select((precinct_polls::poll, PLACE));
    Ok(all.load(conn)?.into_iter().collect())
}

/// Keeps others who ask for this from changing the rolls of the election until the transaction ends. Whoever asks has locked the poll
/// first whose roll is to be changed: always in this order.
pub(crate) fn lock(conn: &mut DbConnection, alias: &str) -> StoreResult<()> {
    diesel::update(precincts::table.find(alias)).set(precincts::parts.eq(precincts::parts)).execute(conn)?;
    Ok(())
}

/// The number of the precinct on whose roll an address stands, or what stayed its account's when that had another one.
pub(crate) fn with_address(conn: &mut DbConnection, alias: &str, email: &str) -> StoreResult<Option<i64>> {
    let entries = || {
        precinct_polls::table
            .inner_join(roll::table.on(roll::poll.eq(precinct_polls::poll)))
            .filter(precinct_polls::alias.eq(alias))
            .select(precinct_polls::number)
    };
    if let Some(number) = entries().filter(roll::email.eq(email)).first(conn).optional()? {
        return Ok(Some(number));
    }
    let account: Option<String> =
        accounts::table.filter(accounts::email.eq(email)).select(accounts::id).first(conn).optional()?;
    let Some(account) = account else { return Ok(None) };
    Ok(entries().filter(roll::account.eq(account)).first(conn).optional()?)
}

/// How many voters are on the roll of each precinct, by the ids of their drafts; those without any are left out.
pub(crate) fn voters(conn: &mut DbConnection, alias: &str) -> StoreResult<HashMap<String, i64>> {
    let all = roll::table.filter(roll::poll.eq_any(own(alias))).group_by(roll::poll);
    let counts = all.select((roll::poll, diesel::dsl::count_star())).load::<(String, i64)>(conn)?;
    Ok(counts.into_iter().collect())
}

/// The same of the passes that were issued.
pub(crate) fn passes(conn: &mut DbConnection, alias: &str) -> StoreResult<HashMap<String, i64>> {
    let parts = issued::table.filter(issued::poll.eq_any(own(alias))).select((issued::poll, issued::passes));
    let mut passes = HashMap::new();
    for (poll, part) in parts.load::<(String, i64)>(conn)? {
        *passes.entry(poll).or_default() += part;
    }
    Ok(passes)
}

/// The same of the statements that are on their way to the ballot box or were refused.
pub(crate) fn undelivered(conn: &mut DbConnection, alias: &str) -> StoreResult<HashMap<String, i64>> {
    let all = dispatches::table.filter(dispatches::poll.eq_any(own(alias)));
    let waiting = all.filter(dispatches::state.ne("delivered")).group_by(dispatches::poll);
    let counts = waiting.select((dispatches::poll, diesel::dsl::count_star())).load::<(String, i64)>(conn)?;
    Ok(counts.into_iter().collect())
}

/// The drafts' ids of the precincts.
#[diesel::dsl::auto_type(no_type_alias)]
fn own(alias: &str) -> _ {
    precinct_polls::table.filter(precinct_polls::alias.eq(alias)).select(precinct_polls::poll)
}

/// Forgets an election of which no poll is left.
pub(crate) fn remove(conn: &mut DbConnection, alias: &str) -> StoreResult<()> {
    diesel::delete(precincts::table.find(alias)).execute(conn)?;
    Ok(())
}

/// Two addresses on the rolls of different precincts of an election, one of them a draft, that are one voter's: the same one, or
/// both of an account that has had one of them before. Of the voter who is first in the order of the alphabet.
pub(crate) fn on_several_rolls(
    conn: &mut DbConnection,
    alias: &str,
) -> StoreResult<Option<(String, String)>> {
    let entries = || roll::table.inner_join(polls::table).filter(roll::poll.eq_any(own(alias)));
    let number = |number: i64| number.into_sql::<BigInt>();
    let is_draft = || case_when(polls::state.eq(State::Draft.as_str()), number(1)).otherwise(number(0));
    let drafts = || diesel::dsl::max(is_draft());
    let same: Option<String> = entries()
        .group_by(roll::email)
        .having(diesel::dsl::count_star().gt(1_i64).and(drafts().gt(0_i64)))
        .select(roll::email)
        .order(roll::email)
        .first(conn)
        .optional()?;
    if let Some(email) = same {
        return Ok(Some((email.clone(), email)));
    }
    let entries = || entries().left_join(accounts::table);
    let address = || coalesce(accounts::email.nullable(), roll::email);
    let voter: Option<Option<String>> = entries()
        .group_by(address())
        // Of two entries on one roll the account has one: there it gets no second pass.
        .having(diesel::dsl::count(roll::poll).aggregate_distinct().gt(1_i64).and(drafts().gt(0_i64)))
        .select(diesel::dsl::min(address()))
        .order(diesel::dsl::min(address()))
        .first(conn)
        .optional()?;
    let Some(voter) = voter.flatten() else { return Ok(None) };
    let found: Vec<(String, String, String)> = entries()
        .filter(address().eq(voter))
        .order((roll::email, roll::poll))
        .select((roll::email, roll::poll, polls::state))
        .load(conn)?;
    let draft = found.iter().find(|(_, _, state)| state == State::Draft.as_str());
    let pair = draft.and_then(|(email, poll, _)| {
        let (other, ..) = found.iter().find(|(_, another, _)| another != poll)?;
        Some((email.clone().min(other.clone()), email.clone().max(other.clone())))
    });
    Ok(pair)
}

/// The staged voters who stand on the roll of another precinct of the election than `poll`, as in [`with_address`].
pub(crate) fn staged_elsewhere(
    conn: &mut DbConnection,
    alias: &str,
    poll: &str,
    upload: &str,
) -> StoreResult<Vec<String>> {
    let staged = || staged_voters::table.filter(staged_voters::upload.eq(upload));
    let elsewhere = || roll::poll.eq_any(own(alias)).and(roll::poll.ne(poll));
    let listed = staged().inner_join(roll::table.on(roll::email.eq(staged_voters::email)));
    let mut found: Vec<String> = listed.filter(elsewhere()).select(staged_voters::email).load(conn)?;
    let linked = staged()
        .inner_join(accounts::table.on(accounts::email.eq(staged_voters::email)))
        .inner_join(roll::table.on(roll::account.eq(accounts::id.nullable())));
    found.extend(linked.filter(elsewhere()).select(staged_voters::email).load::<String>(conn)?);
    Ok(found)
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
