//! Who has collected a pass, for the officers of a poll that says so, and never more finely than the day: a day is listed when
//! it is over, or when no more passes are issued.

use crypto::time::UtcTime;
use rocket::http::Status;
use rocket::{Build, Rocket, get, routes};
use serde::Serialize;
use serde_json::json;
use web::Problem;
use web::templates::context;

use super::{App, Document, Fault, Reply, above, managed_row, page_gone, view};
use crate::domain::account::Account;
use crate::domain::draft::Draft;
use crate::domain::issuance::IssueError;
use crate::domain::paging;
use crate::domain::poll::Standing;
use crate::domain::turnout;
use crate::guards::{BearerOfficer, Officer};
use crate::store;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![list]).mount("/admin", routes![list_page])
}

/// A voter who has a pass.
#[derive(Debug, Serialize)]
struct Holder {
    email: String,
    name: Option<String>,
    /// `2026-11-20`.
    day: String,
}

impl From<store::issuances::Holder> for Holder {
    fn from(store::issuances::Holder { email, name, day, .. }: store::issuances::Holder) -> Self {
        Self { email, name, day: date(day) }
    }
}

#[get("/polls/<poll>/passes?<after>")]
async fn list(
    officer: BearerOfficer,
    app: &App,
    poll: &str,
    after: Option<String>,
) -> Result<Document, Problem> {
    let found = find(app, &officer.0, poll, after).await?;
    if found.is_anew {
        return Err(page_gone());
    }
    Ok(Document::json(&json!({ "passes": found.holders, "next": found.next, "total": found.total })))
}

#[get("/polls/<poll>/passes?<after>")]
async fn list_page(app: &App, officer: Officer, poll: &str, after: Option<String>) -> Result<Reply, Fault> {
    let found = find(app, &officer.0, poll, after).await?;
    let Found { row, holders, next, total, complete, is_anew } = found;
    let context = context! { holders, next, total, complete, is_anew, ..above(&row) };
    Ok(Reply::Show(view("admin-passes.html", Some(&officer.0), context)))
}

struct Found {
    row: PollRow,
    holders: Vec<Holder>,
    /// The entry of the roll behind which the next page begins, if there is one: never an address, for it stands in links.
    next: Option<String>,
    total: i64,
    /// Whether none can come any more.
    complete: bool,
    /// Whether it is the first page because the entry behind which it was to begin is gone.
    is_anew: bool,
}

async fn find(app: &App, officer: &Account, poll: &str, after: Option<String>) -> Result<Found, Problem> {
    let row = managed_row(app, officer, poll).await?;
    let draft: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    if !draft.pass_list {
        return Err(Problem::new(
            Status::Forbidden,
            "not-listed",
            "The poll promises that nobody sees who has a pass",
        ));
    }
    let before = turnout::listed_before(&Standing::read(&row).map_err(IssueError::from)?, app.clock.now());
    let found = app
        .db
        .run(move |conn| -> Result<Found, web::DbError> {
            let total = store::issued::count_before(conn, &row.id, before)?;
            let rows = paging::rows_of(PAGE);
            let place = paging::place(after.as_deref(), |id| store::roll::address(conn, &row.id, id))?;
            let holders = store::issuances::holders(conn, &row.id, before, place.behind.as_deref(), rows)?;
            let (holders, next) = paging::page(holders, PAGE, |holder| &holder.voter);
            let holders = holders.into_iter().map(Holder::from);
            let complete = before.is_none();
            let holders = holders.collect();
            Ok(Found { row, holders, next, total, complete, is_anew: place.is_anew })
        })
        .await?;
    Ok(found)
}

/// `2026-11-20` of days since 1970-01-01.
fn date(day: i64) -> String {
    UtcTime::from_unix(day.saturating_mul(86_400)).to_string().chars().take(10).collect()
}

/// Passes on a page.
const PAGE: usize = 100;
