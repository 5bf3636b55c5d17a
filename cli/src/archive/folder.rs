//! A folder that is there whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

/// `<name>.part` beside the folder that is to be: what was fetched, and the folder as it grows. It goes when this is dropped.
pub(super) struct Unfinished(PathBuf);

impl Unfinished {
    /// Begins `to`; what an attempt before this one left unfinished is done anew.
    ///
    /// # Errors
    /// If something is there already that is no empty folder, or nothing can be written beside it.
    pub(super) fn begin(to: &Path) -> Result<Self> {
        let name = to.file_name().with_context(|| format!("{} is no name of a new folder", to.display()))?;
        let empty = match fs::read_dir(to) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        ensure!(empty, "{} exists already; name a new folder, an archive is never changed", to.display());
        let mut part = name.to_owned();
        part.push(".part");
        let part = to.with_file_name(part);
        fs::create_dir_all(&part).with_context(|| format!("cannot make the folder {}", part.display()))?;
        Ok(Self(part))
    }

    /// Where to put what is fetched.
    pub(super) fn fetched(&self) -> Result<PathBuf> {
        self.fresh("fetched")
    }

    /// Where the files go.
    pub(super) fn site(&self) -> Result<PathBuf> {
        self.fresh("site")
    }

    /// Gives the folder its name, once all of it is on the disk.
    pub(super) fn finish(self, to: &Path) -> Result<()> {
        let site = self.0.join("site");
        // One flush for thousands of small files.
        rustix::fs::syncfs(File::open(&site)?).context("the archive cannot be brought to the disk")?;
        fs::rename(&site, to).with_context(|| format!("cannot give {} its name", to.display()))?;
        let beside = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(File::open(beside).and_then(|folder| folder.sync_all())?)
    }

    fn fresh(&self, name: &str) -> Result<PathBuf> {
        let path = self.0.join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir(&path),
        }
        .with_context(|| format!("cannot make the folder {} anew", path.display()))?;
        Ok(path)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("psephos: cannot remove {}: {error}", self.0.display());
        }
    }
}
