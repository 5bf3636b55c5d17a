//! The key of a poll's tokens, in the one form that RFC 9578 gives it.

use std::fmt;

use crate::blind_rsa::PublicKey;
use crate::encoding::{hex, sha256};

/// Why bytes are not the key of a poll's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenKeyError {
    /// Not 342 bytes.
    #[error("a token key has {SPKI_LEN} bytes")]
    Length,
    /// Not id-RSASSA-PSS with SHA-384, MGF1-SHA-384 and salt length 48, or not the DER of such a key.
    #[error("not the SubjectPublicKeyInfo of an id-RSASSA-PSS key with SHA-384 and salt length 48")]
    Form,
    /// Not exactly 2048 bits, or even.
    #[error("the modulus is even or not of 2048 bits")]
    Modulus,
    /// Not 65537.
    #[error("the public exponent is not 65537")]
    Exponent,
}

/// An RSA-2048 public key with e = 65537, parsed once, with its 342-byte SubjectPublicKeyInfo and its id.
#[derive(Clone)]
pub struct TokenKey {
    public: PublicKey,
    spki: [u8; SPKI_LEN],
    id: [u8; 32],
}

impl TokenKey {
    /// Reads the DER SubjectPublicKeyInfo of RFC 9578 section 6.5, of which there is one spelling for each modulus.
    ///
    /// # Errors
    /// [`TokenKeyError`] for any other length, algorithm, parameter, modulus length, exponent, or an even modulus.
    pub fn from_spki(spki: &[u8]) -> Result<Self, TokenKeyError> {
        let spki: [u8; SPKI_LEN] = spki.try_into().map_err(|_| TokenKeyError::Length)?;
        let key = spki.strip_prefix(&ALGORITHM).ok_or(TokenKeyError::Form)?;
        let modulus = key.strip_prefix(&RSA_PUBLIC_KEY).ok_or(TokenKeyError::Form)?;
        let (modulus, exponent) = modulus.split_at(MODULUS_LEN);
        if exponent != EXPONENT_65537 {
            return Err(TokenKeyError::Exponent);
        }
        // With its top bit unset the modulus has fewer bits, and its DER needs no leading zero.
        if modulus[0] & 0x80 == 0 {
            return Err(TokenKeyError::Modulus);
        }
        let public = PublicKey::from_components(modulus, E).map_err(|_| TokenKeyError::Modulus)?;
        Ok(Self { public, spki, id: sha256(&[&spki]) })
    }

    /// Dresses an RSA public key for a manifest.
    ///
    /// # Errors
    /// [`TokenKeyError::Modulus`] or [`TokenKeyError::Exponent`] unless it has 2048 bits and e = 65537.
    pub fn from_public(public: &PublicKey) -> Result<Self, TokenKeyError> {
        if public.e() != E {
            return Err(TokenKeyError::Exponent);
        }
        if public.modulus_len() != MODULUS_LEN {
            return Err(TokenKeyError::Modulus);
        }
        Self::from_spki(&[&ALGORITHM[..], &RSA_PUBLIC_KEY, public.n(), &EXPONENT_65537].concat())
    }

    /// The DER SubjectPublicKeyInfo, 342 bytes.
    pub fn spki(&self) -> &[u8; SPKI_LEN] {
        &self.spki
    }

    /// `token_key_id = SHA-256(SubjectPublicKeyInfo)` (RFC 9578 section 6.5).
    pub fn id(&self) -> &[u8; 32] {
        &self.id
    }

    /// The RSA key.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The last byte of the id, by which a request names its key (RFC 9578 section 6.1).
    pub(super) fn truncated_id(&self) -> u8 {
        self.id[31]
    }
}

impl PartialEq for TokenKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for TokenKey {}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey({})", hex(&self.id))
    }
}

/// Bytes of the modulus, and so of a blinded message, a blind signature and an authenticator.
pub const MODULUS_LEN: usize = 256;
/// Bytes of the SubjectPublicKeyInfo.
pub const SPKI_LEN: usize = ALGORITHM.len() + RSA_PUBLIC_KEY.len() + MODULUS_LEN + EXPONENT_65537.len();

/// 65537, big-endian.
const E: &[u8] = &[0x01, 0x00, 0x01];

/// SubjectPublicKeyInfo up to the key itself: SEQUENCE, AlgorithmIdentifier of id-RSASSA-PSS with SHA-384,
/// MGF1-SHA-384, salt length 48 (RFC 4055 section 3.1), and the header of the BIT STRING.
const ALGORITHM: [u8; 72] = [
    0x30, 0x82, 0x01, 0x52, // SEQUENCE of 338 bytes
    0x30, 0x3d, // AlgorithmIdentifier, SEQUENCE
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a, // id-RSASSA-PSS
    0x30, 0x30, // RSASSA-PSS-params, SEQUENCE
    0xa0, 0x0d, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
    0x02, // [0] id-sha384
    0xa1, 0x1a, 0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
    0x08, // [1] id-mgf1
    0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, // .. with id-sha384
    0xa2, 0x03, 0x02, 0x01, 0x30, // [2] salt length 48
    0x03, 0x82, 0x01, 0x0f, 0x00, // BIT STRING of 270 bytes, no unused bits
];
/// RSAPublicKey (RFC 8017 appendix A.1.1) up to the modulus: SEQUENCE, INTEGER of 257 bytes that begins with zero.
const RSA_PUBLIC_KEY: [u8; 9] = [0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00];
/// INTEGER 65537.
const EXPONENT_65537: [u8; 5] = [0x02, 0x03, 0x01, 0x00, 0x01];
