//! Accounts and signing in. How an account comes about: [`super::registration`].

use std::time::Duration;

use crypto::time::UtcTime;
use serde_json::json;
use web::Db;
use web::rate_limit::RateLimit;

use super::audit::{Action, Actor, Event};
use super::password::{Busy, Password};
use super::registration;
use super::secret::random_id;
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

/// Limits on what a stranger can do to an address, in memory only. A single caller is stopped early; all callers
/// together much later, so that nobody can lock a voter out by trying wrong passwords.
#[derive(Debug)]
pub(crate) struct Limits {
    mails_by_caller: RateLimit,
    mails: RateLimit,
    attempts_by_caller: RateLimit,
    attempts: RateLimit,
}

impl Default for Limits {
    fn default() -> Self {
        let (hour, quarter) = (Duration::from_secs(3600), Duration::from_secs(900));
        Self {
            mails_by_caller: RateLimit::new(5, hour),
            mails: RateLimit::new(20, hour),
            attempts_by_caller: RateLimit::new(20, quarter),
            attempts: RateLimit::new(300, quarter),
        }
    }
}

impl Limits {
    /// Whether `caller` may have a mail sent to this address.
    pub(crate) fn allow_mail(&self, email: &str, caller: &str) -> bool {
        self.mails_by_caller.attempt(&format!("{email} {caller}")).is_ok()
            && self.mails.attempt(email).is_ok()
    }

    /// Counts an attempt of `caller` to sign in as this address; the error is the number of seconds to wait.
    fn attempt(&self, email: &str, caller: &str) -> Result<(), u32> {
        self.attempts_by_caller.attempt(&format!("{email} {caller}"))?;
        self.attempts.attempt(email)
    }

    /// The attempt was a good one.
    fn forgive(&self, email: &str, caller: &str) {
        self.attempts_by_caller.forgive(&format!("{email} {caller}"));
        self.attempts.forgive(email);
    }
}

/// Checks address and password: always one password check, whether there is such an address or not.
pub(crate) async fn sign_in(
    registrar: &Registrar,
    email: &str,
    password: Password,
    caller: &str,
) -> Result<Account, SignInError> {
    registrar.limits.attempt(email, caller).map_err(SignInError::TooMany)?;
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
    registrar.limits.forgive(email, caller);
    match (credentials, registration) {
        (Some(credentials), _) => Ok(credentials.account),
        (None, Some(registration)) => {
            registration::resend(registrar, registration, caller).await?;
            Err(SignInError::NotVerified)
        }
        (None, None) => Err(SignInError::Wrong),
    }
}

/// Makes an admin of an address: a new account, or the one it has, with this password.
pub(crate) fn create_admin(db: &Db, now: UtcTime, email: &str, password: &Password) -> StoreResult<()> {
    let hash = super::password::hash_here(password);
    let account = Account { id: random_id(), email: email.to_owned(), name: None, role: Role::Admin };
    db.write_here(|conn| {
        let before = store::accounts::credentials(conn, email)?.map(|known| known.account.role.as_str());
        if !store::accounts::promote(conn, &account.email, &hash)? {
            store::accounts::insert(conn, &account, &hash)?;
        }
        // Whoever was signed in with an older password is not any more.
        store::sessions::delete_all_of(conn, &account.email)?;
        let event = Event::new(Actor::CommandLine, Action::AdminCreate, format!("account:{email}"))
            .before(json!({ "role": before }))
            .after(json!({ "role": Role::Admin.as_str() }));
        store::audit::append(conn, now, &event)
    })
}
