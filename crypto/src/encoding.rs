//! How bytes become text and back: base64, base64url, hex, Crockford base32; every parser is strict.
//!
//! ```
//! use crypto::encoding::{PollId, b64url, parse_b64url};
//!
//! assert_eq!(parse_b64url(&b64url(b"abc")).as_deref(), Ok(b"abc".as_slice()));
//! assert!(parse_b64url("YWI=").is_err(), "padding");
//! assert!(parse_b64url("YWJ").is_err(), "a trailing bit that is not zero");
//! assert!("D2A5".repeat(16).parse::<PollId>().is_err(), "hex is lower case");
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// Why a text is not the encoding of any bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// Padding, a foreign character, a wrong length or trailing bits that are not zero.
    #[error("not canonical base64")]
    Base64,
    /// Not lower-case hexadecimal of the expected length.
    #[error("expected {expected} lower-case hexadecimal digits")]
    Hex {
        /// Number of digits.
        expected: usize,
    },
    /// A character outside Crockford's alphabet.
    #[error("'{0}' does not occur in such a code")]
    Crockford(char),
}

/// base64url without padding (RFC 4648 section 5).
pub fn b64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Inverse of [`b64url`]; padding and non-canonical trailing bits are errors, so every byte string has one spelling.
///
/// # Errors
/// [`EncodingError::Base64`].
pub fn parse_b64url(text: &str) -> Result<Vec<u8>, EncodingError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| EncodingError::Base64)
}

/// Standard base64 with padding (RFC 4648 section 4), as signed notes use it.
pub fn b64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Inverse of [`b64`]; missing padding and non-canonical trailing bits are errors.
///
/// # Errors
/// [`EncodingError::Base64`].
pub fn parse_b64(text: &str) -> Result<Vec<u8>, EncodingError> {
    STANDARD.decode(text).map_err(|_| EncodingError::Base64)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(nibble.into(), 16).expect("a nibble is below 16"));
        }
    }
    text
}

/// Inverse of [`hex`] for exactly `N` bytes; upper case is an error, so every byte string has one spelling.
///
/// # Errors
/// [`EncodingError::Hex`].
pub fn parse_hex<const N: usize>(text: &str) -> Result<[u8; N], EncodingError> {
    let malformed = EncodingError::Hex { expected: 2 * N };
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(malformed);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        match (nibble(pair[0]), nibble(pair[1])) {
            (Some(high), Some(low)) => *byte = high << 4 | low,
            _ => return Err(malformed),
        }
    }
    Ok(bytes)
}

/// Crockford base32 of the leading `5 * digits` bits, most significant first.
///
/// # Panics
/// If `bytes` is shorter than `5 * digits` bits.
pub fn crockford(bytes: &[u8], digits: usize) -> String {
    (0..digits)
        .map(|position| {
            let value = (0..5).fold(0, |value, offset| {
                let bit = position * 5 + offset;
                value << 1 | usize::from(bytes[bit / 8] >> (7 - bit % 8) & 1)
            });
            char::from(CROCKFORD[value])
        })
        .collect()
}

/// Inverse of [`crockford`] for whole bytes: case-blind, reads I and L as 1 and O as 0, skips hyphens and spaces.
/// Bits beyond the last whole byte are dropped.
///
/// # Errors
/// [`EncodingError::Crockford`].
pub fn parse_crockford(text: &str) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut window, mut bits) = (0u32, 0);
    for character in text.chars().filter(|c| *c != '-' && !c.is_whitespace()) {
        let canonical = match character.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        };
        let value = CROCKFORD
            .iter()
            .position(|digit| char::from(*digit) == canonical)
            .ok_or(EncodingError::Crockford(character))?;
        window = window << 5 | u32::try_from(value).expect("the alphabet has 32 digits");
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(window >> bits & 0xff).expect("masked to a byte"));
        }
    }
    Ok(bytes)
}

/// SHA-256 of the concatenation of `parts`.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

macro_rules! hex_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The 32 bytes.
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl From<[u8; 32]> for $name {
            fn from(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = EncodingError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                parse_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

hex_newtype! {
    /// `SHA-256(manifest text)`, written as 64 lower-case hexadecimal digits: the name of a poll everywhere.
    PollId
}
hex_newtype! {
    /// `SHA-256(ballot)`, written as 64 lower-case hexadecimal digits.
    BallotHash
}
hex_newtype! {
    /// Any other SHA-256 value, written as 64 lower-case hexadecimal digits.
    Digest
}

impl Digest {
    /// SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256(&[bytes]))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_encoding_round_trips(bytes: [u8; 10]) {
            prop_assert_eq!(parse_b64url(&b64url(&bytes)).unwrap(), bytes);
            prop_assert_eq!(parse_b64(&b64(&bytes)).unwrap(), bytes);
            prop_assert_eq!(parse_hex::<10>(&hex(&bytes)).unwrap(), bytes);
            prop_assert_eq!(parse_crockford(&crockford(&bytes, 16)).unwrap(), bytes);
        }

        #[test]
        fn parsers_survive_any_text(text in ".{0,80}") {
            let _ = (parse_b64url(&text), parse_b64(&text), parse_hex::<4>(&text), parse_crockford(&text));
        }
    }

    #[test]
    fn base64url_has_one_spelling() {
        assert_eq!(parse_b64url("AA").unwrap(), [0]);
        for bad in ["AA==", "AB", "A", "A+", "A/", "AA\n", " AA"] {
            assert_eq!(parse_b64url(bad), Err(EncodingError::Base64), "{bad:?}");
        }
    }

    #[test]
    fn hex_is_lower_case_and_exact() {
        for bad in ["AB", "a", "abc", "0g", "+1", ""] {
            assert!(parse_hex::<1>(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn crockford_forgives_what_people_misread() {
        assert_eq!(parse_crockford("o0-iL l1-00 00").unwrap(), parse_crockford("0011110000").unwrap());
        assert_eq!(parse_crockford("U"), Err(EncodingError::Crockford('U')));
        assert_eq!(crockford(&[0xff, 0x00], 3), "ZW0");
    }
}
