//! Casting, in the order of protocol section 8.

use std::sync::Arc;

use crypto::ballot::{BallotError, BallotMalformed};
use crypto::content::ContentError;
use crypto::encoding::BallotHash;
use crypto::note::Note;
use crypto::statement::{self, Promise, Refusal, Statement as _};
use crypto::time::UtcTime;
use web::{DbConnection, DbError};

use crate::append::{Accepted, AppendError, Appended};
use crate::ballot_box::BallotBox;
use crate::poll::Poll;
use crate::rollback::Sharing;
use crate::store;
use crate::verify::{UnverifiedBallot, VerifiedBallot};

/// A ballot that is in the box.
#[derive(Debug)]
pub struct Cast {
    /// The promise.
    pub promise: Note,
    /// Whether it was accepted by this very request.
    pub new: bool,
}

/// Why a ballot is not in the box. All but the last three are the voter's client's fault.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    /// Wrong length or version.
    #[error(transparent)]
    Malformed(BallotMalformed),
    /// Refused, with the signed refusal.
    #[error("{reason}")]
    Refused {
        /// Why.
        reason: Reason,
        /// The signed refusal.
        refusal: Note,
    },
    /// Too many ballots wait.
    #[error(transparent)]
    Append(AppendError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Why a well-shaped ballot is refused.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The pass is not of this poll.
    #[error("the voting pass was not issued for this poll")]
    TokenInvalid,
    /// The ballot is not signed by the pass's holder.
    #[error("the ballot was not signed by the holder of its voting pass")]
    SignatureInvalid,
    /// The content is not valid for this poll.
    #[error(transparent)]
    ContentInvalid(ContentError),
    /// Too early.
    #[error("voting opens at {0}")]
    NotOpen(UtcTime),
    /// Too late.
    #[error("voting is over")]
    Closed,
    /// Another ballot was accepted with the same pass.
    #[error("another ballot was accepted with this voting pass")]
    Spent {
        /// The promise of the ballot that was accepted.
        promise: Note,
    },
}

impl Reason {
    /// The error's name on the wire and in the signed refusal.
    pub fn name(&self) -> &'static str {
        match self {
            Self::TokenInvalid => "token-invalid",
            Self::SignatureInvalid => "signature-invalid",
            Self::ContentInvalid(_) => "content-invalid",
            Self::NotOpen(_) => "voting-not-open",
            Self::Closed => "voting-closed",
            Self::Spent { .. } => "token-spent",
        }
    }
}

impl BallotBox {
    /// Takes a ballot. `presented` is a promise that came with it: a ballot that this box once promised is accepted
    /// until the result is signed, even if the box lost it.
    ///
    /// The rule that the identical ballot gets its promise again comes before all checks but the shape. It needs no
    /// look-up of its own here: a ballot that was accepted passes the checks of pass, signature and content again, the
    /// writer recognises it, and where the window is shut it is looked for.
    pub async fn cast(
        &self,
        poll: &Arc<Poll>,
        bytes: Vec<u8>,
        presented: Option<&str>,
    ) -> Result<Cast, CastError> {
        let ballot = UnverifiedBallot::parse(bytes, poll.manifest()).map_err(CastError::Malformed)?;
        let hash = ballot.hash();
        // The whole request has arrived: this is the time that counts, however long the gate is shut.
        let at = self.clock().now();
        // Never looked at before the ballot holds: whoever has none may send any note.
        let promised = || presented.is_some_and(|note| self.has_promised(poll, hash, note));
        let over = poll.state().over;
        let (ballot, is_promised, admission) = if over {
            // Spares the ballot the gate, which is shut while the poll is being counted.
            let ballot = self.verify(poll, ballot)?;
            if !promised() {
                return self.accepted_before(poll, hash, Reason::Closed).await;
            }
            (ballot, true, poll.admit().await)
        } else {
            // No close comes between this and the commit.
            let admission = poll.admit().await;
            (self.verify(poll, ballot)?, promised(), admission)
        };
        if let Some(reason) = wrong_time(poll, at)
            && (poll.state().is_final() || !is_promised)
        {
            drop(admission);
            return self.accepted_before(poll, hash, reason).await;
        }
        match self.appender().append(poll, ballot, is_promised, admission).await.map_err(CastError::Append)? {
            Appended::New(accepted) => Ok(Cast { promise: accepted.promise(poll.key()), new: true }),
            Appended::Again(accepted) => Ok(Cast { promise: accepted.promise(poll.key()), new: false }),
            Appended::Spent(accepted) => {
                Err(self.refuse(poll, hash, Reason::Spent { promise: accepted.promise(poll.key()) }))
            }
            Appended::Moved => {
                self.publisher().refreshed(poll).await.map_err(|error| {
                    tracing::error!("poll {}: {error}", poll.id());
                    CastError::Append(AppendError::Failed)
                })?;
                match wrong_time(poll, at) {
                    Some(reason) if poll.state().is_final() || !is_promised => {
                        self.accepted_before(poll, hash, reason).await
                    }
                    // The same bytes get in when they are sent again.
                    _ => Err(CastError::Append(AppendError::Full)),
                }
            }
        }
    }

    /// On this very thread: 50 microseconds are less than handing the work to another would cost.
    fn verify(&self, poll: &Poll, ballot: UnverifiedBallot) -> Result<VerifiedBallot, CastError> {
        let hash = ballot.hash();
        ballot.verify(poll.manifest()).map_err(|error| {
            let reason = match error {
                BallotError::TokenInvalid => Reason::TokenInvalid,
                BallotError::SignatureInvalid => Reason::SignatureInvalid,
                BallotError::ContentInvalid(content) => Reason::ContentInvalid(content),
            };
            self.refuse(poll, hash, reason)
        })
    }

    fn has_promised(&self, poll: &Poll, hash: BallotHash, note: &str) -> bool {
        // What it must say is known before any signature is verified.
        let promise = Promise { poll: poll.id(), ballot: hash }.to_text();
        Note::parse(note)
            .is_ok_and(|note| note.text() == promise && note.verify(&poll.manifest().ballot_box.key).is_ok())
    }

    async fn accepted_before(
        &self,
        poll: &Arc<Poll>,
        hash: BallotHash,
        otherwise: Reason,
    ) -> Result<Cast, CastError> {
        let (asked, sharing) = (Arc::clone(poll), self.publisher().sharing());
        let found = self
            .db()
            .run(move |conn| {
                // Refused is only who is late by what all processes know.
                if sharing == Sharing::Replicas
                    && !asked.knows_end_of(&store::polls::standing(conn, asked.id()).map_err(DbError::from)?)
                {
                    return Err(CastError::Append(AppendError::Full));
                }
                let Some(accepted) = Accepted::found(conn, asked.id(), hash).map_err(DbError::from)? else {
                    return Ok(None);
                };
                // Read after the ballot was found: what is found before voting is over for good will be in the log.
                let (over, is_final) = {
                    let state = asked.state();
                    (state.over, state.is_final())
                };
                if !over {
                    record_promises(conn, &asked)?;
                } else if !is_logged(conn, &asked, hash)? {
                    // A server may commit a ballot after all was appended and counted. Nobody was promised it: it never was
                    // in. Before the result another step appends it.
                    return if is_final { Ok(None) } else { Err(CastError::Append(AppendError::Failed)) };
                }
                Ok::<_, CastError>(Some(accepted))
            })
            .await?;
        match found {
            Some(accepted) => Ok(Cast { promise: accepted.promise(poll.key()), new: false }),
            None => Err(self.refuse(poll, hash, otherwise)),
        }
    }

    fn refuse(&self, poll: &Poll, hash: BallotHash, reason: Reason) -> CastError {
        let refusal = Refusal { poll: poll.id(), ballot: hash, reason: reason.name().to_owned() };
        CastError::Refused { reason, refusal: statement::sign(&refusal, poll.key()) }
    }
}

/// Why a ballot that arrived at `at` is too early or too late.
fn wrong_time(poll: &Poll, at: UtcTime) -> Option<Reason> {
    let (state, opens) = (poll.state(), poll.manifest().voting_opens);
    if state.over || state.is_final() || at >= state.voting_closes(poll.manifest()) {
        Some(Reason::Closed)
    } else {
        (at < opens).then_some(Reason::NotOpen(opens))
    }
}

/// Whether the ballot is in the published log. A promise of one that is needs no record of its own: the checkpoint has one.
fn is_logged(conn: &mut DbConnection, poll: &Poll, hash: BallotHash) -> Result<bool, DbError> {
    let index = store::log::index_of(conn, poll.id(), hash)?;
    Ok(index.is_some_and(|index| index < poll.log().size()))
}

/// Makes sure that the record counts every ballot in the database: its first promise may have stayed back because the
/// record could not be written, or because nobody knew whether the ballot was stored.
fn record_promises(conn: &mut DbConnection, poll: &Poll) -> Result<(), CastError> {
    let promises = match poll.is_counted() {
        true => poll.accepted(),
        false => poll.accepted_by(store::stored::stored(conn, poll.id()).map_err(DbError::from)?),
    };
    poll.rollback().advance_promises(promises).map_err(|error| {
        tracing::error!("poll {}: promises could not be recorded: {error}", poll.id());
        CastError::Append(AppendError::Failed)
    })
}
