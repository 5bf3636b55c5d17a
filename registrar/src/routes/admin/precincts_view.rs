//! How the page shows all precincts of a poll.

use std::borrow::Cow;

use crypto::time::UtcTime;
use serde::Serialize;
use web::Problem;
use web::i18n::Text;
use web::templates::{Page, Value, context};

use super::precincts::SetForm;
use super::voters;
use crate::domain::account::Account;
use crate::domain::draft::Draft;
use crate::domain::poll::{PollBroken, State};
use crate::domain::precincts::{Line, Overview, PrecinctsError};
use crate::domain::preflight;
use crate::domain::roll_entries;
use crate::domain::zone::Zone;
use crate::routes::refused::Refused;
use crate::routes::{App, language_and_zone, public_id, view};
use crate::store::polls::PollRow;

/// What the page tells besides the precincts.
#[derive(Default)]
pub(super) struct Told<'a> {
    /// What was done before: one of the page's words for it.
    pub(super) done: Option<&'a str>,
    /// To which precinct a voter was added.
    pub(super) to: Option<u32>,
    /// How many voters of a file were added, and how many stood there before.
    pub(super) added: Option<(u32, u32)>,
    /// Which page of precincts is asked for.
    pub(super) page: usize,
    /// Why nothing was done.
    pub(super) refusal: Option<Refused>,
    /// What has to be waited for.
    pub(super) pending: Option<Text>,
    /// How many precincts got a notice, where not all did.
    pub(super) given: Option<usize>,
    /// Which ones did not, and why.
    pub(super) ungiven: Vec<Text>,
}

impl Told<'_> {
    /// Why nothing was done.
    pub(super) fn refused(refusal: Refused) -> Self {
        Self { refusal: Some(refusal), ..Self::default() }
    }
}

/// A precinct as a line of the table.
#[derive(Serialize)]
struct Shown {
    title: String,
    link: String,
    /// As it is stored, or `cancelled`.
    state: &'static str,
    voters: i64,
    issued: i64,
    undelivered: i64,
    /// Whether it is at the ballot box.
    public: bool,
    phase: Option<String>,
    ballots: Option<u64>,
    ballot_box_page: Option<String>,
}

pub(super) async fn whole_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    mut overview: Overview,
    form: &SetForm<'_>,
    told: Told<'_>,
) -> Result<Page, Problem> {
    let (lang, zone) = language_and_zone(row);
    let (waiting, first) = (overview.waiting.clone(), overview.precincts.first().map(|one| one.row.clone()));
    let (checks, closed) = app
        .blocking(move |registrar| -> Result<_, Problem> {
            let checks = waiting.map(|row| preflight::look(registrar, &row)).transpose()?;
            let closed = first.map(|row| roll_entries::closed_to_more(registrar, &row)).transpose()?;
            Ok((checks, closed.flatten()))
        })
        .await?;
    let shown = std::mem::take(&mut overview.precincts).into_iter().map(|line| Shown::of(app, line));
    let precincts = shown.collect::<Result<Vec<_>, PollBroken>>().map_err(Problem::internal)?;
    let common = overview.common.as_ref();
    let listed = overview.election.list.is_some();
    let ends: Vec<String> = overview.ends.iter().map(ToString::to_string).collect();
    let planned = common.map(|draft| draft.voting_closes.to_string());
    let context = context! {
        draft => row.id,
        alias => overview.election.alias,
        title => overview.election.title,
        lang,
        test => common.is_some_and(|draft| draft.test),
        zone => zone.name(),
        parts => overview.election.parts,
        left => overview.left,
        published => overview.published,
        drafts => overview.drafts,
        all_drafts => overview.drafts == overview.left,
        running => overview.running,
        listed,
        total => overview.election.total.is_some(),
        cancelled => overview.cancelled,
        voters => overview.voters,
        issued => overview.issued,
        undelivered => overview.undelivered,
        voting_opens => common.map(|draft| draft.voting_opens.to_string()),
        voting_closes => ends.last().or(planned.as_ref()),
        ends_differ => ends.len() > 1,
        page => overview.page,
        pages => overview.pages,
        precincts,
        checks,
        closed,
        done => told.done,
        to => told.to,
        added => told.added.map(|(added, known)| context! { added, known }),
        refusal => told.refusal,
        pending => told.pending,
        given => told.given,
        ungiven => told.ungiven,
        times => common.filter(|_| overview.drafts == overview.left).map(|draft| times(draft, &zone, form)),
        form => context! {
            kind => form.kind, voting_closes => form.voting_closes, reason => form.reason,
            email => form.email, name => form.name, external_id => form.external_id, precinct => form.precinct,
        },
    };
    Ok(view("admin-precincts.html", Some(officer), context))
}

/// What was typed, and where nothing was what stands in the first draft.
fn times(draft: &Draft, zone: &Zone, form: &SetForm<'_>) -> Value {
    let shown = |typed: &str, time: UtcTime| {
        if typed.is_empty() { zone.wall_clock(time) } else { typed.to_owned() }
    };
    context! {
        issuance_opens => shown(form.issuance_opens, draft.issuance_opens),
        issuance_closes => shown(form.issuance_closes, draft.issuance_closes),
        voting_opens => shown(form.voting_opens, draft.voting_opens),
        voting_closes => shown(form.voting_closes, draft.voting_closes),
    }
}

/// The field at fault.
pub(super) fn field_at_fault(form: &SetForm<'_>, refusal: &PrecinctsError) -> Cow<'static, str> {
    use PrecinctsError::{
        Count, Draft, Entry, File, Header, Line, NoPrecinct, SmallGroup, TooFew, Ungrouped,
    };
    match (form.action, refusal) {
        ("split", Count) if form.how == "file" => "groups".into(),
        ("split", Count | TooFew { .. }) => "count".into(),
        ("split" | "add-file", File(_) | Header(_) | Line(..) | SmallGroup { .. } | Ungrouped(_)) => {
            "groups".into()
        }
        ("times", Draft(error)) if TIMES.contains(&error.field()) => error.field().to_owned().into(),
        ("add", NoPrecinct(_)) => "precinct".into(),
        ("add", Entry(error)) => voters::field_at_fault(form.email, form.name, error).into(),
        _ => "".into(),
    }
}

/// The fields of the times.
const TIMES: [&str; 4] = ["issuance_opens", "issuance_closes", "voting_opens", "voting_closes"];

impl Shown {
    fn of(app: &App, line: Line) -> Result<Self, PollBroken> {
        let poll = public_id(&line.row).map(str::to_owned);
        let ballot_box_page = match &poll {
            Some(poll) => {
                let published = app.polls.published(&line.row)?;
                Some(format!("{}/polls/{poll}", published.manifest.ballot_box.url))
            }
            None => None,
        };
        let state = match State::parse(&line.row.state) {
            _ if line.row.cancelled => "cancelled",
            state => state.unwrap_or(State::Draft).as_str(),
        };
        let at = poll.as_ref().map_or_else(|| line.row.id.clone(), |poll| format!("{poll}/notices"));
        Ok(Self {
            title: line.row.title,
            link: format!("/admin/polls/{at}"),
            state,
            voters: line.voters,
            issued: line.issued,
            undelivered: line.undelivered,
            public: poll.is_some(),
            ballots: line.glance.as_ref().map(|glance| glance.ballots),
            phase: line.glance.map(|glance| glance.phase),
            ballot_box_page,
        })
    }
}
