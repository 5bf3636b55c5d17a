//! One poll as the running ballot box holds it.
//!
//! ```text
//! before --voting_opens--> voting --close--> closed --result signed--> counted
//!    |                        |
//!    +-------- cancel --------+----------------------------> cancelled
//! ```

mod state;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use crypto::encoding::PollId;
use crypto::log::checkpoint::poll_origin;
use crypto::manifest::Manifest;
use crypto::note::SignerKey;
use crypto::time::UtcTime;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, watch};

use crate::log::Log;
use crate::mix::Pool;
use crate::rollback::Rollback;
use crate::store::polls::Standing;

pub use self::state::{Phase, State};

/// A poll that was accepted.
#[derive(Debug)]
pub struct Poll {
    manifest: Manifest,
    key: Arc<SignerKey>,
    note: String,
    gate: Arc<tokio::sync::RwLock<()>>,
    state: RwLock<State>,
    pool: Mutex<Pool>,
    log: RwLock<Log>,
    sequencer: Mutex<()>,
    stale: AtomicBool,
    late: AtomicBool,
    accepted: AtomicU64,
    counted: AtomicBool,
    uncounted: AtomicU64,
    rollback: Rollback,
    mixed: Mutex<Option<Instant>>,
    damage: Mutex<Option<String>>,
    turnout: watch::Sender<u64>,
    at_work: Arc<AtomicBool>,
}

/// Held by the task that mixes or closes a poll: there is at most one.
#[derive(Debug)]
pub struct Work(Arc<AtomicBool>);

impl Drop for Work {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Held by a ballot from its arrival until it is durable: while any is held, the poll does not close.
#[derive(Debug)]
pub struct Admission {
    _open: OwnedRwLockReadGuard<()>,
}

impl Poll {
    /// A poll with all that the database holds about it, and the key that its manifest names.
    pub fn new(
        manifest: Manifest,
        key: Arc<SignerKey>,
        note: String,
        state: State,
        log: Log,
        pool: Pool,
        rollback: Rollback,
    ) -> Self {
        let accepted = log.ballots() + pool.len() as u64;
        Self {
            manifest,
            key,
            note,
            gate: Arc::default(),
            state: RwLock::new(state),
            pool: Mutex::new(pool),
            turnout: watch::Sender::new(log.ballots()),
            log: RwLock::new(log),
            sequencer: Mutex::new(()),
            stale: AtomicBool::new(false),
            late: AtomicBool::new(false),
            accepted: AtomicU64::new(accepted),
            counted: AtomicBool::new(true),
            uncounted: AtomicU64::new(0),
            rollback,
            mixed: Mutex::default(),
            damage: Mutex::default(),
            at_work: Arc::default(),
        }
    }

    /// The right to mix or close; `None` while another task does.
    pub fn begin_work(&self) -> Option<Work> {
        let free = self.at_work.compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst).is_ok();
        free.then(|| Work(Arc::clone(&self.at_work)))
    }

    /// The poll's id.
    pub fn id(&self) -> PollId {
        self.manifest.id()
    }

    /// What the poll is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The key that signs everything about this poll, to its end, whatever the service's key is by then.
    pub fn key(&self) -> &SignerKey {
        &self.key
    }

    /// The manifest's note with both signatures.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Origin of the poll's log.
    pub fn origin(&self) -> String {
        poll_origin(self.manifest.ballot_box.name.as_str(), &self.id())
    }

    /// Lets a ballot in; waits while the gate is shut. It is passed in the order of arrival: who arrived before a close does
    /// so before it.
    pub async fn admit(&self) -> Admission {
        Admission { _open: Arc::clone(&self.gate).read_owned().await }
    }

    /// Waits until no ballot is on its way and lets none in while the answer is held.
    pub async fn shut_gate(&self) -> OwnedRwLockWriteGuard<()> {
        Arc::clone(&self.gate).write_owned().await
    }

    /// Notices, results and the like, for reading; never held over an await or a database call. Who needs the log as well
    /// asks for the log first: statements and their entries become visible while both are locked.
    pub fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same for writing.
    pub fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The log, for reading; never held over an await or a database call.
    pub fn log(&self) -> RwLockReadGuard<'_, Log> {
        self.log.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same for writing.
    pub fn log_mut(&self) -> RwLockWriteGuard<'_, Log> {
        self.log.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ballots that wait for the log.
    pub fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to append to the log: one at a time.
    pub fn sequencer(&self) -> MutexGuard<'_, ()> {
        self.sequencer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that ballots were appended to the log, by whichever process.
    pub fn note_mix(&self) {
        *self.mixed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether ballots were appended so lately that this minute's mix is done.
    pub fn is_mixed(&self) -> bool {
        let mixed = self.mixed.lock().unwrap_or_else(PoisonError::into_inner);
        mixed.is_some_and(|mixed| mixed.elapsed() < MIX_PAUSE)
    }

    /// Whether memory knows all that the database says of the log's length, notices, results and end of voting.
    pub fn is_level_with(&self, standing: &Standing) -> bool {
        self.log().size() == standing.size && self.knows_end_of(standing)
    }

    /// The same of what decides who is too late.
    pub fn knows_end_of(&self, standing: &Standing) -> bool {
        let state = self.state();
        state.notices.len() as u64 == standing.notices
            && state.results.len() as u64 == standing.results
            && (state.over || !standing.ended)
    }

    /// The record kept apart from the database.
    pub fn rollback(&self) -> &Rollback {
        &self.rollback
    }

    /// What in the database was found not to be as this service wrote it, when something about it was to be signed. Where
    /// nothing more is to be signed it keeps nothing up, and whichever process signed the result has looked at all of it.
    pub fn damage(&self) -> Option<String> {
        if self.state().is_final() {
            return None;
        }
        self.damage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sets [`Poll::damage`].
    pub fn set_damage(&self, what: Option<String>) {
        *self.damage.lock().unwrap_or_else(PoisonError::into_inner) = what;
    }

    /// Notes that a write ended in doubt: memory must be read anew from the database before it is relied on.
    pub fn doubt(&self) {
        self.stale.store(true, Ordering::SeqCst);
    }

    /// Whether memory is in doubt.
    pub fn is_in_doubt(&self) -> bool {
        self.stale.load(Ordering::SeqCst)
    }

    /// Whether memory is in doubt; asking so takes the doubt away.
    pub fn take_doubt(&self) -> bool {
        self.stale.swap(false, Ordering::SeqCst)
    }

    /// Notes that a server may still commit ballots at any time, also after memory was read anew: from now on there may be
    /// some in the database of which nobody here knows.
    pub fn expect_late_ballots(&self) {
        self.late.store(true, Ordering::SeqCst);
    }

    /// Whether such ballots were to be expected at any time since the start.
    pub fn expects_late_ballots(&self) -> bool {
        self.late.load(Ordering::SeqCst)
    }

    /// Number of accepted ballots, logged or waiting. For records only, never shown.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::SeqCst)
    }

    /// Sets [`Poll::accepted`]; for the one writer of ballots.
    pub fn set_accepted(&self, ballots: u64) {
        self.accepted.store(ballots, Ordering::SeqCst);
        self.counted.store(true, Ordering::SeqCst);
    }

    /// Notes how many ballots [`crate::store::stored::stored`] leaves out.
    pub fn set_uncounted(&self, ballots: u64) {
        self.uncounted.store(ballots, Ordering::SeqCst);
    }

    /// Number of accepted ballots where the database has `stored` of them.
    pub fn accepted_by(&self, stored: u64) -> u64 {
        self.uncounted.load(Ordering::SeqCst) + stored
    }

    /// Notes that from now on the database may hold more ballots than [`Poll::accepted`], until it is set; for the one
    /// writer of ballots, before it writes. Tells whether that counted them all until now.
    pub fn expect_ballots(&self) -> bool {
        self.counted.swap(false, Ordering::SeqCst) && !self.expects_late_ballots()
    }

    /// Whether [`Poll::accepted`] counts every ballot that was read from the database before this is asked.
    pub fn is_counted(&self) -> bool {
        self.counted.load(Ordering::SeqCst) && !self.expects_late_ballots()
    }

    /// Tells whoever watches that the number of logged ballots, or the poll's phase, may have changed.
    pub fn announce(&self) {
        self.turnout.send_replace(self.log().ballots());
    }

    /// Follows the number of logged ballots.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.turnout.subscribe()
    }

    /// End of voting after all notices.
    pub fn voting_closes(&self) -> UtcTime {
        self.state().voting_closes(&self.manifest)
    }

    /// Where the poll is at `now`.
    pub fn phase(&self, now: UtcTime) -> Phase {
        self.state().phase(&self.manifest, now)
    }
}

/// The clocks of several processes come to a full minute within this of each other, and one of them mixes.
const MIX_PAUSE: Duration = Duration::from_secs(30);
