//! The last look before publishing, and publishing.

use std::num::NonZeroU16;

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use super::precincts::{is_split, place_of};
use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::draft::{Draft, Electorate};
use crate::domain::poll::{State, title};
use crate::domain::preflight;
use crate::domain::publish::{self as publication, PublishError};
use crate::guards::Officer;
use crate::routes::drafts::draft_row;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, view};
use crate::store;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![check_list, publish])
}

#[get("/polls/<draft>/publish")]
async fn check_list(app: &App, officer: Officer, draft: &str) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    if State::parse(&row.state) == Some(State::Draft)
        && (is_split(app, &row).await? || place_of(app, &officer.0, &row).await?.is_some())
    {
        return Ok(Reply::go(format!("/admin/polls/{draft}/precincts")));
    }
    match (State::parse(&row.state), &row.poll) {
        (Some(State::Draft | State::Sealed), _) | (_, None) => {
            Ok(Reply::Show(check_list_page(app, &officer.0, &row, None).await?))
        }
        (_, Some(poll)) => Ok(Reply::go(format!("/polls/{poll}"))),
    }
}

#[derive(FromForm)]
struct PublishForm<'r> {
    #[field(default = "")]
    sure: &'r str,
}

#[post("/polls/<draft>/publish", data = "<form>")]
async fn publish(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<PublishForm<'_>>,
) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    if form.sure != "on" {
        let page = check_list_page(app, &officer.0, &row, Some(unsure())).await?;
        return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
    }
    let (id, actor) = (row.id.clone(), Actor::of(&officer.0));
    match app.blocking(move |registrar| publication::publish(registrar, &id, &actor)).await {
        Ok(poll) => Ok(Reply::go(format!("/admin/polls/{poll}/notices?done=published"))),
        Err(PublishError::Store(error)) => Err(error.into()),
        Err(refusal) => {
            let refused = Refused::new(refusal.text());
            let status = Problem::from(refusal).status();
            // Sealed or drafted again: looked at afresh.
            let row = draft_row(app, &officer.0, draft).await?;
            Ok(Reply::Show(check_list_page(app, &officer.0, &row, Some(refused)).await?.status(status)))
        }
    }
}

fn unsure() -> Refused {
    Refused::at("sure", Text::new("publish-error-unsure"))
}

async fn check_list_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    refusal: Option<Refused>,
) -> Result<Page, Problem> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let id = row.id.clone();
    let voters = app.db.run(move |conn| store::roll::count(conn, &id)).await?;
    let asked = row.clone();
    let checks = app.blocking(move |registrar| preflight::look(registrar, &asked)).await?;
    let domains = match &draft.electorate {
        Electorate::Open { domains } => Some(domains.join(", ")),
        Electorate::Roll => None,
    };
    let questions: Vec<_> = draft
        .questions
        .iter()
        .map(|question| {
            let options: Vec<_> =
                question.options.iter().map(|option| title(&option.title, &draft.languages)).collect();
            context! { title => title(&question.title, &draft.languages), options, abstain => question.abstain }
        })
        .collect();
    let context = context! {
        draft => row.id,
        title => draft.title(),
        lang => draft.language(),
        sealed => State::parse(&row.state) == Some(State::Sealed),
        refusal,
        has_roll => draft.has_roll(),
        voters,
        domains,
        test => draft.test,
        zone => draft.zone().name(),
        mix => draft.mix,
        live => draft.results == crypto::manifest::ResultsPolicy::Live,
        issuance_opens => draft.issuance_opens.to_string(),
        issuance_closes => draft.issuance_closes.to_string(),
        voting_opens => draft.voting_opens.to_string(),
        voting_closes => draft.voting_closes.to_string(),
        pass_list => draft.pass_list,
        retention_days => draft.retention_days.or(app.retention_days.map(NonZeroU16::get)),
        checks,
        questions,
    };
    Ok(view("admin-publish.html", Some(officer), context))
}
