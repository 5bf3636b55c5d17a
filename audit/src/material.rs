//! Where the published files come from: a bundle, or a folder with the same files.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Take};
use std::path::{Path, PathBuf};

/// The published files of one poll, by their names in a bundle (PROTOCOL section 9). They are read where they are.
#[derive(Debug, Clone, Default)]
pub struct Material {
    parts: BTreeMap<String, Part>,
    /// What is wrong with the bundle itself: place and words.
    pub(crate) malformed: Vec<(String, String)>,
}

/// One file: a stretch of a file on disk.
#[derive(Debug, Clone)]
pub struct Part {
    path: PathBuf,
    offset: u64,
    length: u64,
}

/// Why the audit could not be carried out. What was published wrongly is a [`Fault`](crate::Fault), not an error.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// A file could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The passes of the ballots are sorted in files of the folder for temporary ones.
    #[error("cannot use a temporary file ({0}): free some space, or name another folder by TMPDIR")]
    Scratch(io::Error),
    /// Neither a bundle nor a folder of one.
    #[error("{path} is no bundle of a poll, and no folder with the files of one: it {why}")]
    NoMaterial {
        /// The file or folder.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
}

impl Material {
    /// A bundle (`.tar`) or a folder that holds the files of one.
    ///
    /// # Errors
    /// If it cannot be read, or holds no file of a poll at all. A bundle that is cut off or has strange files in it is
    /// opened as far as it goes; the audit reports the rest as faults.
    pub fn open(path: &Path) -> Result<Self, AuditError> {
        let metadata = fs::metadata(path).map_err(io_error(path))?;
        let material = if metadata.is_dir() { Self::folder(path)? } else { Self::bundle(path)? };
        if material.parts.is_empty() {
            let why = match material.malformed.first() {
                Some(_) => not_a_tar(path)?,
                None => "holds none of the files that are in a bundle".to_owned(),
            };
            return Err(AuditError::NoMaterial { path: path.to_owned(), why });
        }
        Ok(material)
    }

    /// A file of the bundle.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.get(name)
    }

    /// How many files there are.
    pub(crate) fn files(&self) -> u64 {
        self.parts.len() as u64
    }

    /// The files `folder/<n>.note`, by their numbers.
    pub fn numbered(&self, folder: &str) -> Vec<(u64, &Part)> {
        let number = |name: &str| number_of(name.strip_prefix(folder)?.strip_prefix('/')?);
        let mut found: Vec<_> =
            self.parts.iter().filter_map(|(name, part)| Some((number(name)?, part))).collect();
        found.sort_unstable_by_key(|(number, _)| *number);
        found
    }

    fn folder(path: &Path) -> Result<Self, AuditError> {
        let mut parts = BTreeMap::new();
        let mut add = |name: String, file: PathBuf| -> Result<(), AuditError> {
            let metadata = fs::metadata(&file).map_err(io_error(&file))?;
            if metadata.is_file() && is_known(&name) {
                parts.insert(name, Part { path: file, offset: 0, length: metadata.len() });
            }
            Ok(())
        };
        for entry in fs::read_dir(path).map_err(io_error(path))? {
            let entry = entry.map_err(io_error(path))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !FOLDERS.contains(&name.as_str()) {
                add(name, entry.path())?;
                continue;
            }
            for note in fs::read_dir(entry.path()).map_err(io_error(&entry.path()))? {
                let note = note.map_err(io_error(&entry.path()))?;
                if let Ok(file) = note.file_name().into_string() {
                    add(format!("{name}/{file}"), note.path())?;
                }
            }
        }
        Ok(Self { parts, malformed: Vec::new() })
    }

    fn bundle(path: &Path) -> Result<Self, AuditError> {
        let file = File::open(path).map_err(io_error(path))?;
        let size = file.metadata().map_err(io_error(path))?.len();
        let mut material = Self::default();
        let mut archive = tar::Archive::new(BufReader::new(file));
        let entries = archive.entries_with_seek().map_err(io_error(path))?.raw(true);
        let mut end = 0;
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    material.malformed("the archive", format!("cannot be read to its end: {error}"));
                    return Ok(material);
                }
            };
            let (offset, length) = (entry.raw_file_position(), entry.size());
            let name = match packed(entry.header(), length) {
                Packed::Folder => continue,
                Packed::File(name) => name,
                Packed::Strange(name) => {
                    material.malformed(&name, "is no file of a bundle");
                    continue;
                }
            };
            let complete = offset.checked_add(length).filter(|end| *end <= size);
            let Some(part_end) = complete else {
                material.malformed(&name, "is cut off");
                return Ok(material);
            };
            end = part_end.next_multiple_of(BLOCK);
            let part = Part { path: path.to_owned(), offset, length };
            if material.parts.insert(name.clone(), part).is_some() {
                material.malformed(&name, "stands twice in the archive");
            }
        }
        let rest = Part { path: path.to_owned(), offset: end, length: size.saturating_sub(end) };
        let mut rest = rest.reader()?;
        let (mut zeros, mut other) = (0_u64, false);
        let mut buffer = [0; 8192];
        loop {
            let read = rest.read(&mut buffer).map_err(io_error(path))?;
            if read == 0 {
                break;
            }
            zeros += read as u64;
            other |= buffer[..read].iter().any(|byte| *byte != 0);
        }
        if other {
            material.malformed("the archive", "has something behind its end");
        } else if zeros < 2 * BLOCK {
            material.malformed("the archive", "has no end: it is cut off");
        }
        Ok(material)
    }

    fn malformed(&mut self, place: &str, why: impl Into<String>) {
        self.malformed.push((place.to_owned(), why.into()));
    }
}

impl Part {
    /// Length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its bytes, from the first.
    ///
    /// # Errors
    /// [`AuditError::Io`].
    pub fn reader(&self) -> Result<BufReader<Take<File>>, AuditError> {
        let mut file = File::open(&self.path).map_err(io_error(&self.path))?;
        file.seek(SeekFrom::Start(self.offset)).map_err(io_error(&self.path))?;
        Ok(BufReader::with_capacity(1 << 16, file.take(self.length)))
    }

    /// All of its bytes, of a file that is known to be short.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, AuditError> {
        let mut bytes = Vec::new();
        self.reader()?.read_to_end(&mut bytes).map_err(io_error(&self.path))?;
        Ok(bytes)
    }

    pub(crate) fn failed(&self, source: io::Error) -> AuditError {
        AuditError::Io { path: self.path.clone(), source }
    }
}

/// What an entry of the archive is.
enum Packed {
    /// One of those of a bundle.
    File(String),
    /// Whoever packs the files anew has these as well.
    Folder,
    /// By this name.
    Strange(String),
}

/// PROTOCOL section 10: plain files, also with `./` before their name, and empty folders.
fn packed(header: &tar::Header, length: u64) -> Packed {
    let bytes = header.as_bytes();
    let name = bytes[..NAME].split(|byte| *byte == 0).next().unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    let whole = bytes[PREFIX].iter().all(|byte| *byte == 0);
    match header.entry_type() {
        tar::EntryType::Directory if whole && length == 0 => Packed::Folder,
        tar::EntryType::Regular if whole => {
            let plain = name.strip_prefix("./").unwrap_or(&name);
            if is_known(plain) { Packed::File(plain.to_owned()) } else { Packed::Strange(name.into_owned()) }
        }
        _ => Packed::Strange(name.into_owned()),
    }
}

/// PROTOCOL section 9, `bundle`.
fn is_known(name: &str) -> bool {
    let numbered = |(folder, file): (&str, &str)| FOLDERS.contains(&folder) && number_of(file).is_some();
    FILES.contains(&name) || name.split_once('/').is_some_and(numbered)
}

/// The number of `<n>.note`, written in its one way.
fn number_of(file: &str) -> Option<u64> {
    let digits = file.strip_suffix(".note")?;
    let number: u64 = digits.parse().ok()?;
    (number > 0 && number.to_string() == digits).then_some(number)
}

/// What a file without any file of a bundle in it is, and how to come by one.
fn not_a_tar(path: &Path) -> Result<String, AuditError> {
    let mut start = Vec::new();
    let file = File::open(path).map_err(io_error(path))?;
    file.take(GZIP.len() as u64).read_to_end(&mut start).map_err(io_error(path))?;
    let what = if start == GZIP { "is compressed; unpack it first" } else { "is no tar" };
    Ok(format!("{what}. A bundle is what the ballot box answers below /api/v1/polls/<poll id>/bundle"))
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> AuditError {
    let path = path.to_owned();
    |source| AuditError::Io { path, source }
}

const FILES: [&str; 5] = ["manifest.note", "issuance.note", "entries.bin", "checkpoint", "ballots.bin"];
const FOLDERS: [&str; 3] = ["assets", "notices", "results"];
const BLOCK: u64 = 512;
/// Bytes of a name in a header (POSIX ustar), and where the rest of a longer one stands.
const NAME: usize = 100;
const PREFIX: std::ops::Range<usize> = 345..500;
/// What a compressed file begins with (RFC 1952 section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];
