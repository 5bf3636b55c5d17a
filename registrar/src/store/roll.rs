//! Who may vote in a poll, by address.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use serde::Serialize;
use web::DbConnection;

use super::StoreResult;
use super::polls::PollRow;
use super::schema::{deliveries, mailings, polls, roll};
use crate::domain::account::Account;
use crate::domain::mailing::Kind;
use crate::domain::paging::Count;
use crate::domain::roll::RollLine;
use crate::domain::roll_entries::Search;
use crate::domain::secret::random_id;

/// The id of an address's entry.
pub(crate) fn voter(conn: &mut DbConnection, poll: &str, email: &str) -> StoreResult<Option<String>> {
    Ok(roll::table
        .filter(roll::poll.eq(poll))
        .filter(roll::email.eq(email))
        .select(roll::id)
        .first(conn)
        .optional()?)
}

type OfAccount<'a> = diesel::dsl::Or<
    diesel::dsl::Eq<roll::account, &'a str>,
    diesel::dsl::Nullable<
        diesel::dsl::And<diesel::dsl::Eq<roll::email, &'a str>, diesel::dsl::IsNull<roll::account>>,
    >,
>;

fn of_account(account: &Account) -> OfAccount<'_> {
    let under_address = roll::email.eq(account.email.as_str()).and(roll::account.is_null());
    roll::account.eq(account.id.as_str()).or(under_address.nullable())
}

/// Leaves an account what stands under the address that it gives up, where it has no other entry in the poll.
pub(crate) fn leave(conn: &mut DbConnection, account: &str, email: &str) -> StoreResult<()> {
    let own: Vec<String> = roll::table.filter(roll::account.eq(account)).select(roll::poll).load(conn)?;
    let under_address = roll::table.filter(roll::email.eq(email)).filter(roll::account.is_null());
    diesel::update(under_address.filter(roll::poll.ne_all(own)))
        .set(roll::account.eq(account))
        .execute(conn)?;
    Ok(())
}

/// The account whose an entry is although it has another address.
pub(crate) fn owner(conn: &mut DbConnection, id: &str) -> StoreResult<Option<String>> {
    let owner: Option<Option<String>> = roll::table.find(id).select(roll::account).first(conn).optional()?;
    Ok(owner.flatten())
}

/// From now on the entry is of whoever has its address.
pub(crate) fn disown(conn: &mut DbConnection, id: &str) -> StoreResult<()> {
    diesel::update(roll::table.find(id)).set(roll::account.eq(None::<String>)).execute(conn)?;
    Ok(())
}

/// Gives an account its entry back, if it is still there and has no other one in the poll by now. In a transaction.
pub(crate) fn give_back(conn: &mut DbConnection, poll: &str, id: &str, account: &str) -> StoreResult<()> {
    let others: i64 =
        roll::table.filter(roll::poll.eq(poll)).filter(roll::account.eq(account)).count().get_result(conn)?;
    if others == 0 && super::accounts::keep(conn, account)? {
        diesel::update(roll::table.find(id)).set(roll::account.eq(account)).execute(conn)?;
    }
    Ok(())
}

/// Adds entries.
pub(crate) fn insert(conn: &mut DbConnection, poll: &str, lines: &[RollLine]) -> StoreResult<()> {
    match conn {
        // One prepared statement in a loop: faster on SQLite than many rows in one statement.
        DbConnection::Sqlite(conn) => {
            for line in lines {
                diesel::insert_into(roll::table).values(values(poll, line)).execute(conn)?;
            }
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            for chunk in lines.chunks(1_000) {
                let rows: Vec<_> = chunk.iter().map(|line| values(poll, line)).collect();
                diesel::insert_into(roll::table).values(rows).execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Removes entries by id.
pub(crate) fn delete(conn: &mut DbConnection, ids: &[String]) -> StoreResult<()> {
    for id in ids {
        diesel::delete(roll::table.find(id)).execute(conn)?;
    }
    Ok(())
}

/// Removes all entries of a draft; how many they were.
pub(crate) fn delete_all(conn: &mut DbConnection, poll: &str) -> StoreResult<usize> {
    Ok(diesel::delete(roll::table.filter(roll::poll.eq(poll))).execute(conn)?)
}

/// Gives an entry another name and id of the organiser's own.
pub(crate) fn update(conn: &mut DbConnection, id: &str, line: &RollLine) -> StoreResult<()> {
    diesel::update(roll::table.find(id))
        .set((roll::name.eq(&line.name), roll::external_id.eq(&line.external_id)))
        .execute(conn)?;
    Ok(())
}

/// All entries of a poll: the lines, and the entry's id by address.
pub(crate) fn all(conn: &mut DbConnection, poll: &str) -> StoreResult<HashMap<String, (String, RollLine)>> {
    let rows: Vec<(String, String, Option<String>, Option<String>)> = roll::table
        .filter(roll::poll.eq(poll))
        .select((roll::id, roll::email, roll::name, roll::external_id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, email, name, external_id)| (email.clone(), (id, RollLine { email, name, external_id })))
        .collect())
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable)]
#[diesel(table_name = roll)]
pub(crate) struct Entry {
    /// Random; the ledger's name of the voter.
    #[serde(rename = "voter")]
    pub(crate) id: String,
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// The organiser's own id for them.
    pub(crate) external_id: Option<String>,
}

/// An entry of a poll.
pub(crate) fn entry(conn: &mut DbConnection, poll: &str, id: &str) -> StoreResult<Option<Entry>> {
    let one = roll::table.find(id).filter(roll::poll.eq(poll));
    Ok(one.select(Entry::as_select()).first(conn).optional()?)
}

/// The draft's id of the poll to whose roll an entry belongs.
pub(crate) fn poll_of(conn: &mut DbConnection, id: &str) -> StoreResult<Option<String>> {
    Ok(roll::table.find(id).select(roll::poll).first(conn).optional()?)
}

/// Entries that are looked for, by address: at most `limit` of those behind that address.
pub(crate) fn found(
    conn: &mut DbConnection,
    poll: &str,
    search: &Search,
    behind: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<Entry>> {
    let mut query = matching(poll, search);
    if let Some(last) = behind {
        query = query.filter(roll::email.gt(last.to_owned()));
    }
    Ok(query.order(roll::email).limit(limit).select(Entry::as_select()).load(conn)?)
}

/// The address of an entry of a poll, if there is such an entry.
pub(crate) fn address(conn: &mut DbConnection, poll: &str, id: &str) -> StoreResult<Option<String>> {
    Ok(roll::table.find(id).filter(roll::poll.eq(poll)).select(roll::email).first(conn).optional()?)
}

/// How many entries [`found`] finds in all, of `most` at most.
pub(crate) fn count_found(
    conn: &mut DbConnection,
    poll: &str,
    search: &Search,
    most: u32,
) -> StoreResult<Count> {
    let query = matching(poll, search).limit(i64::from(most) + 1);
    let found: Vec<i32> = query.select(diesel::dsl::sql::<diesel::sql_types::Integer>("1")).load(conn)?;
    Ok(Count::of(found.len(), most))
}

type Matching<'a> = diesel::helper_types::IntoBoxed<'a, roll::table, web::db::MultiBackend>;

fn matching<'a>(poll: &'a str, search: &Search) -> Matching<'a> {
    let mut query = roll::table.filter(roll::poll.eq(poll)).into_boxed();
    if let Some(fate) = search.invitation {
        let [one, other] = fate.states();
        let invitation = deliveries::table
            .inner_join(mailings::table)
            .filter(deliveries::voter.eq(roll::id))
            .filter(mailings::kind.eq(Kind::Invitation.as_str()))
            .filter(deliveries::state.eq(one).or(deliveries::state.eq(other)));
        query = query.filter(exists(invitation));
    }
    let search = search.text.trim();
    if search.is_empty() {
        return query;
    }
    let (typed, small) = (pattern(search), pattern(&search.to_lowercase()));
    query.filter(
        roll::email
            .like(small.clone())
            .escape('\\')
            .nullable()
            .or(lower(roll::name).like(small.clone()).escape('\\'))
            .or(lower(roll::external_id).like(small).escape('\\'))
            // SQLite knows only the small letters of ASCII.
            .or(roll::name.like(typed).escape('\\')),
    )
}

/// What contains this text, whose own wildcards stand for themselves.
fn pattern(text: &str) -> String {
    let escape = |c: char| "\\%_".contains(c).then_some('\\').into_iter().chain([c]);
    format!("%{}%", text.chars().flat_map(escape).collect::<String>())
}

diesel::define_sql_function! {
    /// In small letters; of ASCII only on SQLite.
    fn lower(text: diesel::sql_types::Nullable<diesel::sql_types::Text>)
        -> diesel::sql_types::Nullable<diesel::sql_types::Text>;
}

/// Replaces all that stands in an entry.
pub(crate) fn correct(conn: &mut DbConnection, id: &str, line: &RollLine) -> StoreResult<()> {
    diesel::update(roll::table.find(id))
        .set((
            roll::email.eq(&line.email),
            roll::name.eq(&line.name),
            roll::external_id.eq(&line.external_id),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether a voter wants reminders; none if there is no such voter.
pub(crate) fn wants_reminders(conn: &mut DbConnection, id: &str) -> StoreResult<Option<bool>> {
    let unwanted: Option<bool> = roll::table.find(id).select(roll::no_reminders).first(conn).optional()?;
    Ok(unwanted.map(|unwanted| !unwanted))
}

/// The voter wants no reminders.
pub(crate) fn no_reminders(conn: &mut DbConnection, id: &str) -> StoreResult<()> {
    diesel::update(roll::table.find(id)).set(roll::no_reminders.eq(true)).execute(conn)?;
    Ok(())
}

/// The number of entries of a poll.
pub(crate) fn count(conn: &mut DbConnection, poll: &str) -> StoreResult<i64> {
    Ok(roll::table.filter(roll::poll.eq(poll)).count().get_result(conn)?)
}

/// The entries of an account, whether they want no reminders, and their polls, drafts included; by title.
pub(crate) fn entries_of(
    conn: &mut DbConnection,
    account: &Account,
) -> StoreResult<Vec<(Entry, bool, PollRow)>> {
    Ok(roll::table
        .inner_join(polls::table)
        .filter(of_account(account))
        .order(polls::title)
        .select((Entry::as_select(), roll::no_reminders, PollRow::as_select()))
        .load(conn)?)
}

/// The polls on whose roll an account stands, each with the address that stands there.
pub(crate) fn polls_of(conn: &mut DbConnection, account: &Account) -> StoreResult<HashMap<String, String>> {
    let places: Vec<(String, String)> = roll::table
        .inner_join(polls::table)
        .filter(of_account(account))
        .filter(polls::poll.is_not_null())
        // Of two entries in a poll the own one counts, as in [`voter_of`]: it comes last and stays.
        .order(roll::account.is_not_null())
        .select((polls::id, roll::email))
        .load(conn)?;
    Ok(places.into_iter().collect())
}

pub(super) type Values<'a> = (
    diesel::dsl::Eq<roll::id, String>,
    diesel::dsl::Eq<roll::poll, &'a str>,
    diesel::dsl::Eq<roll::email, &'a String>,
    diesel::dsl::Eq<roll::name, &'a Option<String>>,
    diesel::dsl::Eq<roll::external_id, &'a Option<String>>,
);

pub(super) fn values<'a>(poll: &'a str, line: &'a RollLine) -> Values<'a> {
    (
        roll::id.eq(random_id()),
        roll::poll.eq(poll),
        roll::email.eq(&line.email),
        roll::name.eq(&line.name),
        roll::external_id.eq(&line.external_id),
    )
}
