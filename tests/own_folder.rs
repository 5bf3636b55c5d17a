//! Folders below the temporary directory that all tests of one user share.

use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

/// The folder of this name, made if there is none: of this user, for another one could not write to it.
pub(crate) fn own_folder(name: &str) -> PathBuf {
    let file = tempfile::tempfile().and_then(|file| file.metadata());
    let user = file.expect("the temporary directory takes a file").uid();
    let folder = std::env::temp_dir().join(format!("{name}-{user}"));
    std::fs::create_dir_all(&folder).expect("the temporary directory takes a folder");
    folder
}
