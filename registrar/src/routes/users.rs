//! The admins' API for accounts: their roles, help for who is locked out, and their end.

use std::collections::HashSet;

use crypto::time::UtcTime;
use rocket::http::Status;
use rocket::response::status::NoContent;
use rocket::{Build, Rocket, delete, get, patch, post, routes};
use serde::Deserialize;
use serde_json::{Value, json};
use web::body::JsonBody;
use web::{Caller, Problem};

use super::{App, Document, hex_id, page_gone};
use crate::domain::access::{self, AccessError};
use crate::domain::account::{Account, Role};
use crate::domain::audit::Actor;
use crate::domain::departure::{self, DismissalError};
use crate::domain::mail::Letterhead;
use crate::domain::paging::{self, Count, MOST_COUNTED};
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::rescue::{self, RescueError, Whose};
use crate::domain::session::Kind;
use crate::guards::{Bearer, BearerAdmin};
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![list, change, reset_second_factor, end_sessions, delete])
}

#[get("/users?<search>&<after>")]
async fn list(
    _admin: BearerAdmin,
    app: &App,
    search: Option<&str>,
    after: Option<&str>,
) -> Result<Document, Problem> {
    let Found { users, next, total, is_anew, .. } = find(app, search.unwrap_or_default(), after).await?;
    if is_anew {
        return Err(page_gone());
    }
    let users: Vec<Value> = users.iter().map(described).collect();
    let (total, exact) = (total.number, total.is_exact);
    Ok(Document::json(&json!({ "users": users, "next": next, "total": total, "total_exact": exact })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    role: Role,
}

#[patch("/users/<account>", data = "<body>")]
async fn change(
    admin: BearerAdmin,
    app: &App,
    account: &str,
    body: Result<JsonBody<Change>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(Change { role }) = body?;
    let id = hex_id(account, 32)?.to_owned();
    let actor = Actor::of(&admin.0);
    let account =
        app.blocking(move |registrar| access::change_role(registrar, &actor, &id, role, &sender)).await?;
    Ok(Document::json(&described(&account)))
}

#[delete("/users/<account>/second-factor")]
async fn reset_second_factor(
    admin: BearerAdmin,
    app: &App,
    account: &str,
    sender: Letterhead,
) -> Result<NoContent, Problem> {
    let id = hex_id(account, 32)?.to_owned();
    help(app, &admin.0, id, rescue::reset_second_factor, &sender).await?;
    Ok(NoContent)
}

#[delete("/users/<account>/sessions")]
async fn end_sessions(
    admin: BearerAdmin,
    app: &App,
    account: &str,
    sender: Letterhead,
) -> Result<NoContent, Problem> {
    let id = hex_id(account, 32)?.to_owned();
    help(app, &admin.0, id, rescue::end_sessions, &sender).await?;
    Ok(NoContent)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeleteBody {
    /// Of the admin.
    #[serde(default)]
    current: String,
}

#[post("/users/<account>/delete", data = "<body>")]
async fn delete(
    _admin: BearerAdmin,
    bearer: Bearer,
    app: &App,
    caller: Caller,
    account: &str,
    body: Result<JsonBody<DeleteBody>, Problem>,
    sender: Letterhead,
) -> Result<NoContent, Problem> {
    let JsonBody(DeleteBody { current }) = body?;
    let (id, Bearer { account: admin, session }) = (hex_id(account, 32)?, bearer);
    ask_again(app, &admin, &session, Kind::Bearer, Password::attempt(&current), &caller).await?;
    departure::dismiss(app, &admin, id, &sender).await?;
    Ok(NoContent)
}

/// One of the helps of [`rescue`].
pub(crate) type Help = fn(&web::Db, UtcTime, &Letterhead, &Actor, Whose<'_>) -> Result<Account, RescueError>;

/// Helps the owner of the account of that id.
pub(crate) async fn help(
    app: &App,
    admin: &Account,
    id: String,
    help: Help,
    sender: &Letterhead,
) -> Result<(), RescueError> {
    let (actor, sender) = (Actor::of(admin), sender.clone());
    app.blocking(move |registrar| {
        let now = registrar.clock.now();
        help(&registrar.db, now, &sender, &actor, Whose::Id(&id))?;
        registrar.wake_mail();
        Ok(())
    })
    .await
}

/// An account as officers see it.
pub(super) fn described(account: &Account) -> Value {
    json!({ "account": account.id, "email": account.email, "name": account.name, "role": account.role.as_str() })
}

/// A page of accounts.
pub(super) struct Found {
    /// On this page.
    pub(super) users: Vec<Account>,
    /// The ids of those of them who have a passkey.
    pub(super) passkeys: HashSet<String>,
    /// The account behind which the next page begins, if there is one: never an address, for it stands in links.
    pub(super) next: Option<String>,
    /// On all pages.
    pub(super) total: Count,
    /// Whether it is the first page because the account behind which it was to begin is gone.
    pub(super) is_anew: bool,
}

/// A page of the accounts whose address or name contains `search`, behind the account `after`.
pub(super) async fn find(app: &App, search: &str, after: Option<&str>) -> Result<Found, Problem> {
    let (search, after) = (search.trim().to_owned(), after.map(str::to_owned));
    let found = app
        .db
        .run(move |conn| -> Result<_, web::DbError> {
            let total = store::users::count(conn, &search, MOST_COUNTED)?;
            let place = paging::place(after.as_deref(), |id| store::accounts::email(conn, id))?;
            let behind = place.behind.as_deref();
            let users = store::users::page(conn, &search, behind, paging::rows_of(PAGE))?;
            let (users, next) = paging::page(users, PAGE, |user| &user.id);
            let ids: Vec<&str> = users.iter().map(|user| user.id.as_str()).collect();
            let passkeys = store::passkeys::holders(conn, &ids)?;
            Ok(Found { users, passkeys, next, total, is_anew: place.is_anew })
        })
        .await?;
    Ok(found)
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        let text = error.text();
        match error {
            AccessError::NoPoll | AccessError::NotGiven => Self::not_found().says(text),
            AccessError::NoAccount => {
                Self::new(Status::NotFound, "not-found", "There is nothing here").says(text)
            }
            AccessError::NotOwner => Self::forbidden().says(text),
            AccessError::LastAdmin => Self::conflict().says(text),
            AccessError::NotAnOfficer(_) => Self::new(
                Status::UnprocessableEntity,
                "not-an-officer",
                "Only officers and admins manage polls",
            )
            .says(text),
            AccessError::Store(error) => error.into(),
        }
    }
}

impl From<RescueError> for Problem {
    fn from(error: RescueError) -> Self {
        match error {
            RescueError::NoAccount => Self::not_found().says(error.text()),
            RescueError::NoFactor | RescueError::Own => Self::conflict().says(error.text()),
            RescueError::Store(error) => error.into(),
        }
    }
}

impl From<DismissalError> for Problem {
    fn from(error: DismissalError) -> Self {
        match error {
            DismissalError::NoAccount => Self::not_found().says(error.text()),
            DismissalError::NotAdmin => Self::forbidden().says(error.text()),
            DismissalError::Own | DismissalError::OwnsPolls => Self::conflict().says(error.text()),
            DismissalError::Store(error) => error.into(),
        }
    }
}

/// Accounts on a page.
const PAGE: usize = 50;
