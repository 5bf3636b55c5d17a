//! The API of candidates: their own texts, and what officers do about them.

use rocket::http::Status;
use rocket::response::status::{Custom, NoContent};
use rocket::{Build, Rocket, delete, get, post, put, routes};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;
use web::body::JsonBody;

use super::drafts::draft_row;
use super::{App, Document, hex_id};
use crate::domain::candidates::{self, CandidateError, Named, Place, Standing, Words};
use crate::domain::email::parse_email;
use crate::guards::{Bearer, BearerOfficer};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![own, read, write, list, invite, approve, send_back, remove])
}

#[get("/me/candidacies")]
async fn own(app: &App, bearer: Bearer) -> Result<Document, Problem> {
    let all = app.blocking(move |registrar| candidates::own(registrar, &bearer.account)).await?;
    Ok(Document::json(&json!({ "candidacies": all.iter().map(described).collect::<Vec<_>>() })))
}

#[get("/me/candidacies/<candidacy>")]
async fn read(app: &App, bearer: Bearer, candidacy: &str) -> Result<Document, Problem> {
    let id = hex_id(candidacy, 32)?.to_owned();
    let one = app.blocking(move |registrar| candidates::own_one(registrar, &bearer.account, &id)).await?;
    Ok(Document::json(&described(&one)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewWords {
    #[serde(default)]
    profile: String,
    #[serde(default)]
    statement: String,
}

#[put("/me/candidacies/<candidacy>", data = "<body>")]
async fn write(
    app: &App,
    bearer: Bearer,
    candidacy: &str,
    body: Result<JsonBody<NewWords>, Problem>,
) -> Result<Document, Problem> {
    let id = hex_id(candidacy, 32)?.to_owned();
    let (known, account) = (id.clone(), bearer.account.clone());
    // Whoever it does not belong to is told so before anything about the text.
    app.blocking(move |registrar| candidates::own_one(registrar, &account, &known)).await?;
    let JsonBody(NewWords { profile, statement }) = body?;
    let words = Words::parse(&profile, &statement)?;
    let one = app
        .blocking(move |registrar| -> Result<_, CandidateError> {
            candidates::write(registrar, &bearer.account, &id, &words)?;
            candidates::own_one(registrar, &bearer.account, &id)
        })
        .await?;
    Ok(Document::json(&described(&one)))
}

#[get("/polls/<draft>/candidates")]
async fn list(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let places = app.blocking(move |registrar| candidates::places(registrar, &row)).await?;
    let places: Vec<Value> = places.iter().map(place).collect();
    Ok(Document::json(&json!({ "options": places })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCandidate {
    question: String,
    option: String,
    email: String,
}

#[post("/polls/<draft>/candidates", data = "<body>")]
async fn invite(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewCandidate>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let JsonBody(NewCandidate { question, option, email }) = body?;
    let email = parse_email(&email).map_err(|error| {
        Problem::new(Status::UnprocessableEntity, "email-invalid", "The address cannot be used").detail(error)
    })?;
    let invite = move |registrar: &crate::registrar::Registrar| {
        candidates::invite(registrar, &row, (&question, &option), &email, &officer.0)
    };
    let id = app.blocking(invite).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "candidacy": id }))))
}

/// What was read, so that nobody approves what they have not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Approval {
    tag: String,
}

#[post("/polls/<draft>/candidates/<candidacy>/approve", data = "<body>")]
async fn approve(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    candidacy: &str,
    body: Result<JsonBody<Approval>, Problem>,
) -> Result<NoContent, Problem> {
    let (row, id) = (draft_row(app, &officer.0, draft).await?, hex_id(candidacy, 32)?.to_owned());
    let JsonBody(Approval { tag }) = body?;
    app.blocking(move |registrar| candidates::approve(registrar, &row, &id, &tag, &officer.0)).await?;
    Ok(NoContent)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Return {
    tag: String,
    words: String,
}

#[post("/polls/<draft>/candidates/<candidacy>/return", data = "<body>")]
async fn send_back(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    candidacy: &str,
    body: Result<JsonBody<Return>, Problem>,
) -> Result<NoContent, Problem> {
    let (row, id) = (draft_row(app, &officer.0, draft).await?, hex_id(candidacy, 32)?.to_owned());
    let JsonBody(Return { tag, words }) = body?;
    let send_back = move |registrar: &crate::registrar::Registrar| {
        candidates::send_back(registrar, &row, &id, (&tag, &words), &officer.0)
    };
    app.blocking(send_back).await?;
    Ok(NoContent)
}

#[delete("/polls/<draft>/candidates/<candidacy>")]
async fn remove(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    candidacy: &str,
) -> Result<NoContent, Problem> {
    let (row, id) = (draft_row(app, &officer.0, draft).await?, hex_id(candidacy, 32)?.to_owned());
    app.blocking(move |registrar| candidates::remove(registrar, &row, &id, &officer.0)).await?;
    Ok(NoContent)
}

/// A candidacy as its candidate sees it.
pub(super) fn described(standing: &Standing) -> Value {
    let Standing { candidacy, open, .. } = standing;
    let Named { poll, question, option, .. } = standing.named();
    json!({
        "candidacy": candidacy.id,
        "poll": poll,
        "question": question,
        "option": option,
        "open": open,
        "profile": candidacy.profile,
        "statement": candidacy.statement,
        "state": candidacy.state,
        "words": candidacy.words,
    })
}

/// An option as its officers see it.
fn place(place: &Place) -> Value {
    let candidate = place.candidacy.as_ref().map(|candidacy| {
        json!({
            "candidacy": candidacy.id,
            "email": candidacy.email,
            "profile": candidacy.profile,
            "statement": candidacy.statement,
            "state": candidacy.state,
            "words": candidacy.words,
            "tag": candidates::tag(candidacy),
        })
    });
    json!({
        "question": place.question.0,
        "option": place.option.0,
        "title": place.option.1,
        "candidate": candidate,
    })
}

impl From<CandidateError> for Problem {
    fn from(error: CandidateError) -> Self {
        let words = error.to_string();
        match error {
            CandidateError::NoCandidacy => Self::not_found(),
            CandidateError::Published
            | CandidateError::Taken(_)
            | CandidateError::Nothing
            | CandidateError::Changed => Self::conflict().detail(words),
            CandidateError::NoOption => unacceptable("option", words),
            CandidateError::Text { field, .. } => unacceptable(field, words),
            CandidateError::Draft(error) => error.into(),
            CandidateError::Broken(_) => Self::internal(words),
            CandidateError::Store(error) => error.into(),
        }
    }
}

fn unacceptable(field: &'static str, words: String) -> Problem {
    Problem::new(Status::UnprocessableEntity, "malformed-request", "A value is not acceptable")
        .detail(words)
        .with("field", field)
}
