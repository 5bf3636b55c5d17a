//! Signing in and out.

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::{Build, Rocket, delete, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::headers::Csp;
use web::i18n::{Text, TextValue};
use web::templates::{Page, context};
use web::{Caller, Problem, SameOrigin};

use super::handover::policy_on_the_way_to;
use super::refused::Refused;
use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::account::{self, SignInError};
use crate::domain::email::parse_email;
use crate::domain::identity::{self, FirstFactor, Identified};
use crate::domain::mail::Letterhead;
use crate::domain::passkeys::PasskeyError;
use crate::domain::password::Password;
use crate::domain::session::{self, Kind, OpenError, Outdated};
use crate::guards::{Bearer, SignedIn};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![sign_in_page, sign_in, sign_out])
        .mount("/api/v1", routes![open_session, close_session])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewSession {
    email: String,
    password: String,
    /// Of the authenticator app, or a recovery code; for accounts with a second factor.
    #[serde(default)]
    totp: Option<String>,
}

#[post("/sessions", data = "<body>")]
async fn open_session(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<NewSession>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(new) = body?;
    let email = parse_email(&new.email).map_err(|_| SignInError::Wrong)?;
    let first = account::sign_in(app, &email, Password::attempt(&new.password), &caller).await?;
    let who = first.complete(app, new.totp.as_deref(), &caller, &sender).await?;
    let token = session::open(app, &who, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "token": token.reveal() })))
}

#[delete("/sessions/current")]
async fn close_session(app: &App, bearer: Bearer) -> Result<Status, Problem> {
    session::close(app, &bearer.session).await?;
    Ok(Status::NoContent)
}

#[get("/sign-in?<next>")]
async fn sign_in_page(app: &App, viewer: Option<SignedIn>, next: Option<&str>) -> Reply {
    match viewer {
        // Already signed in: straight on, unless the page is asked for as such, to change the account.
        Some(_) if next.is_some() => Reply::go(inner(next).unwrap_or("/me")),
        _ => Reply::Show(form_page(app, "", next, None).await),
    }
}

#[derive(FromForm)]
struct SignInForm<'r> {
    #[field(default = "")]
    email: &'r str,
    #[field(default = "")]
    password: &'r str,
    #[field(default = "")]
    next: &'r str,
}

#[post("/sign-in", data = "<form>")]
async fn sign_in(
    _own: SameOrigin,
    app: &App,
    before: Option<SignedIn>,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<SignInForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let attempt = match parse_email(form.email) {
        Ok(email) => account::sign_in(app, &email, Password::attempt(form.password), &caller).await,
        Err(_) => Err(SignInError::Wrong),
    };
    let first = match attempt {
        Ok(first) => first,
        Err(SignInError::Store(error)) => return Err(error.into()),
        Err(refusal) => {
            let field = if matches!(refusal, SignInError::Wrong) { "email" } else { "" };
            let refused = Refused::at(field, in_words(&refusal));
            let page = form_page(app, form.email, Some(form.next), Some(refused)).await;
            return Ok(Reply::refuse(page, &Problem::from(&refusal)));
        }
    };
    admit(app, jar, before, first, Some(form.next), &caller, &sender).await
}

/// Lets who has taken the first step in, or asks for the second one.
pub(super) async fn admit(
    app: &App,
    jar: &CookieJar<'_>,
    before: Option<SignedIn>,
    first: FirstFactor,
    next: Option<&str>,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<Reply, Fault> {
    if first.account().second_factor {
        let step = match identity::await_code(app, &first, inner(next)).await {
            Err(OpenError::Outdated(_)) => return Ok(Reply::go("/sign-in")),
            step => step?,
        };
        cookies::set_step(jar, &step);
        return Ok(Reply::go("/sign-in/code"));
    }
    let who = first.complete(app, None, caller, sender).await?;
    enter(app, jar, before, &who, next).await
}

/// Opens a session in this browser and leads on. The session before it ends: who signs in gets another token than the
/// browser had.
pub(super) async fn enter(
    app: &App,
    jar: &CookieJar<'_>,
    before: Option<SignedIn>,
    who: &Identified,
    next: Option<&str>,
) -> Result<Reply, Fault> {
    if let Some(before) = before {
        session::close(app, &before.session).await?;
        if before.account.id != who.account().id {
            // A waiting request was made for the account before.
            cookies::clear_pending(jar);
        }
    }
    let token = match session::open(app, who, Kind::Browser).await {
        // What they signed in with may not be right any more: asked again, they see.
        Err(OpenError::Outdated(_)) => return Ok(Reply::go("/sign-in")),
        token => token?,
    };
    cookies::set_session(jar, &token);
    let on = match inner(next) {
        Some(path) => path.to_owned(),
        None => match cookies::newest_pending(jar) {
            Some(pending) => format!("/polls/{}/pass/confirm", pending.poll),
            None => "/me".to_owned(),
        },
    };
    Ok(Reply::go(on))
}

#[post("/sign-out")]
async fn sign_out(_own: SameOrigin, app: &App, jar: &CookieJar<'_>) -> Result<Reply, Fault> {
    if let Some(token) = cookies::session(jar) {
        session::close(app, &token).await?;
    }
    cookies::clear_all(jar);
    Ok(Reply::go("/"))
}

/// `next` if it is a path within this registrar: nobody is sent elsewhere by a link to the sign-in page.
pub(crate) fn inner(next: Option<&str>) -> Option<&str> {
    let path = next?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    let within = path.starts_with('/') && !path.starts_with("//") && path.bytes().all(plain);
    (within && path.len() <= 200).then_some(path)
}

/// The page again for whom a passkey did not let in.
pub(super) async fn refused_sign_in(app: &App, next: Option<&str>, refusal: &PasskeyError) -> Page {
    form_page(app, "", next, Some(Refused::new(refusal.text()))).await
}

fn in_words(refusal: &SignInError) -> TextValue {
    match refusal {
        SignInError::TooMany(seconds) => Text::new("sign-in-too-many").with("n", seconds / 60 + 1).into(),
        SignInError::Busy(_) => Text::new("sign-in-busy").into(),
        SignInError::Wrong | SignInError::Store(_) => Text::new("sign-in-wrong").into(),
    }
}

async fn form_page(app: &App, email: &str, next: Option<&str>, refusal: Option<Refused>) -> Page {
    let next = inner(next);
    let passkeys = app.passkeys.available();
    let page = view("sign-in.html", None, context! { email, next, refusal, passkeys });
    let policy = match next {
        Some(path) => policy_on_the_way_to(app, path).await,
        None => None,
    };
    match (policy, passkeys) {
        (Some(policy), true) => page.csp(policy.with_scripts()),
        (Some(policy), false) => page.csp(policy),
        (None, true) => page.csp(Csp::scripted()),
        (None, false) => page,
    }
}

impl From<&SignInError> for Problem {
    fn from(error: &SignInError) -> Self {
        match error {
            SignInError::Wrong => {
                Self::new(Status::Unauthorized, "unauthorized", "Address or password is wrong")
            }
            SignInError::TooMany(seconds) => {
                Self::of_status(Status::TooManyRequests).header("Retry-After", seconds)
            }
            SignInError::Busy(busy) => (*busy).into(),
            SignInError::Store(error) => Self::internal(error),
        }
    }
}

impl From<Outdated> for Problem {
    fn from(_: Outdated) -> Self {
        Self::of_status(Status::Unauthorized).says(Outdated::text())
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Outdated(outdated) => outdated.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Store(error) => error.into(),
            other => Self::from(&other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_leads_nowhere_else() {
        assert_eq!(inner(Some("/polls/ab/pass/confirm")), Some("/polls/ab/pass/confirm"));
        for bad in [
            "",
            "me",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/me?x=1",
            "/a\nb",
            "/%2f",
        ] {
            assert_eq!(inner(Some(bad)), None, "{bad:?}");
        }
    }
}
