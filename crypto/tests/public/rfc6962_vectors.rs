//! Inclusion and consistency proofs against the published vectors of RFC 6962 trees, good and bad.

use crypto::log::merkle::{Hash, leaf_hash, verify_consistency, verify_inclusion};
use serde_json::Value;

#[test]
fn inclusion_proofs_are_judged_as_published() {
    judge("rfc6962/inclusion", |case| {
        let (leaf, root, proof) = (hash(&case["leafHash"])?, hash(&case["root"])?, hashes(&case["proof"])?);
        verify_inclusion(&leaf, number(&case["leafIdx"]), number(&case["treeSize"]), &proof, &root).ok()
    });
}

#[test]
fn consistency_proofs_are_judged_as_published() {
    judge("rfc6962/consistency", |case| {
        let (old, new, proof) = (root(&case["root1"]), root(&case["root2"]), hashes(&case["proof"])?);
        verify_consistency(number(&case["size1"]), &old, number(&case["size2"]), &new, &proof).ok()
    });
}

/// A value that is no hash at all is refused by its type, which is as good a refusal as any.
fn judge(folder: &str, accepts: impl Fn(&Value) -> Option<()>) {
    let cases = crate::support::json_files(folder);
    let mut accepted = 0;
    for (file, case) in &cases {
        let wanted = !case["wantErr"].as_bool().expect("every vector says whether it is wrong");
        assert_eq!(accepts(case).is_some(), wanted, "{file}: {}", case["desc"]);
        accepted += usize::from(wanted);
    }
    assert!(cases.is_empty() || (accepted > 0 && accepted < cases.len()), "there are good and bad vectors");
}

fn hash(value: &Value) -> Option<Hash> {
    crypto::encoding::parse_b64(value.as_str()?).ok()?.try_into().ok()
}

/// Some vectors have words for roots, and mean by them only that two roots are the same or that they differ; so it is
/// with the hashes of the words.
fn root(value: &Value) -> Hash {
    hash(value).unwrap_or_else(|| leaf_hash(value.to_string().as_bytes()))
}

/// A missing proof is written `null`.
fn hashes(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().map_or(Some(Vec::new()), |proof| proof.iter().map(hash).collect())
}

/// The vectors hold sizes up to 2^64 - 1.
fn number(value: &Value) -> u64 {
    value.as_u64().expect("indices and sizes are unsigned")
}
