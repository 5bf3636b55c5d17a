//! What pages say, in every language: messages by their names, from the catalogues below `locales/` (Fluent), and which
//! language an answer is in.
//!
//! A language is chosen for each request alone: by its link (`?lang=de`), else by what the browser prefers, else English.
//! Nothing stores it, so that no choice can follow a voter from one service to the other.

mod catalogues;
mod guard;
mod isolate;
mod letters;
mod numbers;
mod spoken;
mod text;

use std::sync::{Arc, LazyLock};

use fluent_bundle::{FluentArgs, FluentValue};
use rocket::http::Method;
use rocket::request::Request;
use rocket_dyn_templates::minijinja::value::{Kwargs, ValueKind};
use rocket_dyn_templates::minijinja::{Error, ErrorKind, Value, context};

pub use catalogues::{CatalogueError, Catalogues};
use catalogues::{Language, SHARED};
pub use guard::PageLanguage;
pub(crate) use isolate::kept_apart;
pub use letters::Tongue;
use numbers::Numerals;
pub(crate) use spoken::Spoken;
pub use text::{Text, TextValue};

/// The messages of one service, in every language that it speaks.
#[derive(Debug)]
pub struct Messages {
    /// English is the first.
    languages: Vec<Language>,
}

impl Messages {
    /// What the catalogues of `service` say, in each language that has all of them. All are parsed now.
    ///
    /// # Errors
    /// If a catalogue is not Fluent, names a message twice, or English is not there.
    pub fn of(service: Catalogues) -> Result<Self, CatalogueError> {
        Self::load(&[SHARED, service.own()].concat())
    }

    /// The shared messages in English alone, for pages that are in no other language.
    ///
    /// # Errors
    /// As [`Messages::of`].
    pub fn english_only() -> Result<Self, CatalogueError> {
        let mut messages = Self::load(SHARED)?;
        messages.languages.truncate(1);
        Ok(messages)
    }

    pub(crate) fn load(catalogues: &[&str]) -> Result<Self, CatalogueError> {
        Ok(Self { languages: catalogues::languages(catalogues)? })
    }

    /// The language of an answer to `request`.
    pub(crate) fn spoken(&self, request: &Request<'_>) -> Spoken {
        let asked = self.asked(request);
        let accepted = request.headers().get("Accept-Language").collect::<Vec<_>>().join(",");
        Spoken { at: asked.or_else(|| self.accepted(&accepted)).unwrap_or_default(), asked }
    }

    /// The language of a text that answers no request: that of `tag`, if it is among ours, else English.
    pub(crate) fn spoken_in(&self, tag: &str) -> Spoken {
        Spoken { at: self.find(tag).unwrap_or_default(), asked: None }
    }

    /// Its code.
    pub(crate) fn code(&self, spoken: Spoken) -> &'static str {
        self.languages[spoken.at].code
    }

    /// What the templates of an answer to `request` find under the name `spoken`: `lang`, `dir`, `chosen` (the language of the
    /// link that was followed, for forms), and `menu`, a list of `{lang, name, link, here}`, empty where there is no choice.
    pub(crate) fn shown(&self, spoken: Spoken, request: &Request<'_>) -> Value {
        // The answer to a form cannot be asked for again in another language.
        let is_form = request.method() == Method::Post;
        let menu = if is_form { Vec::new() } else { self.menu(spoken.at, request) };
        self.shown_with(spoken, &menu)
    }

    /// The same with that menu.
    pub(crate) fn shown_with(&self, spoken: Spoken, menu: &[Value]) -> Value {
        let chosen = spoken.asked.map(|asked| self.languages[asked].code);
        let dir = self.plain(spoken.at, "direction");
        context! { lang => self.code(spoken), dir => dir, menu => menu, chosen => chosen }
    }

    /// What all templates find beside their own values:
    ///
    /// - `t("id", name=value)`: a message, never as markup;
    /// - `say(text)`: what Rust has to say, a [`Text`]; words that are in no catalogue are said as they are;
    /// - `around("id", "name")`: what a message says before and after the value of that name, which is markup of the template's
    ///   own; other values as with `t`;
    /// - `pieces("id", ["name", "other"])`: the same of several values: the message's pieces in its own order, each with its `text` or
    ///   the `name` of a value;
    /// - `number(n)`: a number or a decimal as the language writes it, outside of messages; nothing of none;
    /// - `speaks(tag)`: whether the page is in that very language;
    /// - `in_language("/path")`: the address of another page, in this language if a link has chosen it;
    /// - `spoken` of a page that answers no request.
    pub(crate) fn globals(self: &Arc<Self>) -> [(&'static str, Value); 8] {
        let messages = Arc::clone(self);
        let in_language = move |path: &str| messages.addressed(Spoken::now().asked, path);
        let messages = Arc::clone(self);
        let t = move |id: &str, values: Kwargs| messages.text(Spoken::now().at, id, &values);
        let messages = Arc::clone(self);
        let say = move |text: &Value| messages.say(Spoken::now().at, text);
        let messages = Arc::clone(self);
        let around =
            move |id: &str, name: &str, values: Kwargs| messages.around(Spoken::now().at, id, name, &values);
        let messages = Arc::clone(self);
        let pieces = move |id: &str, names: Vec<String>| messages.pieces(Spoken::now().at, id, &names);
        let messages = Arc::clone(self);
        let number = move |number: &Value| {
            let numerals = Numerals::of(messages.code(Spoken::now()));
            if number.is_none() { String::new() } else { numerals.write(&number.to_string()) }
        };
        let messages = Arc::clone(self);
        let speaks = move |tag: &str| messages.code(Spoken::now()).eq_ignore_ascii_case(tag);
        [
            ("t", Value::from_function(t)),
            ("say", Value::from_function(say)),
            ("around", Value::from_function(around)),
            ("pieces", Value::from_function(pieces)),
            ("number", Value::from_function(number)),
            ("speaks", Value::from_function(speaks)),
            ("in_language", Value::from_function(in_language)),
            ("spoken", self.shown_with(Spoken::default(), &[])),
        ]
    }

    /// This page in every language, where there are several.
    fn menu(&self, at: usize, request: &Request<'_>) -> Vec<Value> {
        if self.languages.len() == 1 {
            return Vec::new();
        }
        let query = request.uri().query().map_or("", |query| query.as_str());
        let kept: String = query
            .split('&')
            .filter(|part| !part.is_empty() && !part.starts_with("lang="))
            .map(|part| format!("{part}&"))
            .collect();
        let entry = |(other, language): (usize, &Language)| {
            let code = language.code;
            let link = format!("?{kept}lang={code}");
            context! { lang => code, name => self.plain(other, "language-name"), link => link, here => other == at }
        };
        self.languages.iter().enumerate().map(entry).collect()
    }

    /// The language of the link that was followed.
    fn asked(&self, request: &Request<'_>) -> Option<usize> {
        request.query_value::<&str>("lang").and_then(Result::ok).and_then(|code| self.find(code))
    }

    fn find(&self, code: &str) -> Option<usize> {
        let primary = code.split('-').next().unwrap_or_default();
        self.languages.iter().position(|language| language.code.eq_ignore_ascii_case(primary))
    }

    /// The language that an `Accept-Language` header prefers among ours (RFC 9110 section 12.5.4).
    fn accepted(&self, header: &str) -> Option<usize> {
        let mut wanted: Vec<(f32, usize)> = header
            .split(',')
            .filter_map(|one| {
                let mut parts = one.split(';').map(str::trim);
                let found = self.find(parts.next()?)?;
                let weight =
                    parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
                (weight > 0.0).then_some((weight, found))
            })
            .collect();
        // Of equal ones the first that is named.
        wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
        wanted.first().map(|(_, found)| *found)
    }

    /// A message without values that every language has.
    fn plain(&self, at: usize, id: &str) -> String {
        self.format(at, id, &FluentArgs::new()).unwrap_or_default()
    }

    fn text(&self, at: usize, id: &str, values: &Kwargs) -> Result<String, Error> {
        self.format(at, id, &named(values)?).map_err(|reason| fault(id, reason))
    }

    /// A [`Text`] as it arrives in a template; a string is said as it is.
    fn say(&self, at: usize, text: &Value) -> Result<String, Error> {
        if text.kind() != ValueKind::Map {
            return Ok(text.to_string());
        }
        let message = text.get_attr("message")?;
        let id = message.as_str().ok_or_else(|| fault("say", "what is to be said is no text"))?;
        let values = text.get_attr("values")?;
        let mut args = FluentArgs::new();
        for name in values.try_iter()? {
            let value = values.get_item(&name)?;
            let value = if value.kind() == ValueKind::Map {
                FluentValue::from(self.say(at, &value)?)
            } else {
                fluent(&value)
            };
            args.set(name.to_string(), value);
        }
        self.format(at, id, &args).map_err(|reason| fault(id, reason))
    }

    fn addressed(&self, asked: Option<usize>, path: &str) -> String {
        in_link(asked.map(|asked| self.languages[asked].code), path)
    }

    fn around(&self, at: usize, id: &str, name: &str, values: &Kwargs) -> Result<Vec<String>, Error> {
        let mut args = named(values)?;
        args.set(name.to_owned(), FluentValue::from(VALUE));
        let text = self.format(at, id, &args).map_err(|reason| fault(id, reason))?;
        let parts = text.split_once(VALUE).ok_or_else(|| fault(id, "its value does not occur"))?;
        Ok(vec![parts.0.to_owned(), parts.1.to_owned()])
    }

    fn pieces(&self, at: usize, id: &str, names: &[String]) -> Result<Vec<Value>, Error> {
        let mut args = FluentArgs::new();
        for name in names {
            args.set(name.clone(), FluentValue::from(format!("{VALUE}{name}{VALUE}")));
        }
        let text = self.format(at, id, &args).map_err(|reason| fault(id, reason))?;
        // Every second one is the name of a value.
        let found: Vec<_> = text.split(VALUE).collect();
        if names.iter().any(|name| !found.iter().skip(1).step_by(2).any(|piece| piece == name)) {
            return Err(fault(id, "a value does not occur"));
        }
        let piece = |(i, piece): (usize, &&str)| {
            if i % 2 == 0 {
                context! { text => piece }
            } else {
                context! { name => piece }
            }
        };
        Ok(found.iter().enumerate().map(piece).collect())
    }

    /// In English where the language, a sample, lacks the message.
    fn format(&self, at: usize, id: &str, args: &FluentArgs<'_>) -> Result<String, &'static str> {
        let own = &self.languages[at].bundle;
        let bundle = if own.has_message(id) { own } else { &self.languages[0].bundle };
        let pattern = bundle.get_message(id).and_then(|message| message.value()).ok_or("there is none")?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if errors.is_empty() { Ok(text) } else { Err("a value is missing") }
    }
}

/// `location`, to which the answer to `request` leads: if it is an address of the same service, then in the language that the
/// link which was followed has chosen.
pub fn carried(request: &Request<'_>, location: String) -> String {
    let messages = request.rocket().state::<Arc<Messages>>();
    match messages {
        Some(messages) if location.starts_with('/') => messages.addressed(messages.asked(request), &location),
        _ => location,
    }
}

/// What `text` says in English.
pub(crate) fn english(text: &Text) -> String {
    let said = match &*ENGLISH_MESSAGES {
        Ok(messages) => messages.say(0, &text.to_value()).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    said.unwrap_or_else(|reason| {
        // A test looks for every name in the catalogues, so that this happens to nobody.
        tracing::error!("{reason}");
        text.message().to_owned()
    })
}

/// Of both services.
static ENGLISH_MESSAGES: LazyLock<Result<Messages, CatalogueError>> = LazyLock::new(|| {
    let own = [Catalogues::BallotBox, Catalogues::Registrar].map(Catalogues::own).concat();
    Ok(Messages { languages: vec![catalogues::english(&[SHARED, &own].concat())?] })
});

/// `path`, to be answered in the language that a link has chosen.
fn in_link(code: Option<&str>, path: &str) -> String {
    let Some(code) = code else { return path.to_owned() };
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, part)| (path, Some(part)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = fragment.map_or_else(String::new, |part| format!("#{part}"));
    format!("{path}{joint}lang={code}{fragment}")
}

/// What a template names.
fn named(values: &Kwargs) -> Result<FluentArgs<'static>, Error> {
    let mut args = FluentArgs::new();
    for name in values.args() {
        args.set(name.to_owned(), fluent(&values.get(name)?));
    }
    Ok(args)
}

/// A template's value; a number may decide upon the form of the message.
fn fluent(value: &Value) -> FluentValue<'static> {
    let number = if value.is_number() { f64::try_from(value.clone()).ok() } else { None };
    number.map_or_else(|| FluentValue::from(isolate::kept_apart(&value.to_string())), FluentValue::from)
}

fn fault(id: &str, reason: &str) -> Error {
    Error::new(ErrorKind::UndefinedError, format!("message {id}: {reason}"))
}

const ENGLISH: &str = "en";
/// Unicode's sign for an object within a text, which no message has.
const VALUE: &str = "\u{fffc}";

#[cfg(test)]
mod tests;
