//! Keys of polls for tests: made once and kept below the temporary directory, for to make one takes longer than most tests.

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use crypto::blind_rsa::{KeyError, SecretKey};

use self::own_folder::own_folder;

#[path = "own_folder.rs"]
mod own_folder;

/// A key that this process has not been given yet. Other processes are given the same ones.
pub(crate) fn generate() -> Result<SecretKey, KeyError> {
    static GIVEN: AtomicUsize = AtomicUsize::new(0);
    let folder = own_folder("psephos-test-keys");
    let path = folder.join(format!("{}.der", GIVEN.fetch_add(1, Ordering::SeqCst)));
    if let Some(key) = std::fs::read(&path).ok().and_then(|der| SecretKey::from_pkcs8_der(&der).ok()) {
        return Ok(key);
    }
    let key = SecretKey::generate(2048)?;
    let mut new = tempfile::NamedTempFile::new_in(&folder).unwrap();
    new.write_all(&key.to_pkcs8_der()).unwrap();
    new.persist(&path).unwrap();
    Ok(key)
}
