//! What the voters of a poll are written: templates for each language, in plain text and in HTML, compiled into the
//! program. An organiser may give a poll's mails another subject and an introduction.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::mail::{legible, one_line};
use super::mailing::{Kind, MailText};

/// What the templates may say. Times are as people read them.
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
    let fits = |language: &&String| ENVIRONMENT.get_template(&template(language, kind, "txt")).is_ok();
    let language = languages.iter().find(fits).map_or(FALLBACK, String::as_str);
    let intro = legible(text.intro.as_deref().unwrap_or_default());
    let intro: Vec<&str> = intro.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect();
    let name = |name: &String| one_line(name);
    let you = Personal { name: personal.name.as_ref().map(name), ..personal.clone() };
    let clean =
        |notice: &NoticeFacts| NoticeFacts { kind: notice.kind.clone(), reason: legible(&notice.reason) };
    let facts = Facts { notice: facts.notice.as_ref().map(clean), ..facts.clone() };
    let context = minijinja::context! { intro, you, ..minijinja::Value::from_serialize(facts) };
    let written = ENVIRONMENT.get_template(&template(language, kind, "txt"))?.render(&context)?;
    let (usual, body) = written.split_once("\n\n").unwrap_or(("", &written));
    let subject = text.subject.as_deref().unwrap_or(usual);
    let html = ENVIRONMENT.get_template(&template(language, kind, "html"))?.render(&context)?;
    Ok(Letter { subject: one_line(subject), text: format!("{}\n", body.trim_end()), html: Some(html) })
}

fn template(language: &str, kind: Kind, form: &str) -> String {
    format!("{language}/{}.{form}", kind.as_str())
}

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(environment);

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    let folders = std::iter::once(&TEMPLATES).chain(TEMPLATES.dirs());
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

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(notice: Option<&str>) -> Facts {
        let text = |text: &str| text.to_owned();
        Facts {
            title: text("Board <2026>\nBcc: x@y.z"),
            test: true,
            page: text("https://r.example/polls/abc"),
            ballots: text("https://b.example/polls/abc"),
            poll: text("abc"),
            registrar_key: text("r.example+1+A"),
            ballot_box_key: text("b.example+2+B"),
            issuance_opens: text("i1"),
            issuance_closes: text("i2"),
            voting_opens: text("v1"),
            voting_closes: text("v2"),
            notice: notice.map(|kind| NoticeFacts { kind: text(kind), reason: text("Rain & hail") }),
        }
    }

    #[test]
    fn every_kind_is_written_in_text_and_html() {
        let personal = Personal {
            name: Some("Ada <3".to_owned()),
            link: Some("https://r.example/link?token=t".to_owned()),
            unsubscribe: Some("https://r.example/unsubscribe/u".to_owned()),
        };
        for kind in Kind::ALL {
            for notice in ["extend", "close", "cancel"] {
                let usual = MailText { subject: None, intro: None, automatic: true };
                let facts = facts((kind == Kind::Notice).then_some(notice));
                let letter = write(kind, &["en".to_owned()], &usual, &facts, &personal).unwrap();
                assert!(letter.subject.contains("Board <2026> Bcc"), "{}", letter.subject);
                assert!(!letter.subject.contains('\n') && letter.text.contains("test poll"), "{kind:?}");
                let html = letter.html.unwrap();
                assert!(html.contains("Board &lt;2026&gt;") && !html.contains("<2026>"), "{html}");
                assert!(!html.contains("style=") && !html.contains("<script"), "{html}");
            }
        }
    }

    #[test]
    fn no_control_character_reaches_a_mail() {
        let own = MailText {
            subject: Some("Vote\u{1b}[31m".to_owned()),
            intro: Some("Bell \u{7}\r\n\r\nNul \0 bare\rreturn".to_owned()),
            automatic: true,
        };
        let personal = Personal { name: Some("Ada\u{8}\r\nBcc: x".to_owned()), ..Personal::default() };
        let mut facts = facts(Some("extend"));
        facts.notice.as_mut().unwrap().reason = "Rain\u{1b}]0;x\u{7}".to_owned();
        let letter = write(Kind::Notice, &[], &own, &facts, &personal).unwrap();
        let all = [letter.subject, letter.text, letter.html.unwrap()].concat();
        assert!(all.chars().all(|c| c == '\n' || !c.is_control()), "{all:?}");
        assert!(
            all.contains("Ada Bcc: x")
                && all.contains("Bell\n\nNul  bare return")
                && all.contains("Rain]0;x")
        );
    }

    #[test]
    fn organisers_words_and_languages_are_heeded() {
        let own = MailText {
            subject: Some("Please\r\nvote".to_owned()),
            intro: Some("Dear <b>members</b>,\n\nit is time.".to_owned()),
            automatic: true,
        };
        let languages = ["xx".to_owned(), "en".to_owned()];
        let letter = write(Kind::Invitation, &languages, &own, &facts(None), &Personal::default()).unwrap();
        assert_eq!(letter.subject, "Please vote");
        assert!(letter.text.contains("Dear <b>members</b>,\n\nit is time.\n"), "{}", letter.text);
        let html = letter.html.unwrap();
        assert!(html.contains("<p>Dear &lt;b&gt;members&lt;&#x2f;b&gt;,</p>"), "{html}");
        assert!(letter.text.contains("https://r.example/polls/abc") && !letter.text.contains("None"));
    }
}
