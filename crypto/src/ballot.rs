//! The ballot: a token, a content, and the signature of the one-time key that the token certifies
//! (PROTOCOL section 7).
//!
//! ```text
//! ballot = 0x01 || token[354] || u16 length of content || content || signature[64]
//! ```
//!
//! [`Ballot::parse`] takes bytes apart, [`Ballot::verify`] says whether they are a vote; whoever makes one uses
//! [`Ballot::seal`], as shown [there](crate#a-vote).
//!
//! ```
//! use crypto::ballot::{Ballot, BallotError};
//! use crypto::content::Answer;
//! # use crypto::{encoding::parse_hex, manifest::Manifest, note::Note, receipt::receipt_code};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let text = |name: &str| vectors.pointer(name).and_then(|it| it.as_str()).expect("the vectors have it");
//! # let manifest = Manifest::parse(Note::parse(text("/manifest_note"))?.text())?;
//! # let mut bytes = parse_hex::<677>(text("/voters/0/ballot"))?;
//!
//! let ballot = Ballot::parse(&bytes, manifest.content_size)?;
//! let content = ballot.verify(&manifest)?;
//! assert!(content.answers[0] == Answer::Choose(vec!["a".to_owned(), "c".to_owned()]));
//! assert_eq!(receipt_code(&ballot.hash()), "S1W5-NCSF-6MRV-407E");
//!
//! bytes[676] ^= 1;
//! let altered = Ballot::parse(&bytes, manifest.content_size)?.verify(&manifest);
//! assert!(altered.is_err_and(|error| error == BallotError::SignatureInvalid));
//! # Ok(())
//! # }
//! ```

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::content::{Content, ContentError};
use crate::encoding::{BallotHash, sha256};
use crate::manifest::Manifest;
use crate::strict_ed25519::StrictKey;
use crate::token::{TOKEN_LEN, Token};

/// A voter's one-time Ed25519 key. Its public half is the nonce of the voting pass, so that whoever holds the pass
/// alone can sign the ballot under it.
pub struct BallotKey(SigningKey);

impl BallotKey {
    /// A fresh key from the system's random source.
    ///
    /// # Panics
    /// If the system has no randomness to give: no key is better than a weak one.
    pub fn generate() -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(seed.as_mut()).expect("the system's random source answers");
        Self::from_seed(&seed)
    }

    /// From the 32 secret bytes (RFC 8032 section 5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The 32 secret bytes.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public key: the nonce of the token.
    pub fn nonce(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

impl fmt::Debug for BallotKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BallotKey")
    }
}

/// The bytes of a ballot, taken apart; [`Ballot::verify`] tells whether they are worth anything.
///
/// It holds a vote, which nobody may read before the result, so Debug shows only the type.
#[derive(Clone, PartialEq, Eq)]
pub struct Ballot {
    token: Token,
    content: Vec<u8>,
    signature: [u8; 64],
}

/// The bytes are not even shaped like a ballot of the poll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BallotMalformed {
    /// All ballots of a poll have one length.
    #[error("a ballot of this poll has {expected} bytes, not {found}")]
    Length {
        /// Length of every ballot of the poll.
        expected: usize,
        /// Length given.
        found: usize,
    },
    /// The first byte is not 1.
    #[error("version {0} of ballots is not known; this is version 1")]
    Version(u8),
    /// The content's length field disagrees with the poll's content size.
    #[error("the content length field says {0}, which is not this poll's content size")]
    ContentLength(u16),
    /// The token's fixed bytes are not those of a voting pass.
    #[error("the voting pass in the ballot is malformed")]
    Token,
}

/// Why a well-shaped ballot does not count, in the order of PROTOCOL section 8 step 3.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BallotError {
    /// The pass is not one of this poll: other challenge, other key, or a bad RSA signature.
    #[error("the voting pass was not issued for this poll")]
    TokenInvalid,
    /// The ballot was not signed by the key that the pass certifies.
    #[error("the ballot was not signed by the holder of its voting pass")]
    SignatureInvalid,
    /// The votes are not valid for this poll.
    #[error(transparent)]
    ContentInvalid(#[from] ContentError),
}

impl Ballot {
    /// Signs `content` under the pass whose nonce is `key`'s public half; under another pass, or with bytes that are
    /// not an encoded [`Content`], comes out what [`Ballot::verify`] refuses.
    ///
    /// # Panics
    /// If the content is longer than 65,535 bytes; one of a manifest has at most 60,000.
    pub fn seal(key: &BallotKey, token: Token, content: Vec<u8>) -> Self {
        assert!(u16::try_from(content.len()).is_ok(), "a content has at most 65,535 bytes");
        let signature = key.0.sign(&signed_message(&token, &content)).to_bytes();
        Self { token, content, signature }
    }

    /// Takes the bytes apart; `content_size` is the manifest's.
    ///
    /// # Errors
    /// [`BallotMalformed`]; what is shaped like a ballot may still be worth nothing.
    pub fn parse(bytes: &[u8], content_size: u16) -> Result<Self, BallotMalformed> {
        let expected = ballot_length(content_size);
        let length = BallotMalformed::Length { expected, found: bytes.len() };
        if bytes.len() != expected {
            return Err(length);
        }
        let (&version, rest) = bytes.split_first().ok_or_else(|| length.clone())?;
        if version != VERSION {
            return Err(BallotMalformed::Version(version));
        }
        let (token, rest) = rest.split_at(TOKEN_LEN);
        let (size, rest) = rest.split_first_chunk::<2>().ok_or_else(|| length.clone())?;
        let (content, signature) = rest.split_last_chunk::<64>().ok_or(length)?;
        if u16::from_be_bytes(*size) != content_size {
            return Err(BallotMalformed::ContentLength(u16::from_be_bytes(*size)));
        }
        let token = Token::parse(token).map_err(|_| BallotMalformed::Token)?;
        Ok(Self { token, content: content.to_vec(), signature: *signature })
    }

    /// The bytes that are sent, stored, hashed and published.
    pub fn to_bytes(&self) -> Vec<u8> {
        let size = u16::try_from(self.content.len()).expect("seal and parse take at most 65,535 bytes");
        [&[VERSION], &self.token.as_bytes()[..], &size.to_be_bytes(), &self.content, &self.signature].concat()
    }

    /// `SHA-256(ballot)`: what the promise names and the log holds.
    pub fn hash(&self) -> BallotHash {
        sha256(&[&self.to_bytes()]).into()
    }

    /// The voting pass.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The pass's nonce, which is the ballot key: no two ballots of a poll may share it.
    pub fn nonce(&self) -> &[u8; 32] {
        self.token.nonce()
    }

    /// The content's bytes with their padding.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Pass, signature, content: the same checks when a ballot is cast and when it is audited.
    ///
    /// # Errors
    /// The first check that fails, in the order of [`BallotError`].
    pub fn verify(&self, manifest: &Manifest) -> Result<Content, BallotError> {
        self.token
            .verify(manifest.token_key(), &manifest.challenge_digest())
            .map_err(|_| BallotError::TokenInvalid)?;
        let key = StrictKey::from_bytes(self.nonce()).ok_or(BallotError::SignatureInvalid)?;
        if !key.has_signed(&signed_message(&self.token, &self.content), &self.signature) {
            return Err(BallotError::SignatureInvalid);
        }
        Ok(Content::parse(manifest, &self.content)?)
    }
}

impl fmt::Debug for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ballot")
    }
}

/// Length in bytes of every ballot of a poll with that content size.
pub fn ballot_length(content_size: u16) -> usize {
    1 + TOKEN_LEN + 2 + usize::from(content_size) + 64
}

fn signed_message(token: &Token, content: &[u8]) -> Vec<u8> {
    [SIGNING_LABEL, token.as_bytes(), content].concat()
}

const VERSION: u8 = 1;
/// Keeps a ballot's signature from passing as a signature of anything else.
const SIGNING_LABEL: &[u8] = b"psephos-ballot/v1\n";
