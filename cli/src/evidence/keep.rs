//! What a service signed against a voter is kept: it may convict the service.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crypto::evidence::{EvidenceFile, Part};
use crypto::manifest::Manifest;

use crate::client::BallotBox;
use crate::private_file;

/// Writes an evidence file beside `place` and returns where. A later piece of evidence never overwrites an earlier one; the
/// same piece is written once.
pub fn keep(place: &Path, manifest: &Manifest, failed: &str, parts: Vec<Part>) -> io::Result<PathBuf> {
    // With its manifest the file can be examined by itself; without, the examiner asks for it.
    let note = BallotBox::new(&manifest.ballot_box.url).manifest(&manifest.id()).ok();
    write(place, &EvidenceFile::new(manifest, note.as_deref(), failed, parts))
}

/// Writes an evidence file beside `place`, as [`keep`] does.
pub(crate) fn write(place: &Path, file: &EvidenceFile) -> io::Result<PathBuf> {
    let text = file.to_string();
    let mut number = 1;
    loop {
        let path = place.with_extension(format!("evidence-{number}"));
        match private_file::create(&path, text.as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(&path).is_ok_and(|kept| kept == text.as_bytes()) {
                    return Ok(path);
                }
                number += 1;
            }
            done => return done.map(|()| path),
        }
    }
}
