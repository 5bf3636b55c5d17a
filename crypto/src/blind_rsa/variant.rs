//! The four variants of RFC 9474 section 5: prepare, blind, finalize, verify.

use std::fmt;

use openssl::bn::{BigNum, BigNumContext};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};
use rand::TryRng as _;
use rand::rngs::{SysError, SysRng};
use zeroize::Zeroizing;

use super::key::PublicKey;
use super::pss;

/// Why a message was not blinded.
#[derive(Debug, Clone, thiserror::Error)]
pub enum BlindError {
    /// The message's encoding or r shares a factor with the modulus, or r is not in [1, n). A modulus of two large
    /// primes makes it a matter of never.
    #[error("the message or the blinding factor is not invertible")]
    NotInvertible,
    /// The modulus is too short for hash and salt.
    #[error("the modulus is too short for the encoding")]
    TooShort,
    /// The token input names another key than the one that is to sign.
    #[error("the token input names another key")]
    KeyMismatch,
    /// The system's random source failed.
    #[error("no randomness: {0}")]
    Random(#[from] SysError),
    /// No memory.
    #[error("OpenSSL failed: {0}")]
    OpenSsl(#[from] ErrorStack),
}

/// Why a signer's answer did not become a signature.
#[derive(Debug, Clone, thiserror::Error)]
pub enum FinalizeError {
    /// The answer is not a number in [1, n) of the modulus's length.
    #[error("the blind signature is not a number in [1, n) of the modulus's length")]
    Malformed,
    /// The unblinded signature does not verify: another key signed, another message was meant, or the blinding
    /// belongs to another request.
    #[error("the signature does not verify")]
    Invalid,
    /// No memory.
    #[error("OpenSSL failed: {0}")]
    OpenSsl(#[from] ErrorStack),
}

/// The signature is not one of this message under this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not verify")]
pub struct SignatureInvalid;

/// The bytes are not a blinding for this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the inverse of a blinding factor for this key")]
pub struct BlindingMalformed;

/// `r^-1 mod n`, what undoes a blinding. Whoever learns it can link the request to the signature, so it is wiped when
/// dropped and Debug shows only the type; it does not depend on the message's encoding.
pub struct Blinding {
    inverse: Zeroizing<Vec<u8>>,
}

impl Blinding {
    /// The number, big-endian, as long as the modulus: for a client that goes on after a restart.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        self.inverse.clone()
    }

    /// Inverse of [`Blinding::to_bytes`].
    ///
    /// # Errors
    /// [`BlindingMalformed`] when the bytes are not a number in [1, n) of the modulus's length.
    pub fn from_bytes(bytes: &[u8], key: &PublicKey) -> Result<Self, BlindingMalformed> {
        if !key.admits(bytes) {
            return Err(BlindingMalformed);
        }
        Ok(Self { inverse: Zeroizing::new(bytes.to_vec()) })
    }
}

impl fmt::Debug for Blinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blinding")
    }
}

/// One of the four RSABSSA-SHA384 variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    salt_len: usize,
    randomized: bool,
}

impl Variant {
    /// RSABSSA-SHA384-PSS-Randomized.
    pub const PSS_RANDOMIZED: Self = Self { salt_len: 48, randomized: true };
    /// RSABSSA-SHA384-PSSZERO-Randomized.
    pub const PSSZERO_RANDOMIZED: Self = Self { salt_len: 0, randomized: true };
    /// RSABSSA-SHA384-PSS-Deterministic, the variant of RFC 9578 and of Psephos.
    pub const PSS_DETERMINISTIC: Self = Self { salt_len: 48, randomized: false };
    /// RSABSSA-SHA384-PSSZERO-Deterministic.
    pub const PSSZERO_DETERMINISTIC: Self = Self { salt_len: 0, randomized: false };

    /// RFC 9474 section 4.1: `random[32] || msg` for the randomized variants, `msg` for the others.
    ///
    /// # Errors
    /// Fails when the system has no randomness.
    pub fn prepare(self, msg: &[u8]) -> Result<Vec<u8>, SysError> {
        let mut prefix = [0; PREFIX_LEN];
        if self.randomized {
            SysRng.try_fill_bytes(&mut prefix)?;
        }
        Ok(self.prepare_with(msg, &prefix))
    }

    /// [`Variant::prepare`] with a chosen prefix, for the published vectors.
    #[doc(hidden)]
    pub fn prepare_with(self, msg: &[u8], prefix: &[u8; PREFIX_LEN]) -> Vec<u8> {
        if self.randomized { [prefix, msg].concat() } else { msg.to_vec() }
    }

    /// RFC 9474 section 4.2, Blind; see [`super::blind`].
    ///
    /// # Errors
    /// As of [`super::blind`].
    pub fn blind(self, key: &PublicKey, msg: &[u8]) -> Result<(Vec<u8>, Blinding), BlindError> {
        let mut salt = vec![0; self.salt_len];
        SysRng.try_fill_bytes(&mut salt)?;
        self.blind_with(key, msg, &salt, &random_below(key)?)
    }

    /// [`Variant::blind`] with chosen salt and r, for the published vectors.
    #[doc(hidden)]
    pub fn blind_with(
        self,
        key: &PublicKey,
        msg: &[u8],
        salt: &[u8],
        r: &[u8],
    ) -> Result<(Vec<u8>, Blinding), BlindError> {
        let mut ctx = BigNumContext::new()?;
        let n = key.modulus();

        // RFC 9474 section 4.2 steps 1 to 3: m = EMSA-PSS-ENCODE(msg, bits - 1), gcd(m, n) = 1.
        let encoded = pss::encode(msg, salt, key.bits() - 1).ok_or(BlindError::TooShort)?;
        let m = BigNum::from_slice(&encoded)?;
        let mut divisor = BigNum::new()?;
        divisor.gcd(&m, n, &mut ctx)?;
        if divisor != BigNum::from_u32(1)? {
            return Err(BlindError::NotInvertible);
        }

        // Steps 5 to 7: r in [1, n) and its inverse.
        if !key.admits(r) {
            return Err(BlindError::NotInvertible);
        }
        let r = Secret::from_bytes(r)?;
        let mut inverse = Secret::new()?;
        inverse.0.mod_inverse(&r.0, n, &mut ctx).map_err(|_| BlindError::NotInvertible)?;

        // Steps 8 to 10: x = r^e mod n, z = m * x mod n.
        let mut x = Secret::new()?;
        x.0.mod_exp(&r.0, key.exponent(), n, &mut ctx)?;
        let mut z = BigNum::new()?;
        z.mod_mul(&m, &x.0, n, &mut ctx)?;

        Ok((padded(&z, key)?, Blinding { inverse: Zeroizing::new(padded(&inverse.0, key)?) }))
    }

    /// RFC 9474 section 4.4, Finalize; see [`super::finalize`].
    ///
    /// # Errors
    /// As of [`super::finalize`].
    pub fn finalize(
        self,
        key: &PublicKey,
        msg: &[u8],
        blind_sig: &[u8],
        blinding: &Blinding,
    ) -> Result<Vec<u8>, FinalizeError> {
        if !key.admits(blind_sig) {
            return Err(FinalizeError::Malformed);
        }
        // RFC 9474 section 4.4 steps 2 and 3: s = z * inv mod n.
        let mut ctx = BigNumContext::new()?;
        let z = BigNum::from_slice(blind_sig)?;
        let inverse = Secret::from_bytes(&blinding.inverse)?;
        let mut s = BigNum::new()?;
        s.mod_mul(&z, &inverse.0, key.modulus(), &mut ctx)?;
        let sig = padded(&s, key)?;
        // Step 4, a must: an unverified signature could carry a mark by which the signer knows its bearer again.
        self.verify(key, msg, &sig).map_err(|SignatureInvalid| FinalizeError::Invalid)?;
        Ok(sig)
    }

    /// RSASSA-PSS-VERIFY; see [`super::verify`].
    ///
    /// # Errors
    /// As of [`super::verify`].
    pub fn verify(self, key: &PublicKey, msg: &[u8], sig: &[u8]) -> Result<(), SignatureInvalid> {
        // Step 1 of RFC 8017 section 8.1.2, and s < n of section 5.2.2: each signature has one spelling.
        if !key.admits(sig) {
            return Err(SignatureInvalid);
        }
        let mut verifier = self.verifier(key).expect("OpenSSL has SHA-384, PSS and memory");
        // OpenSSL reports some wrong signatures as errors, so an error is an answer like `false`.
        if verifier.verify_oneshot(sig, msg).unwrap_or(false) { Ok(()) } else { Err(SignatureInvalid) }
    }

    fn verifier(self, key: &PublicKey) -> Result<Verifier<'_>, ErrorStack> {
        let salt_len = i32::try_from(self.salt_len).expect("a salt has 0 or 48 bytes");
        let mut verifier = Verifier::new(MessageDigest::sha384(), key.pkey())?;
        verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
        verifier.set_rsa_mgf1_md(MessageDigest::sha384())?;
        verifier.set_rsa_pss_saltlen(RsaPssSaltlen::custom(salt_len))?;
        Ok(verifier)
    }
}

/// A number that is wiped when dropped, and on which OpenSSL's branch-free algorithms work.
struct Secret(BigNum);

impl Secret {
    fn new() -> Result<Self, ErrorStack> {
        let mut number = BigNum::new()?;
        number.set_const_time();
        Ok(Self(number))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, ErrorStack> {
        let mut secret = Self::new()?;
        secret.0.copy_from_slice(bytes)?;
        Ok(secret)
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.clear();
    }
}

/// Uniform in [1, n), by rejection (RFC 9474 section 4.2 step 5), from the system's random source: a generator seeded
/// with 256 bits would bound the secrecy of a vote by those bits.
fn random_below(key: &PublicKey) -> Result<Zeroizing<Vec<u8>>, SysError> {
    let mut number = Zeroizing::new(vec![0; key.modulus_len()]);
    loop {
        SysRng.try_fill_bytes(&mut number)?;
        // As many bits as n has, so that at least every second draw is accepted.
        number[0] &= 0xff >> (8 * key.modulus_len() - key.bits());
        if key.admits(&number) {
            return Ok(number);
        }
    }
}

/// I2OSP (RFC 8017 section 4.1) at the modulus's length.
fn padded(number: &BigNum, key: &PublicKey) -> Result<Vec<u8>, ErrorStack> {
    number.to_vec_padded(i32::try_from(key.modulus_len()).expect("a modulus has at most 1024 bytes"))
}

/// Bytes of the random prefix of the randomized variants.
const PREFIX_LEN: usize = 32;
