//! Merkle trees: every root and every proof of every small tree, compared with the definition of RFC 6962.

use crypto::encoding::{Digest, hex};
use crypto::log::entry::{Entry, EntryKind};
use crypto::log::merkle::{
    Hash, ProofError, Tree, empty_root, leaf_hash, node_hash, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

const LARGEST: u64 = 70;

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| leaf_hash(&index.to_be_bytes())).collect()
}

fn tree(size: u64) -> Tree {
    let mut tree = Tree::new();
    leaves(size).into_iter().for_each(|leaf| tree.push_leaf(leaf));
    tree
}

/// RFC 6962 section 2.1, word for word: the largest power of two smaller than n divides the leaves.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// Every way to spoil a proof a little: each hash altered or left out, one too many at either end.
fn spoilt(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    let altered = (0..proof.len()).map(|place| {
        let mut proof = proof.to_vec();
        proof[place][31] ^= 1;
        proof
    });
    let shorter = (0..proof.len()).map(|place| {
        let mut proof = proof.to_vec();
        proof.remove(place);
        proof
    });
    let longer = [0, proof.len()].map(|place| {
        let mut proof = proof.to_vec();
        proof.insert(place, [0; 32]);
        proof
    });
    altered.chain(shorter).chain(longer)
}

#[test]
fn hashes_are_those_of_rfc_6962() {
    let leaves: Vec<Vec<u8>> = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
        .iter()
        .map(|leaf| {
            (0..leaf.len() / 2).map(|at| u8::from_str_radix(&leaf[2 * at..2 * at + 2], 16).unwrap()).collect()
        })
        .collect();
    let mut tree = Tree::new();
    assert_eq!(hex(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    leaves.iter().for_each(|leaf| tree.push_leaf(leaf_hash(leaf)));
    // The published roots of the tree over these leaves that every implementation tests with.
    for (size, root) in [
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    ] {
        assert_eq!(hex(&tree.root_at(size).unwrap()), root, "{size}");
    }
}

#[test]
fn every_root_is_that_of_the_definition() {
    let (tree, leaves) = (tree(LARGEST), leaves(LARGEST));
    for size in 0..=LARGEST {
        let expected = mth(&leaves[..size as usize]);
        assert_eq!((tree.root_at(size), self::tree(size).root()), (Some(expected), expected), "{size}");
    }
    assert_eq!((tree.size(), tree.root_at(LARGEST + 1)), (LARGEST, None));
    assert_eq!(tree.root_at(u64::MAX), None);
}

#[test]
fn every_inclusion_proof_holds_and_no_spoilt_one_does() {
    let (tree, leaves) = (tree(LARGEST), leaves(LARGEST));
    for size in 0..=LARGEST {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = &leaves[index as usize];
            let proof = tree.inclusion_proof(index, size).unwrap();
            assert_eq!(verify_inclusion(leaf, index, size, &proof, &root), Ok(()), "{index} of {size}");
            for bad in spoilt(&proof) {
                assert!(verify_inclusion(leaf, index, size, &bad, &root).is_err(), "{index} of {size}");
            }
            for other in (0..=LARGEST).filter(|other| *other != index) {
                assert!(
                    verify_inclusion(leaf, other, size, &proof, &root).is_err(),
                    "{index} as {other} of {size}"
                );
            }
            assert!(verify_inclusion(&root, index, size, &proof, &root).is_err() || size == 1);
        }
        assert_eq!(tree.inclusion_proof(size, size), None);
    }
    assert_eq!(tree.inclusion_proof(0, LARGEST + 1), None);
}

#[test]
fn every_consistency_proof_holds_and_no_spoilt_one_does() {
    let tree = tree(LARGEST);
    for new in 0..=LARGEST {
        let new_root = tree.root_at(new).unwrap();
        for old in 1..=new {
            let old_root = tree.root_at(old).unwrap();
            let proof = tree.consistency_proof(old, new).unwrap();
            assert_eq!(verify_consistency(old, &old_root, new, &new_root, &proof), Ok(()), "{old} to {new}");
            for bad in spoilt(&proof) {
                assert!(verify_consistency(old, &old_root, new, &new_root, &bad).is_err(), "{old} to {new}");
            }
            let mut wrong = old_root;
            wrong[0] ^= 1;
            assert_eq!(verify_consistency(old, &wrong, new, &new_root, &proof), Err(ProofError::Root));
            let mut wrong = new_root;
            wrong[0] ^= 1;
            assert_eq!(verify_consistency(old, &old_root, new, &wrong, &proof), Err(ProofError::Root));
        }
        assert_eq!((tree.consistency_proof(new + 1, new), tree.consistency_proof(0, new)), (None, None));
        assert_eq!(verify_consistency(0, &empty_root(), new, &new_root, &[]), Err(ProofError::Range));
    }
    assert_eq!(tree.consistency_proof(1, LARGEST + 1), None);
}

#[test]
fn a_rewritten_log_is_inconsistent() {
    for (altered, old, new) in [(0, 1, 2), (3, 5, 9), (4, 5, 70), (63, 64, 65), (30, 64, 70)] {
        let mut rewritten = Tree::new();
        for (index, leaf) in leaves(new).into_iter().enumerate() {
            rewritten.push_leaf(if index == altered { [0; 32] } else { leaf });
        }
        let old_root = tree(old).root();
        for proof in
            [rewritten.consistency_proof(old, new).unwrap(), tree(new).consistency_proof(old, new).unwrap()]
        {
            assert!(verify_consistency(old, &old_root, new, &rewritten.root(), &proof).is_err());
        }
    }
}

#[test]
fn entries_are_leaves() {
    let entry = Entry { kind: EntryKind::Issuance, object: Digest::of(b"text") };
    let mut tree = Tree::new();
    tree.push(&entry);
    assert_eq!(tree.root(), leaf_hash(&[&[0x04], Digest::of(b"text").as_bytes().as_slice()].concat()));
    assert_eq!(Entry::parse(&entry.to_bytes()), Ok(entry));
    assert_eq!(Entry::issuance("text"), entry);
}

proptest! {
    #[test]
    fn every_proof_of_larger_trees_holds(size in 1u64..3000, places: (prop::sample::Index, prop::sample::Index)) {
        let tree = tree(size);
        let size = 1 + places.0.index(size as usize) as u64;
        let index = places.1.index(size as usize) as u64;
        let (root, leaf) = (tree.root_at(size).unwrap(), leaf_hash(&index.to_be_bytes()));
        let proof = tree.inclusion_proof(index, size).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        let (old, old_root) = (index + 1, tree.root_at(index + 1).unwrap());
        let proof = tree.consistency_proof(old, size).unwrap();
        prop_assert_eq!(verify_consistency(old, &old_root, size, &root, &proof), Ok(()));
    }

    #[test]
    fn no_numbers_and_no_proof_panic(a: u64, b: u64, leaf: Hash, root: Hash, proof: Vec<Hash>) {
        for (a, b) in [(a, b), (a, a), (a.min(b), a.max(b)), (a % 64, b % 64), (u64::MAX - 1, u64::MAX), (1 << 63, a)] {
            prop_assert!(verify_inclusion(&leaf, a, b, &proof, &root).is_err());
            let _ = verify_consistency(a, &leaf, b, &root, &proof);
            let _ = verify_consistency(a, &leaf, b, &leaf, &[]);
        }
        let _ = (tree(3).inclusion_proof(a, b), tree(3).consistency_proof(a, b), tree(3).root_at(a));
    }

    #[test]
    fn entries_come_back_and_no_bytes_panic(kind in 1u8..=5, object: Hash, bytes: Vec<u8>) {
        let entry = Entry { kind: kind.try_into().unwrap(), object: Digest::from(object) };
        prop_assert_eq!(Entry::parse(&entry.to_bytes()), Ok(entry));
        for length in 0..33 {
            prop_assert!(Entry::parse(&entry.to_bytes()[..length]).is_err());
        }
        for unknown in (0..=0xff).filter(|kind| !(1..=5).contains(kind)) {
            prop_assert!(Entry::parse(&[&[unknown], object.as_slice()].concat()).is_err());
        }
        let _ = Entry::parse(&bytes);
    }
}
