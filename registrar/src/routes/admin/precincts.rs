//! A poll in precincts: split, published, changed by notices and added up as one.

use std::borrow::Cow;

use rocket::data::Capped;
use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::{Text, TextValue};
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use super::notices::{NoticeForm, wish};
use super::precincts_view::{Told, field_at_fault, whole_page};
use crate::domain::access;
use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::poll::State;
use crate::domain::precincts::{self, Additions, Deal, Enrolled, LEAST, PrecinctsError, Times};
use crate::domain::roll;
use crate::domain::roll_entries::EntryError;
use crate::domain::zone::Zone;
use crate::guards::Officer;
use crate::routes::precincts::split_row;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, above, language_and_zone, poll_row, view};
use crate::store;
use crate::store::polls::PollRow;
use crate::store::precincts::Precinct;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, act])
}

/// What the page is asked for.
#[derive(FromForm)]
struct Query<'r> {
    /// What was done before.
    done: Option<&'r str>,
    /// To which precinct a voter was added.
    to: Option<u32>,
    /// How many voters of a file were added.
    added: Option<u32>,
    /// How many of them stood there before.
    known: Option<u32>,
    page: Option<usize>,
}

#[get("/polls/<draft>/precincts?<query..>")]
async fn page(app: &App, officer: Officer, draft: &str, query: Query<'_>) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    if let Some(place) = place_of(app, &officer.0, &row).await? {
        return Ok(Reply::go(format!("/admin/polls/{}/precincts", place.draft)));
    }
    let row = split_row(app, &officer.0, &row.id).await?;
    let Query { done, to, added, known, page } = query;
    let added = added.map(|added| (added, known.unwrap_or(0)));
    let told = Told { done, to, added, page: page.unwrap_or(1), ..Told::default() };
    Ok(Reply::Show(precincts_page(app, &officer.0, &row, &<SetForm<'_> as Default>::default(), told).await?))
}

/// What is typed on these pages: `action` tells which of it counts.
#[derive(FromForm, Default)]
pub(super) struct SetForm<'r> {
    /// `split`, `times`, `publish`, `notice`, `try-now`, `total`, `add`, `add-file` or `undo`.
    #[field(default = "")]
    pub(super) action: &'r str,
    #[field(default = "")]
    pub(super) sure: &'r str,
    /// For splitting: `lot` or `file`.
    #[field(default = "")]
    pub(super) how: &'r str,
    #[field(default = "")]
    pub(super) count: &'r str,
    /// For splitting and for voters of a file.
    groups: Option<Capped<&'r [u8]>>,
    /// For other times.
    #[field(default = "")]
    pub(super) issuance_opens: &'r str,
    #[field(default = "")]
    pub(super) issuance_closes: &'r str,
    #[field(default = "")]
    pub(super) voting_opens: &'r str,
    /// For these, and for notices.
    #[field(default = "")]
    pub(super) voting_closes: &'r str,
    #[field(default = "")]
    pub(super) kind: &'r str,
    #[field(default = "")]
    pub(super) reason: &'r str,
    /// For one voter more.
    #[field(default = "")]
    pub(super) email: &'r str,
    #[field(default = "")]
    pub(super) name: &'r str,
    #[field(default = "")]
    pub(super) external_id: &'r str,
    /// Its number; empty for the smallest one.
    #[field(default = "")]
    pub(super) precinct: &'r str,
}

/// Why a wish was not done, or not by all.
enum Refusal {
    /// It cannot be read.
    Unreadable(Refused),
    /// As it is told everywhere.
    Precincts(PrecinctsError),
    /// Not all precincts got a notice: how many did.
    Some(usize, Vec<precincts::Refused>, Zone),
    /// So many of so many are counted.
    Counted(usize, usize),
}

impl<E: Into<PrecinctsError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Precincts(error.into())
    }
}

#[post("/polls/<draft>/precincts", data = "<form>")]
async fn act(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<SetForm<'_>>,
) -> Result<Reply, Fault> {
    let row = split_row(app, &officer.0, draft).await?;
    let refusal = match wished(app, &officer.0, &row, &form).await {
        Ok(done) => return Ok(Reply::go(format!("/admin/polls/{}/precincts{done}", row.id))),
        Err(refusal) => refusal,
    };
    let (told, status) = match refusal {
        Refusal::Unreadable(refused) => (Told::refused(refused), Status::UnprocessableEntity),
        Refusal::Precincts(PrecinctsError::Store(error)) => return Err(error.into()),
        Refusal::Precincts(error) => (
            Told::refused(Refused::at(field_at_fault(&form, &error), error.text())),
            Problem::from(error).status(),
        ),
        Refusal::Some(given, refused, zone) => {
            let why = |one: &precincts::Refused| TextValue::from(one.error.text(&zone));
            let one = |one: &precincts::Refused| {
                Text::new("set-notice-one").with("number", one.number).with("why", why(one))
            };
            let told =
                Told { given: Some(given), ungiven: refused.iter().map(one).collect(), ..Told::default() };
            (told, Status::Conflict)
        }
        Refusal::Counted(counted, total) => {
            let words = Text::new("set-total-some").with("counted", counted).with("total", total);
            (Told { pending: Some(words), ..Told::default() }, Status::Ok)
        }
    };
    // What was done shows: some may be published by now.
    let page = precincts_page(app, &officer.0, &row, &form, told).await?;
    Ok(Reply::Show(page.status(status)))
}

/// Does what is wished: the query of the page that follows.
async fn wished(app: &App, officer: &Account, row: &PollRow, form: &SetForm<'_>) -> Result<String, Refusal> {
    let (id, actor) = (row.id.clone(), Actor::of(officer));
    let sure = || match form.sure {
        "on" => Ok(()),
        _ => Err(unreadable(format!("sure-{}", form.action), Text::new("split-error-unsure"))),
    };
    match form.action {
        "split" => {
            let (deal, officer, row) = (deal(app, form).await?, officer.clone(), row.clone());
            app.blocking(move |registrar| precincts::split(registrar, &officer, &row, &deal)).await?;
            Ok("?done=split".to_owned())
        }
        "times" => {
            let times = times(row, form)?;
            let work = move |registrar: &_| precincts::reschedule(registrar, &id, &times, &actor);
            app.blocking(work).await?;
            Ok("?done=moved".to_owned())
        }
        "publish" => {
            // Who has begun with it was sure.
            let draft = row.id.clone();
            if !app.db.run(move |conn| store::precincts::is_begun(conn, &draft)).await? {
                sure()?;
            }
            let done = app.blocking(move |registrar| precincts::publish(registrar, &id, &actor)).await?;
            Ok(if done.listed { "?done=published" } else { "" }.to_owned())
        }
        "notice" => {
            let zone = language_and_zone(row).1;
            let typed = NoticeForm {
                kind: form.kind.to_owned(),
                voting_closes: form.voting_closes.to_owned(),
                reason: form.reason.to_owned(),
                sure: form.sure.to_owned(),
            };
            let wish = wish(&typed, &zone).map_err(Refusal::Unreadable)?;
            let work = move |registrar: &_| precincts::notify(registrar, &id, &wish, &actor);
            match app.blocking(work).await? {
                (_, refused) if refused.is_empty() => Ok("?done=given".to_owned()),
                (given, refused) => Err(Refusal::Some(given, refused, zone)),
            }
        }
        "try-now" => {
            app.blocking(move |registrar| precincts::try_now(registrar, &id, &actor)).await?;
            Ok("?done=tried".to_owned())
        }
        "total" => {
            sure()?;
            let done = app.blocking(move |registrar| precincts::add_up(registrar, &id, &actor)).await?;
            if done.total {
                Ok("?done=total".to_owned())
            } else {
                Err(Refusal::Counted(done.counted, done.precincts))
            }
        }
        "add" => {
            let line = roll::read_line(form.email, form.name, form.external_id).map_err(EntryError::Bad)?;
            let number = match form.precinct {
                "" => None,
                number => Some(number.parse().map_err(|_| PrecinctsError::NoPrecinct(number.to_owned()))?),
            };
            let officer = officer.clone();
            let work = move |registrar: &_| precincts::enrol(registrar, &id, &line, number, &officer);
            Ok(format!("?to={}", app.blocking(work).await?))
        }
        "add-file" => {
            let (file, officer) = (file(form)?, officer.clone());
            let work =
                move |registrar: &_| precincts::enrol_all(registrar, &id, &Additions::read(&file)?, &officer);
            let Enrolled { added, known } = app.blocking(work).await?;
            Ok(format!("?added={added}&known={known}"))
        }
        "undo" => {
            sure()?;
            app.blocking(move |registrar| precincts::undo(registrar, &id, &actor)).await?;
            Ok("?done=undone".to_owned())
        }
        _ => Err(unreadable("", Text::new("users-choose-action"))),
    }
}

fn unreadable(field: impl Into<Cow<'static, str>>, words: Text) -> Refusal {
    Refusal::Unreadable(Refused::at(field, words))
}

async fn deal(app: &App, form: &SetForm<'_>) -> Result<Deal, Refusal> {
    match form.how {
        "lot" => {
            let count = form
                .count
                .trim()
                .parse()
                .map_err(|_| unreadable("count", Text::new("split-error-number")))?;
            Ok(Deal::Lot(count))
        }
        "file" => {
            let file = file(form)?;
            Ok(app.blocking(move |_| Deal::read(&file)).await?)
        }
        _ => Err(unreadable("how", Text::new("split-error-how"))),
    }
}

/// The file that was chosen.
fn file(form: &SetForm<'_>) -> Result<Vec<u8>, Refusal> {
    let file = form.groups.as_ref().filter(|file| !file.value.is_empty());
    let file = file.ok_or_else(|| unreadable("groups", Text::new("split-error-no-file")))?;
    // A part of a file would leave voters out.
    if file.is_complete() {
        Ok(file.value.to_vec())
    } else {
        Err(unreadable("groups", Text::new("split-error-file-long")))
    }
}

fn times(row: &PollRow, form: &SetForm<'_>) -> Result<Times, Refusal> {
    let zone = language_and_zone(row).1;
    let read = |field: &'static str, typed: &str| {
        zone.read(typed).map(Some).map_err(|error| Refusal::Unreadable(Refused::at(field, error.text())))
    };
    Ok(Times {
        issuance_opens: read("issuance_opens", form.issuance_opens)?,
        issuance_closes: read("issuance_closes", form.issuance_closes)?,
        voting_opens: read("voting_opens", form.voting_opens)?,
        voting_closes: read("voting_closes", form.voting_closes)?,
    })
}

/// The set, or the form that splits what is none yet.
async fn precincts_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    form: &SetForm<'_>,
    told: Told<'_>,
) -> Result<Page, Problem> {
    let (id, page) = (row.id.clone(), told.page);
    if let Some(overview) = app.blocking(move |registrar| precincts::look(registrar, &id, page)).await? {
        return whole_page(app, officer, row, overview, form, told).await;
    }
    let id = row.id.clone();
    let voters = app.db.run(move |conn| store::roll::count(conn, &id)).await?;
    let context = context! {
        is_draft => State::parse(&row.state) == Some(State::Draft),
        least => LEAST,
        voters,
        undone => told.done == Some("undone"),
        refusal => told.refusal,
        how => form.how,
        count => form.count,
        ..above(row)
    };
    Ok(view("admin-split.html", Some(officer), context))
}

/// What the poll is a precinct of, if it is one and `officer` may manage the whole.
pub(super) async fn place_of(
    app: &App,
    officer: &Account,
    row: &PollRow,
) -> Result<Option<Precinct>, Problem> {
    let (id, officer) = (row.id.clone(), officer.clone());
    let place = app.db.run(move |conn| -> Result<_, web::DbError> {
        let Some(place) = store::precincts::of_poll(conn, &id)? else { return Ok(None) };
        let Some(whole) = store::polls::by_draft(conn, &place.draft)? else { return Ok(None) };
        Ok(access::may_manage(conn, &officer, &whole)?.then_some(place))
    });
    Ok(place.await?)
}

/// Whether the draft was split: then its page is that of its precincts.
pub(super) async fn is_split(app: &App, row: &PollRow) -> Result<bool, Problem> {
    let id = row.id.clone();
    Ok(app.db.run(move |conn| store::precincts::is_split(conn, &id)).await?)
}
