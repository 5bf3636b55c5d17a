//! What is written in mails: by templates that say their messages in each language, in plain text and in HTML, all of it
//! compiled into the program. An organiser may give a poll's mails another subject and an introduction.
//!
//! `templates/mail/<kind>.txt.j2` holds the subject, an empty line and the text; `<kind>.html.j2` beside it says the same.
//!
//! A mail about a poll is written in every language of the poll that we speak, one after the other; else in English. It is the
//! same to everybody, so that nobody is told apart by the language of a mail.

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use crypto::manifest;
use crypto::time::UtcTime;
use include_dir::{Dir, include_dir};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};
use serde::Serialize;
use web::i18n::{Catalogues, Messages, Text, Tongue};

use super::mail::{legible, one_line};
use super::mailing::{Kind, MailText};
use super::zone::Zone;

/// What the mails about a poll may tell.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// The poll's title.
    pub(crate) title: manifest::Text,
    /// The poll's languages.
    pub(crate) languages: Vec<String>,
    /// By whose clocks its times are told.
    pub(crate) zone: Zone,
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
    pub(crate) issuance_opens: UtcTime,
    /// Until when.
    pub(crate) issuance_closes: UtcTime,
    /// When votes are taken.
    pub(crate) voting_opens: UtcTime,
    /// Until when, notices included.
    pub(crate) voting_closes: UtcTime,
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

/// The languages of the mails about a poll in `languages`: those of them that we speak, in their order, each with the poll's
/// own tag for it; else English, with the poll's first language for its texts.
pub(crate) fn tongues(languages: &[String]) -> Vec<(&str, Tongue)> {
    let mut found: Vec<(&str, Tongue)> = Vec::new();
    for tag in languages {
        match MESSAGES.speaks(tag) {
            Some(tongue) if found.iter().all(|(_, known)| *known != tongue) => found.push((tag, tongue)),
            _ => {}
        }
    }
    if found.is_empty() {
        found.push((languages.first().map_or("en", String::as_str), Tongue::ENGLISH));
    }
    found
}

/// All languages of mails.
pub(crate) fn messages() -> &'static Messages {
    &MESSAGES
}

/// What a mail says in one language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Part {
    /// Of ours.
    pub(crate) lang: &'static str,
    /// `ltr` or `rtl`.
    pub(crate) dir: String,
    /// Subject line.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) text: String,
    /// A part of a page in HTML.
    #[serde(skip)]
    html: String,
}

/// Writes the mail about a poll to one of its voters.
///
/// # Errors
/// If a template is broken or says a message that there is not, which tests rule out.
pub(crate) fn write(
    kind: Kind,
    text: &MailText,
    facts: &Facts,
    personal: &Personal,
) -> Result<Letter, Error> {
    let mut parts = write_parts(kind, text, facts, personal)?;
    if let (Some(own), Some(first)) = (&text.subject, parts.first_mut()) {
        first.subject = one_line(own);
    }
    bind(&parts)
}

/// The same, language by language, with the usual subject of each.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_parts(
    kind: Kind,
    text: &MailText,
    facts: &Facts,
    personal: &Personal,
) -> Result<Vec<Part>, Error> {
    let you = Personal { name: personal.name.as_deref().map(one_line), ..personal.clone() };
    compose(kind.as_str(), &facts.languages, |tag, tongue| {
        Ok(context! { you, intro => introduction(text, facts, tag), ..facts.in_words(tag, tongue)? })
    })
}

/// What an organiser has written, in paragraphs.
#[derive(Debug, Serialize)]
struct OwnWords<'a> {
    /// None where it is not known in which language they are.
    lang: Option<&'a str>,
    paragraphs: Vec<String>,
}

/// What stands before the usual words of the part whose texts have this tag. In the first part that is also what is in no part's
/// language, so that nothing is left out.
fn introduction<'a>(text: &'a MailText, facts: &'a Facts, tag: &str) -> Vec<OwnWords<'a>> {
    let parts = tongues(&facts.languages);
    let is_first = parts.first().is_some_and(|(first, _)| *first == tag);
    let words = |lang: Option<&'a str>, text: &str| {
        let text = legible(text);
        let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
        OwnWords { lang, paragraphs: paragraphs.map(str::to_owned).collect() }
    };
    match &text.intro {
        Some(manifest::Text::Plain(text)) if is_first => vec![words(None, text)],
        Some(manifest::Text::ByLanguage(texts)) => {
            let has_part = |lang: &str| parts.iter().any(|(own, _)| *own == lang);
            let here = |lang: &&String| *lang == tag || is_first && !has_part(lang);
            let languages = facts.languages.iter().filter(here);
            languages.filter_map(|lang| Some(words(Some(lang), texts.get(lang)?))).collect()
        }
        _ => Vec::new(),
    }
}

impl Facts {
    fn in_words(&self, tag: &str, tongue: Tongue) -> Result<Value, Error> {
        let told = |time: UtcTime| MESSAGES.write(tongue, &self.zone.told(time));
        let notice = self.notice.as_ref().map(|notice| {
            context! {
                kind => notice.kind, reason => legible(&notice.reason), lang => self.languages.first(),
            }
        });
        Ok(context! {
            title => one_line(self.title.in_language(tag, &self.languages)),
            title_lang => tag,
            test => self.test,
            page => self.page,
            ballots => self.ballots,
            poll => self.poll,
            registrar_key => self.registrar_key,
            ballot_box_key => self.ballot_box_key,
            issuance_opens => told(self.issuance_opens)?,
            issuance_closes => told(self.issuance_closes)?,
            voting_opens => told(self.voting_opens)?,
            voting_closes => told(self.voting_closes)?,
            notice,
        })
    }
}

/// What a mail about an issued pass says.
#[derive(Debug, Clone)]
pub(crate) struct PassFacts {
    /// The poll's title.
    pub(crate) title: manifest::Text,
    /// The poll's page at the registrar.
    pub(crate) page: String,
    /// Whether it is only a test.
    pub(crate) test: bool,
}

/// Writes the mail about an issued pass, in languages as [`write`] does.
///
/// # Errors
/// As [`write`].
pub(crate) fn pass_issued(languages: &[String], about: &PassFacts) -> Result<Letter, Error> {
    let parts = compose("pass-issued", languages, |tag, _| {
        let title = one_line(about.title.in_language(tag, languages));
        let (you, intro) = (Personal::default(), Vec::<String>::new());
        Ok(context! { you, intro, title, title_lang => tag, page => about.page, test => about.test })
    });
    bind(&parts?)
}

/// A mail in plain text alone, in these languages, one after the other.
///
/// # Errors
/// If there is no such message.
pub(crate) fn plain(tongues: &[Tongue], subject: &Text, text: &Text) -> Result<Letter, Error> {
    let first = tongues.first().copied().unwrap_or(Tongue::ENGLISH);
    let parts = tongues.iter().map(|tongue| MESSAGES.write(*tongue, text)).collect::<Result<Vec<_>, _>>()?;
    let further =
        tongues.iter().skip(1).map(|tongue| Below::of(tongue.code())).collect::<Result<Vec<_>, _>>()?;
    let subject = one_line(&MESSAGES.write(first, subject)?);
    Ok(Letter { subject, text: joined(&further, parts.iter().map(String::as_str)), html: None })
}

/// What a language other than the first says of itself at the top of a mail.
#[derive(Debug, Serialize)]
struct Below {
    lang: &'static str,
    dir: String,
    words: String,
}

impl Below {
    fn of(lang: &'static str) -> Result<Self, Error> {
        let tongue = MESSAGES.speaks(lang).unwrap_or(Tongue::ENGLISH);
        Ok(Self {
            lang,
            dir: MESSAGES.write(tongue, &Text::new("direction"))?,
            words: MESSAGES.write(tongue, &Text::new("mail-below"))?,
        })
    }
}

fn joined<'a>(further: &[Below], parts: impl Iterator<Item = &'a str>) -> String {
    let top = further.iter().map(|one| one.words.as_str()).collect::<Vec<_>>().join(" ");
    let text = parts.map(str::trim_end).collect::<Vec<_>>().join(&format!("\n\n{RULE}\n\n"));
    if top.is_empty() { format!("{text}\n") } else { format!("{top}\n\n{text}\n") }
}

/// Renders a mail in every language for a poll in `languages`; at least in one. The context is that of the part in a language:
/// the poll's own tag for it, and ours.
fn compose(
    kind: &str,
    languages: &[String],
    context: impl Fn(&str, Tongue) -> Result<Value, Error>,
) -> Result<Vec<Part>, Error> {
    let template = |form: &str| ENVIRONMENT.get_template(&format!("{kind}.{form}"));
    let (text, html) = (template("txt")?, template("html")?);
    let part = |(tag, tongue): (&str, Tongue)| {
        let context = context! { lang => tongue.code(), ..context(tag, tongue)? };
        let (written, html) =
            MESSAGES.while_writing(tongue, || (text.render(&context), html.render(&context)));
        let written = written?;
        let (subject, body) = written.split_once("\n\n").unwrap_or(("", &written));
        let dir = MESSAGES.write(tongue, &Text::new("direction"))?;
        let (subject, text) = (one_line(subject), body.trim_end().to_owned());
        Ok(Part { lang: tongue.code(), dir, subject, text, html: html? })
    };
    tongues(languages).into_iter().map(part).collect()
}

/// Makes one mail of its parts, with the subject of the first.
fn bind(parts: &[Part]) -> Result<Letter, Error> {
    let further = parts.iter().skip(1).map(|part| Below::of(part.lang)).collect::<Result<Vec<_>, _>>()?;
    let first = parts.first();
    let subject = first.map_or("", |part| part.subject.as_str()).to_owned();
    let page = ENVIRONMENT.get_template("layout.html")?.render(context! {
        subject,
        lang => first.map(|part| part.lang),
        dir => first.map(|part| part.dir.as_str()),
        below => further,
        parts => parts.iter().map(|part| part.html.as_str()).collect::<Vec<_>>(),
    })?;
    Ok(Letter {
        subject,
        text: joined(&further, parts.iter().map(|part| part.text.as_str())),
        html: Some(page),
    })
}

static MESSAGES: LazyLock<Arc<Messages>> = LazyLock::new(|| {
    let messages = Messages::of(Catalogues::Registrar);
    Arc::new(messages.expect("the catalogues are those of the pages, which are read at the start"))
});

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    MESSAGES.lend_to(&mut environment);
    for file in TEMPLATES.files() {
        let path = file.path().to_string_lossy();
        if let (Some(name), Some(source)) = (path.strip_suffix(".j2"), file.contents_utf8()) {
            let added = environment.add_template_owned(name.to_owned(), source.to_owned());
            added.expect("the templates of mails parse: a test reads all of them");
        }
    }
    environment
});

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/mail");
/// Between two languages of a text.
const RULE: &str = "----------------------------------------";
