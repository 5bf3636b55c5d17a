//! The table `[mail]`.

use std::num::NonZeroU8;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use lettre::Address;
use lettre::message::Mailbox;
use serde::Deserialize;
use web::config::beside;

use super::smtp::SmtpUrl;

/// Mail: exactly one of `outbox` and `smtp_url`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// Sender, `Name <address>` or an address.
    pub from: String,
    /// A directory for `.eml` files.
    pub outbox: Option<PathBuf>,
    /// To whom mail servers report what cannot be delivered; the sender if it is not given.
    #[serde(default)]
    pub bounces: Option<String>,
    /// The most mails of mailings in a minute; 0 is no limit.
    #[serde(default = "usual_pace")]
    pub per_minute: u32,
    /// How many connections to the mail server there are at most, and so how many mails go at the same time.
    #[serde(default = "usual_connections")]
    pub connections: NonZeroU8,
    /// `smtp://host:port` or `smtps://user:password@host`.
    pub smtp_url: Option<String>,
    /// Holds the password of the user that `smtp_url` names.
    #[serde(default)]
    pub smtp_password_file: Option<PathBuf>,
}

impl std::fmt::Debug for MailConfig {
    /// Without the URL, which holds a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailConfig")
            .field("from", &self.from)
            .field("outbox", &self.outbox)
            .finish_non_exhaustive()
    }
}

impl MailConfig {
    /// The same, with paths relative to the configuration `file`.
    pub(super) fn beside(self, file: &Path) -> Self {
        let beside = |path: &PathBuf| beside(file, path);
        Self {
            smtp_password_file: self.smtp_password_file.as_ref().map(beside),
            outbox: self.outbox.as_ref().map(beside),
            ..self
        }
    }

    /// Names the key that does not fit.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        self.mailbox()?;
        self.bounces()?;
        match (&self.outbox, &self.smtp_url) {
            (Some(_), None) | (None, Some(_)) => {}
            _ => bail!("key `mail`: give either `outbox` or `smtp_url`"),
        }
        self.smtp()?;
        Ok(())
    }

    /// The mail server, if mails go to one.
    ///
    /// # Errors
    /// Names the key; no error repeats the URL, which may hold a password.
    pub(crate) fn smtp(&self) -> anyhow::Result<Option<SmtpUrl>> {
        let url = self.smtp_url.as_deref().map(SmtpUrl::parse).transpose().context("key `mail.smtp_url`")?;
        let needs_file = url.as_ref().is_some_and(|url| url.user.is_some() && url.password.is_none());
        ensure!(
            self.smtp_password_file.is_none() || needs_file,
            "key `mail.smtp_password_file`: needs a `mail.smtp_url` with a user and without a password, \
             smtps://user@host"
        );
        ensure!(
            self.smtp_password_file.is_some() || !needs_file,
            "key `mail.smtp_url`: names a user and no password; add it, or give `mail.smtp_password_file`"
        );
        Ok(url)
    }

    /// The envelope sender of all mails, if it is not the sender.
    ///
    /// # Errors
    /// If it is no address.
    pub fn bounces(&self) -> anyhow::Result<Option<Address>> {
        let Some(text) = &self.bounces else { return Ok(None) };
        let address: Option<Address> = text.parse().ok().filter(|_| text.is_ascii());
        let address =
            address.with_context(|| format!("key `mail.bounces`: {text:?} is no address in ASCII"))?;
        Ok(Some(address))
    }

    /// The sender of all mails.
    ///
    /// # Errors
    /// If it is no address.
    pub fn mailbox(&self) -> anyhow::Result<Mailbox> {
        let mailbox: Option<Mailbox> = self.from.parse().ok();
        let mailbox = mailbox.filter(|mailbox| AsRef::<str>::as_ref(&mailbox.email).is_ascii());
        mailbox.with_context(|| format!("key `mail.from`: {:?} is no address in ASCII", self.from))
    }
}

/// What most mail servers take without a word.
fn usual_pace() -> u32 {
    600
}

/// What most mail servers allow one client.
fn usual_connections() -> NonZeroU8 {
    const { NonZeroU8::new(8).expect("8 is not 0") }
}
