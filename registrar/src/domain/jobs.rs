//! Work that takes longer than a request. It is asked for by a row in the database and done by one worker, step by step;
//! each step is one transaction that also says how far it has come. A crash at any point costs the step that was at work.
//!
//! ```text
//! waiting --(first step)--> running --(last step, with its result)--> done
//!  ^ |                         |
//!  | +-------------------------+--(it cannot be done, and why)------> failed
//!  +-----------------------------(asked for anew)----------------------+
//! ```

mod failure;

pub(crate) use self::failure::Failure;
use super::roll_import;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::jobs::JobRow;

/// What can be done in the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An uploaded roll takes the place of the one that is there, or is added to it.
    RollImport,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing is done yet.
    Waiting,
    /// Some steps are done.
    Running,
    /// All of it is done.
    Done,
    /// It cannot be done.
    Failed,
}

/// What a step leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// There is more to do.
    More,
    /// The job is done, and its row says so.
    Last,
}

/// Why a step was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    /// It can never be done: the job has failed, and says so to whoever asked for it.
    #[error("{}", .0.text())]
    Hopeless(Failure),
    /// The database failed: the same step is tried again.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl Kind {
    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::RollImport => "roll-import",
        }
    }

    /// Inverse of [`Kind::as_str`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::RollImport].into_iter().find(|kind| kind.as_str() == text)
    }
}

impl State {
    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// Inverse of [`State::as_str`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Waiting, Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A job at work, with what it has in memory; all that counts is in the database.
pub(crate) trait Work {
    /// Does the next step.
    ///
    /// # Errors
    /// See [`StepError`].
    fn step(&mut self, registrar: &Registrar) -> Result<Step, StepError>;
}

/// Brings every job that is not over to its end; the number of jobs that ended. Those that the database keeps from it are
/// left to the next time, and the others go on. Called by the one worker.
pub(crate) fn run_all(registrar: &Registrar) -> StoreResult<usize> {
    let mut ended = 0;
    for job in registrar.db.run_here(store::jobs::unfinished)? {
        match run(registrar, &job) {
            Ok(()) => {
                ended += 1;
                tracing::info!("job {} ({}) is done", job.id, job.kind);
            }
            Err(StepError::Store(error)) => tracing::warn!("job {} ({}): {error}", job.id, job.kind),
            Err(StepError::Hopeless(failure)) => {
                ended += 1;
                tracing::warn!("job {} ({}) has failed: {}", job.id, job.kind, failure.as_str());
                registrar.db.write_here(|conn| store::jobs::fail(conn, &job.id, failure.as_str()))?;
            }
        }
    }
    Ok(ended)
}

fn run(registrar: &Registrar, job: &JobRow) -> Result<(), StepError> {
    let mut work = take_up(registrar, job)?;
    while work.step(registrar)? == Step::More {
        registrar.heartbeats.beat();
    }
    Ok(())
}

/// Goes on where the last committed step ended.
pub(crate) fn take_up(registrar: &Registrar, job: &JobRow) -> Result<Box<dyn Work>, StepError> {
    match Kind::parse(&job.kind) {
        Some(Kind::RollImport) => Ok(Box::new(roll_import::Import::take_up(registrar, job)?)),
        None => Err(StepError::Hopeless(Failure::UnknownKind)),
    }
}

/// Jobs that are over are forgotten after so many seconds: a month.
pub(crate) const KEPT: i64 = 30 * 86_400;
