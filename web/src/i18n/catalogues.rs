//! The catalogues below `locales/`: a folder for each language, a file for each part of what pages say.

use std::fmt;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use include_dir::{Dir, include_dir};
use rocket_dyn_templates::minijinja::{Error, ErrorKind};

use super::{ENGLISH, numbers};

/// The catalogues of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Catalogues {
    /// `ballot-box.ftl`.
    BallotBox,
    /// What voters, organisers and admins see, and mails.
    Registrar,
}

impl Catalogues {
    /// Those that only its pages need; [`SHARED`] are there besides.
    pub(super) const fn own(self) -> &'static [&'static str] {
        match self {
            Self::BallotBox => &["ballot-box"],
            Self::Registrar => &["voter", "organiser", "office", "precincts", "mail"],
        }
    }
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

/// One language of a service.
pub(super) struct Language {
    /// BCP 47, a primary subtag.
    pub(super) code: &'static str,
    pub(super) bundle: FluentBundle<FluentResource>,
}

/// Those that have all of these catalogues, English first.
pub(super) fn languages(catalogues: &[&str]) -> Result<Vec<Language>, CatalogueError> {
    let mut languages = vec![english(catalogues)?];
    for folder in LOCALES.dirs() {
        let code = folder.path().to_str().unwrap_or_default();
        if code != ENGLISH {
            languages.extend(Language::load(code, catalogues)?);
        }
    }
    languages[1..].sort_by_key(|language| language.code);
    Ok(languages)
}

/// English, which has all of these.
pub(super) fn english(catalogues: &[&str]) -> Result<Language, CatalogueError> {
    let missing = || CatalogueError { file: ENGLISH.to_owned(), reason: "is missing".to_owned() };
    Language::load(ENGLISH, catalogues)?.ok_or_else(missing)
}

impl Language {
    /// Of these catalogues, if it has them all.
    fn load(code: &'static str, catalogues: &[&str]) -> Result<Option<Self>, CatalogueError> {
        let files: Vec<String> = catalogues.iter().map(|name| format!("{code}/{name}.ftl")).collect();
        let texts: Option<Vec<&str>> =
            files.iter().map(|file| LOCALES.get_file(file).and_then(|file| file.contents_utf8())).collect();
        texts.map(|texts| Self::parse(code, files.iter().map(String::as_str).zip(texts))).transpose()
    }

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
        bundle.set_formatter(Some(numbers::formatter(code)));
        Ok(Self { code, bundle })
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../locales");
/// The catalogues that the pages of both services need.
pub(super) const SHARED: &[&str] = &["common", "errors"];
