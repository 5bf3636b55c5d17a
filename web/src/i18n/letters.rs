//! Messages where no page is shown: in mails, each in a language that is named.

use std::sync::Arc;

use rocket::request::Request;
use rocket_dyn_templates::minijinja::{Environment, Error};

use super::{ENGLISH, Messages, Spoken, Text, in_link};

/// A language that somebody is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tongue {
    code: &'static str,
    by_link: bool,
}

impl Tongue {
    /// For who is written to without having asked on a page.
    pub const ENGLISH: Self = Self { code: ENGLISH, by_link: false };

    /// Its primary subtag (BCP 47).
    pub fn code(self) -> &'static str {
        self.code
    }

    /// `address` of a page, which is shown in this language if a link had chosen it: a choice goes on in what we write. What a
    /// browser prefers is asked for anew where the link is opened.
    #[must_use]
    pub fn carry(self, address: &str) -> String {
        in_link(self.by_link.then_some(self.code), address)
    }
}

impl Messages {
    /// The language in which an answer to `request` is written, by the rule of pages.
    pub fn tongue_of(&self, request: &Request<'_>) -> Tongue {
        let spoken = self.spoken(request);
        Tongue { code: self.code(spoken), by_link: spoken.asked.is_some() }
    }

    /// The language of ours that a tag such as `de-AT` names.
    pub fn speaks(&self, tag: &str) -> Option<Tongue> {
        self.find(tag).map(|at| Tongue { code: self.languages[at].code, by_link: false })
    }

    /// All languages, English first.
    pub fn tongues(&self) -> impl Iterator<Item = Tongue> {
        self.languages.iter().map(|language| Tongue { code: language.code, by_link: false })
    }

    /// What `text` says in a language.
    ///
    /// # Errors
    /// If there is no such message, or one of its values is missing.
    pub fn write(&self, tongue: Tongue, text: &Text) -> Result<String, Error> {
        self.say(self.at(tongue), &text.to_value())
    }

    /// Lets the templates of an environment say messages: `t("id", name=value)` and the others that pages have.
    pub fn lend_to(self: &Arc<Self>, environment: &mut Environment<'_>) {
        for (name, value) in self.globals() {
            environment.add_global(name, value);
        }
    }

    /// Renders templates in a language. Not to be nested.
    pub fn while_writing<T>(&self, tongue: Tongue, render: impl FnOnce() -> T) -> T {
        let at = self.at(tongue);
        Spoken { at, asked: tongue.by_link.then_some(at) }.while_rendering(render)
    }

    fn at(&self, tongue: Tongue) -> usize {
        self.find(tongue.code).unwrap_or_default()
    }
}
