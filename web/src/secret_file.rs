//! One secret in a file of its own: one line, readable by its owner alone, never overwritten.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Writes `secret` durably into the new file `out`.
///
/// # Errors
/// `AlreadyExists`, and what the disk says.
pub fn create(out: &Path, secret: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(out)?;
    file.write_all(format!("{secret}\n").as_bytes())?;
    file.sync_all()
}

/// The secret in `file`, without the end of its line.
///
/// # Errors
/// `PermissionDenied` if others may read the file, and what the disk says.
pub fn read(file: &Path) -> io::Result<String> {
    let mode = fs::metadata(file)?.permissions().mode();
    if mode & 0o077 != 0 {
        let words = "others may read the key; run chmod 600 on it";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
    }
    Ok(fs::read_to_string(file)?.trim_end().to_owned())
}
