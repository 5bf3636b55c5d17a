//! The mail of a mailing to each voter, and what became of it.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use serde::Serialize;
use web::DbConnection;

use super::StoreResult;
use super::schema::{accounts, deliveries, mailings, roll};
use crate::domain::mailing::Kind;

/// A mail that is due.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Due {
    /// Its mailing.
    pub(crate) mailing: String,
    /// The entry on the roll.
    pub(crate) voter: String,
    /// The draft's id of the poll.
    pub(crate) poll: String,
    /// See [`Kind`].
    pub(crate) kind: String,
    /// Which notice or reminder.
    pub(crate) occasion: i64,
    /// To whom.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// Attempts so far.
    pub(crate) attempts: i64,
    /// How often it was asked for anew.
    pub(crate) round: i64,
    /// Whether they want no reminders.
    pub(crate) no_reminders: bool,
}

/// What became of the mail to one voter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub(crate) struct Delivery {
    /// Its mailing.
    pub(crate) mailing: String,
    /// See [`Kind`].
    #[diesel(select_expression = mailings::kind, select_expression_type = mailings::kind)]
    pub(crate) kind: String,
    /// The entry on the roll.
    pub(crate) voter: String,
    /// As it stands on the roll.
    #[diesel(select_expression = roll::email, select_expression_type = roll::email)]
    pub(crate) email: String,
    /// `queued`, `sending`, `sent` or `failed`.
    pub(crate) state: String,
    /// What the mail server said last.
    pub(crate) answer: Option<String>,
}

/// Queues what a crash has left between two states; the number of such mails. Only while nobody sends.
pub(crate) fn take_up(conn: &mut DbConnection) -> StoreResult<usize> {
    Ok(diesel::update(deliveries::table.filter(deliveries::state.eq("sending")))
        .set(deliveries::state.eq("queued"))
        .execute(conn)?)
}

/// Mails that are due at `now`, at most `limit`.
pub(crate) fn due(conn: &mut DbConnection, now: i64, limit: i64) -> StoreResult<Vec<Due>> {
    Ok(deliveries::table
        .inner_join(mailings::table)
        .inner_join(roll::table.left_join(accounts::table))
        .filter(deliveries::state.eq("queued"))
        .filter(deliveries::due_at.le(now))
        .order(deliveries::due_at)
        .limit(limit)
        .select((
            deliveries::mailing,
            deliveries::voter,
            mailings::poll,
            mailings::kind,
            mailings::occasion,
            // Mails follow a voter to another address.
            coalesce(accounts::email.nullable(), roll::email),
            roll::name,
            deliveries::attempts,
            deliveries::round,
            roll::no_reminders,
        ))
        .load(conn)?)
}

diesel::define_sql_function! {
    /// The first of them that is not null.
    fn coalesce(own: Nullable<Text>, listed: Text) -> Text;
}

/// The mail is about to be handed to the server; false if it is not there as it was read.
pub(crate) fn claim(conn: &mut DbConnection, due: &Due) -> StoreResult<bool> {
    let same = deliveries::table
        .find((&due.mailing, &due.voter))
        .filter(deliveries::state.eq("queued"))
        .filter(deliveries::round.eq(due.round));
    Ok(diesel::update(same).set(deliveries::state.eq("sending")).execute(conn)? > 0)
}

/// What became of a mail that was handed over; asked for anew meanwhile, it stays as it is asked for.
pub(crate) fn settle(
    conn: &mut DbConnection,
    due: &Due,
    state: &str,
    due_at: i64,
    answer: Option<&str>,
) -> StoreResult<()> {
    let same = deliveries::table
        .find((&due.mailing, &due.voter))
        .filter(deliveries::state.eq("sending"))
        .filter(deliveries::round.eq(due.round));
    diesel::update(same)
        .set((
            deliveries::state.eq(state),
            deliveries::attempts.eq(due.attempts + 1),
            deliveries::due_at.eq(due_at),
            deliveries::answer.eq(answer),
        ))
        .execute(conn)?;
    Ok(())
}

/// A mail that was handed over leaves nothing but one more in the count of those sent or given up.
pub(crate) fn count_off(conn: &mut DbConnection, due: &Due, sent: bool) -> StoreResult<()> {
    let same = deliveries::table
        .find((&due.mailing, &due.voter))
        .filter(deliveries::state.eq("sending"))
        .filter(deliveries::round.eq(due.round));
    if diesel::delete(same).execute(conn)? == 0 {
        return Ok(());
    }
    let mailing = mailings::table.find(&due.mailing);
    if sent {
        diesel::update(mailing).set(mailings::sent.eq(mailings::sent + 1)).execute(conn)?;
    } else {
        diesel::update(mailing).set(mailings::failed.eq(mailings::failed + 1)).execute(conn)?;
    }
    Ok(())
}

/// Leaves the mails to a voter as a crash does that comes before the server's answer is committed.
#[cfg(test)]
pub(crate) fn lose_answer(conn: &mut DbConnection, voter: &str) -> StoreResult<()> {
    diesel::update(deliveries::table.filter(deliveries::voter.eq(voter)))
        .set((deliveries::state.eq("sending"), deliveries::attempts.eq(0)))
        .execute(conn)?;
    Ok(())
}

/// The mail is not wanted any more.
pub(crate) fn withdraw(conn: &mut DbConnection, due: &Due) -> StoreResult<()> {
    diesel::delete(deliveries::table.find((&due.mailing, &due.voter))).execute(conn)?;
    Ok(())
}

/// What became of the mails to these voters. Reminders are not among them: they went to those without a pass.
pub(crate) fn of_voters(conn: &mut DbConnection, voters: &[String]) -> StoreResult<Vec<Delivery>> {
    let all = told().filter(deliveries::voter.eq_any(voters)).order(mailings::asked_at);
    Ok(all.select(Delivery::as_select()).load(conn)?)
}

/// Mails of a poll that were given up, at most `limit`. Reminders are not among them.
pub(crate) fn failed(conn: &mut DbConnection, poll: &str, limit: i64) -> StoreResult<Vec<Delivery>> {
    Ok(told()
        .filter(mailings::poll.eq(poll))
        .filter(deliveries::state.eq("failed"))
        .order(roll::email)
        .limit(limit)
        .select(Delivery::as_select())
        .load(conn)?)
}

/// A mail that was given up: address, name and id on the roll, kind, what the mail server said last.
type Undelivered = (String, Option<String>, Option<String>, String, Option<String>);

/// All mails of a poll that were given up, with what stands about their voters. Reminders are not among them.
pub(crate) fn undelivered(conn: &mut DbConnection, poll: &str) -> StoreResult<Vec<Undelivered>> {
    Ok(deliveries::table
        .inner_join(mailings::table)
        .inner_join(roll::table)
        .filter(mailings::poll.eq(poll))
        .filter(mailings::kind.ne(Kind::Reminder.as_str()))
        .filter(deliveries::state.eq("failed"))
        .order((roll::email, mailings::kind))
        .select((roll::email, roll::name, roll::external_id, mailings::kind, deliveries::answer))
        .load(conn)?)
}

/// Sends the mail to a voter anew, wherever it has come; false if there is none.
pub(crate) fn resend(conn: &mut DbConnection, mailing: &str, voter: &str) -> StoreResult<bool> {
    Ok(diesel::update(deliveries::table.find((mailing, voter))).set(anew()).execute(conn)? > 0)
}

/// Sends the mails of a mailing anew that were given up; their number.
pub(crate) fn resend_failed(conn: &mut DbConnection, mailing: &str) -> StoreResult<usize> {
    let failed =
        deliveries::table.filter(deliveries::mailing.eq(mailing)).filter(deliveries::state.eq("failed"));
    Ok(diesel::update(failed).set(anew()).execute(conn)?)
}

type Anew = (
    diesel::dsl::Eq<deliveries::state, &'static str>,
    diesel::dsl::Eq<deliveries::attempts, i64>,
    diesel::dsl::Eq<deliveries::due_at, i64>,
    diesel::dsl::Eq<deliveries::round, diesel::dsl::Add<deliveries::round, i64>>,
    diesel::dsl::Eq<deliveries::answer, Option<String>>,
);

fn anew() -> Anew {
    (
        deliveries::state.eq("queued"),
        deliveries::attempts.eq(0),
        deliveries::due_at.eq(0),
        deliveries::round.eq(deliveries::round + 1),
        deliveries::answer.eq(None),
    )
}

/// Deliveries that an organiser may see one by one.
#[diesel::dsl::auto_type]
fn told() -> _ {
    deliveries::table
        .inner_join(mailings::table)
        .inner_join(roll::table)
        .filter(mailings::kind.ne("reminder"))
}
