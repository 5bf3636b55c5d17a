//! Sending the mails of mailings, each with a state of its own.
//!
//! ```text
//! queued --(claimed, committed)--> sending --(the server took it)-----> sent
//!    ^                                |------(it never will)----------> failed
//!    +--(later, or after a crash)-----+
//! ```
//!
//! They go in rounds, as many at a time as there are connections to the mail server. A mail is `sending` in the database
//! before its first byte leaves, and settled in the transaction that claims the next round. So a crash leaves at most one
//! round of mails of which nobody knows whether the server has them: these are sent again under the same Message-IDs, by
//! which mailboxes can tell that they are the same. SMTP has no better answer (RFC 1047).
//!
//! Reminders that are sent or given up are only counted: their list would tell who had no pass at that time.

use super::mailing::Kind;
use super::postman::{self, Parcel, SendError};
use super::voter_mail::{self, ComposeError, Written};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::deliveries::Due;

/// Sends what is due; the number of mails that went. Called by the one mail worker.
pub(crate) fn deliver_due(registrar: &Registrar) -> StoreResult<usize> {
    let now = registrar.clock.now().unix();
    if registrar.stop.is_asked() || registrar.pace.allowance(now) == 0 {
        return Ok(0);
    }
    let due = registrar.db.write_here(|conn| {
        store::deliveries::take_up(conn)?;
        store::deliveries::due(conn, now, BATCH)
    })?;
    let mut due = due.into_iter();
    let (mut gone, mut settled) = (0, Vec::new());
    loop {
        registrar.heartbeats.beat();
        // When the service ends, no round begins, and the last one is settled: no mail is left of which nobody knows.
        let ends = registrar.stop.is_asked();
        let allowed = if ends { 0 } else { registrar.pace.allowance(registrar.clock.now().unix()) };
        let round: Vec<Due> = due.by_ref().take(allowed.min(registrar.connections)).collect();
        let claimed = registrar.db.write_here(|conn| -> StoreResult<_> {
            settle(conn, &settled)?;
            let claims = round
                .into_iter()
                .map(|mail| Ok(claim(conn, registrar, &mail)?.map(|written| (mail, written))));
            Ok(claims.collect::<StoreResult<Vec<_>>>()?.into_iter().flatten().collect::<Vec<_>>())
        })?;
        settled.clear();
        if allowed == 0 || due.len() == 0 && claimed.is_empty() {
            return Ok(gone);
        }
        // From here the server may have the mails.
        let parcels: Vec<Parcel<'_>> = claimed.iter().map(|(mail, written)| parcel(mail, written)).collect();
        let outcomes = postman::send_all(registrar, &parcels);
        gone += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let now = registrar.clock.now().unix();
        settled.extend(
            claimed.into_iter().zip(outcomes).map(|((mail, _), outcome)| Settled::of(mail, outcome, now)),
        );
    }
}

fn parcel<'a>(mail: &'a Due, written: &'a Written) -> Parcel<'a> {
    Parcel {
        id: &written.id,
        kind: &mail.kind,
        recipient: &mail.email,
        letter: &written.letter,
        unsubscribe: written.unsubscribe.as_deref(),
    }
}

/// What became of a mail.
struct Settled {
    mail: Due,
    state: &'static str,
    due_at: i64,
    answer: Option<String>,
}

impl Settled {
    fn of(mail: Due, outcome: Result<(), SendError>, now: i64) -> Self {
        let (state, due_at, answer) = match outcome {
            Ok(()) => ("sent", 0, None),
            Err(error @ (SendError::Later(_) | SendError::Outage(_)))
                if mail.attempts + 1 < MOST_ATTEMPTS =>
            {
                tracing::warn!("a {} mail will be tried again: {}", mail.kind, error.sort());
                ("queued", now + back_off(mail.attempts), Some(error.to_string()))
            }
            Err(error) => {
                tracing::warn!("a {} mail is given up: {}", mail.kind, error.sort());
                ("failed", 0, Some(error.to_string()))
            }
        };
        Self { mail, state, due_at, answer }
    }
}

fn settle(conn: &mut web::DbConnection, settled: &[Settled]) -> StoreResult<()> {
    settled.iter().try_for_each(|Settled { mail, state, due_at, answer }| {
        if *state != "queued" && mail.kind == Kind::Reminder.as_str() {
            store::deliveries::count_off(conn, mail, *state == "sent")
        } else {
            store::deliveries::settle(conn, mail, state, *due_at, answer.as_deref())
        }
    })
}

/// Marks a mail as on its way and writes it; none if it is not wanted any more.
fn claim(conn: &mut web::DbConnection, registrar: &Registrar, mail: &Due) -> StoreResult<Option<Written>> {
    if !store::deliveries::claim(conn, mail)? {
        return Ok(None);
    }
    match voter_mail::compose(conn, registrar, mail) {
        Ok(Some(written)) => Ok(Some(written)),
        Ok(None) => {
            store::deliveries::withdraw(conn, mail)?;
            Ok(None)
        }
        Err(ComposeError::Store(error)) => Err(error),
        Err(ComposeError::Broken(words)) => {
            tracing::error!("a {} mail cannot be written: {words}", mail.kind);
            let answer = Some("the mail could not be written".to_owned());
            settle(conn, &[Settled { mail: mail.clone(), state: "failed", due_at: 0, answer }])?;
            Ok(None)
        }
    }
}

/// Seconds until the next attempt: a quarter of a minute, doubled each time, at most an hour.
pub(super) fn back_off(attempts: i64) -> i64 {
    (15_i64 << attempts.clamp(0, 8)).min(3600)
}

/// Mails read at a time.
const BATCH: i64 = 100;
/// After some two days of attempts a mail is given up.
pub(super) const MOST_ATTEMPTS: i64 = 60;
