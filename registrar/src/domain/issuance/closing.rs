//! The end of issuing, and what is erased with it.

use crypto::statement::{self, Issuance};
use web::DbConnection;

use super::IssueError;
use crate::domain::poll::{Standing, State};
use crate::domain::steps::reached;
use crate::domain::turnout;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::dispatches;
use crate::store::polls::PollRow;

/// Ends issuing if it is time: destroys the key and signs the one statement of how many were issued, in one
/// transaction that no pass can slip into or past. True if it ended now. Blocks.
pub(crate) fn close_if_due(registrar: &Registrar, row: &PollRow) -> Result<bool, IssueError> {
    let poll = registrar.polls.published(row)?;
    let standing = Standing::read(row)?;
    let now = registrar.clock.now();
    if standing.state != State::Published
        || (now < poll.issuance_closes(standing.voting_closes) && !standing.cancelled)
    {
        return Ok(false);
    }
    let closed = registrar.db.write_here(|conn| -> Result<bool, IssueError> {
        store::polls::lock(conn, &row.id)?;
        if !store::polls::close_issuance(conn, &row.id)? {
            return Ok(false);
        }
        reached("key erased");
        let issued = entered(conn, &row.id)?;
        // Voters are added in transactions that lock the poll as well: whom this counts, the manifest or a late addition
        // has put on the roll, and nobody comes after.
        let eligible = turnout::on_the_roll(conn, &poll)?;
        let issuance = Issuance { poll: poll.manifest.id(), eligible, issued, at: now };
        let note = statement::sign(&issuance, &registrar.key).to_string();
        dispatches::insert(conn, &row.id, dispatches::ISSUANCE, 0, &note)?;
        reached("count signed");
        Ok(true)
    })?;
    if closed {
        reached("issuance closed");
        registrar.keys.forget(&row.id);
        tracing::info!("poll {}: issuance has closed, the key is destroyed", poll.manifest.id());
    }
    Ok(closed)
}

/// Passes in the ledger itself: a process of a version that did not count them may have entered some, and what is signed here
/// cannot be taken back.
fn entered(conn: &mut DbConnection, draft: &str) -> StoreResult<u64> {
    let (ledger, counted) = (store::issuances::count(conn, draft)?, store::issued::count(conn, draft)?);
    if ledger != counted {
        tracing::error!(
            "draft {draft}: {ledger} passes are in the ledger, and {counted} were counted: the ledger holds"
        );
    }
    Ok(u64::try_from(ledger).unwrap_or(0))
}

/// Erases the signatures if voting is over. True if it is over now. Blocks.
pub(crate) fn finish_if_due(registrar: &Registrar, row: &PollRow) -> Result<bool, IssueError> {
    let standing = Standing::read(row)?;
    if standing.state != State::Issued
        || (registrar.clock.now() < standing.voting_closes && !standing.cancelled)
    {
        return Ok(false);
    }
    let finished = registrar.db.write_here(|conn| -> Result<bool, IssueError> {
        store::issuances::erase_signatures(conn, &row.id)?;
        Ok(store::polls::finish(conn, &row.id)?)
    })?;
    Ok(finished)
}
