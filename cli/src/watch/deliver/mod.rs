//! Alerts by webhook and by mail: each once, tried again for about a day.

mod mail;
mod webhook;

use std::time::Duration;

use anyhow::{Result, anyhow, bail, ensure};
use crypto::time::UtcTime;
use lettre::message::Mailbox;

use super::ledger::{Delivery, Entry, Ledger};
use super::lines::{Level, Lines, now};

use mail::Mail;
use webhook::Webhook;

/// Whom alerts are told.
#[derive(Default)]
pub(super) struct Messengers {
    webhook: Option<Webhook>,
    mail: Option<Mail>,
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
            (Some(smtp), Some(from)) if !tell.mail_to.is_empty() => {
                Some(Mail::new(smtp, tell.smtp_password_file.as_deref(), from, &tell.mail_to)?)
            }
            (None, None) => None,
            _ => bail!("mails need all of --mail-to, --mail-from and --smtp"),
        };
        Ok(Self { webhook, mail })
    }

    /// Sends a message that means nothing to everybody who is told alerts; fails with the first who does not take it.
    pub(super) fn try_out(&self, ballot_box: &str) -> Result<()> {
        ensure!(
            self.webhook.is_some() || self.mail.is_some(),
            "nobody is told yet: name --webhook, or --mail-to with --mail-from and --smtp"
        );
        let trial = Entry::trial(ballot_box, now());
        if let Some(webhook) = &self.webhook {
            webhook.post(&trial).map_err(|words| anyhow!("the webhook did not take the trial: {words}"))?;
            println!("The webhook took the trial.");
        }
        if let Some(mail) = &self.mail {
            mail.send(&trial).map_err(|words| anyhow!("the mail server did not take the trial: {words}"))?;
            println!("The mail server took the trial.");
        }
        Ok(())
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
}
