//! The audit log in the API.

use rocket::http::Status;
use rocket::{Build, Rocket, get, routes};
use serde_json::{Value, json};
use web::Problem;

use super::{App, Document};
use crate::domain::audit::{Entry, PAGE};
use crate::guards::BearerAdmin;
use crate::store::audit::{self, Search};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![search, export])
}

/// The newest records that fit; `next` is the `before` of the page behind this one.
#[get("/audit?<actor>&<action>&<object>&<before>")]
async fn search(
    _admin: BearerAdmin,
    app: &App,
    actor: Option<String>,
    action: Option<String>,
    object: Option<String>,
    before: Option<&str>,
) -> Result<Document, Problem> {
    let search = Search { actor, action, object, before: before.map(number).transpose()? };
    let (entries, next) = page(app, search, API_PAGE).await?;
    let records = entries
        .iter()
        .map(|entry| serde_json::from_str(&entry.line()))
        .collect::<Result<Vec<Value>, _>>()
        .map_err(Problem::internal)?;
    Ok(Document::json(&json!({ "records": records, "next": next })))
}

/// Up to 1000 records behind number `after`, oldest first, one a line; an empty answer is the end.
#[get("/audit/export?<after>")]
async fn export(_admin: BearerAdmin, app: &App, after: Option<&str>) -> Result<Document, Problem> {
    export_lines(app, after).await
}

/// A page of records, newest first, and the `before` of the next one if there is any.
pub(crate) async fn page(
    app: &App,
    search: Search,
    size: usize,
) -> Result<(Vec<Entry>, Option<i64>), Problem> {
    let limit = i64::try_from(size + 1).unwrap_or(PAGE);
    let mut entries = app.db.run(move |conn| audit::search(conn, &search, limit)).await?;
    let more = entries.len() > size;
    entries.truncate(size);
    let next = entries.last().filter(|_| more).map(|entry| entry.seq);
    Ok((entries, next))
}

/// Records behind number `after` as lines of JSON.
pub(crate) async fn export_lines(app: &App, after: Option<&str>) -> Result<Document, Problem> {
    let after = after.map_or(Ok(0), number)?;
    let entries = app.db.run(move |conn| audit::after(conn, after, PAGE)).await?;
    let body = entries.iter().map(Entry::line).collect::<String>().into_bytes();
    Ok(Document { media_type: "application/x-ndjson", body, headers: Vec::new() })
}

/// The number of a record as it stands in a query.
pub(crate) fn number(text: &str) -> Result<i64, Problem> {
    text.parse().ok().filter(|number| *number >= 0).ok_or_else(|| {
        Problem::new(Status::UnprocessableEntity, "malformed-request", "The request is malformed")
            .detail("before and after are the number of a record, 0 or more")
    })
}

/// Records in one answer.
const API_PAGE: usize = 100;
