//! The organisers' API: notices, and statements on their way to the ballot box.

use crypto::statement::{self, Notice, NoticeKind};
use crypto::time::UtcTime;
use rocket::http::Status;
use rocket::response::status::Custom;
use rocket::{Build, Rocket, get, post, routes};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;
use web::body::JsonBody;

use super::{App, Document, managed_row};
use crate::domain::audit::Actor;
use crate::domain::dispatch::{self, Progress};
use crate::domain::notice::{self, NoticeError, Wish};
use crate::guards::BearerOfficer;
use crate::store::dispatches::{self, Dispatch};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![list, give, try_now])
}

/// The notices of a poll and the statement of its passes, and how far each has come.
#[get("/polls/<poll>/notices")]
async fn list(officer: BearerOfficer, app: &App, poll: &str) -> Result<Document, Problem> {
    let row = managed_row(app, &officer.0, poll).await?;
    let (notices, issuance) = app
        .db
        .run(move |conn| -> Result<_, web::DbError> {
            let notices = dispatches::all(conn, &row.id, dispatches::NOTICE)?;
            Ok((notices, dispatches::all(conn, &row.id, dispatches::ISSUANCE)?))
        })
        .await?;
    let now = app.clock.now();
    let notices: Vec<Value> = notices.iter().filter_map(|dispatch| given(app, dispatch, now)).collect();
    let issuance = issuance.first().map(|dispatch| Progress::of(dispatch, now));
    Ok(Document::json(&json!({ "notices": notices, "issuance": issuance })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNotice {
    kind: NoticeKind,
    #[serde(default)]
    voting_closes: Option<UtcTime>,
    reason: String,
}

impl From<NewNotice> for Wish {
    fn from(NewNotice { kind, voting_closes, reason }: NewNotice) -> Self {
        Self { kind, voting_closes, reason }
    }
}

#[post("/polls/<poll>/notices", data = "<body>")]
async fn give(
    officer: BearerOfficer,
    app: &App,
    poll: &str,
    body: Result<JsonBody<NewNotice>, Problem>,
) -> Result<Custom<Document>, Problem> {
    managed_row(app, &officer.0, poll).await?;
    let wish: Wish = body?.0.into();
    let (poll, actor) = (poll.to_owned(), Actor::of(&officer.0));
    let seq = app.blocking(move |registrar| notice::give(registrar, &poll, &wish, &actor)).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "seq": seq }))))
}

/// Sends at once what has not arrived.
#[post("/polls/<poll>/notices/try-now")]
async fn try_now(officer: BearerOfficer, app: &App, poll: &str) -> Result<Document, Problem> {
    let row = managed_row(app, &officer.0, poll).await?;
    let actor = Actor::of(&officer.0);
    let statements = app.blocking(move |registrar| dispatch::try_now(registrar, &row.id, &actor)).await?;
    Ok(Document::json(&json!({ "statements": statements })))
}

/// A notice and its progress in one object.
fn given(app: &App, dispatch: &Dispatch, now: UtcTime) -> Option<Value> {
    let (notice, _) = statement::open::<Notice>(&dispatch.note, app.key.verifier()).ok()?;
    let Progress { seq, state, attempts, next_try, answer, .. } = Progress::of(dispatch, now);
    Some(json!({
        "seq": seq,
        "kind": notice.kind,
        "voting_closes": notice.voting_closes,
        "reason": notice.reason,
        "at": notice.at,
        "state": state,
        "attempts": attempts,
        "next_try": next_try,
        "answer": answer,
    }))
}

impl From<NoticeError> for Problem {
    fn from(error: NoticeError) -> Self {
        let words = error.to_string();
        let invalid = Self::new(Status::UnprocessableEntity, "notice-invalid", "The notice cannot be given");
        match error {
            NoticeError::NoPoll => Self::not_found(),
            NoticeError::Over | NoticeError::Pending => Self::conflict().detail(words),
            NoticeError::Broken(_) => Self::internal(words),
            NoticeError::Store(error) => error.into(),
            NoticeError::Reason
            | NoticeError::Time
            | NoticeError::NotLater(_)
            | NoticeError::NotEarlier(_)
            | NoticeError::TooSoon => invalid.detail(words),
        }
    }
}
