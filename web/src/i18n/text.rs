//! What Rust says on pages: a message by its name, in no language yet.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use rocket_dyn_templates::minijinja::Value;
use serde::Serialize;

use super::english;

/// A message of the catalogues, with its values. A page that has it among its values says it in the page's language by
/// `say(text)`; everywhere else, in logs and answers of the API, it is said in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    message: Cow<'static, str>,
    values: BTreeMap<&'static str, TextValue>,
}

/// What stands in a message where it has a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum TextValue {
    /// A number, which may decide upon the form of the message.
    Number(i64),
    /// Words that are the same in every language.
    Plain(String),
    /// Another message, said in the same language.
    Text(Text),
}

impl Text {
    /// The message of that name, which must be in a catalogue.
    pub const fn new(message: &'static str) -> Self {
        Self { message: Cow::Borrowed(message), values: BTreeMap::new() }
    }

    /// What an error page calls a problem of the kind `name`: `error-<name>`.
    pub(crate) fn of_problem(name: &str) -> Self {
        Self { message: format!("error-{name}").into(), values: BTreeMap::new() }
    }

    /// With one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<TextValue>) -> Self {
        self.values.insert(name, value.into());
        self
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// As a value of a page.
    pub fn to_value(&self) -> Value {
        Value::from_serialize(self)
    }
}

/// In English.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&english(self))
    }
}

/// In English.
impl fmt::Display for TextValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Plain(words) => f.write_str(words),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl From<i64> for TextValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for TextValue {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// Beyond 2^63, which nothing here counts to, the greatest number.
impl From<usize> for TextValue {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// Beyond 2^63, which nothing here counts to, the greatest number.
impl From<u64> for TextValue {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for TextValue {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

impl From<String> for TextValue {
    fn from(words: String) -> Self {
        Self::Plain(words)
    }
}

impl From<Text> for TextValue {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
