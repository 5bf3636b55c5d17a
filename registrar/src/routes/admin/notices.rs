//! A published poll: its turnout and its notices.

use std::sync::Arc;

use crypto::statement::{self, Notice, NoticeKind};
use crypto::time::UtcTime;
use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use serde::Serialize;
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use super::precincts::place_of;
use crate::domain::account::Account;
use crate::domain::audit::Actor;
use crate::domain::dispatch::{self, Progress};
use crate::domain::issuance::IssueError;
use crate::domain::notice::{self, NoticeError, Wish};
use crate::domain::poll::{Standing, State};
use crate::domain::turnout;
use crate::domain::zone::Zone;
use crate::guards::Officer;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, managed_row, view};
use crate::store;
use crate::store::dispatches::{self, Dispatch};
use crate::store::mailings::Tally;
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, give, try_now])
}

/// `done`: `published`, after it was.
#[get("/polls/<poll>/notices?<done>")]
async fn page(app: &App, officer: Officer, poll: &str, done: Option<&str>) -> Result<Reply, Fault> {
    let row = managed_row(app, &officer.0, poll).await?;
    let news = News { done, refusal: None };
    Ok(Reply::Show(notices_page(app, &officer.0, &row, &<NoticeForm as Default>::default(), news).await?))
}

#[derive(Default, FromForm, Serialize)]
pub(super) struct NoticeForm {
    #[field(default = String::new())]
    pub(super) kind: String,
    #[field(default = String::new())]
    pub(super) voting_closes: String,
    #[field(default = String::new())]
    pub(super) reason: String,
    #[field(default = String::new())]
    pub(super) sure: String,
}

#[post("/polls/<poll>/notices", data = "<form>")]
async fn give(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    poll: &str,
    form: Form<NoticeForm>,
) -> Result<Reply, Fault> {
    let row = managed_row(app, &officer.0, poll).await?;
    let zone = app.polls.published(&row).map_err(IssueError::from)?.zone.clone();
    let refusal = match wish(&form, &zone) {
        Err(refused) => refused,
        Ok(wish) => {
            let (id, actor) = (poll.to_owned(), Actor::of(&officer.0));
            match app.blocking(move |registrar| notice::give(registrar, &id, &wish, &actor)).await {
                Ok(_) => return Ok(Reply::go(format!("/admin/polls/{poll}/notices?done=given"))),
                Err(NoticeError::Store(error)) => return Err(error.into()),
                Err(refusal) => Refused::at(field_of(&refusal), refusal.text(&zone)),
            }
        }
    };
    let news = News { done: None, refusal: Some(refusal) };
    let page = notices_page(app, &officer.0, &row, &form, news).await?;
    Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
}

/// Sends at once what has not arrived.
#[post("/polls/<poll>/notices/try-now")]
async fn try_now(_own: SameOrigin, app: &App, officer: Officer, poll: &str) -> Result<Reply, Fault> {
    let row = managed_row(app, &officer.0, poll).await?;
    let actor = Actor::of(&officer.0);
    app.blocking(move |registrar| dispatch::try_now(registrar, &row.id, &actor)).await?;
    Ok(Reply::go(format!("/admin/polls/{poll}/notices")))
}

pub(super) fn wish(form: &NoticeForm, zone: &Zone) -> Result<Wish, Refused> {
    let kind = match form.kind.as_str() {
        "extend" => NoticeKind::Extend,
        "close" => NoticeKind::Close,
        "cancel" => NoticeKind::Cancel,
        _ => return Err(Refused::at("kind", Text::new("notice-error-kind"))),
    };
    if form.sure != "on" {
        return Err(Refused::at("sure", Text::new("notice-error-unsure")));
    }
    let voting_closes = match kind {
        NoticeKind::Cancel => None,
        _ => {
            Some(zone.read(&form.voting_closes).map_err(|error| Refused::at("voting_closes", error.text()))?)
        }
    };
    Ok(Wish { kind, voting_closes, reason: form.reason.clone() })
}

/// The field at fault.
pub(super) fn field_of(refusal: &NoticeError) -> &'static str {
    match refusal {
        NoticeError::Reason => "reason",
        NoticeError::Time | NoticeError::NotLater(_) | NoticeError::NotEarlier(_) | NoticeError::TooSoon => {
            "voting_closes"
        }
        _ => "",
    }
}

/// A notice as the page shows it.
#[derive(Serialize)]
struct Given {
    seq: u64,
    kind: NoticeKind,
    voting_closes: Option<String>,
    reason: String,
    progress: Progress,
}

/// What the page begins with.
struct News<'a> {
    done: Option<&'a str>,
    refusal: Option<Refused>,
}

async fn notices_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    form: &NoticeForm,
    News { done, refusal }: News<'_>,
) -> Result<Page, Problem> {
    let published = app.polls.published(row).map_err(IssueError::from)?;
    let standing = Standing::read(row).map_err(IssueError::from)?;
    let id = row.id.clone();
    let poll = Arc::clone(&published);
    let (issued, eligible, notices, statement, mailings) = app
        .db
        .run(move |conn| -> Result<_, web::DbError> {
            Ok((
                store::issued::count(conn, &id)?,
                turnout::eligible(conn, &poll)?,
                dispatches::all(conn, &id, dispatches::NOTICE)?,
                dispatches::all(conn, &id, dispatches::ISSUANCE)?,
                store::mailings::tallies(conn, &id)?,
            ))
        })
        .await?;
    let place = place_of(app, officer, row).await?;
    let mails = |count: fn(&Tally) -> i64| mailings.iter().map(count).sum::<i64>();
    let now = app.clock.now();
    let on_its_way = notices.iter().chain(&statement).any(|dispatch| dispatch.state != "delivered");
    let given: Vec<Given> = notices.iter().filter_map(|dispatch| read(app, dispatch, now)).collect();
    let context = context! {
        poll => published.manifest.id().to_string(),
        title => published.title(),
        lang => published.language(),
        test => published.manifest.test,
        pass_list => published.pass_list,
        draft => row.id,
        place,
        zone => published.zone.name(),
        booth => published.booth(),
        ballot_box_page => format!("{}/polls/{}", published.manifest.ballot_box.url, published.manifest.id()),
        eligible,
        issued,
        mails => context! {
            sent => mails(|tally| tally.sent), waiting => mails(|tally| tally.queued), failed => mails(|tally| tally.failed),
        },
        outage => app.pace.outage().map(|outage| outage.text()),
        late_additions => published.manifest.late_additions,
        issuance_opens => published.manifest.issuance_opens.to_string(),
        issuance_closes => published.issuance_closes(standing.voting_closes).to_string(),
        voting_opens => published.manifest.voting_opens.to_string(),
        voting_closes => standing.voting_closes.to_string(),
        erased => row.erased,
        erased_at => app.erased_at(&published, standing.voting_closes).map(|at| at.to_string()),
        cancelled => standing.cancelled,
        over => standing.cancelled || standing.state == State::Over || now >= standing.voting_closes,
        given,
        statement => statement.first().map(|dispatch| Progress::of(dispatch, now)),
        on_its_way,
        // A notice leaves the end of the passes alone, unless it is cut off by the end of voting.
        passes_stay => published.manifest.issuance_closes <= standing.voting_closes,
        form,
        done,
        refusal,
    };
    Ok(view("admin-notices.html", Some(officer), context))
}

fn read(app: &App, dispatch: &Dispatch, now: UtcTime) -> Option<Given> {
    let (notice, _) = statement::open::<Notice>(&dispatch.note, app.key.verifier()).ok()?;
    Some(Given {
        seq: notice.seq,
        kind: notice.kind,
        voting_closes: notice.voting_closes.map(|closes| closes.to_string()),
        reason: notice.reason,
        progress: Progress::of(dispatch, now),
    })
}
