//! The passkeys that an account has.

use super::PasskeyError;
use crate::domain::account::Account;
use crate::domain::account_mail;
use crate::domain::audit::{Action, Event};
use crate::domain::identity::Identified;
use crate::domain::mail::Letterhead;
use crate::domain::session;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::passkeys::PasskeyRow;

/// The passkeys of an account, by name.
pub(crate) async fn list(registrar: &Registrar, account: &Account) -> StoreResult<Vec<PasskeyRow>> {
    let id = account.id.clone();
    registrar.db.run(move |conn| store::passkeys::of(conn, &id)).await
}

/// Calls a passkey of the account something else; false if it has no such passkey.
pub(crate) async fn rename(
    registrar: &Registrar,
    account: &Account,
    id: &str,
    name: &str,
) -> Result<bool, PasskeyError> {
    let (account, id, name) = (account.id.clone(), id.to_owned(), parse_name(name)?);
    Ok(registrar.db.write(move |conn| store::passkeys::rename(conn, &account, &id, &name)).await?)
}

/// Removes a passkey of the account, and tells its owner; none if it has no such passkey. Every session ends, for one of
/// them may be of whoever has the device now; who removed it may open a new one.
pub(crate) async fn remove(
    registrar: &Registrar,
    account: &Account,
    id: &str,
    sender: &Letterhead,
) -> Result<Option<Identified>, PasskeyError> {
    let (account, id, now) = (account.clone(), id.to_owned(), registrar.clock.now());
    let sender = sender.clone();
    let again = registrar
        .db
        .write(move |conn| {
            session::still::<PasskeyError>(conn, &account)?;
            if !store::passkeys::remove(conn, &account.id, &id)? {
                return Ok(None);
            }
            let epoch = store::sessions::end_all_of(conn, &account.id)?;
            store::outbox::insert(conn, &account_mail::passkey_removed(&sender, &account.email))?;
            note(conn, now, &account, Action::PasskeyRemove)?;
            Ok::<_, PasskeyError>(Some(Identified::again(account, epoch)))
        })
        .await?;
    registrar.wake_mail();
    Ok(again)
}

/// Notes what was done to the passkeys of somebody who manages polls; of a voter nothing.
pub(super) fn note(
    conn: &mut web::DbConnection,
    now: crypto::time::UtcTime,
    account: &Account,
    action: Action,
) -> StoreResult<()> {
    Event::by_owner(account, action).map_or(Ok(()), |event| store::audit::append(conn, now, &event))
}

/// What an owner calls a passkey.
pub(super) fn parse_name(name: &str) -> Result<String, PasskeyError> {
    let name = name.trim();
    let fit = (1..=60).contains(&name.chars().count()) && !name.contains(char::is_control);
    if fit { Ok(name.to_owned()) } else { Err(PasskeyError::Name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_visible() {
        assert_eq!(parse_name(" My phone ").unwrap(), "My phone");
        for bad in ["", "  ", "a\nb", &"x".repeat(61)] {
            assert!(matches!(parse_name(bad), Err(PasskeyError::Name)), "{bad}");
        }
    }
}
