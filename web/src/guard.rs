//! Counts and small records kept apart from the database, so that a service notices when its database was put back
//! to an older state: each lies in a file of its own, replaced as a whole and synced before anything relies on it.

mod counter;
mod disk;
mod lock;
mod slots;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::counter::Counter;
use self::disk::Disk;
pub use self::lock::Lock;

/// The directory of such records.
#[derive(Debug)]
pub struct Guard {
    dir: PathBuf,
    /// `dir`, held open: a record that was renamed into place can always be made durable, however many files are open.
    directory: File,
    counters: Mutex<HashMap<String, Arc<Counter>>>,
    known: Mutex<HashMap<String, Known>>,
    disk: Disk,
}

/// What this process knows of a record's place on the disk. Reading tells nothing: the system shows what it has in memory, also
/// when a write of it was cut off before its sync, or when the sync failed.
#[derive(Debug)]
enum Known {
    /// This record is there.
    Durable(Vec<u8>),
    /// The last write failed: what the system shows may never get there, whatever a later sync says.
    Doubted,
}

impl Guard {
    /// Uses `dir`, made if missing, readable by its owner alone.
    pub fn open(dir: &Path) -> io::Result<Self> {
        Self::on(Disk::default(), dir)
    }

    fn on(disk: Disk, dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        let directory = File::open(dir)?;
        Ok(Self { dir: dir.to_owned(), directory, counters: Mutex::default(), known: Mutex::default(), disk })
    }

    /// Whether records could be written into `dir` now: for checks, beside a running service too.
    pub fn probe(dir: &Path) -> io::Result<()> {
        static PROBES: AtomicU64 = AtomicU64::new(0);
        // A point keeps it from being taken for a record; of two probes at once neither removes the other's file.
        let number = PROBES.fetch_add(1, Ordering::Relaxed);
        let probe = dir.join(format!("probe.{}.{number}", std::process::id()));
        File::create(&probe)?;
        fs::remove_file(probe)
    }

    /// The record `key`, if there is one. Who relies on its being on the disk settles it.
    pub fn load(&self, key: &str) -> io::Result<Option<Vec<u8>>> {
        let path = self.path(key)?;
        for _ in 0..READS {
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
            };
            if !slots::are_slots(&bytes) {
                return Ok(Some(bytes));
            }
            // None while others write faster than this reads.
            if let Some(newest) = slots::newest(&bytes) {
                return Ok(Some(newest.record));
            }
        }
        Err(malformed(format!("both copies of the record {} are damaged", path.display())))
    }

    /// Replaces the record `key`: when this returns the new one survives a power cut, and no crash leaves half of it. One writer
    /// at a time.
    ///
    /// # Errors
    /// Of the disk. The record is then the old one or the new one.
    pub fn store(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(key)?;
        // Until it is done nothing is known, however it ends.
        let doubted = matches!(self.known().insert(key.to_owned(), Known::Doubted), Some(Known::Doubted));
        let overwritten = !doubted
            && overwrite(&path, bytes, &self.disk).unwrap_or_else(|error| {
                tracing::warn!("{} could not be overwritten: {error}", path.display());
                false
            });
        if !overwritten {
            self.replace(&path, bytes)?;
        }
        self.known().insert(key.to_owned(), Known::Durable(bytes.to_vec()));
        Ok(())
    }

    /// Makes the record `key` durable that was just loaded and is not to change: writes it again, unless this process knows
    /// it to be on the disk. One writer at a time.
    ///
    /// # Errors
    /// Of the disk.
    pub fn settle(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        match self.known().get(key) {
            Some(Known::Durable(known)) if known == bytes => return Ok(()),
            _ => {}
        }
        self.store(key, bytes)
    }

    /// Puts a new file into the place of the record's.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let fresh = path.with_extension("new");
        let mut file = File::create(&fresh)?;
        file.write_all(slots::fresh(bytes).as_deref().unwrap_or(bytes))?;
        self.disk.sync_whole(&file)?;
        fs::rename(&fresh, path)?;
        // The rename itself is durable once the directory is.
        self.disk.sync_whole(&self.directory)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the right to compare and replace records where several processes use this directory.
    pub fn alone(&self) -> io::Result<Lock> {
        Lock::wait(&self.dir, "records.lock")
    }

    /// The right to do what the processes that use this directory do one at a time; `None` while another one has it.
    /// `work` names it.
    pub fn try_turn(&self, work: &str) -> io::Result<Option<Lock>> {
        Lock::attempt(&self.dir, &format!("{work}.lock"))
    }

    /// The names of all records.
    pub fn keys(&self) -> io::Result<Vec<String>> {
        let mut keys = Vec::new();
        for entry in fs::read_dir(&self.dir)? {
            if let Ok(name) = entry?.file_name().into_string()
                && !name.contains('.')
            {
                keys.push(name);
            }
        }
        keys.sort();
        Ok(keys)
    }

    /// The count `key`; 0 if there is none yet.
    pub fn count(&self, key: &str) -> io::Result<u64> {
        Ok(self.counter(key)?.durable())
    }

    /// Begins the count `key` at zero, durably, unless there is one.
    pub fn begin(&self, key: &str) -> io::Result<()> {
        let _alone = self.alone()?;
        // One that is there may be in memory alone, as a process that was killed left it.
        let stored = self.load(key)?;
        self.settle(key, stored.as_deref().unwrap_or(b"0"))
    }

    /// Makes the count `key` at least `to`, durably. It never goes down, whichever processes use this directory. Callers at
    /// the same time share one write. Blocks on the disk: not for async threads.
    pub fn advance(&self, key: &str, to: u64) -> io::Result<()> {
        let counter = self.counter(key)?;
        counter.advance(to, |count| self.raise(key, count))
    }

    /// What is compared is what is replaced: another process may have been further.
    fn raise(&self, key: &str, to: u64) -> io::Result<()> {
        let _alone = self.alone()?;
        let stored = self.stored_count(key)?.unwrap_or(0);
        self.settle(key, stored.max(to).to_string().as_bytes())
    }

    fn stored_count(&self, key: &str) -> io::Result<Option<u64>> {
        let Some(bytes) = self.load(key)? else { return Ok(None) };
        let count = std::str::from_utf8(&bytes).ok().and_then(|text| text.trim().parse().ok());
        count.map(Some).ok_or_else(|| malformed(format!("{} is not a count", self.dir.join(key).display())))
    }

    fn counter(&self, key: &str) -> io::Result<Arc<Counter>> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counter) = counters.get(key) {
            return Ok(Arc::clone(counter));
        }
        let stored = self.stored_count(key)?;
        let counter = Arc::new(Counter::new(stored.unwrap_or(0)));
        if stored.is_some() {
            // A process that was killed may have left it in memory alone.
            self.raise(key, 0)?;
        }
        counters.insert(key.to_owned(), Arc::clone(&counter));
        Ok(counter)
    }

    fn path(&self, key: &str) -> io::Result<PathBuf> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if key.is_empty() || !key.bytes().all(plain) {
            return Err(malformed(format!("'{key}' cannot name a record")));
        }
        Ok(self.dir.join(key))
    }
}

/// Writes the record into a file of slots. `false` where there is none, or it is too long.
fn overwrite(path: &Path, record: &[u8], disk: &Disk) -> io::Result<bool> {
    let mut file = match File::options().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    match slots::newest(&bytes) {
        Some(newest) => slots::overwrite(&file, &newest, record, disk),
        None => Ok(false),
    }
}

/// How often a record is read that others write meanwhile.
const READS: usize = 16;

fn malformed(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests;
