//! What is wrong with a form, and at which field.

use serde::Serialize;
use web::i18n::Text;

use super::difference::label;
use crate::routes::language_name;

/// A fault with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::routes::admin) struct FieldFault {
    /// The id of the field on the page.
    pub(in crate::routes::admin) field: String,
    /// In words.
    pub(in crate::routes::admin) text: Text,
    /// The way to the field, where the words do not name it.
    pub(in crate::routes::admin) label: Vec<Text>,
}

impl FieldFault {
    /// A fault at the field that the manifest calls `path`, for example `questions[0].max`.
    pub(in crate::routes::admin) fn at(path: &str, text: Text) -> Self {
        let path = path.strip_prefix("electorate.").unwrap_or(path);
        // Ids are not on the page; what bears them is.
        let path = path.strip_suffix(".id").map_or_else(|| path.to_owned(), |of| format!("{of}.title"));
        // What has a field for each language is shown at that of the first.
        let last = path.rsplit('.').next().unwrap_or_default();
        let path = if BY_LANGUAGE.contains(&last) { format!("{path}[0]") } else { path };
        Self { field: path.replace(['[', '.'], "-").replace(']', ""), text, label: Vec::new() }
    }

    /// The same, and the words say only what is wrong, not where.
    pub(in crate::routes::admin) fn named(path: &str, text: Text) -> Self {
        let fault = Self::at(path, text);
        // A tag that is no language is not told by its place.
        let named = if path == "languages" { path } else { &fault.field };
        Self { label: label(named), ..fault }
    }

    /// What was typed is no number, or not one of those that fit.
    pub(super) fn number(path: &str) -> Self {
        Self::named(path, Text::new("draft-fault-number"))
    }
}

/// What a text of the form belongs to; questions and options are counted from 1.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    /// The poll itself.
    Poll,
    /// This question.
    Question(usize),
    /// This option of this question.
    Option {
        /// The question.
        question: usize,
        /// The option.
        option: usize,
    },
}

impl Owner {
    /// It has no title at all.
    pub(super) fn untitled(self) -> Text {
        self.named(Text::new("draft-fault-title"))
    }

    /// It has titles, but none in this language.
    pub(super) fn untitled_in(self, language: &str) -> Text {
        self.named(Text::new("draft-fault-title-in")).with("language", language_name(language))
    }

    /// It has descriptions, but none in this language.
    pub(super) fn undescribed_in(self, language: &str) -> Text {
        self.named(Text::new("draft-fault-description-in")).with("language", language_name(language))
    }

    fn named(self, text: Text) -> Text {
        match self {
            Self::Poll => text.with("of", "poll"),
            Self::Question(question) => text.with("of", "question").with("question", question),
            Self::Option { question, option } => {
                text.with("of", "option").with("question", question).with("option", option)
            }
        }
    }
}

/// What has one field for each language.
const BY_LANGUAGE: [&str; 3] = ["title", "description", "languages"];
