//! Why a form was refused, and at which of its fields.

use std::borrow::Cow;

use serde::Serialize;
use web::i18n::TextValue;

/// As the macros `refused`, `marked`, `aria`, `group` and `why` show it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Refused {
    /// The id of the field on the page; empty where it is about none.
    pub(super) field: Cow<'static, str>,
    words: TextValue,
}

impl Refused {
    /// It is about no field.
    pub(super) fn new(words: impl Into<TextValue>) -> Self {
        Self::at("", words)
    }

    /// It is about the field of this id.
    pub(super) fn at(field: impl Into<Cow<'static, str>>, words: impl Into<TextValue>) -> Self {
        Self { field: field.into(), words: words.into() }
    }
}
