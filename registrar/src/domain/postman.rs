//! Handing mails over: to a mail server or into a directory.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};

use super::letter::Letter;
use super::mail_server::MailServer;
use super::outage::Outage;
use super::pace;
use crate::registrar::Registrar;

/// Where mails go.
pub(crate) enum Transport {
    /// Into a directory, one `.eml` file each.
    Outbox(PathBuf),
    /// To a mail server.
    Smtp(Box<MailServer>),
}

impl Transport {
    /// Whether mails could be sent now; the words name no address. Blocks.
    pub(crate) fn check(&self) -> Result<(), String> {
        match self {
            Self::Outbox(dir) => {
                let probe = dir.join(".probe");
                fs::write(&probe, b"")
                    .and_then(|()| fs::remove_file(&probe))
                    .map_err(|error| format!("the directory of mails cannot be written ({})", error.kind()))
            }
            Self::Smtp(server) => server.check().map_err(|outage| outage.to_string()),
        }
    }

    /// How many mails are handed over in one go.
    pub(crate) fn round(&self, connections: usize) -> usize {
        match self {
            Self::Outbox(_) => usize::MAX,
            Self::Smtp(_) => connections,
        }
    }

    /// Gives connections back that nothing was sent on for a while. Blocks.
    pub(crate) fn rest(&self) {
        if let Self::Smtp(server) = self {
            server.rest();
        }
    }
}

/// A letter with all that is written on its envelope.
#[derive(Debug)]
pub(crate) struct Parcel<'a> {
    /// Names the mail for good, also towards the mail server.
    pub(crate) id: &'a str,
    /// What it is about, for operators.
    pub(crate) kind: &'a str,
    /// To whom.
    pub(crate) recipient: &'a str,
    /// What is in it.
    pub(crate) letter: &'a Letter,
    /// Where one click ends further mails like it (RFC 8058).
    pub(crate) unsubscribe: Option<&'a str>,
}

/// Why a mail has not gone. The words are the server's own and may repeat the address: they are for organisers, not for
/// the log.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SendError {
    /// Trying this mail again would not help.
    #[error("{0}")]
    Refused(String),
    /// Trying this mail again may help.
    #[error("{0}")]
    Later(String),
    /// None goes, so the next mail would fare the same. This one may have gone where the server broke off.
    #[error(transparent)]
    Outage(#[from] Outage),
}

impl SendError {
    /// For the log: without the server's words about a recipient.
    pub(crate) fn sort(&self) -> String {
        match self {
            Self::Refused(_) => "refused".to_owned(),
            Self::Later(_) => "not taken now".to_owned(),
            Self::Outage(outage) => outage.to_string(),
        }
    }
}

/// Hands mails over, to a server at the same time and each by a connection of its own, and notes in the pace what the server did; what
/// became of each. Blocks.
pub(crate) fn send_all(registrar: &Registrar, parcels: &[Parcel<'_>]) -> Vec<Result<(), SendError>> {
    let outcomes: Vec<_> = match &registrar.mail_transport {
        Transport::Outbox(dir) => put_down(registrar, dir, parcels),
        Transport::Smtp(server) => thread::scope(|scope| {
            let senders: Vec<_> =
                parcels.iter().map(|parcel| scope.spawn(move || send(registrar, server, parcel))).collect();
            let died = |_| Err(SendError::Later("the mail could not be handed over".to_owned()));
            senders.into_iter().map(|sender| sender.join().unwrap_or_else(died)).collect()
        }),
    };
    let outage = |outcome: &Result<(), SendError>| match outcome {
        Err(SendError::Outage(outage)) => Some(outage.clone()),
        _ => None,
    };
    outcomes.iter().filter(|outcome| outage(outcome).is_none()).for_each(|_| registrar.pace.answered());
    if let Some(outage) = outcomes.iter().find_map(outage) {
        registrar.pace.silent(registrar.clock.now().unix(), outage);
    }
    if let Err(error) = pace::pass_on(registrar) {
        tracing::warn!("other processes cannot be told how fast mails go: {error}");
    }
    outcomes
}

/// Writes mails into a directory. They are made durable all at once, for a sync of each costs more than the rest: under other names
/// first, so that whoever reads the directory never meets half a mail, also after a power cut.
fn put_down(registrar: &Registrar, dir: &Path, parcels: &[Parcel<'_>]) -> Vec<Result<(), SendError>> {
    let later = |error: &dyn std::fmt::Display| SendError::Later(error.to_string());
    let write = |parcel: &Parcel<'_>| {
        let file = dir.join(format!("{}-{}.eml", parcel.kind, parcel.id));
        let fresh = file.with_extension("tmp");
        fs::write(&fresh, message(registrar, parcel)?.formatted()).map_err(|error| later(&error))?;
        Ok((fresh, file))
    };
    let written: Vec<Result<_, SendError>> = parcels.iter().map(write).collect();
    let settled = || -> io::Result<File> {
        let directory = File::open(dir)?;
        rustix::fs::syncfs(&directory)?;
        Ok(directory)
    };
    let settled = settled();
    let name = |written: Result<(PathBuf, PathBuf), SendError>| {
        let (fresh, file) = written?;
        settled.as_ref().map_err(|error| later(error))?;
        fs::rename(fresh, file).map_err(|error| later(&error))
    };
    let named: Vec<_> = written.into_iter().map(name).collect();
    // Those whose names could be lost in a power cut go once more.
    match settled.as_ref().map(File::sync_all) {
        Ok(Err(error)) => named.into_iter().map(|outcome| outcome.and(Err(later(&error)))).collect(),
        _ => named,
    }
}

/// Hands a mail over to the server. Blocks.
fn send(registrar: &Registrar, server: &MailServer, parcel: &Parcel<'_>) -> Result<(), SendError> {
    let message = message(registrar, parcel)?;
    server.send(message.envelope(), &message.formatted())
}

fn message(registrar: &Registrar, parcel: &Parcel<'_>) -> Result<Message, SendError> {
    let refused = |error: &dyn std::fmt::Display| SendError::Refused(error.to_string());
    let recipient: Mailbox = parcel.recipient.parse().map_err(|_| refused(&"the address is malformed"))?;
    let envelope = Envelope::new(Some(registrar.bounces().clone()), vec![recipient.email.clone()])
        .map_err(|error| refused(&error))?;
    let mut message = Message::builder()
        .envelope(envelope)
        .from(registrar.mail_from.clone())
        .to(recipient)
        .subject(parcel.letter.subject.as_str())
        .message_id(Some(format!("<{}@{}>", parcel.id, registrar.name.host())))
        // RFC 3834: machines that answer by themselves leave such mails alone.
        .header(AutoSubmitted);
    if let Some(url) = parcel.unsubscribe {
        message = message.header(ListUnsubscribe(format!("<{url}>")));
        // RFC 8058 section 3.1: one click needs HTTPS.
        if url.starts_with("https://") {
            message = message.header(OneClick);
        }
    }
    let text = |kind, text: &str| SinglePart::builder().header(kind).body(encode(text));
    let built = match &parcel.letter.html {
        None => message.header(ContentType::TEXT_PLAIN).body(encode(&parcel.letter.text)),
        Some(html) => message.multipart(
            MultiPart::alternative()
                .singlepart(text(ContentType::TEXT_PLAIN, &parcel.letter.text))
                .singlepart(text(ContentType::TEXT_HTML, html)),
        ),
    };
    built.map_err(|error| refused(&error))
}

/// As it is where that is allowed (RFC 5322 sections 2.1.1 and 2.3: printable ASCII, lines of at most 998 characters, and
/// no carriage return that ends none): quoted-printable would break links in two for whoever reads the raw mail.
fn encode(text: &str) -> Body {
    let plain = |line: &str| line.len() <= 998 && line.chars().all(|c| matches!(c, '\t' | ' '..='~'));
    if text.lines().all(plain) {
        let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
        Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit)
    } else if text.is_ascii() {
        let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable);
        body.expect("quoted-printable takes every text")
    } else {
        Body::new(text.to_owned())
    }
}

type HeaderError = Box<dyn std::error::Error + Send + Sync>;

macro_rules! header {
    ($(#[$doc:meta])* $type:ty, $name:literal, $this:ident => $value:expr) => {
        $(#[$doc])*
        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_text: &str) -> Result<Self, HeaderError> {
                Err(concat!($name, " is written here and never read").into())
            }

            fn display(&self) -> HeaderValue {
                let $this = self;
                HeaderValue::new(Self::name(), $value)
            }
        }
    };
}

#[derive(Debug, Clone)]
struct AutoSubmitted;
header!(
    /// RFC 3834 section 5.
    AutoSubmitted, "Auto-Submitted", _this => "auto-generated".to_owned()
);

#[derive(Debug, Clone)]
struct ListUnsubscribe(String);
header!(
    /// RFC 2369 section 3.2.
    ListUnsubscribe, "List-Unsubscribe", this => this.0.clone()
);

#[derive(Debug, Clone)]
struct OneClick;
header!(
    /// RFC 8058 section 3.1.
    OneClick, "List-Unsubscribe-Post", _this => "List-Unsubscribe=One-Click".to_owned()
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_lines_go_as_they_are() {
        let encoding = |text: &str| encode(text).encoding();
        for plain in ["", "Vote: https://r.example/p?a=b", "two\r\nlines\n\tindented"] {
            assert_eq!(encoding(plain), ContentTransferEncoding::SevenBit, "{plain:?}");
        }
        for text in ["nul \0", "bell \u{7}", "delete \u{7f}", "bare\rreturn", "ü", &"x".repeat(999)] {
            assert_ne!(encoding(text), ContentTransferEncoding::SevenBit, "{text:?}");
        }
    }
}
