//! Entries to checkpoint: the one place that appends to a poll's log.
//!
//! The order, and what a crash leaves behind: (1) entries, statements and the signed checkpoint are committed to the
//! database in one transaction; (2) the record apart from the database is advanced; (3) the checkpoint becomes visible.
//! Before (1) every ballot is read back and hashed again: bytes that are not those of a promise get no checkpoint. Before its
//! commit nothing happened. After (1) or (2) the start finds the entries in the database, advances the record and
//! shows the checkpoint: it was signed, so it must be the one that is shown.
//!
//! Several processes may share the database ([`Sharing::Replicas`], ADR 8). Whoever appends has the poll's turn until its
//! transaction ends, signs only what continues the newest checkpoint there, and learns what others appended by
//! [`Publisher::refresh`].

mod draw;

use std::sync::{Arc, PoisonError};

use crypto::encoding::BallotHash;
use crypto::log::checkpoint::{Checkpoint, CheckpointError};
use crypto::log::entry::Entry;
use crypto::note::Note;
use crypto::statement::OpenError;
use diesel::{Connection as _, QueryResult};
use serde_json::Value;
use web::{Db, DbConnection, DbError};

use crate::keys::Keys;
use crate::poll::{Poll, State};
use crate::read_back::contents;
use crate::rollback::{OlderDatabase, RollbackError, Sharing};
use crate::steps::reached;
use crate::store;

pub use self::draw::Draw;

/// Signs and publishes; cheap to clone.
#[derive(Clone)]
pub struct Publisher {
    db: Db,
    keys: Arc<Keys>,
    sharing: Sharing,
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
    /// Another process was first; what it did must be known before this is tried again.
    #[error("another process changed the poll meanwhile; try again")]
    Behind,
}

impl PublishError {
    /// Notes with the poll what keeps something about it from being signed until somebody has put it right.
    pub(crate) fn note(&self, poll: &Poll) {
        match self {
            Self::Damaged(what) => poll.set_damage(Some((*what).to_owned())),
            Self::Older(cause) => poll.set_damage(Some(cause.to_string())),
            _ => {}
        }
    }
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
    /// Publishes with these keys.
    pub fn new(db: Db, keys: Arc<Keys>, sharing: Sharing) -> Self {
        Self { db, keys, sharing }
    }

    /// Appends the waiting ballots that `draw` names to the poll's log. Returns how many. Blocks.
    pub fn publish_ballots(&self, poll: &Poll, draw: Draw) -> Result<usize, PublishError> {
        let published = self.try_until_level(poll, draw);
        match &published {
            Err(error) => error.note(poll),
            // What was not drawn may be damaged still. Once voting is over it is the count that tells.
            Ok(_) if poll.damage().is_some() && !poll.state().over => {
                if self.db.run_here(|conn| draw::check_waiting(conn, poll)).is_ok() {
                    poll.set_damage(None);
                }
            }
            Ok(_) => {}
        }
        published
    }

    fn try_until_level(&self, poll: &Poll, draw: Draw) -> Result<usize, PublishError> {
        for _ in 0..ATTEMPTS {
            match self.publish(poll, &[], draw, |_| Ok(()), |_| ()) {
                Err(PublishError::Behind) => {}
                done => return done,
            }
        }
        Err(PublishError::Behind)
    }

    /// Appends `statements` and the ballots that `draw` names to the poll's log: `store` keeps the statements in the same
    /// transaction, `show` puts them into the poll's state at the moment at which the entries become visible. Returns how
    /// many entries were appended. Blocks.
    ///
    /// # Errors
    /// [`PublishError::Behind`] if the poll changed since it was last refreshed: nothing was published, and what decided
    /// about the statements must be looked at again.
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
        if statements.is_empty() {
            self.db.run_here(|conn| self.bring_up_to_date(conn, poll))?;
        } else {
            self.db.run_here(|conn| self.dispel_doubt(conn, poll))?;
        }
        // Where one process has the log to itself nobody waits for the database's only writer while the ballots are read back.
        let drawn = match self.sharing {
            Sharing::Alone => Some(self.db.run_here(|conn| self.draw_whole(conn, poll, draw))?),
            Sharing::Replicas => None,
        };
        let signed = self.db.alone_here(|conn| {
            conn.transaction(|conn| {
                let level = self.begin_turn(conn, poll, !statements.is_empty());
                let drawn =
                    level.and_then(|()| drawn.map_or_else(|| self.draw_whole(conn, poll, draw), Ok))?;
                self.sign(conn, poll, statements, drawn, store)
            })
        });
        let batch = match signed {
            Ok(Some(batch)) => batch,
            Ok(None) => return Ok(0),
            // Seen before anything was done.
            Err(PublishError::Behind) => return Err(PublishError::Behind),
            Err(error) => {
                poll.doubt();
                return Err(error);
            }
        };
        let appended = batch.head.size - batch.first;
        self.show(poll, batch, show).inspect_err(|_| poll.doubt())?;
        Ok(usize::try_from(appended).expect("these entries were in memory"))
    }

    /// Where several processes append: from here to the end of the transaction no other does.
    fn begin_turn(&self, conn: &mut DbConnection, poll: &Poll, decides: bool) -> Result<(), PublishError> {
        if self.sharing == Sharing::Alone {
            return Ok(());
        }
        let id = poll.id();
        store::turns::append(conn, id)?;
        if decides {
            // Nor does any ballot come in, or voting end, while a statement decides about them.
            store::turns::shut(conn, id)?;
        }
        if !poll.is_level_with(&store::polls::standing(conn, id)?) {
            return Err(PublishError::Behind);
        }
        // A server that lost what it had committed must not be signed for a second time.
        Ok(poll.rollback().read()?.check_log(poll.log().tree())?)
    }

    /// What is to be appended, signed and stored, within the transaction of the caller.
    fn sign(
        &self,
        conn: &mut DbConnection,
        poll: &Poll,
        statements: &[Entry],
        ballots: Vec<BallotHash>,
        store: impl FnOnce(&mut DbConnection) -> QueryResult<()>,
    ) -> Result<Option<Batch>, PublishError> {
        let id = poll.id();
        let entries: Vec<Entry> =
            statements.iter().copied().chain(ballots.iter().copied().map(Entry::ballot)).collect();
        if entries.is_empty() {
            return Ok(None);
        }
        let (first, head) = {
            let mut log = poll.log_mut();
            let first = log.tree().size();
            entries.iter().for_each(|entry| log.push(entry));
            (first, log.head(poll.origin()))
        };
        store::log::append(conn, id, first, &entries)?;
        store(conn)?;
        reached("entries staged");
        let note = head.sign(poll.key());
        store::log::insert_checkpoint(conn, id, head.size, &note.to_string())?;
        reached("checkpoint staged");
        Ok(Some(Batch { first, head, note, ballots }))
    }

    /// Makes visible what is stored.
    fn show(&self, poll: &Poll, batch: Batch, show: impl FnOnce(&mut State)) -> Result<(), PublishError> {
        let Batch { first, head, note, ballots } = batch;
        // The checkpoint exists: a crash delays its publication, never another in its place.
        reached("checkpoint stored");
        poll.rollback().advance_log(head.size, &head.root)?;
        reached("checkpoint recorded");
        let counts = if ballots.is_empty() { None } else { self.count_on(poll, first, head.size)? };
        {
            let mut log = poll.log_mut();
            log.publish(head.size, note, counts);
            show(&mut poll.state_mut());
        }
        if !ballots.is_empty() {
            poll.note_mix();
        }
        {
            let mut pool = poll.pool();
            for hash in &ballots {
                pool.remove(hash);
            }
        }
        poll.announce();
        reached("checkpoint shown");
        Ok(())
    }

    /// Running counts, where they are public, with the ballots in `[from, end)` that are about to be. They may take seconds,
    /// while nobody waits for a lock or for the database.
    pub(crate) fn count_on(
        &self,
        poll: &Poll,
        from: u64,
        end: u64,
    ) -> Result<Option<Arc<Value>>, PublishError> {
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

    /// The service's keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Who else works on the database.
    pub fn sharing(&self) -> Sharing {
        self.sharing
    }
}

/// Entries that are stored under a signed checkpoint and not visible yet.
struct Batch {
    /// Position of the first entry.
    first: u64,
    head: Checkpoint,
    note: Note,
    ballots: Vec<BallotHash>,
}

/// How often a draw starts over because another process appended meanwhile.
const ATTEMPTS: usize = 8;

#[cfg(test)]
mod tests;
