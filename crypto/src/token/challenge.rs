//! Challenge and token input: what a token is for (RFC 9577 sections 2.1 and 2.2).

use std::fmt;

use crate::encoding::sha256;

/// A token challenge (RFC 9577 section 2.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge<'a> {
    /// Who signs: the registrar's name.
    pub issuer_name: &'a str,
    /// What the token is bound to: the 32 bytes of the poll id. The RFC also allows none; a poll always has one.
    pub redemption_context: Option<&'a [u8; 32]>,
    /// Who accepts: the ballot box's name.
    pub origin_info: &'a str,
}

impl Challenge<'_> {
    /// `0x0002 || u16 len, issuer_name || u8 len, redemption_context || u16 len, origin_info`.
    ///
    /// # Panics
    /// If a name is longer than 65,535 bytes; a service's name has at most 259.
    pub fn to_bytes(&self) -> Vec<u8> {
        let context = self.redemption_context.map_or(&[][..], |context| &context[..]);
        let mut bytes = TOKEN_TYPE.to_vec();
        push_name(&mut bytes, self.issuer_name);
        bytes.push(u8::try_from(context.len()).expect("a redemption context has 0 or 32 bytes"));
        bytes.extend_from_slice(context);
        push_name(&mut bytes, self.origin_info);
        bytes
    }

    /// `SHA-256(challenge)`, what the token carries of it.
    ///
    /// # Panics
    /// As [`Challenge::to_bytes`].
    pub fn digest(&self) -> [u8; 32] {
        sha256(&[&self.to_bytes()])
    }
}

/// The challenge of a poll: registrar's name, the poll id's bytes, ballot box's name.
///
/// # Panics
/// As [`Challenge::to_bytes`].
pub fn challenge(issuer_name: &str, redemption_context: &[u8; 32], origin_info: &str) -> Vec<u8> {
    Challenge { issuer_name, redemption_context: Some(redemption_context), origin_info }.to_bytes()
}

/// SHA-256 of [`challenge`].
///
/// # Panics
/// As [`Challenge::to_bytes`].
pub fn challenge_digest(issuer_name: &str, redemption_context: &[u8; 32], origin_info: &str) -> [u8; 32] {
    sha256(&[&challenge(issuer_name, redemption_context, origin_info)])
}

/// What the registrar signs blindly: `0x0002 || nonce || challenge digest || token key id` (RFC 9577 section 2.2).
///
/// Before its ballot is cast the nonce must not be seen beside a voter's name, so Debug shows only the type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenInput {
    nonce: [u8; 32],
    challenge_digest: [u8; 32],
    key_id: [u8; 32],
}

impl TokenInput {
    /// From its three parts: the voter's one-time public key, [`challenge_digest`] and
    /// [`TokenKey::id`](super::TokenKey::id).
    pub fn new(nonce: [u8; 32], challenge_digest: [u8; 32], key_id: [u8; 32]) -> Self {
        Self { nonce, challenge_digest, key_id }
    }

    /// The voter's one-time public key.
    pub fn nonce(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// SHA-256 of the challenge.
    pub fn challenge_digest(&self) -> &[u8; 32] {
        &self.challenge_digest
    }

    /// SHA-256 of the key's SubjectPublicKeyInfo.
    pub fn key_id(&self) -> &[u8; 32] {
        &self.key_id
    }

    /// The 98 bytes that are signed.
    pub fn to_bytes(&self) -> [u8; INPUT_LEN] {
        let mut bytes = [0; INPUT_LEN];
        bytes[..2].copy_from_slice(&TOKEN_TYPE);
        bytes[2..34].copy_from_slice(&self.nonce);
        bytes[34..66].copy_from_slice(&self.challenge_digest);
        bytes[66..].copy_from_slice(&self.key_id);
        bytes
    }
}

impl fmt::Debug for TokenInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenInput")
    }
}

fn push_name(bytes: &mut Vec<u8>, name: &str) {
    let len = u16::try_from(name.len()).expect("a service's name has at most 259 bytes");
    bytes.extend_from_slice(&len.to_be_bytes());
    bytes.extend_from_slice(name.as_bytes());
}

/// Blind RSA, 2048 bit (RFC 9578 section 8.2.2).
pub const TOKEN_TYPE: [u8; 2] = [0x00, 0x02];
/// Bytes of a token input.
pub const INPUT_LEN: usize = 98;
