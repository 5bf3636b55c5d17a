//! What is stored about whoever is signed in: to take along, and to delete.

use crypto::time::UtcTime;
use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::{Value, json};
use web::body::JsonBody;
use web::i18n::Text;
use web::templates::context;
use web::{Caller, Problem, SameOrigin};

use super::candidates::described;
use super::me::polls_of;
use super::passkeys::described as described_passkey;
use super::security::{has_password, not_sure_status, refuse};
use super::{App, Document, Fault, Reply, cookies, view};
use crate::domain::account::Account;
use crate::domain::address_change;
use crate::domain::candidates;
use crate::domain::departure::{self, DepartureError};
use crate::domain::mail::Letterhead;
use crate::domain::own_data::{self, OwnData};
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::session::Kind;
use crate::domain::zone::Zone;
use crate::guards::{Bearer, SignedIn};
use crate::registrar::Registrar;
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![export, delete]).mount("/api/v1", routes![export_api, delete_api])
}

#[get("/me/export")]
async fn export_api(app: &App, bearer: Bearer) -> Result<Document, Problem> {
    let data = app.blocking(move |registrar| gather(registrar, &bearer.account)).await?;
    Ok(Document::json(&data))
}

/// The same as a file.
#[get("/me/security/export")]
async fn export(app: &App, viewer: SignedIn) -> Result<Document, Fault> {
    let data = app.blocking(move |registrar| gather(registrar, &viewer.account)).await?;
    let mut document = Document::json(&data);
    document.headers.push(("Content-Disposition", "attachment; filename=\"my-data.json\"".to_owned()));
    Ok(document)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeleteBody {
    #[serde(default)]
    current: String,
}

#[post("/me/delete", data = "<body>")]
async fn delete_api(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<DeleteBody>, Problem>,
    sender: Letterhead,
) -> Result<Status, Problem> {
    let JsonBody(DeleteBody { current }) = body?;
    let Bearer { account, session } = bearer;
    ask_again(app, &account, &session, Kind::Bearer, Password::attempt(&current), &caller).await?;
    departure::delete(app, &account, &sender).await?;
    Ok(Status::NoContent)
}

#[derive(FromForm)]
struct DeleteForm<'r> {
    #[field(default = "")]
    current: &'r str,
    /// Asked for where there is no password to type.
    sure: bool,
}

#[post("/me/security/delete", data = "<form>")]
async fn delete(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    caller: Caller,
    jar: &CookieJar<'_>,
    form: Form<DeleteForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let SignedIn { account, session } = viewer;
    let current = Password::attempt(form.current);
    if let Err(error) = ask_again(app, &account, &session, Kind::Browser, current, &caller).await {
        let Some(status) = not_sure_status(&error) else { return Err(error.into()) };
        return refuse(app, &account, "delete-current", error.text(), status).await;
    }
    if !form.sure && !has_password(app, &account).await? {
        let text = Text::new("dismiss-tick-sure").into();
        return refuse(app, &account, "delete-sure", text, Status::UnprocessableEntity).await;
    }
    match departure::delete(app, &account, &sender).await {
        Ok(()) => {
            cookies::clear_all(jar);
            Ok(Reply::Show(view("account-deleted.html", None, context! { email => account.email })))
        }
        Err(error @ (DepartureError::HasRole | DepartureError::OwnsPolls)) => {
            refuse(app, &account, "delete-current", error.text(), Status::Conflict).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Everything that is stored under the account or its address, but for hashes and sealed secrets.
fn gather(registrar: &Registrar, account: &Account) -> Result<Value, Problem> {
    let polls = polls_of(registrar, account, None)?;
    let candidacies = candidates::own(registrar, account)?;
    let new_email = address_change::pending(registrar, account)?;
    let OwnData { entries, links, waiting } = own_data::gather(registrar, account)?;
    let (hash, sessions, passkeys, replaced) = registrar.db.run_here(|conn| -> Result<_, web::DbError> {
        Ok((
            store::accounts::password_hash(conn, &account.id)?,
            store::sessions::of(conn, &account.id)?,
            store::passkeys::of(conn, &account.id)?,
            store::address_moves::replaced(conn, &account.email)?,
        ))
    })?;
    let sessions: Vec<_> = sessions
        .into_iter()
        .map(|(kind, ends)| json!({ "kind": kind, "ends": UtcTime::from_unix(ends) }))
        .collect();
    Ok(json!({
        "account": {
            "email": account.email,
            "new_email": new_email,
            "name": account.name,
            "time_zone": account.zone.as_ref().map(Zone::name),
            "role": account.role.as_str(),
            "password": hash.is_some(),
            "second_factor": account.second_factor,
        },
        "sessions": sessions,
        "passkeys": passkeys.iter().map(described_passkey).collect::<Vec<_>>(),
        "polls": polls,
        "rolls": entries,
        "links": links,
        "waiting_mails": waiting,
        "replaced_in": replaced,
        "candidacies": candidacies.iter().map(described).collect::<Vec<_>>(),
    }))
}

impl From<DepartureError> for Problem {
    fn from(error: DepartureError) -> Self {
        match error {
            DepartureError::HasRole | DepartureError::OwnsPolls => Self::conflict().detail(error),
            DepartureError::Store(error) => error.into(),
        }
    }
}
