//! Registering and confirming an address.

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::response::status::Custom;
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::templates::{Page, Value, context};
use web::{Caller, Problem, SameOrigin};

use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::email::parse_email;
use crate::domain::password::{Busy, Password, PasswordRefused};
use crate::domain::registration::{self, NewAccount, RegisterError, VerifyError};
use crate::domain::secret::PlainToken;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![register_page, register, send_again, verify_page, verify])
        .mount("/api/v1", routes![register_api, send_again_api, verify_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountBody {
    email: String,
    password: String,
    #[serde(default)]
    name: Option<String>,
}

#[post("/accounts", data = "<body>")]
async fn register_api(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<AccountBody>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(new) = body?;
    let account = parse(&new.email, &new.password, new.name.as_deref()).await?;
    registration::register(app, account, None, &caller).await?;
    Ok(look_into_mail())
}

/// An address to which a mail is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressBody {
    email: String,
}

impl AddressBody {
    /// In its one spelling.
    pub(super) fn parse(&self) -> Result<String, Problem> {
        parse_email(&self.email).map_err(|error| field_problem("email", error))
    }
}

/// The same words whether or not the address is known: the mail says which.
pub(super) fn look_into_mail() -> Custom<Document> {
    Custom(Status::Accepted, Document::json(&json!({ "status": "look into your mail" })))
}

/// A field of a request to the API that is wrong.
pub(super) fn field_problem(field: &'static str, error: impl std::fmt::Display) -> Problem {
    Problem::new(Status::UnprocessableEntity, "malformed-request", "The request has a field that is wrong")
        .detail(format_args!("{field}: {error}"))
        .with("field", field)
}

#[post("/accounts/resend", data = "<body>")]
async fn send_again_api(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<AddressBody>, Problem>,
) -> Result<Custom<Document>, Problem> {
    registration::send_again(app, &body?.0.parse()?, &caller).await?;
    Ok(look_into_mail())
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

#[get("/register?<next>")]
fn register_page(next: Option<&str>) -> Reply {
    Reply::Show(form_page("", "", next, &[]))
}

#[derive(FromForm)]
struct RegisterForm<'r> {
    #[field(default = "")]
    email: &'r str,
    #[field(default = "")]
    name: &'r str,
    #[field(default = "")]
    password: &'r str,
    #[field(default = "")]
    next: &'r str,
}

#[post("/register", data = "<form>")]
async fn register(
    _own: SameOrigin,
    app: &App,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<RegisterForm<'_>>,
) -> Result<Reply, Fault> {
    let account = match parse(form.email, form.password, Some(form.name)).await {
        Ok(account) => account,
        Err(refusal) => {
            let fault = FieldFault::from(refusal);
            let page = form_page(form.email, form.name, Some(form.next), &[fault]);
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
    };
    let (email, browser) = (account.email.clone(), PlainToken::generate());
    registration::register(app, account, Some(&browser), &caller).await?;
    cookies::set_registration(jar, &browser);
    let what_to_do = "Open the link in that mail to confirm your address; it works for two days.";
    Ok(Reply::Show(sent_page(app, &email, what_to_do, true)))
}

#[post("/register/resend", data = "<form>")]
async fn send_again(
    _own: SameOrigin,
    app: &App,
    caller: Caller,
    form: Form<AddressForm<'_>>,
) -> Result<Reply, Fault> {
    let Ok(email) = parse_email(form.email) else {
        return Ok(Reply::Show(form_page(form.email, "", None, &[]).status(Status::UnprocessableEntity)));
    };
    registration::send_again(app, &email, &caller).await?;
    Ok(Reply::Show(sent_page(app, &email, "Open the link in that mail to confirm your address.", true)))
}

/// An address to which a mail is wanted.
#[derive(FromForm)]
pub(super) struct AddressForm<'r> {
    /// As typed.
    #[field(default = "")]
    pub(super) email: &'r str,
    /// Where the visitor was on the way to.
    #[field(default = "")]
    pub(super) next: &'r str,
}

/// Tells that a mail is on its way; `again` offers to send the mail of a registration once more.
pub(super) fn sent_page(app: &App, email: &str, what_to_do: &str, again: bool) -> Page {
    let demo_outbox = app.demo_outbox().is_some();
    view("mail-sent.html", None, context! { email, what_to_do, again, demo_outbox })
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
        Err(error @ (VerifyError::PasswordNeeded | VerifyError::PasswordWrong)) => {
            Ok(Reply::Show(verify_form(&token, true, Some(&error)).status(Status::UnprocessableEntity)))
        }
        Err(error) => Err(error.into()),
    }
}

fn verify_form(token: &PlainToken, password_needed: bool, refusal: Option<&VerifyError>) -> Page {
    let refusal = refusal.map(ToString::to_string);
    view("verify.html", None, context! { token => token.reveal(), password_needed, refusal })
}

fn invalid_link() -> Page {
    link_invalid("two days", "/register", "Register again")
}

/// A link of a mail that opens nothing any more, and the way to another one.
pub(super) fn link_invalid(lifetime: &str, again: &str, label: &str) -> Page {
    view("link-invalid.html", None, context! { lifetime, again, label }).status(Status::UnprocessableEntity)
}

fn form_page(email: &str, name: &str, next: Option<&str>, faults: &[FieldFault]) -> Page {
    let next = super::sessions::inner(next);
    view("register.html", None, context! { email, name, next, faults => shown(faults) })
}

/// A field of a form that is wrong.
pub(super) struct FieldFault {
    /// Its name.
    pub(super) field: &'static str,
    /// What is wrong and what to do.
    pub(super) text: String,
}

/// As templates show them.
pub(super) fn shown(faults: &[FieldFault]) -> Vec<Value> {
    faults.iter().map(|fault| context! { field => fault.field, text => fault.text }).collect()
}

/// What is wrong with a registration.
enum Unfit {
    Field(FieldFault),
    Password(PasswordRefused),
}

impl From<Unfit> for FieldFault {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Field(fault) => fault,
            Unfit::Password(refused) => Self { field: "password", text: refused.to_string() },
        }
    }
}

impl From<Unfit> for Problem {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Field(fault) => field_problem(fault.field, fault.text),
            Unfit::Password(refused) => refused.into(),
        }
    }
}

impl From<PasswordRefused> for Problem {
    fn from(refused: PasswordRefused) -> Self {
        match refused {
            PasswordRefused::Length => field_problem("password", refused),
            PasswordRefused::Weak(_) => {
                Self::new(Status::UnprocessableEntity, "password-too-weak", "The password is easy to guess")
                    .detail(refused)
                    .with("field", "password")
            }
        }
    }
}

async fn parse(email: &str, password: &str, name: Option<&str>) -> Result<NewAccount, Unfit> {
    let fault = |field, text: String| Unfit::Field(FieldFault { field, text });
    let email = parse_email(email).map_err(|error| fault("email", error.to_string()))?;
    let name = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    if name.as_ref().is_some_and(|name| name.chars().count() > 200 || name.contains(char::is_control)) {
        return Err(fault("name", "a name has at most 200 characters".to_owned()));
    }
    let about = [Some(email.clone()), name.clone()].into_iter().flatten().collect();
    let password = Password::choose(password, about).await.map_err(Unfit::Password)?;
    Ok(NewAccount { email, name, password })
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Busy(busy) => busy.into(),
            RegisterError::Store(error) => error.into(),
        }
    }
}

impl From<Busy> for Problem {
    fn from(_: Busy) -> Self {
        Self::overloaded(5)
    }
}

impl From<VerifyError> for Problem {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::LinkInvalid => {
                Self::new(Status::UnprocessableEntity, "link-invalid", "The link is not valid").detail(error)
            }
            VerifyError::PasswordNeeded | VerifyError::PasswordWrong => Self::forbidden().detail(error),
            VerifyError::Busy(busy) => busy.into(),
            VerifyError::Store(error) => error.into(),
        }
    }
}
