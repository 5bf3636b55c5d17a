//! Statements on their way to the ballot box: sent until they have arrived, in the order of their numbers.

use crypto::note::Note;
use crypto::statement::{self, Notice, NoticeKind};
use crypto::time::UtcTime;
use serde::Serialize;
use serde_json::json;

use super::audit::{self, Action, Actor, Event};
use super::ballot_box::Answer;
use super::mailing;
use super::steps::reached;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::dispatches::{self, Dispatch};

/// Sends what is due; the number of statements that arrived. Blocks. Called by the one clerk.
pub(crate) fn deliver_due(registrar: &Registrar) -> StoreResult<usize> {
    let now = registrar.clock.now().unix();
    let mut arrived = 0;
    for dispatch in registrar.db.run_here(|conn| dispatches::due(conn, now))? {
        let Some(poll) = dispatch.poll.clone() else { continue };
        let path = if dispatch.kind == dispatches::NOTICE { "notices" } else { "issuance" };
        match registrar.ballot_box.send(&poll, path, &dispatch.note) {
            Ok(Answer::Accepted(echo)) if is_same(&echo, &dispatch.note) => {
                reached("statement taken");
                settle(registrar, &dispatch)?;
                reached("statement settled");
                registrar.wake_mail();
                tracing::info!("poll {poll}: {} {} has arrived", dispatch.kind, dispatch.seq);
                arrived += 1;
            }
            Ok(Answer::Accepted(_)) => {
                tracing::error!(
                    "poll {poll}: the ballot box confirms another {} than was sent",
                    dispatch.kind
                );
                postpone(registrar, &dispatch, now, "it confirms another statement than was sent")?;
            }
            Ok(Answer::Refused(reason)) => {
                tracing::error!(
                    "poll {poll}: the ballot box refuses {} {}: {reason}",
                    dispatch.kind,
                    dispatch.seq
                );
                registrar.db.run_here(|conn| dispatches::refuse(conn, &dispatch, &reason))?;
            }
            Err(error) => {
                tracing::warn!("poll {poll}: {} {} waits: {error}", dispatch.kind, dispatch.seq);
                postpone(registrar, &dispatch, now, &error.to_string())?;
            }
        }
    }
    Ok(arrived)
}

/// How far a statement has come, as its organisers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Progress {
    /// `notice` or `issuance`.
    pub(crate) kind: String,
    /// The number of a notice; 0 for the issuance statement.
    pub(crate) seq: i64,
    /// `queued`, `delivered` or `refused`.
    pub(crate) state: String,
    /// Attempts that came to nothing.
    pub(crate) attempts: i64,
    /// When it is tried next, while it is queued.
    pub(crate) next_try: Option<UtcTime>,
    /// What came of the last attempt: the ballot box's words, or why it could not be reached.
    pub(crate) answer: Option<String>,
}

impl Progress {
    /// At this time.
    pub(crate) fn of(dispatch: &Dispatch, now: UtcTime) -> Self {
        let queued = dispatch.state == "queued";
        Self {
            kind: dispatch.kind.clone(),
            seq: dispatch.seq,
            state: dispatch.state.clone(),
            attempts: dispatch.attempts,
            next_try: queued.then(|| UtcTime::from_unix(dispatch.due_at).max(now)),
            answer: dispatch.answer.clone(),
        }
    }
}

/// Tries at once what has not arrived about the poll of this draft, also what was refused; how many statements that are.
/// Their bytes stay the same. Blocks.
pub(crate) fn try_now(registrar: &Registrar, draft: &str, actor: &Actor) -> StoreResult<usize> {
    let hurried = registrar.db.write_here(|conn| -> StoreResult<usize> {
        let hurried = dispatches::hurry(conn, draft)?;
        if hurried > 0 {
            let event = Event::new(actor.clone(), Action::StatementRetry, audit::draft(draft))
                .after(json!({ "statements": hurried }));
            store::audit::append(conn, registrar.clock.now(), &event)?;
        }
        Ok(hurried)
    })?;
    registrar.wake_dispatch();
    Ok(hurried)
}

/// A notice that has arrived counts: the registrar's own clockwork follows it.
fn settle(registrar: &Registrar, dispatch: &Dispatch) -> StoreResult<()> {
    registrar.db.write_here(|conn| {
        let news = dispatches::settle(conn, dispatch)?;
        reached("arrival noted");
        if !news || dispatch.kind != dispatches::NOTICE {
            return Ok(());
        }
        let now = registrar.clock.now().unix();
        mailing::announce(conn, &dispatch.draft, mailing::Kind::Notice, dispatch.seq, now)?;
        reached("voters told");
        match statement::open::<Notice>(&dispatch.note, registrar.key.verifier()) {
            Ok((Notice { kind: NoticeKind::Cancel, .. }, _)) => store::polls::cancel(conn, &dispatch.draft),
            Ok((Notice { voting_closes: Some(closes), .. }, _)) => {
                store::polls::set_voting_closes(conn, &dispatch.draft, closes.unix())
            }
            _ => Ok(()),
        }
    })
}

/// Waits 2, 4, 8 seconds and so on, five minutes at most.
fn postpone(registrar: &Registrar, dispatch: &Dispatch, now: i64, reason: &str) -> StoreResult<()> {
    let due_at = now + (2_i64 << dispatch.attempts.clamp(0, 8)).min(300);
    registrar.db.run_here(|conn| dispatches::postpone(conn, dispatch, due_at, reason))
}

/// The ballot box echoes the note, with signatures of its own perhaps.
fn is_same(echo: &str, sent: &str) -> bool {
    match (Note::parse(echo), Note::parse(sent)) {
        (Ok(echo), Ok(sent)) => echo.text() == sent.text(),
        _ => false,
    }
}
