//! The mails of a poll on a page.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use crate::domain::account::Account;
use crate::domain::draft::Draft;
use crate::domain::letter;
use crate::domain::mail_desk::{self, MailingError};
use crate::domain::mailing::{Kind, MailText};
use crate::domain::poll::State;
use crate::guards::Officer;
use crate::routes::mailings::failed_file;
use crate::routes::{App, Document, Fault, Reply, hex_id, language, poll_row, public_id, view};
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, failed, act])
}

/// `done`: the words were saved; `mails`: so many were queued.
#[get("/polls/<draft>/mail?<done>&<mails>")]
async fn page(
    app: &App,
    officer: Officer,
    draft: &str,
    done: Option<&str>,
    mails: Option<u64>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let done = match (done, mails) {
        (_, Some(mails)) => {
            Some(format!("{mails} {} on the way.", if mails == 1 { "mail is" } else { "mails are" }))
        }
        (Some("written"), None) => Some("The words are saved.".to_owned()),
        _ => None,
    };
    Ok(Reply::Show(mail_page(app, &officer.0, &row, done, None).await?))
}

#[get("/polls/<draft>/mail/failed.csv")]
async fn failed(app: &App, officer: Officer, draft: &str) -> Result<Document, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    Ok(failed_file(app, row, officer.0).await?)
}

#[derive(FromForm)]
struct MailForm {
    #[field(default = String::new())]
    action: String,
    #[field(default = String::new())]
    kind: String,
    #[field(default = String::new())]
    mailing: String,
    #[field(default = String::new())]
    subject: String,
    #[field(default = String::new())]
    intro: String,
    #[field(default = String::new())]
    automatic: String,
}

#[post("/polls/<draft>/mail", data = "<form>")]
async fn act(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<MailForm>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let (poll, account, form) = (row.clone(), officer.0.clone(), form.into_inner());
    let mailing = match form.action.as_str() {
        "retry" => hex_id(&form.mailing, 32)?.to_owned(),
        _ => String::new(),
    };
    let done = app
        .blocking(move |registrar| {
            let kind = Kind::parse(&form.kind);
            match (form.action.as_str(), kind) {
                ("send", Some(kind)) => {
                    mail_desk::send(registrar, &poll, kind, &account).map(|queued| Some(queued.mails))
                }
                ("retry", _) => mail_desk::retry(registrar, &poll, &mailing, &account).map(Some),
                ("write", Some(kind)) => {
                    let automatic = form.automatic == "on";
                    let text = MailText { subject: Some(form.subject), intro: Some(form.intro), automatic };
                    mail_desk::write(registrar, &poll, kind, &text, &account).map(|()| None)
                }
                _ => Err(MailingError::NotNow("choose what is to be done")),
            }
        })
        .await;
    match done {
        Ok(Some(mails)) => Ok(Reply::go(format!("/admin/polls/{draft}/mail?mails={mails}"))),
        Ok(None) => Ok(Reply::go(format!("/admin/polls/{draft}/mail?done=written"))),
        Err(refusal @ (MailingError::NotNow(_) | MailingError::Text(_) | MailingError::Unreachable(_))) => {
            let page = mail_page(app, &officer.0, &row, None, Some(refusal.to_string())).await?;
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn mail_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    done: Option<String>,
    refusal: Option<String>,
) -> Result<Page, Problem> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let poll = row.clone();
    let overview = app.blocking(move |registrar| mail_desk::overview(registrar, &poll)).await?;
    let context = context! {
        draft => row.id,
        poll => public_id(row),
        title => row.title,
        lang => language(row),
        issuing => State::parse(&row.state) == Some(State::Published) && !row.cancelled,
        failed => overview.mailings.iter().filter(|one| one.kind != Kind::Reminder.as_str()).map(|one| one.failed).sum::<i64>(),
        invited => overview.mailings.iter().any(|mailing| mailing.kind == Kind::Invitation.as_str()),
        notice_untold => overview.notice_untold,
        result_untold => overview.result_untold,
        languages => draft.languages,
        written_in => letter::spoken(&draft.languages),
        overview,
        done,
        refusal,
    };
    Ok(view("admin-mail.html", Some(officer), context))
}
