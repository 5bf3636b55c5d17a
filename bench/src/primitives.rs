//! The cryptography of the two services alone, on one core, over the same inputs.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Result;
use crypto::ballot::Ballot;
use crypto::blind_rsa::SecretKey;
use crypto::manifest::Manifest;

/// Blind signatures a second: RSA-2048 with base blinding and the fault check.
pub(crate) fn signing(requests: &[&[u8]]) -> Result<f64> {
    let key = SecretKey::generate(2048)?;
    let began = Instant::now();
    for request in requests {
        let mut blinded: Vec<u8> = request[3..].to_vec();
        // Made for other moduli of the same length: below this one for certain.
        blinded[0] &= 0x7f;
        black_box(key.blind_sign(&blinded)?);
    }
    Ok(rate(requests.len(), began))
}

/// Whole ballot verifications a second: RSA-PSS, strict Ed25519, canonical content.
pub(crate) fn verifying(ballots: &[(&Manifest, Ballot)]) -> Result<f64> {
    let began = Instant::now();
    for (manifest, ballot) in ballots {
        black_box(ballot.verify(manifest)?);
    }
    Ok(rate(ballots.len(), began))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn rate(count: usize, began: Instant) -> f64 {
    count as f64 / began.elapsed().as_secs_f64()
}
