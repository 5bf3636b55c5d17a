//! Alerts by webhook and by mail: each once, tried again for about a day.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use crypto::time::UtcTime;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport as _};
use serde_json::{Map, Value, json};

use super::ledger::{Delivery, Entry, Ledger};
use super::lines::{Level, Lines, members, printable};
use crate::client::Http;

/// Whom alerts are told.
#[derive(Default)]
pub(super) struct Messengers {
    webhook: Option<Webhook>,
    mail: Option<Mail>,
}

/// Where they are posted. The path may hold a secret: no line shows it.
struct Webhook {
    http: Http,
    path: String,
}

struct Mail {
    server: SmtpTransport,
    from: Mailbox,
    to: Vec<Mailbox>,
}

/// What the command line says of them.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Tell {
    /// Post every alert to this URL, as JSON. The environment variable PSEPHOS_WEBHOOK does the same out of others' sight.
    #[arg(long, value_name = "URL")]
    pub webhook: Option<String>,
    /// Mail every alert to this address; can be repeated.
    #[arg(long, value_name = "ADDRESS", requires = "mail_from", requires = "smtp")]
    pub mail_to: Vec<Mailbox>,
    /// The sender of these mails.
    #[arg(long, value_name = "ADDRESS")]
    pub mail_from: Option<Mailbox>,
    /// The mail server: smtps://user@host, smtp://user@host:587?tls=required, or smtp://localhost. The user's password is in
    /// the environment variable PSEPHOS_SMTP_PASSWORD, or in a file.
    #[arg(long, value_name = "URL")]
    pub smtp: Option<String>,
    /// Holds the password of the user at the mail server.
    #[arg(long, value_name = "FILE")]
    pub smtp_password_file: Option<std::path::PathBuf>,
}

impl Messengers {
    /// Reads the command line and the environment; nobody is asked yet.
    pub(super) fn new(tell: &Tell) -> Result<Self> {
        let webhook = tell.webhook.clone().or_else(|| std::env::var("PSEPHOS_WEBHOOK").ok());
        let webhook = webhook.as_deref().map(Webhook::new).transpose()?;
        let mail = match (&tell.smtp, &tell.mail_from) {
            (Some(smtp), Some(from)) if !tell.mail_to.is_empty() => Some(Mail {
                server: server(smtp, tell.smtp_password_file.as_deref())?,
                from: from.clone(),
                to: tell.mail_to.clone(),
            }),
            (None, None) => None,
            _ => bail!("mails need all of --mail-to, --mail-from and --smtp"),
        };
        Ok(Self { webhook, mail })
    }

    /// Tells what was not told yet; `save` is called after each message, so that a crash repeats one at most. False if
    /// something is still to be told. Who did not take one message is not asked to take others before the next round.
    pub(super) fn tell(
        &self,
        ledger: &mut Ledger,
        now: UtcTime,
        lines: Lines,
        save: impl Fn(&Ledger) -> Result<()>,
    ) -> Result<bool> {
        let mut all = true;
        let (mut webhook, mut mail) = (self.webhook.as_ref(), self.mail.as_ref());
        let entries: Vec<Entry> = ledger.alerts().map(|entry| entry.clone()).collect();
        for entry in entries {
            let mut told = entry.clone();
            if let Some(to) = webhook {
                let attempted = attempt(&mut told.webhook, now, lines, "the webhook", || to.post(&entry));
                webhook = webhook.filter(|_| attempted != Attempted::Failed);
                all &= attempted == Attempted::Settled;
            }
            if let Some(to) = mail {
                let attempted = attempt(&mut told.mail, now, lines, "the mail server", || to.send(&entry));
                mail = mail.filter(|_| attempted != Attempted::Failed);
                all &= attempted == Attempted::Settled;
            }
            if told != entry {
                ledger.alerts().filter(|it| it.id == told.id).for_each(|it| it.clone_from(&told));
                save(ledger)?;
            }
        }
        Ok(all)
    }
}

/// What came of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attempted {
    /// Nothing is left to be done: it was taken, or is given up.
    Settled,
    /// It is not time for another try.
    Waits,
    /// It was not taken this time.
    Failed,
}

/// One try, if it is time.
fn attempt(
    delivery: &mut Delivery,
    now: UtcTime,
    lines: Lines,
    to: &str,
    send: impl FnOnce() -> Result<(), String>,
) -> Attempted {
    if delivery.done || delivery.attempts >= MOST_ATTEMPTS {
        return Attempted::Settled;
    }
    if delivery.next.is_some_and(|next| now < next) {
        return Attempted::Waits;
    }
    delivery.attempts += 1;
    match send() {
        Ok(()) => {
            delivery.done = true;
            Attempted::Settled
        }
        Err(words) => {
            delivery.next = Some(now.plus((30_i64 << delivery.attempts.min(7)).min(LONGEST_PAUSE)));
            let gives_up = delivery.attempts >= MOST_ATTEMPTS;
            let then = if gives_up { "given up" } else { "will be tried again" };
            let words: String = words.chars().take(MOST_WORDS).collect();
            lines.say(Level::Warning, None, &format!("{to} did not take an alert, {then}: {words}"));
            Attempted::Failed
        }
    }
}

impl Webhook {
    fn new(url: &str) -> Result<Self> {
        let parts = url.split_once("://").filter(|(scheme, _)| ["https", "http"].contains(scheme));
        let (scheme, rest) =
            parts.context("--webhook: expected a URL that begins with https:// or http://")?;
        let at = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(at);
        ensure!(
            !host.is_empty() && !path.contains('#'),
            "--webhook: expected a URL with a host and no fragment"
        );
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { http: Http::within(&format!("{scheme}://{host}"), LONGEST_CALL), path })
    }

    fn post(&self, entry: &Entry) -> Result<(), String> {
        match self.http.post_json(&self.path, &[], &message(entry)) {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
            Ok(answer) => Err(format!("status {}", answer.status)),
            // The error's own words hold the whole URL.
            Err(_) => Err(format!("{} does not answer", self.http.base())),
        }
    }
}

/// The body of a webhook's request; docs/watch.md describes it.
fn message(entry: &Entry) -> Value {
    let known = members(entry).into_iter().map(|(name, value)| (name.to_owned(), value.unwrap_or_default()));
    let mut object = Map::from_iter([("format".to_owned(), json!("psephos-alert/v1"))]);
    object.extend(known);
    object.insert("since".to_owned(), json!(entry.since));
    object.insert("at".to_owned(), json!(entry.alerted));
    Value::Object(object)
}

impl Mail {
    fn send(&self, entry: &Entry) -> Result<(), String> {
        let message = self.letter(entry).map_err(|error| error.to_string())?;
        let sent = self.server.send(&message).map(drop);
        sent.map_err(|error| printable(&error.to_string()))
    }

    fn letter(&self, entry: &Entry) -> Result<Message, lettre::error::Error> {
        let host = entry.ballot_box.split_once("://").map_or(entry.ballot_box.as_str(), |(_, host)| host);
        let mut text = format!("{}\n\n", printable(&entry.detail));
        for (name, value) in members(entry) {
            if let Some(value) = value.filter(|_| name != "detail") {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                text.push_str(&format!("{name}: {}\n", printable(&value)));
            }
        }
        text.push_str(&format!("since: {}\n", entry.since));
        if entry.evidence.is_some() {
            text.push_str(
                "\n`psephos evidence FILE` tells what that file proves. Keep it, and the watcher's folder.\n",
            );
        }
        let mut letter = Message::builder().from(self.from.clone());
        for to in &self.to {
            letter = letter.to(to.clone());
        }
        letter
            .subject(format!("psephos watch: {} at {host}", entry.kind.name()))
            .message_id(Some(format!("<{}@{}>", entry.id, self.from.email.domain())))
            // RFC 3834 section 5: machines that answer by themselves leave such mails alone.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(text)
    }
}

/// The mail server; a password never stands in the URL, for others on the machine see arguments.
fn server(url: &str, password_file: Option<&Path>) -> Result<SmtpTransport> {
    let (scheme, rest) = url.split_once("://").context("--smtp: expected smtps://host or smtp://host")?;
    let (user, host) = rest.rsplit_once('@').map_or((None, rest), |(user, host)| (Some(user), host));
    ensure!(
        user.is_none_or(|user| !user.contains(':')),
        "--smtp: no password in the URL; give it in PSEPHOS_SMTP_PASSWORD or with --smtp-password-file"
    );
    let server = SmtpTransport::from_url(&format!("{scheme}://{host}"));
    let server = server.ok().context("--smtp: this is no URL of a mail server")?.timeout(Some(LONGEST_CALL));
    let Some(user) = user else { return Ok(server.build()) };
    let password = match password_file {
        Some(file) => {
            fs::read_to_string(file).with_context(|| format!("--smtp-password-file {}", file.display()))?
        }
        None => std::env::var("PSEPHOS_SMTP_PASSWORD").ok().context(
            "--smtp names a user: give the password in PSEPHOS_SMTP_PASSWORD or with --smtp-password-file",
        )?,
    };
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    // An address as a user's name has its `@` written as %40.
    let user = user.replace("%40", "@");
    Ok(server.credentials(Credentials::new(user, password)).build())
}

/// One minute, two, four .. an hour: about a day.
const MOST_ATTEMPTS: u32 = 30;
const LONGEST_PAUSE: i64 = 3600;
const LONGEST_CALL: Duration = Duration::from_secs(20);
/// Characters of a server's words that are shown.
const MOST_WORDS: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_is_not_taken_is_tried_ever_later_and_not_for_ever() {
        let lines = Lines::text();
        let mut delivery = Delivery::default();
        let mut now = UtcTime::from_unix(1_793_000_000);
        let began = now;
        let mut tries = 0;
        while delivery.attempts < MOST_ATTEMPTS {
            let busy = || Err("busy".to_owned());
            assert_eq!(attempt(&mut delivery, now, lines, "it", busy), Attempted::Failed);
            tries += 1;
            let never = || -> Result<(), String> { panic!("it is not time") };
            if delivery.attempts < MOST_ATTEMPTS {
                assert_eq!(attempt(&mut delivery, now, lines, "it", never), Attempted::Waits);
            }
            now = delivery.next.unwrap();
        }
        assert_eq!(tries, MOST_ATTEMPTS);
        assert!((20 * 3600..30 * 3600).contains(&(now.unix() - began.unix())));
        let later = now.plus(1_000_000);
        let given_up = attempt(&mut delivery, later, lines, "it", || panic!("given up"));
        assert_eq!(given_up, Attempted::Settled);

        let mut delivery = Delivery::default();
        assert_eq!(attempt(&mut delivery, now, lines, "it", || Ok(())), Attempted::Settled);
        let again = attempt(&mut delivery, later, lines, "it", || panic!("told already"));
        assert_eq!(again, Attempted::Settled);
    }

    #[test]
    fn addresses_that_cannot_be_used_are_told_without_repeating_them() {
        for bad in ["ftp://x/secret", "https:///secret", "secret"] {
            let told = Webhook::new(bad).err().unwrap().to_string();
            assert!(told.contains("--webhook") && !told.contains("secret"), "{told}");
        }
        let hook = Webhook::new("https://chat.example.org/hook/secret/?a=b").unwrap();
        assert_eq!((hook.http.base(), hook.path.as_str()), ("https://chat.example.org", "/hook/secret/?a=b"));
        for bad in ["localhost", "http://localhost", "smtp://user:secret@localhost"] {
            let told = format!("{:#}", server(bad, None).err().unwrap());
            assert!(told.contains("--smtp") && !told.contains("secret"), "{told}");
        }
        assert!(server("smtp://localhost", None).is_ok());
    }
}
