//! What a candidate writes.

use crypto::encoding::{hex, sha256};
use web::i18n::Text;

use super::CandidateError;
use crate::store::candidates::Candidacy;

/// What a candidate writes, as it may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(super) profile: String,
    pub(super) statement: String,
}

impl Words {
    /// Trimmed, with lines that end in LF; refuses what is too long, control characters, and nothing at all.
    pub(crate) fn parse(profile: &str, statement: &str) -> Result<Self, CandidateError> {
        let words = Self {
            profile: text("profile", profile, MOST_PROFILE)?,
            statement: text("statement", statement, MOST_STATEMENT)?,
        };
        if words.profile.is_empty() && words.statement.is_empty() {
            let problem = Text::new("candidate-error-empty");
            return Err(CandidateError::Text { field: "statement", problem });
        }
        Ok(words)
    }
}

/// What voters would read: profile, empty line, statement. Markdown.
pub(crate) fn description(candidacy: &Candidacy) -> String {
    let parts = [candidacy.profile.as_str(), candidacy.statement.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Names the text that an officer has read: 16 hex digits of its SHA-256.
pub(crate) fn tag(candidacy: &Candidacy) -> String {
    hex(&sha256(&[candidacy.profile.as_bytes(), b"\0", candidacy.statement.as_bytes()])[..8])
}

/// Trimmed, with lines that end in LF.
pub(super) fn text(field: &'static str, typed: &str, most: usize) -> Result<String, CandidateError> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    let problem = if text.chars().count() > most {
        Text::new("candidate-error-too-long").with("most", most).with("has", text.chars().count())
    } else if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t')) {
        Text::new("candidate-error-control")
    } else {
        return Ok(text);
    };
    Err(CandidateError::Text { field, problem })
}

/// Characters of a profile.
pub(crate) const MOST_PROFILE: usize = 600;
/// Characters of a statement.
pub(crate) const MOST_STATEMENT: usize = 4000;
