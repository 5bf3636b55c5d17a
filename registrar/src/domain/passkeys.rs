//! Passkeys: signing in by a key pair that a device keeps (W3C Web Authentication, level 3). Who signs in with one has
//! proved to have the device, and to the device by a PIN, a fingerprint or a face that it is theirs: both factors.
//!
//! ```text
//! begin --challenge, once, within five minutes--> browser and device --answer--> finish
//! ```
//!
//! Open challenges are kept in memory: a restart voids them, and the browser asks for another. Several processes keep them in
//! the database, for each may get the answer. A passkey belongs to one
//! host name; where the registrar is named by a loopback address, browsers know none.

mod adding;
mod ceremonies;
mod own;
mod signing_in;

use std::time::Duration;

use crypto::encoding::parse_hex;
use crypto::note::ServiceName;
use serde_json::Value;
use web::i18n::{Text, TextValue};
use web::rate_limit::RateLimit;
use webauthn_rs::prelude::{DiscoverableAuthentication, Url, Uuid, WebauthnError};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use self::adding::Begun;
pub(crate) use self::adding::{begin, finish};
use self::ceremonies::Ceremonies;
pub(crate) use self::own::{list, remove, rename};
pub(crate) use self::signing_in::{challenge, sign_in};
use super::account::Account;
use super::limits::Together;
use super::secret::PlainToken;
use super::session::Outdated;

/// What is asked of browsers and waits for their answers.
pub(crate) struct Passkeys {
    /// None where browsers know no passkeys.
    party: Option<Webauthn>,
    begun: Ceremonies<Begun>,
    sign_ins: Ceremonies<DiscoverableAuthentication>,
    asked: RateLimit,
    asked_by_unknown: RateLimit,
}

/// What a browser is asked.
pub(crate) struct Challenge {
    /// Comes back with the answer.
    pub(crate) ceremony: PlainToken,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub(crate) options: Value,
}

/// Why a passkey was not added, or does not open the account.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasskeyError {
    /// By an IP address browsers know none.
    #[error("{}", self.text())]
    Unavailable,
    /// No name.
    #[error("{}", self.text())]
    Name,
    /// Too many challenges for this caller; seconds to wait.
    #[error("{}", self.text())]
    TooMany(u32),
    /// Nobody has that many devices.
    #[error("{}", self.text())]
    TooManyKeys,
    /// No such challenge, not any more, or another account's.
    #[error("{}", self.text())]
    Stale,
    /// Another signature, challenge, origin or host than the one asked for.
    #[error("{}", self.text())]
    Refused,
    /// Only the device was there.
    #[error("{}", self.text())]
    Unverified,
    /// The signature counter did not grow (WebAuthn section 6.1.1).
    #[error("{}", self.text())]
    Copied,
    /// It was removed here, and not from the device.
    #[error("{}", self.text())]
    Unknown,
    /// The device has one already.
    #[error("{}", self.text())]
    Known,
    /// All sessions of the account ended meanwhile.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// What is stored cannot be read.
    #[error("a stored passkey cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl PasskeyError {
    /// Words for a page; those of a failure of ours are for the log, in English.
    pub(crate) fn text(&self) -> TextValue {
        match self {
            Self::Unavailable => Text::new("passkey-unavailable").into(),
            Self::Name => Text::new("passkey-name").into(),
            Self::TooMany(_) => Text::new("too-many-attempts").into(),
            Self::TooManyKeys => Text::new("passkey-most").with("most", MOST).into(),
            Self::Stale => Text::new("passkey-stale").into(),
            Self::Refused => Text::new("passkey-refused").into(),
            Self::Unverified => Text::new("passkey-unverified").into(),
            Self::Copied => Text::new("passkey-copied").into(),
            Self::Unknown => Text::new("passkey-no-account").into(),
            Self::Known => Text::new("passkey-known").into(),
            Self::Outdated(_) => Outdated::text().into(),
            Self::Unreadable(error) => error.to_string().into(),
            Self::Store(error) => error.to_string().into(),
        }
    }
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::UserNotVerified => Self::Unverified,
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            _ => Self::Refused,
        }
    }
}

impl Passkeys {
    /// For the registrar of this name; `together`: where several processes get the answers.
    pub(crate) fn new(name: &ServiceName, together: Option<&Together>) -> Self {
        let quarter = Duration::from_secs(900);
        Self {
            party: relying_party(name),
            begun: Ceremonies::new("adding", OPEN, LIFETIME, together),
            sign_ins: Ceremonies::new("signing in", OPEN, LIFETIME, together),
            asked: RateLimit::new(ASKED, quarter),
            asked_by_unknown: RateLimit::new(10 * ASKED, quarter),
        }
    }

    /// Whether browsers know passkeys for this registrar.
    pub(crate) fn available(&self) -> bool {
        self.party.is_some()
    }

    fn party(&self) -> Result<&Webauthn, PasskeyError> {
        self.party.as_ref().ok_or(PasskeyError::Unavailable)
    }
}

/// Browsers take the host as the relying party's id if it is a domain in a secure context (WebAuthn sections 5.1.3 and
/// 13.4.9); a service name without https is loopback.
fn relying_party(name: &ServiceName) -> Option<Webauthn> {
    let origin = Url::parse(&name.url()).ok()?;
    let host = origin.domain()?.to_owned();
    WebauthnBuilder::new(&host, &origin).ok()?.rp_name(name.as_str()).build().ok()
}

/// Without the library's own lines in the log: it writes there, as errors, what strangers have sent.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    tracing::subscriber::with_default(tracing::subscriber::NoSubscriber::default(), work)
}

/// The account's id: random, and nothing else about its owner lies in the device's answer (section 14.6.1).
fn user_handle(account: &Account) -> Result<Uuid, PasskeyError> {
    let bytes = parse_hex(&account.id).map_err(|_| PasskeyError::Refused)?;
    Ok(Uuid::from_bytes(bytes))
}

/// How long a browser may take to answer, in seconds; as long as the library tells it.
const LIFETIME: i64 = 300;
/// Challenges that may be open at the same time, about 1 kB each.
const OPEN: usize = 20_000;
/// Challenges in a quarter of an hour for one caller, who may be a campus.
const ASKED: u32 = 300;
/// Passkeys of an account.
const MOST: usize = 20;

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event as LogEvent, Metadata, Subscriber};

    use super::*;

    /// Counts lines of the log.
    #[derive(Clone, Default)]
    struct Lines(Arc<AtomicUsize>);

    impl Subscriber for Lines {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, _: &LogEvent<'_>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    #[test]
    fn what_strangers_send_is_not_logged() {
        let lines = Lines::default();
        tracing::subscriber::with_default(lines.clone(), || {
            tracing::error!("seen");
            quietly(|| tracing::error!("not seen"));
            tracing::error!("seen");
        });
        assert_eq!(lines.0.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_passkey_needs_a_host_name() {
        let available = |name: &str| Passkeys::new(&name.parse().unwrap(), None).available();
        for name in ["registrar.example.org", "registrar.example.org:8443", "localhost:8001", "localhost"] {
            assert!(available(name), "{name}");
        }
        for name in ["127.0.0.1:8001", "[::1]:8001"] {
            assert!(!available(name), "{name}");
        }
    }
}
