//! Why no mail at all can go, in plain words: the one mail that was tried has nothing to do with it, and waits.

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;
use serde::{Deserialize, Serialize};
use web::i18n::Text;

/// What stands between us and the mail server. The words name no recipient and no password: they may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}", self.text())]
pub(crate) enum Outage {
    /// There is no connection.
    Unreachable(String),
    /// The connection ended, or nothing came for half a minute.
    BrokeOff,
    /// Nobody whom we trust vouches for its certificate.
    Untrusted(String),
    /// The certificate is somebody else's.
    WrongHost(String),
    /// STARTTLS is asked for, and not offered.
    NoStartTls,
    /// The handshake fails, for instance because the port speaks no TLS.
    NoTls(String),
    /// A user and a password are configured, and cannot be given.
    NoLogin,
    /// The user or the password is wrong.
    Password(String),
    /// It does not want us or our sender.
    Refuses(String),
    /// It has no time for us.
    Busy(String),
}

impl Outage {
    /// For a page.
    pub(crate) fn text(&self) -> Text {
        let saying = |text: Text, words: &String| text.with("words", words.as_str());
        match self {
            Self::Unreachable(words) => saying(Text::new("outage-unreachable"), words),
            Self::BrokeOff => Text::new("outage-broke-off"),
            Self::Untrusted(words) => saying(Text::new("outage-untrusted"), words),
            Self::WrongHost(words) => saying(Text::new("outage-wrong-host"), words),
            Self::NoStartTls => Text::new("outage-no-starttls"),
            Self::NoTls(words) => saying(Text::new("outage-no-tls"), words),
            Self::NoLogin => Text::new("outage-no-login"),
            Self::Password(words) => saying(Text::new("outage-password"), words),
            Self::Refuses(words) => saying(Text::new("outage-refuses"), words),
            Self::Busy(words) => saying(Text::new("outage-busy"), words),
        }
    }

    /// Before a mail was begun.
    pub(super) fn of(error: &Error) -> Self {
        let words = words(error);
        if error.status().is_some() {
            return if error.is_permanent() { Self::Refuses(words) } else { Self::Busy(words) };
        }
        // OpenSSL's reason stands in parentheses at the end.
        if let Some((_, reason)) = words.split_once("certificate verify failed") {
            let reason = reason.rsplit_once('(').map_or("unknown", |(_, end)| end.trim_end_matches(')'));
            let reason = reason.to_owned();
            return if reason.contains("mismatch") {
                Self::WrongHost(reason)
            } else {
                Self::Untrusted(reason)
            };
        }
        match io_kind(error) {
            Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => Self::BrokeOff,
            Some(kind) => Self::Unreachable(kind.to_string()),
            None if words.contains("SSL") || words.contains("handshake") => Self::NoTls(words),
            None if words.contains("resolve") || words.contains("lookup") => Self::Unreachable(words),
            None => Self::BrokeOff,
        }
    }

    /// When user and password were given.
    pub(super) fn of_login(error: &Error) -> Self {
        match error.status() {
            Some(code) if error.is_permanent() => Self::Password(code.to_string()),
            _ => Self::of(error),
        }
    }

    /// Whether it stays so until somebody does something about it.
    pub(crate) fn lasts(&self) -> bool {
        !matches!(self, Self::Unreachable(_) | Self::BrokeOff | Self::Busy(_))
    }
}

/// What the server or the connection said, in one short line.
pub(super) fn words(error: &Error) -> String {
    let told = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let told = error.status().map_or_else(|| told.clone(), |code| format!("{code} {told}"));
    told.replace(['\r', '\n'], " ").chars().filter(|c| !c.is_control()).take(MOST_WORDS).collect()
}

fn io_kind(error: &Error) -> Option<io::ErrorKind> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<io::Error>() {
            return Some(io.kind());
        }
        source = cause.source();
    }
    None
}

/// Characters of the server's words that are kept.
const MOST_WORDS: usize = 300;
