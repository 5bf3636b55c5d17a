//! What a manifest may say by the rules, and what no poll is published with: its ballots or its result could not be read
//! without doubt. A rule apart, so that polls that were published before it are still read.

use super::{Breach, Manifest, ManifestError};
use crate::tally::{MAX_TALLY_BYTES, longest_tally};

impl Manifest {
    /// For who publishes a poll, before anything is signed: everybody must be able to read its result, and the tables that
    /// others make of its ballots.
    ///
    /// # Errors
    /// [`ManifestError::Rule`] with the field in question.
    pub fn check_publishable(&self) -> Result<(), ManifestError> {
        let refuse = |field: String, problem: Breach| Err(ManifestError::Rule { field, problem });
        for (index, question) in self.questions.iter().enumerate() {
            if let Some(place) = question.options.iter().position(|option| option.id == ABSTAIN) {
                let field = format!("questions[{index}].options[{place}].id");
                return refuse(field, Breach::AbstainId);
            }
        }
        if longest_tally(&self.questions) > MAX_TALLY_BYTES {
            return refuse("questions".to_owned(), Breach::TallyTooLong);
        }
        Ok(())
    }
}

/// In place of an answer.
const ABSTAIN: &str = "abstain";
