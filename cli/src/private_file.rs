//! Files that only their owner may read, written so that a crash leaves the old content or the new one.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Creates `path` with mode 0600 and these bytes, durably; fails with [`io::ErrorKind::AlreadyExists`] if it exists.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = Beside::write(path, bytes)?;
    match fs::hard_link(&beside.0, path) {
        // FAT and exFAT, as on most sticks, know no links.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported) =>
        {
            write_new(path, bytes)?;
        }
        linked => linked?,
    }
    sync_folder(path)
}

/// Puts these bytes in the place of `path`, whole or not at all, durably, with mode 0600.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::rename(&Beside::write(path, bytes)?.0, path)?;
    sync_folder(path)
}

/// Makes sure that the folder exists, with its parents, and that only its owner may enter it (mode 0700).
pub fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

/// A file beside the one that is meant. It may hold secrets, so it is gone when this is dropped, whatever failed.
struct Beside(PathBuf);

impl Beside {
    fn write(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory))?;
        let beside = Self(path.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id())));
        // A leftover of a crashed process with the same id.
        match fs::remove_file(&beside.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        write_new(&beside.0, bytes)?;
        Ok(beside)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After a rename there is nothing to remove.
        let _ = fs::remove_file(&self.0);
    }
}

/// Writes a file that must not exist; one that cannot be written whole is removed again.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// A rename is durable once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_private_and_never_overwritten_by_create() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn nothing_is_left_of_a_file_that_cannot_be_put_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        // A folder that is not empty can be neither linked over nor renamed over.
        let path = folder.path().join("taken");
        fs::create_dir_all(path.join("by a folder")).unwrap();
        assert!(create(&path, b"secret").is_err());
        assert!(replace(&path, b"secret").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_becomes_private_even_if_it_was_not() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        super::folder(&inner).unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        super::folder(&inner).unwrap();
        assert_eq!(fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
