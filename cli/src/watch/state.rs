//! The folder in which a watcher remembers what it saw.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use crypto::encoding::PollId;
use crypto::evidence::EvidenceFile;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{evidence, private_file};

/// Held by one watcher at a time. Every record is a file of its own, replaced whole.
#[derive(Debug)]
pub(super) struct StateDir {
    path: PathBuf,
    _lock: File,
}

impl StateDir {
    /// Opens the folder, made if missing and closed to others.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let shown = path.display();
        // It is closed to others below: not to be done to somebody's home.
        if is_of_something_else(path) {
            bail!("{shown} holds other things: name a folder of its own with --state");
        }
        for folder in [path, &path.join(EVIDENCE)] {
            private_file::folder(folder).with_context(|| format!("the folder {shown} cannot be made"))?;
        }
        let lock = File::create(path.join(LOCK)).with_context(|| format!("{shown} cannot be used"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another watcher works with {shown}: stop it first, or name another folder with --state"
                )
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{shown} cannot be locked"))
            }
        }
    }

    /// A record; none if there is none yet.
    pub(super) fn load<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let path = self.path.join(format!("{name}.json"));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        serde_json::from_slice(&bytes).map(Some).with_context(|| {
            format!(
                "{} is damaged. Put back a copy of it, or move it away: then what was seen before is forgotten",
                path.display()
            )
        })
    }

    /// Replaces a record, durably.
    pub(super) fn store<T: Serialize>(&self, name: &str, record: &T) -> Result<()> {
        let path = self.path.join(format!("{name}.json"));
        let bytes = serde_json::to_vec(record).expect("records have keys that are strings");
        private_file::replace(&path, &bytes).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Keeps a checkpoint that was signed; the first of each size stays.
    pub(super) fn keep_checkpoint(&self, poll: &PollId, size: u64, note: &str) -> Result<()> {
        let path = self.checkpoint_path(poll, size);
        let folder = path.parent().expect("it lies in the poll's folder");
        let kept =
            private_file::folder(folder).and_then(|()| match private_file::create(&path, note.as_bytes()) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                created => created,
            });
        kept.with_context(|| format!("{} cannot be written", path.display()))
    }

    /// The checkpoint of that size that was kept.
    pub(super) fn checkpoint(&self, poll: &PollId, size: u64) -> Option<String> {
        fs::read_to_string(self.checkpoint_path(poll, size)).ok()
    }

    /// Keeps evidence and tells where.
    pub(super) fn keep_evidence(&self, name: &str, file: &EvidenceFile) -> Result<PathBuf> {
        let place = self.path.join(EVIDENCE).join(name);
        evidence::write(&place, file).context("the evidence cannot be written")
    }

    fn checkpoint_path(&self, poll: &PollId, size: u64) -> PathBuf {
        self.path.join(format!("checkpoints-{poll}")).join(size.to_string())
    }
}

/// Neither new, nor empty, nor a watcher's.
fn is_of_something_else(path: &Path) -> bool {
    let holds_anything = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
    holds_anything && !path.join(LOCK).exists()
}

const EVIDENCE: &str = "evidence";
const LOCK: &str = "watch.lock";

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn one_watcher_at_a_time_and_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let state = StateDir::open(&path).unwrap();
        assert!(StateDir::open(&path).unwrap_err().to_string().contains("another watcher"));
        assert_eq!(state.load::<Vec<u8>>("x").unwrap(), None);
        state.store("x", &[1, 2]).unwrap();
        assert_eq!(state.load::<Vec<u8>>("x").unwrap(), Some(vec![1, 2]));
        fs::write(path.join("x.json"), "[1,").unwrap();
        assert!(state.load::<Vec<u8>>("x").unwrap_err().to_string().contains("is damaged"));
        drop(state);
        StateDir::open(&path).unwrap();
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter"), "dear").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let told = StateDir::open(folder.path()).unwrap_err().to_string();
        assert!(told.contains("--state"), "{told}");
        assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn the_first_checkpoint_of_a_size_stays() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateDir::open(folder.path()).unwrap();
        let poll = PollId::from([1; 32]);
        assert_eq!(state.checkpoint(&poll, 7), None);
        state.keep_checkpoint(&poll, 7, "first").unwrap();
        state.keep_checkpoint(&poll, 7, "second").unwrap();
        assert_eq!(state.checkpoint(&poll, 7).as_deref(), Some("first"));
    }
}
