//! A small record in a file of fixed length that is overwritten in place: two slots, of which the older one is written each time.
//! One synced write makes a record durable, where a new file that is renamed into place takes the inode, the directory, and two
//! syncs; and a write that a crash cuts off spoils the slot that nobody needs.
//!
//! ```text
//! slot, 4096 bytes:  psephos-record/v1 <number> <SHA-256 of number, space, record; hex>\n <record> zeros to the end
//! ```
//!
//! What holds is the record in the slot with the higher number of those whose hash is right. It can be read while somebody
//! writes. The limit of this: where the newer slot rots on the disk later, the older one holds, one write behind, and nobody is
//! told; where both do, it is an error.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

use sha2::{Digest as _, Sha256};

use super::disk::Disk;

/// The newest record of a file of slots, and where the next one goes.
#[derive(Debug)]
pub(super) struct Newest {
    /// The record.
    pub(super) record: Vec<u8>,
    number: u64,
    slot: usize,
}

/// The two slots of a new file, as bytes; `None` if the record is too long for one.
pub(super) fn fresh(record: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = slot(1, record)?;
    bytes.resize(2 * SLOT, 0);
    Some(bytes)
}

/// What the bytes of a whole file hold; `None` where they are not slots, or both are spoilt.
pub(super) fn newest(bytes: &[u8]) -> Option<Newest> {
    let (slots, []) = bytes.as_chunks::<SLOT>() else { return None };
    let read = slots.iter().take(2).enumerate().filter_map(|(slot, bytes)| {
        let (number, record) = parse(bytes)?;
        Some(Newest { record, number, slot })
    });
    if slots.len() == 2 { read.max_by_key(|read| read.number) } else { None }
}

/// Whether a file that holds these bytes was made of slots.
pub(super) fn are_slots(bytes: &[u8]) -> bool {
    bytes.len() == 2 * SLOT && bytes.chunks_exact(SLOT).any(|slot| slot.starts_with(MAGIC))
}

/// Writes the record behind `newest` into the other slot, durably. `false` if it is too long for one; nothing is written then.
pub(super) fn overwrite(file: &File, newest: &Newest, record: &[u8], disk: &Disk) -> io::Result<bool> {
    let Some(bytes) = slot(newest.number + 1, record) else { return Ok(false) };
    let place = (1 - newest.slot) * SLOT;
    file.write_all_at(&bytes, place as u64)?;
    disk.sync_content(file)?;
    Ok(true)
}

fn slot(number: u64, record: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = [MAGIC, number.to_string().as_bytes(), b" "].concat();
    bytes.extend(hash(number, record));
    bytes.push(b'\n');
    bytes.extend(record);
    if record.contains(&0) || bytes.len() > SLOT {
        return None;
    }
    bytes.resize(SLOT, 0);
    Some(bytes)
}

fn parse(slot: &[u8]) -> Option<(u64, Vec<u8>)> {
    let rest = slot.strip_prefix(MAGIC)?;
    let line = rest.iter().position(|byte| *byte == b'\n')?;
    let (number, hashed) = std::str::from_utf8(&rest[..line]).ok()?.split_once(' ')?;
    let number = number.parse().ok()?;
    let record = &rest[line + 1..];
    let end = record.iter().position(|byte| *byte == 0).unwrap_or(record.len());
    (hash(number, &record[..end]) == hashed.as_bytes()).then(|| (number, record[..end].to_vec()))
}

fn hash(number: u64, record: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new_with_prefix(format!("{number} "));
    hash.update(record);
    hash.finalize().iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}

const MAGIC: &[u8] = b"psephos-record/v1 ";
/// As far from each other as disks write at once, so that one write spoils one slot at most.
const SLOT: usize = 4096;
