//! How an address becomes an account.
//!
//! ```text
//! register --mail--> registration --link opened--> account
//! ```
//!
//! Several registrations of one address may wait, for anyone can type anyone's address. Who opens a link confirms the
//! registration it belongs to: in the browser that registered by one click, elsewhere with the password of that
//! registration. So a stranger who registers someone else's address, with a password of their own, gains nothing when
//! its owner opens the wrong mail.

use subtle::ConstantTimeEq as _;
use web::Caller;
use web::i18n::Text;

use super::account::{Account, Role};
use super::mail::{self, Letterhead, Mail};
use super::password::{Busy, Password};
use super::proof_of_work::Worked;
use super::secret::PlainToken;
use super::{account_mail, sign_in_link};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// What becomes an account when its link is opened.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// PHC string.
    pub(crate) password_hash: String,
    /// SHA-256 of a token in the browser that registered; none if it was no browser.
    pub(crate) browser_hash: Option<Vec<u8>>,
    /// Seconds since 1970.
    pub(crate) expires_at: i64,
}

/// A wish to register, parsed.
#[derive(Debug)]
pub(crate) struct NewAccount {
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// As typed.
    pub(crate) password: Password,
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
    /// Another browser than the one that registered: the password of the registration is needed.
    #[error("{}", Text::new("verify-password-needed"))]
    PasswordNeeded,
    /// Not the password of the registration.
    #[error("{}", Text::new("verify-password-wrong"))]
    PasswordWrong,
    /// Too many passwords are being checked.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Registers an address: the mail that follows says whether it had an account. Nothing else differs, neither the
/// answer nor the work.
pub(crate) async fn register(
    registrar: &Registrar,
    new: NewAccount,
    browser: Option<&PlainToken>,
    _worked: Worked,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<(), RegisterError> {
    let NewAccount { email, name, password } = new;
    let password_hash = registrar.passwords.hash(password).await?;
    if !registrar.limits.mails.allow(&email, caller).await {
        return Ok(());
    }
    let browser_hash = browser.map(|token| token.hash().as_bytes().to_vec());
    let expires_at = registrar.clock.now().unix() + LINK_LIFETIME;
    let registration = Registration { email, name, password_hash, browser_hash, expires_at };
    let (sender, now) = (sender.clone(), registrar.clock.now().unix());
    registrar
        .db
        .write(move |conn| {
            let mail = match store::accounts::credentials(conn, &registration.email)? {
                Some(_) => known_already(conn, &sender, &registration.email, now)?,
                None => remember(conn, &sender, &registration)?,
            };
            store::outbox::insert(conn, &mail)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// Whether the link would open in this browser without a password.
pub(crate) async fn is_same_browser(
    registrar: &Registrar,
    token: &PlainToken,
    browser: Option<&PlainToken>,
) -> Result<bool, VerifyError> {
    Ok(find(registrar, token).await?.is_of(browser))
}

/// Opens a link on a page: in the browser that registered, or with the password of the registration.
pub(crate) async fn verify_on_page(
    registrar: &Registrar,
    token: &PlainToken,
    browser: Option<&PlainToken>,
    password: Option<Password>,
) -> Result<Account, VerifyError> {
    let registration = find(registrar, token).await?;
    if !registration.is_of(browser) {
        let password = password.ok_or(VerifyError::PasswordNeeded)?;
        if !registrar.passwords.verify(password, Some(registration.password_hash)).await? {
            return Err(VerifyError::PasswordWrong);
        }
    }
    verify(registrar, token).await
}

/// Opens a link: makes the registration behind it an account. A client of the API read the token from a mail that it
/// waited for.
pub(crate) async fn verify(registrar: &Registrar, token: &PlainToken) -> Result<Account, VerifyError> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    registrar
        .db
        .write(move |conn| {
            let registration =
                store::accounts::registration(conn, &hashed)?.ok_or(VerifyError::LinkInvalid)?;
            if !store::accounts::take_registration(conn, &hashed)? || registration.expires_at <= now {
                return Err(VerifyError::LinkInvalid);
            }
            let Registration { email, name, password_hash, .. } = registration;
            let account = Account::new(&email, name, Role::Voter);
            if !store::accounts::insert(conn, &account, Some(&password_hash))? {
                return Err(VerifyError::LinkInvalid);
            }
            store::accounts::delete_registrations(conn, &account.email)?;
            Ok(account)
        })
        .await
}

/// Sends the mail of an address's newest registration again, for who did not get it. A mail goes to every address,
/// and says to its owner alone how it stands.
pub(crate) async fn send_again(
    registrar: &Registrar,
    email: &str,
    _worked: Worked,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<(), web::DbError> {
    if !registrar.limits.mails.allow(email, caller).await {
        return Ok(());
    }
    let (email, sender, now) = (email.to_owned(), sender.clone(), registrar.clock.now().unix());
    registrar
        .db
        .write(move |conn| -> StoreResult<()> {
            let waiting = store::accounts::newest_registration(conn, &email)?;
            let mail = if store::accounts::credentials(conn, &email)?.is_some() {
                known_already(conn, &sender, &email, now)?
            } else if let Some(waiting) = waiting.filter(|waiting| waiting.expires_at > now) {
                remember(conn, &sender, &waiting)?
            } else {
                let token = sign_in_link::remember(conn, &email, None, now + sign_in_link::LIFETIME)?;
                account_mail::no_account(&sender, &email, &token)
            };
            store::outbox::insert(conn, &mail)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

impl Registration {
    fn is_of(&self, browser: Option<&PlainToken>) -> bool {
        match (&self.browser_hash, browser) {
            (Some(hash), Some(token)) => hash.ct_eq(token.hash().as_bytes()).into(),
            _ => false,
        }
    }
}

async fn find(registrar: &Registrar, token: &PlainToken) -> Result<Registration, VerifyError> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    let known = registrar.db.run(move |conn| store::accounts::registration(conn, &hashed)).await?;
    known.filter(|registration| registration.expires_at > now).ok_or(VerifyError::LinkInvalid)
}

/// Tells the owner of an account so, with a link to it: as much is written as for an address that has none.
fn known_already(
    conn: &mut web::DbConnection,
    sender: &Letterhead,
    email: &str,
    now: i64,
) -> StoreResult<Mail> {
    let token = sign_in_link::remember(conn, email, None, now + sign_in_link::LIFETIME)?;
    Ok(account_mail::already_registered(sender, email, &token))
}

fn remember(
    conn: &mut web::DbConnection,
    sender: &Letterhead,
    registration: &Registration,
) -> StoreResult<Mail> {
    let token = PlainToken::generate();
    store::accounts::insert_registration(conn, &token.hash(), registration)?;
    Ok(mail::verify_address(sender, &registration.email, &token))
}

/// How long a link works, in seconds.
const LINK_LIFETIME: i64 = 48 * 3600;
