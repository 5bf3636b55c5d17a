//! The start: reads everything back, compares it with what was signed and promised, and refuses what is older.

use std::sync::Arc;

use crypto::encoding::PollId;
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::Manifest;
use crypto::note::{Note, ServiceName};
use web::guard::Guard;
use web::{Db, DbConnection, DbError};

use crate::assets;
use crate::ballot_box::{BallotBox, BoxLog, Identity};
use crate::clock::Clock;
use crate::poll::Poll;
use crate::publish::{Draw, PublishError, Publisher};
use crate::read_back::load_state;
use crate::rollback::{OlderDatabase, Rollback, RollbackError, Sharing};
use crate::store;

/// Why the ballot box does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database or the state directory failed, or what they hold was never written by this service.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A poll's rows are older than its record.
    #[error(
        "refusing to start: poll {poll}: {cause}. Restore the newest database; see the operations manual"
    )]
    OlderPoll {
        /// The poll.
        poll: PollId,
        /// What is missing.
        cause: OlderDatabase,
    },
    /// The list of polls is older than its record.
    #[error(
        "refusing to start: the list of polls: {0}. Restore the newest database; see the operations manual"
    )]
    OlderList(OlderDatabase),
    /// The records are gone, though polls were accepted.
    #[error(
        "refusing to start: state_dir holds no record of {0}, so nobody can tell whether the database is an old one. \
         Restore state_dir"
    )]
    NoRecord(String),
    /// A poll was accepted under another key than the configured one.
    #[error(
        "refusing to start: poll {poll} was accepted under the key {key}, which is not in service_key_file: put back the file \
         that holds it, and change keys by `rotate-key`, which keeps the old ones"
    )]
    OtherKey {
        /// The poll.
        poll: PollId,
        /// The key in its manifest.
        key: String,
    },
    /// The writer's thread could not be started.
    #[error("the writer of ballots could not be started: {0}")]
    Thread(#[from] std::io::Error),
}

impl From<DbError> for StartError {
    fn from(error: DbError) -> Self {
        Self::Publish(error.into())
    }
}

impl From<diesel::result::Error> for StartError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Publish(error.into())
    }
}

impl From<RollbackError> for StartError {
    fn from(error: RollbackError) -> Self {
        Self::Publish(error.into())
    }
}

impl BallotBox {
    /// Starts on what `publisher`'s database holds. Blocks.
    pub fn recover(
        identity: Identity,
        clock: Clock,
        publisher: Publisher,
        guard: Arc<Guard>,
    ) -> Result<Self, StartError> {
        let db: Db = publisher.db().clone();
        let (box_log, polls) = db.run_here(|conn| load(conn, &identity.name, &publisher, &guard))?;
        let ballot_box = Self::new(identity, clock, publisher, guard, polls, box_log)?;
        ballot_box.state_assets()?;
        Ok(ballot_box)
    }

    /// Shows the polls that the database holds and memory does not, once their records and that of the list are good: a
    /// poll that was committed just now, and whatever an earlier attempt left that got no further. For who has the right
    /// to accept. Blocks.
    pub(crate) fn catch_up(&self, conn: &mut DbConnection) -> Result<(), StartError> {
        let ids = store::polls::box_log(conn)?;
        let (known, list) = {
            let box_log = self.box_log();
            (box_log.polls().len(), Arc::clone(box_log.rollback()))
        };
        let fresh: Vec<Poll> = ids
            .get(known..)
            .unwrap_or_default()
            .iter()
            .map(|id| load_poll(conn, self.publisher(), self.guard(), *id, true))
            .collect::<Result<_, _>>()?;
        if !fresh.is_empty() {
            let box_log = BoxLog::new(ids, &self.identity().name, self.publisher().keys(), list);
            box_log.rollback().advance_log(box_log.tree().size(), &box_log.tree().root())?;
            self.show(fresh, box_log);
        }
        Ok(())
    }

    /// Shows the polls that other processes accepted.
    pub(crate) async fn look_for_polls(self: &Arc<Self>) -> Result<(), StartError> {
        let _turn = self.accepting().await;
        let this = Arc::clone(self);
        self.db().run(move |conn| this.catch_up(conn)).await
    }

    /// Appends the booth's files to the log of every running poll whose last statement of them is not true any more.
    fn state_assets(&self) -> Result<(), StartError> {
        for poll in self.polls() {
            // A replica that starts at the same time may be first.
            while let Err(error) = self.state_assets_of(&poll) {
                match error {
                    PublishError::Behind => self.publisher().refresh(&poll)?,
                    other => return Err(other.into()),
                }
            }
        }
        Ok(())
    }

    fn state_assets_of(&self, poll: &Poll) -> Result<(), PublishError> {
        let text = assets::text();
        let note = Note::sign(text.clone(), poll.key()).to_string();
        let (known, number) = {
            let state = poll.state();
            (state.is_final() || state.assets.last() == Some(&note), state.assets.len() as u64 + 1)
        };
        if known {
            return Ok(());
        }
        let id = poll.id();
        self.publisher().publish(
            poll,
            &[Entry::assets(&text)],
            Draw::None,
            |conn| store::statements::insert_assets(conn, id, number, &note),
            |state| state.assets.push(note.clone()),
        )?;
        tracing::info!("poll {id}: the booth's files changed; statement {number} appended to its log");
        Ok(())
    }
}

/// Whether the service `name` could start on what `publisher`'s database holds. Whatever the records in `guard` lag behind
/// they are advanced, so it should be a copy of them. Blocks.
pub(crate) fn check(name: &ServiceName, publisher: &Publisher, guard: &Arc<Guard>) -> Result<(), StartError> {
    publisher.db().clone().run_here(|conn| load(conn, name, publisher, guard)).map(drop)
}

fn load(
    conn: &mut DbConnection,
    name: &ServiceName,
    publisher: &Publisher,
    guard: &Arc<Guard>,
) -> Result<(BoxLog, Vec<Poll>), StartError> {
    // Before the database: replicas go on writing, and the database is always ahead of the records.
    let held = Rollback::open_box_log(guard, publisher.sharing())?;
    let before = held.as_ref().map(Rollback::read).transpose()?;
    let ids = store::polls::box_log(conn)?;
    let mut tree = Tree::new();
    ids.iter().for_each(|id| tree.push(&Entry::manifest(*id)));
    let (record, before) = match (held, before) {
        (Some(record), Some(before)) => (record, before),
        // Made at the very first start, before any poll: where it is missing later, state_dir was lost.
        _ if ids.is_empty() => {
            let record = Rollback::create_box_log(guard, publisher.sharing(), &tree)?;
            let before = record.read()?;
            (record, before)
        }
        _ => return Err(StartError::NoRecord("the list of polls".to_owned())),
    };
    before.check(&tree, 0).map_err(StartError::OlderList)?;
    // A poll is committed first and recorded then: what the list's record does not cover yet may lack its own.
    let recorded = before.size();

    let mut polls = Vec::with_capacity(ids.len());
    for (position, id) in (0..).zip(&ids) {
        polls.push(load_poll(conn, publisher, guard, *id, position >= recorded)?);
    }
    record.advance_log(tree.size(), &tree.root())?;
    Ok((BoxLog::new(ids, name, publisher.keys(), Arc::new(record)), polls))
}

fn load_poll(
    conn: &mut DbConnection,
    publisher: &Publisher,
    guard: &Arc<Guard>,
    id: PollId,
    may_lack_record: bool,
) -> Result<Poll, StartError> {
    let note = store::polls::manifest(conn, id)?
        .ok_or(PublishError::Damaged("the list of polls names an unknown poll"))?;
    let manifest = Note::parse(&note)
        .ok()
        .and_then(|note| Manifest::parse(note.text()).ok())
        .filter(|manifest| manifest.id() == id)
        .ok_or(PublishError::Damaged("a stored manifest is not the one that was accepted"))?;
    let named = &manifest.ballot_box.key;
    let key = publisher.keys().of(named);
    let key = key.ok_or_else(|| StartError::OtherKey { poll: id, key: named.to_string() })?;
    // What a process that was killed had sent to the server is there now, or never will be.
    store::turns::settle(conn, id)?;
    let sharing = publisher.sharing();
    let held = Rollback::open(guard, sharing, id)?;
    let before = held.as_ref().map(Rollback::read).transpose()?;
    let (log, accepted, uncounted, pool, state) = store::turns::snapshot(conn, |conn| {
        let pool = store::ballots::waiting(conn, id)?.into_iter().collect();
        let accepted = store::ballots::count(conn, id)?;
        let uncounted = store::stored::uncounted(conn, id, accepted)?;
        let log = publisher.load_log(conn, &manifest)?;
        Ok::<_, PublishError>((log, accepted, uncounted, pool, load_state(conn, id)?))
    })?;
    let (record, before) = match (held, before) {
        (Some(record), Some(before)) => (record, before),
        _ if may_lack_record => {
            let record = Rollback::create(guard, sharing, id, log.tree())?;
            let before = record.read()?;
            (record, before)
        }
        _ => return Err(StartError::NoRecord(format!("poll {id}"))),
    };
    before.check(log.tree(), accepted).map_err(|cause| StartError::OlderPoll { poll: id, cause })?;
    record.advance_promises(accepted)?;
    record.advance_log(log.size(), &log.root())?;
    let poll = Poll::new(manifest, Arc::clone(key), note, state, log, pool, record);
    poll.set_uncounted(uncounted);
    if sharing == Sharing::Replicas {
        // Others take ballots in, so none but the database can count them.
        poll.expect_late_ballots();
    }
    Ok(poll)
}

#[cfg(test)]
mod tests;
