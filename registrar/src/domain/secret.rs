//! Random ids, and tokens whose plain form leaves once and is kept nowhere.

use std::fmt;

use crypto::encoding::{b64url, hex, parse_b64url, sha256};
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

/// 128 random bits in hexadecimal: a key that tells nothing about what it names or when it was made.
pub(crate) fn random_id() -> String {
    let mut bytes = [0; 16];
    SysRng.try_fill_bytes(&mut bytes).expect("the system's random source answers");
    hex(&bytes)
}

/// 256 random bits that are known to their holder alone: a session, or a link in a mail.
#[derive(Clone)]
pub(crate) struct PlainToken(Zeroizing<[u8; 32]>);

/// SHA-256 of a [`PlainToken`]: all that is stored. A fast hash is enough for 256 random bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct HashedToken([u8; 32]);

impl PlainToken {
    /// A fresh one.
    pub(crate) fn generate() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(bytes.as_mut_slice()).expect("the system's random source answers");
        Self(bytes)
    }

    /// Reads [`PlainToken::reveal`]'s form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(parse_b64url(text).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// base64url, for the holder only.
    pub(crate) fn reveal(&self) -> String {
        b64url(self.0.as_slice())
    }

    /// What may be stored.
    pub(crate) fn hash(&self) -> HashedToken {
        HashedToken(sha256(&[self.0.as_slice()]))
    }

    /// The bytes, as a key for values that are bound to this token.
    pub(crate) fn as_key(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for PlainToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlainToken")
    }
}

impl HashedToken {
    /// The 32 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for HashedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashedToken")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_round_trips_and_never_shows_in_debug() {
        let token = PlainToken::generate();
        let again = PlainToken::parse(&token.reveal()).unwrap();
        assert_eq!(again.hash(), token.hash());
        assert_eq!(format!("{token:?} {:?}", token.hash()), "PlainToken HashedToken");
        for bad in ["", "x", &token.reveal()[1..], &format!("{}=", token.reveal())] {
            assert!(PlainToken::parse(bad).is_none());
        }
        assert_ne!(random_id(), random_id());
    }
}
