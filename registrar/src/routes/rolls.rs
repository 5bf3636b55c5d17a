//! The organisers' API of rolls: uploads that are looked at first, and single voters.

use rocket::http::Status;
use rocket::response::status::{Custom, NoContent};
use rocket::{Build, Rocket, delete, get, patch, post, routes};
use serde::Deserialize;
use serde_json::json;
use web::Problem;
use web::body::JsonBody;

use super::drafts::{RollBody, draft_row};
use super::{App, Document, hex_id, page_gone};
use crate::domain::account::Account;
use crate::domain::mailing::Fate;
use crate::domain::roll::{self, RollLine};
use crate::domain::roll_change::RollClosed;
use crate::domain::roll_entries::{self, EntryError, Search};
use crate::domain::roll_import::{self, Mode, UploadError};
use crate::guards::BearerOfficer;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount(
        "/api/v1",
        routes![upload, preview, import, discard, list, download, empty, add, correct, remove],
    )
}

#[post("/polls/<draft>/roll/uploads?<mode>", data = "<body>")]
async fn upload(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    mode: Option<&str>,
    body: Result<RollBody, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let mode = Mode::parse(mode.unwrap_or("replace"))
        .ok_or_else(|| unacceptable("mode", "must be replace or add"))?;
    let RollBody(bytes) = body?;
    let preview =
        app.blocking(move |registrar| roll_import::upload(registrar, &row.id, mode, &bytes)).await?;
    Ok(Custom(Status::Created, Document::json(&json!(preview))))
}

#[get("/polls/<draft>/roll/uploads/<upload>")]
async fn preview(officer: BearerOfficer, app: &App, draft: &str, upload: &str) -> Result<Document, Problem> {
    let (row, upload) = (draft_row(app, &officer.0, draft).await?, hex_id(upload, 32)?.to_owned());
    let preview = app.blocking(move |registrar| roll_import::preview(registrar, &row.id, &upload)).await?;
    Ok(Document::json(&json!(preview)))
}

#[post("/polls/<draft>/roll/uploads/<upload>/import")]
async fn import(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    upload: &str,
) -> Result<Custom<Document>, Problem> {
    let (row, upload) = (draft_row(app, &officer.0, draft).await?, hex_id(upload, 32)?.to_owned());
    let job =
        app.blocking(move |registrar| roll_import::confirm(registrar, &row.id, &upload, &officer.0)).await?;
    Ok(Custom(Status::Accepted, Document::json(&json!({ "job": job }))))
}

#[delete("/polls/<draft>/roll/uploads/<upload>")]
async fn discard(officer: BearerOfficer, app: &App, draft: &str, upload: &str) -> Result<NoContent, Problem> {
    let (row, upload) = (draft_row(app, &officer.0, draft).await?, hex_id(upload, 32)?.to_owned());
    app.blocking(move |registrar| roll_import::discard(registrar, &row.id, &upload)).await?;
    Ok(NoContent)
}

#[get("/polls/<draft>/roll?<search>&<invitation>&<after>")]
async fn list(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    search: Option<&str>,
    invitation: Option<&str>,
    after: Option<&str>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let after = after.map(str::to_owned);
    let fate =
        |text| Fate::parse(text).ok_or_else(|| unacceptable("invitation", "must be queued, sent or failed"));
    let invitation = invitation.map(fate).transpose()?;
    let search = Search { text: search.unwrap_or_default().to_owned(), invitation };
    let page =
        app.blocking(move |registrar| roll_entries::page(registrar, &row, &search, after.as_deref())).await?;
    if page.is_anew { Err(page_gone()) } else { Ok(Document::json(&json!(page))) }
}

#[get("/polls/<draft>/roll.csv")]
async fn download(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    roll_file(app, draft_row(app, &officer.0, draft).await?, officer.0).await
}

/// Takes everybody off the roll of a draft.
#[delete("/polls/<draft>/roll")]
async fn empty(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let removed = app.blocking(move |registrar| roll_entries::empty(registrar, &row, &officer.0)).await?;
    Ok(Document::json(&json!({ "removed": removed })))
}

/// A voter of the roll.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewVoter {
    email: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    external_id: Option<String>,
}

#[post("/polls/<draft>/roll/voters", data = "<body>")]
async fn add(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewVoter>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let JsonBody(voter) = body?;
    let line = line_of(&voter.email, voter.name, voter.external_id)?;
    let id = app.blocking(move |registrar| roll_entries::add(registrar, &row, &line, &officer.0)).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "voter": id }))))
}

/// What is to be another: an absent member stays, null takes it away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    #[serde(default)]
    email: Option<String>,
    #[serde(default, deserialize_with = "present")]
    name: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    external_id: Option<Option<String>>,
}

fn present<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(value).map(Some)
}

#[patch("/polls/<draft>/roll/voters/<voter>", data = "<body>")]
async fn correct(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    voter: &str,
    body: Result<JsonBody<Correction>, Problem>,
) -> Result<Document, Problem> {
    let (row, id) = (draft_row(app, &officer.0, draft).await?, hex_id(voter, 32)?.to_owned());
    let JsonBody(Correction { email, name, external_id }) = body?;
    let corrected = app
        .blocking(move |registrar| -> Result<_, Problem> {
            let known = roll_entries::find(registrar, &row, &id)?;
            let line = line_of(
                &email.unwrap_or(known.email),
                name.unwrap_or(known.name),
                external_id.unwrap_or(known.external_id),
            )?;
            roll_entries::correct(registrar, &row, &id, &line, &officer.0)?;
            Ok(roll_entries::find(registrar, &row, &id)?)
        })
        .await?;
    Ok(Document::json(&json!(corrected)))
}

#[delete("/polls/<draft>/roll/voters/<voter>")]
async fn remove(officer: BearerOfficer, app: &App, draft: &str, voter: &str) -> Result<NoContent, Problem> {
    let (row, id) = (draft_row(app, &officer.0, draft).await?, hex_id(voter, 32)?.to_owned());
    app.blocking(move |registrar| roll_entries::remove(registrar, &row, &id, &officer.0)).await?;
    Ok(NoContent)
}

/// The roll of a draft or a published poll as a file.
pub(crate) async fn roll_file(app: &App, row: PollRow, officer: Account) -> Result<Document, Problem> {
    let body = app.blocking(move |registrar| roll_entries::download(registrar, &row, &officer)).await?;
    Ok(csv_file("voters.csv", body))
}

/// A table to be kept.
pub(crate) fn csv_file(name: &str, body: Vec<u8>) -> Document {
    let disposition = format!("attachment; filename=\"{name}\"");
    Document {
        media_type: "text/csv; charset=utf-8",
        body,
        headers: vec![("Content-Disposition", disposition)],
    }
}

pub(super) fn line_of(
    email: &str,
    name: Option<String>,
    external_id: Option<String>,
) -> Result<RollLine, EntryError> {
    let (name, external_id) = (name.unwrap_or_default(), external_id.unwrap_or_default());
    roll::read_line(email, &name, &external_id).map_err(EntryError::Bad)
}

fn unacceptable(field: &str, words: &str) -> Problem {
    Problem::new(Status::UnprocessableEntity, "malformed-request", "A value is not acceptable")
        .detail(format_args!("{field} {words}"))
        .with("field", field)
}

impl From<RollClosed> for Problem {
    fn from(error: RollClosed) -> Self {
        match error {
            RollClosed::NoPoll => Self::not_found(),
            RollClosed::Broken(error) => Self::internal(error),
            RollClosed::Store(error) => error.into(),
            RollClosed::NoRoll
            | RollClosed::Fixed
            | RollClosed::OnlyAdditions
            | RollClosed::Split
            | RollClosed::TooLate => Self::conflict().says(error.text()),
        }
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::File(error) => error.into(),
            UploadError::Closed(error) => error.into(),
            UploadError::NoUpload => Self::not_found().says(error.text()),
            UploadError::Store(error) => error.into(),
        }
    }
}

impl From<EntryError> for Problem {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::Bad(_) => unacceptable("voter", &error.to_string()),
            EntryError::Taken | EntryError::InPrecinct(_) | EntryError::NoRoll => {
                Self::conflict().says(error.text())
            }
            EntryError::NoEntry => Self::not_found().says(error.text()),
            EntryError::Closed(error) => error.into(),
            EntryError::Store(error) => error.into(),
        }
    }
}
