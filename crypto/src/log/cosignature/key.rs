//! The keys of witnesses: Ed25519, and ML-DSA-44 (FIPS 204) for who wants cosignatures that outlive quantum computers.

use std::fmt;
use std::str::FromStr;

use ml_dsa::signature::{Keypair as _, Signer as _, Verifier as _};
use ml_dsa::{EncodedVerifyingKey, MlDsa44, Signature, SigningKey, VerifyingKey};
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::encoding::{b64, hex};
use crate::log::checkpoint::Checkpoint;
use crate::note::{KeyError, Note, ServiceName, SignerKey, VerifierKey, WrittenKey, key_id};

/// The key of a witness, written `name+key id+base64(type || public key)`; the type is 0x04 for Ed25519, 0x06 for ML-DSA-44.
#[derive(Clone, PartialEq, Eq)]
pub struct WitnessKey {
    name: String,
    id: [u8; 4],
    public: Public,
}

#[derive(Clone, PartialEq, Eq)]
enum Public {
    Ed25519(Box<VerifierKey>),
    /// As FIPS 204 algorithm 22 encodes it; every 1312 bytes are a key.
    MlDsa44(Box<EncodedVerifyingKey<MlDsa44>>),
}

/// The key with which a witness cosigns. Use no key that signs anything else: an Ed25519 cosignature does not name its witness.
#[derive(Clone)]
pub struct WitnessSigner {
    secret: Secret,
    verifier: WitnessKey,
}

#[derive(Clone)]
enum Secret {
    Ed25519(Box<SignerKey>),
    /// The seed of FIPS 204 algorithm 6.
    MlDsa44(Zeroizing<[u8; 32]>),
}

impl WitnessKey {
    /// The witness's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first bytes of its signatures (C2SP signed-note).
    pub(super) fn id(&self) -> [u8; 4] {
        self.id
    }

    /// `type || public key`: the same under every name that somebody gives it.
    pub(crate) fn typed(&self) -> Vec<u8> {
        match &self.public {
            Public::Ed25519(key) => [&[ED25519], key.public_key().as_slice()].concat(),
            Public::MlDsa44(key) => [&[ML_DSA_44], key.as_slice()].concat(),
        }
    }

    /// Whether `signature` is this witness's word on the checkpoint `note` as of `time`.
    pub(super) fn has_signed(&self, note: &Note, time: u64, signature: &[u8]) -> bool {
        match &self.public {
            Public::Ed25519(key) => key.has_signed(ed25519_message(time, note).as_bytes(), signature),
            Public::MlDsa44(key) => {
                let signature = Signature::<MlDsa44>::try_from(signature).ok();
                let message = ml_dsa_message(&self.name, time, note);
                signature.zip(message).is_some_and(|(signature, message)| {
                    VerifyingKey::<MlDsa44>::decode(key).verify(&message, &signature).is_ok()
                })
            }
        }
    }
}

impl WitnessSigner {
    /// The witness that signs with the Ed25519 key `key`.
    pub fn new(key: SignerKey) -> Self {
        let public = key.verifier().clone();
        let (name, id) = (public.name().to_owned(), public.id_as(ED25519));
        let verifier = WitnessKey { name, id, public: Public::Ed25519(Box::new(public)) };
        Self { secret: Secret::Ed25519(Box::new(key)), verifier }
    }

    /// The witness `name` that signs with the ML-DSA-44 key of a seed (FIPS 204 section 5.1).
    pub fn ml_dsa_44(name: &ServiceName, seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        let public = Box::new(signing_key(&seed).verifying_key().encode());
        let id = key_id(name.as_str(), ML_DSA_44, public.as_slice());
        let verifier = WitnessKey { name: name.as_str().to_owned(), id, public: Public::MlDsa44(public) };
        Self { secret: Secret::MlDsa44(seed), verifier }
    }

    /// A fresh ML-DSA-44 key from the system's random source, and its seed, to be stored where only the witness reads it.
    ///
    /// # Panics
    /// If the system has no random source, in which case nothing here is safe to run.
    pub fn generate_ml_dsa_44(name: &ServiceName) -> (Self, Zeroizing<[u8; 32]>) {
        let mut seed = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(seed.as_mut_slice()).expect("the system's random source answers");
        (Self::ml_dsa_44(name, *seed), seed)
    }

    /// The public half.
    pub fn verifier(&self) -> WitnessKey {
        self.verifier.clone()
    }

    /// The witness's word as a signature line: as of `time`, in Unix seconds, this checkpoint is the largest it saw of that
    /// log.
    ///
    /// # Panics
    /// With ML-DSA-44, if the note is no checkpoint, or its origin or the witness's name is longer than 255 bytes, which the
    /// names of services never are.
    pub fn cosign(&self, checkpoint: &Note, time: u64) -> String {
        let signature = match &self.secret {
            Secret::Ed25519(key) => key.sign(ed25519_message(time, checkpoint).as_bytes()).to_vec(),
            Secret::MlDsa44(seed) => {
                let message = ml_dsa_message(self.verifier.name(), time, checkpoint);
                let message = message.expect("a witness cosigns checkpoints with short origins");
                signing_key(seed).sign(&message).encode().to_vec()
            }
        };
        let blob = [&self.verifier.id, time.to_be_bytes().as_slice(), &signature].concat();
        format!("\u{2014} {} {}\n", self.verifier.name, b64(&blob))
    }
}

impl fmt::Debug for WitnessSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WitnessSigner")
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, hex(&self.id), b64(&self.typed()))
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({self})")
    }
}

impl FromStr for WitnessKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let written = WrittenKey::parse(text)?;
        let public = match written.kind {
            ED25519 => Public::Ed25519(Box::new(VerifierKey::parse_as(text, ED25519)?)),
            ML_DSA_44 => {
                let key = EncodedVerifyingKey::<MlDsa44>::try_from(written.key.as_slice());
                Public::MlDsa44(Box::new(key.map_err(|_| KeyError::Unsafe)?))
            }
            _ => return Err(KeyError::Type),
        };
        if key_id(&written.name, written.kind, &written.key) != written.id {
            return Err(KeyError::Id);
        }
        Ok(Self { name: written.name, id: written.id, public })
    }
}

impl<'de> serde::Deserialize<'de> for WitnessKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// C2SP tlog-cosignature, "Ed25519 signed message".
fn ed25519_message(time: u64, checkpoint: &Note) -> String {
    format!("cosignature/v1\ntime {time}\n{}", checkpoint.text())
}

/// C2SP tlog-cosignature, "ML-DSA-44 signed message", of a whole tree:
/// `label || u8 length, witness || u64 time || u8 length, origin || u64 0 || u64 size || root`. `None` if the note is no
/// checkpoint, or one of the names does not fit its length.
fn ml_dsa_message(witness: &str, time: u64, checkpoint: &Note) -> Option<Vec<u8>> {
    let Checkpoint { origin, size, root } = Checkpoint::parse(checkpoint.text()).ok()?;
    let (named, logged) = (u8::try_from(witness.len()).ok()?, u8::try_from(origin.len()).ok()?);
    Some(
        [
            b"subtree/v1\n\0".as_slice(),
            &[named],
            witness.as_bytes(),
            &time.to_be_bytes(),
            &[logged],
            origin.as_bytes(),
            &0_u64.to_be_bytes(),
            &size.to_be_bytes(),
            &root,
        ]
        .concat(),
    )
}

fn signing_key(seed: &[u8; 32]) -> SigningKey<MlDsa44> {
    SigningKey::from_seed(&Zeroizing::new((*seed).into()))
}

/// Type byte of an Ed25519 cosignature key.
const ED25519: u8 = 0x04;
/// Type byte of an ML-DSA-44 cosignature key.
const ML_DSA_44: u8 = 0x06;
