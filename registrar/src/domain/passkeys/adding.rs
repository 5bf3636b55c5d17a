//! Adding a passkey to an account (section 7.1).

use serde::{Deserialize, Serialize};
use serde_json::json;
use webauthn_rs::prelude::{CredentialID, PasskeyRegistration, RegisterPublicKeyCredential};

use super::own::{list, note, parse_name};
use super::{Challenge, MOST, PasskeyError, quietly, user_handle};
use crate::domain::account::Account;
use crate::domain::account_mail;
use crate::domain::audit::Action;
use crate::domain::mail::Letterhead;
use crate::domain::secret::{PlainToken, random_id};
use crate::domain::session;
use crate::registrar::Registrar;
use crate::store;
use crate::store::passkeys::PasskeyRow;

/// A passkey that is being added.
#[derive(Serialize, Deserialize)]
pub(super) struct Begun {
    account: String,
    /// Of the account when it was begun.
    epoch: i64,
    name: String,
    state: PasskeyRegistration,
}

/// Asks the browser for a new passkey of an account, whose owner was asked again who they are.
pub(crate) async fn begin(
    registrar: &Registrar,
    account: &Account,
    name: &str,
) -> Result<Challenge, PasskeyError> {
    let party = registrar.passkeys.party()?;
    let name = parse_name(name)?;
    let known = list(registrar, account).await?;
    if known.len() >= MOST {
        return Err(PasskeyError::TooManyKeys);
    }
    let known: Vec<CredentialID> = known.into_iter().map(|row| row.credential.into()).collect();
    let shown = account.name.as_deref().unwrap_or(&account.email);
    let (asked, state) =
        party.start_passkey_registration(user_handle(account)?, &account.email, shown, Some(known))?;
    let mut options = serde_json::to_value(asked.public_key)?;
    // The device has to find it by itself: at sign-in no address is typed (section 5.4.6).
    options["authenticatorSelection"]["residentKey"] = json!("required");
    options["authenticatorSelection"]["requireResidentKey"] = json!(true);
    let begun = Begun { account: account.id.clone(), epoch: account.epoch, name, state };
    let ceremony = registrar.passkeys.begun.open(begun, registrar.clock.now().unix()).await?;
    Ok(Challenge { ceremony, options })
}

/// Adds the passkey that the browser has made, and tells the account's owner: the id under which it is listed.
pub(crate) async fn finish(
    registrar: &Registrar,
    account: &Account,
    ceremony: &PlainToken,
    credential: &RegisterPublicKeyCredential,
    sender: &Letterhead,
) -> Result<String, PasskeyError> {
    let now = registrar.clock.now();
    let begun = registrar.passkeys.begun.take(ceremony, now.unix()).await?;
    let Begun { epoch, name, state, .. } =
        begun.filter(|begun| begun.account == account.id).ok_or(PasskeyError::Stale)?;
    let account = Account { epoch, ..account.clone() };
    let party = registrar.passkeys.party()?;
    let passkey = quietly(|| party.finish_passkey_registration(credential, &state))?;
    let row = PasskeyRow {
        id: random_id(),
        account: account.id.clone(),
        credential: passkey.cred_id().to_vec(),
        name,
        passkey: serde_json::to_string(&passkey)?,
        added_on: now.unix() / 86_400,
    };
    let mail = account_mail::passkey_added(sender, &account.email, &row.name);
    let id = row.id.clone();
    registrar
        .db
        .write(move |conn| {
            session::still::<PasskeyError>(conn, &account)?;
            if !store::passkeys::insert(conn, &row)? {
                return Err(PasskeyError::Known);
            }
            store::outbox::insert(conn, &mail)?;
            Ok(note(conn, now, &account, Action::PasskeyAdd)?)
        })
        .await?;
    registrar.wake_mail();
    Ok(id)
}
