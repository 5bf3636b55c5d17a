//! Help for people who are locked out, or whose device or session somebody else has: an operator takes the second factor and the
//! passkeys off an account, or ends its sessions. Who asks for it must be known to the operator by another way than mail; the
//! owner is told.

use crypto::time::UtcTime;
use serde_json::json;
use web::i18n::Text;
use web::{Db, DbConnection};

use super::account::Account;
use super::account_mail;
use super::audit::{self, Action, Actor, Event};
use super::mail::{Letterhead, Mail};
use crate::store;

/// Why an account is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RescueError {
    /// No such account.
    #[error("{}", self.text())]
    NoAccount,
    /// No code is asked for, and no passkey opens it.
    #[error("{}", self.text())]
    NoFactor,
    /// An admin who still has the codes of the own account.
    #[error("{}", self.text())]
    Own,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl RescueError {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoAccount => Text::new("rescue-no-account"),
            Self::NoFactor => Text::new("rescue-no-factor"),
            Self::Own => Text::new("rescue-own"),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Which account.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose<'a> {
    /// By its id.
    Id(&'a str),
    /// By its address, in its one spelling.
    Email(&'a str),
}

/// Takes the second factor, the recovery codes and the passkeys off an account: they are on the device that is lost. All its
/// sessions and links end; who manages polls enrols a new factor before anything else. The account. Blocks.
pub(crate) fn reset_second_factor(
    db: &Db,
    now: UtcTime,
    sender: &Letterhead,
    actor: &Actor,
    whose: Whose<'_>,
) -> Result<Account, RescueError> {
    help(db, now, actor, whose, |conn, account| {
        let factor = store::second_factors::find(conn, &account.id)?;
        let codes = factor.is_some_and(|factor| factor.step.is_some());
        let passkeys = store::passkeys::remove_all_of(conn, &account.id)?;
        if !codes && passkeys == 0 {
            return Err(RescueError::NoFactor);
        }
        store::second_factors::remove(conn, &account.id)?;
        Ok((Action::SecondFactorReset, account_mail::second_factor_reset(sender, &account.email)))
    })
}

/// Ends every session of an account, and every link to it. The account. Blocks.
pub(crate) fn end_sessions(
    db: &Db,
    now: UtcTime,
    sender: &Letterhead,
    actor: &Actor,
    whose: Whose<'_>,
) -> Result<Account, RescueError> {
    help(db, now, actor, whose, |_, account| {
        Ok((Action::SessionsEnd, account_mail::sessions_ended(sender, &account.email)))
    })
}

/// Ends every session of somebody else's account and every link to it, does what `change` does besides, tells the owner, and
/// notes the act.
fn help(
    db: &Db,
    now: UtcTime,
    actor: &Actor,
    whose: Whose<'_>,
    change: impl FnOnce(&mut DbConnection, &Account) -> Result<(Action, Mail), RescueError>,
) -> Result<Account, RescueError> {
    db.write_here(|conn| {
        let account = match whose {
            Whose::Id(id) => store::users::by_id(conn, id)?,
            Whose::Email(email) => store::users::by_email(conn, email)?,
        };
        let account = account.ok_or(RescueError::NoAccount)?;
        if actor.is(&account) {
            return Err(RescueError::Own);
        }
        // Line one of what is changed: who signs in at this moment waits for it, or has come before it.
        store::sessions::end_all_of(conn, &account.id)?;
        store::single_use::delete_all_of(conn, &account.id)?;
        let (action, mail) = change(conn, &account)?;
        store::outbox::insert(conn, &mail)?;
        let event = Event::new(actor.clone(), action, audit::account(&account))
            .after(json!({ "role": account.role.as_str() }));
        store::audit::append(conn, now, &event)?;
        Ok(account)
    })
}
