//! The one transaction that stores ballots.

use std::collections::BTreeMap;

use crypto::encoding::PollId;
use diesel::{Connection as _, QueryResult};
use web::{DbConnection, DbError};

use super::{Accepted, Appended, Job};
use crate::poll::Poll;
use crate::publish::Publisher;
use crate::rollback::{OlderDatabase, RollbackError, Sharing};
use crate::store;
use crate::store::ballots::NewBallot;
use crate::store::stored::Part;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cause {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The record of promises cannot be read.
    #[error(transparent)]
    Record(#[from] RollbackError),
    /// The database is older than what was promised, as where a standby takes over that lagged. Nothing is taken in on it: new
    /// ballots would stand in for those that are gone.
    #[error("poll {poll}: {older}")]
    Older { poll: PollId, older: OlderDatabase },
}

impl From<diesel::result::Error> for Cause {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Why ballots were not stored.
pub(super) struct Failure {
    pub(super) error: Cause,
    /// They may be stored none the less: it was the commit that failed. What fails before is never stored.
    pub(super) unanswered: bool,
    /// They may even be stored later: a server works on when its client is gone.
    pub(super) server: bool,
}

pub(super) fn commit(publisher: &Publisher, part: Part, group: &[Job]) -> Result<Vec<Appended>, Failure> {
    let polls: BTreeMap<PollId, &Poll> = group.iter().map(|job| (job.poll.id(), &*job.poll)).collect();
    let (mut committing, mut server) = (false, false);
    // Before the database is asked, whose number only rises.
    let promised = promised(&polls).map_err(|error| Failure { error, unanswered: false, server })?;
    // In line with all other writes: the database may be under rewriting for longer than a lock is waited for.
    let answers = publisher.db().alone_here(|conn| {
        server = !matches!(conn, DbConnection::Sqlite(_));
        conn.transaction(|conn| {
            store::turns::admit(conn, polls.keys().copied())?;
            check(conn, &polls, &promised)?;
            let moved = match publisher.sharing() {
                Sharing::Alone => BTreeMap::new(),
                Sharing::Replicas => moved(conn, &polls)?,
            };
            let (out, admitted): (Vec<_>, Vec<_>) = group
                .iter()
                .enumerate()
                .partition(|(_, job)| moved.get(&job.poll.id()).is_some_and(|moved| moved.keeps_out(job)));
            let mut answers = vec![Appended::Moved; out.len() + admitted.len()];
            let jobs: Vec<&Job> = admitted.iter().map(|(_, job)| *job).collect();
            let inserted = insert(conn, part, &jobs)?;
            for ((position, job), new) in admitted.into_iter().zip(inserted) {
                answers[position] = outcome(conn, job, new)?;
            }
            committing = true;
            Ok(answers)
        })
    });
    answers.map_err(|error| Failure { error, unanswered: committing, server })
}

/// How many ballots of each poll were promised at least.
fn promised(polls: &BTreeMap<PollId, &Poll>) -> Result<Vec<u64>, Cause> {
    polls.values().map(|poll| Ok(poll.rollback().read()?.promises().max(poll.accepted()))).collect()
}

/// That the database has counted them all. SQLite's cannot go back while a process has it open.
#[cfg_attr(
    not(feature = "postgres"),
    expect(unused_variables, reason = "only a server is changed for another one")
)]
fn check(conn: &mut DbConnection, polls: &BTreeMap<PollId, &Poll>, promised: &[u64]) -> Result<(), Cause> {
    #[cfg(feature = "postgres")]
    if matches!(conn, DbConnection::Postgres(_)) {
        for ((&poll, known), &promised) in polls.iter().zip(promised) {
            let found = known.accepted_by(store::stored::stored(conn, poll)?);
            if found < promised {
                let older = OlderDatabase::Promises { promised, found };
                known.set_damage(Some(older.to_string()));
                return Err(Cause::Older { poll, older });
            }
        }
    }
    Ok(())
}

/// That the database tells something else about a poll's voting than what ballots were judged by.
struct Moved {
    /// Voting was only ended: ballots that were promised before still come in.
    only_ended: bool,
}

impl Moved {
    fn keeps_out(&self, job: &Job) -> bool {
        !(job.promised && self.only_ended)
    }
}

/// Those of `polls` that other processes moved or ended. Nobody does until this transaction ends.
fn moved(conn: &mut DbConnection, polls: &BTreeMap<PollId, &Poll>) -> QueryResult<BTreeMap<PollId, Moved>> {
    let mut moved = BTreeMap::new();
    for (id, poll) in polls {
        let standing = store::polls::standing(conn, *id)?;
        let same_notices = poll.state().notices.len() as u64 == standing.notices;
        if standing.ended || standing.results > 0 || !same_notices {
            moved.insert(*id, Moved { only_ended: standing.results == 0 && same_notices });
        }
    }
    Ok(moved)
}

fn insert(conn: &mut DbConnection, part: Part, jobs: &[&Job]) -> QueryResult<Vec<bool>> {
    let rows: Vec<_> = jobs.iter().map(|job| (*job.poll.id().as_bytes(), job.ballot.hash())).collect();
    let batch: Vec<NewBallot<'_>> = jobs
        .iter()
        .zip(&rows)
        .map(|(job, (poll, hash))| NewBallot {
            poll,
            nonce: job.ballot.nonce(),
            hash: hash.as_bytes(),
            ballot: job.ballot.bytes(),
        })
        .collect();
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    store::ballots::insert_new(conn, part, &batch, |position| !jobs[position].promised)
}

fn outcome(conn: &mut DbConnection, job: &Job, new: bool) -> QueryResult<Appended> {
    let (poll, ballot) = (job.poll.id(), job.ballot.hash());
    if new {
        return Ok(Appended::New(Accepted { poll, ballot }));
    }
    match store::ballots::accepted_under(conn, poll, job.ballot.nonce())? {
        Some(accepted) if accepted == ballot => Ok(Appended::Again(Accepted { poll, ballot })),
        Some(accepted) => Ok(Appended::Spent(Accepted { poll, ballot: accepted })),
        // Inserted by nobody and found under no key: the same hash under another key is a broken SHA-256.
        None => Err(diesel::result::Error::NotFound),
    }
}
