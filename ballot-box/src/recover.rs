//! The start: reads everything back, compares it with what was signed and promised, and refuses what is older.

use std::sync::Arc;

use crypto::encoding::PollId;
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::Manifest;
use crypto::note::{Note, ServiceName, SignerKey};
use web::guard::Guard;
use web::{Db, DbConnection, DbError};

use crate::assets;
use crate::ballot_box::{BallotBox, BoxLog, Identity};
use crate::clock::Clock;
use crate::log::Log;
use crate::loss;
use crate::mix::Pool;
use crate::poll::{Poll, State};
use crate::publish::{Draw, PublishError, Publisher};
use crate::read_back::{lacks_counts, load_state};
use crate::rollback::{OlderDatabase, Record, Rollback, RollbackError, Sharing};
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
    let sharing = publisher.sharing();
    let Found { manifest, key, note, log, stored, counted, pool, state, held } =
        Found::of(conn, publisher, guard, id)?;
    let (record, before) = match held {
        Some(held) => held,
        _ if may_lack_record => {
            let record = Rollback::create(guard, sharing, id, log.tree())?;
            let before = record.read()?;
            (record, before)
        }
        _ => return Err(StartError::NoRecord(format!("poll {id}"))),
    };
    // Of a cancelled poll nothing is signed any more: what its log lacks it lacks for ever, and everybody can see that.
    let checked = match state.is_cancelled() {
        true => before.check_log(log.tree()),
        false => before.check(log.tree(), stored),
    };
    checked.map_err(|cause| StartError::OlderPoll { poll: id, cause })?;
    // All that ever came in, also where some of them are lost.
    let accepted = stored.max(counted).max(before.promises());
    record.advance_promises(accepted)?;
    record.advance_log(log.size(), &log.root())?;
    record.admit_loss(accepted - stored)?;
    let poll = Poll::new(manifest, Arc::clone(&key), note, state, log, pool, record);
    poll.set_accepted(accepted);
    poll.set_uncounted(accepted - counted);
    if sharing == Sharing::Replicas {
        // Others take ballots in, so none but the database can count them.
        poll.expect_late_ballots();
    }
    let short = OlderDatabase::Promises { promised: accepted, found: stored };
    let damage = match accepted > stored {
        true => Some(short.into()),
        false => lacks_counts(poll.manifest(), &poll.log()),
    };
    let owed = !poll.state().is_cancelled();
    damage.filter(|_| owed).map_or(Ok(()), |damage| loss::bear(&poll, damage))?;
    Ok(poll)
}

/// Enters into the record of a poll how many of its promised ballots are not there, and returns that.
pub(crate) fn admit_loss(publisher: &Publisher, guard: &Arc<Guard>, id: PollId) -> Result<u64, StartError> {
    let found = publisher.db().clone().run_here(|conn| Found::of(conn, publisher, guard, id))?;
    let (record, before) = found.held.ok_or_else(|| StartError::NoRecord(format!("poll {id}")))?;
    before.check_log(found.log.tree()).map_err(|cause| StartError::OlderPoll { poll: id, cause })?;
    let lost = before.promises().saturating_sub(found.stored);
    record.admit_loss(lost)?;
    Ok(lost)
}

/// What there is of a poll, in the database as it is at one moment and in the record as it was before.
struct Found {
    manifest: Manifest,
    key: Arc<SignerKey>,
    note: String,
    log: Log,
    /// Ballots in the table.
    stored: u64,
    /// Ballots that were counted when they were put there.
    counted: u64,
    pool: Pool,
    state: State,
    held: Option<(Rollback, Record)>,
}

impl Found {
    fn of(
        conn: &mut DbConnection,
        publisher: &Publisher,
        guard: &Arc<Guard>,
        id: PollId,
    ) -> Result<Self, StartError> {
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
        let key = Arc::clone(key);
        // What a process that was killed had sent to the server is there now, or never will be.
        store::turns::settle(conn, id)?;
        let held = Rollback::open(guard, publisher.sharing(), id)?;
        let held = held.map(|record| record.read().map(|before| (record, before))).transpose()?;
        store::turns::snapshot(conn, |conn| {
            let pool = store::ballots::all_waiting(conn, id)?.into_iter().collect();
            let stored = store::ballots::count(conn, id)?;
            let counted = store::stored::stored(conn, id)?;
            let (log, state) = (publisher.load_log(conn, &manifest)?, load_state(conn, id)?);
            Ok(Self { manifest, key, note, log, stored, counted, pool, state, held })
        })
    }
}

#[cfg(test)]
mod tests;
