//! Asking again who it is, before something is changed that whoever merely found an open session must not change.

use web::Caller;
use web::i18n::{Text, TextValue};

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
    #[error("{}", self.text())]
    PasswordWrong,
    /// The account has no password, and signed in too long ago.
    #[error("{}", self.text())]
    SessionOld,
    /// Too many attempts for this address; seconds to wait.
    #[error("{}", self.text())]
    TooMany(u32),
    /// Too many passwords are being checked.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl NotSure {
    /// Words for a page; those of a failure of ours are for the log, in English.
    pub(crate) fn text(&self) -> TextValue {
        match self {
            Self::PasswordWrong => Text::new("password-wrong").into(),
            Self::SessionOld => Text::new("session-old").into(),
            Self::TooMany(_) => Text::new("too-many-attempts").into(),
            Self::Busy(error) => error.to_string().into(),
            Self::Store(error) => error.to_string().into(),
        }
    }
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
    registrar.limits.attempt(&account.email, caller).await.map_err(NotSure::TooMany)?;
    match registrar.passwords.verify(password, Some(hash)).await {
        Ok(true) => {
            registrar.limits.forgive(&account.email, caller).await;
            Ok(())
        }
        Ok(false) => Err(NotSure::PasswordWrong),
        Err(busy) => {
            registrar.limits.give_back(&account.email, caller).await;
            Err(busy.into())
        }
    }
}

/// How long ago a session may have been opened, in seconds.
const FRESH: i64 = 900;
