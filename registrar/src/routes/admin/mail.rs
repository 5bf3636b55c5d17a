//! The mails of a poll on a page.

use std::collections::BTreeMap;

use crypto::manifest;
use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::Text;
use web::templates::{Page, Value, context};
use web::{Caller, Problem, SameOrigin};

use crate::domain::account::Account;
use crate::domain::letter;
use crate::domain::mail_desk::{self, MailingError};
use crate::domain::mail_preview;
use crate::domain::mailing::{Kind, MailText};
use crate::domain::poll::State;
use crate::guards::Officer;
use crate::routes::mailings::failed_file;
use crate::routes::refused::Refused;
use crate::routes::{App, Document, Fault, Reply, above, hex_id, language_name, poll_row, view};
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, look, failed, act])
}

/// `done`: the words were saved, or a test mail is on its way; `mails`: so many were queued.
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
        (_, Some(mails)) => Some(Text::new("mails-queued").with("n", mails)),
        (Some("written"), None) => Some(Text::new("mails-saved")),
        (Some("test"), None) => Some(Text::new("mails-test-sent").with("email", officer.0.email.as_str())),
        _ => None,
    };
    Ok(Reply::Show(mail_page(app, &officer.0, &row, done, None, None).await?))
}

/// A mail as voters get it.
#[get("/polls/<draft>/mail/<kind>", rank = 2)]
async fn look(app: &App, officer: Officer, draft: &str, kind: &str) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let kind = Kind::parse(kind).ok_or_else(Problem::not_found)?;
    let poll = row.clone();
    let preview = app.blocking(move |registrar| mail_preview::look(registrar, &poll, kind)).await?;
    let context = context! {
        kind => kind.as_str(),
        preview,
        ..above(&row)
    };
    Ok(Reply::Show(view("admin-mail-look.html", Some(&officer.0), context)))
}

#[get("/polls/<draft>/mail/failed.csv")]
async fn failed(app: &App, officer: Officer, draft: &str) -> Result<Document, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    Ok(failed_file(app, row, officer.0).await?)
}

#[derive(Clone, FromForm)]
struct MailForm {
    #[field(default = String::new())]
    action: String,
    #[field(default = String::new())]
    kind: String,
    #[field(default = String::new())]
    mailing: String,
    #[field(default = String::new())]
    subject: String,
    /// Of a poll in one language.
    #[field(default = String::new())]
    intro: String,
    /// By the languages of the poll.
    #[field(default = BTreeMap::new())]
    intros: BTreeMap<String, String>,
    #[field(default = String::new())]
    automatic: String,
}

impl MailForm {
    fn text(self) -> MailText {
        let intro = if self.intros.is_empty() {
            manifest::Text::Plain(self.intro)
        } else {
            manifest::Text::ByLanguage(self.intros)
        };
        MailText { subject: Some(self.subject), intro: Some(intro), automatic: self.automatic == "on" }
    }
}

/// Where an act leads to.
enum Done {
    Queued(u64),
    Written,
    Tested,
}

#[post("/polls/<draft>/mail", data = "<form>")]
async fn act(
    _own: SameOrigin,
    app: &App,
    caller: Caller,
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
    let typed = form.clone();
    let done = app
        .blocking(move |registrar| {
            let kind = Kind::parse(&form.kind);
            match (form.action.as_str(), kind) {
                ("send", Some(kind)) => {
                    mail_desk::send(registrar, &poll, kind, &account).map(|queued| Done::Queued(queued.mails))
                }
                ("retry", _) => mail_desk::retry(registrar, &poll, &mailing, &account).map(Done::Queued),
                ("test", Some(kind)) => {
                    mail_preview::send_test(registrar, &poll, kind, &account, &caller).map(|()| Done::Tested)
                }
                ("write", Some(kind)) => {
                    mail_desk::write(registrar, &poll, kind, &form.text(), &account).map(|()| Done::Written)
                }
                _ => Err(MailingError::NotNow(Text::new("mails-choose"))),
            }
        })
        .await;
    let page = format!("/admin/polls/{draft}/mail");
    let refusal = match done {
        Ok(Done::Queued(mails)) => return Ok(Reply::go(format!("{page}?mails={mails}"))),
        Ok(Done::Written) => return Ok(Reply::go(format!("{page}?done=written"))),
        Ok(Done::Tested) => return Ok(Reply::go(format!("{page}?done=test"))),
        Err(MailingError::NotNow(text)) => Refused::new(text),
        Err(MailingError::Words { field, problem }) => {
            // What is too long is the longest of several introductions.
            let longest = typed.intros.iter().max_by_key(|(_, words)| words.chars().count());
            let lang = match field {
                "intro" => format!("-{}", longest.map_or(&row.languages()[0], |(lang, _)| lang)),
                _ => String::new(),
            };
            Refused::at(format!("{field}-{}{lang}", typed.kind), problem)
        }
        Err(error @ MailingError::Unreachable(_)) => Refused::new(error.to_string()),
        Err(error) => return Err(error.into()),
    };
    let page = mail_page(app, &officer.0, &row, None, Some(refusal), Some(typed)).await?;
    Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
}

/// What the form shows of an introduction: one field for each language of the poll.
fn intro_fields(text: &MailText, languages: &[String]) -> Vec<Value> {
    let words = |at: usize, lang: &String| match &text.intro {
        Some(manifest::Text::Plain(intro)) if at == 0 => intro.clone(),
        Some(manifest::Text::ByLanguage(intros)) => intros.get(lang).cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let field = |(at, lang): (usize, &String)| {
        context! { lang, language => language_name(lang), intro => words(at, lang) }
    };
    languages.iter().enumerate().map(field).collect()
}

async fn mail_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    done: Option<Text>,
    refusal: Option<Refused>,
    typed: Option<MailForm>,
) -> Result<Page, Problem> {
    let languages = row.languages();
    let poll = row.clone();
    let overview = app.blocking(move |registrar| mail_desk::overview(registrar, &poll)).await?;
    let texts: Vec<Value> = overview
        .texts
        .iter()
        .map(|one| {
            let kind = one.kind.as_str();
            let typed = typed.iter().find(|typed| typed.action == "write" && typed.kind == kind);
            let text = typed.map_or_else(|| one.text.clone(), |typed| typed.clone().text());
            let intros = intro_fields(&text, &languages);
            context! { kind, subject => text.subject, automatic => text.automatic, intros, open => typed.is_some() }
        })
        .collect();
    let spoken: Vec<&str> = letter::tongues(&languages).into_iter().map(|(tag, _)| tag).collect();
    let is_spoken = |tag: &String| letter::messages().speaks(tag).is_some();
    let names = |tags: Vec<&str>| tags.into_iter().map(language_name).collect::<Vec<_>>().join(", ");
    let unspoken: Vec<&str> = languages.iter().filter(|tag| !is_spoken(tag)).map(String::as_str).collect();
    let context = context! {
        issuing => State::parse(&row.state) == Some(State::Published) && !row.cancelled,
        failed => overview.mailings.iter().filter(|one| one.kind != Kind::Reminder.as_str()).map(|one| one.failed).sum::<i64>(),
        invited => overview.mailings.iter().any(|mailing| mailing.kind == Kind::Invitation.as_str()),
        notice_untold => overview.notice_untold,
        result_untold => overview.result_untold,
        several => (spoken.len() > 1).then(|| names(spoken)),
        english => unspoken.len() == languages.len(),
        unspoken => (!unspoken.is_empty()).then(|| names(unspoken)),
        texts,
        outage => app.pace.outage().map(|outage| outage.text()),
        overview,
        done,
        refusal,
        ..above(row)
    };
    Ok(view("admin-mail.html", Some(officer), context))
}
