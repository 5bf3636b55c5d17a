//! The close: what waits is appended, the last checkpoint signed, the ballots counted, the result signed
//! (protocol section 9). And the clock that leads there.

use std::collections::BTreeSet;
use std::sync::Arc;

use crypto::note::Note;
use crypto::statement::{self, Issuance, Outcome, Statement as _};
use crypto::time::UtcTime;
use diesel::Connection as _;
use tokio::task::JoinSet;
use web::DbError;

use crate::ballot_box::BallotBox;
use crate::poll::{Phase, Poll};
use crate::publish::{Draw, PublishError};
use crate::rollback::Sharing;
use crate::steps::reached;
use crate::store;
use crate::witnesses::is_quorate;

impl BallotBox {
    /// One step of the clock: closes what is due, and on the minute mixes what is open. `mix` says whether it is the
    /// minute. What ended in doubt is read anew. Each poll's work is a task of its own, so that a long count holds no
    /// other poll up; a poll that is still at work is left alone. Failures are logged and tried again at the next step.
    pub fn tick(self: &Arc<Self>, mix: bool) -> JoinSet<()> {
        let now = self.clock().now();
        let shared = self.publisher().sharing() == Sharing::Replicas;
        let mut tasks = JoinSet::new();
        if shared {
            let this = Arc::clone(self);
            tasks.spawn(async move {
                if let Err(error) = this.look_for_polls().await {
                    tracing::error!("the list of polls: {error}");
                }
            });
        }
        for poll in self.polls() {
            let damaged = poll.damage().is_some();
            let due = match poll.phase(now) {
                // Somebody has to put it right. It is tried, and told, once a minute.
                _ if damaged && !mix => continue,
                Phase::Closed => Due::Close,
                Phase::Counted if lacks_issued(&poll) => Due::Close,
                // Tells whether all that waits is whole by now.
                Phase::Voting if damaged => Due::Mix,
                // Another process may have mixed on this very minute, a moment ago.
                Phase::Voting if shared && mix && !poll.is_mixed() => Due::Mix,
                Phase::Voting if !shared && mix && !poll.pool().is_empty() => Due::Mix,
                _ if damaged || poll.is_in_doubt() => Due::Refresh,
                // What is over changes by a late issuance statement alone.
                _ if shared && (mix || !poll.state().is_final()) => Due::Refresh,
                _ => continue,
            };
            let Some(work) = poll.begin_work() else { continue };
            let (this, worked_on) = (Arc::clone(self), Arc::clone(&poll));
            tasks.spawn(async move {
                let done = match due {
                    Due::Close => this.close(worked_on).await,
                    Due::Mix => {
                        let mix = move || this.publisher().publish_ballots(&worked_on, Draw::Mix);
                        blocking(mix).await.map(drop)
                    }
                    Due::Refresh => blocking(move || this.publisher().refresh(&worked_on)).await,
                };
                match done {
                    // Memory is level with the database again, and no ballot waits.
                    Ok(()) if damaged && due == Due::Refresh => poll.set_damage(None),
                    // Another process did it, or will be seen to have done it at the next step.
                    Ok(()) | Err(PublishError::Behind) => {}
                    Err(error) => {
                        error.note(&poll);
                        tracing::error!("poll {}: {error}", poll.id());
                    }
                }
                drop(work);
            });
        }
        if mix {
            let this = Arc::clone(self);
            tasks.spawn_blocking(move || {
                if let Err(error) = this.forget_arrival() {
                    tracing::error!("the order of arrival could not be erased; it is tried again: {error}");
                }
            });
        }
        tasks
    }

    /// Makes the database forget in which order the ballots of polls came that are over. It is tried on each minute until
    /// it is done, and the result does not wait for it: a full disk may be in the way. Rewriting holds up all other writes,
    /// so while any poll is being voted in it waits, but for a day at most. Blocks.
    fn forget_arrival(&self) -> Result<(), DbError> {
        // One at a time; that of the last minute may still be at it.
        let Some(_turn) = self.begin_forgetting() else { return Ok(()) };
        // And one process at a time.
        let turn = self.guard().try_turn("forgetting").unwrap_or_else(|error| {
            tracing::error!("state_dir: {error}");
            None
        });
        if turn.is_none() {
            return Ok(());
        }
        let (now, polls) = (self.clock().now(), self.polls());
        self.db().alone_here(|conn| {
            let forgotten: BTreeSet<_> = store::arrival::forgotten(conn)?.into_iter().collect();
            let over: Vec<_> = polls
                .iter()
                .filter(|poll| poll.state().is_final() && !forgotten.contains(&poll.id()))
                .collect();
            let voting = polls.iter().any(|poll| poll.phase(now) == Phase::Voting);
            let waited_long = |poll: &&Arc<Poll>| now >= poll.state().ended(poll.manifest()).plus(PUT_OFF);
            if over.is_empty() || (voting && !over.iter().any(waited_long)) {
                return Ok(());
            }
            let ids: Vec<_> = over.iter().map(|poll| poll.id()).collect();
            match store::arrival::forget(conn, &ids)? {
                true => tracing::info!("the order of arrival is erased of {} polls", over.len()),
                false => tracing::warn!("the order of arrival is not erased: the database was being read"),
            }
            Ok(())
        })
    }

    /// Closes a poll whose time is over and signs its result. Waits for the ballots that are on their way; those that
    /// arrive later find voting over.
    pub async fn close(self: &Arc<Self>, poll: Arc<Poll>) -> Result<(), PublishError> {
        let gate = poll.shut_gate().await;
        // A notice that arrived before the gate was shut may have moved the close.
        if !may_close(&poll, self.clock().now()) {
            return Ok(());
        }
        let this = Arc::clone(self);
        blocking(move || {
            let outcome = this.close_shut(&poll);
            drop(gate);
            poll.announce();
            outcome
        })
        .await
    }

    /// The same while the gate is shut. Blocks.
    pub(crate) fn close_shut(&self, poll: &Arc<Poll>) -> Result<(), PublishError> {
        self.publisher().refresh(poll)?;
        // A notice that another process took may have moved the close.
        if !may_close(poll, self.clock().now()) {
            return Ok(());
        }
        self.end(poll)?;
        reached("voting ended");
        self.settle(poll)
    }

    /// Ends voting for good: from here no process lets a ballot in, and what was let in is in the database.
    fn end(&self, poll: &Poll) -> Result<(), PublishError> {
        let id = poll.id();
        self.db().alone_here(|conn| {
            conn.transaction(|conn| {
                store::turns::shut(conn, id)?;
                // One that came since.
                if store::polls::standing(conn, id)?.notices != poll.state().notices.len() as u64 {
                    return Err(PublishError::Behind);
                }
                Ok(store::polls::end(conn, id)?)
            })
        })?;
        poll.state_mut().over = true;
        Ok(())
    }

    /// Signs the result that is due, if any: the first once voting is over, another once the issuance statement came
    /// after one that lacked it. The gate is shut. Blocks.
    pub(crate) fn settle(&self, poll: &Arc<Poll>) -> Result<(), PublishError> {
        // Its number goes with what it follows: while ballots are counted another process may sign it.
        let (over, newest, number, issued) = {
            let state = poll.state();
            let over = state.over && !state.is_cancelled();
            (
                over,
                state.results.last().map(|(outcome, _)| outcome.clone()),
                state.results.len() as u64 + 1,
                issued(state.issuance.as_deref())?,
            )
        };
        let outcome = match newest {
            _ if !over => return Ok(()),
            // Where issuing ends with voting, the registrar's statement is on its way: a healthy poll gets one result.
            None if issued.is_none() && self.clock().now() < poll.voting_closes().plus(GRACE) => {
                return self.publisher().publish_ballots(poll, Draw::All).map(drop);
            }
            None => match self.first_result(poll, issued)? {
                Some(outcome) => outcome,
                None => return Ok(()),
            },
            // Its checkpoint may lack cosignatures still, as the first one's.
            Some(newest)
                if newest.issued.is_none()
                    && issued.is_some()
                    && !is_quorate(poll, poll.log().checkpoint()) =>
            {
                return Ok(());
            }
            Some(newest) if newest.issued.is_none() && issued.is_some() => {
                let log = poll.log();
                Outcome { issued, tree_size: log.size(), root: log.root(), ..newest }
            }
            Some(_) => return Ok(()),
        };
        let id = poll.id();
        let note = statement::sign(&outcome, poll.key()).to_string();
        // What nobody can read is not stored either: the ballots and their count remain, to be signed by a mended version.
        statement::open::<Outcome>(&note, poll.key().verifier())?;
        reached("result signed");
        // Whoever reads the poll anew meanwhile would show the result twice.
        let _turn = poll.sequencer();
        let stored = self.db().alone_here(|conn| {
            conn.transaction(|conn| {
                store::turns::shut(conn, id)?;
                let behind = store::polls::standing(conn, id)?.results + 1 != number
                    || (number == 1 && store::ballots::count(conn, id)? != outcome.ballots);
                if behind {
                    return Err(PublishError::Behind);
                }
                Ok(store::statements::insert_result(conn, id, number, &note)?)
            })
        });
        stored.inspect_err(|error| {
            if !matches!(error, PublishError::Behind) {
                poll.doubt();
            }
        })?;
        reached("result stored");
        tracing::info!("poll {id}: result {number} signed, {} ballots", outcome.ballots);
        poll.state_mut().results.push((outcome, note));
        Ok(())
    }

    /// `None` while the last checkpoint lacks cosignatures: the clock tries again.
    fn first_result(&self, poll: &Poll, issued: Option<u64>) -> Result<Option<Outcome>, PublishError> {
        // Before the ballots are counted: the database is always ahead of it.
        let promised = poll.rollback().read()?;
        self.publisher().publish_ballots(poll, Draw::All)?;
        let (tree_size, root, ballots) = {
            let log = poll.log();
            if !is_quorate(poll, log.checkpoint()) {
                return Ok(None);
            }
            (log.size(), log.root(), log.ballots())
        };
        let (id, manifest) = (poll.id(), poll.manifest());
        self.db().run_here(|conn| {
            let stored = store::ballots::count(conn, id)?;
            promised.check(poll.log().tree(), stored)?;
            if stored != ballots {
                return Err(PublishError::Damaged("the log does not hold exactly the accepted ballots"));
            }
            let tally = self.publisher().count(conn, manifest, tree_size)?.finish();
            reached("ballots counted");
            Ok(Some(Outcome { poll: id, ballots, issued, tree_size, root, tally }))
        })
    }

    /// Runs [`BallotBox::tick`] every half second, mixing on the minute, until `stop` resolves.
    pub async fn run_clock(self: Arc<Self>, stop: impl Future<Output = ()>) {
        let mut minute = self.clock().now().unix().div_euclid(60);
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(STEP) => {}
            }
            let now: UtcTime = self.clock().now();
            let present = now.unix().div_euclid(60);
            self.tick(present > minute).detach_all();
            self.ask_witnesses();
            minute = minute.max(present);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    Close,
    Mix,
    Refresh,
}

fn may_close(poll: &Poll, now: UtcTime) -> bool {
    matches!(poll.phase(now), Phase::Closed | Phase::Counted)
}

fn lacks_issued(poll: &Poll) -> bool {
    let state = poll.state();
    state.issuance.is_some() && state.results.last().is_some_and(|(outcome, _)| outcome.issued.is_none())
}

fn issued(note: Option<&str>) -> Result<Option<u64>, PublishError> {
    let Some(note) = note else { return Ok(None) };
    // It was verified before it was stored.
    let statement = Note::parse(note).ok().and_then(|note| Issuance::parse(note.text()).ok());
    statement
        .map(|statement| Some(statement.issued))
        .ok_or(PublishError::Damaged("a stored issuance is malformed"))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PublishError> + Send + 'static,
) -> Result<T, PublishError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(PublishError::Db(DbError::Panicked)))
}

/// Seconds for which the first result waits for the issuance statement; it never waits for a registrar that is down.
const GRACE: i64 = 10;
/// Seconds for which the order of arrival of a poll that is over may stay because of others that run.
const PUT_OFF: i64 = 24 * 3600;
/// Between two looks at the clock: how late a close may come.
const STEP: std::time::Duration = std::time::Duration::from_millis(500);
