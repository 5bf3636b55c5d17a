//! What owners of accounts change about how they sign in.

use super::account::Account;
use super::account_mail;
use super::password::{Busy, Password};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Why the password is what it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    /// Too many passwords are being hashed.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Gives the account another password, for who was asked again who they are. Every session of the account ends, and
/// every link to it is void.
pub(crate) async fn change_password(
    registrar: &Registrar,
    account: &Account,
    password: Password,
) -> Result<(), ChangeError> {
    let hash = registrar.passwords.hash(password).await?;
    let (id, mail) =
        (account.id.clone(), account_mail::password_changed(&registrar.letterhead(), &account.email));
    registrar
        .db
        .write(move |conn| -> StoreResult<()> {
            store::accounts::set_password(conn, &id, &hash)?;
            store::sessions::delete_all_of(conn, &id)?;
            store::single_use::delete_all_of(conn, &id)?;
            store::outbox::insert(conn, &mail)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// Ends every session of the account, wherever it is signed in.
pub(crate) async fn sign_out_everywhere(registrar: &Registrar, account: &Account) -> StoreResult<()> {
    let id = account.id.clone();
    registrar.db.write(move |conn| store::sessions::delete_all_of(conn, &id)).await
}
