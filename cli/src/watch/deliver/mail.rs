//! Alerts as mails.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use crypto::time::UtcTime;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport as _};

use super::LONGEST_CALL;
use crate::watch::ledger::Entry;
use crate::watch::lines::{members, printable};

/// Who writes to whom, and through which server.
pub(super) struct Mail {
    server: SmtpTransport,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl Mail {
    /// Reads the server's URL and its password; nobody is asked yet.
    pub(super) fn new(smtp: &str, password: Option<&Path>, from: &Mailbox, to: &[Mailbox]) -> Result<Self> {
        Ok(Self { server: server(smtp, password)?, from: from.clone(), to: to.to_vec() })
    }

    /// Sends one mail to all; else the server's words.
    pub(super) fn send(&self, entry: &Entry) -> Result<(), String> {
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
        // A trouble that comes back is another mail; one that is sent twice over a crash is the same.
        let at = entry.alerted.map_or(0, UtcTime::unix);
        let mut letter = Message::builder().from(self.from.clone());
        for to in &self.to {
            letter = letter.to(to.clone());
        }
        letter
            .subject(format!("psephos watch: {} at {host}", entry.kind.name()))
            .message_id(Some(format!("<{}.{at}@{}>", entry.id, self.from.email.domain())))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_that_cannot_be_used_are_told_without_a_password() {
        for bad in ["localhost", "http://localhost", "smtp://user:secret@localhost"] {
            let told = format!("{:#}", server(bad, None).err().unwrap());
            assert!(told.contains("--smtp") && !told.contains("secret"), "{told}");
        }
        assert!(server("smtp://localhost", None).is_ok());
    }

    #[test]
    fn a_password_is_read_from_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "secret\n").unwrap();
        assert!(server("smtps://watch@mail.example.org", Some(file.path())).is_ok());
        let missing = server("smtps://watch@mail.example.org", Some(Path::new("/no/such/file")));
        assert!(format!("{:#}", missing.err().unwrap()).contains("--smtp-password-file /no/such/file"));
    }
}
