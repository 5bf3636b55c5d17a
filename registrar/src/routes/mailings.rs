//! The organisers' API of mails to voters, and the voters' word that they want no more reminders.

use rocket::http::Status;
use rocket::response::status::{Accepted, Custom};
use rocket::{Build, Rocket, get, post, put, routes};
use serde::Deserialize;
use serde_json::json;
use web::Problem;
use web::body::JsonBody;
use web::i18n::Text;
use web::templates::context;

use super::drafts::draft_row;
use super::rolls::csv_file;
use super::{App, Document, Fault, Reply, hex_id, view};
use crate::domain::account::Account;
use crate::domain::mail_desk::{self, MailingError};
use crate::domain::mailing::{Kind, MailText};
use crate::domain::{opt_out, undelivered};
use crate::guards::BearerOfficer;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/api/v1", routes![list, failed, send, retry, write, invite])
        .mount("/", routes![unsubscribe_page, unsubscribe])
}

#[get("/polls/<draft>/mailings")]
async fn list(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let overview = app.blocking(move |registrar| mail_desk::overview(registrar, &row)).await?;
    Ok(Document::json(&json!(overview)))
}

#[get("/polls/<draft>/mailings/failed.csv")]
async fn failed(officer: BearerOfficer, app: &App, draft: &str) -> Result<Document, Problem> {
    failed_file(app, draft_row(app, &officer.0, draft).await?, officer.0).await
}

/// The mails of a poll that were given up, as a file.
pub(crate) async fn failed_file(app: &App, row: PollRow, officer: Account) -> Result<Document, Problem> {
    let body = app.blocking(move |registrar| undelivered::download(registrar, &row, &officer)).await?;
    Ok(csv_file("failed-mails.csv", body))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMailing {
    kind: Kind,
}

#[post("/polls/<draft>/mailings", data = "<body>")]
async fn send(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    body: Result<JsonBody<NewMailing>, Problem>,
) -> Result<Custom<Document>, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let JsonBody(NewMailing { kind }) = body?;
    let queued = app.blocking(move |registrar| mail_desk::send(registrar, &row, kind, &officer.0)).await?;
    Ok(Custom(Status::Created, Document::json(&json!(queued))))
}

#[post("/polls/<draft>/mailings/<mailing>/retry")]
async fn retry(officer: BearerOfficer, app: &App, draft: &str, mailing: &str) -> Result<Document, Problem> {
    let (row, mailing) = (draft_row(app, &officer.0, draft).await?, hex_id(mailing, 32)?.to_owned());
    let mails =
        app.blocking(move |registrar| mail_desk::retry(registrar, &row, &mailing, &officer.0)).await?;
    Ok(Document::json(&json!({ "mails": mails })))
}

#[put("/polls/<draft>/mailings/texts/<kind>", data = "<body>")]
async fn write(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    kind: &str,
    body: Result<JsonBody<MailText>, Problem>,
) -> Result<Document, Problem> {
    let row = draft_row(app, &officer.0, draft).await?;
    let kind = Kind::parse(kind).ok_or_else(Problem::not_found)?;
    let JsonBody(text) = body?;
    app.blocking(move |registrar| mail_desk::write(registrar, &row, kind, &text, &officer.0)).await?;
    Ok(Document::json(&json!({ "kind": kind })))
}

#[post("/polls/<draft>/roll/voters/<voter>/invite")]
async fn invite(
    officer: BearerOfficer,
    app: &App,
    draft: &str,
    voter: &str,
) -> Result<Accepted<()>, Problem> {
    let (row, voter) = (draft_row(app, &officer.0, draft).await?, hex_id(voter, 32)?.to_owned());
    app.blocking(move |registrar| mail_desk::invite_again(registrar, &row, &voter, &officer.0)).await?;
    Ok(Accepted(()))
}

/// Opening the link changes nothing, for mail scanners open links too.
#[get("/unsubscribe/<voter>/<word>")]
fn unsubscribe_page(voter: &str, word: &str) -> Result<Reply, Fault> {
    let (voter, word) = (hex_id(voter, 32)?, hex_id(word, 32)?);
    Ok(Reply::Show(view("unsubscribe.html", None, context! { voter, word, done => false })))
}

/// RFC 8058 section 3.2: posted by the mailbox's provider, without cookies and without an `Origin` of ours. What is
/// known to nobody but the reader of the mail is the guard, and the worst it does is to end reminders.
#[post("/unsubscribe/<voter>/<word>")]
async fn unsubscribe(app: &App, voter: &str, word: &str) -> Result<Reply, Fault> {
    let (voter, word) = (hex_id(voter, 32)?.to_owned(), hex_id(word, 32)?.to_owned());
    let (id, said) = (voter.clone(), word.clone());
    if app.blocking(move |registrar| opt_out::unsubscribe(registrar, &id, &said)).await? {
        Ok(Reply::Show(view("unsubscribe.html", None, context! { voter, word, done => true })))
    } else {
        Err(Problem::not_found().into())
    }
}

impl From<MailingError> for Problem {
    fn from(error: MailingError) -> Self {
        match error {
            MailingError::NotNow(text) => Self::conflict().says(text),
            MailingError::Words { field, problem } => {
                Self::new(Status::UnprocessableEntity, "malformed-request", "A value is not acceptable")
                    .with("field", field)
                    .says(problem)
            }
            MailingError::NoMailing => Self::not_found().says(Text::new("mails-none-such")),
            MailingError::Unreachable(_) => Self::new(
                Status::ServiceUnavailable,
                "ballot-box-unreachable",
                "The ballot box does not answer",
            )
            .detail(error)
            .header("Retry-After", 30),
            MailingError::Entry(error) => error.into(),
            MailingError::Broken(error) => Self::internal(error),
            MailingError::Unwritable(error) => Self::internal(error),
            MailingError::Store(error) => error.into(),
        }
    }
}
