//! Who signs in, in two steps: only who has taken both is let in.

use web::Caller;

use super::account::Account;
use super::mail::Letterhead;
use super::second_factor::{self, CodeError};
use super::secret::PlainToken;
use super::session::{self, OpenError};
use super::single_use::{self, Purpose, SingleUse};
use crate::registrar::Registrar;
use crate::store;

/// Someone who gave the password of an account, or opened a link that was mailed to it.
#[derive(Debug)]
pub(crate) struct FirstFactor(Account);

/// Someone who has also given the second factor, if the account has one, or signed in with a passkey, which is both. Only
/// they get a session.
#[derive(Debug)]
pub(crate) struct Identified(Account);

impl FirstFactor {
    /// Called by what has checked a password or a link, and by nothing else.
    pub(super) fn of(account: Account) -> Self {
        Self(account)
    }

    /// Whose account it would be.
    pub(crate) fn account(&self) -> &Account {
        &self.0
    }

    /// Takes the second step, by a code of the app or a recovery code; none is needed where the account has no second
    /// factor.
    pub(crate) async fn complete(
        self,
        registrar: &Registrar,
        code: Option<&str>,
        caller: &Caller,
        sender: &Letterhead,
    ) -> Result<Identified, CodeError> {
        if self.0.second_factor {
            second_factor::check(registrar, &self.0, code, caller, sender).await?;
        }
        Ok(Identified(self.0))
    }
}

/// Why the second step was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    /// The first step was too long ago, or never taken.
    #[error("this took too long; sign in again")]
    Stale,
    /// The code.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Lets who has taken the first step in a browser take the second one there within ten minutes, with this token.
pub(crate) async fn await_code(
    registrar: &Registrar,
    first: &FirstFactor,
    next: Option<&str>,
) -> Result<PlainToken, OpenError> {
    let token = PlainToken::generate();
    let (hashed, account) = (token.hash(), first.account().clone());
    let step = SingleUse {
        purpose: Purpose::SecondFactor,
        email: account.email.clone(),
        account: Some(account.id.clone()),
        next: next.map(str::to_owned),
        expires_at: registrar.clock.now().unix() + STEP_LIFETIME,
    };
    registrar
        .db
        .write(move |conn| -> Result<(), OpenError> {
            session::still::<OpenError>(conn, &account)?;
            Ok(store::single_use::insert(conn, &hashed, &step)?)
        })
        .await?;
    Ok(token)
}

/// Takes the second step in a browser: who it is, and where they were on the way to.
pub(crate) async fn give_code(
    registrar: &Registrar,
    token: &PlainToken,
    code: &str,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<(Identified, Option<String>), StepError> {
    let step = single_use::look(registrar, token, Purpose::SecondFactor).await?.ok_or(StepError::Stale)?;
    let email = step.email;
    let known = registrar.db.run(move |conn| store::accounts::credentials(conn, &email)).await?;
    let account =
        known.map(|known| known.account).filter(|account| Some(&account.id) == step.account.as_ref());
    let first = FirstFactor::of(account.ok_or(StepError::Stale)?);
    let identified = first.complete(registrar, Some(code), caller, sender).await?;
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    let taken = registrar
        .db
        .write(move |conn| store::single_use::take(conn, &hashed, Purpose::SecondFactor, now))
        .await?;
    if taken.is_some() { Ok((identified, step.next)) } else { Err(StepError::Stale) }
}

/// How long the second step may take, in seconds.
const STEP_LIFETIME: i64 = 600;

impl Identified {
    /// Called by what has checked a passkey, and by nothing else.
    pub(super) fn by_passkey(account: Account) -> Self {
        Self(account)
    }

    /// Who had a session of this account until a moment ago, when they ended all its sessions and began this epoch.
    pub(super) fn again(account: Account, epoch: i64) -> Self {
        Self(Account { epoch, ..account })
    }

    /// Whose account it is.
    pub(crate) fn account(&self) -> &Account {
        &self.0
    }
}
