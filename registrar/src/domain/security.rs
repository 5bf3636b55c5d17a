//! What owners of accounts change about how they sign in.

use super::account::Account;
use super::account_mail;
use super::identity::Identified;
use super::mail::Letterhead;
use super::password::{Busy, Password};
use super::session::{self, Outdated};
use super::single_use::Purpose;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Why the password is what it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    /// Too many passwords are being hashed.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// Someone else was faster.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Gives the account another password, for who was asked again who they are. Every session of the account ends, and
/// every link to it is void; who changed it may open a new one.
pub(crate) async fn change_password(
    registrar: &Registrar,
    account: &Account,
    password: Password,
    sender: &Letterhead,
) -> Result<Identified, ChangeError> {
    let hash = registrar.passwords.hash(password).await?;
    let (account, sender) = (account.clone(), sender.clone());
    let again = registrar
        .db
        .write(move |conn| {
            session::still::<ChangeError>(conn, &account)?;
            store::accounts::set_password(conn, &account.id, &hash)?;
            let epoch = store::sessions::end_all_of(conn, &account.id)?;
            store::single_use::delete_all_of(conn, &account.id)?;
            store::outbox::insert(conn, &account_mail::password_changed(&sender, &account.email))?;
            Ok::<_, ChangeError>(Identified::again(account, epoch))
        })
        .await?;
    registrar.wake_mail();
    Ok(again)
}

/// Ends every session of the account, wherever it is signed in, and every sign-in that waits for its code.
pub(crate) async fn sign_out_everywhere(registrar: &Registrar, account: &Account) -> StoreResult<()> {
    let id = account.id.clone();
    registrar
        .db
        .write(move |conn| {
            store::sessions::end_all_of(conn, &id)?;
            store::single_use::delete_of(conn, &id, Purpose::SecondFactor)
        })
        .await
}
