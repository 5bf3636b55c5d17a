//! Statements on their way to the ballot box: sent until they have arrived, in the order of their numbers.

use crypto::note::Note;
use crypto::statement::{self, Notice, NoticeKind};

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
                postpone(registrar, &dispatch, now)?;
            }
            Ok(Answer::Refused(reason)) => {
                tracing::error!(
                    "poll {poll}: the ballot box refuses {} {}: {reason}",
                    dispatch.kind,
                    dispatch.seq
                );
                registrar
                    .db
                    .run_here(|conn| dispatches::settle(conn, &dispatch, "refused", Some(&reason)))?;
            }
            Err(error) => {
                tracing::warn!("poll {poll}: {} {} waits: {error}", dispatch.kind, dispatch.seq);
                postpone(registrar, &dispatch, now)?;
            }
        }
    }
    Ok(arrived)
}

/// A notice that has arrived counts: the registrar's own clockwork follows it.
fn settle(registrar: &Registrar, dispatch: &Dispatch) -> StoreResult<()> {
    registrar.db.write_here(|conn| {
        dispatches::settle(conn, dispatch, "delivered", None)?;
        reached("arrival noted");
        if dispatch.kind != dispatches::NOTICE {
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

fn postpone(registrar: &Registrar, dispatch: &Dispatch, now: i64) -> StoreResult<()> {
    let due_at = now + (2_i64 << dispatch.attempts.clamp(0, 8)).min(300);
    registrar.db.run_here(|conn| dispatches::postpone(conn, dispatch, due_at))
}

/// The ballot box echoes the note, with signatures of its own perhaps.
fn is_same(echo: &str, sent: &str) -> bool {
    match (Note::parse(echo), Note::parse(sent)) {
        (Ok(echo), Ok(sent)) => echo.text() == sent.text(),
        _ => false,
    }
}
