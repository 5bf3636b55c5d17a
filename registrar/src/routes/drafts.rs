//! The organisers' API: drafts, rolls, publication.

use rocket::http::Status;
use rocket::response::status::{Custom, NoContent};
use rocket::{Build, Rocket, delete, get, patch, post, put, routes};
use serde_json::{Map, Value, json};
use web::Problem;
use web::body::JsonBody;

use super::if_match::IfMatch;
use super::{App, Document, hex_id, only_managed};
use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::ballot_box::Unreachable;
use crate::domain::draft::{Draft, DraftError};
use crate::domain::drafting::{self, DeleteError, SaveError};
use crate::domain::poll::State;
use crate::domain::preflight::{self, Check, PreflightError, Verdict};
use crate::domain::publish::{self as publication, PublishError};
use crate::domain::roll::{self, ImportError};
use crate::guards::BearerOfficer;
use crate::store;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![create, read, checks, change, delete_draft, upload_roll, publish])
}

/// Room for 64 questions of 256 options: a little more than a manifest may have.
const DRAFT_BYTES: u64 = 512 * 1024;

#[post("/polls", data = "<body>")]
async fn create(
    officer: BearerOfficer,
    app: &App,
    body: Result<JsonBody<Draft, { DRAFT_BYTES }>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let draft = body?.0.check(&app.service, &app.ballot_box.service, app.longest_retention())?;
    let id = save_new(app, &officer.0, draft).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "draft": id }))))
}

#[get("/drafts/<draft>")]
async fn read(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let fields: Value = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let told = json!({
        "draft": row.id,
        "state": row.state,
        "poll": row.poll,
        "refusal": row.refusal,
        "fields": fields,
    });
    Ok(with_etag(Document::json(&told), &drafting::tag(&row)))
}

/// What would have to be mended, or is worth a thought, before it is published.
#[get("/polls/<draft>/preflight")]
async fn checks(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let checks = app.blocking(move |registrar| preflight::look(registrar, &row)).await?;
    let ready = checks.iter().all(|check| check.verdict != Verdict::Bad);
    let told: Vec<Value> = checks.iter().map(told).collect();
    Ok(Document::json(&json!({ "ready": ready, "checks": told })))
}

fn told(check: &Check) -> Value {
    json!({ "name": check.name, "verdict": check.verdict, "words": check.words.to_string() })
}

/// Replaces the fields that are given; null takes a field away. With `If-Match` only what was read is replaced.
#[patch("/polls/<draft>", data = "<body>")]
async fn change(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    if_match: IfMatch,
    body: Result<JsonBody<Map<String, Value>, { DRAFT_BYTES }>, Problem>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let JsonBody(changes) = body?;
    if !if_match.admits(&drafting::tag(&row)) {
        return Err(Problem::new(
            Status::PreconditionFailed,
            "draft-changed",
            "The draft was changed meanwhile",
        )
        .detail(
            "somebody has saved it since you read it: read it again, and send your change with its new ETag",
        ));
    }
    let mut fields: Map<String, Value> = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    for (field, value) in changes {
        if value.is_null() {
            fields.remove(&field);
        } else {
            fields.insert(field, value);
        }
    }
    let changed: Draft = web::body::parse_json(Value::Object(fields).to_string().as_bytes())?;
    let changed = changed.check(&app.service, &app.ballot_box.service, app.longest_retention())?;
    save(app, &officer.0, &row, changed).await?;
    let row = draft_row(app, &officer.0, draft).await?;
    Ok(with_etag(Document::json(&json!({ "draft": row.id })), &drafting::tag(&row)))
}

#[delete("/polls/<draft>")]
async fn delete_draft(officer: BearerOfficer, app: &App, draft: &str) -> Result<NoContent, Problem> {
    let (row, actor) = (draft_row(app, &officer.0, draft).await?, Actor::of(&officer.0));
    app.blocking(move |registrar| drafting::delete(registrar, &actor, &row)).await?;
    Ok(NoContent)
}

web::bytes_body! {
    /// A roll: 16 MiB are some 300,000 voters.
    pub(crate) struct RollBody, "text/csv", 16 * 1024 * 1024
}

#[put("/polls/<draft>/roll", data = "<body>")]
async fn upload_roll(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<RollBody, Problem>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let RollBody(bytes) = body?;
    let actor = Actor::of(&officer.0);
    let imported = app.blocking(move |registrar| roll::import(registrar, &row.id, &bytes, &actor)).await?;
    Ok(Document::json(&json!(imported)))
}

#[post("/polls/<draft>/publish")]
async fn publish(officer: BearerOfficer, app: &App, draft: &str) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let again = row.state != State::Draft.as_str() && row.state != State::Sealed.as_str();
    let actor = Actor::of(&officer.0);
    let poll = app.blocking(move |registrar| publication::publish(registrar, &row.id, &actor)).await?;
    let status = if again { Status::Ok } else { Status::Created };
    Ok(Custom(status, Document::json(&json!({ "poll": poll }))))
}

/// Stores a new draft; its id.
pub(crate) async fn save_new(app: &App, officer: &Account, draft: Draft) -> Result<String, Problem> {
    let (actor, owner) = (Actor::of(officer), officer.id.clone());
    Ok(app.blocking(move |registrar| drafting::create(registrar, &actor, &owner, &draft)).await?)
}

/// Stores a changed draft, if nobody else has changed it since `row` was read.
async fn save(app: &App, officer: &Account, row: &PollRow, draft: Draft) -> Result<(), Problem> {
    let (actor, row) = (Actor::of(officer), row.clone());
    Ok(app.blocking(move |registrar| drafting::change(registrar, &actor, &row, &draft)).await?)
}

fn with_etag(document: Document, tag: &str) -> Document {
    let mut headers = document.headers;
    headers.push(("ETag", format!("\"{tag}\"")));
    Document { headers, ..document }
}

/// Looks a draft up, published or not, for an officer who may manage it; to others it is nowhere to be found.
pub(crate) async fn draft_row(app: &App, officer: &Account, draft: &str) -> Result<PollRow, Problem> {
    let id = hex_id(draft, 32)?.to_owned();
    let row: Option<PollRow> = app.db.run(move |conn| store::polls::by_draft(conn, &id)).await?;
    only_managed(app, officer, row.ok_or_else(Problem::not_found)?).await
}

impl From<SaveError> for Problem {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Changed | SaveError::RollLeft(_) => Self::conflict().detail(error),
            SaveError::Json(_) => Self::internal(error),
            SaveError::Store(error) => error.into(),
        }
    }
}

impl From<DeleteError> for Problem {
    fn from(error: DeleteError) -> Self {
        match error {
            DeleteError::Published | DeleteError::Split => Self::conflict().detail(error),
            DeleteError::Store(error) => error.into(),
        }
    }
}

impl From<PreflightError> for Problem {
    fn from(error: PreflightError) -> Self {
        match error {
            PreflightError::Broken(_) => Self::internal(error),
            PreflightError::Store(error) => error.into(),
        }
    }
}

impl From<DraftError> for Problem {
    fn from(error: DraftError) -> Self {
        let field = error.field().to_owned();
        Self::new(Status::UnprocessableEntity, "manifest-invalid", "The draft breaks a rule of polls")
            .detail(error)
            .with("field", field)
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let text = error.text();
        match error {
            ImportError::Store(error) => error.into(),
            ImportError::Closed(error) => error.into(),
            ImportError::Rejected(file) => Self::new(
                Status::UnprocessableEntity,
                "roll-rejected",
                "The roll was not imported; nothing changed",
            )
            .says(text)
            .with("rows", file.rows)
            .with("added", 0)
            .with("duplicates", file.duplicates.len())
            .with("rejected", json!(file.rejected)),
            ImportError::NotUtf8(..) | ImportError::Header(_) | ImportError::Empty => Self::new(
                Status::UnprocessableEntity,
                "roll-rejected",
                "The roll was not imported; nothing changed",
            )
            .says(text),
        }
    }
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        let words = error.to_string();
        let unfit =
            Self::new(Status::UnprocessableEntity, "manifest-invalid", "The poll cannot be published so");
        match error {
            PublishError::NoDraft => Self::not_found(),
            PublishError::Changed
            | PublishError::Split
            | PublishError::Precinct
            | PublishError::SlugTaken
            | PublishError::OtherBallotBox(_) => Self::conflict().detail(words),
            PublishError::PrecinctAlias
            | PublishError::EmptyRoll
            | PublishError::RollLeft
            | PublishError::Past
            | PublishError::Manifest(_) => unfit.detail(words),
            PublishError::Refused(_) => {
                Self::new(Status::BadGateway, "ballot-box-refuses", "The ballot box refuses the poll")
                    .detail(words)
            }
            PublishError::NotCountersigned(_) => Self::new(
                Status::BadGateway,
                "ballot-box-refuses",
                "The ballot box has not countersigned the poll",
            )
            .detail(words),
            PublishError::Waiting(Unreachable { .. }) => Self::new(
                Status::ServiceUnavailable,
                "ballot-box-unreachable",
                "The ballot box does not answer",
            )
            .detail(words)
            .header("Retry-After", 30),
            PublishError::Underway => Self::overloaded(5).detail(words),
            PublishError::Store(error) => error.into(),
            PublishError::Key(_) | PublishError::Broken(_) | PublishError::Record(_) => Self::internal(words),
        }
    }
}
