//! Fetches what is published of a poll: the bundle once it is counted, single files before. Nothing is stored beyond what the
//! signed list and the manifest explain.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use audit::PollsLog;
use crypto::encoding::PollId;
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use crypto::log::merkle::TILE_WIDTH;
use crypto::log::tiles::Span;
use serde::Deserialize;

use super::bounds::{Bounds, MOST_STATEMENTS, room};
use super::polls;
use super::shelf::Shelf;

/// What was fetched.
pub(super) struct Fetched {
    /// The bundle; without one its files are in the folder.
    pub(super) bundle: Option<PathBuf>,
    /// The list of all polls, if it is there.
    pub(super) polls: Result<Option<PollsLog>>,
    /// The log's checkpoint as its own path serves it, and its name, if it is there.
    pub(super) head: Result<Option<(String, String)>>,
}

/// Fetches into `folder`.
pub(super) fn poll(shelf: &Shelf, poll: &PollId, folder: &Path) -> Result<Fetched> {
    let files = Files { shelf, poll, folder };
    // First of all: what is fetched afterwards must continue it.
    let path = format!("polls/{poll}/log/checkpoint");
    let head = shelf.get(&path).map(|head| {
        let head = head.map(|head| String::from_utf8_lossy(&head).into_owned());
        head.map(|head| (shelf.name(&path), head))
    });
    // The log may grow while it is read: the checkpoint comes first, and no more entries are taken than it counts.
    let manifest = shelf.get(&files.path("manifest"))?;
    let manifest = manifest.with_context(|| format!("there is no such poll at {}", shelf.name("")))?;
    let checkpoint = shelf.need(&files.path("checkpoint"))?;
    let bounds = Bounds::of(&manifest, &checkpoint);
    let bundle = shelf.fetch(&files.path("bundle"), &folder.join("bundle.tar"), bounds.bundle)?;
    // Before the result, and for ever in a cancelled poll, there is no bundle.
    if bundle.is_none() {
        files.fetch(&manifest, &checkpoint, bounds)?;
    }
    Ok(Fetched { bundle, polls: polls::polls(shelf), head })
}

/// The files of a poll that is not counted, and where they go.
struct Files<'a> {
    shelf: &'a Shelf,
    poll: &'a PollId,
    folder: &'a Path,
}

impl Files<'_> {
    fn path(&self, name: &str) -> String {
        format!("api/v1/polls/{}/{name}", self.poll)
    }

    /// Under their names in a bundle.
    fn fetch(&self, manifest: &[u8], checkpoint: &[u8], bounds: Bounds) -> Result<()> {
        #[derive(Deserialize)]
        struct Notices {
            notices: Vec<String>,
        }
        let Self { shelf, folder, .. } = *self;
        fs::write(folder.join("manifest.note"), manifest)?;
        fs::write(folder.join("checkpoint"), checkpoint)?;
        let logged = self.entries(bounds)?;
        let mut statements = Statements { folder, left: MOST_STATEMENTS };
        for folder_name in ["assets", "notices"] {
            fs::create_dir(folder.join(folder_name))?;
        }
        for number in 1..=logged.assets {
            if let Some(note) = shelf.get(&self.path(&format!("assets/{number}")))? {
                statements.write(&format!("assets/{number}.note"), &note)?;
            }
        }
        let notices = shelf.need(&self.path("notices"))?;
        let notices: Notices = serde_json::from_slice(&notices).context("the list of notices")?;
        for (number, note) in (1..=logged.notices).zip(notices.notices) {
            statements.write(&format!("notices/{number}.note"), note.as_bytes())?;
        }
        if logged.issuances > 0
            && let Some(note) = shelf.get(&self.path("issuance"))?
        {
            statements.write("issuance.note", &note)?;
        }
        Ok(())
    }

    fn entries(&self, bounds: Bounds) -> Result<Logged> {
        let (path, stored) = (self.path("entries"), self.folder.join("entries.bin"));
        let grown = bounds.entries.saturating_add(MOST_GROWTH);
        match self.shelf.fetch(&path, &stored, grown)? {
            Some(fetched) if fetched != stored => {
                fs::copy(&fetched, &stored).with_context(|| format!("cannot copy {}", fetched.display()))?;
            }
            Some(_) => {}
            // A mirror of a running poll has the tiles alone: they never change.
            None => self.tiles(bounds, &stored)?,
        }
        let file = File::options().read(true).write(true).open(&stored)?;
        if file.metadata()?.len() > bounds.entries {
            file.set_len(bounds.entries)?;
        }
        Ok(Logged::count(file)?)
    }

    /// Puts the list together from its tiles.
    fn tiles(&self, bounds: Bounds, stored: &Path) -> Result<()> {
        ensure!(
            bounds.entries <= room(self.folder)?,
            "there is no room for the entries that the checkpoint counts"
        );
        let (log, width) = (format!("polls/{}/log", self.poll), u64::from(TILE_WIDTH));
        let size = bounds.entries / ENTRY_BYTES as u64;
        let mut out = BufWriter::new(File::create(stored)?);
        for index in 0..size.div_ceil(width) {
            let left = u16::try_from((size - index * width).min(width)).context("at most 256")?;
            let span = Span::new(index, left).context("a tile has entries")?;
            for entry in self.shelf.tile(&log, span)? {
                out.write_all(&entry.to_bytes())?;
            }
        }
        Ok(out.flush()?)
    }
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

/// What a list may have grown by since its checkpoint was fetched, in bytes; it is cut off.
const MOST_GROWTH: u64 = 16 << 20;
/// What each statement counts for at least, in bytes.
const LEAST_STATEMENT: u64 = 256;
