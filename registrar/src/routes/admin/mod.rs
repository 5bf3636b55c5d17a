//! The organisers' pages: plain forms, no script.

mod audit;
mod candidates;
mod copies;
mod dashboard;
mod dismissal;
mod drafts;
mod form;
mod mail;
mod notices;
mod officers;
mod precincts;
mod precincts_view;
mod preview;
mod publish;
mod uploads;
mod users;
mod voters;
mod wholes;

use rocket::{Build, Rocket, get, routes};
use serde::Serialize;
use web::templates::context;

use self::wholes::Wholes;
use super::{App, Fault, Reply, language_and_zone, view};
use crate::domain::access;
use crate::domain::poll::State;
use crate::guards::Officer;
use crate::store;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    let rocket = rocket.mount("/admin", routes![list]);
    let rocket = audit::stage(rocket);
    let rocket = dashboard::stage(rocket);
    let rocket = drafts::stage(rocket);
    let rocket = preview::stage(rocket);
    let rocket = candidates::stage(rocket);
    let rocket = copies::stage(rocket);
    let rocket = precincts::stage(rocket);
    let rocket = publish::stage(rocket);
    let rocket = users::stage(rocket);
    let rocket = dismissal::stage(rocket);
    let rocket = officers::stage(rocket);
    let rocket = voters::stage(rocket);
    let rocket = mail::stage(rocket);
    let rocket = uploads::stage(rocket);
    notices::stage(rocket)
}

/// A line of the list.
#[derive(Serialize)]
struct Line {
    title: String,
    lang: String,
    /// As it is stored, or `cancelled`, or `precincts`.
    state: &'static str,
    link: String,
    issued: i64,
    voting_closes: Option<String>,
    /// Of the poll, whose clocks show its times.
    zone: String,
}

#[get("/polls?<archive>")]
async fn list(app: &App, officer: Officer, archive: Option<bool>) -> Result<Reply, Fault> {
    let archive = archive == Some(true);
    let account = officer.0.clone();
    let lines = app
        .db
        .run(move |conn| -> Result<Vec<Line>, web::DbError> {
            let rows = access::managed(conn, &account)?;
            let places = store::precincts::places(conn)?;
            let (wholes, rows) = Wholes::take(rows, places);
            let mut lines = wholes.lines(conn, archive)?;
            for row in rows.into_iter().filter(|row| row.archived == archive) {
                lines.push(Line::new(store::issued::count(conn, &row.id)?, row));
            }
            lines.sort_by(|one, other| one.title.cmp(&other.title));
            Ok(lines)
        })
        .await?;
    Ok(Reply::Show(view("admin-polls.html", Some(&officer.0), context! { lines, archive })))
}

impl Line {
    fn new(issued: i64, row: PollRow) -> Self {
        let closes = row.closes().map(|at| at.to_string());
        let state = match State::parse(&row.state) {
            _ if row.cancelled => "cancelled",
            state => state.unwrap_or(State::Draft).as_str(),
        };
        let link = match (&row.poll, State::parse(&row.state)) {
            (Some(poll), Some(State::Published | State::Issued | State::Over)) => {
                format!("/admin/polls/{poll}/notices")
            }
            _ => format!("/admin/polls/{}", row.id),
        };
        let (lang, zone) = language_and_zone(&row);
        Self {
            lang,
            zone: zone.name().to_owned(),
            title: row.title,
            state,
            link,
            issued,
            voting_closes: closes,
        }
    }
}
