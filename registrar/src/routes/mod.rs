//! HTTP: each room mounts its own routes, HTML and JSON side by side.

#![allow(clippy::needless_pass_by_value, reason = "Rocket hands guards over by value")]

mod accounts;
mod address_change;
mod address_moves;
mod admin;
mod audit;
mod candidacies;
mod candidates;
mod cookies;
mod copies;
mod demo;
mod drafts;
mod handover;
mod home;
mod if_match;
mod issuance;
mod jobs;
mod mailings;
mod managed;
mod me;
mod notices;
mod officers;
mod own_data;
mod passes;
mod passkey_pages;
mod passkeys;
mod password_reset;
mod polls;
mod precincts;
mod profile;
mod proof_of_work;
mod refused;
mod rolls;
mod second_factor;
mod security;
mod sessions;
mod sign_in_link;
mod users;
mod verification;

use std::io::Cursor;
use std::sync::Arc;

use rocket::http::{Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{Build, Rocket, State};
use web::templates::{ErrorKind, Page, TemplateError, Value, context};
use web::{Problem, catchers, i18n};

use crate::domain::access;
use crate::domain::account::{Account, Role};
use crate::domain::letter;
use crate::domain::poll::Published;
use crate::domain::zone::Zone;
use crate::registrar::Registrar;

/// The registrar as handlers ask for it.
pub(crate) type App = State<Arc<Registrar>>;

/// Mounts every room.
pub(crate) fn stage(rocket: Rocket<Build>, demo: bool) -> Rocket<Build> {
    let rocket = home::stage(rocket);
    let rocket = accounts::stage(rocket);
    let rocket = verification::stage(rocket);
    let rocket = proof_of_work::stage(rocket);
    let rocket = sessions::stage(rocket);
    let rocket = sign_in_link::stage(rocket);
    let rocket = password_reset::stage(rocket);
    let rocket = me::stage(rocket);
    let rocket = profile::stage(rocket);
    let rocket = address_change::stage(rocket);
    let rocket = security::stage(rocket);
    let rocket = own_data::stage(rocket);
    let rocket = second_factor::stage(rocket);
    let rocket = passkeys::stage(rocket);
    let rocket = passkey_pages::stage(rocket);
    let rocket = polls::stage(rocket);
    let rocket = issuance::stage(rocket);
    let rocket = handover::stage(rocket);
    let rocket = drafts::stage(rocket);
    let rocket = notices::stage(rocket);
    let rocket = candidates::stage(rocket);
    let rocket = candidacies::stage(rocket);
    let rocket = audit::stage(rocket);
    let rocket = passes::stage(rocket);
    let rocket = copies::stage(rocket);
    let rocket = precincts::stage(rocket);
    let rocket = users::stage(rocket);
    let rocket = officers::stage(rocket);
    let rocket = rolls::stage(rocket);
    let rocket = address_moves::stage(rocket);
    let rocket = jobs::stage(rocket);
    let rocket = mailings::stage(rocket);
    let rocket = managed::stage(rocket);
    let rocket = admin::stage(rocket);
    if demo { demo::stage(rocket) } else { rocket }
}

/// What every page may know of its request: whether a vote waits in this browser for its pass.
pub(crate) fn of_request(request: &Request<'_>) -> Value {
    context! { request_waits => cookies::newest_pending(request.cookies()).is_some() }
}

/// A page of ours for `viewer`, whose name and links stand in the header.
pub(crate) fn view(name: &'static str, viewer: Option<&Account>, context: Value) -> Page {
    let viewer = viewer.map(|account| {
        context! { email => account.email, officer => account.role.manages(), admin => account.role == Role::Admin }
    });
    Page::new(name, context! { viewer => viewer, ..context })
}

/// A problem on a page.
#[derive(Debug)]
pub(crate) struct Fault(Problem);

impl<E: Into<Problem>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl<'r> Responder<'r, 'static> for Fault {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        catchers::error_page(&self.0).respond_to(request)
    }
}

/// 303: whatever was posted, the browser now asks for this with GET, in the language that a link has chosen. Never 307, which
/// would post again.
#[derive(Debug)]
pub(crate) struct SeeOther(pub(crate) String);

impl<'r> Responder<'r, 'static> for SeeOther {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let location = i18n::carried(request, self.0);
        Response::build().status(Status::SeeOther).raw_header("Location", location).ok()
    }
}

/// What a form post leads to: another page, or the same one with what is wrong.
#[derive(Debug, rocket::Responder)]
pub(crate) enum Reply {
    /// On to there.
    Go(SeeOther),
    /// This page.
    Show(Page),
    /// This page, and when to come again.
    Wait(Page, RetryAfter),
}

/// Seconds to wait.
#[derive(Debug)]
pub(crate) struct RetryAfter(String);

impl From<RetryAfter> for Header<'static> {
    fn from(RetryAfter(seconds): RetryAfter) -> Self {
        Header::new("Retry-After", seconds)
    }
}

impl Reply {
    /// The same page with the status of a problem, and its word about when to come again.
    pub(crate) fn refuse(page: Page, problem: &Problem) -> Self {
        let page = page.status(problem.status());
        match problem.headers().iter().find(|(name, _)| *name == "Retry-After") {
            Some((_, seconds)) => Self::Wait(page, RetryAfter(seconds.clone())),
            None => Self::Show(page),
        }
    }

    /// On to `path`.
    pub(crate) fn go(path: impl Into<String>) -> Self {
        Self::Go(SeeOther(path.into()))
    }
}

/// A document of a media type that Rocket has no name for.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// Its bytes.
    pub(crate) body: Vec<u8>,
    /// Further headers.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Document {
    /// `application/json`.
    pub(crate) fn json(value: &serde_json::Value) -> Self {
        Self { media_type: "application/json", body: value.to_string().into_bytes(), headers: Vec::new() }
    }

    /// A signed note.
    pub(crate) fn note(note: String) -> Self {
        Self { media_type: "text/plain; charset=utf-8", body: note.into_bytes(), headers: Vec::new() }
    }
}

impl<'r> Responder<'r, 'static> for Document {
    fn respond_to(self, _request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response
            .raw_header("Content-Type", self.media_type)
            .sized_body(self.body.len(), Cursor::new(self.body));
        for (name, value) in self.headers {
            response.raw_header(name, value);
        }
        response.ok()
    }
}

/// The filter `time` of our pages: the parts of `2026-11-20T09:00:00Z`, in UTC or as clocks of the zone of that name show
/// it, which the message `moment` puts together in each language.
pub(crate) fn time_parts(text: String, zone: Option<String>) -> Result<Value, TemplateError> {
    let zone = zone.and_then(|name| Zone::parse(&name).ok()).unwrap_or_else(Zone::utc);
    let unfit = |error| TemplateError::new(ErrorKind::InvalidOperation, format!("{text}: {error}"));
    text.parse().map(|time| Value::from_serialize(zone.parts(time))).map_err(unfit)
}

/// A language's name in itself where we speak it, else its tag.
pub(crate) fn language_name(tag: &str) -> String {
    let messages = letter::messages();
    let own =
        messages.speaks(tag).and_then(|own| messages.write(own, &i18n::Text::new("language-name")).ok());
    own.unwrap_or_else(|| tag.to_owned())
}

/// The zone in which the times of a poll are shown to its voters: the viewer's own, or that of its organisers, who see
/// them in it alone.
pub(crate) fn shown_zone<'a>(viewer: Option<&'a Account>, poll: &'a Published) -> &'a Zone {
    viewer.and_then(|account| account.zone.as_ref()).unwrap_or(&poll.zone)
}

/// An id of a draft or a poll as it may stand in a path; anything else is nowhere to be found.
pub(crate) fn hex_id(text: &str, digits: usize) -> Result<&str, Problem> {
    let fit = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if fit { Ok(text) } else { Err(Problem::not_found()) }
}

/// Who goes through a list by the API must not take its beginning for the next page.
pub(crate) fn page_gone() -> Problem {
    Problem::not_found().detail("the row of `after` is gone from the list: begin anew, without `after`")
}

/// Looks a published poll up for an officer who may manage it; to others it is nowhere to be found.
pub(crate) async fn managed_row(
    app: &App,
    officer: &Account,
    poll: &str,
) -> Result<crate::store::polls::PollRow, Problem> {
    let row = published_row(app, poll).await?;
    only_managed(app, officer, row).await
}

/// The row, if `officer` may manage its poll; otherwise it is nowhere to be found.
pub(crate) async fn only_managed(
    app: &App,
    officer: &Account,
    row: crate::store::polls::PollRow,
) -> Result<crate::store::polls::PollRow, Problem> {
    let (officer, asked) = (officer.clone(), row.clone());
    let may = app.db.run(move |conn| access::may_manage(conn, &officer, &asked)).await?;
    if may { Ok(row) } else { Err(Problem::not_found()) }
}

/// Looks a poll up by the id of its draft or by its poll id, for an officer who may manage it.
pub(crate) async fn poll_row(
    app: &App,
    officer: &Account,
    id: &str,
) -> Result<crate::store::polls::PollRow, Problem> {
    if id.len() == 64 {
        managed_row(app, officer, id).await
    } else {
        drafts::draft_row(app, officer, id).await
    }
}

/// The language of a poll's title in its row.
pub(crate) fn language(row: &crate::store::polls::PollRow) -> String {
    language_and_zone(row).0
}

/// The language of a row's title, and the zone of its organisers: theirs are all the times on the pages about it.
pub(crate) fn language_and_zone(row: &crate::store::polls::PollRow) -> (String, Zone) {
    let draft = row.drafted();
    draft.map_or_else(|| ("en".to_owned(), Zone::utc()), |draft| (draft.language().to_owned(), draft.zone()))
}

/// The poll id for the links between an officer's pages: none while the poll is a draft.
pub(crate) fn public_id(row: &crate::store::polls::PollRow) -> Option<&str> {
    use crate::domain::poll::State;
    let published = matches!(State::parse(&row.state), Some(State::Published | State::Issued | State::Over));
    row.poll.as_deref().filter(|_| published)
}

/// What stands above each of an officer's pages about a poll: its title, the way to the others, and whether it is a test.
pub(crate) fn above(row: &crate::store::polls::PollRow) -> Value {
    let test = row.drafted().is_some_and(|draft| draft.test);
    context! { draft => row.id, poll => public_id(row), title => row.title, lang => language(row), test }
}

/// Looks a published poll up by its poll id.
pub(crate) async fn published_row(app: &App, poll: &str) -> Result<crate::store::polls::PollRow, Problem> {
    let poll = hex_id(poll, 64)?.to_owned();
    let row: Option<_> = app.db.run(move |conn| crate::store::polls::by_poll(conn, &poll)).await?;
    row.ok_or_else(Problem::not_found)
}
