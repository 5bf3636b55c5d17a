//! What a registrar says about a running poll: notices that move or end it, and how many passes it issued
//! (protocol sections 3, 8 and 9).

use std::sync::Arc;

use crypto::log::entry::Entry;
use crypto::note::Note;
use crypto::statement::{Issuance, Notice, NoticeKind, OpenError, Statement};
use crypto::time::UtcTime;
use web::DbError;

use crate::accept::Taken;
use crate::ballot_box::BallotBox;
use crate::poll::{Poll, State};
use crate::publish::{Draw, PublishError};
use crate::store;

/// Why a notice or an issuance statement is not taken. All but the last two are the registrar's fault.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// Not a statement signed by the poll's registrar.
    #[error("{0}")]
    Invalid(OpenError),
    /// About another poll.
    #[error("the statement is about another poll")]
    OtherPoll,
    /// Another one holds the place.
    #[error("another statement holds this place; two of them convict the registrar")]
    Conflict {
        /// The note that is held.
        held: String,
    },
    /// Its number leaves a gap.
    #[error("the next notice has seq {expected}, not {found}")]
    Gap {
        /// The next number.
        expected: u64,
        /// The number given.
        found: u64,
    },
    /// The time it names does not fit its kind.
    #[error("{0}")]
    Time(String),
    /// It came after the close.
    #[error("voting is over; notices count only before the close")]
    Late,
    /// Database or state directory failed.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The work was torn down.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl BallotBox {
    /// Takes a notice. While it is appended no ballot is let in, so that each ballot is judged by one end of voting.
    pub async fn notice(
        self: &Arc<Self>,
        poll: &Arc<Poll>,
        note: &str,
    ) -> Result<Taken<String>, NoticeError> {
        let (notice, posted) = read::<Notice>(note)?;
        if notice.poll != poll.id() {
            return Err(NoticeError::OtherPoll);
        }
        let held = |poll: &Poll| held(&poll.state(), notice.seq);
        // Notices are public, so anyone may send one again: that must not keep ballots out. What is shown is durable.
        if let Some(held) = repeated(held(poll), &posted) {
            return Ok(held);
        }
        let signed = signed(poll, &posted)?;
        conflict(held(poll))?;
        // It has arrived: that counts, however many ballots are on their way.
        let now = self.clock().now();
        let gate = poll.shut_gate().await;
        // An earlier attempt may have ended in doubt, and other processes may have taken statements: that decides.
        self.publisher().refreshed(poll).await?;
        if let Some(held) = repeated(held(poll), &posted) {
            return Ok(held);
        }
        conflict(held(poll))?;
        check(poll, &notice, now)?;

        let (this, poll) = (Arc::clone(self), Arc::clone(poll));
        blocking(move || {
            let note = signed.to_string();
            let cancel = notice.kind == NoticeKind::Cancel;
            // A cancelled poll's log is published to the end: what waits is appended together with the notice.
            let draw = if cancel { Draw::All } else { Draw::None };
            let (id, seq) = (poll.id(), notice.seq);
            this.publisher().publish(
                &poll,
                &[Entry::notice(signed.text())],
                draw,
                |conn| store::statements::insert_notice(conn, id, seq, &note),
                |state| {
                    state.notices.push((notice, note.clone()));
                    state.over |= cancel;
                },
            )?;
            drop(gate);
            tracing::info!("poll {id}: notice {seq} taken");
            Ok(Taken { held: note, new: true })
        })
        .await
    }

    /// Takes the statement of how many passes were issued, at any time; after the result it leads to a new one.
    pub async fn issuance(
        self: &Arc<Self>,
        poll: &Arc<Poll>,
        note: &str,
    ) -> Result<Taken<String>, NoticeError> {
        let (issuance, posted) = read::<Issuance>(note)?;
        if issuance.poll != poll.id() {
            return Err(NoticeError::OtherPoll);
        }
        let held = |poll: &Poll| poll.state().issuance.clone();
        // As public as a notice.
        if let Some(held) = repeated(held(poll), &posted) {
            return Ok(held);
        }
        let signed = signed(poll, &posted)?;
        conflict(held(poll))?;
        let gate = poll.shut_gate().await;
        // An earlier attempt may have ended in doubt, and other processes may have taken statements: that decides.
        self.publisher().refreshed(poll).await?;
        if let Some(held) = repeated(held(poll), &posted) {
            return Ok(held);
        }
        conflict(held(poll))?;
        let (this, poll) = (Arc::clone(self), Arc::clone(poll));
        blocking(move || {
            let (note, id) = (signed.to_string(), poll.id());
            this.publisher().publish(
                &poll,
                &[Entry::issuance(signed.text())],
                Draw::None,
                |conn| store::statements::insert_issuance(conn, id, &note),
                |state| state.issuance = Some(note.clone()),
            )?;
            // Where a result was signed without it, the next step of the clock signs another if this one fails.
            if let Err(error) = this.settle(&poll) {
                error.note(&poll);
                tracing::error!("poll {id}: {error}");
            }
            drop(gate);
            tracing::info!("poll {id}: issuance statement taken");
            Ok(Taken { held: note, new: true })
        })
        .await
    }
}

/// What a note says; its signatures are not verified.
fn read<S: Statement>(note: &str) -> Result<(S, Note), NoticeError> {
    let note = Note::parse(note).map_err(|error| NoticeError::Invalid(error.into()))?;
    let statement = S::parse(note.text()).map_err(|error| NoticeError::Invalid(error.into()))?;
    Ok((statement, note))
}

/// The note with the registrar's signature alone: foreign lines are neither kept nor shown.
fn signed(poll: &Poll, posted: &Note) -> Result<Note, NoticeError> {
    posted.only(&poll.manifest().registrar.key).map_err(|error| NoticeError::Invalid(error.into()))
}

fn held(state: &State, seq: u64) -> Option<String> {
    state.notices.iter().find(|(notice, _)| notice.seq == seq).map(|(_, note)| note.clone())
}

/// The note that is held, if it says the same. It was verified when it came, and is all that the answer tells.
fn repeated(held: Option<String>, posted: &Note) -> Option<Taken<String>> {
    let same = |held: &String| Note::parse(held).is_ok_and(|held| held.text() == posted.text());
    held.filter(same).map(|held| Taken { held, new: false })
}

fn conflict(held: Option<String>) -> Result<(), NoticeError> {
    held.map_or(Ok(()), |held| Err(NoticeError::Conflict { held }))
}

/// The rules of protocol section 9, `now` being when the notice arrived.
fn check(poll: &Poll, notice: &Notice, now: UtcTime) -> Result<(), NoticeError> {
    let state = poll.state();
    let expected = state.notices.len() as u64 + 1;
    if notice.seq != expected {
        return Err(NoticeError::Gap { expected, found: notice.seq });
    }
    let current = state.voting_closes(poll.manifest());
    if state.over || state.is_final() || now >= current {
        return Err(NoticeError::Late);
    }
    let Some(closes) = notice.voting_closes else { return Ok(()) };
    let time = |reason: String| Err(NoticeError::Time(reason));
    match notice.kind {
        NoticeKind::Extend if closes <= current => {
            time(format!("an extension must close later than the present close, {current}"))
        }
        NoticeKind::Close if closes >= current => {
            time(format!("an early close must be before the present close, {current}"))
        }
        NoticeKind::Close if !poll.manifest().test && closes < now.plus(NOTICE_PERIOD) => time(format!(
            "voting must stay open for at least an hour more, until {}",
            now.plus(NOTICE_PERIOD)
        )),
        _ => Ok(()),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NoticeError> + Send + 'static,
) -> Result<T, NoticeError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(NoticeError::Db(DbError::Panicked)))
}

/// Seconds for which voting stays open after an early close was announced.
const NOTICE_PERIOD: i64 = 3600;
