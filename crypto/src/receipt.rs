//! What a voter keeps: a short code, and a file that proves what the ballot box promised.
//!
//! ```
//! use crypto::receipt::{ReceiptCode, ReceiptFile};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let text = |name: &str| vectors[name].as_str().expect("the vectors have it");
//! # let (file, ballot_box_key) = (text("receipt_file"), text("ballot_box_key").parse()?);
//!
//! let receipt = ReceiptFile::parse(file)?.verify(&ballot_box_key)?;
//! assert_eq!(receipt.logged.map(|head| head.size), Some(6), "it has a proof, and the proof holds");
//! let typed: ReceiptCode = "a0kq q1gx g29z g86r".parse()?;
//! assert!(typed.matches(&receipt.promise.ballot));
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::str::FromStr;

use crate::encoding::{BallotHash, crockford, parse_crockford};
use crate::log::checkpoint::{Checkpoint, poll_origin};
use crate::log::entry::Entry;
use crate::log::proof::{TlogProof, TlogProofError};
use crate::note::{Note, NoteError, VerifierKey};
use crate::statement::{Promise, Statement as _, StatementError};

/// The first ten bytes of a ballot hash: enough to find one's ballot in the public list, short enough to write down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReceiptCode([u8; PREFIX_BYTES]);

/// The text is not a receipt code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a receipt code is 16 letters and digits, such as 7Q2M-K0XA-93TC-VW4E")]
pub struct ReceiptCodeMalformed;

/// The receipt code of a ballot, as it is shown: `7Q2M-K0XA-93TC-VW4E`.
pub fn receipt_code(ballot: &BallotHash) -> String {
    ReceiptCode::of(ballot).to_string()
}

impl ReceiptCode {
    /// The code of a ballot.
    pub fn of(ballot: &BallotHash) -> Self {
        Self(*ballot.as_bytes().first_chunk().expect("a hash is longer than its prefix"))
    }

    /// Whether this is the ballot's code.
    pub fn matches(&self, ballot: &BallotHash) -> bool {
        *self == Self::of(ballot)
    }

    /// The bytes that the hash begins with.
    pub fn prefix(&self) -> [u8; PREFIX_BYTES] {
        self.0
    }
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = crockford(&self.0, DIGITS);
        write!(f, "{}-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12], &digits[12..])
    }
}

impl FromStr for ReceiptCode {
    type Err = ReceiptCodeMalformed;

    /// Case-blind; reads I and L as 1 and O as 0, and skips spaces and hyphens, also those that word processors make
    /// of them.
    fn from_str(text: &str) -> Result<Self, ReceiptCodeMalformed> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !DASHES.contains(c)).collect();
        if digits.len() != DIGITS {
            return Err(ReceiptCodeMalformed);
        }
        let prefix = parse_crockford(&digits).ok().and_then(|bytes| bytes.try_into().ok());
        prefix.map(Self).ok_or(ReceiptCodeMalformed)
    }
}

/// A `.psephos-receipt` file: the ballot box's promise and, once the ballot is logged, the proof that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFile {
    /// The promise note.
    pub promise: Note,
    /// The proof.
    pub proof: Option<TlogProof>,
}

/// What a receipt file proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Poll and ballot, as the ballot box signed them.
    pub promise: Promise,
    /// The checkpoint of the poll's log that holds the ballot, where the file has a proof.
    pub logged: Option<Checkpoint>,
}

/// Why a receipt file proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The promise is not a note, or not signed by that key.
    #[error("the promise: {0}")]
    Note(#[from] NoteError),
    /// The ballot box signed something that is not a promise.
    #[error("the promise: {0}")]
    Promise(#[from] StatementError),
    /// The proof is malformed or wrong.
    #[error("the proof: {0}")]
    Proof(#[from] TlogProofError),
}

impl ReceiptFile {
    /// Reads a file; its printed form is `text` again, byte for byte. Nothing is verified yet.
    ///
    /// # Errors
    /// [`ReceiptError::Note`] and [`ReceiptError::Proof`].
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        // No line of a promise note reads `proof`: its lines are the kind, JSON, nothing, and signatures.
        let (promise, proof) = match text.find(SEPARATOR) {
            Some(end) => (&text[..=end], Some(&text[end + SEPARATOR.len()..])),
            None => (text, None),
        };
        Ok(Self { promise: Note::parse(promise)?, proof: proof.map(TlogProof::parse).transpose()? })
    }

    /// Checks the promise and, where there is one, the proof that the promised ballot stands in the poll's log.
    ///
    /// # Errors
    /// See [`ReceiptError`].
    pub fn verify(&self, ballot_box: &VerifierKey) -> Result<Receipt, ReceiptError> {
        self.promise.verify(ballot_box)?;
        let promise = Promise::parse(self.promise.text())?;
        let entry = Entry::ballot(promise.ballot);
        let origin = poll_origin(ballot_box.name(), &promise.poll);
        let logged =
            self.proof.as_ref().map(|proof| proof.verify(&entry, ballot_box, &origin)).transpose()?;
        Ok(Receipt { promise, logged })
    }
}

impl fmt::Display for ReceiptFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.promise.fmt(f)?;
        match &self.proof {
            Some(proof) => write!(f, "proof\n{proof}"),
            None => Ok(()),
        }
    }
}

impl FromStr for ReceiptFile {
    type Err = ReceiptError;

    fn from_str(text: &str) -> Result<Self, ReceiptError> {
        Self::parse(text)
    }
}

const PREFIX_BYTES: usize = 10;
/// Crockford digits of 80 bits.
const DIGITS: usize = 16;
/// Hyphens, dashes and the minus sign.
const DASHES: [char; 8] =
    ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'];
/// The line `proof` behind another line.
const SEPARATOR: &str = "\nproof\n";
