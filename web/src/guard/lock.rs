//! Locks of a directory of records. The system gives them up when the process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// Held while a process works on a directory of records and the database beside it, so that others notice.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the directory, which is made if missing, for this process alone.
    ///
    /// # Errors
    /// `WouldBlock` while another process has it or shares it.
    pub fn take(dir: &Path) -> io::Result<Self> {
        let file = open(dir, PROCESS)?;
        held(file.try_lock(), dir)?;
        Ok(Self { _file: file })
    }

    /// Takes the directory together with others that share it.
    ///
    /// # Errors
    /// `WouldBlock` while another process has it for itself.
    pub fn share(dir: &Path) -> io::Result<Self> {
        let file = open(dir, PROCESS)?;
        held(file.try_lock_shared(), dir)?;
        Ok(Self { _file: file })
    }

    /// Waits for the lock `name`.
    pub(super) fn wait(dir: &Path, name: &str) -> io::Result<Self> {
        let file = open(dir, name)?;
        file.lock()?;
        Ok(Self { _file: file })
    }

    /// The lock `name`; `None` while another process, or another part of this one, has it.
    pub(super) fn attempt(dir: &Path, name: &str) -> io::Result<Option<Self>> {
        let file = open(dir, name)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

fn open(dir: &Path, name: &str) -> io::Result<File> {
    fs::create_dir_all(dir)?;
    File::create(dir.join(name))
}

fn held(taken: Result<(), TryLockError>, dir: &Path) -> io::Result<()> {
    taken.map_err(|error| match error {
        TryLockError::WouldBlock => {
            let words = format!("another process works with {}; stop it first", dir.display());
            io::Error::new(io::ErrorKind::WouldBlock, words)
        }
        TryLockError::Error(error) => error,
    })
}

/// Its point keeps it from being taken for a record.
const PROCESS: &str = "process.lock";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Guard;

    #[test]
    fn one_process_at_a_time_or_several_that_share() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("state");
        let lock = Lock::take(&dir).unwrap();
        for refused in [Lock::take(&dir), Lock::share(&dir)] {
            assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::WouldBlock);
        }
        assert!(Guard::open(&dir).unwrap().keys().unwrap().is_empty(), "the lock is no record");
        drop(lock);
        let (first, second) = (Lock::share(&dir).unwrap(), Lock::share(&dir).unwrap());
        drop(first);
        assert_eq!(Lock::take(&dir).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        drop(second);
        Lock::take(&dir).unwrap();
    }

    #[test]
    fn a_turn_is_one_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let guard = Guard::open(dir.path()).unwrap();
        let turn = guard.try_turn("forgetting").unwrap().unwrap();
        assert!(guard.try_turn("forgetting").unwrap().is_none());
        assert!(guard.try_turn("other").unwrap().is_some(), "another work is another turn");
        drop(turn);
        assert!(guard.try_turn("forgetting").unwrap().is_some());
    }
}
