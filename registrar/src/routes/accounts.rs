//! Registering. How the address is confirmed: [`super::verification`].

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::response::status::Custom;
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::i18n::{Text, TextValue};
use web::templates::{Page, Value, context};
use web::{Caller, Problem, SameOrigin};

use super::proof_of_work::{work_fault, work_page};
use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::email::{EmailMalformed, parse_email};
use crate::domain::mail::Letterhead;
use crate::domain::password::{Busy, Password, PasswordRefused};
use crate::domain::profile::parse_name;
use crate::domain::proof_of_work::{Offered, Purpose};
use crate::domain::registration::{self, NewAccount, RegisterError};
use crate::domain::secret::PlainToken;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![register_page, register, send_again])
        .mount("/api/v1", routes![register_api, send_again_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountBody {
    email: String,
    password: String,
    #[serde(default)]
    name: Option<String>,
    /// The proof of work.
    #[serde(default)]
    altcha: String,
}

#[post("/accounts", data = "<body>")]
async fn register_api(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<AccountBody>, Problem>,
    sender: Letterhead,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(new) = body?;
    let account = parse(&new.email, &new.password, new.name.as_deref()).await?;
    let worked =
        app.proof_of_work.take(Purpose::Register, solved(&new.altcha), &caller, app.clock.now()).await?;
    registration::register(app, account, None, worked, &caller, &sender).await?;
    Ok(look_into_mail())
}

/// An address to which a mail is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressBody {
    email: String,
    /// The proof of work.
    #[serde(default)]
    altcha: String,
}

impl AddressBody {
    /// In its one spelling.
    pub(super) fn parse(&self) -> Result<String, Problem> {
        parse_email(&self.email).map_err(|error| field_problem("email", error))
    }

    /// The work that was done for it.
    pub(super) fn offered(&self) -> Offered<'_> {
        solved(&self.altcha)
    }
}

/// What a client of the API offers: it computes, waiting is for browsers.
fn solved(solution: &str) -> Offered<'_> {
    Offered { solution, ticket: "" }
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
    sender: Letterhead,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(body) = body?;
    let email = body.parse()?;
    let worked = app.proof_of_work.take(Purpose::Register, body.offered(), &caller, app.clock.now()).await?;
    registration::send_again(app, &email, worked, &caller, &sender).await?;
    Ok(look_into_mail())
}

#[get("/register?<next>")]
fn register_page(app: &App, next: Option<&str>) -> Reply {
    let form = RegisterForm { next: next.unwrap_or_default(), ..Default::default() };
    Reply::Show(form_page(app, &form, &[]))
}

#[derive(Default, FromForm)]
struct RegisterForm<'r> {
    #[field(default = "")]
    email: &'r str,
    #[field(default = "")]
    name: &'r str,
    #[field(default = "")]
    password: &'r str,
    #[field(default = "")]
    next: &'r str,
    #[field(default = "")]
    altcha: &'r str,
    #[field(default = "")]
    waited: &'r str,
}

#[post("/register", data = "<form>")]
async fn register(
    _own: SameOrigin,
    app: &App,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<RegisterForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let account = match parse(form.email, form.password, Some(form.name)).await {
        Ok(account) => account,
        Err(refusal) => {
            let page = form_page(app, &form, &[FieldFault::from(refusal)]);
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
    };
    let offered = Offered { solution: form.altcha, ticket: form.waited };
    let worked = match app.proof_of_work.take(Purpose::Register, offered, &caller, app.clock.now()).await {
        Ok(worked) => worked,
        Err(error) => {
            let (status, fault) = work_fault(error);
            return Ok(Reply::Show(form_page(app, &form, &[fault]).status(status)));
        }
    };
    let (email, browser) = (account.email.clone(), PlainToken::generate());
    registration::register(app, account, Some(&browser), worked, &caller, &sender).await?;
    cookies::set_registration(jar, &browser);
    let what_to_do = Text::new("mail-sent-verify");
    Ok(Reply::Show(registered_page(app, &email, &what_to_do, None, &[])))
}

#[post("/register/resend", data = "<form>")]
async fn send_again(
    _own: SameOrigin,
    app: &App,
    caller: Caller,
    form: Form<AddressForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let Ok(email) = parse_email(form.email) else {
        let form = RegisterForm { email: form.email, ..Default::default() };
        return Ok(Reply::Show(form_page(app, &form, &[]).status(Status::UnprocessableEntity)));
    };
    let what_to_do = Text::new("mail-sent-verify-again");
    let worked =
        match app.proof_of_work.take(Purpose::Register, form.offered(), &caller, app.clock.now()).await {
            Ok(worked) => worked,
            Err(error) => {
                let (status, fault) = work_fault(error);
                let page = registered_page(app, &email, &what_to_do, Some(form.waited), &[fault]);
                return Ok(Reply::Show(page.status(status)));
            }
        };
    registration::send_again(app, &email, worked, &caller, &sender).await?;
    Ok(Reply::Show(registered_page(app, &email, &what_to_do, None, &[])))
}

/// An address to which a mail is wanted.
#[derive(Default, FromForm)]
pub(super) struct AddressForm<'r> {
    /// As typed.
    #[field(default = "")]
    pub(super) email: &'r str,
    /// Where the visitor was on the way to.
    #[field(default = "")]
    pub(super) next: &'r str,
    /// The work that a script has done.
    #[field(default = "")]
    pub(super) altcha: &'r str,
    /// The ticket of who runs no script.
    #[field(default = "")]
    pub(super) waited: &'r str,
}

impl<'r> AddressForm<'r> {
    /// The work that was done for it.
    pub(super) fn offered(&self) -> Offered<'r> {
        Offered { solution: self.altcha, ticket: self.waited }
    }
}

/// Tells that a mail is on its way.
pub(super) fn sent_page(app: &App, email: &str, what_to_do: &Text) -> Page {
    let context = context! { email, what_to_do, again => false, demo_outbox => app.demo_outbox().is_some() };
    view("mail-sent.html", None, context! { faults => shown(&[]), work => (), ..context })
}

/// Tells so of a registration, and offers to send its mail once more.
fn registered_page(
    app: &App,
    email: &str,
    what_to_do: &Text,
    ticket: Option<&str>,
    faults: &[FieldFault],
) -> Page {
    let context = context! { email, what_to_do, again => true, demo_outbox => app.demo_outbox().is_some() };
    work_page(app, Purpose::Register, ticket, "mail-sent.html", faults, context)
}

/// The API's answer to a link of a mail that opens nothing any more.
pub(super) fn link_problem(error: impl std::fmt::Display) -> Problem {
    Problem::new(Status::UnprocessableEntity, "link-invalid", "The link is not valid").detail(error)
}

/// A link of a mail that opens nothing any more, and the way to another one, which is called `label`.
pub(super) fn link_invalid(reason: &Text, again: &str, label: &Text) -> Page {
    let page = view("link-invalid.html", None, context! { reason, again, label });
    page.status(Status::UnprocessableEntity)
}

fn form_page(app: &App, form: &RegisterForm<'_>, faults: &[FieldFault]) -> Page {
    let next = super::sessions::inner(Some(form.next));
    let context = context! { email => form.email, name => form.name, next };
    work_page(app, Purpose::Register, Some(form.waited), "register.html", faults, context)
}

/// A field of a form that is wrong.
pub(super) struct FieldFault {
    /// Its name.
    pub(super) field: &'static str,
    /// What is wrong and what to do.
    pub(super) text: TextValue,
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
            Unfit::Password(refused) => Self { field: "password", text: refused.text().into() },
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
    let fault = |field, text: Text| Unfit::Field(FieldFault { field, text: text.into() });
    let email = parse_email(email).map_err(|_| fault("email", EmailMalformed::text()))?;
    let name = parse_name(name.unwrap_or_default()).map_err(|error| fault("name", error.text()))?;
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
