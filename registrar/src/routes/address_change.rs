//! Another address for the account of whoever is signed in.

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::response::status::Custom;
use rocket::{Build, Rocket, delete, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::i18n::{Text, TextValue};
use web::templates::{Page, context};
use web::{Caller, Problem, SameOrigin};

use super::accounts::{self, FieldFault, field_problem};
use super::security::not_sure_status;
use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::account::Account;
use crate::domain::address_change::{self, AskError, ConfirmError};
use crate::domain::email::{EmailMalformed, parse_email};
use crate::domain::mail::Letterhead;
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::secret::PlainToken;
use crate::domain::session::{self, Kind};
use crate::guards::{Bearer, SignedIn};
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![page, request, cancel, confirm_page, confirm])
        .mount("/api/v1", routes![request_api, cancel_api, confirm_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressBody {
    email: String,
    #[serde(default)]
    current: String,
}

#[post("/me/address", data = "<body>")]
async fn request_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<AddressBody>, Problem>,
    sender: Letterhead,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(AddressBody { email, current }) = body?;
    let email = parse_email(&email).map_err(|error| field_problem("email", error))?;
    let Bearer { account, session } = bearer;
    ask_again(app, &account, &session, Kind::Bearer, Password::attempt(&current), &caller).await?;
    address_change::request(app, &account, &email, &caller, &sender).await?;
    Ok(accounts::look_into_mail())
}

#[delete("/me/address")]
async fn cancel_api(app: &App, bearer: Bearer) -> Result<Status, Problem> {
    address_change::cancel(app, &bearer.account).await?;
    Ok(Status::NoContent)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkBody {
    token: String,
}

#[post("/me/address/confirm", data = "<body>")]
async fn confirm_api(
    app: &App,
    bearer: Bearer,
    body: Result<JsonBody<LinkBody>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let token = PlainToken::parse(&body?.0.token).ok_or(ConfirmError::LinkInvalid)?;
    let again = address_change::confirm(app, &bearer.account, &token, &sender).await?;
    let token = session::open(app, &again, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "email": again.account().email, "token": token.reveal() })))
}

#[get("/me/address")]
async fn page(app: &App, viewer: SignedIn) -> Result<Page, Fault> {
    form_page(app, &viewer.account, Told::Nothing).await
}

#[derive(FromForm)]
struct AddressForm<'r> {
    #[field(default = "")]
    email: &'r str,
    #[field(default = "")]
    current: &'r str,
}

#[post("/me/address", data = "<form>")]
async fn request(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    form: Form<AddressForm<'_>>,
    sender: Letterhead,
) -> Result<Page, Fault> {
    let SignedIn { account, session } = viewer;
    let typed = form.email;
    let email = match parse_email(typed) {
        Ok(email) => email,
        Err(EmailMalformed) => {
            return refuse(app, &account, typed, ("email", EmailMalformed::text().into())).await;
        }
    };
    let current = Password::attempt(form.current);
    if let Err(error) = ask_again(app, &account, &session, Kind::Browser, current, &caller).await {
        let Some(status) = not_sure_status(&error) else { return Err(error.into()) };
        return Ok(refuse(app, &account, typed, ("current", error.text())).await?.status(status));
    }
    match address_change::request(app, &account, &email, &caller, &sender).await {
        Ok(()) => form_page(app, &account, Told::Written(&email)).await,
        Err(error @ AskError::Same) => refuse(app, &account, typed, ("email", error.text())).await,
        Err(error) => Err(error.into()),
    }
}

/// The page again, with what was typed and what is wrong with which field.
async fn refuse(
    app: &App,
    account: &Account,
    typed: &str,
    (field, text): (&'static str, TextValue),
) -> Result<Page, Fault> {
    let told = Told::Refused(typed, FieldFault { field, text });
    Ok(form_page(app, account, told).await?.status(Status::UnprocessableEntity))
}

#[post("/me/address/cancel")]
async fn cancel(_own: SameOrigin, app: &App, viewer: SignedIn) -> Result<Reply, Fault> {
    address_change::cancel(app, &viewer.account).await?;
    Ok(Reply::go("/me/address"))
}

/// Opening the link alone changes nothing: mail scanners open links too. Nor does it help who is not signed in.
#[get("/me/address/confirm?<token>")]
async fn confirm_page(app: &App, viewer: Option<SignedIn>, token: Option<&str>) -> Result<Page, Fault> {
    let Some(SignedIn { account, .. }) = viewer else {
        return Ok(view("address-confirm.html", None, context! {}).status(Status::Unauthorized));
    };
    let Some(token) = token.and_then(PlainToken::parse) else { return Ok(invalid_link()) };
    match address_change::look(app, &account, &token).await {
        Ok(email) => Ok(confirm_form(&account, &token, &email, None)),
        Err(ConfirmError::LinkInvalid) => Ok(invalid_link()),
        Err(error) => Err(error.into()),
    }
}

#[derive(FromForm)]
struct ConfirmForm<'r> {
    #[field(default = "")]
    token: &'r str,
}

#[post("/me/address/confirm", data = "<form>")]
async fn confirm(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    jar: &CookieJar<'_>,
    form: Form<ConfirmForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let account = viewer.account;
    let Some(token) = PlainToken::parse(form.token) else { return Ok(Reply::Show(invalid_link())) };
    match address_change::confirm(app, &account, &token, &sender).await {
        Ok(again) => {
            let session = session::open(app, &again, Kind::Browser).await?;
            cookies::set_session(jar, &session);
            Ok(Reply::go("/me/security?done=address"))
        }
        Err(ConfirmError::LinkInvalid) => Ok(Reply::Show(invalid_link())),
        Err(ConfirmError::Taken) => {
            let email = address_change::look(app, &account, &token).await?;
            let page = confirm_form(&account, &token, &email, Some(Text::new("address-taken")));
            Ok(Reply::Show(page.status(Status::Conflict)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What the page tells besides itself.
enum Told<'a> {
    Nothing,
    /// A mail is on its way to this address.
    Written(&'a str),
    /// What was typed, and what is wrong.
    Refused(&'a str, FieldFault),
}

async fn form_page(app: &App, account: &Account, told: Told<'_>) -> Result<Page, Fault> {
    let asked = account.clone();
    let (has_password, pending) = app
        .blocking(move |registrar| -> Result<_, web::DbError> {
            let hash = registrar.db.run_here(|conn| store::accounts::password_hash(conn, &asked.id))?;
            Ok((hash.is_some(), address_change::pending(registrar, &asked)?))
        })
        .await?;
    let (typed, written, faults) = match told {
        Told::Nothing => ("", None, Vec::new()),
        Told::Written(email) => ("", Some(email), Vec::new()),
        Told::Refused(typed, fault) => (typed, None, vec![fault]),
    };
    let demo_outbox = app.demo_outbox().is_some();
    let faults = accounts::shown(&faults);
    let context = context! { typed, written, pending, has_password, demo_outbox, faults };
    Ok(view("address.html", Some(account), context))
}

fn confirm_form(account: &Account, token: &PlainToken, email: &str, refusal: Option<Text>) -> Page {
    let context = context! { token => token.reveal(), email, refusal };
    view("address-confirm.html", Some(account), context)
}

fn invalid_link() -> Page {
    accounts::link_invalid(&Text::new("link-invalid-hour"), "/me/address", &Text::new("link-invalid-another"))
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Same => field_problem("email", error),
            AskError::Outdated(outdated) => outdated.into(),
            AskError::Store(error) => error.into(),
        }
    }
}

impl From<ConfirmError> for Problem {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::LinkInvalid => accounts::link_problem(error),
            ConfirmError::Taken => Self::conflict().detail(error),
            ConfirmError::Outdated(outdated) => outdated.into(),
            ConfirmError::Store(error) => error.into(),
        }
    }
}
