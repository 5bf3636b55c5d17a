//! Leaving: an account is deleted at its owner's wish, or by an admin. What the poll needs stays: the roll is the organisers', and
//! the ledger names roll entries, so that who registers anew is the same voter.

use serde_json::json;
use web::DbConnection;
use web::i18n::{Text, TextValue};

use super::account::Account;
use super::account_mail;
use super::audit::{self, Action, Actor, Event};
use super::mail::{Letterhead, Mail};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::polls::PollRow;

/// Why the account stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DepartureError {
    /// Officers and admins hand over first.
    #[error("{}", self.text())]
    HasRole,
    /// Polls need an owner.
    #[error("{}", self.text())]
    OwnsPolls,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl DepartureError {
    /// Words for a page; those of a failure of ours are for the log, in English.
    pub(crate) fn text(&self) -> TextValue {
        match self {
            Self::HasRole => Text::new("account-has-role").into(),
            Self::OwnsPolls => Text::new("account-owns-polls").into(),
            Self::Store(error) => error.to_string().into(),
        }
    }
}

/// Why somebody else's account stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DismissalError {
    /// No such account.
    #[error("{}", self.text())]
    NoAccount,
    /// Nobody deletes themselves here; so there is always an admin left.
    #[error("{}", self.text())]
    Own,
    /// Somebody has taken the role from who acts, or the account.
    #[error("{}", self.text())]
    NotAdmin,
    /// Polls need an owner.
    #[error("{}", self.text())]
    OwnsPolls,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl DismissalError {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoAccount => Text::new("dismiss-no-account"),
            Self::Own => Text::new("dismiss-own-refused"),
            Self::NotAdmin => Text::new("dismiss-not-admin"),
            Self::OwnsPolls => Text::new("dismiss-owns-polls"),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Deletes the account, its sessions, links and second factor, for who was asked again who they are.
pub(crate) async fn delete(
    registrar: &Registrar,
    account: &Account,
    sender: &Letterhead,
) -> Result<(), DepartureError> {
    let (account, sender) = (account.clone(), sender.clone());
    registrar
        .db
        .write(move |conn| {
            let known = store::users::by_id(conn, &account.id)?;
            if known.is_some_and(|known| known.role.manages()) {
                return Err(DepartureError::HasRole);
            }
            if !remove(conn, &account, &account_mail::account_deleted(&sender, &account.email))? {
                return Err(DepartureError::OwnsPolls);
            }
            Ok(())
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// Deletes the account of that id as its owner would, whatever its role, for an admin who was asked again who they are; the owner
/// is told. The account that was there.
pub(crate) async fn dismiss(
    registrar: &Registrar,
    admin: &Account,
    id: &str,
    sender: &Letterhead,
) -> Result<Account, DismissalError> {
    let (admin, id, sender) = (admin.clone(), id.to_owned(), sender.clone());
    let now = registrar.clock.now();
    let gone = registrar
        .db
        .write(move |conn| {
            // Under this lock who acts is an admin and stays one: two who delete each other at once do not both succeed.
            if !store::users::lock_admins(conn)?.contains(&admin.id) {
                return Err(DismissalError::NotAdmin);
            }
            let account = store::users::by_id(conn, &id)?.ok_or(DismissalError::NoAccount)?;
            if account.id == admin.id {
                return Err(DismissalError::Own);
            }
            if !remove(conn, &account, &account_mail::account_dismissed(&sender, &account.email))? {
                return Err(DismissalError::OwnsPolls);
            }
            let event = Event::new(Actor::of(&admin), Action::AccountDelete, audit::account(&account))
                .before(json!({ "role": account.role.as_str() }));
            store::audit::append(conn, now, &event)?;
            Ok(account)
        })
        .await?;
    registrar.wake_mail();
    Ok(gone)
}

/// What is to be known before somebody else's account is deleted.
#[derive(Debug)]
pub(crate) struct Outlook {
    /// The account.
    pub(crate) account: Account,
    /// The polls and drafts that need another owner first, by title.
    pub(crate) owned: Vec<PollRow>,
}

/// The account of that id and what holds it.
pub(crate) async fn look(registrar: &Registrar, id: &str) -> StoreResult<Option<Outlook>> {
    let id = id.to_owned();
    registrar
        .db
        .run(move |conn| {
            let Some(account) = store::users::by_id(conn, &id)? else { return Ok(None) };
            let owned = store::polls::of_owner(conn, &account.id)?;
            Ok(Some(Outlook { account, owned }))
        })
        .await
}

/// Deletes an account with all that hangs on it, and writes the mail; false, and nothing is done, if it owns polls.
fn remove(conn: &mut DbConnection, account: &Account, mail: &Mail) -> StoreResult<bool> {
    // Who makes a poll at this moment waits for it, or has come before it.
    store::sessions::lock_epoch(conn, &account.id)?;
    if store::polls::owned_by(conn, &account.id)? > 0 {
        return Ok(false);
    }
    store::single_use::delete_all_of(conn, &account.id)?;
    store::accounts::delete(conn, &account.id)?;
    store::candidates::delete_of(conn, &account.email)?;
    store::accounts::delete_registrations(conn, &account.email)?;
    store::outbox::insert(conn, mail)?;
    Ok(true)
}
