//! One option of a question as a part of the form.

use crypto::manifest::QuestionOption;
use rocket::form::FromForm;
use serde::Serialize;

use super::texts::Texts;
use super::{FieldFault, Owner};

/// One option, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(super) struct OptionForm {
    /// Kept through every change of title and place; empty for a new one.
    #[field(default = String::new())]
    pub(super) id: String,
    pub(super) title: Texts,
    pub(super) description: Texts,
}

impl OptionForm {
    /// A new option, titled in the first language.
    pub(super) fn titled(title: &str) -> Self {
        Self { title: title.into(), ..<Self as Default>::default() }
    }

    pub(super) fn of(option: &QuestionOption, languages: &[String]) -> Option<Self> {
        Some(Self {
            id: option.id.clone(),
            title: Texts::of(&option.title, languages)?,
            description: Texts::of(&option.description, languages)?,
        })
    }

    pub(super) fn is_blank(&self) -> bool {
        self.title.is_blank() && self.description.is_blank()
    }

    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Texts> {
        [&mut self.title, &mut self.description].into_iter()
    }

    /// `path` is where the manifest has it, `owner` which one it is; `fresh` makes an id for a new one. What is wrong is
    /// added to the faults.
    pub(super) fn to_option(
        &self,
        path: &str,
        owner: Owner,
        languages: &[String],
        fresh: impl FnOnce() -> String,
        faults: &mut Vec<FieldFault>,
    ) -> QuestionOption {
        QuestionOption {
            id: if self.id.is_empty() { fresh() } else { self.id.clone() },
            title: self.title.to_title(&format!("{path}.title"), owner, languages, faults),
            description: self.description.to_description(
                &format!("{path}.description"),
                owner,
                languages,
                faults,
            ),
        }
    }
}

/// Ids for new options: a, b, .. z, a1, b1, ..
pub(super) fn ids() -> impl Iterator<Item = String> {
    ('a'..='z')
        .map(|letter| letter.to_string())
        .chain((1..).flat_map(|round| ('a'..='z').map(move |letter| format!("{letter}{round}"))))
}
