//! The page for what can be made of a poll: a copy, the next round, a fresh start of a test; and the archive.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::copies::{self, Chosen, CopyError};
use crate::domain::draft::Draft;
use crate::domain::drafting::{self, DeleteError};
use crate::domain::poll::{State, title};
use crate::guards::Officer;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, above, poll_row, view};
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, act])
}

#[get("/polls/<draft>/more")]
async fn page(app: &App, officer: Officer, draft: &str) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    Ok(Reply::Show(more_page(app, &officer.0, &row, None, None).await?))
}

#[derive(FromForm)]
struct MoreForm {
    /// `copy`, `next-round`, `reset`, `archive`, `unarchive` or `delete`.
    #[field(default = String::new())]
    action: String,
    /// For copies.
    #[field(default = String::new())]
    roll: String,
    /// For deleting.
    #[field(default = String::new())]
    sure: String,
    /// For the next round: `<question>:<option>`.
    options: Vec<String>,
}

#[post("/polls/<draft>/more", data = "<form>")]
async fn act(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<MoreForm>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let (account, asked, form) = (officer.0.clone(), row.clone(), form.into_inner());
    let chosen = chosen(&form.options);
    let kept = chosen.clone();
    if form.action == "delete" {
        return delete(app, &officer.0, &row, &form.sure).await;
    }
    let done = app.blocking(move |registrar| match form.action.as_str() {
        "copy" => copies::copy(registrar, &account, &asked, form.roll == "on").map(Some),
        "next-round" => copies::next_round(registrar, &account, &asked, &chosen).map(Some),
        "reset" => copies::reset(registrar, &account, &asked).map(Some),
        verb => copies::archive(registrar, &account, &asked, verb == "archive").map(|()| None),
    });
    match done.await {
        Ok(Some(made)) => Ok(Reply::go(format!("/admin/polls/{made}"))),
        Ok(None) => Ok(Reply::go("/admin/polls")),
        Err(CopyError::Store(error)) => Err(error.into()),
        Err(refusal) => {
            let field = if matches!(refusal, CopyError::NoOptions) { "options" } else { "" };
            let refused = Refused::at(field, refusal.text());
            let status = Problem::from(refusal).status();
            let page = more_page(app, &officer.0, &row, Some(refused), Some(&kept)).await?;
            Ok(Reply::Show(page.status(status)))
        }
    }
}

/// Deletes the draft for who is sure.
async fn delete(app: &App, officer: &Account, row: &PollRow, sure: &str) -> Result<Reply, Fault> {
    let (actor, asked) = (Actor::of(officer), row.clone());
    let (refused, status) = if sure == "on" {
        match app.blocking(move |registrar| drafting::delete(registrar, &actor, &asked)).await {
            Ok(()) => return Ok(Reply::go("/admin/polls")),
            Err(DeleteError::Store(error)) => return Err(error.into()),
            Err(refusal) => (Refused::new(refusal.text()), Status::Conflict),
        }
    } else {
        (Refused::at("sure", Text::new("delete-error-unsure")), Status::UnprocessableEntity)
    };
    let page = more_page(app, officer, row, Some(refused), None).await?;
    Ok(Reply::Show(page.status(status)))
}

fn chosen(options: &[String]) -> Chosen {
    let mut chosen = Chosen::new();
    for (question, option) in options.iter().filter_map(|text| text.split_once(':')) {
        chosen.entry(question.to_owned()).or_default().push(option.to_owned());
    }
    chosen
}

async fn more_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    refusal: Option<Refused>,
    typed: Option<&Chosen>,
) -> Result<Page, Problem> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let state = State::parse(&row.state);
    let published = matches!(state, Some(State::Published | State::Issued | State::Over));
    let outcome = if state == Some(State::Over) && !row.cancelled {
        let asked = row.clone();
        app.blocking(move |registrar| copies::result(registrar, &asked)).await.ok()
    } else {
        None
    };
    let questions = outcome.map(|outcome| {
        let suggested = copies::suggested(&draft, &outcome.tally);
        let chosen = typed.unwrap_or(&suggested);
        let lines = draft.questions.iter().map(|question| {
            let options: Vec<_> = question
                .options
                .iter()
                .map(|option| {
                    let counts = outcome.tally.get(&question.id).and_then(|counted| counted.get("counts"));
                    context! {
                        id => option.id,
                        title => title(&option.title, &draft.languages),
                        votes => counts.and_then(|counts| counts.get(&option.id)),
                        chosen => chosen.get(&question.id).is_some_and(|chosen| chosen.contains(&option.id)),
                    }
                })
                .collect();
            context! { id => question.id, title => title(&question.title, &draft.languages), options }
        });
        lines.collect::<Vec<_>>()
    });
    let context = context! {
        has_roll => draft.has_roll(),
        can_reset => published && draft.test && !row.archived,
        can_archive => copies::can_archive(app, row).map_err(Problem::internal)?,
        can_delete => state == Some(State::Draft),
        archived => row.archived,
        over => state == Some(State::Over) && !row.cancelled,
        questions,
        refusal,
        ..above(row)
    };
    Ok(view("admin-more.html", Some(officer), context))
}
