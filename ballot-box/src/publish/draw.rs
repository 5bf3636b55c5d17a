//! Which ballots are appended to a log next, and whether the database still holds them as they were promised.

use std::collections::HashSet;

use crypto::encoding::{BallotHash, sha256};
use web::DbConnection;

use super::{PublishError, Publisher};
use crate::poll::Poll;
use crate::read_back::lacks_counts;
use crate::rollback::Sharing;
use crate::store;
use crate::store::ballots::all_waiting;
use crate::{loss, mix};

/// Which of the waiting ballots to append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// None: only a statement is appended.
    None,
    /// What the pool mix draws now.
    Mix,
    /// All: voting is over.
    All,
    /// All that are as they were promised: the poll is cancelled, and no ballot of it will be published or counted.
    Intact,
}

impl Publisher {
    /// The ballots that `draw` names, sorted; their stored bytes are those that were promised.
    pub(super) fn draw_whole(
        &self,
        conn: &mut DbConnection,
        poll: &Poll,
        draw: Draw,
    ) -> Result<Vec<BallotHash>, PublishError> {
        let mut ballots = self.draw_ballots(conn, poll, draw)?;
        let spoilt = spoilt(conn, poll, &ballots)?;
        if !spoilt.is_empty() && draw == Draw::Intact {
            let (id, number) = (poll.id(), spoilt.len());
            tracing::error!(
                "poll {id} is cancelled without {number} ballots that are not those that were accepted"
            );
            ballots.retain(|hash| !spoilt.contains(hash));
            return Ok(ballots);
        }
        none_of(&spoilt)?;
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
                mix::draw(&*poll.pool(), poll.manifest().mix, &mut rand::rng())
            }
            // Of what other processes took in only the database knows.
            Draw::Mix => mix::draw(&all_waiting(conn, poll.id())?, poll.manifest().mix, &mut rand::rng()),
            // At the close the database decides what waits, not memory.
            Draw::All | Draw::Intact => all_waiting(conn, poll.id())?,
        })
    }
}

/// Whether nothing that was promised is missing, and all that waits could be appended.
pub(super) fn check_waiting(conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
    let promised = poll.rollback().read()?;
    let stored = store::ballots::count(conn, poll.id())?;
    loss::look(poll, &promised, poll.log().tree(), stored)?;
    let waiting = all_waiting(conn, poll.id())?;
    none_of(&spoilt(conn, poll, &waiting)?)?;
    match lacks_counts(poll.manifest(), &poll.log()) {
        // Where the ballots can be counted by now, reading the poll anew does so.
        Some(damage) => {
            poll.doubt();
            Err(damage)
        }
        None => Ok(()),
    }
}

/// Those of `ballots` whose stored bytes, hashed again, are not theirs: what rotted, or was altered behind the service's back,
/// is never signed for.
fn spoilt(
    conn: &mut DbConnection,
    poll: &Poll,
    ballots: &[BallotHash],
) -> Result<HashSet<BallotHash>, PublishError> {
    let mut spoilt = HashSet::new();
    for asked in ballots.chunks(READ_AT_ONCE) {
        let stored = store::ballots::bytes_of(conn, poll.id(), asked)?;
        let hashed: HashSet<BallotHash> = stored.iter().map(|bytes| sha256(&[bytes]).into()).collect();
        spoilt.extend(asked.iter().filter(|hash| !hashed.contains(hash)));
    }
    Ok(spoilt)
}

fn none_of(spoilt: &HashSet<BallotHash>) -> Result<(), PublishError> {
    if spoilt.is_empty() {
        return Ok(());
    }
    Err(PublishError::Damaged("a stored ballot is not the one that was accepted"))
}

/// Takes out of the pool what is in the log already. Where a commit ended in doubt, the log may get a ballot from the
/// database before the writer, which tried again, puts it into the pool.
pub(super) fn forget_logged(conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
    // Not locked while the database is asked: the writer goes on adding.
    let waiting: Vec<_> = {
        let pool = poll.pool();
        if !mix::is_due(pool.len(), poll.manifest().mix) {
            return Ok(());
        }
        pool.iter().copied().collect()
    };
    let logged = store::log::logged_among(conn, poll.id(), &waiting)?;
    let mut pool = poll.pool();
    for hash in &logged {
        pool.remove(hash);
    }
    Ok(())
}

/// Ballots that are in memory while they are hashed.
const READ_AT_ONCE: usize = 256;
