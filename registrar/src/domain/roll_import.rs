//! From an uploaded file to the roll: looked at first, then imported by a job, all of it or nothing.
//!
//! The job stages the voters beside the roll in small transactions, which a crash leaves as they are, and puts all of
//! them into the roll in one. That last transaction also ends the job and forgets the file.

use serde::Serialize;
use serde_json::json;
use web::i18n::Text;

use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::jobs::{Failure, Kind, Step, StepError, Work};
use super::mailing;
use super::poll::State;
use super::roll::{self, Duplicate, ImportError, Imported, Rejected, RollFile};
use super::roll_change::{self, Change, RollClosed};
use crate::registrar::Registrar;
use crate::store;
use crate::store::jobs::JobRow;
use crate::store::mailings::Audience;
use crate::store::uploads::Upload;

/// What an uploaded file is to the roll that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// The roll becomes what the file says.
    Replace,
    /// Nobody is taken off.
    Add,
}

impl Mode {
    /// As it is stored and asked for.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Add => "add",
        }
    }

    /// Inverse of [`Mode::as_str`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Replace, Self::Add].into_iter().find(|mode| mode.as_str() == text)
    }

    fn action(self) -> Action {
        match self {
            Self::Replace => Action::RollReplace,
            Self::Add => Action::RollAdd,
        }
    }

    fn change(self) -> Change {
        match self {
            Self::Replace => Change::Replace,
            Self::Add => Change::Add,
        }
    }
}

/// What an import would do to the roll as it is now. Lists hold the first [`SHOWN`].
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Preview {
    /// Names the uploaded file.
    pub(crate) upload: String,
    /// See [`Mode`].
    pub(crate) mode: Mode,
    /// Whether it can be imported: a file with bad rows cannot.
    pub(crate) importable: bool,
    /// Rows read.
    pub(crate) rows: u64,
    /// Voters in the file, each once.
    pub(crate) voters: u64,
    /// Voters who would be new on the roll.
    pub(crate) added: u64,
    /// Voters who would get another name or id.
    pub(crate) changed: u64,
    /// Voters who would stay as they are.
    pub(crate) unchanged: u64,
    /// Voters who would be taken off.
    pub(crate) removed: u64,
    /// Some of them.
    pub(crate) removed_emails: Vec<String>,
    /// How many rows repeat an address; the first row counts.
    pub(crate) duplicates: u64,
    /// Some of them.
    pub(crate) duplicate_rows: Vec<Duplicate>,
    /// How many rows are no voter.
    pub(crate) rejected: u64,
    /// Some of them.
    pub(crate) rejected_rows: Vec<Rejected>,
}

/// Why an uploaded file was not kept, or not imported. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UploadError {
    /// It cannot be read as a roll.
    #[error(transparent)]
    File(#[from] ImportError),
    /// The roll cannot be changed so.
    #[error(transparent)]
    Closed(#[from] RollClosed),
    /// No such upload, or it was imported or forgotten.
    #[error("{}", self.text())]
    NoUpload,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl UploadError {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Closed(closed) => closed.text(),
            Self::NoUpload => Text::new("roll-no-upload"),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Keeps a file whose rows can be read, for a look at it and a yes. Blocks.
pub(crate) fn upload(
    registrar: &Registrar,
    poll: &str,
    mode: Mode,
    bytes: &[u8],
) -> Result<Preview, UploadError> {
    let file = roll::read(bytes)?;
    let now = registrar.clock.now();
    let id = registrar.db.write_here(|conn| -> Result<_, UploadError> {
        roll_change::allowed(conn, poll, mode.change(), now)?;
        Ok(store::uploads::insert(conn, poll, mode.as_str(), bytes, now.unix())?)
    })?;
    compare(registrar, poll, id, mode, &file)
}

/// What importing an uploaded file would do now. Blocks.
pub(crate) fn preview(registrar: &Registrar, poll: &str, id: &str) -> Result<Preview, UploadError> {
    let upload = registrar.db.run_here(|conn| store::uploads::find(conn, id))?;
    let upload = upload.filter(|upload| upload.poll == poll).ok_or(UploadError::NoUpload)?;
    let (mode, file) = open(&upload)?;
    // Once an open poll is published its roll is the list of those with a pass, which is shown to nobody.
    let now = registrar.clock.now();
    registrar.db.run_here(|conn| roll_change::allowed(conn, poll, mode.change(), now))?;
    compare(registrar, poll, upload.id, mode, &file)
}

/// Asks for the import of an uploaded file; the job's id, the same one if it was asked for before. Blocks.
pub(crate) fn confirm(
    registrar: &Registrar,
    poll: &str,
    id: &str,
    officer: &Account,
) -> Result<String, UploadError> {
    let now = registrar.clock.now();
    let upload = registrar.db.run_here(|conn| store::uploads::find(conn, id))?;
    let upload = upload.filter(|upload| upload.poll == poll).ok_or(UploadError::NoUpload)?;
    let (mode, file) = open(&upload)?;
    if !file.rejected.is_empty() {
        return Err(ImportError::Rejected(file).into());
    }
    let job = registrar.db.write_here(|conn| -> Result<_, UploadError> {
        roll_change::allowed(conn, poll, mode.change(), now)?;
        if !store::uploads::is_there(conn, id, poll)? {
            return Err(UploadError::NoUpload);
        }
        Ok(store::jobs::ask(conn, Kind::RollImport.as_str(), poll, id, officer, now.unix())?)
    })?;
    registrar.wake_jobs();
    Ok(job)
}

/// Throws an uploaded file away, unless its import was asked for. Blocks.
pub(crate) fn discard(registrar: &Registrar, poll: &str, id: &str) -> Result<(), UploadError> {
    registrar.db.write_here(|conn| {
        let asked = store::jobs::unfinished(conn)?.iter().any(|job| job.subject == id);
        if asked || !store::uploads::is_there(conn, id, poll)? {
            return Err(UploadError::NoUpload);
        }
        Ok(store::uploads::delete(conn, id)?)
    })
}

fn open(upload: &Upload) -> Result<(Mode, RollFile), UploadError> {
    let mode = Mode::parse(&upload.mode).ok_or(UploadError::NoUpload)?;
    Ok((mode, roll::read(&upload.content)?))
}

fn compare(
    registrar: &Registrar,
    poll: &str,
    upload: String,
    mode: Mode,
    file: &RollFile,
) -> Result<Preview, UploadError> {
    let mut old = registrar.db.run_here(|conn| store::roll::all(conn, poll))?;
    let (mut added, mut changed) = (0, 0);
    for line in &file.lines {
        match old.remove(&line.email) {
            None => added += 1,
            Some((_, known)) if known != *line => changed += 1,
            Some(_) => {}
        }
    }
    let mut removed: Vec<String> = if mode == Mode::Add { Vec::new() } else { old.into_keys().collect() };
    removed.sort_unstable();
    let voters = file.lines.len() as u64;
    Ok(Preview {
        upload,
        mode,
        importable: file.rejected.is_empty(),
        rows: file.rows,
        voters,
        added,
        changed,
        unchanged: voters - added - changed,
        removed: removed.len() as u64,
        removed_emails: removed.into_iter().take(SHOWN).collect(),
        duplicates: file.duplicates.len() as u64,
        duplicate_rows: file.duplicates.iter().take(SHOWN).cloned().collect(),
        rejected: file.rejected.len() as u64,
        rejected_rows: file.rejected.iter().take(SHOWN).cloned().collect(),
    })
}

/// An import at work.
#[derive(Debug)]
pub(crate) struct Import {
    job: JobRow,
    mode: Mode,
    file: RollFile,
    staged: usize,
}

impl Import {
    /// Goes on after the voters that are staged already: in one order, for the file is the same.
    pub(crate) fn take_up(registrar: &Registrar, job: &JobRow) -> Result<Self, StepError> {
        let upload = registrar.db.run_here(|conn| store::uploads::find(conn, &job.subject))?;
        let upload = upload.ok_or(StepError::Hopeless(Failure::NoUpload))?;
        let (mode, file) = open(&upload).map_err(|_| StepError::Hopeless(Failure::Unreadable))?;
        let staged = registrar.db.run_here(|conn| store::uploads::staged(conn, &job.subject))?;
        let staged = usize::try_from(staged).unwrap_or(0);
        Ok(Self { job: job.clone(), mode, file, staged })
    }

    fn total(&self) -> i64 {
        i64::try_from(self.file.lines.len()).unwrap_or(i64::MAX)
    }
}

impl Work for Import {
    fn step(&mut self, registrar: &Registrar) -> Result<Step, StepError> {
        let waiting = self.file.lines.get(self.staged..).unwrap_or_default();
        if waiting.is_empty() {
            registrar.db.write_here(|conn| merge(conn, registrar, self))?;
            registrar.wake_mail();
            return Ok(Step::Last);
        }
        let chunk = &waiting[..waiting.len().min(CHUNK)];
        let staged = self.staged + chunk.len();
        let done = i64::try_from(staged).unwrap_or(i64::MAX);
        registrar.db.write_here(|conn| -> Result<(), web::DbError> {
            store::uploads::stage(conn, &self.job.subject, chunk)?;
            store::jobs::advance(conn, &self.job.id, done, self.total())
        })?;
        self.staged = staged;
        Ok(Step::More)
    }
}

/// The staged voters enter the roll. From here the roll is the new one, and the job is done: one commit says both.
fn merge(conn: &mut web::DbConnection, registrar: &Registrar, import: &Import) -> Result<(), StepError> {
    let (upload, poll) = (&import.job.subject, &import.job.poll);
    match roll_change::begin(conn, poll, import.mode.change(), registrar.clock.now()) {
        Ok(()) => {}
        Err(RollClosed::Store(error)) => return Err(error.into()),
        Err(closed) => return Err(StepError::Hopeless(Failure::of(&closed))),
    }
    let before = store::roll::count(conn, poll)?;
    let mut changed = 0;
    for (id, known, wanted) in store::uploads::pairs(conn, upload, poll)? {
        if known != wanted {
            store::roll::update(conn, &id, &wanted)?;
            changed += 1;
        }
    }
    let removed = match import.mode {
        Mode::Replace => store::uploads::remove_others(conn, upload, poll)?,
        Mode::Add => 0,
    };
    apart(conn, poll, upload)?;
    let added = store::uploads::add_new(conn, upload, poll)?;
    mailing::invite_late(conn, poll, Audience::Staged(upload))?;
    store::uploads::delete(conn, upload)?;
    let imported = Imported {
        rows: import.file.rows,
        added: added as u64,
        changed,
        duplicates: import.file.duplicates.len() as u64,
        removed: removed as u64,
        rejected: Vec::new(),
    };
    let outcome = serde_json::to_string(&imported).expect("numbers and an empty list are JSON");
    store::jobs::finish(conn, &import.job.id, &outcome)?;
    let actor = Actor::Account { id: import.job.asked_by.clone(), email: import.job.asked_by_email.clone() };
    let event = Event::new(actor, import.mode.action(), audit::draft(poll))
        .before(json!({ "voters": before }))
        .after(json!({
            "voters": store::roll::count(conn, poll)?,
            "added": imported.added,
            "removed": imported.removed,
        }));
    Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
}

/// Once a precinct is published nobody looks at the rolls of all of them any more, so nobody comes to a second one here. Who is on
/// two by an address of their own that they have changed stays, and keeps nobody else out.
fn apart(conn: &mut web::DbConnection, poll: &str, upload: &str) -> Result<(), StepError> {
    let Some(precinct) = store::precincts::of_poll(conn, poll)? else { return Ok(()) };
    let published = store::polls::by_draft(conn, poll)?.is_some_and(|row| row.state != State::Draft.as_str());
    store::precincts::lock(conn, &precinct.alias)?;
    if !published {
        return Ok(());
    }
    for email in store::precincts::staged_elsewhere(conn, &precinct.alias, poll, upload)? {
        if store::roll::voter(conn, poll, &email)?.is_none() {
            return Err(StepError::Hopeless(Failure::InPrecinct));
        }
    }
    Ok(())
}

/// Voters staged in one transaction: some tens of milliseconds, in which nobody else can write.
const CHUNK: usize = 2_000;
/// Entries of the preview's lists.
const SHOWN: usize = 100;
/// Uploaded files that nobody confirms are forgotten after so many seconds: a day.
pub(crate) const KEPT: i64 = 86_400;
