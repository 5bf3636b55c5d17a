//! How one signs in: the page on which its owner changes it, and the same by the API.

use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::{Build, Rocket, delete, get, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::body::JsonBody;
use web::i18n::TextValue;
use web::templates::{Page, context};
use web::{Caller, DbError, Problem, SameOrigin};

use super::accounts::{self, FieldFault};
use super::passkeys::described;
use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::account::Account;
use crate::domain::mail::Letterhead;
use crate::domain::passkeys;
use crate::domain::password::Password;
use crate::domain::reauthentication::{NotSure, ask_again};
use crate::domain::security::{self, ChangeError};
use crate::domain::session::{self, Kind};
use crate::domain::zone::Zone;
use crate::guards::{Bearer, SignedIn};
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![page, change_password, sign_out_everywhere])
        .mount("/api/v1", routes![change_password_api, sign_out_everywhere_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordBody {
    #[serde(default)]
    current: String,
    password: String,
}

#[post("/me/password", data = "<body>")]
async fn change_password_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<PasswordBody>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(PasswordBody { current, password }) = body?;
    let Bearer { account, session } = bearer;
    let password = Password::choose(&password, known_of(&account)).await?;
    ask_again(app, &account, &session, Kind::Bearer, Password::attempt(&current), &caller).await?;
    let again = security::change_password(app, &account, password, &sender).await?;
    let token = session::open(app, &again, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "token": token.reveal() })))
}

#[delete("/sessions")]
async fn sign_out_everywhere_api(app: &App, bearer: Bearer) -> Result<Status, Problem> {
    security::sign_out_everywhere(app, &bearer.account).await?;
    Ok(Status::NoContent)
}

#[get("/me/security?<done>")]
async fn page(app: &App, viewer: SignedIn, done: Option<&str>) -> Result<Reply, Fault> {
    Ok(Reply::Show(security_page(app, &viewer.account, done, &[], Typed::default()).await?))
}

#[derive(FromForm)]
struct PasswordForm<'r> {
    #[field(default = "")]
    current: &'r str,
    #[field(default = "")]
    password: &'r str,
}

#[post("/me/security/password", data = "<form>")]
async fn change_password(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<PasswordForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let SignedIn { account, session } = viewer;
    let password = match Password::choose(form.password, known_of(&account)).await {
        Ok(password) => password,
        Err(error) => {
            return refuse(app, &account, "password", error.text().into(), Status::UnprocessableEntity).await;
        }
    };
    let current = Password::attempt(form.current);
    if let Err(error) = ask_again(app, &account, &session, Kind::Browser, current, &caller).await {
        return not_sure(app, &account, "current", error).await;
    }
    let again = security::change_password(app, &account, password, &sender).await?;
    let token = session::open(app, &again, Kind::Browser).await?;
    cookies::set_session(jar, &token);
    Ok(Reply::go("/me/security?done=password"))
}

#[post("/me/security/sign-out")]
async fn sign_out_everywhere(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    jar: &CookieJar<'_>,
) -> Result<Reply, Fault> {
    security::sign_out_everywhere(app, &viewer.account).await?;
    cookies::clear_all(jar);
    Ok(Reply::go("/sign-in"))
}

/// What a guesser of passwords would know of an account's owner.
fn known_of(account: &Account) -> Vec<String> {
    [Some(account.email.clone()), account.name.clone()].into_iter().flatten().collect()
}

/// The page again, with what is wrong at the field that asks who it is.
async fn not_sure(app: &App, account: &Account, field: &'static str, error: NotSure) -> Result<Reply, Fault> {
    let Some(status) = not_sure_status(&error) else { return Err(error.into()) };
    refuse(app, account, field, error.text(), status).await
}

/// How a page answers who is not known well enough; none for what is not their doing.
pub(super) fn not_sure_status(error: &NotSure) -> Option<Status> {
    match error {
        NotSure::PasswordWrong | NotSure::SessionOld => Some(Status::UnprocessableEntity),
        NotSure::TooMany(_) => Some(Status::TooManyRequests),
        NotSure::Busy(_) | NotSure::Store(_) => None,
    }
}

/// What was typed about a passkey, to be shown again.
#[derive(Clone, Copy, Default)]
pub(super) struct Typed<'a> {
    /// Its id, where it is to be renamed; the field of its name is `passkey-rename` then.
    pub(super) passkey: &'a str,
    /// Its name.
    pub(super) name: &'a str,
}

/// The page again, with what is wrong.
pub(super) async fn refuse(
    app: &App,
    account: &Account,
    field: &'static str,
    text: TextValue,
    status: Status,
) -> Result<Reply, Fault> {
    refuse_typed(app, account, Typed::default(), FieldFault { field, text }, status).await
}

/// The same with what was typed.
pub(super) async fn refuse_typed(
    app: &App,
    account: &Account,
    typed: Typed<'_>,
    fault: FieldFault,
    status: Status,
) -> Result<Reply, Fault> {
    Ok(Reply::Show(security_page(app, account, None, &[fault], typed).await?.status(status)))
}

/// Whether there is one to sign in by, and to be asked for again.
pub(crate) async fn has_password(app: &App, account: &Account) -> Result<bool, DbError> {
    let id = account.id.clone();
    Ok(app.db.run(move |conn| store::accounts::password_hash(conn, &id)).await?.is_some())
}

pub(super) async fn security_page(
    app: &App,
    account: &Account,
    done: Option<&str>,
    faults: &[FieldFault],
    typed: Typed<'_>,
) -> Result<Page, DbError> {
    let has_password = has_password(app, account).await?;
    let done = done.filter(|done| DONE.contains(done));
    let passkeys: Vec<_> = passkeys::list(app, account).await?.iter().map(described).collect();
    let context = context! {
        has_password,
        passkeys,
        passkeys_available => app.passkeys.available(),
        done,
        name => account.name,
        time_zone => account.zone.as_ref().map(Zone::name),
        second_factor => account.second_factor,
        manages => account.role.manages(),
        faults => accounts::shown(faults),
        typed => context! { passkey => typed.passkey, name => typed.name },
    };
    Ok(view("security.html", Some(account), context))
}

/// What the page can say was done.
const DONE: [&str; 6] = ["password", "codes-off", "address", "passkey", "passkey-name", "passkey-removed"];

impl From<NotSure> for Problem {
    fn from(error: NotSure) -> Self {
        match error {
            NotSure::PasswordWrong => {
                Self::new(Status::Forbidden, "password-wrong", "This is not the present password")
            }
            NotSure::SessionOld => Self::new(
                Status::Forbidden,
                "sign-in-again",
                "This needs a session of the last quarter of an hour",
            )
            .detail(error),
            NotSure::TooMany(seconds) => {
                Self::of_status(Status::TooManyRequests).header("Retry-After", seconds)
            }
            NotSure::Busy(busy) => busy.into(),
            NotSure::Store(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Busy(busy) => busy.into(),
            ChangeError::Outdated(outdated) => outdated.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}
