//! Files in a folder of this machine.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, BufWriter, Read as _, Write};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process;

use crate::SiteError;

/// A folder that a web server shows. Everybody may read what is put there, whatever the process's umask.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub(crate) fn open(root: PathBuf) -> Result<Self, SiteError> {
        make(&root).map_err(at(&root.display().to_string()))?;
        Ok(Self(root))
    }

    /// The folder for this process alone, as long as the file is open. The system gives it up when the process ends, however it
    /// ends.
    pub(crate) fn lock(&self) -> Result<File, SiteError> {
        let path = self.0.join(LOCK);
        let name = || path.display().to_string();
        // Who it is only the same user reads, not whoever looks at the site.
        let open =
            || OpenOptions::new().read(true).write(true).create(true).mode(0o600).truncate(false).open(&path);
        let mut file = open().map_err(at(&name()))?;
        match file.try_lock() {
            Ok(()) => {
                let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
                let tell = file.set_len(0).and_then(|()| write!(file, "process {} on {host}", process::id()));
                tell.map_err(at(&name()))?;
                Ok(file)
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Empty where it has it since a moment ago.
                let _ = file.read_to_string(&mut holder);
                let holder = if holder.trim().is_empty() { "another process" } else { holder.trim() };
                Err(SiteError::Taken { place: self.0.display().to_string(), by: holder.to_owned() })
            }
            Err(TryLockError::Error(error)) => Err(at(&name())(error)),
        }
    }

    pub(crate) fn list(&self, below: &str) -> Result<BTreeSet<String>, SiteError> {
        let mut found = BTreeSet::new();
        self.walk(below.trim_end_matches('/'), &mut found).map_err(at(below))?;
        Ok(found)
    }

    fn walk(&self, below: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
        let entries = match fs::read_dir(self.0.join(below)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            // Nothing of ours has another name; a point begins what is being written.
            let Some(name) =
                entry.file_name().to_str().filter(|name| !name.starts_with('.')).map(str::to_owned)
            else {
                continue;
            };
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            if entry.file_type()?.is_dir() {
                self.walk(&path, found)?;
            } else {
                found.insert(path);
            }
        }
        Ok(())
    }

    pub(crate) fn get(&self, path: &str) -> Result<Option<Vec<u8>>, SiteError> {
        match fs::read(self.0.join(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(at(path)),
        }
    }

    /// Beside its place, to the disk, and then into its place.
    pub(crate) fn put(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), SiteError> {
        let to = self.0.join(path);
        let put = || {
            let (folder, name) = to.parent().zip(to.file_name()).ok_or(io::ErrorKind::InvalidFilename)?;
            make(folder)?;
            // What an attempt left that was cut off is overwritten.
            let part = folder.join(format!(".{}.part", name.to_string_lossy()));
            let mut out = BufWriter::new(File::create(&part)?);
            let written = write(&mut out).and_then(|()| out.flush()).and_then(|()| {
                out.get_ref().set_permissions(Permissions::from_mode(0o644))?;
                out.get_ref().sync_all()?;
                fs::rename(&part, &to)
            });
            if written.is_err() {
                // The first error is the one to tell.
                let _ = fs::remove_file(&part);
            }
            written
        };
        put().map_err(at(path))
    }

    pub(crate) fn remove(&self, path: &str) -> Result<(), SiteError> {
        match fs::remove_file(self.0.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path)(error)),
            _ => {
                // Where it was the last file its folder goes too.
                let _ = self.0.join(path).parent().map(fs::remove_dir);
                Ok(())
            }
        }
    }
}

/// Makes a folder that everybody may look into, and those above it that are missing.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() || folder.as_os_str().is_empty() {
        return Ok(());
    }
    folder.parent().map_or(Ok(()), make)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => fs::set_permissions(folder, Permissions::from_mode(0o755)),
    }
}

fn at(path: &str) -> impl Fn(io::Error) -> SiteError + use<> {
    let path = path.to_owned();
    move |source| SiteError::Io { path: path.clone(), source }
}

/// Its point keeps it from being taken for a file of the site.
const LOCK: &str = ".publisher";
