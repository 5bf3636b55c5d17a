//! The running ballot box: its polls, its key, its clock, and the way to the writer of ballots.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, TryLockError};

use crypto::encoding::PollId;
use crypto::log::checkpoint::{Checkpoint, polls_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::note::{Note, ServiceName, SignerKey, VerifierKey};
use web::Db;
use web::guard::Guard;

use crate::append::{Appender, QUEUE};
use crate::bundles::Bundles;
use crate::clock::Clock;
use crate::config::Registrar;
use crate::keys::Keys;
use crate::poll::Poll;
use crate::publish::Publisher;
use crate::rollback::Rollback;
use crate::witnesses::{Listed, Witnesses};

/// The ballot box.
pub struct BallotBox {
    identity: Identity,
    clock: Clock,
    publisher: Publisher,
    appender: Appender,
    guard: Arc<Guard>,
    witnesses: Witnesses,
    polls: RwLock<BTreeMap<PollId, Arc<Poll>>>,
    box_log: RwLock<BoxLog>,
    bundles: Bundles,
    /// Held while a manifest is accepted: one at a time.
    accepting: tokio::sync::Mutex<()>,
    /// Held while the database forgets the order of arrival.
    forgetting: Mutex<()>,
}

/// Who this ballot box is and whose polls it takes.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its name.
    pub name: ServiceName,
    /// Verifier keys it signed with before, besides those that handed over.
    pub former_keys: Vec<VerifierKey>,
    /// The allow-list.
    pub registrars: Vec<Registrar>,
    /// Witnesses that polls may name.
    pub witnesses: Vec<Listed>,
}

/// The box's own log of all polls it ever accepted.
#[derive(Debug)]
pub struct BoxLog {
    tree: Tree,
    polls: Vec<PollId>,
    checkpoint: Note,
    rollback: Arc<Rollback>,
}

impl BoxLog {
    /// The log of `polls`, signed anew: Ed25519 is deterministic, so a checkpoint is the same each time. The keys before the
    /// present one sign it as well, for whoever knows the service by them.
    pub fn new(polls: Vec<PollId>, name: &ServiceName, keys: &Keys, rollback: Arc<Rollback>) -> Self {
        let mut tree = Tree::new();
        polls.iter().for_each(|poll| tree.push(&Entry::manifest(*poll)));
        let mut checkpoint = Checkpoint::of(polls_origin(name), &tree).sign(keys.current());
        for key in keys.former() {
            checkpoint.countersign(key).expect("there are fewer keys than a note may have signatures");
        }
        Self { tree, polls, checkpoint, rollback }
    }

    /// The tree.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Polls in the order of their acceptance.
    pub fn polls(&self) -> &[PollId] {
        &self.polls
    }

    /// The newest checkpoint.
    pub fn checkpoint(&self) -> &Note {
        &self.checkpoint
    }

    /// The record apart from the database.
    pub fn rollback(&self) -> &Arc<Rollback> {
        &self.rollback
    }
}

impl BallotBox {
    /// Puts the parts together; `recover` has made them.
    pub(crate) fn new(
        identity: Identity,
        clock: Clock,
        publisher: Publisher,
        guard: Arc<Guard>,
        polls: Vec<Poll>,
        box_log: BoxLog,
    ) -> std::io::Result<Self> {
        Ok(Self {
            witnesses: Witnesses::new(&identity.witnesses),
            identity,
            clock,
            appender: Appender::start(publisher.clone(), QUEUE)?,
            publisher,
            guard,
            polls: RwLock::new(polls.into_iter().map(|poll| (poll.id(), Arc::new(poll))).collect()),
            box_log: RwLock::new(box_log),
            bundles: Bundles::default(),
            accepting: tokio::sync::Mutex::default(),
            forgetting: Mutex::default(),
        })
    }

    /// Who this is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The clock by which windows are judged.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The service's key: that of all new polls.
    pub fn key(&self) -> &SignerKey {
        self.publisher.keys().current()
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.publisher.db()
    }

    /// Who appends to logs.
    pub fn publisher(&self) -> &Publisher {
        &self.publisher
    }

    /// The way to the writer of ballots.
    pub fn appender(&self) -> &Appender {
        &self.appender
    }

    /// The state directory.
    pub fn guard(&self) -> &Arc<Guard> {
        &self.guard
    }

    /// Who cosigns checkpoints.
    pub(crate) fn witnesses(&self) -> &Witnesses {
        &self.witnesses
    }

    /// The poll of that id.
    pub fn poll(&self, id: PollId) -> Option<Arc<Poll>> {
        self.polls.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// The poll with that alias.
    pub fn poll_by_slug(&self, slug: &str) -> Option<Arc<Poll>> {
        self.polls().into_iter().find(|poll| poll.manifest().slug.as_deref() == Some(slug))
    }

    /// All polls.
    pub fn polls(&self) -> Vec<Arc<Poll>> {
        self.polls.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The box's own log.
    pub fn box_log(&self) -> RwLockReadGuard<'_, BoxLog> {
        self.box_log.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bundles of entries that were asked for lately.
    pub(crate) fn bundles(&self) -> &Bundles {
        &self.bundles
    }

    /// The right to accept a manifest: one at a time.
    pub(crate) async fn accepting(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.accepting.lock().await
    }

    /// The right to make the database forget the order of arrival; `None` while another task does.
    pub(crate) fn begin_forgetting(&self) -> Option<MutexGuard<'_, ()>> {
        match self.forgetting.try_lock() {
            Ok(turn) => Some(turn),
            Err(TryLockError::Poisoned(turn)) => Some(turn.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Makes polls that are durable everywhere visible.
    pub(crate) fn show(&self, polls: Vec<Poll>, box_log: BoxLog) {
        let polls = polls.into_iter().map(|poll| (poll.id(), Arc::new(poll)));
        self.polls.write().unwrap_or_else(PoisonError::into_inner).extend(polls);
        *self.box_log.write().unwrap_or_else(PoisonError::into_inner) = box_log;
    }
}
