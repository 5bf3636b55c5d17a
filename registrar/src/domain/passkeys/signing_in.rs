//! Signing in with a passkey (section 7.2).

use web::Caller;
use webauthn_rs::prelude::{AuthenticationResult, DiscoverableKey, Passkey, PublicKeyCredential};

use super::{Challenge, PasskeyError, quietly, user_handle};
use crate::domain::identity::Identified;
use crate::domain::secret::PlainToken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::passkeys::PasskeyRow;

/// Asks any browser for a passkey of whichever account it has one for.
pub(crate) async fn challenge(registrar: &Registrar, caller: &Caller) -> Result<Challenge, PasskeyError> {
    let passkeys = &registrar.passkeys;
    let party = passkeys.party()?;
    match caller.key() {
        Some(caller) => passkeys.asked.attempt(caller),
        None => passkeys.asked_by_unknown.attempt(""),
    }
    .map_err(PasskeyError::TooMany)?;
    let (asked, state) = party.start_discoverable_authentication()?;
    let options = serde_json::to_value(asked.public_key)?;
    let ceremony = passkeys.sign_ins.open(state, registrar.clock.now().unix()).await?;
    Ok(Challenge { ceremony, options })
}

/// Whose passkey it was that answered.
pub(crate) async fn sign_in(
    registrar: &Registrar,
    ceremony: &PlainToken,
    credential: &PublicKeyCredential,
) -> Result<Identified, PasskeyError> {
    let party = registrar.passkeys.party()?;
    let state = registrar.passkeys.sign_ins.take(ceremony, registrar.clock.now().unix()).await?;
    let state = state.ok_or(PasskeyError::Stale)?;
    let (user, id) = party.identify_discoverable_authentication(credential)?;
    let id = id.to_vec();
    let found = registrar.db.run(move |conn| store::passkeys::by_credential(conn, &id)).await?;
    let (account, row) = found.ok_or(PasskeyError::Unknown)?;
    if user != user_handle(&account)? {
        return Err(PasskeyError::Unknown);
    }
    let passkey: Passkey = serde_json::from_str(&row.passkey)?;
    let known = [DiscoverableKey::from(&passkey)];
    let checked = quietly(|| party.finish_discoverable_authentication(credential, state, &known))?;
    if !checked.user_verified() {
        return Err(PasskeyError::Unverified);
    }
    remember_use(registrar, row, passkey, &checked).await?;
    Ok(Identified::by_passkey(account))
}

/// Stores the signature counter, where the device has one. Of two that come at the same time one meets the other's.
async fn remember_use(
    registrar: &Registrar,
    row: PasskeyRow,
    mut passkey: Passkey,
    checked: &AuthenticationResult,
) -> Result<(), PasskeyError> {
    if passkey.update_credential(checked) != Some(true) {
        return Ok(());
    }
    let after = serde_json::to_string(&passkey)?;
    let advance =
        move |conn: &mut web::DbConnection| store::passkeys::advance(conn, &row.id, &row.passkey, &after);
    if registrar.db.write(advance).await? { Ok(()) } else { Err(PasskeyError::Stale) }
}
