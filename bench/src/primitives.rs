//! The cryptography of the two services alone, on one core, over the same inputs: microseconds each.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context as _, Result};
use crypto::ballot::Ballot;
use crypto::blind_rsa::{self, SecretKey};
use crypto::manifest::Manifest;
use ed25519_dalek::{Signature, VerifyingKey};
use openssl::rsa::{Padding, Rsa};
use rayon::prelude::*;

/// One RSA-2048 private operation with base blinding and the fault check.
pub fn signing(requests: &[&[u8]]) -> Result<f64> {
    let key = SecretKey::generate(2048)?;
    let began = thread_time();
    for request in requests {
        let mut blinded: Vec<u8> = request[3..].to_vec();
        // Made for other moduli of the same length: below this one for certain.
        blinded[0] &= 0x7f;
        black_box(key.blind_sign(&blinded)?);
    }
    Ok(each(requests.len(), began))
}

/// The RSA-2048 private operation alone, as `openssl speed` times it: blinded, and what it gives is not checked.
pub fn private_operation() -> Result<f64> {
    let key = Rsa::generate(2048)?;
    let (number, mut signed) = ([0x7f; 256], [0; 256]);
    let began = thread_time();
    for _ in 0..OPERATIONS {
        black_box(key.private_encrypt(&number, &mut signed, Padding::NONE)?);
    }
    Ok(each(OPERATIONS, began))
}

/// One RSA-PSS and one strict Ed25519 verification, as OpenSSL and ed25519-dalek (`verify_strict`) have them. `crypto` does the latter
/// with less work.
pub fn verifying(manifest: &Manifest, ballots: &[impl AsRef<[u8]>]) -> Result<f64> {
    let key = manifest.token_key().public();
    let parsed = ballots.iter().map(|bytes| Ballot::parse(bytes.as_ref(), manifest.content_size));
    let parsed: Vec<Ballot> = parsed.collect::<Result<_, _>>()?;
    let began = thread_time();
    for (ballot, bytes) in parsed.iter().zip(ballots) {
        let (token, bytes) = (ballot.token(), bytes.as_ref());
        black_box(blind_rsa::verify(key, &token.input().to_bytes(), token.authenticator())?);
        let voter = VerifyingKey::from_bytes(ballot.nonce())?;
        let signature = bytes.last_chunk::<64>().context("a ballot ends in its signature")?;
        // The bytes that are signed are as many as these; whether the signature holds makes no difference in time.
        let _ = black_box(voter.verify_strict(&bytes[..bytes.len() - 64], &Signature::from_bytes(signature)));
    }
    Ok(each(ballots.len(), began))
}

/// [`verifying`] on all cores at once, as an audit does: cores that share their parts are slower then.
pub fn verifying_everywhere(manifest: &Manifest, ballots: &[Vec<u8>]) -> Result<f64> {
    let share = ballots.len().div_ceil(rayon::current_num_threads());
    let times: Vec<f64> =
        ballots.par_chunks(share).map(|ballots| verifying(manifest, ballots)).collect::<Result<_>>()?;
    Ok(times.iter().sum::<f64>() / crate::table::float(times.len()))
}

fn each(count: usize, began: Duration) -> f64 {
    (thread_time() - began).as_secs_f64() * 1e6 / crate::table::float(count)
}

/// CPU time of this thread: what else runs on the machine does not count.
fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("time since the thread began")
}

/// For a second's work or less.
const OPERATIONS: usize = 2000;
