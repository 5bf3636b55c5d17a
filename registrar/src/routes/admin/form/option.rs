//! One option of a question as a part of the form.

use crypto::manifest::{QuestionOption, Text};
use rocket::form::FromForm;
use serde::Serialize;

use super::{FieldFault, one_line, plain, unix_lines};

/// One option, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(super) struct OptionForm {
    /// Kept through every change of title and place; empty for a new one.
    #[field(default = String::new())]
    pub(super) id: String,
    #[field(default = String::new())]
    pub(super) title: String,
    #[field(default = String::new())]
    pub(super) description: String,
}

impl OptionForm {
    /// A new option.
    pub(super) fn titled(title: &str) -> Self {
        Self { title: title.to_owned(), ..<Self as Default>::default() }
    }

    pub(super) fn of(option: &QuestionOption) -> Option<Self> {
        Some(Self {
            id: option.id.clone(),
            title: plain(&option.title)?,
            description: plain(&option.description)?,
        })
    }

    pub(super) fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.description.trim().is_empty()
    }

    /// `path` is where the manifest has it; `fresh` makes an id for a new one.
    pub(super) fn to_option(
        &self,
        path: &str,
        fresh: impl FnOnce() -> String,
    ) -> Result<QuestionOption, FieldFault> {
        if self.title.trim().is_empty() {
            return Err(FieldFault::at(&format!("{path}.title"), "give the option a title"));
        }
        Ok(QuestionOption {
            id: if self.id.is_empty() { fresh() } else { self.id.clone() },
            title: Text::Plain(one_line(&self.title)),
            description: Text::Plain(unix_lines(&self.description)),
        })
    }
}

/// Ids for new options: a, b, .. z, a1, b1, ..
pub(super) fn ids() -> impl Iterator<Item = String> {
    ('a'..='z')
        .map(|letter| letter.to_string())
        .chain((1..).flat_map(|round| ('a'..='z').map(move |letter| format!("{letter}{round}"))))
}
