//! Leaving: an account is deleted at its owner's wish. What the poll needs stays: the roll is the organisers', and the
//! ledger names roll entries, so that who registers anew is the same voter.

use super::account::Account;
use super::account_mail;
use crate::registrar::Registrar;
use crate::store;

/// Why the account stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DepartureError {
    /// Officers and admins hand over first.
    #[error("an admin has to take your role from you first")]
    HasRole,
    /// Polls need an owner.
    #[error("you own polls; an admin has to make somebody else their owner first")]
    OwnsPolls,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Deletes the account, its sessions, links and second factor, for who was asked again who they are.
pub(crate) async fn delete(registrar: &Registrar, account: &Account) -> Result<(), DepartureError> {
    let (account, sender) = (account.clone(), registrar.letterhead());
    registrar
        .db
        .write(move |conn| {
            let role = store::users::by_id(conn, &account.id)?.map(|known| known.role);
            if role.is_some_and(super::account::Role::manages) {
                return Err(DepartureError::HasRole);
            }
            if store::polls::owned_by(conn, &account.id)? > 0 {
                return Err(DepartureError::OwnsPolls);
            }
            store::single_use::delete_all_of(conn, &account.id)?;
            store::accounts::delete(conn, &account.id)?;
            store::candidates::delete_of(conn, &account.email)?;
            store::accounts::delete_registrations(conn, &account.email)?;
            Ok(store::outbox::insert(conn, &account_mail::account_deleted(&sender, &account.email))?)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}
