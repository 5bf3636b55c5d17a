//! The API for elections in precincts.

mod page;

use rocket::http::Status;
use rocket::response::status::{Custom, NoContent};
use rocket::{Build, Rocket, delete, get, patch, post, routes};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;
use web::body::JsonBody;

use super::drafts::{RollBody, draft_row};
use super::notices::NewNotice;
use super::rolls::line_of;
use super::{App, Document};
use crate::domain::access;
use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::precincts::{self, Additions, Deal, Enrolled, PrecinctsError, Times};
use crate::domain::publish::PublishError;
use crate::guards::BearerOfficer;
use crate::store;
use crate::store::polls::PollRow;
use crate::store::precincts::Election;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![page::page]).mount(
        "/api/v1",
        routes![split, group, reschedule, enrol, enrol_all, publish, notify, add_up, undo, show],
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    count: usize,
}

#[post("/polls/<draft>/precincts", data = "<body>")]
async fn split(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<Split>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let Split { count } = body?.0;
    split_by(app, officer.0, row, Deal::Lot(count)).await
}

/// The same by a file with the columns `email` and `precinct`, for groups that are to have results of their own.
#[post("/polls/<draft>/precincts/groups", data = "<body>")]
async fn group(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<RollBody, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let RollBody(bytes) = body?;
    let deal = app.blocking(move |_| Deal::read(&bytes)).await?;
    split_by(app, officer.0, row, deal).await
}

async fn split_by(
    app: &App,
    officer: Account,
    row: PollRow,
    deal: Deal,
) -> Result<Custom<Document>, Problem> {
    let work = move |registrar: &_| precincts::split(registrar, &officer, &row, &deal);
    let (alias, drafts) = app.blocking(work).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "alias": alias, "drafts": drafts }))))
}

/// Makes the precincts one draft again, while none of them is sealed.
#[delete("/polls/<draft>/precincts")]
async fn undo(officer: BearerOfficer, app: &App, draft: &str) -> Result<NoContent, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let actor = Actor::of(&officer.0);
    app.blocking(move |registrar| precincts::undo(registrar, &row.id, &actor)).await?;
    Ok(NoContent)
}

/// One voter more, in the precinct that is named or in the smallest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Late {
    email: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    external_id: Option<String>,
    #[serde(default)]
    precinct: Option<usize>,
}

#[post("/polls/<draft>/precincts/voters", data = "<body>")]
async fn enrol(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<Late>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let Late { email, name, external_id, precinct } = body?.0;
    let line = line_of(&email, name, external_id)?;
    let work = move |registrar: &_| precincts::enrol(registrar, &row.id, &line, precinct, &officer.0);
    let number = app.blocking(work).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "precinct": number }))))
}

/// A file of voters, each to the precinct that is named or to the smallest: all of them or none.
#[post("/polls/<draft>/precincts/additions", data = "<body>")]
async fn enrol_all(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<RollBody, Problem>,
) -> Result<Document, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let RollBody(bytes) = body?;
    let work =
        move |registrar: &_| precincts::enrol_all(registrar, &row.id, &Additions::read(&bytes)?, &officer.0);
    let Enrolled { added, known } = app.blocking(work).await?;
    Ok(Document::json(&json!({ "added": added, "known": known })))
}

/// Other times for all precincts, while they are drafts.
#[patch("/polls/<draft>/precincts", data = "<body>")]
async fn reschedule(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<Times>, Problem>,
) -> Result<Document, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let (times, actor) = (body?.0, Actor::of(&officer.0));
    let work = move |registrar: &_| precincts::reschedule(registrar, &row.id, &times, &actor);
    Ok(Document::json(&json!({ "precincts": app.blocking(work).await? })))
}

/// To be repeated until `listed` is true.
#[post("/polls/<draft>/precincts/publish")]
async fn publish(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let actor = Actor::of(&officer.0);
    let done = app.blocking(move |registrar| precincts::publish(registrar, &row.id, &actor)).await?;
    Ok(Document::json(&json!({
        "precincts": done.precincts,
        "published": done.published,
        "listed": done.listed,
    })))
}

/// The same notice for all precincts.
#[post("/polls/<draft>/precincts/notices", data = "<body>")]
async fn notify(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewNotice>, Problem>,
) -> Result<Document, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let (wish, actor) = (body?.0.into(), Actor::of(&officer.0));
    let work = move |registrar: &_| precincts::notify(registrar, &row.id, &wish, &actor);
    let (given, refused) = app.blocking(work).await?;
    let refused: Vec<Value> =
        refused.iter().map(|one| json!({ "poll": one.poll, "detail": one.error.to_string() })).collect();
    Ok(Document::json(&json!({ "given": given, "refused": refused })))
}

/// To be repeated until `total` is true.
#[post("/polls/<draft>/precincts/total")]
async fn add_up(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = split_row(app, &officer.0, draft).await?;
    let actor = Actor::of(&officer.0);
    let done = app.blocking(move |registrar| precincts::add_up(registrar, &row.id, &actor)).await?;
    Ok(Document::json(&json!({ "precincts": done.precincts, "counted": done.counted, "total": done.total })))
}

/// What is public about an election in precincts, once its list is signed.
#[get("/precincts/<alias>")]
async fn show(app: &App, alias: &str) -> Result<Document, Problem> {
    let (election, polls) = listed(app, alias).await?;
    let mut told = Vec::with_capacity(polls.len());
    for (number, row) in (1..).zip(&polls) {
        let manifest = &app.polls.published(row).map_err(PrecinctsError::from)?.manifest;
        let url = format!("{}/polls/{}", manifest.ballot_box.url, manifest.id());
        told.push(json!({ "poll": manifest.id(), "number": number, "url": url }));
    }
    Ok(Document::json(&json!({
        "alias": election.alias,
        "title": election.title,
        "precincts": election.list,
        "total": election.total,
        "polls": told,
    })))
}

/// The draft that was split, for an officer who may manage it and every precinct; otherwise it is nowhere to be found.
pub(super) async fn split_row(app: &App, officer: &Account, draft: &str) -> Result<PollRow, Problem> {
    let row = draft_row(app, officer, draft).await?;
    let (id, officer) = (row.id.clone(), officer.clone());
    let may = app.db.run(move |conn| access::may_manage_precincts(conn, &officer, &id)).await?;
    if may { Ok(row) } else { Err(Problem::not_found()) }
}

/// An election whose list is signed, and its polls by number.
async fn listed(app: &App, alias: &str) -> Result<(Election, Vec<PollRow>), Problem> {
    let asked = alias.to_owned();
    let found = app
        .db
        .run(move |conn| -> Result<_, web::DbError> {
            let Some(election) = store::precincts::by_alias(conn, &asked)? else { return Ok(None) };
            let polls = store::precincts::polls_of(conn, &asked)?;
            Ok(Some((election, polls)))
        })
        .await?;
    found.filter(|(election, _)| election.list.is_some()).ok_or_else(Problem::not_found)
}

impl From<PrecinctsError> for Problem {
    fn from(error: PrecinctsError) -> Self {
        let words = error.to_string();
        let unfit = |field: &str| {
            Self::new(Status::UnprocessableEntity, "manifest-invalid", "The draft cannot be split so")
                .detail(&words)
                .with("field", field)
        };
        match error {
            PrecinctsError::Count | PrecinctsError::TooFew { .. } => unfit("count"),
            PrecinctsError::SmallGroup { .. }
            | PrecinctsError::Header(_)
            | PrecinctsError::Line(..)
            | PrecinctsError::Ungrouped(_)
            | PrecinctsError::NoPrecinct(_) => unfit("precinct"),
            PrecinctsError::Alias | PrecinctsError::Publish(PublishError::PrecinctAlias) => unfit("slug"),
            PrecinctsError::NoRoll => unfit("electorate"),
            PrecinctsError::NotSummable(_) => unfit("questions"),
            PrecinctsError::Late(_) => unfit("issuance_opens"),
            PrecinctsError::Rule(_) => unfit(""),
            PrecinctsError::Candidates
            | PrecinctsError::NoDraft
            | PrecinctsError::Precinct
            | PrecinctsError::NotSplit
            | PrecinctsError::Incomplete
            | PrecinctsError::Meanwhile
            | PrecinctsError::Begun
            | PrecinctsError::Sealed
            | PrecinctsError::Overtaken
            | PrecinctsError::Erased
            | PrecinctsError::Renamed { .. }
            | PrecinctsError::Small { .. }
            | PrecinctsError::OnTwoRolls(..)
            | PrecinctsError::Changed(_)
            | PrecinctsError::Unfit(..)
            | PrecinctsError::NotListed
            | PrecinctsError::Total(_) => Self::conflict().detail(words),
            PrecinctsError::Forged(..) => Self::new(
                Status::BadGateway,
                "ballot-box-refuses",
                "The ballot box has not signed its result",
            )
            .detail(words),
            PrecinctsError::Unreachable(error) => crate::domain::copies::CopyError::Unreachable(error).into(),
            PrecinctsError::File(error) => error.into(),
            PrecinctsError::Entry(error) => error.into(),
            PrecinctsError::Draft(error) => error.into(),
            PrecinctsError::Publish(error) => error.into(),
            PrecinctsError::Broken(_) | PrecinctsError::Note(_) => Self::internal(words),
            PrecinctsError::Store(error) => error.into(),
        }
    }
}
