//! The page on which a candidate writes.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::SameOrigin;
use web::i18n::PageLanguage;
use web::templates::{Page, Value, context};

use super::refused::Refused;
use super::{App, Fault, Reply, hex_id, view};
use crate::domain::account::Account;
use crate::domain::candidates::{self, CandidateError, MOST_PROFILE, MOST_STATEMENT, Standing, Words};
use crate::guards::SignedIn;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![page, write])
}

#[get("/candidacies/<candidacy>?<saved>")]
async fn page(
    app: &App,
    viewer: SignedIn,
    page: PageLanguage,
    candidacy: &str,
    saved: Option<bool>,
) -> Result<Reply, Fault> {
    let standing = find(app, &viewer.account, candidacy).await?;
    let typed = WordsForm { profile: &standing.candidacy.profile, statement: &standing.candidacy.statement };
    Ok(Reply::Show(writing_page(&viewer.account, page, &standing, &typed, saved == Some(true), None)))
}

#[derive(FromForm)]
struct WordsForm<'r> {
    #[field(default = "")]
    profile: &'r str,
    #[field(default = "")]
    statement: &'r str,
}

#[post("/candidacies/<candidacy>", data = "<form>")]
async fn write(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    page: PageLanguage,
    candidacy: &str,
    form: Form<WordsForm<'_>>,
) -> Result<Reply, Fault> {
    let standing = find(app, &viewer.account, candidacy).await?;
    let written = match Words::parse(form.profile, form.statement) {
        Ok(words) => {
            let (account, id) = (viewer.account.clone(), candidacy.to_owned());
            app.blocking(move |registrar| candidates::write(registrar, &account, &id, &words)).await
        }
        Err(refusal) => Err(refusal),
    };
    match written {
        Ok(()) => Ok(Reply::go(format!("/candidacies/{candidacy}?saved=true"))),
        Err(refusal @ (CandidateError::Text { .. } | CandidateError::Published)) => {
            let page = writing_page(&viewer.account, page, &standing, &form, false, Some(&refusal));
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(app: &App, account: &Account, candidacy: &str) -> Result<Standing, Fault> {
    let (account, id) = (account.clone(), hex_id(candidacy, 32)?.to_owned());
    Ok(app.blocking(move |registrar| candidates::own_one(registrar, &account, &id)).await?)
}

fn writing_page(
    viewer: &Account,
    page: PageLanguage,
    standing: &Standing,
    typed: &WordsForm<'_>,
    saved: bool,
    refusal: Option<&CandidateError>,
) -> Page {
    let refusal = refusal.map(|refusal| match refusal {
        CandidateError::Text { field, problem } => Refused::at(*field, problem.clone()),
        other => Refused::new(other.text()),
    });
    let context = context! {
        id => standing.candidacy.id,
        open => standing.open,
        state => standing.candidacy.state,
        words => standing.candidacy.words,
        stored => candidates::description(&standing.candidacy),
        profile => typed.profile,
        statement => typed.statement,
        most_profile => MOST_PROFILE,
        most_statement => MOST_STATEMENT,
        saved,
        refusal,
        ..Value::from_serialize(standing.named_in(page.code()))
    };
    view("candidacy.html", Some(viewer), context)
}
