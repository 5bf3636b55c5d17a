//! Cosignatures (C2SP tlog-cosignature): a witness's word that it saw a log only grow.
//!
//! ```text
//! key id    = SHA-256(name || "\n" || 0x04 || public key)[:4]
//! signature = u64 timestamp || Ed25519("cosignature/v1\ntime <timestamp>\n" || checkpoint text)
//! ```

use std::fmt;
use std::str::FromStr;

use super::checkpoint::Checkpoint;
use super::merkle::Hash;
use super::parse_decimal;
use crate::encoding::{b64, parse_b64};
use crate::note::{KeyError, Note, NoteError, SignerKey, VerifierKey};

/// The key of a witness, written `name+key id+base64(0x04 || public key)`.
#[derive(Clone, PartialEq, Eq)]
pub struct WitnessKey(VerifierKey);

/// The key with which a witness cosigns. Use no key that signs anything else: a cosignature does not name its witness.
#[derive(Debug, Clone)]
pub struct WitnessSigner(SignerKey);

impl WitnessKey {
    /// The witness's name.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// When the witness cosigned the checkpoint `note`, in Unix seconds by its clock; `None` if it did not. Several
    /// cosignatures of one witness are allowed; the newest counts.
    pub fn cosigned(&self, note: &Note) -> Option<u64> {
        let id = self.0.id_as(COSIGNATURE);
        note.signatures_by(self.0.name(), id)
            .filter_map(|signature| {
                let (time, signature) = signature.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                let fits = time <= i64::MAX.cast_unsigned();
                (fits && self.0.has_signed(message(time, note.text()).as_bytes(), signature)).then_some(time)
            })
            .max()
    }

    /// Adds to `checkpoint` the newest valid cosignature of this witness among `lines`, the answer to `add-checkpoint`, and
    /// returns its time. Lines of unknown keys are ignored.
    ///
    /// # Errors
    /// If the lines are none, the witness did not cosign, or the note is full.
    pub fn admit(&self, checkpoint: &mut Note, lines: &str) -> Result<u64, NoteError> {
        let answer = Note::parse(&format!("{}\n{lines}", checkpoint.text()))?;
        let not_signed = || NoteError::NotSigned(self.name().to_owned());
        let time = self.cosigned(&answer).ok_or_else(not_signed)?;
        let id = self.0.id_as(COSIGNATURE);
        let newest = |signature: &&[u8]| signature.starts_with(&time.to_be_bytes());
        let signatures: Vec<_> =
            answer.signatures_by(self.name(), id).filter(newest).map(<[u8]>::to_vec).collect();
        let valid = signatures.into_iter().find(|signature| {
            self.0.has_signed(message(time, checkpoint.text()).as_bytes(), &signature[8..])
        });
        checkpoint.attach(self.name(), id, valid.ok_or_else(not_signed)?)?;
        Ok(time)
    }
}

impl WitnessSigner {
    /// The witness that signs with `key`.
    pub fn new(key: SignerKey) -> Self {
        Self(key)
    }

    /// The public half.
    pub fn verifier(&self) -> WitnessKey {
        WitnessKey(self.0.verifier().clone())
    }

    /// The witness's word as a signature line: as of `time`, in Unix seconds, this checkpoint is the largest it saw of that
    /// log.
    pub fn cosign(&self, checkpoint: &Note, time: u64) -> String {
        let signature = self.0.sign(message(time, checkpoint.text()).as_bytes());
        let key = self.0.verifier();
        let blob = [&key.id_as(COSIGNATURE), time.to_be_bytes().as_slice(), &signature].concat();
        format!("\u{2014} {} {}\n", key.name(), b64(&blob))
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.written_as(COSIGNATURE))
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
        VerifierKey::parse_as(text, COSIGNATURE).map(Self)
    }
}

impl<'de> serde::Deserialize<'de> for WitnessKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How many of `witnesses` cosigned the checkpoint. Each of a manifest's witnesses counts once; those whose key this
/// version cannot use (0x06, ML-DSA-44) do not count.
pub fn cosigners<'w>(checkpoint: &Note, witnesses: impl IntoIterator<Item = &'w str>) -> u64 {
    let keys = witnesses.into_iter().filter_map(|key| key.parse::<WitnessKey>().ok());
    keys.filter(|key| key.cosigned(checkpoint).is_some()).count() as u64
}

/// What a log sends to a witness (C2SP tlog-witness, `add-checkpoint`): a checkpoint, and the proof that it continues the
/// one that the witness cosigned last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint that the witness cosigned last; 0 if none.
    pub old: u64,
    /// Consistency proof between the two (RFC 6962 section 2.1.2); empty if `old` is 0.
    pub proof: Vec<Hash>,
    /// The checkpoint's note.
    pub checkpoint: Note,
}

/// The text is no request to add a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `old <size>`, at most 63 hashes, an empty line and a checkpoint")]
pub struct AddCheckpointMalformed;

impl AddCheckpoint {
    /// Reads a request and the checkpoint's text in it. Nothing is verified yet.
    ///
    /// # Errors
    /// [`AddCheckpointMalformed`], also where the old size is greater than the checkpoint's.
    pub fn parse(text: &str) -> Result<(Self, Checkpoint), AddCheckpointMalformed> {
        Self::parse_lines(text).ok_or(AddCheckpointMalformed)
    }

    fn parse_lines(text: &str) -> Option<(Self, Checkpoint)> {
        let (head, note) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let old = lines.next()?.strip_prefix("old ").and_then(parse_decimal)?;
        let proof = lines.map(|line| parse_b64(line).ok()?.try_into().ok()).collect::<Option<Vec<Hash>>>()?;
        let checkpoint = Note::parse(note).ok()?;
        let head = Checkpoint::parse(checkpoint.text()).ok()?;
        let fits = proof.len() <= MAX_PROOF_HASHES && old <= head.size && (old > 0 || proof.is_empty());
        fits.then_some((Self { old, proof, checkpoint }, head))
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", b64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

fn message(time: u64, checkpoint: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{checkpoint}")
}

/// Type byte of an Ed25519 cosignature key.
const COSIGNATURE: u8 = 0x04;
/// The most that C2SP tlog-witness allows.
const MAX_PROOF_HASHES: usize = 63;
