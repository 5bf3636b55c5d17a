//! What the registrar writes to people, and how it is delivered: from a table, so that no crash loses a mail.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crypto::time::UtcTime;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, Message};
use lettre::{SmtpTransport, Transport as _};

use super::secret::PlainToken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::outbox::Due;

/// A mail to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    /// What it is about, for operators.
    pub(crate) kind: &'static str,
    /// To whom.
    pub(crate) recipient: String,
    /// Subject line.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) body: String,
}

/// Who writes.
#[derive(Debug, Clone)]
pub(crate) struct Letterhead {
    /// The registrar's address in the web.
    pub(crate) url: String,
    /// Its verifier key.
    pub(crate) key: String,
}

/// Asks to confirm an address.
pub(crate) fn verify_address(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let link = format!("{}/verify?token={}", sender.url, token.reveal());
    Mail {
        kind: "verify",
        recipient: recipient.to_owned(),
        subject: "Confirm your e-mail address".to_owned(),
        body: format!(
            "Someone, hopefully you, has registered with this address at {url}.\n\n\
             To confirm the address, open this link within two days:\n\n{link}\n\n\
             If it was not you, do nothing: without the link there is no account.\n",
            url = sender.url
        ),
    }
}

/// Tells who registered again that there is an account.
pub(crate) fn already_registered(sender: &Letterhead, recipient: &str) -> Mail {
    Mail {
        kind: "already-registered",
        recipient: recipient.to_owned(),
        subject: "You are registered already".to_owned(),
        body: format!(
            "Someone, hopefully you, has tried to register with this address at {url}.\n\n\
             You have an account there already. Sign in with your password:\n\n{url}/sign-in\n\n\
             If it was not you, do nothing. Your account and your password are unchanged.\n",
            url = sender.url
        ),
    }
}

/// What an invitation or a notification says about a poll.
#[derive(Debug, Clone)]
pub(crate) struct AboutPoll {
    /// Its title.
    pub(crate) title: String,
    /// Its id.
    pub(crate) poll: String,
    /// The ballot box's verifier key.
    pub(crate) ballot_box_key: String,
    /// When passes are given out.
    pub(crate) issuance: (UtcTime, UtcTime),
    /// When votes are taken.
    pub(crate) voting: (UtcTime, UtcTime),
    /// Whether it is only a test.
    pub(crate) test: bool,
}

/// Invites a voter of the roll, with a link that signs them in.
pub(crate) fn invitation(sender: &Letterhead, recipient: &str, poll: &AboutPoll, link: &str) -> Mail {
    let test = if poll.test { "This is a test poll: nothing is decided by it.\n\n" } else { "" };
    Mail {
        kind: "invitation",
        recipient: recipient.to_owned(),
        subject: format!("You may vote: {}", one_line(&poll.title)),
        body: format!(
            "You are on the roll of voters of this poll:\n\n    {title}\n\n{test}\
             1. Collect your voting pass, from {issuance_opens} to {issuance_closes}:\n\n    {url}/polls/{id}\n\n\
             2. Vote with it, from {voting_opens} to {voting_closes}. That page leads you there.\n\n\
             This link is for you alone; it signs you in once, without a password, and leads to the poll:\n\n\
             {link}\n\n\
             Once it is used, sign in by mail or register, always with this very address.\n\n\
             Keep this mail. With these three lines anyone can check that the poll was run and counted rightly:\n\n\
             poll       {id}\nregistrar  {key}\nballot box {box_key}\n",
            title = one_line(&poll.title),
            issuance_opens = readable(poll.issuance.0),
            issuance_closes = readable(poll.issuance.1),
            voting_opens = readable(poll.voting.0),
            voting_closes = readable(poll.voting.1),
            url = sender.url,
            id = poll.poll,
            key = sender.key,
            box_key = poll.ballot_box_key,
        ),
    }
}

/// Tells a voter that a pass was issued in their name; never the pass.
pub(crate) fn pass_issued(sender: &Letterhead, recipient: &str, title: &str, poll: &str) -> Mail {
    Mail {
        kind: "pass-issued",
        recipient: recipient.to_owned(),
        subject: "A voting pass was issued in your name".to_owned(),
        body: format!(
            "A voting pass was issued in your name for this poll:\n\n    {title}\n    {url}/polls/{poll}\n\n\
             With it one vote can be cast, and nobody can tell that the vote is yours.\n\n\
             If you did not ask for it, someone else may be voting in your place: tell the organisers of the poll at \
             once.\n",
            title = one_line(title),
            url = sender.url
        ),
    }
}

/// Where mails go.
pub(crate) enum Transport {
    /// Into a directory, one `.eml` file each.
    Outbox(PathBuf),
    /// To a mail server.
    Smtp(Box<SmtpTransport>),
}

impl Transport {
    /// Whether mails could be sent now; the words name no address. Blocks.
    pub(crate) fn check(&self) -> Result<(), String> {
        match self {
            Self::Outbox(dir) => {
                let probe = dir.join(".probe");
                write_whole(&probe, b"")
                    .and_then(|()| std::fs::remove_file(&probe))
                    .map_err(|error| format!("the directory of mails cannot be written ({})", error.kind()))
            }
            Self::Smtp(server) => match server.test_connection() {
                Ok(true) => Ok(()),
                Ok(false) | Err(_) => Err("the mail server does not answer, or refuses us".to_owned()),
            },
        }
    }
}

/// Why a mail has not gone.
#[derive(Debug, thiserror::Error)]
enum SendError {
    /// Trying again would not help.
    #[error("refused: {0}")]
    Refused(String),
    /// Trying again may help.
    #[error("not delivered: {0}")]
    Later(String),
}

/// Sends what is due; the number of mails that went. Called by the one mail worker.
pub(crate) fn deliver_due(registrar: &Registrar) -> StoreResult<usize> {
    let now = registrar.clock.now().unix();
    let due = registrar.db.run_here(|conn| store::outbox::due(conn, now, BATCH))?;
    let mut gone = 0;
    for mail in due {
        let outcome = send(registrar, &mail);
        registrar.db.run_here(|conn| match &outcome {
            // A crash before this line sends the mail twice, with one Message-ID, and never not at all.
            Ok(()) => store::outbox::delete(conn, &mail.id),
            Err(SendError::Later(reason)) if mail.attempts + 1 < MOST_ATTEMPTS => {
                tracing::warn!("a {} mail will be tried again: {reason}", mail.kind);
                store::outbox::postpone(conn, &mail.id, now + back_off(mail.attempts))
            }
            Err(error) => {
                tracing::error!("a {} mail is given up: {error}", mail.kind);
                store::outbox::give_up(conn, &mail.id, &error.to_string())
            }
        })?;
        gone += usize::from(outcome.is_ok());
    }
    Ok(gone)
}

fn send(registrar: &Registrar, mail: &Due) -> Result<(), SendError> {
    let refused = |error: &dyn std::fmt::Display| SendError::Refused(error.to_string());
    let recipient: Mailbox = mail.recipient.parse().map_err(|_| refused(&"the address is malformed"))?;
    let message = Message::builder()
        .from(registrar.mail_from.clone())
        .to(recipient)
        .subject(mail.subject.as_str())
        .message_id(Some(format!("<{}@{}>", mail.id, registrar.name.host())))
        .header(ContentType::TEXT_PLAIN)
        .body(encode(&mail.body))
        .map_err(|error| refused(&error))?;
    match &registrar.mail_transport {
        Transport::Outbox(dir) => {
            let file = dir.join(format!("{}-{}.eml", mail.kind, mail.id));
            write_whole(&file, &message.formatted()).map_err(|error| SendError::Later(error.to_string()))
        }
        Transport::Smtp(server) => server.send(&message).map(drop).map_err(|error| {
            // The server's words may repeat the address; the log gets the kind of fault only.
            let reason = error.status().map_or_else(|| "no answer".to_owned(), |code| code.to_string());
            if error.is_permanent() { SendError::Refused(reason) } else { SendError::Later(reason) }
        }),
    }
}

/// As it is where that is allowed (RFC 5322 section 2.1.1: ASCII, lines of at most 998 characters): quoted-printable
/// would break links in two for whoever reads the raw mail.
fn encode(text: &str) -> Body {
    if text.is_ascii() && text.lines().all(|line| line.len() <= 998) {
        let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
        Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit)
    } else {
        Body::new(text.to_owned())
    }
}

/// Under another name first: whoever reads the directory never meets half a mail.
fn write_whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let fresh = file.with_extension("tmp");
    let mut out = std::fs::File::create(&fresh)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    std::fs::rename(fresh, file)
}

/// Seconds until the next attempt: a quarter of a minute, doubled each time, at most an hour.
fn back_off(attempts: i64) -> i64 {
    (15_i64 << attempts.clamp(0, 8)).min(3600)
}

/// A title without line breaks, which would be new lines of a header or of the text.
fn one_line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `2026-11-20 09:00 UTC`.
pub(crate) fn readable(time: UtcTime) -> String {
    let text = time.to_string();
    format!("{} {} UTC", &text[..10], &text[11..16])
}

/// Mails sent between two looks at the clock.
const BATCH: i64 = 50;
/// After some two days of attempts a mail is given up.
const MOST_ATTEMPTS: i64 = 60;
