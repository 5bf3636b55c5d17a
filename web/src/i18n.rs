//! What pages say, in every language: messages by their names, from the catalogues below `locales/` (Fluent), and which
//! language an answer is in.
//!
//! A language is chosen for each request alone: by its link (`?lang=de`), else by what the browser prefers, else English.
//! Nothing stores it, so that no choice can follow a voter from one service to the other.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use rocket::http::Method;
use rocket::request::Request;
use rocket_dyn_templates::minijinja::value::Kwargs;
use rocket_dyn_templates::minijinja::{Error, ErrorKind, Value, context};

/// The messages of one service, in every language that it speaks.
#[derive(Debug)]
pub struct Messages {
    /// English is the first.
    languages: Vec<Language>,
}

/// A catalogue cannot be used; says which and why.
#[derive(Debug, thiserror::Error)]
#[error("locales/{file}: {reason}")]
pub struct CatalogueError {
    file: String,
    reason: String,
}

impl From<CatalogueError> for Error {
    fn from(error: CatalogueError) -> Self {
        Self::new(ErrorKind::InvalidOperation, error.to_string())
    }
}

struct Language {
    /// BCP 47, a primary subtag.
    code: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// What `common.ftl` and `<service>.ftl` say, in each language that has both. All are parsed now.
    ///
    /// # Errors
    /// If a catalogue is not Fluent, names a message twice, or English is not there.
    pub fn of(service: &str) -> Result<Self, CatalogueError> {
        Self::load(&["common", service])
    }

    /// The common messages in English alone, for pages that are in no other language.
    ///
    /// # Errors
    /// As [`Messages::of`].
    pub fn english_only() -> Result<Self, CatalogueError> {
        let mut messages = Self::load(&["common"])?;
        messages.languages.truncate(1);
        Ok(messages)
    }

    pub(crate) fn load(catalogues: &[&str]) -> Result<Self, CatalogueError> {
        let mut languages = Vec::new();
        for folder in LOCALES.dirs() {
            let code = folder.path().to_str().unwrap_or_default();
            let files: Vec<String> = catalogues.iter().map(|name| format!("{code}/{name}.ftl")).collect();
            let texts: Option<Vec<&str>> = files
                .iter()
                .map(|file| LOCALES.get_file(file).and_then(|file| file.contents_utf8()))
                .collect();
            if let Some(texts) = texts {
                languages.push(Language::parse(code, files.iter().map(String::as_str).zip(texts))?);
            }
        }
        languages.sort_by_key(|language| (language.code != ENGLISH, language.code));
        if languages.first().is_none_or(|language| language.code != ENGLISH) {
            return Err(CatalogueError { file: ENGLISH.to_owned(), reason: "is missing".to_owned() });
        }
        Ok(Self { languages })
    }

    /// The language of an answer to `request`, which is English for a page that is not `translated`.
    pub(crate) fn spoken(&self, request: &Request<'_>, translated: bool) -> Spoken {
        let asked = request.query_value::<&str>("lang").and_then(Result::ok).and_then(|code| self.find(code));
        let accepted = request.headers().get("Accept-Language").collect::<Vec<_>>().join(",");
        let wanted = asked.or_else(|| self.accepted(&accepted)).unwrap_or_default();
        Spoken { at: if translated { wanted } else { 0 }, asked, translated }
    }

    /// Its code.
    pub(crate) fn code(&self, spoken: Spoken) -> &'static str {
        self.languages[spoken.at].code
    }

    /// What the templates of an answer to `request` find under the name `spoken`: `lang`, `dir`, `chosen` (the language of the
    /// link that was followed, for forms), and `menu`, a list of `{lang, name, link, here}`, empty where there is no choice.
    pub(crate) fn shown(&self, spoken: Spoken, request: &Request<'_>) -> Value {
        // The answer to a form cannot be asked for again in another language.
        let has_menu = spoken.translated && request.method() != Method::Post;
        let menu = if has_menu { self.menu(spoken.at, request) } else { Vec::new() };
        self.shown_with(spoken, &menu)
    }

    fn shown_with(&self, spoken: Spoken, menu: &[Value]) -> Value {
        let chosen = spoken.asked.map(|asked| self.languages[asked].code);
        let dir = self.plain(spoken.at, "direction");
        context! { lang => self.code(spoken), dir => dir, menu => menu, chosen => chosen }
    }

    /// What all templates find beside their own values:
    ///
    /// - `t("id", name=value)`: a message, never as markup;
    /// - `around("id", "name")`: what a message says before and after its only value, which is markup of the template's own;
    /// - `in_language("/path")`: the address of another page, in this language if a link has chosen it;
    /// - `spoken` of a page that answers no request.
    pub(crate) fn globals(self: &Arc<Self>) -> [(&'static str, Value); 4] {
        let messages = Arc::clone(self);
        let in_language = move |path: &str| match Spoken::now().asked {
            Some(asked) => {
                let code = messages.languages[asked].code;
                format!("{path}{}lang={code}", if path.contains('?') { '&' } else { '?' })
            }
            None => path.to_owned(),
        };
        let messages = Arc::clone(self);
        let t = move |id: &str, values: Kwargs| messages.text(Spoken::now().at, id, &values);
        let messages = Arc::clone(self);
        let around = move |id: &str, name: &str| messages.around(Spoken::now().at, id, name);
        [
            ("t", Value::from_function(t)),
            ("around", Value::from_function(around)),
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
        let mut args = FluentArgs::new();
        for name in values.args() {
            let value: Value = values.get(name)?;
            let number = if value.is_number() { f64::try_from(value.clone()).ok() } else { None };
            args.set(
                name.to_owned(),
                number.map_or_else(|| FluentValue::from(value.to_string()), FluentValue::from),
            );
        }
        self.format(at, id, &args).map_err(|reason| fault(id, reason))
    }

    fn around(&self, at: usize, id: &str, name: &str) -> Result<Vec<String>, Error> {
        let mut args = FluentArgs::new();
        args.set(name.to_owned(), FluentValue::from(VALUE));
        let text = self.format(at, id, &args).map_err(|reason| fault(id, reason))?;
        let parts = text.split_once(VALUE).ok_or_else(|| fault(id, "its value does not occur"))?;
        Ok(vec![parts.0.to_owned(), parts.1.to_owned()])
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

/// The language of one page.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spoken {
    /// Place among the languages; English is 0.
    at: usize,
    /// The language that a link has chosen.
    asked: Option<usize>,
    /// Whether all that the page says stands in catalogues.
    translated: bool,
}

thread_local! {
    /// Of the page that is being rendered here. Values reach templates as plain data, so functions cannot be among them; those of
    /// the environment find here for whom they speak.
    static SPOKEN: Cell<Spoken> = const { Cell::new(Spoken { at: 0, asked: None, translated: false }) };
}

impl Spoken {
    /// Renders a page in this language. Not to be nested.
    pub(crate) fn while_rendering<T>(self, render: impl FnOnce() -> T) -> T {
        SPOKEN.set(self);
        let rendered = render();
        SPOKEN.take();
        rendered
    }

    fn now() -> Self {
        SPOKEN.get()
    }
}

impl Language {
    fn parse<'a>(
        code: &'static str,
        files: impl Iterator<Item = (&'a str, &'static str)>,
    ) -> Result<Self, CatalogueError> {
        let fault = |file: &str, reason: String| CatalogueError { file: file.to_owned(), reason };
        let tag = code.parse().map_err(|error| fault(code, format!("{error}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        for (file, text) in files {
            let resource = FluentResource::try_new(text.to_owned())
                .map_err(|(_, errors)| fault(file, format!("{errors:?}")))?;
            bundle.add_resource(resource).map_err(|errors| fault(file, format!("{errors:?}")))?;
        }
        // Unicode's isolates keep a value of the other direction in order; between texts from left to right they would only
        // stand in the way of who searches or copies.
        let direction = bundle.get_message("direction").and_then(|message| message.value());
        let is_rtl =
            direction.is_some_and(|text| bundle.format_pattern(text, None, &mut Vec::new()) == "rtl");
        bundle.set_use_isolating(is_rtl);
        Ok(Self { code, bundle })
    }
}

fn fault(id: &str, reason: &str) -> Error {
    Error::new(ErrorKind::UndefinedError, format!("message {id}: {reason}"))
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../locales");
const ENGLISH: &str = "en";
/// Unicode's sign for an object within a text, which no message has.
const VALUE: &str = "\u{fffc}";

#[cfg(test)]
mod tests;
