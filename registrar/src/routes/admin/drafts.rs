//! Writing a draft.

use std::num::NonZeroU16;

use crypto::manifest::Question;
use rocket::form::Form;
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::templates::{Page, Value, context};
use web::{Problem, SameOrigin};

use super::form::{Difference, DraftForm, Edit, FieldFault, differences};
use super::precincts::{is_split, place_of};
use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::draft::Draft;
use crate::domain::drafting::{self, SaveError};
use crate::domain::poll::State;
use crate::domain::zone;
use crate::guards::Officer;
use crate::routes::drafts::{draft_row, save_new};
use crate::routes::{App, Fault, Reply, above, view};
use crate::store;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![new, create, edit, change])
}

#[get("/polls/new")]
fn new(app: &App, officer: Officer) -> Reply {
    Reply::Show(form_page(app, &officer.0, None, &DraftForm::fresh(app.clock.now()), &[]))
}

#[post("/polls", data = "<form>")]
async fn create(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    form: Form<DraftForm>,
) -> Result<Reply, Fault> {
    let mut form = form.into_inner();
    if let Some(edit) = Edit::parse(&form.action) {
        let fault = form.edit(edit).err();
        let page = form_page(app, &officer.0, None, &form, fault.as_slice());
        return Ok(Reply::Show(page.status(status_of(fault.as_slice()))));
    }
    form.tidy();
    match checked(app, &form, &[]) {
        Ok(draft) => {
            let id = save_new(app, &officer.0, draft).await?;
            Ok(Reply::go(format!("/admin/polls/{id}?done=saved")))
        }
        Err(faults) => {
            let page = form_page(app, &officer.0, None, &form, &faults);
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
    }
}

#[get("/polls/<draft>?<done>")]
async fn edit(app: &App, officer: Officer, draft: &str, done: Option<&str>) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    if let Some(elsewhere) = elsewhere(&row) {
        return Ok(elsewhere);
    }
    if is_split(app, &row).await? {
        return Ok(Reply::go(format!("/admin/polls/{draft}/precincts")));
    }
    let shown = Shown { is_saved: done == Some("saved"), ..Shown::default() };
    Ok(Reply::Show(draft_page(app, &officer.0, &row, shown).await?))
}

#[post("/polls/<draft>", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<DraftForm>,
) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    if let Some(elsewhere) = elsewhere(&row) {
        return Ok(elsewhere);
    }
    let mut form = form.into_inner();
    if let Some(edit) = Edit::parse(&form.action) {
        let faults: Vec<_> = form.edit(edit).err().into_iter().collect();
        let status = status_of(&faults);
        let page = draft_page(app, &officer.0, &row, Shown { faults, ..Shown::typed(form) }).await?;
        return Ok(Reply::Show(page.status(status)));
    }
    form.tidy();
    let stored: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let changed = match checked(app, &form, &stored.questions) {
        Ok(changed) => changed,
        Err(faults) => {
            let shown = Shown { faults, ..Shown::typed(form) };
            let page = draft_page(app, &officer.0, &row, shown).await?;
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
    };
    if !form.base.is_empty() && form.base != drafting::tag(&row) {
        let page = overtaken(app, &officer.0, &row, form).await?;
        return Ok(Reply::Show(page));
    }
    let (actor, known) = (Actor::of(&officer.0), row.clone());
    let saved = app.blocking(move |registrar| drafting::change(registrar, &actor, &known, &changed)).await;
    match saved {
        Ok(()) => Ok(Reply::go(format!("/admin/polls/{draft}?done=saved"))),
        Err(SaveError::Changed) => {
            // Between our look and our write; the draft may be published by now.
            let row = draft_row(app, &officer.0, draft).await?;
            match elsewhere(&row) {
                Some(elsewhere) => Ok(elsewhere),
                None => Ok(Reply::Show(overtaken(app, &officer.0, &row, form).await?)),
            }
        }
        Err(SaveError::RollLeft(voters)) => {
            let faults = vec![FieldFault::at("electorate", drafting::roll_left(voters))];
            let shown = Shown { faults, ..Shown::typed(form) };
            let page = draft_page(app, &officer.0, &row, shown).await?;
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
        Err(error) => Err(Problem::from(error).into()),
    }
}

/// Somebody else has saved the draft since this form was on the page: both texts are shown, nothing is stored, and what was
/// typed can be saved over the other's from here.
async fn overtaken(app: &App, officer: &Account, row: &PollRow, form: DraftForm) -> Result<Page, Problem> {
    let stored: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let differences = DraftForm::of(&stored).map(|saved| differences(&saved, &form)).unwrap_or_default();
    let typed = form.made_from(drafting::tag(row));
    let shown = Shown { overtaken: Some(differences), ..Shown::typed(typed) };
    Ok(draft_page(app, officer, row, shown).await?.status(Status::Conflict))
}

/// What the page of a stored draft shows besides the draft.
#[derive(Default)]
struct Shown {
    /// What was typed, in the place of what is stored.
    typed: Option<DraftForm>,
    /// What is wrong with it.
    faults: Vec<FieldFault>,
    /// Where it differs from what somebody else has saved meanwhile.
    overtaken: Option<Vec<Difference>>,
    /// That it was saved just now.
    is_saved: bool,
}

impl Shown {
    fn typed(form: DraftForm) -> Self {
        Self { typed: Some(form), ..Self::default() }
    }
}

fn checked(app: &App, form: &DraftForm, stored: &[Question]) -> Result<Draft, Vec<FieldFault>> {
    form.to_draft_after(stored)?
        .check(&app.service, &app.ballot_box.service, app.longest_retention())
        .map_err(|error| vec![FieldFault::named(error.field(), error.text())])
}

fn status_of(faults: &[FieldFault]) -> Status {
    if faults.is_empty() { Status::Ok } else { Status::UnprocessableEntity }
}

/// A poll that is published cannot be edited: its notices are what is left.
fn elsewhere(row: &PollRow) -> Option<Reply> {
    match (State::parse(&row.state), &row.poll) {
        (Some(State::Draft), _) => None,
        (Some(State::Sealed), _) => Some(Reply::go(format!("/admin/polls/{}/publish", row.id))),
        (_, Some(poll)) => Some(Reply::go(format!("/admin/polls/{poll}/notices"))),
        _ => None,
    }
}

fn form_page(
    app: &App,
    officer: &Account,
    draft: Option<&str>,
    form: &DraftForm,
    faults: &[FieldFault],
) -> Page {
    let context = context! { draft, form, faults, editable => true, roll => (), place => () };
    view("admin-draft.html", Some(officer), with_choices(app, context))
}

/// And what every form of a draft offers.
fn with_choices(app: &App, context: Value) -> Value {
    context! {
        zones => zone::names(),
        longest_retention => app.longest_retention(),
        usual_retention => app.retention_days.map(NonZeroU16::get),
        ..context
    }
}

async fn draft_page(app: &App, officer: &Account, row: &PollRow, shown: Shown) -> Result<Page, Problem> {
    let stored: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let as_stored = || DraftForm::of(&stored).map(|form| form.made_from(drafting::tag(row)));
    let form = shown.typed.or_else(as_stored);
    let id = row.id.clone();
    let voters = app.db.run(move |conn| store::roll::count(conn, &id)).await?;
    let place = place_of(app, officer, row).await?;
    let roll = stored.has_roll().then(|| context! { voters });
    let context = context! {
        place,
        refusal => row.refusal,
        editable => form.is_some(),
        form,
        faults => shown.faults,
        overtaken => shown.overtaken,
        is_saved => shown.is_saved,
        roll,
        ..above(row)
    };
    Ok(view("admin-draft.html", Some(officer), with_choices(app, context)))
}
