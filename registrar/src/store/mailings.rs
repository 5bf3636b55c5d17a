//! Mailings to the voters of a poll, and what became of the mail to each.

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use serde::Serialize;
use web::DbConnection;

use super::StoreResult;
use super::schema::{accounts, deliveries, issuances, mailings, roll};
use crate::domain::mailing::Kind;
use crate::domain::secret::random_id;

/// Who gets the mails of a mailing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Audience<'a> {
    /// Everybody on the roll.
    All,
    /// Who has no pass yet and wants reminders.
    WithoutPass,
    /// This voter.
    One(&'a str),
    /// Voters of an upload who are new on the roll.
    Staged(&'a str),
}

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

/// A mailing and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// Its id.
    pub(crate) mailing: String,
    /// See [`Kind`].
    pub(crate) kind: String,
    /// Which notice or reminder.
    pub(crate) occasion: i64,
    /// Mails that wait or are on their way.
    pub(crate) queued: i64,
    /// Mails that the server has taken.
    pub(crate) sent: i64,
    /// Mails that were given up.
    pub(crate) failed: i64,
}

/// What became of the mail to one voter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable)]
pub(crate) struct Delivery {
    /// Its mailing.
    pub(crate) mailing: String,
    /// See [`Kind`].
    pub(crate) kind: String,
    /// The entry on the roll.
    pub(crate) voter: String,
    /// As it stands on the roll.
    pub(crate) email: String,
    /// `queued`, `sending`, `sent` or `failed`.
    pub(crate) state: String,
    /// What the mail server said last.
    pub(crate) answer: Option<String>,
}

/// Makes the mailing of an occasion; none if it was made before. In a transaction.
pub(crate) fn create(
    conn: &mut DbConnection,
    poll: &str,
    kind: Kind,
    occasion: i64,
    now: i64,
) -> StoreResult<Option<String>> {
    if of_occasion(conn, poll, kind, occasion)?.is_some() {
        return Ok(None);
    }
    let id = random_id();
    diesel::insert_into(mailings::table)
        .values((
            mailings::id.eq(&id),
            mailings::poll.eq(poll),
            mailings::kind.eq(kind.as_str()),
            mailings::occasion.eq(occasion),
            mailings::asked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(Some(id))
}

/// The mailing of an occasion.
pub(crate) fn of_occasion(
    conn: &mut DbConnection,
    poll: &str,
    kind: Kind,
    occasion: i64,
) -> StoreResult<Option<String>> {
    Ok(mailings::table
        .filter(mailings::poll.eq(poll))
        .filter(mailings::kind.eq(kind.as_str()))
        .filter(mailings::occasion.eq(occasion))
        .select(mailings::id)
        .first(conn)
        .optional()?)
}

/// The newest mailing of a kind: its number, and when it was asked for.
pub(crate) fn newest(conn: &mut DbConnection, poll: &str, kind: Kind) -> StoreResult<Option<(i64, i64)>> {
    Ok(mailings::table
        .filter(mailings::poll.eq(poll))
        .filter(mailings::kind.eq(kind.as_str()))
        .order(mailings::occasion.desc())
        .select((mailings::occasion, mailings::asked_at))
        .first(conn)
        .optional()?)
}

/// Queues a mail of this mailing for everybody of the audience who has none yet: all in one statement, so that a roll
/// of a hundred thousand takes a second. Their number.
pub(crate) fn fill(
    conn: &mut DbConnection,
    mailing: &str,
    poll: &str,
    audience: Audience<'_>,
) -> StoreResult<usize> {
    use super::schema::staged_voters;
    let has_one = deliveries::table
        .filter(deliveries::mailing.eq(mailing.to_owned()))
        .filter(deliveries::voter.eq(roll::id));
    let mut voters = roll::table
        .filter(roll::poll.eq(poll.to_owned()))
        .filter(not(exists(has_one)))
        .select((
            mailing.to_owned().into_sql::<Text>(),
            roll::id,
            "queued".into_sql::<Text>(),
            0_i64.into_sql::<BigInt>(),
            0_i64.into_sql::<BigInt>(),
            0_i64.into_sql::<BigInt>(),
            None::<String>.into_sql::<Nullable<Text>>(),
        ))
        .into_boxed();
    match audience {
        Audience::All => {}
        Audience::One(voter) => voters = voters.filter(roll::id.eq(voter.to_owned())),
        Audience::WithoutPass => {
            let pass =
                issuances::table.filter(issuances::poll.eq(roll::poll)).filter(issuances::voter.eq(roll::id));
            voters = voters.filter(roll::no_reminders.eq(false)).filter(not(exists(pass)));
        }
        Audience::Staged(upload) => {
            let staged = staged_voters::table
                .filter(staged_voters::upload.eq(upload.to_owned()))
                .filter(staged_voters::id.eq(roll::id));
            voters = voters.filter(exists(staged));
        }
    }
    Ok(diesel::insert_into(deliveries::table)
        .values(voters)
        .into_columns((
            deliveries::mailing,
            deliveries::voter,
            deliveries::state,
            deliveries::attempts,
            deliveries::due_at,
            deliveries::round,
            deliveries::answer,
        ))
        .execute(conn)?)
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

/// Keeps no more than the day of mailings that were asked for before `then`.
pub(crate) fn keep_days(conn: &mut DbConnection, then: i64) -> StoreResult<()> {
    let day = diesel::dsl::sql::<BigInt>("asked_at - asked_at % 86400");
    diesel::update(mailings::table.filter(mailings::asked_at.lt(then)))
        .set(mailings::asked_at.eq(day))
        .execute(conn)?;
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

/// The mailings of a poll and how far each has come.
pub(crate) fn tallies(conn: &mut DbConnection, poll: &str) -> StoreResult<Vec<Tally>> {
    let all: Vec<(String, String, i64, i64, i64)> = mailings::table
        .filter(mailings::poll.eq(poll))
        .order((mailings::asked_at, mailings::kind, mailings::occasion))
        .select((mailings::id, mailings::kind, mailings::occasion, mailings::sent, mailings::failed))
        .load(conn)?;
    let mut tallies = Vec::with_capacity(all.len());
    for (mailing, kind, occasion, counted_sent, counted_failed) in all {
        let counts: Vec<(String, i64)> = deliveries::table
            .filter(deliveries::mailing.eq(&mailing))
            .group_by(deliveries::state)
            .select((deliveries::state, count_star()))
            .load(conn)?;
        let of = |states: &[&str]| {
            counts.iter().filter(|(state, _)| states.contains(&state.as_str())).map(|(_, n)| n).sum::<i64>()
        };
        let (sent, failed) = (of(&["sent"]) + counted_sent, of(&["failed"]) + counted_failed);
        let queued = of(&["queued", "sending"]);
        tallies.push(Tally { mailing, kind, occasion, queued, sent, failed });
    }
    Ok(tallies)
}

/// What became of the mails to these voters. Reminders are not among them: they went to those without a pass.
pub(crate) fn of_voters(conn: &mut DbConnection, voters: &[String]) -> StoreResult<Vec<Delivery>> {
    Ok(told().filter(deliveries::voter.eq_any(voters)).order(mailings::asked_at).load(conn)?)
}

/// Mails of a poll that were given up, at most `limit`. Reminders are not among them.
pub(crate) fn failed(conn: &mut DbConnection, poll: &str, limit: i64) -> StoreResult<Vec<Delivery>> {
    Ok(told()
        .filter(mailings::poll.eq(poll))
        .filter(deliveries::state.eq("failed"))
        .order(roll::email)
        .limit(limit)
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

/// Whether a mailing belongs to a poll, and of which kind it is.
pub(crate) fn kind_of(conn: &mut DbConnection, poll: &str, mailing: &str) -> StoreResult<Option<String>> {
    let one = mailings::table.find(mailing).filter(mailings::poll.eq(poll));
    Ok(one.select(mailings::kind).first(conn).optional()?)
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
    let columns: (
        deliveries::mailing,
        mailings::kind,
        deliveries::voter,
        roll::email,
        deliveries::state,
        deliveries::answer,
    ) = (
        deliveries::mailing,
        mailings::kind,
        deliveries::voter,
        roll::email,
        deliveries::state,
        deliveries::answer,
    );
    deliveries::table
        .inner_join(mailings::table)
        .inner_join(roll::table)
        .filter(mailings::kind.ne("reminder"))
        .select(columns)
}
