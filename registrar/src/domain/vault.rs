//! Signing keys at rest: AES-256-GCM under the key-encryption key, which lies in a file of its own. And words that only
//! its holder can compute.

use crypto::encoding::hex;
use openssl::hash::MessageDigest;
use openssl::memcmp;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

/// Why sealed bytes were not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored signing key was not made under this key-encryption key, or was altered")]
pub(crate) struct NotOurs;

/// Seals and opens what must not lie about in clear.
pub(crate) struct Vault {
    key: Zeroizing<[u8; 32]>,
}

impl Vault {
    /// Under this key.
    pub(crate) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self { key }
    }

    /// `nonce[12] || ciphertext || tag[16]` (NIST SP 800-38D). The random nonce is safe for 2^32 seals under one key;
    /// a poll takes one. `name` binds the bytes to what they belong to.
    pub(crate) fn seal(&self, name: &str, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        SysRng.try_fill_bytes(&mut nonce).expect("the system's random source answers");
        let mut tag = [0; TAG];
        let cipher = Cipher::aes_256_gcm();
        let sealed =
            encrypt_aead(cipher, self.key.as_slice(), Some(&nonce), name.as_bytes(), plain, &mut tag)
                .expect("AES-256-GCM takes a key of 32, a nonce of 12 and a tag of 16 bytes");
        [nonce.as_slice(), &sealed, &tag].concat()
    }

    /// Inverse of [`Vault::seal`] for the same `name`.
    pub(crate) fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOurs> {
        let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or(NotOurs)?;
        let (ciphertext, tag) = rest.len().checked_sub(TAG).map(|at| rest.split_at(at)).ok_or(NotOurs)?;
        let cipher = Cipher::aes_256_gcm();
        decrypt_aead(cipher, self.key.as_slice(), Some(nonce), name.as_bytes(), ciphertext, tag)
            .map(Zeroizing::new)
            .map_err(|_| NotOurs)
    }

    /// A key for `purpose` that follows from ours: `HMAC-SHA-256(key, "psephos-key/v1" || 0x0A || purpose)`.
    pub(crate) fn key(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let tag = self.tag(&format!("psephos-key/v1\n{purpose}"));
        Zeroizing::new(tag.as_slice().try_into().expect("HMAC-SHA-256 gives 32 bytes"))
    }

    /// A word for `subject` that tells nobody else's: the first 128 bits, in hexadecimal, of
    /// `HMAC-SHA-256(key, "psephos-word/v1" || 0x0A || purpose || 0x0A || subject)` (RFC 2104).
    pub(crate) fn word(&self, purpose: &str, subject: &str) -> String {
        hex(&self.tag(&format!("psephos-word/v1\n{purpose}\n{subject}"))[..16])
    }

    fn tag(&self, text: &str) -> Zeroizing<Vec<u8>> {
        let key = PKey::hmac(self.key.as_slice()).expect("HMAC takes a key of any length");
        let tag = Signer::new(MessageDigest::sha256(), &key)
            .and_then(|mut signer| signer.sign_oneshot_to_vec(text.as_bytes()))
            .expect("HMAC-SHA-256 takes a text of any length");
        Zeroizing::new(tag)
    }

    /// Whether it is the [`Vault::word`] for `subject`; takes as long whatever stands there.
    pub(crate) fn is_word(&self, purpose: &str, subject: &str, word: &str) -> bool {
        let right = self.word(purpose, subject);
        right.len() == word.len() && memcmp::eq(right.as_bytes(), word.as_bytes())
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

const NONCE: usize = 12;
const TAG: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_name_and_bytes_open() {
        let vault = Vault::new(Zeroizing::new([7; 32]));
        let sealed = vault.seal("poll-a", b"secret");
        assert_eq!(vault.open("poll-a", &sealed).unwrap().as_slice(), b"secret");
        assert_eq!(vault.open("poll-b", &sealed), Err(NotOurs));
        assert_eq!(Vault::new(Zeroizing::new([8; 32])).open("poll-a", &sealed), Err(NotOurs));
        for position in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[position] ^= 1;
            assert_eq!(vault.open("poll-a", &altered), Err(NotOurs), "byte {position}");
            assert_eq!(vault.open("poll-a", &sealed[..position]), Err(NotOurs), "first {position}");
        }
        assert_ne!(vault.seal("poll-a", b"secret"), sealed);
    }

    #[test]
    fn a_key_is_of_one_purpose_and_vault() {
        let vault = Vault::new(Zeroizing::new([7; 32]));
        assert_eq!(vault.key("a"), Vault::new(Zeroizing::new([7; 32])).key("a"));
        let other = Vault::new(Zeroizing::new([8; 32])).key("a");
        assert!(vault.key("a") != vault.key("b") && vault.key("a") != other);
    }

    #[test]
    fn a_word_fits_one_purpose_subject_and_key() {
        let vault = Vault::new(Zeroizing::new([7; 32]));
        let word = vault.word("opt-out", "ada");
        assert!(word.len() == 32 && vault.is_word("opt-out", "ada", &word));
        assert!(!vault.is_word("opt-out", "ben", &word) && !vault.is_word("opt-in", "ada", &word));
        assert!(!vault.is_word("opt-out", "ada", &word[..31]) && !vault.is_word("opt-out", "ada", ""));
        assert!(!Vault::new(Zeroizing::new([8; 32])).is_word("opt-out", "ada", &word));
    }
}
