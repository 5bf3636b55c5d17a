//! Codes of an authenticator app: giving one when signing in, enrolling, taking it off, recovery codes.

use qrcode::{Color, QrCode};
use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::{Build, Request, Rocket, catch, catchers, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::templates::{Page, context};
use web::{Caller, Problem, SameOrigin};

use super::accounts::{self, FieldFault};
use super::refused::Refused;
use super::security::{has_password, refuse};
use super::sessions::enter;
use super::{App, Document, Fault, Reply, SeeOther, cookies, view};
use crate::domain::account::Account;
use crate::domain::identity::{self, StepError};
use crate::domain::mail::Letterhead;
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::second_factor::{self, CodeError, Secret};
use crate::domain::session::{self, Kind};
use crate::domain::single_use::{self, Purpose};
use crate::guards::{Bearer, SignedIn};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![code_page, give_code, enrol_page, begin, confirm, remove, renew_codes])
        .mount("/api/v1", routes![begin_api, confirm_api, remove_api, renew_codes_api])
        .register("/", catchers![enrol_first])
        .register("/api", catchers![enrol_first_api])
}

#[get("/sign-in/code")]
async fn code_page(app: &App, jar: &CookieJar<'_>) -> Result<Reply, Fault> {
    let Some(step) = cookies::step(jar) else { return Ok(Reply::go("/sign-in")) };
    let waiting = single_use::look(app, &step, Purpose::SecondFactor).await?;
    Ok(if waiting.is_some() { Reply::Show(code_form(app, None)) } else { Reply::go("/sign-in") })
}

#[derive(FromForm)]
struct CodeForm<'r> {
    #[field(default = "")]
    code: &'r str,
}

#[post("/sign-in/code", data = "<form>")]
async fn give_code(
    _own: SameOrigin,
    app: &App,
    before: Option<SignedIn>,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<CodeForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let Some(step) = cookies::step(jar) else { return Ok(Reply::go("/sign-in")) };
    match identity::give_code(app, &step, form.code, &caller, &sender).await {
        Ok((who, next)) => {
            cookies::settle_step(jar);
            enter(app, jar, before, &who, next.as_deref()).await
        }
        Err(StepError::Stale) => {
            cookies::settle_step(jar);
            Ok(Reply::go("/sign-in"))
        }
        Err(StepError::Code(error)) => {
            let status = refusal_status(&error)?;
            Ok(Reply::Show(code_form(app, Some(Refused::at("code", error.text()))).status(status)))
        }
        Err(StepError::Store(error)) => Err(error.into()),
    }
}

fn code_form(app: &App, refusal: Option<Refused>) -> Page {
    let demo = app.demo_outbox().is_some();
    view("sign-in-code.html", None, context! { refusal, demo_codes => demo })
}

/// How wrong codes are answered on a page; other failures are none of its.
pub(super) fn refusal_status(error: &CodeError) -> Result<Status, Problem> {
    match error {
        CodeError::Missing | CodeError::Wrong => Ok(Status::UnprocessableEntity),
        CodeError::TooMany(_) => Ok(Status::TooManyRequests),
        CodeError::Outdated(outdated) => Err((*outdated).into()),
        CodeError::Unreadable(error) => Err(Problem::internal(error)),
        CodeError::Store(error) => Err(Problem::internal(error)),
    }
}

#[get("/me/security/totp")]
async fn enrol_page(app: &App, viewer: SignedIn) -> Result<Reply, Fault> {
    if viewer.account.second_factor {
        return Ok(Reply::go("/me/security"));
    }
    let page = view(
        "totp.html",
        Some(&viewer.account),
        enrol_context(&viewer.account, has_password(app, &viewer.account).await?, &[]),
    );
    Ok(Reply::Show(page))
}

#[derive(FromForm)]
struct CurrentForm<'r> {
    #[field(default = "")]
    current: &'r str,
}

#[post("/me/security/totp", data = "<form>")]
async fn begin(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    form: Form<CurrentForm<'_>>,
) -> Result<Reply, Fault> {
    let SignedIn { account, session } = &viewer;
    if account.second_factor {
        return Ok(Reply::go("/me/security"));
    }
    let current = Password::attempt(form.current);
    if let Err(error) = ask_again(app, account, session, Kind::Browser, current, &caller).await {
        let status = super::security::not_sure_status(&error);
        let Some(status) = status else { return Err(error.into()) };
        let fault = FieldFault { field: "current", text: error.text() };
        let context = enrol_context(account, has_password(app, &viewer.account).await?, &[fault]);
        return Ok(Reply::Show(view("totp.html", Some(account), context).status(status)));
    }
    let secret = second_factor::begin(app, account).await?;
    Ok(Reply::Show(scan_page(app, account, &secret)))
}

#[post("/me/security/totp/confirm", data = "<form>")]
async fn confirm(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<CodeForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let SignedIn { account, .. } = viewer;
    match second_factor::confirm(app, &account, form.code, &caller, &sender).await {
        Ok((again, codes)) => {
            let token = session::open(app, &again, Kind::Browser).await?;
            cookies::set_session(jar, &token);
            Ok(Reply::Show(codes_page(&account, &codes)))
        }
        Err(error) => {
            let status = refusal_status(&error)?;
            // Without the secret, which is shown to nobody but who has just been asked again who they are.
            let refusal = Refused::at("code", error.text());
            let page = view("totp-scan.html", Some(&account), context! { refusal });
            Ok(Reply::Show(page.status(status)))
        }
    }
}

#[post("/me/security/totp/remove", data = "<form>")]
async fn remove(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    form: Form<CodeForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let account = viewer.account;
    if account.role.manages() {
        return Err(needed_by_role().into());
    }
    if let Err(error) = second_factor::check(app, &account, Some(form.code), &caller, &sender).await {
        return code_refused(app, &account, "off-code", &error).await;
    }
    second_factor::remove(app, &account, &sender).await?;
    Ok(Reply::go("/me/security?done=codes-off"))
}

#[post("/me/security/codes", data = "<form>")]
async fn renew_codes(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    form: Form<CodeForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let account = viewer.account;
    if let Err(error) = second_factor::check(app, &account, Some(form.code), &caller, &sender).await {
        return code_refused(app, &account, "renew-code", &error).await;
    }
    let codes = second_factor::renew_codes(app, &account).await?;
    Ok(Reply::Show(codes_page(&account, &codes)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrentBody {
    #[serde(default)]
    current: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeBody {
    totp: String,
}

#[post("/me/totp", data = "<body>")]
async fn begin_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<CurrentBody>, Problem>,
) -> Result<Document, Problem> {
    let JsonBody(CurrentBody { current }) = body?;
    let Bearer { account, session } = bearer;
    if account.second_factor {
        return Err(Problem::conflict().detail("the account has a second factor; take it off first"));
    }
    ask_again(app, &account, &session, Kind::Bearer, Password::attempt(&current), &caller).await?;
    let secret = second_factor::begin(app, &account).await?;
    let uri = secret.uri(app.name.as_str(), &account.email);
    Ok(Document::json(&json!({ "secret": secret.base32(), "uri": uri })))
}

#[post("/me/totp/confirm", data = "<body>")]
async fn confirm_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<CodeBody>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(CodeBody { totp }) = body?;
    let (again, codes) = second_factor::confirm(app, &bearer.account, &totp, &caller, &sender).await?;
    let token = session::open(app, &again, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "token": token.reveal(), "recovery_codes": codes })))
}

#[post("/me/totp/remove", data = "<body>")]
async fn remove_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<CodeBody>, Problem>,
    sender: Letterhead,
) -> Result<Status, Problem> {
    let JsonBody(CodeBody { totp }) = body?;
    if bearer.account.role.manages() {
        return Err(needed_by_role());
    }
    second_factor::check(app, &bearer.account, Some(&totp), &caller, &sender).await?;
    second_factor::remove(app, &bearer.account, &sender).await?;
    Ok(Status::NoContent)
}

#[post("/me/recovery-codes", data = "<body>")]
async fn renew_codes_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<CodeBody>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(CodeBody { totp }) = body?;
    second_factor::check(app, &bearer.account, Some(&totp), &caller, &sender).await?;
    let codes = second_factor::renew_codes(app, &bearer.account).await?;
    Ok(Document::json(&json!({ "recovery_codes": codes })))
}

/// Who manages polls without a second factor is led to enrol one.
#[catch(428)]
fn enrol_first() -> SeeOther {
    SeeOther("/me/security/totp".to_owned())
}

#[catch(428)]
fn enrol_first_api(request: &Request<'_>) -> Problem {
    let url = request.rocket().state::<web::OwnOrigin>().map_or("", |own| own.0.as_str());
    Problem::new(Status::Forbidden, "totp-required", "Whoever manages polls needs a second factor")
        .detail(format_args!("enrol one at {url}/me/security/totp, or by POST /me/totp"))
}

async fn code_refused(
    app: &App,
    account: &Account,
    field: &'static str,
    error: &CodeError,
) -> Result<Reply, Fault> {
    let status = refusal_status(error)?;
    refuse(app, account, field, error.text(), status).await
}

fn enrol_context(account: &Account, has_password: bool, faults: &[FieldFault]) -> web::templates::Value {
    context! { has_password, manages => account.role.manages(), faults => accounts::shown(faults) }
}

/// Shows the secret as a picture and as text, and asks for the first code.
fn scan_page(app: &App, account: &Account, secret: &Secret) -> Page {
    let uri = secret.uri(app.name.as_str(), &account.email);
    let picture = Picture::of(&uri);
    let spaced: Vec<_> =
        secret.base32().as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    let context = context! { picture, secret => spaced.join(" "), refusal => () };
    view("totp-scan.html", Some(account), context)
}

/// The recovery codes, once.
fn codes_page(account: &Account, codes: &[String]) -> Page {
    view("recovery-codes.html", Some(account), context! { codes })
}

/// A QR code as squares for an SVG path.
#[derive(serde::Serialize)]
struct Picture {
    /// Width and height in squares, with the margin of four that ISO/IEC 18004 asks for.
    size: usize,
    /// `M x y h1 v1 h-1 z` for every dark square.
    path: String,
}

impl Picture {
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::new(text).ok()?;
        let width = code.width();
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
        let path =
            dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + MARGIN, at / width + MARGIN)).collect();
        Some(Self { size: width + 2 * MARGIN, path })
    }
}

const MARGIN: usize = 4;

fn needed_by_role() -> Problem {
    Problem::new(Status::Forbidden, "totp-required", "Whoever manages polls needs a second factor")
}

impl From<CodeError> for Problem {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Missing => {
                Self::new(Status::Unauthorized, "totp-required", "The code of the second factor is needed")
                    .detail("give the code of the authenticator app, or a recovery code, as totp")
            }
            CodeError::Wrong => {
                Self::new(Status::Unauthorized, "totp-wrong", "The code is not right").detail(error)
            }
            CodeError::TooMany(seconds) => {
                Self::of_status(Status::TooManyRequests).header("Retry-After", seconds)
            }
            CodeError::Outdated(outdated) => outdated.into(),
            CodeError::Unreadable(error) => Self::internal(error),
            CodeError::Store(error) => error.into(),
        }
    }
}
