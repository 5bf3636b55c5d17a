//! Files by the paths at which a ballot box serves them: over HTTP, or in the folder of an archive.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use crypto::log::entry::Entry;
use crypto::log::merkle::TILE_WIDTH;
use crypto::log::tiles::{Span, TilePath, parse_entry_bundle};

use super::bounds::room;
use crate::bars;
use crate::client::{ClientError, Http};

/// The list of polls in an archive. (A path that is a folder there has its own answer in `index.json`.)
pub(crate) const POLLS: &str = "api/v1/polls/index.json";

/// Where the files are.
pub(super) enum Shelf {
    /// Below an address.
    Site(Http),
    /// Below a folder.
    Folder(PathBuf),
}

impl Shelf {
    /// Below an address.
    pub(super) fn at(base: &str) -> Self {
        Self::Site(Http::new(base))
    }

    /// The address, if it has one.
    pub(super) fn base(&self) -> Option<&str> {
        match self {
            Self::Site(http) => Some(http.base()),
            Self::Folder(_) => None,
        }
    }

    /// A short file; `None` where there is none, and the audit says so if it had to be there.
    pub(super) fn get(&self, path: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Site(http) => match http.get(&format!("/{path}"), &[])? {
                answer if answer.status == 404 => Ok(None),
                answer => Ok(Some(answer.accepted()?.body)),
            },
            Self::Folder(folder) => read(&folder.join(path)),
        }
    }

    /// A short file that has to be there.
    pub(super) fn need(&self, path: &str) -> Result<Vec<u8>> {
        self.get(path)?.with_context(|| format!("{} is missing", self.name(path)))
    }

    /// Entries of the log below the folder `log`. Where there is no such part of a tile the whole one is taken: a mirror keeps
    /// no parts of what is whole (C2SP tlog-tiles).
    pub(super) fn tile(&self, log: &str, span: Span) -> Result<Vec<Entry>> {
        let (asked, width) = (format!("{log}/{}", TilePath::Entries(span)), usize::from(span.width()));
        let whole = Span::new(span.index(), TILE_WIDTH).filter(|whole| *whole != span);
        let (tile, read_width) = match (self.get(&asked)?, whole) {
            (Some(tile), _) => (tile, span.width()),
            (None, Some(whole)) => (self.need(&format!("{log}/{}", TilePath::Entries(whole)))?, TILE_WIDTH),
            (None, None) => bail!("{} is missing", self.name(&asked)),
        };
        let mut entries = parse_entry_bundle(&tile, read_width)
            .with_context(|| format!("{} cannot be read", self.name(&asked)))?;
        entries.truncate(width);
        Ok(entries)
    }

    /// A file of at most `most` bytes: where it is, if it is on disk, else at `to`. Of what is longer nothing is stored.
    pub(super) fn fetch(&self, path: &str, to: &Path, most: u64) -> Result<Option<PathBuf>> {
        match self {
            Self::Site(http) => Ok(download(http, &format!("/{path}"), to, most)?.then(|| to.to_owned())),
            Self::Folder(folder) => Ok(Some(folder.join(path)).filter(|file| file.is_file())),
        }
    }

    /// The whole name of a file, for people.
    pub(super) fn name(&self, path: &str) -> String {
        match self {
            Self::Site(http) => format!("{}/{path}", http.base()),
            Self::Folder(folder) => folder.join(path).display().to_string(),
        }
    }
}

fn read(file: &Path) -> Result<Option<Vec<u8>>> {
    match fs::metadata(file) {
        Ok(metadata) if metadata.len() > LARGEST => bail!("{} is too large", file.display()),
        Ok(metadata) if metadata.is_file() => {
            Ok(Some(fs::read(file).with_context(|| format!("cannot read {}", file.display()))?))
        }
        Ok(_) => Ok(None),
        Err(error) if [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory].contains(&error.kind()) => {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// Into `file`, and no more than there is room for; false if it is not there.
fn download(http: &Http, path: &str, file: &Path, most: u64) -> Result<bool> {
    let room = room(file.parent().context("a file lies in a folder")?)?;
    let mut out =
        BufWriter::new(File::create(file).with_context(|| format!("cannot make {}", file.display()))?);
    let bar = io::stderr().is_terminal().then(|| bars::bar("fetching", 0));
    let result = http.download(path, most.min(room), &mut out, |done, total| {
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
            Ok(true)
        }
        Err(error) if error.is_missing() => {
            fs::remove_file(file)?;
            Ok(false)
        }
        Err(error @ ClientError::TooLong { .. }) if room < most => {
            Err(error).with_context(|| {
                format!(
                    "there is no room for what the ballot box sends beside {}: take a larger disk (for an audit in the \
                     environment variable TMPDIR)",
                    file.display()
                )
            })
        }
        Err(error @ ClientError::TooLong { .. }) => {
            Err(error).context("the ballot box sends more than its own signed list explains")
        }
        Err(error) => Err(error.into()),
    }
}

/// Of a file that is read at once, in bytes.
const LARGEST: u64 = 16 << 20;
