//! Accounts: registering, confirming the address, signing in.
//!
//! ```text
//! register --mail--> registration --link opened--> account --sign in--> session
//! ```

use std::time::Duration;

use web::rate_limit::RateLimit;

use super::mail::{self, Mail};
use super::password::{Busy, Password};
use super::secret::{PlainToken, random_id};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Someone whose address is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// Random.
    pub(crate) id: String,
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// What they may do.
    pub(crate) role: Role,
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Vote where the roll has them.
    Voter,
    /// Also draft and publish polls.
    Admin,
}

impl Role {
    /// As it is stored and shown.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Voter => "voter",
            Self::Admin => "admin",
        }
    }

    /// Inverse of [`Role::as_str`]; anything unknown may do least.
    pub(crate) fn parse(text: &str) -> Self {
        if text == "admin" { Self::Admin } else { Self::Voter }
    }
}

/// An account and how its password is checked.
#[derive(Debug)]
pub(crate) struct Credentials {
    /// The account.
    pub(crate) account: Account,
    /// PHC string.
    pub(crate) password_hash: String,
}

/// What becomes an account when its link is opened.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// PHC string.
    pub(crate) password_hash: String,
    /// Seconds since 1970.
    pub(crate) expires_at: i64,
}

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RegisterError {
    /// Too many passwords are being hashed.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Why a link did not open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VerifyError {
    /// Unknown, used or expired.
    #[error("this link is not valid, was used already, or has expired")]
    LinkInvalid,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignInError {
    /// No such address, or another password: which of the two is not told.
    #[error("address or password is wrong")]
    Wrong,
    /// The password fits a registration whose link was not opened; the mail was sent again.
    #[error("the address has not been confirmed yet")]
    NotVerified,
    /// Too many attempts for this address; seconds to wait.
    #[error("too many attempts")]
    TooMany(u32),
    /// Too many passwords are being checked.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Limits on what a stranger can cause for an address.
#[derive(Debug)]
pub(crate) struct Limits {
    mails: RateLimit,
    attempts: RateLimit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            mails: RateLimit::new(5, Duration::from_secs(3600)),
            attempts: RateLimit::new(20, Duration::from_secs(900)),
        }
    }
}

/// Registers an address: the mail that follows says whether it had an account. Nothing else differs, neither the
/// answer nor the work.
pub(crate) async fn register(
    registrar: &Registrar,
    email: String,
    name: Option<String>,
    password: Password,
) -> Result<(), RegisterError> {
    let password_hash = registrar.passwords.hash(password).await?;
    if registrar.limits.mails.attempt(&email).is_err() {
        // Whoever owns the address has mails enough to choose from.
        return Ok(());
    }
    let expires_at = registrar.clock.now().unix() + LINK_LIFETIME;
    let registration = Registration { email, name, password_hash, expires_at };
    let sender = registrar.letterhead();
    registrar.db.run(move |conn| web::db::write_transaction(conn, |conn| {
        let mail = match store::accounts::credentials(conn, &registration.email)? {
            Some(known) => mail::already_registered(&sender, &known.account.email),
            None => remember(conn, &sender, &registration)?,
        };
        store::outbox::insert(conn, &mail)
    })).await?;
    registrar.wake_mail();
    Ok(())
}

/// Opens a link: makes the registration behind it an account.
pub(crate) async fn verify(registrar: &Registrar, token: PlainToken) -> Result<Account, VerifyError> {
    let now = registrar.clock.now().unix();
    registrar
        .db
        .run(move |conn| web::db::write_transaction(conn, |conn| {
            let hashed = token.hash();
            let registration = store::accounts::registration(conn, &hashed)?.ok_or(VerifyError::LinkInvalid)?;
            if !store::accounts::take_registration(conn, &hashed)? || registration.expires_at <= now {
                return Err(VerifyError::LinkInvalid);
            }
            let Registration { email, name, password_hash, .. } = registration;
            let account = Account { id: random_id(), email, name, role: Role::Voter };
            if !store::accounts::insert(conn, &account, &password_hash)? {
                return Err(VerifyError::LinkInvalid);
            }
            store::accounts::delete_registrations(conn, &account.email)?;
            Ok(account)
        }))
        .await
}

/// Checks address and password: always one password check, whether there is such an address or not.
pub(crate) async fn sign_in(
    registrar: &Registrar,
    email: &str,
    password: Password,
) -> Result<Account, SignInError> {
    registrar.limits.attempts.attempt(email).map_err(SignInError::TooMany)?;
    let (address, now) = (email.to_owned(), registrar.clock.now().unix());
    let (credentials, registration) = registrar
        .db
        .run(move |conn| -> StoreResult<_> {
            let credentials = store::accounts::credentials(conn, &address)?;
            let registration = store::accounts::newest_registration(conn, &address)?;
            Ok((credentials, registration.filter(|registration| registration.expires_at > now)))
        })
        .await?;
    let hash = match (&credentials, &registration) {
        (Some(credentials), _) => Some(credentials.password_hash.clone()),
        (None, Some(registration)) => Some(registration.password_hash.clone()),
        (None, None) => None,
    };
    if !registrar.passwords.verify(password, hash).await? {
        return Err(SignInError::Wrong);
    }
    registrar.limits.attempts.forgive(email);
    match (credentials, registration) {
        (Some(credentials), _) => Ok(credentials.account),
        (None, Some(registration)) => {
            resend(registrar, registration).await?;
            Err(SignInError::NotVerified)
        }
        (None, None) => Err(SignInError::Wrong),
    }
}

/// Makes an admin of an address: a new account, or the one it has, with this password.
pub(crate) fn create_admin(registrar: &Registrar, email: &str, password: &Password) -> StoreResult<()> {
    let hash = super::password::hash_here(password);
    let account =
        Account { id: random_id(), email: email.to_owned(), name: None, role: Role::Admin };
    registrar.db.run_here(|conn| {
        web::db::write_transaction(conn, |conn| {
            if !store::accounts::promote(conn, &account.email, &hash)? {
                store::accounts::insert(conn, &account, &hash)?;
            }
            // Whoever was signed in with an older password is not any more.
            store::sessions::delete_all_of(conn, &account.email)
        })
    })
}

async fn resend(registrar: &Registrar, registration: Registration) -> Result<(), web::DbError> {
    if registrar.limits.mails.attempt(&registration.email).is_err() {
        return Ok(());
    }
    let sender = registrar.letterhead();
    registrar
        .db
        .run(move |conn| web::db::write_transaction(conn, |conn| {
            let mail = remember(conn, &sender, &registration)?;
            store::outbox::insert(conn, &mail)
        }))
        .await?;
    registrar.wake_mail();
    Ok(())
}

fn remember(
    conn: &mut web::DbConnection,
    sender: &mail::Letterhead,
    registration: &Registration,
) -> StoreResult<Mail> {
    let token = PlainToken::generate();
    store::accounts::insert_registration(conn, &token.hash(), registration)?;
    Ok(mail::verify_address(sender, &registration.email, &token))
}

/// How long a link works, in seconds.
const LINK_LIFETIME: i64 = 48 * 3600;
