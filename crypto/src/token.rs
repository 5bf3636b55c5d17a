//! Ballot tokens: Privacy Pass tokens of type `0x0002`, Blind RSA with 2048 bits (RFC 9577, RFC 9578 section 6).
//!
//! ```text
//! challenge      = 0x0002 || u16 len, issuer_name || u8 32, redemption_context || u16 len, origin_info
//! token_input    = 0x0002 || nonce[32] || SHA-256(challenge)[32] || token_key_id[32]            98 bytes
//! token_request  = 0x0002 || last byte of token_key_id || blinded_msg[256]                     259 bytes
//! token_response = blind_sig[256]                                                              256 bytes
//! token          = token_input || authenticator[256]                                           354 bytes
//! ```
//!
//! The registrar signs a request; the ballot box sees a token; nothing but the voter's [`Blinding`] joins the two.
//!
//! ```
//! use crypto::blind_rsa::SecretKey;
//! use crypto::token::{self, Token, TokenInput, TokenKey, TokenRequest, TokenResponse};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The registrar makes one key for each poll; the manifest carries its 342 bytes.
//! let secret = SecretKey::generate(2048)?;
//! let published = TokenKey::from_public(secret.public())?;
//!
//! // The voter's client learns key and challenge from the manifest, and blinds the input of a token.
//! let key = TokenKey::from_spki(published.spki())?;
//! let challenge = token::challenge_digest("registrar.example.org", &[7; 32], "ballots.example.net");
//! let input = TokenInput::new([42; 32], challenge, *key.id());
//! let (request, blinding) = token::request_token(&key, input)?;
//!
//! // The registrar signs what it is sent, and learns nothing of the nonce.
//! let received = TokenRequest::parse(&request.to_bytes(), &published)?;
//! let response = received.sign(&secret)?;
//!
//! // The client unblinds and checks; the ballot box checks the token again, and has no use for the registrar.
//! let response = TokenResponse::parse(response.as_bytes())?;
//! let token = token::finalize_token(&key, input, &response, &blinding)?;
//! Token::parse(token.as_bytes())?.verify(&published, &challenge)?;
//! # Ok(())
//! # }
//! ```
//!
//! [`Blinding`]: crate::blind_rsa::Blinding

mod challenge;
mod issuance;
mod key;

use std::fmt;

use crate::blind_rsa;

pub use challenge::{Challenge, INPUT_LEN, TOKEN_TYPE, TokenInput, challenge, challenge_digest};
pub use issuance::{
    REQUEST_LEN, RESPONSE_LEN, RequestMalformed, ResponseMalformed, TokenRequest, TokenResponse, check_code,
    finalize_token, request_token,
};
pub use key::{MODULUS_LEN, SPKI_LEN, TokenKey, TokenKeyError};

/// The bytes are not a token of type `0x0002`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenMalformed {
    /// Not 354 bytes.
    #[error("a token has {TOKEN_LEN} bytes")]
    Length,
    /// Another token type than `0x0002`.
    #[error("not a token of type 0x0002")]
    Type,
}

/// Why a token does not open this poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token was made for another poll, registrar or ballot box.
    #[error("the token answers another challenge")]
    ChallengeMismatch,
    /// The token names another poll's key.
    #[error("the token names another key")]
    KeyMismatch,
    /// The registrar never signed this token.
    #[error("the token's signature does not verify")]
    SignatureInvalid,
}

/// 354 bytes of the form of a token (RFC 9577 section 2.2); whether it is genuine, [`Token::verify`] says.
///
/// Until its ballot is cast whoever holds it can vote, so Debug shows only the type.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token([u8; TOKEN_LEN]);

impl Token {
    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenMalformed`] for another length or token type.
    pub fn parse(bytes: &[u8]) -> Result<Self, TokenMalformed> {
        let bytes: [u8; TOKEN_LEN] = bytes.try_into().map_err(|_| TokenMalformed::Length)?;
        if !bytes.starts_with(&TOKEN_TYPE) {
            return Err(TokenMalformed::Type);
        }
        Ok(Self(bytes))
    }

    /// The 354 bytes.
    pub fn as_bytes(&self) -> &[u8; TOKEN_LEN] {
        &self.0
    }

    /// What the authenticator signs.
    pub fn input(&self) -> TokenInput {
        TokenInput::new(*self.nonce(), *self.challenge_digest(), *self.key_id())
    }

    /// The voter's one-time public key.
    pub fn nonce(&self) -> &[u8; 32] {
        self.field(2)
    }

    /// SHA-256 of the challenge.
    pub fn challenge_digest(&self) -> &[u8; 32] {
        self.field(34)
    }

    /// SHA-256 of the key's SubjectPublicKeyInfo.
    pub fn key_id(&self) -> &[u8; 32] {
        self.field(66)
    }

    /// RSASSA-PSS signature of the input.
    pub fn authenticator(&self) -> &[u8; MODULUS_LEN] {
        self.field(INPUT_LEN)
    }

    /// Checks challenge, key id and signature, in this order. RFC 9577 section 2.2, RFC 9578 section 6.4.
    ///
    /// # Errors
    /// [`TokenError`], the first of the three that does not hold.
    pub fn verify(&self, key: &TokenKey, challenge_digest: &[u8; 32]) -> Result<(), TokenError> {
        if self.challenge_digest() != challenge_digest {
            return Err(TokenError::ChallengeMismatch);
        }
        if self.key_id() != key.id() {
            return Err(TokenError::KeyMismatch);
        }
        blind_rsa::verify(key.public(), &self.0[..INPUT_LEN], self.authenticator())
            .map_err(|blind_rsa::SignatureInvalid| TokenError::SignatureInvalid)
    }

    fn assemble(input: &TokenInput, authenticator: &[u8; MODULUS_LEN]) -> Self {
        let mut bytes = [0; TOKEN_LEN];
        bytes[..INPUT_LEN].copy_from_slice(&input.to_bytes());
        bytes[INPUT_LEN..].copy_from_slice(authenticator);
        Self(bytes)
    }

    fn field<const N: usize>(&self, at: usize) -> &[u8; N] {
        self.0[at..].first_chunk().expect("every field of a token ends within it")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Bytes of a token.
pub const TOKEN_LEN: usize = INPUT_LEN + MODULUS_LEN;
