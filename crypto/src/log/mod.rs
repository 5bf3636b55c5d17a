//! The public log: an append-only Merkle tree (RFC 6962) with C2SP checkpoints, tiles and proofs.
//!
//! Whoever has all entries puts up a [`Tree`](merkle::Tree) and compares its root with a checkpoint's; whoever has one
//! entry, or two checkpoints, needs a proof.
//!
//! ```
//! use crypto::log::checkpoint::{Checkpoint, poll_origin};
//! use crypto::log::entry::Entry;
//! use crypto::log::merkle::{Tree, verify_consistency, verify_inclusion};
//! # use crypto::note::SignerKey;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let ballot_box = SignerKey::generate(&"ballots.example.net".parse()?);
//! let mut tree = Tree::new();
//! tree.push(&Entry::manifest([1; 32].into()));
//! tree.push(&Entry::assets("psephos-assets/v1\n{}\n"));
//! let early = Checkpoint::of(poll_origin("ballots.example.net", &[1; 32].into()), &tree);
//! let ballot = Entry::ballot([2; 32].into());
//! tree.push(&ballot);
//! let signed = Checkpoint::of(early.origin.clone(), &tree).sign(&ballot_box).to_string();
//!
//! let (head, _) = Checkpoint::open(&signed, ballot_box.verifier(), &early.origin)?;
//! let proof = tree.inclusion_proof(2, head.size).expect("the entry is within the tree");
//! verify_inclusion(&ballot.leaf_hash(), 2, head.size, &proof, &head.root)?;
//! let proof = tree.consistency_proof(early.size, head.size).expect("the tree has grown");
//! verify_consistency(early.size, &early.root, head.size, &head.root, &proof)?;
//! # Ok(())
//! # }
//! ```

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
pub mod merkle;
pub mod proof;
pub mod tiles;

/// An unsigned decimal number in its one spelling: no sign, no leading zeroes.
fn parse_decimal(digits: &str) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}
