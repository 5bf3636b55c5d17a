//! Accounts and signing in. How an account comes about: [`super::registration`].

use crypto::time::UtcTime;
use serde_json::json;
use web::{Caller, Db};

use super::audit::{Action, Actor, Event};
use super::identity::FirstFactor;
use super::password::{Busy, Cost, Password, hash_here};
use super::second_factor::Secret;
use super::secret::random_id;
use super::vault::Vault;
use super::zone::Zone;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Someone whose address is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// Random.
    pub(crate) id: String,
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// In which their times are shown; none: in that of each poll.
    pub(crate) zone: Option<Zone>,
    /// What they may do.
    pub(crate) role: Role,
    /// Whether a code is asked for as well when they sign in.
    pub(crate) second_factor: bool,
    /// How often all its sessions had ended when this was read.
    pub(crate) epoch: i64,
}

impl Account {
    /// A new one, under an id of its own.
    pub(crate) fn new(email: &str, name: Option<String>, role: Role) -> Self {
        let email = email.to_owned();
        Self { id: random_id(), email, name, zone: None, role, second_factor: false, epoch: 0 }
    }
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Vote where the roll has them.
    Voter,
    /// Also draft polls, and manage those that they own or are given.
    Officer,
    /// Everything: all polls, users and roles included.
    Admin,
}

impl Role {
    /// As it is stored and shown.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Voter => "voter",
            Self::Officer => "officer",
            Self::Admin => "admin",
        }
    }

    /// Inverse of [`Role::as_str`]; anything unknown may do least.
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "admin" => Self::Admin,
            "officer" => Self::Officer,
            _ => Self::Voter,
        }
    }

    /// Whether they may draft polls at all.
    pub(crate) fn manages(self) -> bool {
        self != Self::Voter
    }
}

/// An account and how its password is checked.
#[derive(Debug)]
pub(crate) struct Credentials {
    /// The account.
    pub(crate) account: Account,
    /// PHC string; none if the account signs in by mail alone.
    pub(crate) password_hash: Option<String>,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignInError {
    /// No such account, not yet, or another password: which of them is not told. Who registered an address that is not
    /// theirs would learn from it whether the address has an account.
    #[error("address or password is wrong")]
    Wrong,
    /// Too many attempts for this address; seconds to wait.
    #[error("too many attempts")]
    TooMany(u32),
    /// Too many passwords are being checked.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Checks address and password: always one password check, whether there is such an address or not.
pub(crate) async fn sign_in(
    registrar: &Registrar,
    email: &str,
    password: Password,
    caller: &Caller,
) -> Result<FirstFactor, SignInError> {
    registrar.limits.attempt(email, caller).await.map_err(SignInError::TooMany)?;
    let checked = check(registrar, email, password).await;
    match &checked {
        Ok(Some(_)) => registrar.limits.forgive(email, caller).await,
        Ok(None) => {}
        Err(_) => registrar.limits.give_back(email, caller).await,
    }
    checked?.map(FirstFactor::of).ok_or(SignInError::Wrong)
}

/// Whose password this is, at this address; none if it is nobody's.
async fn check(
    registrar: &Registrar,
    email: &str,
    password: Password,
) -> Result<Option<Account>, SignInError> {
    let address = email.to_owned();
    let known = registrar.db.run(move |conn| store::accounts::credentials(conn, &address)).await?;
    let (known, hash) = match known {
        Some(Credentials { account, password_hash }) => (Some(account), password_hash),
        None => (None, None),
    };
    let right = registrar.passwords.verify(password.clone(), hash.clone()).await?;
    let known = known.filter(|_| right);
    if let (Some(account), Some(hash)) = (&known, hash)
        && registrar.passwords.is_outdated(&hash)
    {
        rehash(registrar, account, password, hash).await;
    }
    Ok(known)
}

/// Stores the hash of a password anew at the present cost, unless it is another password by now. Who signs in does not
/// wait for its success: the next sign-in tries again.
async fn rehash(registrar: &Registrar, account: &Account, password: Password, old: String) {
    let Ok(new) = registrar.passwords.hash(password).await else { return };
    let id = account.id.clone();
    let stored = registrar.db.write(move |conn| store::accounts::rehash(conn, &id, &old, &new)).await;
    if let Err(error) = stored {
        tracing::warn!("a password could not be hashed anew: {error}");
    }
}

/// Makes an admin of an address: a new account, or the one it has, with this password and a fresh second factor, whose
/// secret is shown once.
pub(crate) fn create_admin(
    db: &Db,
    vault: &Vault,
    now: UtcTime,
    email: &str,
    password: (&Password, Cost),
) -> StoreResult<Secret> {
    let secret = Secret::generate();
    let hash = hash_here(password.0, password.1);
    db.write_here(|conn| {
        let known = store::accounts::credentials(conn, email)?.map(|known| known.account);
        let before = known.as_ref().map(|account| account.role.as_str());
        let account = match known {
            Some(account) => account,
            None => {
                let account = Account::new(email, None, Role::Admin);
                store::accounts::insert(conn, &account, None)?;
                account
            }
        };
        store::accounts::promote(conn, &account.id, &hash)?;
        store::second_factors::set(conn, &account.id, &secret.seal(vault, &account.id))?;
        // Whoever was signed in with an older password is not any more.
        store::sessions::end_all_of(conn, &account.id)?;
        store::single_use::delete_all_of(conn, &account.id)?;
        let event = Event::new(Actor::CommandLine, Action::AdminCreate, format!("account:{email}"))
            .before(json!({ "role": before }))
            .after(json!({ "role": Role::Admin.as_str() }));
        store::audit::append(conn, now, &event)?;
        Ok(secret)
    })
}
