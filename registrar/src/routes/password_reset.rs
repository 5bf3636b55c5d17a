//! A new password for who has forgotten the old one.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
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
use super::{App, Document, Fault, Reply, view};
use crate::domain::email::{EmailMalformed, parse_email};
use crate::domain::mail::Letterhead;
use crate::domain::password::Password;
use crate::domain::password_reset::{self, ResetError};
use crate::domain::proof_of_work::{Purpose as Work, Worked};
use crate::domain::secret::PlainToken;
use crate::domain::single_use::{self, Purpose};
use crate::guards::SignedIn;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![request_page, request, confirm_page, confirm])
        .mount("/api/v1", routes![request_api, confirm_api])
}

#[post("/password-resets", data = "<body>")]
async fn request_api(
    app: &App,
    caller: Caller,
    body: Result<JsonBody<AddressBody>, Problem>,
    sender: Letterhead,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(body) = body?;
    let email = body.parse()?;
    let worked = app.proof_of_work.take(Work::Reset, body.offered(), &caller, app.clock.now()).await?;
    password_reset::request(app, &email, worked, &caller, &sender).await?;
    Ok(accounts::look_into_mail())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    token: String,
    password: String,
}

#[post("/password-resets/confirm", data = "<body>")]
async fn confirm_api(
    app: &App,
    body: Result<JsonBody<NewPassword>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(NewPassword { token, password }) = body?;
    let token = PlainToken::parse(&token).ok_or(ResetError::LinkInvalid)?;
    let link = single_use::look(app, &token, Purpose::Reset).await?.ok_or(ResetError::LinkInvalid)?;
    let password = Password::choose(&password, vec![link.email]).await?;
    let email = password_reset::confirm(app, &token, password, &sender).await?;
    Ok(Document::json(&json!({ "email": email })))
}

#[get("/password-reset")]
fn request_page(app: &App) -> Reply {
    Reply::Show(request_form(app, &Default::default(), &[]))
}

#[post("/password-reset", data = "<form>")]
async fn request(
    _own: SameOrigin,
    app: &App,
    viewer: Option<SignedIn>,
    caller: Caller,
    form: Form<AddressForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let email = match parse_email(form.email) {
        Ok(email) => email,
        Err(EmailMalformed) => {
            let fault = FieldFault { field: "email", text: EmailMalformed::text().into() };
            return Ok(Reply::Show(request_form(app, &form, &[fault]).status(Status::UnprocessableEntity)));
        }
    };
    let own = viewer.is_some_and(|viewer| viewer.account.email == email);
    let worked = match own {
        true => Worked::signed_in(),
        false => match app.proof_of_work.take(Work::Reset, form.offered(), &caller, app.clock.now()).await {
            Ok(worked) => worked,
            Err(error) => {
                let (status, fault) = work_fault(error);
                return Ok(Reply::Show(request_form(app, &form, &[fault]).status(status)));
            }
        },
    };
    password_reset::request(app, &email, worked, &caller, &sender).await?;
    Ok(Reply::Show(accounts::sent_page(app, &email, &Text::new("mail-sent-reset"))))
}

/// Opening the link alone changes nothing: mail scanners open links too.
#[get("/password-reset/confirm?<token>")]
async fn confirm_page(app: &App, token: Option<&str>) -> Result<Reply, Fault> {
    let Some(token) = token.and_then(PlainToken::parse) else { return Ok(Reply::Show(invalid_link())) };
    let link = single_use::look(app, &token, Purpose::Reset).await?;
    Ok(Reply::Show(match link {
        Some(link) => confirm_form(&token, &link.email, &[]),
        None => invalid_link(),
    }))
}

#[derive(FromForm)]
struct ConfirmForm<'r> {
    #[field(default = "")]
    token: &'r str,
    #[field(default = "")]
    password: &'r str,
}

#[post("/password-reset/confirm", data = "<form>")]
async fn confirm(
    _own: SameOrigin,
    app: &App,
    form: Form<ConfirmForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let Some(token) = PlainToken::parse(form.token) else { return Ok(Reply::Show(invalid_link())) };
    let Some(link) = single_use::look(app, &token, Purpose::Reset).await? else {
        return Ok(Reply::Show(invalid_link()));
    };
    let password = match Password::choose(form.password, vec![link.email.clone()]).await {
        Ok(password) => password,
        Err(error) => {
            let fault = FieldFault { field: "password", text: error.text().into() };
            let page = confirm_form(&token, &link.email, &[fault]);
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
    };
    match password_reset::confirm(app, &token, password, &sender).await {
        Ok(email) => Ok(Reply::Show(view("password-changed.html", None, context! { email }))),
        Err(ResetError::LinkInvalid) => Ok(Reply::Show(invalid_link())),
        Err(error) => Err(error.into()),
    }
}

fn request_form(app: &App, form: &AddressForm<'_>, faults: &[FieldFault]) -> Page {
    let context = context! { email => form.email };
    work_page(app, Work::Reset, Some(form.waited), "password-reset.html", faults, context)
}

fn confirm_form(token: &PlainToken, email: &str, faults: &[FieldFault]) -> Page {
    let context = context! { token => token.reveal(), email, faults => accounts::shown(faults) };
    view("password-reset-confirm.html", None, context)
}

fn invalid_link() -> Page {
    accounts::link_invalid(
        &Text::new("link-invalid-hour"),
        "/password-reset",
        &Text::new("link-invalid-another"),
    )
}

impl From<ResetError> for Problem {
    fn from(error: ResetError) -> Self {
        match error {
            ResetError::LinkInvalid => accounts::link_problem(error),
            ResetError::Busy(busy) => busy.into(),
            ResetError::Store(error) => error.into(),
        }
    }
}
