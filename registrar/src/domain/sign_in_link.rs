//! Signing in by mail, without a password: a link that works once, also in the invitation to a poll. Opening it proves
//! that the address is one's own, as confirming a registration does; an account that is not there yet is made.

use web::{Caller, DbConnection};

use super::account::{Account, Role};
use super::account_mail;
use super::identity::{FirstFactor, Identified};
use super::mail::Letterhead;
use super::proof_of_work::Worked;
use super::second_factor::CodeError;
use super::secret::PlainToken;
use super::single_use::{Purpose, SingleUse};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Why a link signs nobody in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    /// Unknown, used or expired.
    #[error("this link is not valid, was used already, or has expired")]
    LinkInvalid,
    /// The account has a second factor too.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Sends a link to sign in. Known and unknown addresses get the same mail after the same work.
pub(crate) async fn request(
    registrar: &Registrar,
    email: &str,
    next: Option<&str>,
    _worked: Worked,
    caller: &Caller,
    sender: &Letterhead,
) -> StoreResult<()> {
    if !registrar.limits.mails.allow(email, caller).await {
        return Ok(());
    }
    let (email, next, sender) = (email.to_owned(), next.map(str::to_owned), sender.clone());
    let expires_at = registrar.clock.now().unix() + LIFETIME;
    registrar
        .db
        .write(move |conn| -> StoreResult<()> {
            let token = remember(conn, &email, next, expires_at)?;
            store::outbox::insert(conn, &account_mail::sign_in(&sender, &email, &token))
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// The address of a fresh link for a mail to `email` about a poll, to whose page it leads. Works once, until
/// `expires_at` (seconds since 1970). Remembered in the transaction of the mail that holds it.
pub(crate) fn for_poll(
    conn: &mut DbConnection,
    sender: &Letterhead,
    email: &str,
    poll: &str,
    expires_at: i64,
) -> StoreResult<String> {
    to_page(conn, sender, email, format!("/polls/{poll}"), expires_at)
}

/// The same, leading to the page `next` of ours.
pub(crate) fn to_page(
    conn: &mut DbConnection,
    sender: &Letterhead,
    email: &str,
    next: String,
    expires_at: i64,
) -> StoreResult<String> {
    let token = remember(conn, email, Some(next), expires_at)?;
    Ok(account_mail::sign_in_link(sender, &token))
}

/// Uses a link up: whose account it opens, and where it leads on to. An address without an account gets one now.
pub(crate) async fn open(
    registrar: &Registrar,
    token: &PlainToken,
) -> Result<(FirstFactor, Option<String>), LinkError> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    registrar
        .db
        .write(move |conn| {
            let link = store::single_use::take(conn, &hashed, Purpose::SignIn, now)?;
            let link = link.ok_or(LinkError::LinkInvalid)?;
            let account = match known(conn, &link)? {
                Some(account) => account,
                None => {
                    let account = Account::new(&link.email, None, Role::Voter);
                    if !store::accounts::insert(conn, &account, None)? {
                        return Err(LinkError::LinkInvalid);
                    }
                    store::accounts::delete_registrations(conn, &link.email)?;
                    account
                }
            };
            Ok((FirstFactor::of(account), link.next))
        })
        .await
}

/// As [`open`] in one step, with the code of the second factor if the account has one: a link whose code is missing or
/// wrong is not used up.
pub(crate) async fn open_with_code(
    registrar: &Registrar,
    token: &PlainToken,
    code: Option<&str>,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<Identified, LinkError> {
    let (hashed, now) = (token.hash(), registrar.clock.now().unix());
    let account = registrar
        .db
        .run(move |conn| -> Result<Option<Account>, LinkError> {
            let link = store::single_use::find(conn, &hashed, Purpose::SignIn, now)?;
            known(conn, &link.ok_or(LinkError::LinkInvalid)?)
        })
        .await?;
    let identified = match account {
        Some(account) => Some(FirstFactor::of(account).complete(registrar, code, caller, sender).await?),
        None => None,
    };
    let (opened, _) = open(registrar, token).await?;
    match identified {
        Some(identified) if identified.account().id == opened.account().id => Ok(identified),
        _ => Ok(opened.complete(registrar, None, caller, sender).await?),
    }
}

/// The account that a link opens, if there is one.
fn known(conn: &mut DbConnection, link: &SingleUse) -> Result<Option<Account>, LinkError> {
    let known = store::accounts::credentials(conn, &link.email)?.map(|known| known.account);
    match (known, &link.account) {
        // The address may have become someone else's, or nobody's, since the link was mailed.
        (Some(known), Some(meant)) if known.id != *meant => Err(LinkError::LinkInvalid),
        (None, Some(_)) => Err(LinkError::LinkInvalid),
        (known, _) => Ok(known),
    }
}

/// Remembers a fresh link to sign in.
pub(super) fn remember(
    conn: &mut DbConnection,
    email: &str,
    next: Option<String>,
    expires_at: i64,
) -> StoreResult<PlainToken> {
    let token = PlainToken::generate();
    let account = store::accounts::credentials(conn, email)?.map(|known| known.account.id);
    let link = SingleUse { purpose: Purpose::SignIn, email: email.to_owned(), account, next, expires_at };
    store::single_use::insert(conn, &token.hash(), &link)?;
    Ok(token)
}

/// How long a link works that was asked for, in seconds.
pub(super) const LIFETIME: i64 = 3600;
