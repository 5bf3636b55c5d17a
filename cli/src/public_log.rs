//! A poll's public log: fetched whole and rebuilt, so that nobody's word is taken for what stands in it.

use std::io::Read as _;

use crypto::encoding::{BallotHash, b64};
use crypto::evidence::Part;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::cosignature::cosigners;
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use crypto::log::merkle::{Hash, Tree};
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::Note;

use crate::client::{BallotBox, ClientError};

/// Entries that lead to the root of a checkpoint which the ballot box has signed.
pub(crate) struct PublicLog {
    checkpoint: Note,
    size: u64,
    entries: Vec<Entry>,
    tree: Tree,
}

/// Why there is no log to look at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogError {
    /// The ballot box did not give it.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// What it gave is not what it signed.
    #[error("{0}")]
    Fault(String),
}

impl PublicLog {
    /// Asks for the newest checkpoint, and then for the entries: they can only have grown since.
    pub(crate) fn fetch(ballot_box: &BallotBox, manifest: &Manifest) -> Result<Self, LogError> {
        let poll = manifest.id();
        let checkpoint = ballot_box.checkpoint(&poll)?;
        let mut bytes = Vec::new();
        let download = ballot_box.stream(&poll, "/entries")?;
        let read = download.take(MOST_BYTES).read_to_end(&mut bytes);
        read.map_err(|error| LogError::Fault(format!("the entries of the public list break off: {error}")))?;
        Self::read(&checkpoint, &bytes, manifest).map_err(LogError::Fault)
    }

    /// The same from what is at hand already; an error is a fault of whoever signed the checkpoint, or of who passed it on.
    pub(crate) fn read(checkpoint: &str, bytes: &[u8], manifest: &Manifest) -> Result<Self, String> {
        let key = &manifest.ballot_box.key;
        let origin = poll_origin(key.name(), &manifest.id());
        let (Checkpoint { size, root, .. }, note) = Checkpoint::open(checkpoint, key, &origin)
            .map_err(|error| format!("the checkpoint of the public list does not hold: {error}"))?;
        let few = || format!("the ballot box shows fewer entries than the {size} that it has signed");
        let length = usize::try_from(size).ok().and_then(|size| size.checked_mul(ENTRY_BYTES));
        let signed = length.and_then(|length| bytes.get(..length)).ok_or_else(few)?;
        let entries: Vec<Entry> = signed
            .chunks_exact(ENTRY_BYTES)
            .map(Entry::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| "the public list holds something that is no entry".to_owned())?;
        let mut tree = Tree::new();
        entries.iter().for_each(|entry| tree.push(entry));
        if tree.root() != root {
            return Err("the entries that the ballot box shows are not the ones that it signed".to_owned());
        }
        Ok(Self { checkpoint: note, size, entries, tree })
    }

    /// All entries, in their order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Number of entries.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// How many of the poll's witnesses cosigned the checkpoint.
    pub(crate) fn cosigners(&self, manifest: &Manifest) -> u64 {
        cosigners(&self.checkpoint, manifest.witnesses.iter().map(String::as_str))
    }

    /// Whether the log had this root at that size.
    pub(crate) fn begins_with(&self, size: u64, root: &Hash) -> bool {
        self.tree.root_at(size).as_ref() == Some(root)
    }

    /// Where a ballot stands: its index among the entries, from 0, and its number among the ballots, from 1.
    pub(crate) fn place(&self, ballot: BallotHash) -> Option<(u64, usize)> {
        let wanted = Entry::ballot(ballot);
        let index = self.entries.iter().position(|entry| *entry == wanted)?;
        let number = self.entries[..=index].iter().filter(|entry| entry.kind == EntryKind::Ballot).count();
        Some((index as u64, number))
    }

    /// The proof that the entry at `index` stands in the log of the signed checkpoint; none beyond its end.
    pub(crate) fn proof(&self, index: u64) -> Option<TlogProof> {
        let hashes = self.tree.inclusion_proof(index, self.size)?;
        Some(TlogProof::new(index, hashes, self.checkpoint.clone()))
    }

    /// The signed checkpoint and the entries behind it, as they go into an evidence file.
    pub(crate) fn parts(&self) -> [Part; 2] {
        let bytes: Vec<u8> = self.entries.iter().flat_map(Entry::to_bytes).collect();
        [Part::new("checkpoint", self.checkpoint.to_string()), Part::new("entries", b64(&bytes))]
    }
}

/// Entries of thirty million ballots, in bytes.
const MOST_BYTES: u64 = 1 << 30;
