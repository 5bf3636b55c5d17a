//! Signing in by mail, without a password.

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::response::status::Custom;
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Caller, Problem, SameOrigin};

use super::accounts::{self, AddressBody, AddressForm, FieldFault};
use super::proof_of_work::{work_fault, work_page};
use super::sessions::{admit, inner};
use super::{App, Document, Fault, Reply, view};
use crate::domain::email::{EmailMalformed, parse_email};
use crate::domain::mail::Letterhead;
use crate::domain::proof_of_work::Purpose as Work;
use crate::domain::secret::PlainToken;
use crate::domain::session::{self, Kind};
use crate::domain::sign_in_link::{self, LinkError};
use crate::domain::single_use::{self, Purpose};
use crate::guards::SignedIn;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![request_page, request, open_page, open])
        .mount("/api/v1", routes![request_api, open_api])
}

#[post("/sign-in-links", data = "<body>")]
async fn request_api(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<AddressBody>, Problem>,
    sender: Letterhead,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(body) = body?;
    let email = body.parse()?;
    let worked = app.proof_of_work.take(Work::SignIn, body.offered(), &caller, app.clock.now()).await?;
    sign_in_link::request(app, &email, None, worked, &caller, &sender).await?;
    Ok(accounts::look_into_mail())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkBody {
    token: String,
    #[serde(default)]
    totp: Option<String>,
}

#[post("/sessions/link", data = "<body>")]
async fn open_api(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<LinkBody>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(LinkBody { token, totp }) = body?;
    let link = PlainToken::parse(&token).ok_or(LinkError::LinkInvalid)?;
    let who = sign_in_link::open_with_code(app, &link, totp.as_deref(), &caller, &sender).await?;
    let token = session::open(app, &who, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "token": token.reveal() })))
}

#[get("/sign-in/link/new?<next>")]
fn request_page(app: &App, next: Option<&str>) -> Reply {
    let form = AddressForm { next: next.unwrap_or_default(), ..Default::default() };
    Reply::Show(request_form(app, &form, &[]))
}

#[post("/sign-in/link/new", data = "<form>")]
async fn request(
    _own: SameOrigin,
    app: &App,
    caller: Caller,
    form: Form<AddressForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let email = match parse_email(form.email) {
        Ok(email) => email,
        Err(EmailMalformed) => {
            let fault = FieldFault { field: "email", text: EmailMalformed::text().into() };
            let page = request_form(app, &form, &[fault]);
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
    };
    let worked = match app.proof_of_work.take(Work::SignIn, form.offered(), &caller, app.clock.now()).await {
        Ok(worked) => worked,
        Err(error) => {
            let (status, fault) = work_fault(error);
            return Ok(Reply::Show(request_form(app, &form, &[fault]).status(status)));
        }
    };
    sign_in_link::request(app, &email, inner(Some(form.next)), worked, &caller, &sender).await?;
    Ok(Reply::Show(accounts::sent_page(app, &email, &Text::new("mail-sent-sign-in"))))
}

/// Opening the link alone changes nothing: mail scanners open links too. The page names the address, so that nobody is
/// signed in as someone else unawares.
#[get("/sign-in/link?<token>")]
async fn open_page(app: &App, token: Option<&str>) -> Result<Reply, Fault> {
    let Some(token) = token.and_then(PlainToken::parse) else { return Ok(Reply::Show(invalid_link())) };
    let link = single_use::look(app, &token, Purpose::SignIn).await?;
    Ok(Reply::Show(match link {
        Some(link) => {
            let context = context! { token => token.reveal(), email => link.email };
            view("sign-in-link.html", None, context)
        }
        None => invalid_link(),
    }))
}

#[derive(FromForm)]
struct OpenForm<'r> {
    #[field(default = "")]
    token: &'r str,
}

#[post("/sign-in/link", data = "<form>")]
async fn open(
    _own: SameOrigin,
    app: &App,
    before: Option<SignedIn>,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<OpenForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let Some(token) = PlainToken::parse(form.token) else { return Ok(Reply::Show(invalid_link())) };
    match sign_in_link::open(app, &token).await {
        Ok((first, next)) => admit(app, jar, before, first, next.as_deref(), &caller, &sender).await,
        Err(LinkError::LinkInvalid) => Ok(Reply::Show(invalid_link())),
        Err(error) => Err(error.into()),
    }
}

fn request_form(app: &App, form: &AddressForm<'_>, faults: &[FieldFault]) -> Page {
    let context = context! { email => form.email, next => inner(Some(form.next)) };
    work_page(app, Work::SignIn, Some(form.waited), "sign-in-link-new.html", faults, context)
}

fn invalid_link() -> Page {
    accounts::link_invalid(
        &Text::new("link-invalid-hour"),
        "/sign-in/link/new",
        &Text::new("link-invalid-another"),
    )
}

impl From<LinkError> for Problem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::LinkInvalid => accounts::link_problem(error),
            LinkError::Code(error) => error.into(),
            LinkError::Store(error) => error.into(),
        }
    }
}
