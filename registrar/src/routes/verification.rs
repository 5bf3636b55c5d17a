//! Confirming an address by the link that was mailed to it.

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use super::accounts::{link_invalid, link_problem};
use super::refused::Refused;
use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::password::Password;
use crate::domain::registration::{self, VerifyError};
use crate::domain::secret::PlainToken;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![verify_page, verify]).mount("/api/v1", routes![verify_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    token: String,
}

#[post("/accounts/verify", data = "<body>")]
async fn verify_api(app: &App, body: Result<JsonBody<Link>, Problem>) -> Result<Document, Problem> {
    let token = PlainToken::parse(&body?.0.token).ok_or(VerifyError::LinkInvalid)?;
    let account = registration::verify(app, &token).await?;
    Ok(Document::json(&json!({ "email": account.email, "verified": true })))
}

/// Opening the link alone changes nothing: mail scanners open links too.
#[get("/verify?<token>")]
async fn verify_page(app: &App, jar: &CookieJar<'_>, token: Option<&str>) -> Result<Reply, Fault> {
    let Some(token) = token.and_then(PlainToken::parse) else { return Ok(Reply::Show(invalid_link())) };
    match registration::is_same_browser(app, &token, cookies::registration(jar).as_ref()).await {
        Ok(same_browser) => Ok(Reply::Show(verify_form(&token, !same_browser, None))),
        Err(VerifyError::LinkInvalid) => Ok(Reply::Show(invalid_link())),
        Err(error) => Err(error.into()),
    }
}

#[derive(FromForm)]
struct VerifyForm<'r> {
    #[field(default = "")]
    token: &'r str,
    #[field(default = "")]
    password: &'r str,
}

#[post("/verify", data = "<form>")]
async fn verify(
    _own: SameOrigin,
    app: &App,
    jar: &CookieJar<'_>,
    form: Form<VerifyForm<'_>>,
) -> Result<Reply, Fault> {
    let Some(token) = PlainToken::parse(form.token) else { return Ok(Reply::Show(invalid_link())) };
    let password = Some(form.password).filter(|text| !text.is_empty()).map(Password::attempt);
    let browser = cookies::registration(jar);
    match registration::verify_on_page(app, &token, browser.as_ref(), password).await {
        Ok(account) => {
            cookies::settle_registration(jar);
            Ok(Reply::Show(view("verified.html", None, context! { email => account.email })))
        }
        Err(VerifyError::LinkInvalid) => Ok(Reply::Show(invalid_link())),
        Err(VerifyError::PasswordNeeded) => Ok(not_verified(&token, Text::new("verify-password-needed"))),
        Err(VerifyError::PasswordWrong) => Ok(not_verified(&token, Text::new("verify-password-wrong"))),
        Err(error) => Err(error.into()),
    }
}

fn not_verified(token: &PlainToken, refusal: Text) -> Reply {
    Reply::Show(
        verify_form(token, true, Some(Refused::at("password", refusal))).status(Status::UnprocessableEntity),
    )
}

fn verify_form(token: &PlainToken, password_needed: bool, refusal: Option<Refused>) -> Page {
    view("verify.html", None, context! { token => token.reveal(), password_needed, refusal })
}

fn invalid_link() -> Page {
    link_invalid(&Text::new("link-invalid-verify"), "/register", &Text::new("link-invalid-register"))
}

impl From<VerifyError> for Problem {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::LinkInvalid => link_problem(error),
            VerifyError::PasswordNeeded | VerifyError::PasswordWrong => Self::forbidden().detail(error),
            VerifyError::Busy(busy) => busy.into(),
            VerifyError::Store(error) => error.into(),
        }
    }
}
