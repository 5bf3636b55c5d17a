//! The pages on which the owner of an account adds, names and removes passkeys.

use rocket::form::{Form, FromForm};
use rocket::http::CookieJar;
use rocket::{Build, Rocket, post, routes};
use web::headers::Csp;
use web::templates::context;
use web::{Caller, Problem, SameOrigin};

use super::accounts::FieldFault;
use super::passkeys::{AnswerForm, asked, refused};
use super::second_factor::refusal_status;
use super::security::{Typed, not_sure_status, refuse_typed};
use super::{App, Fault, Reply, cookies, hex_id, view};
use crate::domain::account::Account;
use crate::domain::mail::Letterhead;
use crate::domain::passkeys::{self, PasskeyError};
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::second_factor;
use crate::domain::session::{self, Kind};
use crate::guards::SignedIn;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![begin, finish, rename, remove])
}

#[derive(FromForm)]
struct NewPasskey<'r> {
    #[field(default = "")]
    name: &'r str,
    #[field(default = "")]
    current: &'r str,
    #[field(default = "")]
    code: &'r str,
}

/// Asks again who it is, then shows the page whose script asks the device.
#[post("/me/security/passkeys", data = "<form>")]
async fn begin(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    form: Form<NewPasskey<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let SignedIn { account, session } = viewer;
    let typed = Typed { name: form.name, ..Typed::default() };
    let current = Password::attempt(form.current);
    if let Err(error) = ask_again(app, &account, &session, Kind::Browser, current, &caller).await {
        let Some(status) = not_sure_status(&error) else { return Err(error.into()) };
        let fault = FieldFault { field: "passkey-current", text: error.text() };
        return refuse_typed(app, &account, typed, fault, status).await;
    }
    if account.second_factor
        && let Err(error) = second_factor::check(app, &account, Some(form.code), &caller, &sender).await
    {
        let status = refusal_status(&error)?;
        let fault = FieldFault { field: "passkey-code", text: error.text() };
        return refuse_typed(app, &account, typed, fault, status).await;
    }
    match passkeys::begin(app, &account, form.name).await {
        Ok(challenge) => {
            let context = context! { name => form.name.trim(), options => asked(&challenge).to_string() };
            Ok(Reply::Show(view("passkey-new.html", Some(&account), context).csp(Csp::scripted())))
        }
        Err(error) => answer(app, &account, error, "passkey-name", typed).await,
    }
}

#[post("/me/security/passkeys/finish", data = "<form>")]
async fn finish(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    form: Form<AnswerForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let account = viewer.account;
    let added = match form.parse() {
        Ok((ceremony, credential)) => passkeys::finish(app, &account, &ceremony, &credential, &sender).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(_) => Ok(Reply::go("/me/security?done=passkey")),
        Err(error) => answer(app, &account, error, "passkeys", Typed::default()).await,
    }
}

#[derive(FromForm)]
struct NameForm<'r> {
    #[field(default = "")]
    name: &'r str,
}

#[post("/me/security/passkeys/<passkey>/name", data = "<form>")]
async fn rename(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    passkey: &str,
    form: Form<NameForm<'_>>,
) -> Result<Reply, Fault> {
    let account = viewer.account;
    match passkeys::rename(app, &account, hex_id(passkey, 32)?, form.name).await {
        Ok(true) => Ok(Reply::go("/me/security?done=passkey-name")),
        Ok(false) => Err(Problem::not_found().into()),
        Err(error) => {
            let typed = Typed { passkey, name: form.name };
            answer(app, &account, error, "passkey-rename", typed).await
        }
    }
}

#[post("/me/security/passkeys/<passkey>/remove")]
async fn remove(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    jar: &CookieJar<'_>,
    passkey: &str,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let again = passkeys::remove(app, &viewer.account, hex_id(passkey, 32)?, &sender).await?;
    let token = session::open(app, &again.ok_or_else(Problem::not_found)?, Kind::Browser).await?;
    cookies::set_session(jar, &token);
    Ok(Reply::go("/me/security?done=passkey-removed"))
}

/// The page of the account again, with what is wrong.
async fn answer(
    app: &App,
    account: &Account,
    error: PasskeyError,
    field: &'static str,
    typed: Typed<'_>,
) -> Result<Reply, Fault> {
    match refused(&error) {
        Some(status) => {
            let fault = FieldFault { field, text: error.text() };
            refuse_typed(app, account, typed, fault, status).await
        }
        None => Err(error.into()),
    }
}
