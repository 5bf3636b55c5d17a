//! The file for the page: opened before the audit, which may take an hour, and changed only when there is a page.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// A file that can be written.
pub(super) struct PageFile {
    file: File,
    path: PathBuf,
    /// It was not there, and is taken away again if there is no page.
    fresh: bool,
}

impl PageFile {
    /// What the file holds stays for now.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let opened = match File::options().write(true).create_new(true).open(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                File::options().write(true).open(path).map(|file| (file, false))
            }
            created => created.map(|file| (file, true)),
        };
        let (file, fresh) = opened.with_context(|| format!("cannot write the page to {}", path.display()))?;
        Ok(Self { file, path: path.to_owned(), fresh })
    }

    /// Puts the page in the place of what the file held.
    ///
    /// # Errors
    /// If it cannot be written whole.
    pub(super) fn write(mut self, page: &str) -> Result<()> {
        // A device has no length.
        let emptied = if self.file.metadata()?.is_file() { self.file.set_len(0) } else { Ok(()) };
        let written = emptied.and_then(|()| self.file.write_all(page.as_bytes()));
        written.with_context(|| format!("cannot write the page to {}", self.path.display()))?;
        self.fresh = false;
        Ok(())
    }
}

impl Drop for PageFile {
    fn drop(&mut self) {
        if self.fresh {
            // Left behind it would only be empty.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_replaces_what_was_there_and_no_page_leaves_it() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old.html"), folder.path().join("new.html"));
        fs::write(&old, "a longer page of yesterday").unwrap();
        drop(PageFile::open(&old).unwrap());
        drop(PageFile::open(&new).unwrap());
        assert_eq!(fs::read_to_string(&old).unwrap(), "a longer page of yesterday");
        assert!(!new.exists());
        for path in [&old, &new] {
            PageFile::open(path).unwrap().write("page").unwrap();
            assert_eq!(fs::read_to_string(path).unwrap(), "page");
        }
        let nowhere = PageFile::open(&folder.path().join("no folder/report.html")).err().unwrap();
        assert!(format!("{nowhere:#}").contains("cannot write the page to"), "{nowhere:#}");
    }
}
