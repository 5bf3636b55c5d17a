//! Asking again who it is, before something is changed that whoever merely found an open session must not change.

use web::Caller;

use super::account::Account;
use super::password::{Busy, Password};
use super::secret::PlainToken;
use super::session::{self, Kind};
use crate::registrar::Registrar;
use crate::store;

/// Why it is not known well enough who asks.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotSure {
    /// The account has a password, and this is not it.
    #[error("this is not your present password")]
    PasswordWrong,
    /// The account has no password, and signed in too long ago.
    #[error("sign out and sign in again, then you have a quarter of an hour for this")]
    SessionOld,
    /// Too many attempts for this address; seconds to wait.
    #[error("too many attempts; try again later")]
    TooMany(u32),
    /// Too many passwords are being checked.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Who asks, once more: by the password of the account, or by a session that was opened a short while ago where the
/// account has none.
pub(crate) async fn ask_again(
    registrar: &Registrar,
    account: &Account,
    session: &PlainToken,
    kind: Kind,
    password: Password,
    caller: &Caller,
) -> Result<(), NotSure> {
    let id = account.id.clone();
    let Some(hash) = registrar.db.run(move |conn| store::accounts::password_hash(conn, &id)).await? else {
        let age = session::age(registrar, session, kind).await?;
        return if age.is_some_and(|age| age < FRESH) { Ok(()) } else { Err(NotSure::SessionOld) };
    };
    registrar.limits.attempt(&account.email, caller).map_err(NotSure::TooMany)?;
    match registrar.passwords.verify(password, Some(hash)).await {
        Ok(true) => {
            registrar.limits.forgive(&account.email, caller);
            Ok(())
        }
        Ok(false) => Err(NotSure::PasswordWrong),
        Err(busy) => {
            registrar.limits.give_back(&account.email, caller);
            Err(busy.into())
        }
    }
}

/// How long ago a session may have been opened, in seconds.
const FRESH: i64 = 900;
