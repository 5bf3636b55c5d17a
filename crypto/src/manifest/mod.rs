//! The manifest: what a poll is, fixed at publication. The poll id is the hash of its text, so every byte is
//! committed to (PROTOCOL sections 2 and 4).
//!
//! ```
//! use crypto::manifest::{Manifest, ManifestBody, ManifestError};
//! use crypto::note::Note;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let note = vectors["manifest_note"].as_str().expect("the vectors have it");
//!
//! let note = Note::parse(note)?;
//! let manifest = Manifest::parse(note.text())?;
//! for service in [&manifest.registrar, &manifest.ballot_box] {
//!     note.verify(&service.key)?;
//! }
//! assert_eq!(manifest.questions[1].title.in_language("en", &manifest.languages), "Board");
//!
//! let mut body: ManifestBody = (*manifest).clone();
//! body.quorum = 1;
//! let refused = body.seal().expect_err("there are no witnesses");
//! assert!(matches!(refused, ManifestError::Rule { field, .. } if field == "quorum"));
//! # Ok(())
//! # }
//! ```

mod body;
mod breach;
mod publishable;
mod rules;

use std::ops::Deref;

pub use body::{
    Issuer, ManifestBody, Method, Order, Question, QuestionKind, QuestionOption, ResultsPolicy, Service,
    Text, Ties, language_near,
};
pub use breach::Breach;

use crate::encoding::{PollId, sha256};
use crate::statement::json_line;
use crate::strict_json::{self, StrictJsonError};
use crate::token::{TokenKey, challenge_digest};

/// A manifest that keeps every rule, with the exact text that was signed.
///
/// There are two ways to one: [`ManifestBody::seal`] for who publishes, [`Manifest::parse`] for everybody else.
#[derive(Clone, Debug)]
pub struct Manifest {
    id: PollId,
    text: String,
    body: ManifestBody,
    token_key: TokenKey,
    challenge_digest: [u8; 32],
}

/// Why a text or a body is no manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// The text has more than [`MAX_TEXT`] bytes.
    #[error("the manifest has {0} bytes; at most {MAX_TEXT} are allowed")]
    TooLong(usize),
    /// The text is not the first line `psephos-manifest/v1`, one line, and the final newline.
    #[error("a manifest is the line {KIND:?}, one line of JSON and a final newline")]
    Shape,
    /// The second line is not the JSON of a manifest.
    #[error("the manifest's JSON: {0}")]
    Json(#[from] StrictJsonError),
    /// A rule of PROTOCOL section 4 is broken.
    #[error("{field}: {problem}")]
    Rule {
        /// Where, as a path such as `questions[0].max`.
        field: String,
        /// What is wrong, and what would be right.
        problem: Breach,
    },
}

impl ManifestBody {
    /// Checks every rule and fixes the text: from here on the poll has its id. What is sealed is read as everybody
    /// else will read it, so that nobody publishes what others refuse.
    ///
    /// # Errors
    /// See [`ManifestError`].
    pub fn seal(&self) -> Result<Manifest, ManifestError> {
        let json = serde_json::to_string(self).expect("a manifest has string keys only");
        Manifest::parse(&format!("{KIND}\n{json}\n"))
    }
}

impl Manifest {
    /// Reads the text of a manifest note and checks every rule; signatures are the note's matter.
    ///
    /// # Errors
    /// See [`ManifestError`].
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        if text.len() > MAX_TEXT {
            return Err(ManifestError::TooLong(text.len()));
        }
        let json = json_line(text, KIND).map_err(|_| ManifestError::Shape)?;
        let body: ManifestBody = strict_json::parse(json)?;
        let token_key = rules::check(&body)?;
        let id = PollId::from(sha256(&[text.as_bytes()]));
        let challenge_digest =
            challenge_digest(body.registrar.name.as_str(), id.as_bytes(), body.ballot_box.name.as_str());
        Ok(Self { id, text: text.to_owned(), body, token_key, challenge_digest })
    }

    /// `SHA-256(manifest text)`.
    pub fn id(&self) -> PollId {
        self.id
    }

    /// The signed text: first line, JSON line, final newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The poll's public token key, parsed once.
    pub fn token_key(&self) -> &TokenKey {
        &self.token_key
    }

    /// `SHA-256` of the poll's RFC 9577 challenge: issuer name, poll id, origin name (PROTOCOL section 5).
    pub fn challenge_digest(&self) -> [u8; 32] {
        self.challenge_digest
    }

    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

impl Deref for Manifest {
    type Target = ManifestBody;

    fn deref(&self) -> &ManifestBody {
        &self.body
    }
}

/// First line of the text.
pub const KIND: &str = "psephos-manifest/v1";
/// Greatest length of the text, in bytes.
pub const MAX_TEXT: usize = 256 * 1024;
/// Greatest `content_size`, in bytes: a ballot's content length is a `u16`, and its log entry bundle holds it too.
pub const MAX_CONTENT_SIZE: u16 = 60_000;
/// Smallest `mix` of a poll that is not a test.
pub const MIN_MIX: u32 = 8;
/// Most questions in a poll.
pub const MAX_QUESTIONS: usize = 64;
/// Most options in a question.
pub const MAX_OPTIONS: usize = 256;
