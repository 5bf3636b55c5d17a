//! The API for polls made of polls, and the archive.

use rocket::http::Status;
use rocket::response::status::Custom;
use rocket::{Build, Rocket, get, post, put, routes};
use serde::Deserialize;
use serde_json::json;
use web::Problem;
use web::body::JsonBody;

use super::drafts::draft_row;
use super::{App, Document, managed_row};
use crate::domain::copies::{self, Chosen, CopyError};
use crate::domain::draft::Draft;
use crate::guards::BearerOfficer;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![copy, reset, archive, suggestion, next_round])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCopy {
    /// Whether the roll is copied as well.
    #[serde(default)]
    roll: bool,
}

#[post("/polls/<draft>/copy", data = "<body>")]
async fn copy(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewCopy>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let NewCopy { roll } = body?.0;
    let made = app.blocking(move |registrar| copies::copy(registrar, &officer.0, &row, roll)).await?;
    Ok(created(&made))
}

#[post("/polls/<draft>/reset")]
async fn reset(officer: BearerOfficer, app: &App, draft: &str) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let made = app.blocking(move |registrar| copies::reset(registrar, &officer.0, &row)).await?;
    Ok(created(&made))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Archived {
    archived: bool,
}

#[put("/polls/<draft>/archived", data = "<body>")]
async fn archive(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<Archived>, Problem>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let Archived { archived } = body?.0;
    app.blocking(move |registrar| copies::archive(registrar, &officer.0, &row, archived)).await?;
    Ok(Document::json(&json!({ "archived": archived })))
}

#[get("/polls/<poll>/next-round")]
async fn suggestion(officer: BearerOfficer, app: &App, poll: &str) -> Result<Document, Problem> {
    let row = managed_row(app, &officer.0, poll).await?;
    let draft: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let outcome = app.blocking(move |registrar| copies::result(registrar, &row)).await?;
    Ok(Document::json(
        &json!({ "questions": copies::suggested(&draft, &outcome.tally), "tally": outcome.tally }),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NextRound {
    questions: Chosen,
}

#[post("/polls/<poll>/next-round", data = "<body>")]
async fn next_round(
    officer: BearerOfficer,
    app: &App,
    poll: &str,
    body: Result<JsonBody<NextRound>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = managed_row(app, &officer.0, poll).await?;
    let NextRound { questions } = body?.0;
    let made =
        app.blocking(move |registrar| copies::next_round(registrar, &officer.0, &row, &questions)).await?;
    Ok(created(&made))
}

fn created(draft: &str) -> Custom<Document> {
    Custom(Status::Created, Document::json(&json!({ "draft": draft })))
}

impl From<CopyError> for Problem {
    fn from(error: CopyError) -> Self {
        let words = error.to_string();
        match error {
            CopyError::NoTest
            | CopyError::Sealed
            | CopyError::Running
            | CopyError::Done
            | CopyError::NoResult => Self::conflict().detail(words),
            CopyError::NoOptions => {
                Self::new(Status::UnprocessableEntity, "manifest-invalid", "The draft breaks a rule of polls")
                    .detail(words)
                    .with("field", "questions")
            }
            CopyError::Forged => Self::new(
                Status::BadGateway,
                "ballot-box-refuses",
                "The ballot box has not signed its result",
            )
            .detail(words),
            CopyError::Unreachable(_) => Self::new(
                Status::ServiceUnavailable,
                "ballot-box-unreachable",
                "The ballot box does not answer",
            )
            .detail(words)
            .header("Retry-After", 30),
            CopyError::Notice(error) => error.into(),
            CopyError::Broken(_) => Self::internal(words),
            CopyError::Store(error) => error.into(),
        }
    }
}
