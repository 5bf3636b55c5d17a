//! Entries to checkpoint: the one place that appends to a poll's log.
//!
//! The order, and what a crash leaves behind: (1) entries, statements and the signed checkpoint are committed to the
//! database in one transaction; (2) the record apart from the database is advanced; (3) the checkpoint becomes visible.
//! Before (1) nothing happened. After (1) or (2) the start finds the entries in the database, advances the record and
//! shows the checkpoint: it was signed, so it must be the one that is shown.

use std::sync::{Arc, PoisonError};

use crypto::encoding::BallotHash;
use crypto::log::checkpoint::CheckpointError;
use crypto::log::entry::Entry;
use crypto::note::SignerKey;
use crypto::statement::OpenError;
use diesel::{Connection as _, QueryResult};
use serde_json::Value;
use web::{Db, DbConnection, DbError};

use crate::mix::{self, Pool};
use crate::poll::{Poll, State};
use crate::read_back::contents;
use crate::rollback::{OlderDatabase, RollbackError};

/// Signs and publishes; cheap to clone.
#[derive(Clone)]
pub struct Publisher {
    db: Db,
    key: Arc<SignerKey>,
}

/// Which of the waiting ballots to append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// None: only a statement is appended.
    None,
    /// What the pool mix draws now.
    Mix,
    /// All: voting is over.
    All,
}

/// Why nothing was published. The poll is in doubt then and is read anew before the next attempt.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The state directory failed.
    #[error(transparent)]
    Rollback(#[from] RollbackError),
    /// The database no longer holds what was published.
    #[error(transparent)]
    Older(#[from] OlderDatabase),
    /// The database holds something that this service never wrote.
    #[error("the database is damaged: {0}")]
    Damaged(&'static str),
    /// A result that was just signed could not be read by anybody.
    #[error("the result is not stored, because nobody could read it: {0}")]
    Unreadable(#[from] OpenError),
}

impl From<diesel::result::Error> for PublishError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<CheckpointError> for PublishError {
    fn from(_: CheckpointError) -> Self {
        Self::Damaged("a checkpoint is not signed by this service's key")
    }
}

impl Publisher {
    /// Publishes with this key.
    pub fn new(db: Db, key: Arc<SignerKey>) -> Self {
        Self { db, key }
    }

    /// Appends the waiting ballots that `draw` names to the poll's log. Returns how many. Blocks.
    pub fn publish_ballots(&self, poll: &Poll, draw: Draw) -> Result<usize, PublishError> {
        self.publish(poll, &[], draw, |_| Ok(()), |_| ())
    }

    /// Appends `statements` and the ballots that `draw` names to the poll's log: `store` keeps the statements in the same
    /// transaction, `show` puts them into the poll's state at the moment at which the entries become visible. Returns how
    /// many entries were appended. Blocks.
    pub fn publish(
        &self,
        poll: &Poll,
        statements: &[Entry],
        draw: Draw,
        store: impl FnOnce(&mut DbConnection) -> QueryResult<()>,
        show: impl FnOnce(&mut State),
    ) -> Result<usize, PublishError> {
        // Held to the end: entries of one poll get their positions one batch after the other.
        let _turn = poll.sequencer();
        let ballots = self.db.run_here(|conn| {
            self.dispel_doubt(conn, poll)?;
            draw_ballots(conn, poll, draw)
        })?;
        let mut entries = statements.to_vec();
        entries.extend(ballots.iter().copied().map(Entry::ballot));
        if !entries.is_empty() {
            self.append(poll, &entries, &ballots, store, show).inspect_err(|_| poll.doubt())?;
        }
        Ok(entries.len())
    }

    fn append(
        &self,
        poll: &Poll,
        entries: &[Entry],
        ballots: &[BallotHash],
        store: impl FnOnce(&mut DbConnection) -> QueryResult<()>,
        show: impl FnOnce(&mut State),
    ) -> Result<(), PublishError> {
        let id = poll.id();
        let (first, head) = {
            let mut log = poll.log_mut();
            let first = log.tree().size();
            entries.iter().for_each(|entry| log.push(entry));
            (first, log.head(poll.origin()))
        };
        let note = head.sign(&self.key);
        self.db.alone_here(|conn| {
            conn.transaction(|conn| {
                crate::store::log::append(conn, id, first, entries)?;
                store(conn)?;
                crate::store::log::insert_checkpoint(conn, id, head.size, &note.to_string())
            })
            .map_err(PublishError::from)
        })?;
        // From here the checkpoint exists: a crash delays its publication, never another in its place.
        poll.rollback().advance_log(head.size, &head.root)?;
        let counts = if ballots.is_empty() { None } else { self.count_on(poll, first, head.size)? };
        {
            let mut log = poll.log_mut();
            log.publish(head.size, note, counts);
            show(&mut poll.state_mut());
        }
        {
            let mut pool = poll.pool();
            for hash in ballots {
                pool.remove(hash);
            }
        }
        poll.announce();
        Ok(())
    }

    /// Running counts, where they are public, with the ballots in `[from, end)` that are about to be. They may take seconds,
    /// while nobody waits for a lock or for the database.
    fn count_on(&self, poll: &Poll, from: u64, end: u64) -> Result<Option<Arc<Value>>, PublishError> {
        let Some(tally) = poll.log().tally() else { return Ok(None) };
        let contents = self.db.run_here(|conn| contents(conn, poll.manifest(), from, end))?;
        let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
        contents.iter().for_each(|content| tally.add(content));
        Ok(Some(Arc::new(tally.finish())))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The service's key.
    pub fn key(&self) -> &SignerKey {
        &self.key
    }
}

fn draw_ballots(conn: &mut DbConnection, poll: &Poll, draw: Draw) -> Result<Vec<BallotHash>, PublishError> {
    Ok(match draw {
        Draw::None => Vec::new(),
        Draw::Mix => {
            forget_logged(conn, poll)?;
            mix::draw(&poll.pool(), poll.manifest().mix, &mut rand::rng())
        }
        // At the close the database decides what waits, not memory.
        Draw::All => crate::store::ballots::waiting(conn, poll.id())?
            .into_iter()
            .collect::<Pool>()
            .into_iter()
            .collect(),
    })
}

/// Takes out of the pool what is in the log already. Where a commit ended in doubt, the log may get a ballot from the
/// database before the writer, which tried again, puts it into the pool.
fn forget_logged(conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
    // Not locked while the database is asked: the writer goes on adding.
    let pool = poll.pool().clone();
    if !mix::is_due(&pool, poll.manifest().mix) {
        return Ok(());
    }
    let waiting: Vec<_> = pool.into_iter().collect();
    let logged = crate::store::log::logged_among(conn, poll.id(), &waiting)?;
    let mut pool = poll.pool();
    for hash in &logged {
        pool.remove(hash);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use diesel::connection::InstrumentationEvent;

    use super::*;
    use crate::testing::{Fixture, databases};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_mix_asks_about_many_ballots_at_a_time() {
        for database in databases() {
            let fixture = Fixture::on(database);
            let poll = fixture.poll().await;
            let hash = |n: u16| BallotHash::from(crypto::encoding::sha256(&[&n.to_be_bytes()]));
            let all: Vec<_> = (0..1200).map(hash).collect();
            let (logged, queries) = (Entry::ballot(all[700]), Arc::new(AtomicUsize::new(0)));
            poll.pool().extend(all.iter().copied());
            let counter = Arc::clone(&queries);
            let looked: Result<(), PublishError> = fixture.ballot_box.db().run_here(|conn| {
                crate::store::log::append(conn, poll.id(), 2, &[logged])?;
                conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                    let is_query = matches!(event, InstrumentationEvent::StartQuery { .. });
                    counter.fetch_add(usize::from(is_query), Ordering::Relaxed);
                });
                forget_logged(conn, &poll)
            });
            looked.unwrap();
            assert_eq!((queries.load(Ordering::Relaxed), poll.pool().len()), (3, 1199));
            assert!(!poll.pool().contains(&all[700]));
        }
    }
}
