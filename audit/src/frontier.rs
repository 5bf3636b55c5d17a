//! The edge of a Merkle tree: enough to append and to tell the root, in a few hashes for any number of leaves.

use crypto::encoding::Digest;
use crypto::log::merkle::{Hash, empty_root, node_hash};
use serde::{Deserialize, Serialize};

/// An RFC 6962 tree of which only the complete subtrees at its right edge are kept.
///
/// Whoever follows a log while it grows keeps this between two looks. Written as JSON it is `{"size":3,"subtrees":["<hex>",..]}`,
/// the largest subtree first; what does not fit together is not read.
///
/// ```
/// use audit::Frontier;
/// use crypto::log::merkle::{Tree, leaf_hash};
///
/// let (mut tree, mut frontier) = (Tree::new(), Frontier::default());
/// for leaf in [b"a", b"b", b"c"].map(|leaf| leaf_hash(leaf)) {
///     tree.push_leaf(leaf);
///     frontier.push(leaf);
/// }
/// assert_eq!((frontier.size(), frontier.root()), (3, tree.root()));
/// let kept = serde_json::to_string(&frontier)?;
/// assert_eq!(serde_json::from_str::<Frontier>(&kept)?.root(), tree.root());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees, the largest first: one for each bit of `size`.
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// Appends a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut complete = leaf;
        // As many subtrees are completed as `size` has trailing one bits.
        for _ in 0..self.size.trailing_ones() {
            let left = self.subtrees.pop().expect("there is a subtree for each bit of the size");
            complete = node_hash(&left, &complete);
        }
        self.subtrees.push(complete);
        self.size += 1;
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// MTH of the leaves so far (RFC 6962 section 2.1).
    pub fn root(&self) -> Hash {
        let mut subtrees = self.subtrees.iter().rev();
        let Some(&last) = subtrees.next() else { return empty_root() };
        subtrees.fold(last, |right, left| node_hash(left, &right))
    }
}

/// As it is written down.
#[derive(Serialize, Deserialize)]
struct Kept {
    size: u64,
    subtrees: Vec<Digest>,
}

impl From<Frontier> for Kept {
    fn from(frontier: Frontier) -> Self {
        Self { size: frontier.size, subtrees: frontier.subtrees.into_iter().map(Digest::from).collect() }
    }
}

impl TryFrom<Kept> for Frontier {
    type Error = &'static str;

    fn try_from(kept: Kept) -> Result<Self, Self::Error> {
        if kept.subtrees.len() != kept.size.count_ones() as usize {
            return Err("a tree has one complete subtree for each bit of its size");
        }
        Ok(Self { size: kept.size, subtrees: kept.subtrees.iter().map(|hash| *hash.as_bytes()).collect() })
    }
}

#[cfg(test)]
mod tests {
    use crypto::log::merkle::{Tree, leaf_hash};

    use super::*;

    #[test]
    fn its_root_is_the_trees_at_every_size() {
        let (mut tree, mut frontier) = (Tree::new(), Frontier::default());
        assert_eq!(frontier.root(), tree.root());
        for number in 0..300_u32 {
            let leaf = leaf_hash(&number.to_be_bytes());
            tree.push_leaf(leaf);
            frontier.push(leaf);
            assert_eq!((frontier.size(), frontier.root()), (tree.size(), tree.root()));
        }
    }

    #[test]
    fn a_tree_that_cannot_be_is_not_read() {
        let root = "00".repeat(32);
        for bad in [
            r#"{"size":1,"subtrees":[]}"#.to_owned(),
            format!(r#"{{"size":0,"subtrees":["{root}"]}}"#),
            format!(r#"{{"size":4,"subtrees":["{root}","{root}"]}}"#),
            r#"{"size":1,"subtrees":["00"]}"#.to_owned(),
        ] {
            assert!(serde_json::from_str::<Frontier>(&bad).is_err(), "{bad}");
        }
    }
}
