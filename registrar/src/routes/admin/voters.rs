//! The roll of a poll: found, downloaded, corrected one by one.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use serde::Serialize;
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use crate::domain::account::{Account, Role};
use crate::domain::address_move;
use crate::domain::email::parse_email;
use crate::domain::mail_desk;
use crate::domain::mailing::Fate;
use crate::domain::poll::State;
use crate::domain::roll::{self, RollLine};
use crate::domain::roll_entries::{self, EntryError, Search};
use crate::guards::Officer;
use crate::routes::refused::Refused;
use crate::routes::rolls::roll_file;
use crate::routes::{App, Document, Fault, Reply, above, hex_id, poll_row, view};
use crate::store;
use crate::store::polls::PollRow;
use crate::store::roll::Entry;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![list, add, download, voter, change])
}

#[get("/polls/<draft>/voters?<search>&<invitation>&<after>&<done>")]
async fn list(
    app: &App,
    officer: Officer,
    draft: &str,
    search: Option<&str>,
    invitation: Option<&str>,
    after: Option<&str>,
    done: Option<&str>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let invitation = invitation.unwrap_or_default();
    let wanted = Wanted { search: search.unwrap_or_default(), invitation, after };
    let told = Told { done, ..Told::default() };
    Ok(Reply::Show(voters_page(app, &officer.0, &row, wanted, told).await?))
}

#[derive(Debug, Default, FromForm, Serialize)]
pub(super) struct VoterForm {
    #[field(default = String::new())]
    email: String,
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    external_id: String,
    #[field(default = String::new())]
    action: String,
    /// For emptying the list.
    #[field(default = String::new())]
    sure: String,
}

impl VoterForm {
    fn of(entry: Entry) -> Self {
        Self {
            email: entry.email,
            name: entry.name.unwrap_or_default(),
            external_id: entry.external_id.unwrap_or_default(),
            ..Default::default()
        }
    }

    fn line(&self) -> Result<RollLine, EntryError> {
        roll::read_line(&self.email, &self.name, &self.external_id).map_err(EntryError::Bad)
    }
}

#[post("/polls/<draft>/voters", data = "<form>")]
async fn add(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<VoterForm>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let (poll, account) = (row.clone(), officer.0.clone());
    if form.action == "empty" {
        if form.sure != "on" {
            let told = Told::refused(Refused::at("sure", Text::new("roll-tick-empty")));
            let page = voters_page(app, &officer.0, &row, Wanted::default(), told).await?;
            return Ok(Reply::Show(page.status(Status::UnprocessableEntity)));
        }
        app.blocking(move |registrar| roll_entries::empty(registrar, &poll, &account)).await?;
        return Ok(Reply::go(format!("/admin/polls/{draft}/voters?done=emptied")));
    }
    let added = match form.line() {
        Ok(line) => app.blocking(move |registrar| roll_entries::add(registrar, &poll, &line, &account)).await,
        Err(refusal) => Err(refusal),
    };
    match added {
        Ok(id) => Ok(Reply::go(format!("/admin/polls/{draft}/voters/{id}?done=added"))),
        Err(EntryError::Store(error)) => Err(error.into()),
        Err(refusal) => {
            let refused = Refused::at(field_at_fault(&form.email, &form.name, &refusal), refusal.text());
            let told = Told { typed: Some(&form), ..Told::refused(refused) };
            let page = voters_page(app, &officer.0, &row, Wanted::default(), told).await?;
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
    }
}

#[get("/polls/<draft>/voters.csv")]
async fn download(app: &App, officer: Officer, draft: &str) -> Result<Document, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    Ok(roll_file(app, row, officer.0).await?)
}

#[get("/polls/<draft>/voters/<voter>?<done>")]
async fn voter(
    app: &App,
    officer: Officer,
    draft: &str,
    voter: &str,
    done: Option<&str>,
) -> Result<Reply, Fault> {
    let (row, id) = (poll_row(app, &officer.0, draft).await?, hex_id(voter, 32)?.to_owned());
    let poll = row.clone();
    let entry = app.blocking(move |registrar| roll_entries::find(registrar, &poll, &id)).await?;
    let told = Told { done, ..Told::default() };
    Ok(Reply::Show(voter_page(app, &officer.0, &row, voter, &VoterForm::of(entry), told).await?))
}

#[post("/polls/<draft>/voters/<voter>", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    voter: &str,
    form: Form<VoterForm>,
) -> Result<Reply, Fault> {
    let (row, id) = (poll_row(app, &officer.0, draft).await?, hex_id(voter, 32)?.to_owned());
    let (poll, account) = (row.clone(), officer.0.clone());
    if form.action == "invite" {
        app.blocking(move |registrar| mail_desk::invite_again(registrar, &poll, &id, &account)).await?;
        return Ok(Reply::go(format!("/admin/polls/{draft}/voters/{voter}?done=invited")));
    }
    if form.action == "release" {
        let (poll, account) = (row.clone(), officer.0.clone());
        app.blocking(move |registrar| address_move::release(registrar, &poll, &id, &account)).await?;
        return Ok(Reply::go(format!("/admin/polls/{draft}/voters/{voter}")));
    }
    let changed = if form.action == "remove" {
        app.blocking(move |registrar| roll_entries::remove(registrar, &poll, &id, &account)).await
    } else {
        match form.line() {
            Ok(line) => {
                app.blocking(move |registrar| {
                    roll_entries::correct(registrar, &poll, &id, &line, &account).map(drop)
                })
                .await
            }
            Err(refusal) => Err(refusal),
        }
    };
    match changed {
        Ok(()) => {
            let done = if form.action == "remove" { "removed" } else { "saved" };
            Ok(Reply::go(format!("/admin/polls/{draft}/voters?done={done}")))
        }
        Err(EntryError::Store(error)) => Err(error.into()),
        Err(EntryError::NoEntry) => Err(EntryError::NoEntry.into()),
        Err(refusal) => {
            let field =
                if form.action == "remove" { "" } else { field_at_fault(&form.email, &form.name, &refusal) };
            let told = Told::refused(Refused::at(field, refusal.text()));
            let page = voter_page(app, &officer.0, &row, voter, &form, told).await?;
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
    }
}

/// Which field of what was typed about a voter is at fault.
pub(super) fn field_at_fault(email: &str, name: &str, refusal: &EntryError) -> &'static str {
    match refusal {
        EntryError::Bad(_) if parse_email(roll::unmarked(email.trim())).is_err() => "email",
        EntryError::Bad(_) if roll::unmarked(name.trim()).chars().count() > roll::MOST_CHARACTERS => "name",
        EntryError::Bad(_) => "external_id",
        EntryError::Taken | EntryError::InPrecinct(_) => "email",
        _ => "",
    }
}

/// What a page about voters tells besides them.
#[derive(Debug, Default)]
pub(super) struct Told<'a> {
    /// What was done before: one of the page's words for it.
    done: Option<&'a str>,
    /// What is wrong with the last wish.
    refusal: Option<Refused>,
    /// What was typed about a voter who was not added.
    typed: Option<&'a VoterForm>,
    /// Whether the file that was refused was to be added to the list.
    adds: bool,
}

impl Told<'_> {
    /// Why nothing was changed.
    pub(super) fn refused(refusal: Refused) -> Self {
        Self { refusal: Some(refusal), ..Self::default() }
    }

    /// Where it is a file, whether it was to be added to the list.
    pub(super) fn of_file(self, adds: bool) -> Self {
        Self { adds, ..self }
    }
}

/// Which voters a page is to show; what nobody can mean is everybody, and the first page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted<'a> {
    search: &'a str,
    invitation: &'a str,
    after: Option<&'a str>,
}

/// The roll.
pub(super) async fn voters_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    wanted: Wanted<'_>,
    told: Told<'_>,
) -> Result<Page, Problem> {
    let (poll, fate) = (row.clone(), Fate::parse(wanted.invitation));
    let search = Search { text: wanted.search.to_owned(), invitation: fate };
    let after = wanted.after.map(str::to_owned);
    let (roll, closed) = app
        .blocking(move |registrar| -> Result<_, Problem> {
            let roll = roll_entries::page(registrar, &poll, &search, after.as_deref())?;
            Ok((roll, roll_entries::closed_to_more(registrar, &poll)?))
        })
        .await?;
    let context = context! {
        is_draft => State::parse(&row.state) == Some(State::Draft),
        search => wanted.search,
        invitation => fate.map(|_| wanted.invitation).unwrap_or_default(),
        is_first => roll.is_anew || wanted.after.is_none_or(str::is_empty),
        is_anew => roll.is_anew,
        roll,
        closed,
        done => told.done,
        refusal => told.refusal,
        form => told.typed,
        adds => told.adds,
        ..above(row)
    };
    Ok(view("admin-voters.html", Some(officer), context))
}

async fn voter_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    voter: &str,
    form: &VoterForm,
    told: Told<'_>,
) -> Result<Page, Problem> {
    let id = voter.to_owned();
    let held = {
        let id = id.clone();
        app.blocking(move |registrar| address_move::find(registrar, &id)).await?
    };
    let mails = app.db.run(move |conn| store::deliveries::of_voters(conn, &[id])).await?;
    let releases =
        officer.role == Role::Admin && held.as_ref().is_some_and(|held| held.moved_by != officer.id);
    let context = context! {
        is_draft => State::parse(&row.state) == Some(State::Draft),
        voter,
        mails,
        held => held.map(|held| held.old_email),
        releases,
        form,
        done => told.done,
        refusal => told.refusal,
        ..above(row)
    };
    Ok(view("admin-voter.html", Some(officer), context))
}
