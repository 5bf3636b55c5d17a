//! What registrars post (manifests, notices, the issuance statement), and the same for anyone to read.

use rocket::http::Status;
use rocket::response::content::RawText;
use rocket::response::status::Custom;
use rocket::serde::json::Json;
use rocket::{Route, get, post, routes};
use serde_json::{Value, json};
use web::ranges::Fixed;
use web::{DbError, Problem, bytes_body};

use super::{Id, Running, find, place};
use crate::accept::{AcceptError, Taken};
use crate::notices::NoticeError;
use crate::publish::PublishError;

pub(super) fn routes() -> Vec<Route> {
    routes![publish, manifest, notify, notices, issue, issuance, assets]
}

bytes_body! {
    /// A manifest's text has at most 256 KiB; its signatures come on top.
    struct ManifestBody, "text/plain", 300_000
}
bytes_body! {
    /// A notice or an issuance statement.
    struct StatementBody, "text/plain", 65_536
}

type Answer = Result<Custom<RawText<String>>, Problem>;

#[post("/api/v1/polls", data = "<body>")]
async fn publish(ballot_box: &Running, body: Result<ManifestBody, Problem>) -> Answer {
    let note = text(body?.0, "manifest-invalid")?;
    let Taken { held, new } = ballot_box.accept(&note).await?;
    Ok(taken(held.note().to_owned(), new))
}

#[get("/api/v1/polls/<id>/manifest")]
fn manifest(ballot_box: &Running, id: Id) -> Result<Fixed, Problem> {
    Ok(Fixed::text(find(ballot_box, id)?.note()))
}

#[post("/api/v1/polls/<id>/notices", data = "<body>")]
async fn notify(ballot_box: &Running, id: Id, body: Result<StatementBody, Problem>) -> Answer {
    let poll = find(ballot_box, id)?;
    let note = text(body?.0, "notice-invalid")?;
    let Taken { held, new } = ballot_box.notice(&poll, &note).await?;
    Ok(taken(held, new))
}

#[get("/api/v1/polls/<id>/notices")]
fn notices(ballot_box: &Running, id: Id) -> Result<Json<Value>, Problem> {
    let poll = find(ballot_box, id)?;
    let notices: Vec<String> = poll.state().notices.iter().map(|(_, note)| note.clone()).collect();
    Ok(Json(json!({ "notices": notices })))
}

#[post("/api/v1/polls/<id>/issuance", data = "<body>")]
async fn issue(ballot_box: &Running, id: Id, body: Result<StatementBody, Problem>) -> Answer {
    let poll = find(ballot_box, id)?;
    let note = text(body?.0, "notice-invalid")?;
    let Taken { held, new } = ballot_box.issuance(&poll, &note).await?;
    Ok(taken(held, new))
}

#[get("/api/v1/polls/<id>/issuance")]
fn issuance(ballot_box: &Running, id: Id) -> Result<Fixed, Problem> {
    let note = find(ballot_box, id)?.state().issuance.clone();
    note.map(Fixed::text)
        .ok_or_else(|| Problem::not_found().detail("the registrar has not sent its issuance statement yet"))
}

#[get("/api/v1/polls/<id>/assets/<number>")]
fn assets(ballot_box: &Running, id: Id, number: Option<usize>) -> Result<Fixed, Problem> {
    let poll = find(ballot_box, id)?;
    let note = place(number).and_then(|place| poll.state().assets.get(place).cloned());
    note.map(Fixed::text).ok_or_else(Problem::not_found)
}

fn text(body: Vec<u8>, error: &'static str) -> Result<String, Problem> {
    String::from_utf8(body).map_err(|_| invalid(error).detail("the body is not UTF-8"))
}

fn taken(note: String, new: bool) -> Custom<RawText<String>> {
    Custom(if new { Status::Created } else { Status::Ok }, RawText(note))
}

fn invalid(name: &'static str) -> Problem {
    let title = match name {
        "manifest-invalid" => "This manifest is not accepted",
        _ => "This statement is not accepted",
    };
    Problem::new(Status::UnprocessableEntity, name, title)
}

impl From<AcceptError> for Problem {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::UnknownRegistrar(_) => {
                Self::new(Status::Forbidden, "unknown-registrar", "This registrar is not on the list")
                    .detail(error)
            }
            AcceptError::SlugTaken(_) => Self::conflict().detail(error),
            AcceptError::Publish(error) => error.into(),
            AcceptError::ReadBack(_) => Self::internal(error),
            _ => invalid("manifest-invalid").detail(error),
        }
    }
}

impl From<NoticeError> for Problem {
    fn from(error: NoticeError) -> Self {
        match error {
            NoticeError::Conflict { ref held } => {
                let held = held.clone();
                Self::conflict().detail(error).with("note", held)
            }
            NoticeError::Late => {
                Self::new(Status::Forbidden, "voting-closed", "Voting is over").detail(error)
            }
            NoticeError::Publish(error) => error.into(),
            NoticeError::Db(error) => PublishError::Db(error).into(),
            _ => invalid("notice-invalid").detail(error),
        }
    }
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        match error {
            // No connection: nothing was begun.
            PublishError::Db(error @ DbError::Unavailable(_)) => error.into(),
            PublishError::Behind => Self::overloaded(1).detail(error),
            error @ (PublishError::Db(_) | PublishError::Rollback(_)) => {
                tracing::error!("{error}");
                Self::overloaded(5)
                    .detail("this may or may not have been stored; send the very same bytes again")
            }
            other => Self::internal(other),
        }
    }
}
