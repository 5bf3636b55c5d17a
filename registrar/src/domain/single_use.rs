//! Tokens that work once: mailed in a link, or kept in a browser between two steps of signing in.

use super::secret::PlainToken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// What a token opens. A token of one purpose is nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To choose a new password.
    Reset,
    /// To sign in without a password.
    SignIn,
    /// To give the second factor, after the first.
    SecondFactor,
    /// To have the address it was mailed to.
    Address,
}

impl Purpose {
    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::SignIn => "sign-in",
            Self::SecondFactor => "second-factor",
            Self::Address => "address",
        }
    }
}

/// What is known about a token.
#[derive(Debug, Clone)]
pub(crate) struct SingleUse {
    /// What it opens.
    pub(crate) purpose: Purpose,
    /// To whom it was mailed, in its one spelling.
    pub(crate) email: String,
    /// The id of the account it is about; none where there was none when it was made.
    pub(crate) account: Option<String>,
    /// Where it leads on to: a path within the registrar.
    pub(crate) next: Option<String>,
    /// Seconds since 1970.
    pub(crate) expires_at: i64,
}

/// Looks at a token without using it up: opening a link changes nothing, for mail scanners open links too.
pub(crate) async fn look(
    registrar: &Registrar,
    token: &PlainToken,
    purpose: Purpose,
) -> StoreResult<Option<SingleUse>> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    registrar.db.run(move |conn| store::single_use::find(conn, &hashed, purpose, now)).await
}
