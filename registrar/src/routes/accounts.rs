//! Registering and confirming an address.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::response::status::Custom;
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::templates::context;
use web::{Problem, SameOrigin};

use super::{App, Document, Fault, Reply, view};
use crate::domain::account::{self, RegisterError, VerifyError};
use crate::domain::email::parse_email;
use crate::domain::password::{Busy, Password};
use crate::domain::secret::PlainToken;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![register_page, register, verify_page, verify])
        .mount("/api/v1", routes![register_api, verify_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    email: String,
    password: String,
    #[serde(default)]
    name: Option<String>,
}

#[post("/accounts", data = "<body>")]
async fn register_api(
    app: &App,
    body: Result<JsonBody<NewAccount>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(new) = body?;
    let fields = Fields::parse(&new.email, &new.password, new.name.as_deref()).map_err(|fault| {
        Problem::new(Status::UnprocessableEntity, "malformed-request", "The account cannot be made")
            .detail(format_args!("{}: {}", fault.field, fault.text))
            .with("field", fault.field)
    })?;
    account::register(app, fields.email, fields.name, fields.password).await?;
    // The same words whether or not the address is known: the mail says which.
    Ok(Custom(Status::Accepted, Document::json(&json!({ "status": "look into your mail" }))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    token: String,
}

#[post("/accounts/verify", data = "<body>")]
async fn verify_api(app: &App, body: Result<JsonBody<Link>, Problem>) -> Result<Document, Problem> {
    let token = PlainToken::parse(&body?.0.token).ok_or(VerifyError::LinkInvalid)?;
    let account = account::verify(app, token).await?;
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
async fn register(_own: SameOrigin, app: &App, form: Form<RegisterForm<'_>>) -> Result<Reply, Fault> {
    let fields = match Fields::parse(form.email, form.password, Some(form.name)) {
        Ok(fields) => fields,
        Err(fault) => {
            let page = form_page(form.email, form.name, Some(form.next), &[fault]);
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
    };
    let email = fields.email.clone();
    match account::register(app, fields.email, fields.name, fields.password).await {
        Ok(()) => {
            let demo = app.demo_outbox().is_some();
            Ok(Reply::Show(view("registered.html", None, context! { email, demo_outbox => demo })))
        }
        Err(error) => Err(Fault::from(error)),
    }
}

#[get("/verify?<token>")]
fn verify_page(token: Option<&str>) -> Reply {
    match token.and_then(PlainToken::parse) {
        // Opening the link alone changes nothing: mail scanners open links too.
        Some(token) => Reply::Show(view("verify.html", None, context! { token => token.reveal() })),
        None => Reply::Show(invalid_link()),
    }
}

#[derive(FromForm)]
struct VerifyForm<'r> {
    #[field(default = "")]
    token: &'r str,
}

#[post("/verify", data = "<form>")]
async fn verify(_own: SameOrigin, app: &App, form: Form<VerifyForm<'_>>) -> Result<Reply, Fault> {
    let Some(token) = PlainToken::parse(form.token) else { return Ok(Reply::Show(invalid_link())) };
    match account::verify(app, token).await {
        Ok(account) => Ok(Reply::Show(view("verified.html", None, context! { email => account.email }))),
        Err(VerifyError::LinkInvalid) => Ok(Reply::Show(invalid_link())),
        Err(error) => Err(Fault::from(error)),
    }
}

fn invalid_link() -> web::templates::Page {
    view("link-invalid.html", None, context! {}).status(Status::UnprocessableEntity)
}

fn form_page(email: &str, name: &str, next: Option<&str>, faults: &[FieldFault]) -> web::templates::Page {
    let faults: Vec<_> =
        faults.iter().map(|fault| context! { field => fault.field, text => fault.text }).collect();
    view("register.html", None, context! { email, name, next => super::sessions::inner(next), faults })
}

/// What a new account needs, parsed.
struct Fields {
    email: String,
    name: Option<String>,
    password: Password,
}

struct FieldFault {
    field: &'static str,
    text: String,
}

impl Fields {
    fn parse(email: &str, password: &str, name: Option<&str>) -> Result<Self, FieldFault> {
        let fault = |field, text: String| FieldFault { field, text };
        let email = parse_email(email).map_err(|error| fault("email", error.to_string()))?;
        let password = Password::parse(password).map_err(|error| fault("password", error.to_string()))?;
        let name = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        if name.as_ref().is_some_and(|name| name.chars().count() > 200 || name.contains(char::is_control)) {
            return Err(fault("name", "a name has at most 200 characters".to_owned()));
        }
        Ok(Self { email, name, password })
    }
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
            VerifyError::Store(error) => error.into(),
        }
    }
}
