//! Fetches what a running ballot box publishes of a poll: the bundle once it is counted, single files before. Nothing is
//! stored beyond what the signed list and the manifest explain.

mod bounds;
mod polls;

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use audit::PollsLog;
use crypto::encoding::PollId;
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use serde::Deserialize;

use super::bars;
use crate::client::{BallotBox, ClientError};
use crate::vote::PollUrl;

use bounds::{Bounds, MOST_STATEMENTS, room};

/// What was fetched.
pub(super) struct Fetched {
    /// The bundle, or a folder with its files.
    pub(super) material: PathBuf,
    /// The list of all polls.
    pub(super) polls: PollsLog,
}

/// Fetches into `folder`.
pub(super) fn poll(url: &PollUrl, folder: &Path) -> Result<Fetched> {
    let ballot_box = BallotBox::new(url.ballot_box());
    let poll = url.id();
    // The log may grow while it is read: the checkpoint comes first, and no more entries are taken than it counts.
    let notes = Notes {
        manifest: ballot_box.get(&poll, "/manifest")?.body,
        checkpoint: ballot_box.checkpoint(&poll)?,
    };
    let bounds = Bounds::of(&notes.manifest, &notes.checkpoint);
    let bundle = folder.join("bundle.tar");
    let path = format!("/api/v1/polls/{poll}/bundle");
    let material = match download(&ballot_box, &path, &bundle, bounds.bundle)? {
        Stored::Whole => bundle,
        // Before the result, and for ever in a cancelled poll, there is no bundle.
        Stored::NotThere => {
            fs::remove_file(&bundle)?;
            files(&ballot_box, &poll, folder, &notes, bounds)?;
            folder.to_owned()
        }
    };
    Ok(Fetched { material, polls: polls::polls(&ballot_box)? })
}

/// What is fetched first.
struct Notes {
    manifest: Vec<u8>,
    checkpoint: String,
}

/// The files of a poll that is not counted yet, under their names in a bundle.
fn files(ballot_box: &BallotBox, poll: &PollId, folder: &Path, notes: &Notes, bounds: Bounds) -> Result<()> {
    #[derive(Deserialize)]
    struct Notices {
        notices: Vec<String>,
    }
    fs::write(folder.join("manifest.note"), &notes.manifest)?;
    fs::write(folder.join("checkpoint"), &notes.checkpoint)?;
    let entries = folder.join("entries.bin");
    let grown = bounds.entries.saturating_add(MOST_GROWTH);
    let path = format!("/api/v1/polls/{poll}/entries");
    if let Stored::NotThere = download(ballot_box, &path, &entries, grown)? {
        bail!("the ballot box shows no entries of the poll");
    }
    let file = File::options().read(true).write(true).open(&entries)?;
    if file.metadata()?.len() > bounds.entries {
        file.set_len(bounds.entries)?;
    }
    let logged = Logged::count(file)?;
    let mut statements = Statements { folder, left: MOST_STATEMENTS };
    for folder_name in ["assets", "notices"] {
        fs::create_dir(folder.join(folder_name))?;
    }
    for number in 1..=logged.assets {
        if let Some(note) = optional(ballot_box.get(poll, &format!("/assets/{number}")))? {
            statements.write(&format!("assets/{number}.note"), &note)?;
        }
    }
    let notices: Notices = ballot_box.get(poll, "/notices")?.json()?;
    for (number, note) in (1..=logged.notices).zip(notices.notices) {
        statements.write(&format!("notices/{number}.note"), note.as_bytes())?;
    }
    if logged.issuances > 0
        && let Some(note) = optional(ballot_box.get(poll, "/issuance"))?
    {
        statements.write("issuance.note", &note)?;
    }
    Ok(())
}

/// How many statements a list names.
#[derive(Debug, Default)]
struct Logged {
    assets: u64,
    notices: u64,
    issuances: u64,
}

impl Logged {
    /// Over whole entries; what is none is the audit's to tell.
    fn count(entries: File) -> io::Result<Self> {
        let mut logged = Self::default();
        let mut entries = BufReader::new(entries);
        let mut bytes = [0; ENTRY_BYTES];
        loop {
            match entries.read_exact(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(logged),
                read => read?,
            }
            match Entry::parse(&bytes).map(|entry| entry.kind) {
                Ok(EntryKind::Assets) => logged.assets += 1,
                Ok(EntryKind::Notice) => logged.notices += 1,
                Ok(EntryKind::Issuance) => logged.issuances += 1,
                _ => {}
            }
        }
    }
}

/// Files of statements, and how many bytes more are taken.
struct Statements<'a> {
    folder: &'a Path,
    left: u64,
}

impl Statements<'_> {
    fn write(&mut self, name: &str, note: &[u8]) -> Result<()> {
        // An empty one costs a request as well.
        let cost = (note.len() as u64).max(LEAST_STATEMENT);
        self.left = self.left.checked_sub(cost).with_context(|| {
            format!("the statements of the poll have more than {MOST_STATEMENTS} bytes; the ballot box is not fetched from any further")
        })?;
        fs::write(self.folder.join(name), note).with_context(|| format!("cannot store {name}"))
    }
}

/// What is not there is left out; the audit says so if it had to be.
fn optional(answer: Result<crate::client::Answer, ClientError>) -> Result<Option<Vec<u8>>> {
    match answer {
        Ok(answer) => Ok(Some(answer.body)),
        Err(ClientError::Refused(problem)) if problem.status == 404 => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What came of a download.
enum Stored {
    Whole,
    NotThere,
}

/// Into `file`, at most `most` bytes, and no more than there is room for; what is longer is refused before any of it is stored.
fn download(ballot_box: &BallotBox, path: &str, file: &Path, most: u64) -> Result<Stored> {
    let room = room(file.parent().context("a file lies in a folder")?)?;
    let mut out =
        BufWriter::new(File::create(file).with_context(|| format!("cannot make {}", file.display()))?);
    let bar = io::stderr().is_terminal().then(|| bars::bar("fetching", 0));
    let result = ballot_box.http().download(path, most.min(room), &mut out, |done, total| {
        if let Some(bar) = &bar {
            bar.set_length(total);
            bar.set_position(done);
        }
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    match result {
        Ok(()) => {
            out.flush().with_context(|| format!("cannot store {}", file.display()))?;
            Ok(Stored::Whole)
        }
        Err(ClientError::Refused(problem)) if problem.status == 404 => Ok(Stored::NotThere),
        Err(error @ ClientError::TooLong { .. }) if room < most => Err(error).context(
            "there is no room for what the ballot box sends: name a folder on a larger disk in the environment variable TMPDIR",
        ),
        Err(error @ ClientError::TooLong { .. }) => {
            Err(error).context("the ballot box sends more than its own signed list explains")
        }
        Err(error) => Err(error.into()),
    }
}

/// What a list may have grown by since its checkpoint was fetched, in bytes; it is cut off.
const MOST_GROWTH: u64 = 16 << 20;
/// What each statement counts for at least, in bytes.
const LEAST_STATEMENT: u64 = 256;
