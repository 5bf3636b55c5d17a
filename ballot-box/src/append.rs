//! Verified ballot to accepted ballot: the one place that writes ballots.
//!
//! One thread takes what waits in a bounded queue, writes it in one transaction, and answers once that transaction and
//! the record apart from the database are durable (group commit): under load one sync to disk serves many ballots.

mod commit;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crypto::encoding::{BallotHash, PollId};
use crypto::note::{Note, SignerKey};
use crypto::statement::{self, Promise};
use diesel::QueryResult;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};
use web::{DbConnection, DbError};

use self::commit::{Cause, Failure, commit};
use crate::poll::{Admission, Poll};
use crate::publish::{Draw, PublishError, Publisher};
use crate::store;
use crate::store::stored::Part;
use crate::verify::VerifiedBallot;

/// The way to the writer.
pub struct Appender {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// A ballot that is durably stored. Only the writer makes one, and only one can be promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    poll: PollId,
    ballot: BallotHash,
}

/// What became of a ballot that was to be appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is accepted now.
    New(Accepted),
    /// The very same ballot had been accepted before.
    Again(Accepted),
    /// Another ballot had been accepted under the same one-time key: this one.
    Spent(Accepted),
    /// Another process has moved or ended voting: whether the ballot may come in must be judged anew.
    Moved,
}

/// Why a ballot was neither accepted nor refused; the client may send the same bytes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// More ballots wait than the queue holds.
    #[error("too many ballots wait")]
    Full,
    /// The disk or the database failed; the cause is in the log.
    #[error("the ballot could not be stored")]
    Failed,
}

struct Job {
    poll: Arc<Poll>,
    ballot: VerifiedBallot,
    /// Whether it came with its promise: the end of voting does not keep it out, and it was counted when it was promised.
    promised: bool,
    /// Dropped with the job: only then may the poll close.
    _admission: Admission,
    answer: oneshot::Sender<Result<Appended, AppendError>>,
}

impl Accepted {
    /// For a ballot that was found in the database.
    pub(crate) fn found(
        conn: &mut DbConnection,
        poll: PollId,
        ballot: BallotHash,
    ) -> QueryResult<Option<Self>> {
        Ok(store::ballots::is_accepted(conn, poll, ballot)?.then_some(Self { poll, ballot }))
    }

    /// The promise; Ed25519 is deterministic (RFC 8032), so a ballot always gets the same one.
    pub fn promise(&self, key: &SignerKey) -> Note {
        statement::sign(&Promise { poll: self.poll, ballot: self.ballot }, key)
    }
}

impl Appender {
    /// Starts the writer. At most `places` ballots wait for it.
    pub fn start(publisher: Publisher, places: usize) -> std::io::Result<Self> {
        let (queue, waiting) = mpsc::channel(places);
        let writer = Writer { publisher, part: Part::random() };
        let writer = thread::Builder::new().name("append".to_owned()).spawn(move || writer.run(waiting))?;
        Ok(Self { queue: Mutex::new(Some(queue)), writer: Mutex::new(Some(writer)) })
    }

    /// Appends `ballot`; answers once it is durable.
    pub async fn append(
        &self,
        poll: &Arc<Poll>,
        ballot: VerifiedBallot,
        promised: bool,
        admission: Admission,
    ) -> Result<Appended, AppendError> {
        let (answer, answered) = oneshot::channel();
        let job = Job { poll: Arc::clone(poll), ballot, promised, _admission: admission, answer };
        self.enqueue(job)?;
        answered.await.unwrap_or(Err(AppendError::Failed))
    }

    /// Takes no more ballots, writes those that wait, and ends the writer. Blocks.
    pub fn stop(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(writer) = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take()
            && writer.join().is_err()
        {
            tracing::error!("the writer of ballots panicked");
        }
    }

    fn enqueue(&self, job: Job) -> Result<(), AppendError> {
        match &*self.queue.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(queue) => queue.try_send(job).map_err(|error| match error {
                TrySendError::Full(_) => AppendError::Full,
                TrySendError::Closed(_) => AppendError::Failed,
            }),
            None => Err(AppendError::Full),
        }
    }
}

impl Drop for Appender {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The writing thread's own state.
struct Writer {
    publisher: Publisher,
    /// Of the number of stored ballots, the one that this writer raises.
    part: Part,
}

impl Writer {
    fn run(self, mut waiting: mpsc::Receiver<Job>) {
        let mut group = Vec::with_capacity(GROUP);
        let mut crowd = false;
        while waiting.blocking_recv_many(&mut group, GROUP) > 0 {
            // A commit costs more than the ballots in it: where many come, some more are waited for.
            if crowd && group.len() < GROUP {
                thread::sleep(GATHERING);
                while group.len() < GROUP
                    && let Ok(job) = waiting.try_recv()
                {
                    group.push(job);
                }
            }
            crowd = group.len() >= CROWD;
            let answers = self.write(&group);
            for (position, job) in group.drain(..).enumerate() {
                let answer = match &answers {
                    Ok(answers) => Ok(answers[position]),
                    Err(error) => Err(*error),
                };
                // A client that hung up does not hear that its ballot is accepted; it may ask again.
                let _ = job.answer.send(answer);
            }
        }
    }

    fn write(&self, group: &[Job]) -> Result<Vec<Appended>, AppendError> {
        let mut polls: BTreeMap<PollId, Growth<'_>> = BTreeMap::new();
        for Job { poll, .. } in group {
            let growth = || Growth { poll, counted: poll.expect_ballots(), stored: false, new: 0 };
            polls.entry(poll.id()).or_insert_with(growth);
        }
        // A connection that died while it was idle shows only now; inserting twice is harmless.
        let answers = commit(&self.publisher, self.part, group).or_else(|first| {
            // Without a server there is none a moment later either, and voters wait.
            if matches!(first.error, Cause::Db(DbError::Unavailable(_)) | Cause::Older { .. }) {
                return Err(first);
            }
            tracing::warn!("storing ballots failed once: {}", first.error);
            let again = commit(&self.publisher, self.part, group);
            if first.unanswered {
                // What the first one stored is found there, and was never counted.
                polls.values_mut().for_each(|growth| growth.counted = false);
                polls.values().for_each(|growth| growth.poll.doubt());
            }
            again.map_err(|second| Failure { unanswered: first.unanswered || second.unanswered, ..second })
        });
        let answers = answers.map_err(|failure| {
            tracing::error!("storing ballots failed: {}", failure.error);
            polls.values().for_each(|growth| growth.was_in_vain(&failure));
            AppendError::Failed
        })?;
        // From here the ballots are cast: a crash loses the answers, never the votes.
        for (job, answer) in group.iter().zip(&answers) {
            if matches!(answer, Appended::New(_))
                && let Some(growth) = polls.get_mut(&job.poll.id())
            {
                job.poll.pool().insert(job.ballot.hash());
                growth.stored = true;
                growth.new += u64::from(!job.promised);
            }
        }
        for Growth { poll, counted, stored, new } in polls.into_values() {
            self.record(poll, new, counted)?;
            if stored && poll.manifest().mix == 0 {
                // Test polls only; a failure leaves the ballots to the next step.
                if let Err(error) = self.publisher.publish_ballots(poll, Draw::Mix)
                    && !matches!(error, PublishError::Behind)
                {
                    tracing::error!("poll {}: publishing failed: {error}", poll.id());
                }
            }
        }
        Ok(answers)
    }

    /// No promise leaves before the record says how many there are. Those that were there before are counted, or else the
    /// database tells of all of them.
    fn record(&self, poll: &Poll, new: u64, counted: bool) -> Result<(), AppendError> {
        let id = poll.id();
        let accepted = if !counted {
            // After the commit: of two processes that commit at the same time the later one sees both.
            let stored =
                self.publisher.db().run_here(|conn| store::stored::stored(conn, id).map_err(DbError::from));
            let stored = stored.map_err(|error| {
                tracing::error!("poll {id}: ballots could not be counted: {error}");
                AppendError::Failed
            })?;
            poll.accepted_by(stored)
        } else {
            poll.accepted() + new
        };
        poll.set_accepted(accepted);
        poll.rollback().advance_promises(poll.accepted()).map_err(|error| {
            tracing::error!("poll {id}: promises could not be recorded: {error}");
            AppendError::Failed
        })
    }
}

/// What one transaction means for one poll.
struct Growth<'a> {
    poll: &'a Arc<Poll>,
    /// Whether [`Poll::accepted`] counted all ballots before.
    counted: bool,
    /// Whether any ballot came in.
    stored: bool,
    /// Those of them that were never promised before.
    new: u64,
}

impl Growth<'_> {
    fn was_in_vain(&self, failure: &Failure) {
        if failure.unanswered {
            self.poll.doubt();
            if failure.server {
                self.poll.expect_late_ballots();
            }
        } else if self.counted {
            // Nothing was stored, so nothing needs to be counted.
            self.poll.set_accepted(self.poll.accepted());
        }
    }
}

/// Ballots that may wait; at some ten thousand a second a full queue is a fraction of a second.
pub const QUEUE: usize = 4096;
/// Most ballots in one transaction.
const GROUP: usize = 256;
/// As many in one transaction tell that many come.
const CROWD: usize = 8;
/// How long ballots are gathered then.
const GATHERING: Duration = Duration::from_millis(5);

#[cfg(test)]
mod tests;
