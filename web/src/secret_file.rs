//! Secrets in a file of their own, readable by its owner alone. A file is made or replaced whole, never written into.

use std::fs::{self, File, OpenOptions};
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

/// Puts `secret` durably in the place of what `file` holds; whoever reads it meanwhile, or after a crash, finds the one or the
/// other, whole.
///
/// # Errors
/// What the disk says; `file` is as it was then.
pub fn replace(file: &Path, secret: &str) -> io::Result<()> {
    let mut next = file.as_os_str().to_owned();
    next.push(".next");
    let next = Path::new(&next);
    // What an attempt left that was cut off. Nobody has seen it.
    match fs::remove_file(next) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => create(next, secret)?,
    }
    fs::rename(next, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// The secret in `file`, without the end of its last line.
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
