//! Who asks: by the session cookie on pages, by a bearer token in the API; neither is ever taken for the other.

use std::sync::Arc;

use rocket::Request;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};

use crate::domain::account::{Account, Role};
use crate::domain::secret::PlainToken;
use crate::domain::session::{self, Kind};
use crate::registrar::Registrar;

/// Someone signed in with a browser. On a page the failure leads to the sign-in page.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) account: Account,
    /// The session, to which forms are bound.
    pub(crate) session: PlainToken,
}

/// An admin signed in with a browser.
#[derive(Debug)]
pub(crate) struct Officer(pub(crate) Account);

/// Someone with a bearer token.
#[derive(Debug)]
pub(crate) struct Bearer {
    /// Who.
    pub(crate) account: Account,
    /// The token.
    pub(crate) session: PlainToken,
}

/// An admin with a bearer token.
#[derive(Debug)]
pub(crate) struct BearerOfficer(pub(crate) Account);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let token =
            request.cookies().get(SESSION_COOKIE).and_then(|cookie| PlainToken::parse(cookie.value()));
        match identify(request, token, Kind::Browser).await {
            Ok((account, session)) => Outcome::Success(Self { account, session }),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Officer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.guard::<SignedIn>().await {
            Outcome::Success(signed_in) => {
                admin(signed_in.account).map_or_else(refuse, |a| Outcome::Success(Self(a)))
            }
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Bearer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let token = request.headers().get_one("Authorization").and_then(bearer);
        match identify(request, token, Kind::Bearer).await {
            Ok((account, session)) => Outcome::Success(Self { account, session }),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for BearerOfficer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.guard::<Bearer>().await {
            Outcome::Success(bearer) => {
                admin(bearer.account).map_or_else(refuse, |a| Outcome::Success(Self(a)))
            }
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

async fn identify(
    request: &Request<'_>,
    token: Option<PlainToken>,
    kind: Kind,
) -> Result<(Account, PlainToken), Status> {
    let token = token.ok_or(Status::Unauthorized)?;
    let registrar = request.rocket().state::<Arc<Registrar>>().expect("the registrar is managed");
    match session::account(registrar, &token, kind).await {
        Ok(Some(account)) => Ok((account, token)),
        Ok(None) => Err(Status::Unauthorized),
        Err(error) => {
            tracing::warn!("a session cannot be looked up: {error}");
            Err(Status::ServiceUnavailable)
        }
    }
}

fn admin(account: Account) -> Option<Account> {
    (account.role == Role::Admin).then_some(account)
}

fn refuse<T>() -> Outcome<T, ()> {
    Outcome::Error((Status::Forbidden, ()))
}

/// RFC 6750 section 2.1; the scheme is case-insensitive (RFC 9110 section 11.1).
fn bearer(header: &str) -> Option<PlainToken> {
    let (scheme, token) = header.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("Bearer") { PlainToken::parse(token.trim()) } else { None }
}

/// `__Host-`: the browser takes it only with Secure, Path=/ and no Domain, so no sibling host can set or shadow it.
pub(crate) const SESSION_COOKIE: &str = "__Host-session";
