//! How much a poll can have, by what its ballot box signed: a hostile one must not fill the disk.

use std::path::Path;

use anyhow::{Context as _, Result};
use crypto::ballot::ballot_length;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::ENTRY_BYTES;
use crypto::manifest::Manifest;
use crypto::note::{MAX_NOTE_BYTES, Note};
use crypto::tally::{MAX_TALLY_BYTES, longest_tally};

/// Bytes of what may be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Of the entries that the checkpoint counts.
    pub(super) entries: u64,
    /// Of the bundle.
    pub(super) bundle: u64,
}

impl Bounds {
    /// From the notes as they came. One that cannot be read bounds nothing more than the protocol does; the audit tells of it.
    pub(super) fn of(manifest: &[u8], checkpoint: &[u8]) -> Self {
        let note = |bytes: &[u8]| Note::parse(str::from_utf8(bytes).ok()?).ok();
        let head = note(checkpoint).and_then(|note| Checkpoint::parse(note.text()).ok());
        let size = head.map_or(0, |head| head.size);
        let manifest = note(manifest).and_then(|note| Manifest::parse(note.text()).ok());
        let (content, tally) = manifest.map_or((u16::MAX, MAX_TALLY_BYTES), |manifest| {
            (manifest.content_size, longest_tally(&manifest.questions))
        });
        let entries = size.saturating_mul(ENTRY_BYTES as u64);
        // Each with its length before it, as if every entry were a ballot.
        let ballots = size.saturating_mul(2 + ballot_length(content) as u64);
        let results = MOST_RESULTS * (tally + MAX_NOTE_BYTES) as u64;
        let bundle = entries.saturating_add(ballots).saturating_add(results + MOST_STATEMENTS);
        Self { entries, bundle }
    }
}

/// How many bytes may be stored in a folder, so that others still find room on its disk.
pub(super) fn room(folder: &Path) -> Result<u64> {
    let disk = rustix::fs::statvfs(folder)
        .with_context(|| format!("cannot ask for room in {}", folder.display()))?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    Ok(free - free / KEPT_FREE)
}

/// Of all notices, versions of the booth and the like of one poll, in bytes.
pub(super) const MOST_STATEMENTS: u64 = 16 << 20;
/// A second one comes where the number of passes was late.
const MOST_RESULTS: u64 = 4;
/// One part in so many of what is free.
const KEPT_FREE: u64 = 10;

#[cfg(test)]
mod tests {
    use audit::samples::usual;

    use super::*;

    #[test]
    fn a_bundle_is_bounded_by_the_list_and_by_the_length_of_a_ballot() {
        let bundle = audit::samples::Sample::of(&usual().files()).bundle;
        let mut notes = std::collections::BTreeMap::new();
        for entry in tar::Archive::new(bundle.as_slice()).entries().unwrap() {
            let mut entry = entry.unwrap();
            let name = entry.path().unwrap().display().to_string();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            notes.insert(name, bytes);
        }
        let checkpoint = String::from_utf8(notes["checkpoint"].clone()).unwrap();
        let bounds = Bounds::of(&notes["manifest.note"], checkpoint.as_bytes());
        assert_eq!(bounds.entries, notes["entries.bin"].len() as u64);
        assert!((bundle.len() as u64..32 << 20).contains(&bounds.bundle), "{bounds:?}");
        // An endless list has no endless sum.
        let endless = checkpoint.replacen("\n14\n", &format!("\n{}\n", u64::MAX), 1);
        assert_ne!(endless, checkpoint);
        assert_eq!(Bounds::of(&notes["manifest.note"], endless.as_bytes()).bundle, u64::MAX);
        assert_eq!(Bounds::of(b"no note", b"no note").entries, 0);
    }
}
