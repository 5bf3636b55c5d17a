//! Help for people who are locked out, or whose session somebody else has: an operator takes the second factor off an
//! account or ends its sessions. Who asks for it must be known to the operator by another way than mail; the owner is told.

use crypto::time::UtcTime;
use serde_json::json;
use web::{Db, DbConnection};

use super::account::{Account, Role};
use super::account_mail;
use super::audit::{Action, Actor, Event};
use super::mail::Letterhead;
use crate::store;

/// Why an account is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RescueError {
    /// No such account.
    #[error("there is no such account")]
    NoAccount,
    /// No code is asked for.
    #[error("this account has no second factor: no code is asked for")]
    NoFactor,
    /// An admin who still has the codes of the own account.
    #[error("this is your own account: look after it under Security, or ask another admin")]
    Own,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Which account.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose<'a> {
    /// By its id.
    Id(&'a str),
    /// By its address, in its one spelling.
    Email(&'a str),
}

/// Takes the second factor and the recovery codes off an account. All its sessions and links end; who manages polls
/// enrols a new factor before anything else. The account. Blocks.
pub(crate) fn reset_second_factor(
    db: &Db,
    now: UtcTime,
    sender: &Letterhead,
    actor: &Actor,
    whose: Whose<'_>,
) -> Result<Account, RescueError> {
    db.write_here(|conn| {
        let account = find(conn, actor, whose)?;
        // Line one of what is changed: who signs in at this moment waits for it, or has come before it.
        store::sessions::end_all_of(conn, &account.id)?;
        let factor = store::second_factors::find(conn, &account.id)?;
        if factor.is_none_or(|factor| factor.step.is_none()) {
            return Err(RescueError::NoFactor);
        }
        store::second_factors::remove(conn, &account.id)?;
        store::single_use::delete_all_of(conn, &account.id)?;
        store::outbox::insert(conn, &account_mail::second_factor_reset(sender, &account.email))?;
        note(conn, now, actor, Action::SecondFactorReset, &account)?;
        Ok(account)
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
    db.write_here(|conn| {
        let account = find(conn, actor, whose)?;
        store::sessions::end_all_of(conn, &account.id)?;
        store::single_use::delete_all_of(conn, &account.id)?;
        store::outbox::insert(conn, &account_mail::sessions_ended(sender, &account.email))?;
        note(conn, now, actor, Action::SessionsEnd, &account)?;
        Ok(account)
    })
}

fn find(conn: &mut DbConnection, actor: &Actor, whose: Whose<'_>) -> Result<Account, RescueError> {
    let account = match whose {
        Whose::Id(id) => store::users::by_id(conn, id)?,
        Whose::Email(email) => store::users::by_email(conn, email)?,
    };
    let account = account.ok_or(RescueError::NoAccount)?;
    match actor {
        Actor::Account { id, .. } if *id == account.id => Err(RescueError::Own),
        _ => Ok(account),
    }
}

/// The audit log names by address only who has a role; a voter's account has a random id, which tells nothing once the
/// account is gone.
fn note(
    conn: &mut DbConnection,
    now: UtcTime,
    actor: &Actor,
    action: Action,
    account: &Account,
) -> Result<(), web::DbError> {
    let name = if account.role == Role::Voter { &account.id } else { &account.email };
    let event = Event::new(actor.clone(), action, format!("account:{name}"))
        .after(json!({ "role": account.role.as_str() }));
    store::audit::append(conn, now, &event)
}
