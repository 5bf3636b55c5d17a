//! What the voters of a poll are written: templates for each language, in plain text and in HTML, compiled into the
//! program. An organiser may give a poll's mails another subject and an introduction.
//!
//! `templates/mail/<language>/<kind>.txt.j2` holds the subject, an empty line and the text; `<kind>.html.j2` beside it says
//! the same. A mail is written in the first language of the poll that has both, else in English.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::mail::{legible, one_line};
use super::mailing::{Kind, MailText};

/// What the templates may say. Times are by clocks of the poll's zone, with its name and offset.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Facts {
    /// The poll's title.
    pub(crate) title: String,
    /// Whether it is only a test.
    pub(crate) test: bool,
    /// The poll's page at the registrar.
    pub(crate) page: String,
    /// The poll's page at the ballot box, with its result.
    pub(crate) ballots: String,
    /// The poll id.
    pub(crate) poll: String,
    /// The registrar's verifier key.
    pub(crate) registrar_key: String,
    /// The ballot box's verifier key.
    pub(crate) ballot_box_key: String,
    /// When passes are given out.
    pub(crate) issuance_opens: String,
    /// Until when.
    pub(crate) issuance_closes: String,
    /// When votes are taken.
    pub(crate) voting_opens: String,
    /// Until when, notices included.
    pub(crate) voting_closes: String,
    /// The notice that is told, if any.
    pub(crate) notice: Option<NoticeFacts>,
}

/// A notice as it is told.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NoticeFacts {
    /// `extend`, `close` or `cancel`.
    pub(crate) kind: String,
    /// The organiser's reason.
    pub(crate) reason: String,
}

/// What stands in one voter's mail alone.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Personal {
    /// What to call them.
    pub(crate) name: Option<String>,
    /// A link that signs them in, once.
    pub(crate) link: Option<String>,
    /// Where to say that no more reminders are wanted.
    pub(crate) unsubscribe: Option<String>,
}

/// A mail that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    /// Subject line.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) text: String,
    /// The same in HTML.
    pub(crate) html: Option<String>,
}

/// Writes a mail in the first of these languages that there are templates for, else in English.
///
/// # Errors
/// If a template is broken, which tests rule out.
pub(crate) fn write(
    kind: Kind,
    languages: &[String],
    text: &MailText,
    facts: &Facts,
    personal: &Personal,
) -> Result<Letter, minijinja::Error> {
    let intro = legible(text.intro.as_deref().unwrap_or_default());
    let intro: Vec<&str> = intro.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect();
    let name = |name: &String| one_line(name);
    let you = Personal { name: personal.name.as_ref().map(name), ..personal.clone() };
    let clean =
        |notice: &NoticeFacts| NoticeFacts { kind: notice.kind.clone(), reason: legible(&notice.reason) };
    let facts = Facts { notice: facts.notice.as_ref().map(clean), ..facts.clone() };
    let context = minijinja::context! { intro, you, ..minijinja::Value::from_serialize(facts) };
    let letter = render(&ENVIRONMENT, kind.as_str(), languages, &context)?;
    Ok(match &text.subject {
        Some(subject) => Letter { subject: one_line(subject), ..letter },
        None => letter,
    })
}

/// The language of the mails about a poll in these languages: the first in which there are templates of every kind of
/// mailing, else English.
pub(crate) fn spoken(languages: &[String]) -> &str {
    let whole = |language: &&String| Kind::ALL.iter().all(|kind| has(&ENVIRONMENT, language, kind.as_str()));
    languages.iter().find(whole).map_or(FALLBACK, String::as_str)
}

/// Whether there are both templates of a mail in a language.
fn has(environment: &Environment<'_>, language: &str, kind: &str) -> bool {
    ["txt", "html"].iter().all(|form| environment.get_template(&format!("{language}/{kind}.{form}")).is_ok())
}

/// What a mail about an issued pass says.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PassFacts {
    /// The poll's title.
    pub(crate) title: String,
    /// The poll's page at the registrar.
    pub(crate) page: String,
    /// Whether it is only a test.
    pub(crate) test: bool,
}

/// Writes the mail about an issued pass, in a language as [`write`] does.
///
/// # Errors
/// As [`write`].
pub(crate) fn pass_issued(languages: &[String], about: &PassFacts) -> Result<Letter, minijinja::Error> {
    render(&ENVIRONMENT, "pass-issued", languages, &about_pass(about))
}

fn about_pass(about: &PassFacts) -> minijinja::Value {
    let intro: [&str; 0] = [];
    minijinja::context! { intro, you => Personal::default(), ..minijinja::Value::from_serialize(about) }
}

fn render(
    environment: &Environment<'_>,
    kind: &str,
    languages: &[String],
    context: &minijinja::Value,
) -> Result<Letter, minijinja::Error> {
    let template =
        |language: &str, form: &str| environment.get_template(&format!("{language}/{kind}.{form}"));
    let fits = |language: &&String| has(environment, language, kind);
    let language = languages.iter().find(fits).map_or(FALLBACK, String::as_str);
    let written = template(language, "txt")?.render(context)?;
    let (subject, body) = written.split_once("\n\n").unwrap_or(("", &written));
    let html = template(language, "html")?.render(context)?;
    Ok(Letter { subject: one_line(subject), text: format!("{}\n", body.trim_end()), html: Some(html) })
}

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| environment(&[&TEMPLATES]));

fn environment(sources: &[&Dir<'static>]) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    let folders = sources.iter().flat_map(|source| std::iter::once(*source).chain(source.dirs()));
    for file in folders.flat_map(Dir::files) {
        let path = file.path().to_string_lossy();
        if let (Some(name), Some(source)) = (path.strip_suffix(".j2"), file.contents_utf8()) {
            let added = environment.add_template_owned(name.to_owned(), source.to_owned());
            added.expect("the templates of mails parse: a test reads all of them");
        }
    }
    environment
}

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/mail");
/// Every kind of mail exists in this language.
const FALLBACK: &str = "en";
