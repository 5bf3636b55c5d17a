//! Merkle trees (RFC 6962 section 2.1, the same as RFC 9162 section 2.1) with SHA-256.

use super::entry::Entry;
use crate::encoding::sha256;

/// A node of the tree: SHA-256 output.
pub type Hash = [u8; 32];

/// `SHA-256(0x00 || leaf)` (RFC 6962 section 2.1); the prefix keeps a node from passing as a leaf.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    sha256(&[&[0x00], leaf])
}

/// `SHA-256(0x01 || left || right)` (RFC 6962 section 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[0x01], left, right])
}

/// The root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// An append-only tree in memory. It keeps every complete subtree, about 64 bytes for each leaf, so that each root,
/// proof and tile of this and of every earlier size is put together from hashes at hand.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// `levels[h][i]` is the hash of the leaves `[i * 2^h, (i + 1) * 2^h)`, present as soon as all of them are.
    levels: Vec<Vec<Hash>>,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index is not within the tree, or the old tree is empty or larger than the new one.
    #[error("the proof is about a place outside the tree")]
    Range,
    /// More or fewer hashes than such a proof has.
    #[error("the proof has the wrong length")]
    Length,
    /// The hashes do not lead to the root.
    #[error("the proof leads to another root")]
    Root,
}

impl Tree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends an entry.
    pub fn push(&mut self, entry: &Entry) {
        self.push_leaf(entry.leaf_hash());
    }

    /// Appends a leaf by its [`leaf_hash`].
    pub fn push_leaf(&mut self, leaf: Hash) {
        let mut complete = leaf;
        for height in 0.. {
            if height == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(complete);
            if level.len() % 2 == 1 {
                return;
            }
            let [.., left, right] = level.as_slice() else { return };
            complete = node_hash(left, right);
        }
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root: MTH(`D[n]`).
    pub fn root(&self) -> Hash {
        self.subtree(0, self.size())
    }

    /// The root that the tree had at an earlier size; `None` beyond the present one.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size()).then(|| self.subtree(0, size))
    }

    /// PATH(index, `D[size]`) (RFC 6962 section 2.1.1), the leaf's sibling first; `None` unless
    /// `index < size <= self.size()`.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut start, mut end) = (0, size);
        let mut proof = Vec::new();
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(start, middle));
                start = middle;
            }
        }
        proof.reverse();
        Some(proof)
    }

    /// PROOF(old, `D[new]`) (RFC 6962 section 2.1.2); `None` unless `0 < old <= new <= self.size()`. As in the RFC there is
    /// no proof from the empty tree: every tree extends it.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old == 0 || old > new || new > self.size() {
            return None;
        }
        let (mut start, mut end) = (0, new);
        let mut proof = Vec::new();
        // SUBPROOF(m, D[start:end], b): down to the subtree that ends where the old tree ends.
        while old < end {
            let middle = start + split(end - start);
            if old <= middle {
                proof.push(self.subtree(middle, end));
                end = middle;
            } else {
                proof.push(self.subtree(start, middle));
                start = middle;
            }
        }
        // b is true, and the subtree is the old tree itself, exactly if it starts at the first leaf.
        if start > 0 {
            proof.push(self.subtree(start, end));
        }
        proof.reverse();
        Some(proof)
    }

    /// The first `width` hashes of tile `n` at `level` of C2SP tlog-tiles: `width * 32` bytes, each hash standing for
    /// `256^level` leaves. `None` if the width is not within 1 to 256 or the tree does not reach so far.
    pub fn tile(&self, level: u8, n: u64, width: u16) -> Option<Vec<u8>> {
        if !(1..=TILE_WIDTH).contains(&width) {
            return None;
        }
        let hashes = self.levels.get(usize::from(level) * TILE_HEIGHT)?;
        let start = usize::try_from(n).ok()?.checked_mul(usize::from(TILE_WIDTH))?;
        let end = start.checked_add(usize::from(width))?;
        hashes.get(start..end).map(<[Hash]>::concat)
    }

    /// MTH(D[start:end]) for `end` within the tree, where `start` is a multiple of the smallest power of two that is not
    /// less than `end - start`, as in every split of RFC 6962.
    fn subtree(&self, start: u64, end: u64) -> Hash {
        let mut hash = None;
        let mut end = end;
        // The complete subtrees of the range, from the smallest at its right end to the largest: each is the left
        // sibling of what has been hashed so far.
        while end > start {
            let height = (end - start).trailing_zeros();
            let index = usize::try_from((end >> height) - 1).expect("a stored leaf's index fits the memory");
            let complete = self.levels[height as usize][index];
            hash = Some(hash.map_or(complete, |right| node_hash(&complete, &right)));
            end -= 1 << height;
        }
        hash.unwrap_or_else(empty_root)
    }
}

/// Checks that `leaf` is the leaf hash at `index` in the tree of `size` leaves with this `root` (RFC 9162 section 2.1.3.2).
///
/// # Errors
/// See [`ProofError`]; nothing panics, whatever is given.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Range);
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // A right edge without sibling is lifted unchanged to where it has one.
            let lift = node.trailing_zeros();
            (node, last) = (node >> lift, last >> lift);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    match (last, hash == *root) {
        (0, true) => Ok(()),
        (0, false) => Err(ProofError::Root),
        _ => Err(ProofError::Length),
    }
}

/// Checks that the tree of `old_size` leaves with `old_root` is the beginning of the tree of `new_size` leaves with
/// `new_root` (RFC 9162 section 2.1.4.2).
///
/// An empty old tree is refused: every tree extends it, so nothing could be proved of the new one. Who holds a
/// checkpoint of size 0 has nothing to check.
///
/// # Errors
/// See [`ProofError`]; nothing panics, whatever is given.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size == 0 || old_size > new_size {
        return Err(ProofError::Range);
    }
    if old_size == new_size {
        return match (proof.is_empty(), old_root == new_root) {
            (true, true) => Ok(()),
            (true, false) => Err(ProofError::Root),
            (false, _) => Err(ProofError::Length),
        };
    }
    // Where the old tree is a complete subtree of the new one, its root begins the path and is left out of the proof.
    let (first, path) = match proof.split_first() {
        _ if old_size.is_power_of_two() => (old_root, proof),
        Some(split) => split,
        None => return Err(ProofError::Length),
    };
    let (mut node, mut last) = (old_size - 1, new_size - 1);
    let lift = node.trailing_ones();
    (node, last) = (node >> lift, last >> lift);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            let lift = node.trailing_zeros();
            (node, last) = (node >> lift, last >> lift);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    match (last, old_hash == *old_root && new_hash == *new_root) {
        (0, true) => Ok(()),
        (0, false) => Err(ProofError::Root),
        _ => Err(ProofError::Length),
    }
}

/// RFC 6962 section 2.1: the largest power of two smaller than `n`, for n > 1.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// Hashes in a full tile.
pub const TILE_WIDTH: u16 = 256;
/// Levels of the tree between one level of tiles and the next.
const TILE_HEIGHT: usize = 8;
