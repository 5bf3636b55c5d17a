//! Mailings to the voters of a poll; the mail to each is a delivery.

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use serde::Serialize;
use web::DbConnection;

use super::StoreResult;
use super::schema::{deliveries, issuances, mailings, roll};
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

/// Keeps no more than the day of mailings that were asked for before `then`.
pub(crate) fn keep_days(conn: &mut DbConnection, then: i64) -> StoreResult<()> {
    let day = diesel::dsl::sql::<BigInt>("asked_at - asked_at % 86400");
    diesel::update(mailings::table.filter(mailings::asked_at.lt(then)))
        .set(mailings::asked_at.eq(day))
        .execute(conn)?;
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

/// Whether a mailing belongs to a poll, and of which kind it is.
pub(crate) fn kind_of(conn: &mut DbConnection, poll: &str, mailing: &str) -> StoreResult<Option<String>> {
    let one = mailings::table.find(mailing).filter(mailings::poll.eq(poll));
    Ok(one.select(mailings::kind).first(conn).optional()?)
}
