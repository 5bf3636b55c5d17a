//! RSA blind signatures: RFC 9474, on OpenSSL.
//!
//! A signer who never sees the message signs it, and what comes out is a plain RSASSA-PSS signature:
//!
//! ```text
//! client   m = EMSA-PSS-ENCODE(msg),  r random,  z = m * r^e mod n      blind
//! signer   s' = z^d mod n                                               SecretKey::blind_sign
//! client   s = s' * r^-1 mod n,  then PSS-verify(msg, s)                finalize
//! anyone   PSS-verify(msg, s)                                           verify
//! ```
//!
//! As r is uniformly random, z is as well: it tells nothing about m, to no computing power. That holds only while r
//! never comes from a seed, so r and the salt are read from the system's random source and from nowhere else.
//!
//! Psephos uses RSABSSA-SHA384-PSS-Deterministic: the free functions here. The other three variants of the RFC are
//! reached through [`Variant`]; they let every published vector try the same code.
//!
//! ```
//! use crypto::blind_rsa::{SecretKey, blind, finalize, verify};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let secret = SecretKey::generate(2048)?;
//! let key = secret.public();
//!
//! let (blinded, blinding) = blind(key, b"what the signer never sees")?;
//! let blind_signature = secret.blind_sign(&blinded)?;
//! let signature = finalize(key, b"what the signer never sees", &blind_signature, &blinding)?;
//!
//! verify(key, b"what the signer never sees", &signature)?;
//! assert!(verify(key, b"something else", &signature).is_err());
//! # Ok(())
//! # }
//! ```

mod key;
mod pss;
mod variant;

pub use key::{KeyError, PublicKey, SecretKey, SignError};
pub use variant::{BlindError, Blinding, BlindingMalformed, FinalizeError, SignatureInvalid, Variant};

/// RFC 9474 section 4.2, Blind: the blinded message, as long as the modulus, and what undoes the blinding.
///
/// # Errors
/// [`BlindError::NotInvertible`] when the message's encoding or r shares a factor with the modulus, which happens
/// only with a modulus that is not of two large primes; [`BlindError::Random`] when the system has no randomness.
pub fn blind(key: &PublicKey, msg: &[u8]) -> Result<(Vec<u8>, Blinding), BlindError> {
    Variant::PSS_DETERMINISTIC.blind(key, msg)
}

/// [`blind`] with chosen salt and r, for the published vectors; the secrecy of a vote rests on both being random.
#[doc(hidden)]
pub fn blind_with(
    key: &PublicKey,
    msg: &[u8],
    salt: &[u8],
    r: &[u8],
) -> Result<(Vec<u8>, Blinding), BlindError> {
    Variant::PSS_DETERMINISTIC.blind_with(key, msg, salt, r)
}

/// RFC 9474 section 4.4, Finalize: `s = blind_sig * r^-1 mod n`, returned only if it verifies.
///
/// # Errors
/// [`FinalizeError::Malformed`] when the answer is not a number in [1, n) of the modulus's length,
/// [`FinalizeError::Invalid`] when the signer (or whoever answered in its name) did not sign this message.
pub fn finalize(
    key: &PublicKey,
    msg: &[u8],
    blind_sig: &[u8],
    blinding: &Blinding,
) -> Result<Vec<u8>, FinalizeError> {
    Variant::PSS_DETERMINISTIC.finalize(key, msg, blind_sig, blinding)
}

/// RSASSA-PSS-VERIFY (RFC 8017 section 8.1.2) with SHA-384, MGF1-SHA-384 and a salt of exactly 48 bytes.
///
/// # Errors
/// [`SignatureInvalid`], also for a signature of another length than the modulus or not below it.
pub fn verify(key: &PublicKey, msg: &[u8], sig: &[u8]) -> Result<(), SignatureInvalid> {
    Variant::PSS_DETERMINISTIC.verify(key, msg, sig)
}
