//! Signed notes (C2SP signed-note): text, an empty line, and one line for each signature.
//!
//! ```text
//! psephos-promise/v1
//! {"poll":"...","ballot":"..."}
//!
//! — ballots.example.net AAAAAAAAAA...
//! ```
//!
//! ```
//! use crypto::note::{Note, NoteError, SignerKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let ballot_box = SignerKey::generate(&"ballots.example.net".parse()?);
//! let signed = Note::sign("psephos-promise/v1\n{}\n".to_owned(), &ballot_box).to_string();
//!
//! // Whoever knows the verifier key, from elsewhere than the note:
//! let key = ballot_box.verifier();
//! let note = Note::parse(&signed)?;
//! note.verify(key)?;
//! assert_eq!(note.text(), "psephos-promise/v1\n{}\n");
//!
//! let altered = Note::parse(&signed.replace("{}", "{ }"))?;
//! assert_eq!(altered.verify(key), Err(NoteError::BadSignature("ballots.example.net".to_owned())));
//! # Ok(())
//! # }
//! ```

mod key;
mod name;

use std::fmt;
use std::str::FromStr;

pub use key::{KeyError, SignerKey, VerifierKey};
pub(crate) use key::{WrittenKey, key_id};
pub use name::{NameError, ServiceName};

use crate::encoding::{b64, parse_b64};

/// A text with at least one signature line. A parsed note is well formed and nothing more: its text means something
/// only after [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// Why a note is not to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The note is larger than the bytes given: [`MAX_NOTE_BYTES`], or what its kind allows.
    #[error("the note is larger than {0} bytes")]
    TooLarge(usize),
    /// The bytes are not UTF-8.
    #[error("the note is not UTF-8")]
    NotUtf8,
    /// A control character other than the line feed.
    #[error("the note holds a control character")]
    ControlCharacter,
    /// No empty line, nothing before it, or nothing after it.
    #[error("the note is not a text, an empty line and signature lines")]
    Shape,
    /// A signature line is not `— name base64` and a line feed.
    #[error("signature line {0} is malformed")]
    SignatureLine(usize),
    /// More than [`MAX_SIGNATURES`] signature lines.
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// The key that was asked for has not signed.
    #[error("the note is not signed by {0}")]
    NotSigned(String),
    /// A line claims to be that key's signature and is not: the text was altered, or the line forged.
    #[error("the signature by {0} is wrong")]
    BadSignature(String),
}

impl Note {
    /// A note with this text and one signature.
    ///
    /// # Panics
    /// If the text does not end in a line feed or holds another control character. Texts are made by programs: JSON
    /// escapes control characters, and names, numbers and hashes hold none.
    pub fn sign(text: String, key: &SignerKey) -> Self {
        assert!(is_text(&text), "a note's text is lines without control characters");
        let signature = SignatureLine::new(&text, key);
        Self { text, signatures: vec![signature] }
    }

    /// Appends a signature. A second signature by the same key is the same bytes (RFC 8032) and is not repeated.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`] if the note is full.
    pub fn countersign(&mut self, key: &SignerKey) -> Result<(), NoteError> {
        let signature = SignatureLine::new(&self.text, key);
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Reads a note; its printed form is `note` again, byte for byte. Nothing is verified yet.
    ///
    /// # Errors
    /// Every variant of [`NoteError`] but the last two.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        Self::parse_within(note, MAX_NOTE_BYTES)
    }

    /// As [`Note::parse`], for kinds of notes that may be larger or must be smaller: at most `most` bytes.
    ///
    /// # Errors
    /// As [`Note::parse`].
    pub fn parse_within(note: &str, most: usize) -> Result<Self, NoteError> {
        if note.len() > most {
            return Err(NoteError::TooLarge(most));
        }
        if has_control_character(note) {
            return Err(NoteError::ControlCharacter);
        }
        // C2SP signed-note: the text is separated from the signatures by the last empty line in the note.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Shape)?;
        if lines.split('\n').count() > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let signatures = lines
            .split('\n')
            .zip(1..)
            .map(|(line, number)| SignatureLine::parse(line).ok_or(NoteError::SignatureLine(number)))
            .collect::<Result<_, _>>()?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// As [`Note::parse`], from bytes off the wire.
    ///
    /// # Errors
    /// As [`Note::parse`], and [`NoteError::NotUtf8`].
    pub fn parse_bytes(note: &[u8]) -> Result<Self, NoteError> {
        Self::parse(str::from_utf8(note).map_err(|_| NoteError::NotUtf8)?)
    }

    /// What is signed, with its final line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Checks that `key` has signed the text. Signatures by other keys, also such as share its name or its id but not
    /// both, are ignored; every line that claims to be by `key` must hold.
    ///
    /// # Errors
    /// [`NoteError::NotSigned`] if no line is by this key, [`NoteError::BadSignature`] if one is and is wrong.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), NoteError> {
        let mut good: Option<&SignatureLine> = None;
        for line in self.signatures.iter().filter(|line| line.is_by(key)) {
            // A line that is there a hundred times is verified once.
            if good != Some(line) && !key.has_signed(self.text.as_bytes(), &line.signature) {
                return Err(NoteError::BadSignature(key.name().to_owned()));
            }
            good = Some(line);
        }
        good.map(drop).ok_or_else(|| NoteError::NotSigned(key.name().to_owned()))
    }

    /// The same text with `key`'s signature alone, which is verified.
    ///
    /// # Errors
    /// As [`Note::verify`].
    pub fn only(&self, key: &VerifierKey) -> Result<Self, NoteError> {
        self.verify(key)?;
        let own = self.signatures.iter().find(|line| line.is_by(key));
        Ok(Self { text: self.text.clone(), signatures: own.cloned().into_iter().collect() })
    }

    /// Signatures on the lines of that name and key id, verified or not.
    pub(crate) fn signatures_by(&self, name: &str, key_id: [u8; 4]) -> impl Iterator<Item = &[u8]> {
        let name = name.to_owned();
        let lines = self.signatures.iter().filter(move |line| line.name == name && line.key_id == key_id);
        lines.map(|line| line.signature.as_slice())
    }

    /// Adds a signature line that was made, or verified, elsewhere; one that stands there already is not added.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`].
    pub(crate) fn attach(
        &mut self,
        name: &str,
        key_id: [u8; 4],
        signature: Vec<u8>,
    ) -> Result<(), NoteError> {
        let line = SignatureLine { name: name.to_owned(), key_id, signature };
        if self.signatures.contains(&line) {
            return Ok(());
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(line);
        Ok(())
    }

    /// Name and key id of every signature line, verified or not.
    pub fn signers(&self) -> impl Iterator<Item = (&str, [u8; 4])> {
        self.signatures.iter().map(|line| (line.name.as_str(), line.key_id))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| {
            let blob = [line.key_id.as_slice(), &line.signature].concat();
            writeln!(f, "{EM_DASH} {} {}", line.name, b64(&blob))
        })
    }
}

impl FromStr for Note {
    type Err = NoteError;

    fn from_str(note: &str) -> Result<Self, NoteError> {
        Self::parse(note)
    }
}

/// `— <name> base64(key id || signature)`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SignatureLine {
    name: String,
    key_id: [u8; 4],
    signature: Vec<u8>,
}

impl SignatureLine {
    /// Whether it claims to be by `key`.
    fn is_by(&self, key: &VerifierKey) -> bool {
        self.name == key.name() && self.key_id == key.id()
    }

    fn new(text: &str, key: &SignerKey) -> Self {
        Self {
            name: key.verifier().name().to_owned(),
            key_id: key.verifier().id(),
            signature: key.sign(text.as_bytes()).to_vec(),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix(EM_DASH)?.strip_prefix(' ')?.split_once(' ')?;
        let blob = parse_b64(blob).ok()?;
        let (key_id, signature) = blob.split_first_chunk()?;
        let well_formed = is_key_name(name) && !signature.is_empty();
        well_formed.then(|| Self { name: name.to_owned(), key_id: *key_id, signature: signature.to_vec() })
    }
}

/// C2SP signed-note: key names are not empty and hold neither Unicode spaces nor a plus.
pub(crate) fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+' || c < ' ')
}

fn is_text(text: &str) -> bool {
    text.ends_with('\n') && !has_control_character(text)
}

/// C2SP signed-note: no ASCII control characters (those below U+0020) other than newline.
fn has_control_character(text: &str) -> bool {
    text.bytes().any(|byte| byte < b' ' && byte != b'\n')
}

/// Room for a manifest text of 256 KiB and a hundred post-quantum signatures.
pub const MAX_NOTE_BYTES: usize = 1 << 20;
/// The specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 100;

const EM_DASH: char = '\u{2014}';
