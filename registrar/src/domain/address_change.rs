//! Another address for an account.
//!
//! ```text
//! asked for, as its owner --mail to the new address--> link --opened, signed in--> changed, every session ends
//!                         `-mail to the old address, how to stop it               `-mails to both
//! ```
//!
//! A roll belongs to its organisers and keeps the address that stands on it. What stands there under the address that is
//! given up stays the account's by a link (`roll.account`): nobody loses a vote with an old mailbox, and whoever gets that
//! mailbox next finds the entry taken, its pass collected or not. A roll that is made of another one (a split into precincts, a
//! copy) takes the links along. So there are never more passes than entries, nor in an open poll more than confirmed addresses.
//!
//! A new address that has an account already gets the same answer after the same work: one link, and two mails. Only its
//! owner reads that nothing will change.

use serde_json::json;
use web::i18n::{Text, TextValue};
use web::{Caller, DbConnection};

use super::account::Account;
use super::account_mail;
use super::audit::{Action, Event};
use super::identity::Identified;
use super::mail::Letterhead;
use super::secret::PlainToken;
use super::session::{self, Outdated};
use super::single_use::{Purpose, SingleUse};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Why nothing was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AskError {
    /// Nothing would change.
    #[error("{}", self.text())]
    Same,
    /// The account was changed meanwhile.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl AskError {
    /// Words for a page; those of a failure of ours are for the log, in English.
    pub(crate) fn text(&self) -> TextValue {
        match self {
            Self::Same => Text::new("address-same").into(),
            Self::Outdated(_) => Outdated::text().into(),
            Self::Store(error) => error.to_string().into(),
        }
    }
}

/// Why the address is what it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfirmError {
    /// Unknown, used, expired, or of another account.
    #[error("this link is not valid, was used already, has expired, or belongs to another account")]
    LinkInvalid,
    /// Somebody has made an account of the new address since.
    #[error("{}", Text::new("address-taken"))]
    Taken,
    /// The account was changed meanwhile.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Sends a link to the new address and tells the old one, for who was asked again who they are. Of several links the
/// newest works.
pub(crate) async fn request(
    registrar: &Registrar,
    account: &Account,
    new: &str,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<(), AskError> {
    if new == account.email {
        return Err(AskError::Same);
    }
    let mails = &registrar.limits.mails;
    if !mails.allow(&account.email, caller).await || !mails.allow(new, caller).await {
        return Ok(());
    }
    let (account, new, sender) = (account.clone(), new.to_owned(), sender.clone());
    let expires_at = registrar.clock.now().unix() + LIFETIME;
    registrar
        .db
        .write(move |conn| {
            session::still::<AskError>(conn, &account)?;
            store::single_use::delete_of(conn, &account.id, Purpose::Address)?;
            let token = PlainToken::generate();
            let mail = match store::accounts::credentials(conn, &new)? {
                Some(_) => account_mail::address_taken(&sender, &new),
                None => account_mail::address_confirm(&sender, &new, &token),
            };
            store::outbox::insert(conn, &mail)?;
            store::outbox::insert(conn, &account_mail::address_asked(&sender, &account.email, &new))?;
            let (purpose, account) = (Purpose::Address, Some(account.id));
            let link = SingleUse { purpose, email: new, account, next: None, expires_at };
            Ok::<_, AskError>(store::single_use::insert(conn, &token.hash(), &link)?)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// The address that waits for its link to be opened, if one does.
pub(crate) fn pending(registrar: &Registrar, account: &Account) -> StoreResult<Option<String>> {
    let now = registrar.clock.now().unix();
    registrar.db.run_here(|conn| store::single_use::address_of(conn, &account.id, Purpose::Address, now))
}

/// Makes the link void: the address stays what it is.
pub(crate) async fn cancel(registrar: &Registrar, account: &Account) -> StoreResult<()> {
    let id = account.id.clone();
    registrar.db.write(move |conn| store::single_use::delete_of(conn, &id, Purpose::Address)).await
}

/// The new address that a link of this account confirms.
pub(crate) async fn look(
    registrar: &Registrar,
    account: &Account,
    token: &PlainToken,
) -> Result<String, ConfirmError> {
    let link = super::single_use::look(registrar, token, Purpose::Address).await?;
    own(account, link).map(|link| link.email)
}

/// Changes the address: the link is used up, and every session of the account and every other link to it is void; who
/// changed it may open a new one.
pub(crate) async fn confirm(
    registrar: &Registrar,
    account: &Account,
    token: &PlainToken,
    sender: &Letterhead,
) -> Result<Identified, ConfirmError> {
    let (account, hashed) = (account.clone(), token.hash());
    let (sender, now) = (sender.clone(), registrar.clock.now());
    let again = registrar
        .db
        .write(move |conn| {
            store::links::lock(conn)?;
            session::still::<ConfirmError>(conn, &account)?;
            let link = store::single_use::take(conn, &hashed, Purpose::Address, now.unix())?;
            let new = own(&account, link)?.email;
            // Those to the old address too.
            store::single_use::delete_all_of(conn, &account.id)?;
            let epoch = change(conn, &account, &new)?;
            store::outbox::insert(conn, &account_mail::address_changed(&sender, &account.email, &new))?;
            store::outbox::insert(conn, &account_mail::address_new(&sender, &new))?;
            if let Some(event) = Event::by_owner(&account, Action::AddressChange) {
                let (before, after) = (json!({ "email": account.email }), json!({ "email": new }));
                store::audit::append(conn, now, &event.before(before).after(after))?;
            }
            Ok::<_, ConfirmError>(Identified::again(Account { email: new, ..account }, epoch))
        })
        .await?;
    registrar.wake_mail();
    Ok(again)
}

/// Gives the account the new address, leaves it what stands under the old one, and begins its next epoch. A pass that is
/// being issued to it is entered before this, or not at all; a roll that is copied meanwhile has the link, by the lock that the
/// transaction began with.
///
/// It is the polls that are locked meanwhile, as for a correction of the roll: a lock that each pass took on its account
/// would leave the order of passes in PostgreSQL's rows.
pub(crate) fn change(conn: &mut DbConnection, account: &Account, new: &str) -> Result<i64, ConfirmError> {
    store::polls::lock_all_that_issue(conn)?;
    if !store::accounts::set_email(conn, &account.id, new)? {
        return Err(ConfirmError::Taken);
    }
    store::accounts::delete_registrations(conn, new)?;
    store::roll::leave(conn, &account.id, &account.email)?;
    store::candidates::follow(conn, &account.email, new)?;
    Ok(store::sessions::end_all_of(conn, &account.id)?)
}

fn own(account: &Account, link: Option<SingleUse>) -> Result<SingleUse, ConfirmError> {
    link.filter(|link| link.account.as_ref() == Some(&account.id)).ok_or(ConfirmError::LinkInvalid)
}

/// How long a link works, in seconds.
const LIFETIME: i64 = 3600;
