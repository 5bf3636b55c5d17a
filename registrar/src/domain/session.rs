//! Who is signed in: a random token in a cookie, or as a bearer; only its hash is stored.

use crypto::encoding::hex;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use web::i18n::Text;

use super::account::Account;
use super::identity::Identified;
use super::secret::PlainToken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::polls::PollRow;

/// Where a session may be used. One kind is never accepted in the other's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// In the browser's cookie.
    Browser,
    /// In the `Authorization` header.
    Bearer,
}

impl Kind {
    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Bearer => "bearer",
        }
    }

    /// How long such a session lasts, in seconds.
    fn lifetime(self) -> i64 {
        match self {
            Self::Browser => 12 * 3600,
            Self::Bearer => 24 * 3600,
        }
    }
}

/// All sessions of the account ended while this was under way: what was known before counts no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", Self::text())]
pub(crate) struct Outdated;

impl Outdated {
    /// For the page.
    pub(crate) const fn text() -> Text {
        Text::new("account-outdated")
    }
}

/// Why no session was opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    /// They all ended meanwhile.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Refuses, in the transaction that acts on it, what was known of an account before all its sessions ended. Locks the
/// account until the transaction ends.
pub(super) fn still<E>(conn: &mut web::DbConnection, account: &Account) -> Result<(), E>
where
    E: From<Outdated> + From<web::DbError>,
{
    let epoch = store::sessions::lock_epoch(conn, &account.id)?;
    if epoch == Some(account.epoch) { Ok(()) } else { Err(Outdated.into()) }
}

/// Opens a session for who has signed in, if they could do so this very moment: checking a password takes its time, and
/// another one may be set meanwhile.
pub(crate) async fn open(
    registrar: &Registrar,
    who: &Identified,
    kind: Kind,
) -> Result<PlainToken, OpenError> {
    let token = PlainToken::generate();
    let (hashed, account) = (token.hash(), who.account().clone());
    let expires_at = registrar.clock.now().unix() + kind.lifetime();
    registrar
        .db
        .write(move |conn| -> Result<(), OpenError> {
            still::<OpenError>(conn, &account)?;
            Ok(store::sessions::insert(conn, &hashed, &account.id, kind, expires_at)?)
        })
        .await?;
    Ok(token)
}

/// Whose session it is.
pub(crate) async fn account(
    registrar: &Registrar,
    token: &PlainToken,
    kind: Kind,
) -> StoreResult<Option<Account>> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    registrar.db.run(move |conn| store::sessions::account(conn, &hashed, kind, now)).await
}

/// The same on this very thread, which may block, and with it a published poll if there is one of this id.
pub(crate) fn account_and_poll_here(
    registrar: &Registrar,
    token: &PlainToken,
    kind: Kind,
    poll: &str,
) -> StoreResult<Option<(Account, Option<PollRow>)>> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    registrar.db.run_here(|conn| store::sessions::account_and_poll(conn, &hashed, kind, now, poll))
}

/// How many seconds ago a session was opened; none if there is no such session.
pub(crate) async fn age(registrar: &Registrar, token: &PlainToken, kind: Kind) -> StoreResult<Option<i64>> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    let expires_at = registrar.db.run(move |conn| store::sessions::expires_at(conn, &hashed)).await?;
    Ok(expires_at.map(|expires_at| now - (expires_at - kind.lifetime())))
}

/// Ends a session.
pub(crate) async fn close(registrar: &Registrar, token: &PlainToken) -> StoreResult<()> {
    let hashed = token.hash();
    registrar.db.write(move |conn| store::sessions::delete(conn, &hashed)).await
}

/// `HMAC-SHA-256(session, label || poll || request)` in hexadecimal: a form that confirms this request for this poll
/// in this session, and no other.
pub(crate) fn form_token(session: &PlainToken, poll: &str, request: &[u8]) -> String {
    let key = PKey::hmac(session.as_key()).expect("any 32 bytes are an HMAC key");
    let mut signer = Signer::new(MessageDigest::sha256(), &key).expect("HMAC-SHA-256 is always there");
    let message = [b"psephos-form/v1\n", poll.as_bytes(), b"\n", request].concat();
    hex(&signer.sign_oneshot_to_vec(&message).expect("HMAC takes any message"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_token_is_bound_to_session_poll_and_request() {
        let (a, b) = (PlainToken::generate(), PlainToken::generate());
        let token = form_token(&a, "p", b"r");
        assert_eq!(token, form_token(&a, "p", b"r"));
        for other in [form_token(&b, "p", b"r"), form_token(&a, "q", b"r"), form_token(&a, "p", b"s")] {
            assert_ne!(token, other);
        }
    }
}
