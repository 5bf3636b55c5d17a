//! The audit log as a page.

use rocket::http::RawStr;
use rocket::{Build, Rocket, get, routes};
use serde_json::Value;
use web::Problem;
use web::templates::context;

use crate::domain::audit::{self, Action, Entry};
use crate::domain::zone::Zone;
use crate::guards::Admin;
use crate::routes::audit::{export_lines, number, page};
use crate::routes::{App, Document, Fault, Reply, language, view};
use crate::store;
use crate::store::audit::Search;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![list, export])
}

#[get("/audit?<actor>&<action>&<object>&<before>")]
async fn list(
    admin: Admin,
    app: &App,
    actor: Option<&str>,
    action: Option<&str>,
    object: Option<&str>,
    before: Option<&str>,
) -> Result<Reply, Fault> {
    // An empty field of the form asks for nothing.
    let given = |field: Option<&str>| field.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let search = Search {
        actor: given(actor),
        action: given(action),
        object: given(object),
        before: given(before).as_deref().map(number).transpose()?,
    };
    let asked = search.clone();
    let (entries, next) = page(app, search, PAGE_ROWS).await?;
    let mut drafts: Vec<String> =
        entries.iter().filter_map(|entry| audit::draft_of(&entry.object)).map(str::to_owned).collect();
    drafts.sort_unstable();
    drafts.dedup();
    let polls: Vec<PollRow> = app.db.run(move |conn| store::polls::by_drafts(conn, &drafts)).await?;
    let rows = entries.iter().map(|entry| row(entry, &polls)).collect::<Result<Vec<_>, _>>()?;
    let older = next.map(|next| {
        let part = |text: &Option<String>| encoded(text.as_deref().unwrap_or_default());
        let (actor, action, object) = (part(&asked.actor), part(&asked.action), part(&asked.object));
        format!("/admin/audit?actor={actor}&action={action}&object={object}&before={next}")
    });
    let actions: Vec<&str> = Action::ALL.iter().map(|action| action.as_str()).collect();
    Ok(Reply::Show(view(
        "admin-audit.html",
        Some(&admin.0),
        context! {
            rows,
            zone => admin.0.zone.as_ref().map(Zone::name),
            older,
            actions,
            actor => asked.actor.unwrap_or_default(),
            action => asked.action.unwrap_or_default(),
            object => asked.object.unwrap_or_default(),
        },
    )))
}

#[get("/audit/export?<after>")]
async fn export(_admin: Admin, app: &App, after: Option<&str>) -> Result<Document, Problem> {
    let mut lines = export_lines(app, after).await?;
    let name = "attachment; filename=\"audit-log.ndjson\"".to_owned();
    lines.headers.push(("Content-Disposition", name));
    Ok(lines)
}

/// As a value in a query.
fn encoded(text: &str) -> String {
    RawStr::new(text).percent_encode().to_string()
}

/// A record; what was done to one of `polls` bears its title.
fn row(entry: &Entry, polls: &[PollRow]) -> Result<web::templates::Value, Problem> {
    let told: Value = serde_json::from_str(&entry.record).map_err(Problem::internal)?;
    let part = |name: &str| told.get(name).filter(|value| !value.is_null()).map(|value| format!("{value:#}"));
    let poll = polls.iter().find(|poll| audit::draft_of(&entry.object) == Some(&poll.id));
    Ok(context! {
        seq => entry.seq,
        at => entry.at.to_string(),
        actor => entry.actor,
        action => entry.action,
        object => entry.object,
        poll => poll.map(|poll| context! { title => poll.title, lang => language(poll) }),
        object_link => format!("/admin/audit?object={}", encoded(&entry.object)),
        before => part("before"),
        after => part("after"),
        hash => crypto::encoding::hex(&entry.hash),
    })
}

/// Rows on one page.
const PAGE_ROWS: usize = 50;
