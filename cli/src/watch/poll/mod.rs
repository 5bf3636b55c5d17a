//! One look at one poll: everything that its ballot box shows now, against what it showed before.

mod list;
mod memory;
mod mirrors;
mod result;
mod shown;
mod statements;

use std::io;
use std::time::{Duration, Instant};

use crypto::encoding::PollId;
use crypto::manifest::Manifest;
use crypto::time::UtcTime;

use super::log::Source;
use super::sighting::{Kind, Sighting, Weight};
use super::state::StateDir;
use super::stop::Stop;
use crate::client::{BallotBox, ClientError};

pub(super) use memory::PollMemory;

/// Why a look broke off.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// Nothing came, or nothing that fits.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A download of the ballot box that broke off for good.
    #[error(transparent)]
    Cut(io::Error),
    /// The watcher's own folder.
    #[error(transparent)]
    Own(#[from] anyhow::Error),
    /// The watcher is asked to end.
    #[error("interrupted")]
    Stopped,
}

/// A look that goes on.
pub(super) struct Look<'a> {
    pub(super) ballot_box: &'a BallotBox,
    /// What has to show the same.
    pub(super) mirrors: &'a [BallotBox],
    pub(super) manifest: &'a Manifest,
    pub(super) memory: &'a mut PollMemory,
    pub(super) receipts: &'a [(String, String)],
    pub(super) state: &'a StateDir,
    pub(super) stop: &'a Stop,
    pub(super) deadline: Instant,
    /// From when on no mirror is read.
    pub(super) mirrors_until: Instant,
    pub(super) now: UtcTime,
    /// Seconds after which a mirror that lags is told of.
    pub(super) patience: i64,
    /// What was found so far.
    pub(super) found: Vec<Sighting>,
}

impl Look<'_> {
    /// Looks at everything. What was found stands in [`Look::found`], also where the look breaks off.
    pub(super) fn run(&mut self) -> Result<(), Trouble> {
        self.once()?;
        let falls = |sighting: &Sighting| matches!(sighting.kind, Kind::CountFell | Kind::LogShrank);
        if self.found.iter().any(falls) {
            // Another process of the same ballot box may have answered, which is a little behind: what was shown does not
            // count before it is shown again. What is proved stays so.
            self.found.retain(|sighting| sighting.kind.weight() == Weight::Lasting && !falls(sighting));
            if self.stop.wait(CATCHES_UP) {
                return Err(Trouble::Stopped);
            }
            self.once()?;
        }
        Ok(())
    }

    fn once(&mut self) -> Result<(), Trouble> {
        let held = self.held();
        let mirrored = self.mirrored();
        // Each of these is asked before what must be at least as new.
        let summary: serde_json::Value = self.ballot_box.get(&self.poll(), "")?.json()?;
        let told = self.memory.highest.rise(&summary);
        self.found.extend(told);
        let Some(shown) = self.shown(mirrored)? else { return Ok(()) };
        self.conclude(&shown, &held, Vec::new());
        if self.is_shorter(&shown, &held) {
            return Ok(());
        }
        if self.follow(&shown, &held)? {
            let size = shown.head.size;
            let own =
                shown.note.only(&self.manifest.ballot_box.key).map_err(|error| anyhow::anyhow!("{error}"))?;
            self.state.keep_checkpoint(&self.poll(), size, &own.to_string())?;
            self.memory.checkpoint = Some(shown.note.to_string());
            let logged = self.memory.log.ballots;
            self.found.extend(self.memory.highest.at_most(logged));
            self.statements(&shown)?;
            self.witnesses(&shown);
            self.result(&shown, &held);
            self.compare_mirrors(&shown)?;
        }
        self.memory.keep(shown, self.manifest);
        Ok(())
    }

    fn poll(&self) -> PollId {
        self.manifest.id()
    }

    fn sight(&mut self, kind: Kind, key: &str, detail: impl Into<String>) {
        self.found.push(Sighting::new(kind, key, detail));
    }
}

impl<'a> Look<'a> {
    /// Where the list's entries come from.
    fn source<'s>(&self, tiles: &'s str) -> Source<'s>
    where
        'a: 's,
    {
        Source { http: self.ballot_box.http(), tiles, stop: self.stop, deadline: self.deadline }
    }
}

/// What is not there yet.
fn optional<T>(answer: Result<T, ClientError>) -> Result<Option<T>, ClientError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(ClientError::Refused(problem)) if problem.status == 404 => Ok(None),
        Err(error) => Err(error),
    }
}

/// A ballot box's processes are half a second apart at most (docs/operations.md, "Several processes").
const CATCHES_UP: Duration = Duration::from_secs(2);
