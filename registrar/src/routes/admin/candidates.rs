//! Who stands for the options of a draft, and what they wrote.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::templates::{Page, Value, context};
use web::{Problem, SameOrigin};

use crate::domain::account::Account;
use crate::domain::candidates::{self, CandidateError, Place};
use crate::domain::email::{EmailMalformed, parse_email};
use crate::domain::poll::State;
use crate::guards::Officer;
use crate::registrar::Registrar;
use crate::routes::drafts::draft_row;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, above, view};
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, change])
}

#[get("/polls/<draft>/candidates?<done>")]
async fn page(app: &App, officer: Officer, draft: &str, done: Option<&str>) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    let form =
        CandidateForm { done: done.unwrap_or_default().to_owned(), ..<CandidateForm as Default>::default() };
    Ok(Reply::Show(candidates_page(app, &officer.0, &row, &form, None).await?))
}

#[derive(Debug, Clone, Default, FromForm)]
struct CandidateForm {
    /// `invite`, `approve`, `return` or `remove`.
    #[field(default = String::new())]
    action: String,
    /// For inviting, with the ids of question and option.
    #[field(default = String::new())]
    email: String,
    #[field(default = String::new())]
    question: String,
    #[field(default = String::new())]
    option: String,
    /// For the others.
    #[field(default = String::new())]
    candidacy: String,
    /// What was on the page when it was judged.
    #[field(default = String::new())]
    tag: String,
    /// For sending back.
    #[field(default = String::new())]
    words: String,
    /// What was done before.
    #[field(default = String::new())]
    done: String,
}

#[post("/polls/<draft>/candidates", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<CandidateForm>,
) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    let (known, wish, account) = (row.clone(), form.clone(), officer.0.clone());
    let done = app.blocking(move |registrar| apply(registrar, &known, &wish, &account)).await;
    match done {
        Ok(word) => Ok(Reply::go(format!("/admin/polls/{draft}/candidates?done={word}"))),
        Err(CandidateError::Store(error)) => Err(error.into()),
        Err(refusal) => {
            let field = match form.action.as_str() {
                "return" if matches!(refusal, CandidateError::Text { .. }) => {
                    format!("words-{}", form.candidacy)
                }
                // Where somebody stands already there is no field any more.
                "invite" if matches!(refusal, CandidateError::Text { .. }) => {
                    format!("email-{}-{}", form.question, form.option)
                }
                _ => String::new(),
            };
            let refused = Refused::at(field, refusal.text());
            let page = candidates_page(app, &officer.0, &row, &form, Some(refused)).await?;
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
    }
}

/// Does what was asked for; a word for it.
fn apply(
    registrar: &Registrar,
    row: &PollRow,
    form: &CandidateForm,
    officer: &Account,
) -> Result<&'static str, CandidateError> {
    let (id, tag) = (form.candidacy.as_str(), form.tag.as_str());
    match form.action.as_str() {
        "approve" => candidates::approve(registrar, row, id, tag, officer).map(|()| "approved"),
        "return" => {
            candidates::send_back(registrar, row, id, (tag, &form.words), officer).map(|()| "returned")
        }
        "remove" => candidates::remove(registrar, row, id, officer).map(|()| "removed"),
        _ => {
            let email = parse_email(&form.email)
                .map_err(|_| CandidateError::Text { field: "email", problem: EmailMalformed::text() })?;
            candidates::invite(registrar, row, (&form.question, &form.option), &email, officer)
                .map(|_| "invited")
        }
    }
}

async fn candidates_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    form: &CandidateForm,
    refusal: Option<Refused>,
) -> Result<Page, Problem> {
    let known = row.clone();
    let places = app.blocking(move |registrar| candidates::places(registrar, &known)).await?;
    let places: Vec<Value> = places.iter().map(|place| shown(place, form)).collect();
    let open = State::parse(&row.state) == Some(State::Draft);
    let context = context! {
        open,
        places,
        done => form.done,
        refusal,
        ..above(row)
    };
    Ok(view("admin-candidates.html", Some(officer), context))
}

/// An option with its candidate, and with what was typed about it and refused.
fn shown(place: &Place, form: &CandidateForm) -> Value {
    let (question, option) = (&place.question, &place.option);
    let here = form.question == question.0 && form.option == option.0;
    let candidate = place.candidacy.as_ref().map(|candidacy| {
        context! {
            id => candidacy.id,
            email => candidacy.email,
            state => candidacy.state,
            words => candidacy.words,
            text => candidates::description(candidacy),
            tag => candidates::tag(candidacy),
            typed => (form.candidacy == candidacy.id).then_some(form.words.as_str()),
        }
    });
    context! {
        question => question.0,
        question_title => question.1,
        option => option.0,
        option_title => option.1,
        candidate,
        email => here.then_some(form.email.as_str()),
    }
}
