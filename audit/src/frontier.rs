//! The edge of a Merkle tree: enough to append and to tell the root, in a few hashes for any number of leaves.

use crypto::log::merkle::{Hash, empty_root, node_hash};

/// An RFC 6962 tree of which only the complete subtrees at its right edge are kept.
#[derive(Debug, Clone, Default)]
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
}
