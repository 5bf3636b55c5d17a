//! The polls and drafts that an organiser manages, as a list.

use crypto::time::UtcTime;
use rocket::{Build, Rocket, get, routes};
use serde_json::{Value, json};
use web::Problem;

use super::{App, Document};
use crate::domain::access;
use crate::guards::BearerOfficer;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![list])
}

/// By title; a page that is not there is the last one.
#[get("/polls?<archive>&<page>")]
async fn list(
    officer: BearerOfficer,
    app: &App,
    archive: Option<bool>,
    page: Option<u32>,
) -> Result<Document, Problem> {
    let archive = archive == Some(true);
    let mut rows: Vec<PollRow> = app.db.run(move |conn| access::managed(conn, &officer.0)).await?;
    rows.retain(|row| row.archived == archive);
    let pages = rows.len().max(1).div_ceil(PAGE);
    let page = usize::try_from(page.unwrap_or(1)).unwrap_or(usize::MAX).clamp(1, pages);
    let polls: Vec<Value> = rows.iter().skip((page - 1) * PAGE).take(PAGE).map(described).collect();
    Ok(Document::json(&json!({ "polls": polls, "page": page, "pages": pages, "total": rows.len() })))
}

fn described(row: &PollRow) -> Value {
    json!({
        "draft": row.id,
        "poll": row.poll,
        "title": row.title,
        "state": row.state,
        "cancelled": row.cancelled,
        "archived": row.archived,
        "voting_closes": row.voting_closes.map(UtcTime::from_unix),
        "refusal": row.refusal,
    })
}

/// Polls on a page.
const PAGE: usize = 50;
