//! Passkeys: signing in by a key pair that a device keeps (W3C Web Authentication, level 3). Who signs in with one has
//! proved to have the device, and to the device by a PIN, a fingerprint or a face that it is theirs: both factors.
//!
//! ```text
//! begin --challenge, once, within five minutes--> browser and device --answer--> finish
//! ```
//!
//! Open challenges are kept in memory: a restart voids them, and the browser asks for another. A passkey belongs to one
//! host name; where the registrar is named by a loopback address, browsers know none.

mod ceremonies;

use std::time::Duration;

use crypto::encoding::parse_hex;
use crypto::note::ServiceName;
use serde_json::{Value, json};
use web::Caller;
use web::rate_limit::RateLimit;
use webauthn_rs::prelude::{
    AuthenticationResult, CredentialID, DiscoverableAuthentication, DiscoverableKey, Passkey,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use self::ceremonies::Ceremonies;
use super::account::Account;
use super::account_mail;
use super::audit::{Action, Event};
use super::identity::Identified;
use super::secret::{PlainToken, random_id};
use super::session::{self, Outdated};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::passkeys::PasskeyRow;

/// What is asked of browsers and waits for their answers.
pub(crate) struct Passkeys {
    /// None where browsers know no passkeys.
    party: Option<Webauthn>,
    begun: Ceremonies<Begun>,
    sign_ins: Ceremonies<DiscoverableAuthentication>,
    asked: RateLimit,
    asked_by_unknown: RateLimit,
}

/// A passkey that is being added.
struct Begun {
    account: Account,
    name: String,
    state: PasskeyRegistration,
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
    #[error("passkeys need a host name, and https unless it is localhost")]
    Unavailable,
    /// No name.
    #[error("a name has 1 to 60 characters")]
    Name,
    /// Too many challenges for this caller; seconds to wait.
    #[error("too many attempts; try again later")]
    TooMany(u32),
    /// Nobody has that many devices.
    #[error("an account has at most {MOST} passkeys; remove one first")]
    TooManyKeys,
    /// No such challenge, not any more, or another account's.
    #[error("this took too long or was sent before; please try once more")]
    Stale,
    /// Another signature, challenge, origin or host than the one asked for.
    #[error("the passkey could not be checked; please try once more")]
    Refused,
    /// Only the device was there.
    #[error("the device did not check who uses it: it has to ask for a PIN, a fingerprint or a face")]
    Unverified,
    /// The signature counter did not grow (WebAuthn section 6.1.1).
    #[error(
        "this passkey was used elsewhere since, as if there were a copy of it: sign in otherwise, and remove it"
    )]
    Copied,
    /// It was removed here, and not from the device.
    #[error("this passkey belongs to no account here any more; sign in otherwise")]
    Unknown,
    /// The device has one already.
    #[error("this device has a passkey here already")]
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
    /// For the registrar of this name.
    pub(crate) fn new(name: &ServiceName) -> Self {
        let quarter = Duration::from_secs(900);
        Self {
            party: relying_party(name),
            begun: Ceremonies::new(OPEN, LIFETIME),
            sign_ins: Ceremonies::new(OPEN, LIFETIME),
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

/// Asks the browser for a new passkey of an account, whose owner was asked again who they are.
pub(crate) async fn begin(
    registrar: &Registrar,
    account: &Account,
    name: &str,
) -> Result<Challenge, PasskeyError> {
    let party = registrar.passkeys.party()?;
    let name = parse_name(name)?;
    let known = list(registrar, account).await?;
    if known.len() >= MOST {
        return Err(PasskeyError::TooManyKeys);
    }
    let known: Vec<CredentialID> = known.into_iter().map(|row| row.credential.into()).collect();
    let shown = account.name.as_deref().unwrap_or(&account.email);
    let (asked, state) =
        party.start_passkey_registration(user_handle(account)?, &account.email, shown, Some(known))?;
    let mut options = serde_json::to_value(asked.public_key)?;
    // The device has to find it by itself: at sign-in no address is typed (section 5.4.6).
    options["authenticatorSelection"]["residentKey"] = json!("required");
    options["authenticatorSelection"]["requireResidentKey"] = json!(true);
    let begun = Begun { account: account.clone(), name, state };
    let ceremony = registrar.passkeys.begun.open(begun, registrar.clock.now().unix());
    Ok(Challenge { ceremony, options })
}

/// Adds the passkey that the browser has made, and tells the account's owner (section 7.1): the id under which it is listed.
pub(crate) async fn finish(
    registrar: &Registrar,
    account: &Account,
    ceremony: &PlainToken,
    credential: &RegisterPublicKeyCredential,
) -> Result<String, PasskeyError> {
    let now = registrar.clock.now();
    let begun = registrar.passkeys.begun.take(ceremony, now.unix());
    let Begun { account, name, state } =
        begun.filter(|begun| begun.account.id == account.id).ok_or(PasskeyError::Stale)?;
    let party = registrar.passkeys.party()?;
    let passkey = quietly(|| party.finish_passkey_registration(credential, &state))?;
    let row = PasskeyRow {
        id: random_id(),
        account: account.id.clone(),
        credential: passkey.cred_id().to_vec(),
        name,
        passkey: serde_json::to_string(&passkey)?,
        added_on: now.unix() / 86_400,
    };
    let mail = account_mail::passkey_added(&registrar.letterhead(), &account.email, &row.name);
    let id = row.id.clone();
    registrar
        .db
        .write(move |conn| {
            session::still::<PasskeyError>(conn, &account)?;
            if !store::passkeys::insert(conn, &row)? {
                return Err(PasskeyError::Known);
            }
            store::outbox::insert(conn, &mail)?;
            Ok(note(conn, now, &account, Action::PasskeyAdd)?)
        })
        .await?;
    registrar.wake_mail();
    Ok(id)
}

/// Asks any browser for a passkey of whichever account it has one for.
pub(crate) fn challenge(registrar: &Registrar, caller: &Caller) -> Result<Challenge, PasskeyError> {
    let passkeys = &registrar.passkeys;
    let party = passkeys.party()?;
    match caller.key() {
        Some(caller) => passkeys.asked.attempt(caller),
        None => passkeys.asked_by_unknown.attempt(""),
    }
    .map_err(PasskeyError::TooMany)?;
    let (asked, state) = party.start_discoverable_authentication()?;
    let options = serde_json::to_value(asked.public_key)?;
    let ceremony = passkeys.sign_ins.open(state, registrar.clock.now().unix());
    Ok(Challenge { ceremony, options })
}

/// Whose passkey it was that answered (section 7.2).
pub(crate) async fn sign_in(
    registrar: &Registrar,
    ceremony: &PlainToken,
    credential: &PublicKeyCredential,
) -> Result<Identified, PasskeyError> {
    let party = registrar.passkeys.party()?;
    let state = registrar.passkeys.sign_ins.take(ceremony, registrar.clock.now().unix());
    let state = state.ok_or(PasskeyError::Stale)?;
    let (user, id) = party.identify_discoverable_authentication(credential)?;
    let id = id.to_vec();
    let found = registrar.db.run(move |conn| store::passkeys::by_credential(conn, &id)).await?;
    let (account, row) = found.ok_or(PasskeyError::Unknown)?;
    if user != user_handle(&account)? {
        return Err(PasskeyError::Unknown);
    }
    let passkey: Passkey = serde_json::from_str(&row.passkey)?;
    let known = [DiscoverableKey::from(&passkey)];
    let checked = quietly(|| party.finish_discoverable_authentication(credential, state, &known))?;
    if !checked.user_verified() {
        return Err(PasskeyError::Unverified);
    }
    remember_use(registrar, row, passkey, &checked).await?;
    Ok(Identified::by_passkey(account))
}

/// Stores the signature counter, where the device has one. Of two that come at the same time one meets the other's.
async fn remember_use(
    registrar: &Registrar,
    row: PasskeyRow,
    mut passkey: Passkey,
    checked: &AuthenticationResult,
) -> Result<(), PasskeyError> {
    if passkey.update_credential(checked) != Some(true) {
        return Ok(());
    }
    let after = serde_json::to_string(&passkey)?;
    let advance =
        move |conn: &mut web::DbConnection| store::passkeys::advance(conn, &row.id, &row.passkey, &after);
    if registrar.db.write(advance).await? { Ok(()) } else { Err(PasskeyError::Stale) }
}

/// The passkeys of an account, by name.
pub(crate) async fn list(registrar: &Registrar, account: &Account) -> StoreResult<Vec<PasskeyRow>> {
    let id = account.id.clone();
    registrar.db.run(move |conn| store::passkeys::of(conn, &id)).await
}

/// Calls a passkey of the account something else; false if it has no such passkey.
pub(crate) async fn rename(
    registrar: &Registrar,
    account: &Account,
    id: &str,
    name: &str,
) -> Result<bool, PasskeyError> {
    let (account, id, name) = (account.id.clone(), id.to_owned(), parse_name(name)?);
    Ok(registrar.db.write(move |conn| store::passkeys::rename(conn, &account, &id, &name)).await?)
}

/// Removes a passkey of the account, and tells its owner; none if it has no such passkey. Every session ends, for one of
/// them may be of whoever has the device now; who removed it may open a new one.
pub(crate) async fn remove(
    registrar: &Registrar,
    account: &Account,
    id: &str,
) -> Result<Option<Identified>, PasskeyError> {
    let (account, id, now) = (account.clone(), id.to_owned(), registrar.clock.now());
    let sender = registrar.letterhead();
    let again = registrar
        .db
        .write(move |conn| {
            session::still::<PasskeyError>(conn, &account)?;
            if !store::passkeys::remove(conn, &account.id, &id)? {
                return Ok(None);
            }
            let epoch = store::sessions::end_all_of(conn, &account.id)?;
            store::outbox::insert(conn, &account_mail::passkey_removed(&sender, &account.email))?;
            note(conn, now, &account, Action::PasskeyRemove)?;
            Ok::<_, PasskeyError>(Some(Identified::again(account, epoch)))
        })
        .await?;
    registrar.wake_mail();
    Ok(again)
}

/// Without the library's own lines in the log: it writes there, as errors, what strangers have sent.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    tracing::subscriber::with_default(tracing::subscriber::NoSubscriber::default(), work)
}

fn note(
    conn: &mut web::DbConnection,
    now: crypto::time::UtcTime,
    account: &Account,
    action: Action,
) -> StoreResult<()> {
    Event::by_owner(account, action).map_or(Ok(()), |event| store::audit::append(conn, now, &event))
}

/// The account's id: random, and nothing else about its owner lies in the device's answer (section 14.6.1).
fn user_handle(account: &Account) -> Result<Uuid, PasskeyError> {
    let bytes = parse_hex(&account.id).map_err(|_| PasskeyError::Refused)?;
    Ok(Uuid::from_bytes(bytes))
}

fn parse_name(name: &str) -> Result<String, PasskeyError> {
    let name = name.trim();
    let fit = (1..=60).contains(&name.chars().count()) && !name.contains(char::is_control);
    if fit { Ok(name.to_owned()) } else { Err(PasskeyError::Name) }
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
        let available = |name: &str| Passkeys::new(&name.parse().unwrap()).available();
        for name in ["registrar.example.org", "registrar.example.org:8443", "localhost:8001", "localhost"] {
            assert!(available(name), "{name}");
        }
        for name in ["127.0.0.1:8001", "[::1]:8001"] {
            assert!(!available(name), "{name}");
        }
    }

    #[test]
    fn a_name_is_short_and_visible() {
        assert_eq!(parse_name(" My phone ").unwrap(), "My phone");
        for bad in ["", "  ", "a\nb", &"x".repeat(61)] {
            assert!(matches!(parse_name(bad), Err(PasskeyError::Name)), "{bad}");
        }
    }
}
