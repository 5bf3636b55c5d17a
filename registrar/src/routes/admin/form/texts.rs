//! One text of a draft, in every language of the poll.

use std::collections::BTreeMap;

use crypto::manifest::Text;
use rocket::form::FromForm;
use serde::Serialize;

use super::{FieldFault, Owner};

/// A text as typed, one for each language of the form, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(in crate::routes::admin) struct Texts(Vec<String>);

impl From<&str> for Texts {
    /// In the first language alone.
    fn from(text: &str) -> Self {
        Self(vec![text.to_owned()])
    }
}

impl Texts {
    /// What the manifest has, in every language; none if it has no text for one of them.
    pub(super) fn of(text: &Text, languages: &[String]) -> Option<Self> {
        let texts = match text {
            Text::Plain(text) => languages.iter().map(|_| text.clone()).collect(),
            Text::ByLanguage(texts) => {
                languages.iter().map(|language| texts.get(language).cloned()).collect::<Option<_>>()?
            }
        };
        Some(Self(texts))
    }

    /// Whether nothing was typed in any language.
    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(|text| text.trim().is_empty())
    }

    /// Makes room for so many languages.
    pub(super) fn widen(&mut self, languages: usize) {
        if self.0.len() < languages {
            self.0.resize(languages, String::new());
        }
    }

    /// Exchanges the texts of two languages.
    pub(super) fn swap(&mut self, one: usize, other: usize) {
        self.0.swap(one, other);
    }

    /// Takes the text of one language away.
    pub(super) fn remove(&mut self, language: usize) {
        self.0.remove(language);
    }

    /// Gives one language the text of the first, where it has none.
    pub(super) fn fill(&mut self, language: usize) {
        if self.0[language].trim().is_empty() {
            self.0[language] = self.0[0].clone();
        }
    }

    /// The title of `owner`; every language in which it has none becomes a fault at `path`.
    pub(super) fn to_title(
        &self,
        path: &str,
        owner: Owner,
        languages: &[String],
        faults: &mut Vec<FieldFault>,
    ) -> Text {
        if self.is_blank() {
            faults.push(FieldFault::at(path, owner.untitled()));
        } else {
            for (index, language) in self.missing(languages) {
                faults.push(FieldFault::at(&format!("{path}[{index}]"), owner.untitled_in(language)));
            }
        }
        self.to_text(languages, one_line)
    }

    /// The description of `owner`, which may be empty, but then in all languages.
    pub(super) fn to_description(
        &self,
        path: &str,
        owner: Owner,
        languages: &[String],
        faults: &mut Vec<FieldFault>,
    ) -> Text {
        if !self.is_blank() {
            for (index, language) in self.missing(languages) {
                faults.push(FieldFault::at(&format!("{path}[{index}]"), owner.undescribed_in(language)));
            }
        }
        self.to_text(languages, unix_lines)
    }

    fn missing<'a>(&'a self, languages: &'a [String]) -> impl Iterator<Item = (usize, &'a String)> {
        let is_missing = |index: usize| self.0.get(index).is_none_or(|text| text.trim().is_empty());
        languages.iter().enumerate().filter(move |(index, _)| is_missing(*index))
    }

    /// Plain where all readers get the same.
    fn to_text(&self, languages: &[String], spell: fn(&str) -> String) -> Text {
        let texts: Vec<String> = self.0.iter().take(languages.len()).map(|text| spell(text)).collect();
        let first = texts.first().cloned().unwrap_or_default();
        if texts.iter().all(|text| *text == first) {
            return Text::Plain(first);
        }
        let tags = languages.iter().map(|language| language.trim().to_owned());
        Text::ByLanguage(tags.zip(texts).collect::<BTreeMap<_, _>>())
    }
}

/// A title without line breaks and double spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Browsers send the lines of a text area with CR LF.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}
