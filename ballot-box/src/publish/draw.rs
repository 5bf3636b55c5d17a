//! Which ballots are appended to a log next, and whether the database still holds them as they were promised.

use std::collections::HashSet;

use crypto::encoding::{BallotHash, sha256};
use web::DbConnection;

use super::{PublishError, Publisher};
use crate::mix::{self, Pool};
use crate::poll::Poll;
use crate::rollback::Sharing;
use crate::store;

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

impl Publisher {
    /// The ballots that `draw` names; their stored bytes are those that were promised.
    pub(super) fn draw_whole(
        &self,
        conn: &mut DbConnection,
        poll: &Poll,
        draw: Draw,
    ) -> Result<Vec<BallotHash>, PublishError> {
        let ballots = self.draw_ballots(conn, poll, draw)?;
        check_stored(conn, poll, &ballots)?;
        Ok(ballots)
    }

    fn draw_ballots(
        &self,
        conn: &mut DbConnection,
        poll: &Poll,
        draw: Draw,
    ) -> Result<Vec<BallotHash>, PublishError> {
        Ok(match draw {
            Draw::None => Vec::new(),
            Draw::Mix if self.sharing == Sharing::Alone => {
                forget_logged(conn, poll)?;
                mix::draw(&poll.pool(), poll.manifest().mix, &mut rand::rng())
            }
            // Of what other processes took in only the database knows.
            Draw::Mix => mix::draw(&waiting(conn, poll)?, poll.manifest().mix, &mut rand::rng()),
            // At the close the database decides what waits, not memory.
            Draw::All => waiting(conn, poll)?.into_iter().collect(),
        })
    }
}

/// Whether nothing that was promised is missing, and all that waits could be appended.
pub(super) fn check_waiting(conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
    let promised = poll.rollback().read()?;
    promised.check(poll.log().tree(), store::ballots::count(conn, poll.id())?)?;
    let waiting: Vec<_> = waiting(conn, poll)?.into_iter().collect();
    check_stored(conn, poll, &waiting)
}

fn waiting(conn: &mut DbConnection, poll: &Poll) -> Result<Pool, PublishError> {
    Ok(store::ballots::waiting(conn, poll.id())?.into_iter().collect())
}

/// Hashes the stored bytes of `ballots` again: what rotted, or was altered behind the service's back, is never signed for.
fn check_stored(conn: &mut DbConnection, poll: &Poll, ballots: &[BallotHash]) -> Result<(), PublishError> {
    for asked in ballots.chunks(READ_AT_ONCE) {
        let stored = store::ballots::bytes_of(conn, poll.id(), asked)?;
        let hashed: HashSet<BallotHash> = stored.iter().map(|bytes| sha256(&[bytes]).into()).collect();
        if !asked.iter().all(|hash| hashed.contains(hash)) {
            return Err(PublishError::Damaged("a stored ballot is not the one that was accepted"));
        }
    }
    Ok(())
}

/// Takes out of the pool what is in the log already. Where a commit ended in doubt, the log may get a ballot from the
/// database before the writer, which tried again, puts it into the pool.
pub(super) fn forget_logged(conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
    // Not locked while the database is asked: the writer goes on adding.
    let pool = poll.pool().clone();
    if !mix::is_due(&pool, poll.manifest().mix) {
        return Ok(());
    }
    let waiting: Vec<_> = pool.into_iter().collect();
    let logged = store::log::logged_among(conn, poll.id(), &waiting)?;
    let mut pool = poll.pool();
    for hash in &logged {
        pool.remove(hash);
    }
    Ok(())
}

/// Ballots that are in memory while they are hashed.
const READ_AT_ONCE: usize = 256;
