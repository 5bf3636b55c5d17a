//! The API for who manages a poll besides its owner.

use rocket::http::Status;
use rocket::{Build, Rocket, delete, get, post, put, routes};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;
use web::body::JsonBody;

use super::drafts::draft_row;
use super::users::described;
use super::{App, Document, hex_id};
use crate::domain::access;
use crate::domain::email::parse_email;
use crate::guards::BearerOfficer;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![list, give, take, hand_over])
}

#[get("/polls/<draft>/officers")]
async fn list(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    answer(app, row.id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewOfficer {
    email: String,
}

#[post("/polls/<draft>/officers", data = "<body>")]
async fn give(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewOfficer>, Problem>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let email = body?.0.email;
    let email = parse_email(&email).map_err(|error| {
        Problem::new(Status::UnprocessableEntity, "email-invalid", "The address cannot be used").detail(error)
    })?;
    let id = row.id.clone();
    app.blocking(move |registrar| access::give(registrar, &officer.0, &id, &email)).await?;
    answer(app, row.id).await
}

#[delete("/polls/<draft>/officers/<account>")]
async fn take(officer: BearerOfficer, app: &App, draft: &str, account: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let (id, account) = (row.id.clone(), hex_id(account, 32)?.to_owned());
    app.blocking(move |registrar| access::take(registrar, &officer.0, &id, &account)).await?;
    answer(app, row.id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewOwner {
    account: String,
}

#[put("/polls/<draft>/owner", data = "<body>")]
async fn hand_over(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewOwner>, Problem>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let (id, account) = (row.id.clone(), body?.0.account);
    app.blocking(move |registrar| access::hand_over(registrar, &officer.0, &id, &account)).await?;
    answer(app, row.id).await
}

async fn answer(app: &App, draft: String) -> Result<Document, Problem> {
    let officers = app.blocking(move |registrar| access::officers(registrar, &draft)).await?;
    let given: Vec<Value> = officers.given.iter().map(described).collect();
    Ok(Document::json(&json!({ "owner": described(&officers.owner), "given": given })))
}
