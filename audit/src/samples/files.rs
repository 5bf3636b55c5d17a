//! The files of a bundle in memory, and the tar that holds them.

use std::fs;
use std::io;
use std::path::Path;

/// Names and contents, in the order of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub Vec<(String, Vec<u8>)>);

impl Files {
    /// Appends a file.
    pub fn push(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.push((name.into(), bytes.into()));
    }

    /// The contents of a file.
    ///
    /// # Panics
    /// If it is not there.
    pub fn get_mut(&mut self, name: &str) -> &mut Vec<u8> {
        let found = self.0.iter_mut().find(|(found, _)| found == name);
        &mut found.unwrap_or_else(|| panic!("the bundle has a {name}")).1
    }

    /// Changes a file that is text.
    ///
    /// # Panics
    /// If it is not there, or is left as it was.
    pub fn edit(&mut self, name: &str, edit: impl FnOnce(&str) -> String) {
        let bytes = self.get_mut(name);
        let before = String::from_utf8(bytes.clone()).expect("notes are UTF-8");
        *bytes = edit(&before).into_bytes();
        assert_ne!(before.as_bytes(), bytes.as_slice(), "{name} was to be changed");
    }

    /// Takes a file away.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(found, _)| found != name);
    }

    /// Writes the files into a new folder.
    ///
    /// # Errors
    /// If one cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        self.0.iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes))
    }

    /// The files as a tar.
    ///
    /// # Panics
    /// If a name is longer than a tar can have.
    pub fn tar(&self) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, bytes) in &self.0 {
            archive
                .append_data(&mut header(bytes.len()), name, bytes.as_slice())
                .expect("a name of a bundle fits a tar");
        }
        archive.into_inner().expect("memory takes everything")
    }
}

fn header(length: usize) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.set_size(length as u64);
    header.set_mode(0o644);
    header
}
