//! Who asks: by the session cookie on pages, by a bearer token in the API; neither is ever taken for the other.

use std::sync::Arc;

use rocket::Request;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};
use web::Problem;

use crate::domain::account::{Account, Role};
use crate::domain::letter;
use crate::domain::mail::Letterhead;
use crate::domain::secret::PlainToken;
use crate::domain::session::{self, Kind};
use crate::registrar::Registrar;
use crate::store::polls::PollRow;

/// Someone signed in with a browser. On a page the failure leads to the sign-in page.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) account: Account,
    /// The session, to which forms are bound.
    pub(crate) session: PlainToken,
}

/// An officer or admin signed in with a browser. Which polls they may manage is asked for each.
#[derive(Debug)]
pub(crate) struct Officer(pub(crate) Account);

/// An admin signed in with a browser.
#[derive(Debug)]
pub(crate) struct Admin(pub(crate) Account);

/// An admin, with the session, for what the password is asked for once more.
#[derive(Debug)]
pub(crate) struct AdminSession(pub(crate) SignedIn);

/// Someone with a bearer token.
#[derive(Debug)]
pub(crate) struct Bearer {
    /// Who.
    pub(crate) account: Account,
    /// The token.
    pub(crate) session: PlainToken,
}

/// A bearer token that nobody has looked up yet: for a route that has more to look up, and does it in one go.
pub(crate) struct UnverifiedBearer(PlainToken);

/// An officer or admin with a bearer token.
#[derive(Debug)]
pub(crate) struct BearerOfficer(pub(crate) Account);

/// An admin with a bearer token.
#[derive(Debug)]
pub(crate) struct BearerAdmin(pub(crate) Account);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Letterhead {
    type Error = std::convert::Infallible;

    /// For the mails that answer this request: in the language of its page.
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let registrar = request.rocket().state::<Arc<Registrar>>().expect("the registrar is managed");
        let tongue = letter::messages().tongue_of(request);
        Outcome::Success(Self { tongue, ..registrar.letterhead() })
    }
}

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
        request.guard::<SignedIn>().await.and_then(|viewer| only(viewer.account, Role::manages).map(Self))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Admin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        request
            .guard::<SignedIn>()
            .await
            .and_then(|viewer| only(viewer.account, |role| role == Role::Admin).map(Self))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for AdminSession {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        request.guard::<SignedIn>().await.and_then(|SignedIn { account, session }| {
            only(account, |role| role == Role::Admin).map(|account| Self(SignedIn { account, session }))
        })
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
impl<'r> FromRequest<'r> for UnverifiedBearer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.headers().get_one("Authorization").and_then(bearer) {
            Some(token) => Outcome::Success(Self(token)),
            None => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}

impl UnverifiedBearer {
    /// Whose it is, and the published poll of this id. Blocks.
    pub(crate) fn account_and_poll_here(
        &self,
        registrar: &Registrar,
        poll: &str,
    ) -> Result<(Account, PollRow), Problem> {
        let found = session::account_and_poll_here(registrar, &self.0, Kind::Bearer, poll)?;
        let (account, row) = found.ok_or_else(Problem::unauthorized)?;
        Ok((account, row.ok_or_else(Problem::not_found)?))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for BearerOfficer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        request.guard::<Bearer>().await.and_then(|bearer| only(bearer.account, Role::manages).map(Self))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for BearerAdmin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        request
            .guard::<Bearer>()
            .await
            .and_then(|bearer| only(bearer.account, |role| role == Role::Admin).map(Self))
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

/// The account, if its role is one of those. Whoever manages polls gives a second factor, or reaches nothing.
fn only(account: Account, fit: impl Fn(Role) -> bool) -> Outcome<Account, ()> {
    if !fit(account.role) {
        Outcome::Error((Status::Forbidden, ()))
    } else if account.second_factor {
        Outcome::Success(account)
    } else {
        Outcome::Error((SECOND_FACTOR_NEEDED, ()))
    }
}

/// Stands for "enrol a second factor first" until a catcher says so in words.
pub(crate) const SECOND_FACTOR_NEEDED: Status = Status::PreconditionRequired;

/// RFC 6750 section 2.1; the scheme is case-insensitive (RFC 9110 section 11.1).
fn bearer(header: &str) -> Option<PlainToken> {
    let (scheme, token) = header.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("Bearer") { PlainToken::parse(token.trim()) } else { None }
}

/// `__Host-`: the browser takes it only with Secure, Path=/ and no Domain, so no sibling host can set or shadow it.
pub(crate) const SESSION_COOKIE: &str = "__Host-session";
