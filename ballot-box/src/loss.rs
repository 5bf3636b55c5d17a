//! Promised ballots that vanished from the database though the log is whole. Their poll gets no result before they are back; it
//! can be cancelled, and other polls go on, also after a start.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use crypto::encoding::PollId;
use crypto::log::merkle::Tree;
use web::Db;
use web::guard::{Guard, Lock};

use crate::config::Config;
use crate::poll::Poll;
use crate::publish::{PublishError, Publisher};
use crate::recover;
use crate::rollback::{OlderDatabase, Record};
use crate::store;

/// Compares what the database holds of a poll with `record`, read before it. What is missing is entered into the record, so that
/// the next start knows that it vanished while the service ran.
pub(crate) fn look(poll: &Poll, record: &Record, tree: &Tree, stored: u64) -> Result<(), PublishError> {
    record.check_log(tree)?;
    poll.rollback().admit_loss(record.promises().saturating_sub(stored))?;
    Ok(record.check_whole(stored)?)
}

/// Goes on without what holds up nothing but checkpoints and the result of this poll.
///
/// # Errors
/// If `error` is more than that.
pub(crate) fn bear(poll: &Poll, error: PublishError) -> Result<(), PublishError> {
    match error {
        PublishError::Older(OlderDatabase::Promises { .. }) | PublishError::Damaged(_) => {
            error.note(poll);
            tracing::error!("poll {}: {error}; see Monitoring in the operations manual", poll.id());
            Ok(())
        }
        _ => Err(error),
    }
}

/// Enters into the record of a poll how many of its promised ballots the database lacks, for a start that shall go on without
/// them: by the word of the operator, who has no newer database. Returns how many there are. The service must not be running.
///
/// # Errors
/// If the log is not whole either, for then nothing may be signed on this database.
pub(crate) fn admit(file: &Path, id: PollId) -> anyhow::Result<u64> {
    let config = Config::read(file)?;
    let _alone =
        Lock::take(&config.state_dir).context("key `state_dir`: the service must be stopped first")?;
    let db = Db::open(&config.database_url, store::migrations())?;
    let publisher = Publisher::new(db, Arc::new(config.service_keys()?), config.sharing());
    let guard = Arc::new(Guard::open(&config.state_dir)?);
    let lost = recover::admit_loss(&publisher, &guard, id)?;
    ensure!(lost > 0, "no promised ballot of poll {id} is missing; nothing is changed");
    Ok(lost)
}
