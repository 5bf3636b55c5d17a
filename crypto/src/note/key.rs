//! Keys that sign notes: Ed25519 with a name.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer as _, SigningKey};
use rand::TryRng as _;
use rand::rngs::SysRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use super::is_key_name;
use super::name::ServiceName;
use crate::encoding::{b64, hex, parse_b64, parse_hex, sha256};
use crate::strict_ed25519::StrictKey;

/// The public half of a note key, written `name+hex(key id)+base64(0x01 || public key)`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    key: StrictKey,
}

/// Why a text is not a verifier key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not three parts `name+hex+base64`.
    #[error("expected a verifier key, name+key id+base64")]
    Shape,
    /// The first byte of the key is another one.
    #[error("the key is not of a type that is used here")]
    Type,
    /// Not the canonical encoding of a point, or one of small order, for which anything is a signature; or of another length.
    #[error("not a public key that is safe to use")]
    Unsafe,
    /// The key id is not that of name and key.
    #[error("the key id does not belong to this name and key")]
    Id,
}

impl VerifierKey {
    /// The key's name; for the two services, the service's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// C2SP signed-note: the first 4 bytes of `SHA-256(name || 0x0A || 0x01 || public key)`.
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// The Ed25519 public key (RFC 8032 section 5.1.2).
    pub fn public_key(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    pub(crate) fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        signature.try_into().is_ok_and(|signature| self.key.has_signed(text, signature))
    }

    /// The id that this name and key have as a key of another type, such as a witness's (C2SP signed-note).
    pub(crate) fn id_as(&self, kind: u8) -> [u8; 4] {
        key_id(&self.name, kind, self.key.as_bytes())
    }

    /// The written form as a key of another type.
    pub(crate) fn written_as(&self, kind: u8) -> String {
        let typed = [&[kind], self.public_key().as_slice()].concat();
        format!("{}+{}+{}", self.name, hex(&self.id_as(kind)), b64(&typed))
    }

    /// Reads an Ed25519 key that is written as a key of the type `kind`.
    pub(crate) fn parse_as(text: &str, kind: u8) -> Result<Self, KeyError> {
        let written = WrittenKey::parse(text)?;
        if written.kind != kind {
            return Err(KeyError::Type);
        }
        let key = written.key.as_slice().try_into().ok();
        let key = key.and_then(StrictKey::from_bytes).ok_or(KeyError::Unsafe)?;
        let verifier = Self::new(&written.name, key);
        if verifier.id_as(kind) == written.id { Ok(verifier) } else { Err(KeyError::Id) }
    }

    fn new(name: &str, key: StrictKey) -> Self {
        Self { name: name.to_owned(), id: key_id(name, ED25519, key.as_bytes()), key }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written_as(ED25519))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::parse_as(text, ED25519)
    }
}

impl Serialize for VerifierKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The secret half of a service's note key; wiped when dropped.
#[derive(Clone)]
pub struct SignerKey {
    secret: SigningKey,
    verifier: VerifierKey,
}

impl SignerKey {
    /// A fresh key from the system's random source.
    ///
    /// # Panics
    /// If the system has no random source, in which case nothing here is safe to run.
    pub fn generate(name: &ServiceName) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(seed.as_mut_slice()).expect("the system's random source answers");
        Self::from_seed(name, *seed)
    }

    /// The key of a stored seed (RFC 8032 section 5.1.5: the 32-byte private key).
    pub fn from_seed(name: &ServiceName, seed: [u8; 32]) -> Self {
        let secret = SigningKey::from_bytes(&Zeroizing::new(seed));
        let public = StrictKey::from_bytes(secret.verifying_key().as_bytes());
        let verifier =
            VerifierKey::new(name.as_str(), public.expect("a clamped scalar times B has a large order"));
        Self { secret, verifier }
    }

    /// The seed, to be stored where only the service reads it.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.secret.to_bytes())
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.secret.sign(text).to_bytes()
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignerKey")
    }
}

/// `SHA-256(name || "\n" || type || public key)[:4]` (C2SP signed-note).
pub(crate) fn key_id(name: &str, kind: u8, key: &[u8]) -> [u8; 4] {
    let hash = sha256(&[name.as_bytes(), b"\n", &[kind], key]);
    *hash.first_chunk().expect("SHA-256 output is longer than 4 bytes")
}

/// The parts of a verifier key of any type, `name+hex(id)+base64(type || public key)`. That the id belongs to the rest is not
/// checked yet.
pub(crate) struct WrittenKey {
    pub(crate) name: String,
    pub(crate) id: [u8; 4],
    pub(crate) kind: u8,
    pub(crate) key: Vec<u8>,
}

impl WrittenKey {
    pub(crate) fn parse(text: &str) -> Result<Self, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(typed)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Shape);
        };
        if !is_key_name(name) {
            return Err(KeyError::Shape);
        }
        let id = parse_hex(id).map_err(|_| KeyError::Shape)?;
        let typed = parse_b64(typed).map_err(|_| KeyError::Shape)?;
        let (kind, key) = typed.split_first().ok_or(KeyError::Shape)?;
        Ok(Self { name: name.to_owned(), id, kind: *kind, key: key.to_vec() })
    }
}

/// C2SP signed-note: Ed25519 signatures over the note's text.
const ED25519: u8 = 0x01;

#[cfg(test)]
mod tests {
    use super::*;

    const SUM_GOLANG_ORG: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    fn typed(key: &[u8]) -> String {
        let hash = sha256(&[b"a.org\n", &[ED25519], key]);
        format!("a.org+{}+{}", hex(&hash[..4]), b64(&[&[ED25519], key].concat()))
    }

    #[test]
    fn a_key_in_the_wild_is_read_and_written_back() {
        let key: VerifierKey = SUM_GOLANG_ORG.parse().unwrap();
        assert_eq!((key.name(), key.id()), ("sum.golang.org", [0x03, 0x3d, 0xe0, 0xae]));
        assert_eq!(key.to_string(), SUM_GOLANG_ORG);
        assert_eq!(serde_json::to_string(&key).unwrap(), format!("\"{SUM_GOLANG_ORG}\""));
        assert_eq!(serde_json::from_str::<VerifierKey>(&format!("\"{SUM_GOLANG_ORG}\"")).unwrap(), key);
    }

    #[test]
    fn every_altered_byte_and_every_truncation_of_a_key_is_refused() {
        for position in 0..SUM_GOLANG_ORG.len() {
            assert!(SUM_GOLANG_ORG[..position].parse::<VerifierKey>().is_err());
            for replacement in 0x20..0x7f_u8 {
                let mut bytes = SUM_GOLANG_ORG.as_bytes().to_vec();
                if std::mem::replace(&mut bytes[position], replacement) != replacement {
                    let text = String::from_utf8(bytes).unwrap();
                    assert!(text.parse::<VerifierKey>().is_err(), "{text}");
                }
            }
        }
    }

    #[test]
    fn small_order_and_non_canonical_keys_are_refused() {
        let small_order = [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "0000000000000000000000000000000000000000000000000000000000000080",
        ];
        // y >= p, and x = 0 with the sign of a negative x; of small order or not.
        let non_canonical = [
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ];
        for bad in small_order.iter().chain(&non_canonical) {
            let key: [u8; 32] = parse_hex(bad).unwrap();
            assert_eq!(typed(&key).parse::<VerifierKey>(), Err(KeyError::Unsafe), "{bad}");
        }
    }

    #[test]
    fn keys_of_other_lengths_and_types_are_refused() {
        assert_eq!(typed(&[3; 31]).parse::<VerifierKey>(), Err(KeyError::Unsafe));
        assert_eq!(typed(&[]).parse::<VerifierKey>(), Err(KeyError::Unsafe));
        assert_eq!("a.org+00000000+".parse::<VerifierKey>(), Err(KeyError::Shape));
        assert_eq!("a.org+00000000+AgAA".parse::<VerifierKey>(), Err(KeyError::Type));
        assert_eq!("a.org+0000000G+AQAA".parse::<VerifierKey>(), Err(KeyError::Shape));
        assert_eq!("a org+00000000+AQAA".parse::<VerifierKey>(), Err(KeyError::Shape));
    }

    #[test]
    fn secret_keys_come_back_from_their_seed_and_never_show_it() {
        let name = "a.org".parse().unwrap();
        let key = SignerKey::generate(&name);
        assert_eq!(SignerKey::from_seed(&name, *key.seed()).verifier(), key.verifier());
        assert_ne!(SignerKey::generate(&name).verifier(), key.verifier());
        assert_eq!(key.verifier().to_string().parse::<VerifierKey>().as_ref(), Ok(key.verifier()));
        assert_eq!(format!("{key:?}"), "SignerKey");
    }
}
