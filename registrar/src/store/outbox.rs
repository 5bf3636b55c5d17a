//! Mails to be sent.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{deliveries, mailings, outbox, outbox_lost};
use crate::domain::letter::Letter;
use crate::domain::mail::{Mail, Words};
use crate::domain::secret::random_id;

/// Queues a mail, in the transaction of what it tells about.
pub(crate) fn insert(conn: &mut DbConnection, mail: &Mail) -> StoreResult<()> {
    insert_all(conn, std::iter::once(mail))
}

/// The same with several, on PostgreSQL in one statement.
pub(crate) fn insert_all<'a>(
    conn: &mut DbConnection,
    mut mails: impl Iterator<Item = &'a Mail>,
) -> StoreResult<()> {
    let insert = diesel::insert_into(outbox::table);
    match conn {
        DbConnection::Sqlite(conn) => {
            mails.try_for_each(|mail| insert.values(Row::of(mail)).execute(conn).map(drop))?;
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            insert.values(mails.map(Row::of).collect::<Vec<_>>()).execute(conn)?;
        }
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct Row<'a> {
    id: String,
    kind: &'a str,
    recipient: &'a str,
    subject: &'a str,
    body: &'a str,
    html: Option<&'a str>,
    poll: Option<&'a str>,
    attempts: i64,
    due_at: i64,
}

impl<'a> Row<'a> {
    fn of(mail: &'a Mail) -> Self {
        let (subject, body, html, poll) = match &mail.words {
            Words::Own(Letter { subject, text, html }) => {
                (subject.as_str(), text.as_str(), html.as_deref(), None)
            }
            Words::OfPass(draft) => ("", "", None, Some(draft.as_str())),
        };
        let (kind, recipient) = (mail.kind, mail.recipient.as_str());
        Self { id: random_id(), kind, recipient, subject, body, html, poll, attempts: 0, due_at: 0 }
    }
}

/// A mail that is due.
#[derive(Debug)]
pub(crate) struct Due {
    /// Names the mail, also towards the mail server.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) kind: String,
    /// To whom.
    pub(crate) recipient: String,
    /// What is in it.
    pub(crate) words: Words,
    /// Attempts so far.
    pub(crate) attempts: i64,
}

/// Mails that are due at `now`, at most `limit`.
pub(crate) fn due(conn: &mut DbConnection, now: i64, limit: i64) -> StoreResult<Vec<Due>> {
    type Found = (String, String, String, (String, String, Option<String>), Option<String>, i64);
    let found: Vec<Found> = outbox::table
        .filter(outbox::due_at.le(now))
        .order(outbox::due_at)
        .limit(limit)
        .select((
            outbox::id,
            outbox::kind,
            outbox::recipient,
            (outbox::subject, outbox::body, outbox::html),
            outbox::poll,
            outbox::attempts,
        ))
        .load(conn)?;
    let due = |(id, kind, recipient, (subject, text, html), poll, attempts): Found| {
        let words = poll.map_or(Words::Own(Letter { subject, text, html }), Words::OfPass);
        Due { id, kind, recipient, words, attempts }
    };
    Ok(found.into_iter().map(due).collect())
}

/// How many mails there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Queue {
    /// To be sent.
    pub(crate) waiting: i64,
    /// Given up.
    pub(crate) failed: i64,
}

/// How many mails wait and how many were given up.
pub(crate) fn queue(conn: &mut DbConnection) -> StoreResult<Queue> {
    let waiting: i64 = outbox::table.count().get_result(conn)?;
    let given_up: Vec<i64> = outbox_lost::table.select(outbox_lost::mails).load(conn)?;
    let reminders: Vec<i64> =
        mailings::table.select(mailings::failed).filter(mailings::failed.gt(0)).load(conn)?;
    let counted: i64 = given_up.iter().chain(&reminders).sum();
    let in_state = |states: &'static [&'static str]| {
        deliveries::table.filter(deliveries::state.eq_any(states.iter().copied())).count()
    };
    let to_voters: i64 = in_state(&["queued", "sending"]).get_result(conn)?;
    let lost: i64 = in_state(&["failed"]).get_result(conn)?;
    Ok(Queue { waiting: waiting + to_voters, failed: counted + lost })
}

/// The kinds of mails that wait for an address.
pub(crate) fn waiting(conn: &mut DbConnection, email: &str) -> StoreResult<Vec<String>> {
    let mails = outbox::table.filter(outbox::recipient.eq(email)).order(outbox::kind);
    Ok(mails.select(outbox::kind).load(conn)?)
}

/// How many mails were to be tried again before `late` and were not. Of those that were never tried, which are due at 0, it reads
/// none.
pub(crate) fn overdue(conn: &mut DbConnection, late: i64) -> StoreResult<i64> {
    let own: i64 = outbox::table
        .filter(outbox::attempts.gt(0))
        .filter(outbox::due_at.gt(0))
        .filter(outbox::due_at.lt(late))
        .count()
        .get_result(conn)?;
    let to_voters: i64 = deliveries::table
        .filter(deliveries::state.eq("queued"))
        .filter(deliveries::attempts.gt(0))
        .filter(deliveries::due_at.gt(0))
        .filter(deliveries::due_at.lt(late))
        .count()
        .get_result(conn)?;
    Ok(own + to_voters)
}

/// The mails have gone.
pub(crate) fn delete(conn: &mut DbConnection, ids: &[&str]) -> StoreResult<()> {
    diesel::delete(outbox::table.filter(outbox::id.eq_any(ids))).execute(conn)?;
    Ok(())
}

/// The mail has not gone: try again at `due_at`.
pub(crate) fn postpone(conn: &mut DbConnection, id: &str, due_at: i64) -> StoreResult<()> {
    diesel::update(outbox::table.find(id))
        .set((outbox::attempts.eq(outbox::attempts + 1), outbox::due_at.eq(due_at)))
        .execute(conn)?;
    Ok(())
}

/// The mail is given up: it is only counted. Its row would tell who was to read of a pass, and since when.
pub(crate) fn give_up(conn: &mut DbConnection, id: &str, kind: &str) -> StoreResult<()> {
    delete(conn, &[id])?;
    let counted = diesel::update(outbox_lost::table.find(kind))
        .set(outbox_lost::mails.eq(outbox_lost::mails + 1))
        .execute(conn)?;
    if counted == 0 {
        diesel::insert_into(outbox_lost::table)
            .values((outbox_lost::kind.eq(kind), outbox_lost::mails.eq(1)))
            .execute(conn)?;
    }
    Ok(())
}
