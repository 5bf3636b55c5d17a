//! How far work in the background has come: a page whose script asks again by itself, and the same as JSON.

use rocket::{Build, Rocket, get, routes};
use serde_json::{Value, json};
use web::Problem;
use web::assets::Asset;
use web::headers::Csp;
use web::templates::context;

use super::drafts::draft_row;
use super::{App, Document, Fault, Reply, above, hex_id, view};
use crate::assets;
use crate::domain::account::Account;
use crate::domain::jobs::{Failure, State};
use crate::guards::{BearerOfficer, Officer};
use crate::store;
use crate::store::jobs::JobRow;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![script])
        .mount("/admin", routes![page, progress])
        .mount("/api/v1", routes![read])
}

#[get("/progress.js")]
fn script() -> Option<Asset> {
    assets::file("progress.js")
}

#[get("/jobs/<job>")]
async fn read(officer: BearerOfficer, app: &App, job: &str) -> Result<Document, Problem> {
    let (job, _) = job_row(app, &officer.0, job).await?;
    Ok(Document::json(&json!({
        "job": job.id,
        "kind": job.kind,
        "draft": job.poll,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "outcome": outcome(&job),
        "failure": job.failure.as_deref().map(|failure| Failure::said(failure).to_string()),
    })))
}

#[get("/jobs/<job>", rank = 1)]
async fn page(app: &App, officer: Officer, job: &str) -> Result<Reply, Fault> {
    let (job, poll) = job_row(app, &officer.0, job).await?;
    let over = is_over(&job);
    let context = context! {
        job => job.id,
        kind => job.kind,
        state => job.state,
        over,
        done => job.done,
        total => job.total,
        outcome => outcome(&job),
        failure => job.failure.as_deref().map(Failure::said),
        ..above(&poll)
    };
    let page = view("admin-job.html", Some(&officer.0), context);
    Ok(Reply::Show(if over { page } else { page.csp(Csp::scripted()) }))
}

/// What the page's script asks for.
#[get("/jobs/<job>/progress")]
async fn progress(app: &App, officer: Officer, job: &str) -> Result<Document, Problem> {
    let (job, _) = job_row(app, &officer.0, job).await?;
    Ok(Document::json(&json!({ "done": job.done, "total": job.total, "over": is_over(&job) })))
}

fn is_over(job: &JobRow) -> bool {
    matches!(State::parse(&job.state), Some(State::Done | State::Failed))
}

fn outcome(job: &JobRow) -> Option<Value> {
    job.outcome.as_ref().and_then(|outcome| serde_json::from_str(outcome).ok())
}

/// A job and its poll, which decides who may look.
async fn job_row(app: &App, officer: &Account, job: &str) -> Result<(JobRow, PollRow), Problem> {
    let id = hex_id(job, 32)?.to_owned();
    let job: Option<JobRow> = app.db.run(move |conn| store::jobs::find(conn, &id)).await?;
    let job = job.ok_or_else(Problem::not_found)?;
    let poll = draft_row(app, officer, &job.poll).await?;
    Ok((job, poll))
}
