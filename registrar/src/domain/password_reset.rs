//! A new password for who has forgotten the old one.
//!
//! ```text
//! request --mail--> link --new password--> every session of the account ends
//! ```
//!
//! Known and unknown addresses get the same answer after the same work: one link and one mail are written. The mail to
//! an address without an account says so, to its owner alone.

use web::Caller;

use super::account_mail;
use super::mail::Letterhead;
use super::password::{Busy, Password};
use super::proof_of_work::Worked;
use super::secret::PlainToken;
use super::single_use::{Purpose, SingleUse};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Why the password is what it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ResetError {
    /// Unknown, used or expired.
    #[error("this link is not valid, was used already, or has expired")]
    LinkInvalid,
    /// Too many passwords are being hashed.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Sends a link to choose a new password.
pub(crate) async fn request(
    registrar: &Registrar,
    email: &str,
    _worked: Worked,
    caller: &Caller,
    sender: &Letterhead,
) -> StoreResult<()> {
    if !registrar.limits.mails.allow(email, caller).await {
        return Ok(());
    }
    let (email, sender) = (email.to_owned(), sender.clone());
    let expires_at = registrar.clock.now().unix() + LINK_LIFETIME;
    registrar
        .db
        .write(move |conn| -> StoreResult<()> {
            let token = PlainToken::generate();
            let (purpose, account, mail) = match store::accounts::credentials(conn, &email)? {
                Some(known) => {
                    (Purpose::Reset, Some(known.account.id), account_mail::reset(&sender, &email, &token))
                }
                None => (Purpose::SignIn, None, account_mail::no_account(&sender, &email, &token)),
            };
            let link = SingleUse { purpose, email, account, next: None, expires_at };
            store::single_use::insert(conn, &token.hash(), &link)?;
            store::outbox::insert(conn, &mail)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// Sets the new password: the link is used up, every session of the account and every other link to it is void. The
/// address whose password it is.
pub(crate) async fn confirm(
    registrar: &Registrar,
    token: &PlainToken,
    password: Password,
    sender: &Letterhead,
) -> Result<String, ResetError> {
    // Looked at first: made-up links cost no hashing.
    super::single_use::look(registrar, token, Purpose::Reset).await?.ok_or(ResetError::LinkInvalid)?;
    let hash = registrar.passwords.hash(password).await?;
    let (hashed, now, sender) = (token.hash(), registrar.clock.now().unix(), sender.clone());
    let email = registrar
        .db
        .write(move |conn| {
            let link = store::single_use::take(conn, &hashed, Purpose::Reset, now)?;
            let SingleUse { email, account, .. } = link.ok_or(ResetError::LinkInvalid)?;
            let account = account.ok_or(ResetError::LinkInvalid)?;
            store::accounts::set_password(conn, &account, &hash)?;
            store::sessions::end_all_of(conn, &account)?;
            store::single_use::delete_all_of(conn, &account)?;
            store::outbox::insert(conn, &account_mail::password_changed(&sender, &email))?;
            Ok::<_, ResetError>(email)
        })
        .await?;
    registrar.wake_mail();
    Ok(email)
}

/// How long a link works, in seconds.
const LINK_LIFETIME: i64 = 3600;
