//! Addresses of voters that were corrected after publication: kept by their owners, or freed by an admin.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::response::status::NoContent;
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::{PageLanguage, Text};
use web::templates::{Value, context};
use web::{Problem, SameOrigin};

use super::drafts::draft_row;
use super::{App, Fault, Reply, accounts, hex_id, view};
use crate::domain::address_move::{self, MoveError};
use crate::domain::poll::Published;
use crate::domain::secret::PlainToken;
use crate::guards::BearerOfficer;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![keep_page, keep]).mount("/api/v1", routes![release])
}

/// Opening the link alone changes nothing: mail scanners open links too.
#[get("/roll/keep?<word>")]
async fn keep_page(app: &App, page: PageLanguage, word: Option<&str>) -> Result<Reply, Fault> {
    let Some(word) = word.and_then(PlainToken::parse) else { return Ok(refused(&MoveError::LinkInvalid)) };
    let asked = word.reveal();
    match app.blocking(move |registrar| address_move::look(registrar, &word)).await {
        Ok((email, row)) => {
            Ok(shown(context! { word => asked, email, ..titled_in(&row, page) }, false, None))
        }
        Err(MoveError::Store(error)) => Err(error.into()),
        Err(refusal) => Ok(refused(&refusal)),
    }
}

#[derive(FromForm)]
struct KeepForm<'r> {
    #[field(default = "")]
    word: &'r str,
}

#[post("/roll/keep", data = "<form>")]
async fn keep(
    _own: SameOrigin,
    app: &App,
    page: PageLanguage,
    form: Form<KeepForm<'_>>,
) -> Result<Reply, Fault> {
    let Some(word) = PlainToken::parse(form.word) else { return Ok(refused(&MoveError::LinkInvalid)) };
    match app.blocking(move |registrar| address_move::undo(registrar, &word)).await {
        Ok((email, row)) => Ok(shown(context! { email, ..titled_in(&row, page) }, true, None)),
        Err(MoveError::Store(error)) => Err(error.into()),
        Err(refusal) => Ok(refused(&refusal)),
    }
}

fn shown(context: Value, done: bool, refusal: Option<Text>) -> Reply {
    let status = if refusal.is_some() { Status::UnprocessableEntity } else { Status::Ok };
    Reply::Show(view("address-kept.html", None, context! { done, refusal, ..context }).status(status))
}

/// The poll's title in the language of the page, and which that is; as it is listed, if the poll cannot be read.
fn titled_in(row: &PollRow, page: PageLanguage) -> Value {
    Published::read(row).map_or_else(
        |_| context! { title => row.title, lang => "" },
        |poll| {
            let said = poll.said_in(page.code());
            context! { title => said.title, lang => said.lang }
        },
    )
}

fn refused(refusal: &MoveError) -> Reply {
    shown(context! {}, false, Some(refusal.text()))
}

#[post("/polls/<draft>/roll/voters/<voter>/release")]
async fn release(officer: BearerOfficer, app: &App, draft: &str, voter: &str) -> Result<NoContent, Problem> {
    let (row, id) = (draft_row(app, &officer.0, draft).await?, hex_id(voter, 32)?.to_owned());
    app.blocking(move |registrar| address_move::release(registrar, &row, &id, &officer.0)).await?;
    Ok(NoContent)
}

impl From<MoveError> for Problem {
    fn from(error: MoveError) -> Self {
        match error {
            MoveError::LinkInvalid => accounts::link_problem(error),
            MoveError::Taken => Self::conflict().detail(error),
            MoveError::NotYou => Self::forbidden().says(error.text()),
            MoveError::NotHeld => Self::not_found().says(error.text()),
            MoveError::Store(error) => error.into(),
        }
    }
}
