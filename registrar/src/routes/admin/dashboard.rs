//! A published poll at a glance: turnout over the days, mails, statements on their way.

use std::sync::Arc;

use rocket::{Build, Rocket, get, routes};
use serde_json::json;
use web::Problem;
use web::templates::context;

use crate::domain::account::Account;
use crate::domain::ballot_box::Glance;
use crate::domain::dispatch::Progress;
use crate::domain::issuance::IssueError;
use crate::domain::poll::{Published, Standing};
use crate::domain::turnout::{self, Day};
use crate::guards::{BearerOfficer, Officer};
use crate::routes::{App, Document, Fault, Reply, managed_row, view};
use crate::store;
use crate::store::dispatches;
use crate::store::jobs::JobRow;
use crate::store::mailings::Tally;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page]).mount("/api/v1", routes![api])
}

/// What both the page and the API show.
struct Dashboard {
    published: Arc<Published>,
    standing: Standing,
    /// How many may vote; none for an open poll.
    eligible: Option<u64>,
    days: Vec<Day>,
    /// None if the ballot box does not answer now.
    glance: Option<Glance>,
    /// The mailings of this poll.
    mailings: Vec<Tally>,
    statements: Vec<Progress>,
    /// Work in the background about this poll, the newest first.
    jobs: Vec<JobRow>,
}

#[get("/polls/<poll>/dashboard")]
async fn page(app: &App, officer: Officer, poll: &str) -> Result<Reply, Fault> {
    let dashboard = look(app, &officer.0, poll).await?;
    let Dashboard { published, standing, days, glance, mailings, statements, jobs, .. } = &dashboard;
    let manifest = &published.manifest;
    let passes: Vec<i64> = days.iter().map(|day| day.passes).collect();
    let jobs: Vec<_> = jobs
        .iter()
        .map(|job| context! { id => job.id, kind => job.kind, state => job.state, done => job.done, total => job.total })
        .collect();
    Ok(Reply::Show(view(
        "admin-dashboard.html",
        Some(&officer.0),
        context! {
            poll,
            title => published.title(),
            lang => published.language(),
            test => manifest.test,
            mixed => manifest.mix > 0,
            zone => published.zone.name(),
            eligible => dashboard.eligible,
            issued => dashboard.issued(),
            issuance_closes => published.issuance_closes(standing.voting_closes).to_string(),
            voting_closes => standing.voting_closes.to_string(),
            cancelled => standing.cancelled,
            phase => glance.as_ref().map(|glance| glance.phase.as_str()),
            ballots => glance.as_ref().map(|glance| glance.ballots),
            days,
            bars => turnout::bars(&passes),
            most => passes.iter().max(),
            width => turnout::WIDTH,
            height => turnout::HEIGHT,
            mailings,
            statements,
            jobs,
            draft => published.draft,
        },
    )))
}

#[get("/polls/<poll>/dashboard")]
async fn api(app: &App, officer: BearerOfficer, poll: &str) -> Result<Document, Problem> {
    let dashboard = look(app, &officer.0, poll).await?;
    let jobs: Vec<_> = dashboard
        .jobs
        .iter()
        .map(|job| json!({ "job": job.id, "kind": job.kind, "state": job.state }))
        .collect();
    let mails = |count: fn(&Tally) -> i64| dashboard.mailings.iter().map(count).sum::<i64>();
    Ok(Document::json(&json!({
        "eligible": dashboard.eligible,
        "issued": dashboard.issued(),
        "phase": dashboard.glance.as_ref().map(|glance| &glance.phase),
        "ballots": dashboard.glance.as_ref().map(|glance| glance.ballots),
        "days": dashboard.days,
        "mails": {
            "waiting": mails(|tally| tally.queued),
            "sent": mails(|tally| tally.sent),
            "failed": mails(|tally| tally.failed),
        },
        "statements": dashboard.statements,
        "jobs": jobs,
    })))
}

impl Dashboard {
    fn issued(&self) -> i64 {
        self.days.last().map_or(0, |day| day.total)
    }
}

async fn look(app: &App, officer: &Account, poll: &str) -> Result<Dashboard, Problem> {
    let row = managed_row(app, officer, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let standing = Standing::read(&row).map_err(IssueError::from)?;
    let poll = poll.to_owned();
    let whole = Arc::clone(&published);
    let ((eligible, by_day, mailings, statements, jobs), glance) = app
        .blocking(move |registrar| -> Result<_, web::DbError> {
            let stored = registrar.db.run_here(|conn| -> Result<_, web::DbError> {
                let mut statements = dispatches::all(conn, &row.id, dispatches::NOTICE)?;
                statements.extend(dispatches::all(conn, &row.id, dispatches::ISSUANCE)?);
                let by_day = store::issued::by_day(conn, &row.id)?;
                let mailings = store::mailings::tallies(conn, &row.id)?;
                let eligible = turnout::eligible(conn, &whole)?;
                Ok((eligible, by_day, mailings, statements, store::jobs::of_poll(conn, &row.id)?))
            })?;
            let glance = registrar.ballot_box.glance(&poll);
            if let Err(error) = &glance {
                tracing::info!("a dashboard is shown without the ballot box: {error}");
            }
            Ok((stored, glance.ok()))
        })
        .await?;
    let closes = published.issuance_closes(standing.voting_closes);
    let now = app.clock.now();
    let days = turnout::days(published.manifest.issuance_opens, now.min(closes), &by_day);
    let statements = statements.iter().map(|dispatch| Progress::of(dispatch, now)).collect();
    Ok(Dashboard { published, standing, eligible, days, glance, mailings, statements, jobs })
}
