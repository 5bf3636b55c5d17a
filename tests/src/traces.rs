//! Looking for what must not be there: a voter in what the ballot box stored, a ballot in what the registrar stored.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crypto::encoding::{b64, b64url, hex};
use memchr::memmem;

use crate::services::{Services, Side};

impl Services {
    /// The files of the PostgreSQL server that holds a service's database; `None` with SQLite, or if they cannot be read.
    pub fn server_files(&self, side: Side) -> Option<Vec<(PathBuf, Vec<u8>)>> {
        self.side(side).database.as_ref()?.files()
    }
}

/// Panics if `needle` occurs in what a service stored, as bytes or in any usual spelling.
pub fn assert_absent(stored: &[(PathBuf, Vec<u8>)], what: &str, needle: &[u8]) {
    for spelling in spellings(needle) {
        for (path, bytes) in stored {
            assert!(!contains(bytes, &spelling), "{what} is in {}", path.display());
        }
    }
}

/// Whether `needle` occurs in what a service stored, in any spelling: the check on the check.
pub fn is_present(stored: &[(PathBuf, Vec<u8>)], needle: &[u8]) -> bool {
    spellings(needle).iter().any(|spelling| stored.iter().any(|(_, bytes)| contains(bytes, spelling)))
}

/// The bytes, and their usual spellings.
pub fn spellings(needle: &[u8]) -> Vec<Vec<u8>> {
    let hexadecimal = hex(needle);
    // The last characters of base64 depend on what follows the needle.
    let unpadded = |text: String| text.as_bytes()[..needle.len() / 3 * 4].to_vec();
    vec![
        needle.to_vec(),
        hexadecimal.to_uppercase().into_bytes(),
        hexadecimal.into_bytes(),
        unpadded(b64(needle)),
        unpadded(b64url(needle)),
    ]
}

/// Adds all files of a folder and of those in it.
///
/// # Errors
/// If a folder cannot be listed, or a file not be read.
pub fn read_all(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_all(&path, found)?;
            continue;
        }
        match fs::read(&path) {
            Ok(bytes) => found.push((path, bytes)),
            // A file of a running database may vanish between listing and reading.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    memmem::find(bytes, needle).is_some()
}
