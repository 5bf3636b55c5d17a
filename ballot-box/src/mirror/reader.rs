//! Reads what the ballot box has published, beside it: from the database without changing anything, and from the records apart
//! from it, which say what was shown. Of what is not recorded yet nothing is published: a server that loses what it had
//! committed could lead to another checkpoint in its place.

use std::sync::Arc;

use anyhow::{Context as _, ensure};
use crypto::encoding::PollId;
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::Manifest;
use crypto::note::{Note, ServiceName};
use web::guard::Guard;
use web::{Db, DbError};

use super::poll::Version;
use crate::ballot_box::BoxLog;
use crate::config::Config;
use crate::mix::Pool;
use crate::poll::Poll;
use crate::publish::{PublishError, Publisher};
use crate::read_back::{News, load_state, newest_head, read_log};
use crate::rollback::{Rollback, Sharing};
use crate::store;

/// The ballot box's database and records.
pub(crate) struct Reader {
    publisher: Publisher,
    guard: Arc<Guard>,
    name: ServiceName,
}

impl Reader {
    /// Of the ballot box with that configuration, whether it runs or not.
    pub(crate) fn open(config: &Config) -> anyhow::Result<Self> {
        let state_dir = &config.state_dir;
        ensure!(
            state_dir.is_dir(),
            "state_dir {} does not exist: start the ballot box first",
            state_dir.display()
        );
        let guard = Guard::open(state_dir)
            .with_context(|| format!("state_dir {} cannot be used", state_dir.display()))?;
        let db = Db::open_to_read(&config.database_url, &store::migrations())?;
        let publisher = Publisher::new(db, Arc::new(config.service_keys()?), Sharing::Replicas);
        Ok(Self::new(publisher, guard, config.name.clone()))
    }

    /// The same of parts; `publisher` never publishes here.
    pub(super) fn new(publisher: Publisher, guard: Guard, name: ServiceName) -> Self {
        Self { publisher, guard: Arc::new(guard), name }
    }

    pub(super) fn db(&self) -> &Db {
        self.publisher.db()
    }

    /// The list of polls as far as it was shown; `None` before the first start.
    pub(super) fn list(&self) -> anyhow::Result<Option<BoxLog>> {
        let Some(held) = Rollback::open_box_log(&self.guard, Sharing::Replicas)? else { return Ok(None) };
        // Before the database, which is always ahead.
        let record = held.read()?;
        let mut ids = self.db().run_here(|conn| store::polls::box_log(conn).map_err(DbError::from))?;
        let mut tree = Tree::new();
        ids.iter().for_each(|id| tree.push(&Entry::manifest(*id)));
        record.check_log(&tree).context("the list of polls")?;
        ids.truncate(usize::try_from(record.size()).unwrap_or(usize::MAX));
        Ok(Some(BoxLog::new(ids, &self.name, self.publisher.keys(), Arc::new(held))))
    }

    /// A poll as it was shown; `None` if that is about to happen.
    pub(super) fn poll(&self, id: PollId) -> anyhow::Result<Option<Poll>> {
        let Some(held) = Rollback::open(&self.guard, Sharing::Replicas, id)? else { return Ok(None) };
        let record = held.read()?;
        let read = |conn: &mut _| {
            let note = store::polls::manifest(conn, id)?
                .ok_or(PublishError::Damaged("the list of polls names an unknown poll"))?;
            let manifest = Note::parse(&note).ok().and_then(|note| Manifest::parse(note.text()).ok());
            let manifest = manifest.ok_or(PublishError::Damaged("a stored manifest is malformed"))?;
            let (checkpoint, head) = newest_head(conn, &manifest)?;
            let log = read_log(conn, &manifest, &checkpoint, head, None)?;
            Ok::<_, PublishError>((note, manifest, log, load_state(conn, id)?))
        };
        let (note, manifest, log, state) = self.db().run_here(|conn| store::turns::snapshot(conn, read))?;
        record.check_log(log.tree())?;
        if held.read()?.size() < log.size() {
            return Ok(None);
        }
        let key = self.publisher.keys().of(&manifest.ballot_box.key).context(
            "it was accepted under a key that is not in service_key_file: use the file of the running service",
        )?;
        Ok(Some(Poll::new(manifest, Arc::clone(key), note, state, log, Pool::default(), held)))
    }

    /// Brings a poll to what was shown since.
    pub(super) fn follow(&self, poll: &Poll) -> anyhow::Result<()> {
        let record = poll.rollback().read()?;
        let news = self
            .db()
            .run_here(|conn| store::turns::snapshot(conn, |conn| self.publisher.news(conn, poll)))?;
        let Some(News { checkpoint, note, entries, state }) = news else { return Ok(()) };
        if poll.rollback().read()?.size() < checkpoint.size {
            return Ok(());
        }
        let mut log = poll.log_mut();
        entries.iter().for_each(|entry| log.push(entry));
        ensure!(
            log.head(poll.origin()) == checkpoint,
            "the database holds other entries than were signed for"
        );
        record.check_log(log.tree())?;
        log.publish(checkpoint.size, note, None);
        *poll.state_mut() = state;
        Ok(())
    }

    /// Whether the poll is still as it was when `version` of it was put.
    pub(super) fn is_still(&self, id: PollId, version: &Version) -> anyhow::Result<bool> {
        let (note, standing) = self.db().run_here(|conn| {
            let note = store::log::newest_checkpoint(conn, id)?;
            Ok::<_, DbError>((note, store::polls::standing(conn, id)?))
        })?;
        Ok(note.as_ref() == Some(&version.checkpoint)
            && standing.notices == version.notices
            && standing.results == version.results)
    }
}
