//! All precincts of an election at a glance.

use std::time::{Duration, Instant};

use crypto::time::UtcTime;

use super::PrecinctsError;
use crate::domain::ballot_box::Glance;
use crate::domain::draft::Draft;
use crate::domain::poll::{PollBroken, State};
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;
use crate::store::precincts::Election;

/// The election, and where its precincts stand.
#[derive(Debug)]
pub(crate) struct Overview {
    /// As it is stored.
    pub(crate) election: Election,
    /// Those that are on the asked page, at most [`PAGE`]; by number.
    pub(crate) precincts: Vec<Line>,
    /// Which page it is, from 1.
    pub(crate) page: usize,
    /// How many pages there are.
    pub(crate) pages: usize,
    /// How many precincts are left, on all pages as all that follows.
    pub(crate) left: usize,
    /// Drafts.
    pub(crate) drafts: usize,
    /// Published, on whatever way since.
    pub(crate) published: usize,
    /// Those that can take a notice.
    pub(crate) running: usize,
    /// Voters on the rolls.
    pub(crate) voters: i64,
    /// Passes issued.
    pub(crate) issued: i64,
    /// Statements that have not arrived at the ballot box.
    pub(crate) undelivered: i64,
    /// The ends of voting of those that are not cancelled, each once and in order.
    pub(crate) ends: Vec<UtcTime>,
    /// Whether one was cancelled, so that there will be no total.
    pub(crate) cancelled: bool,
    /// The first draft that waits to be published.
    pub(crate) waiting: Option<PollRow>,
    /// The draft of the first precinct: what all have in common.
    pub(crate) common: Option<Draft>,
}

/// A precinct.
#[derive(Debug)]
pub(crate) struct Line {
    /// As it is stored.
    pub(crate) row: PollRow,
    /// On its roll.
    pub(crate) voters: i64,
    /// Passes.
    pub(crate) issued: i64,
    /// Statements that have not arrived at the ballot box.
    pub(crate) undelivered: i64,
    /// As the ballot box shows it; none of a draft, and where it did not answer in time.
    pub(crate) glance: Option<Glance>,
}

/// Looks at them; none if the draft was not split. Blocks, and asks the ballot box about each of the page, for a few seconds at
/// most in all.
pub(crate) fn look(
    registrar: &Registrar,
    draft: &str,
    page: usize,
) -> Result<Option<Overview>, PrecinctsError> {
    let stored = registrar.db.run_here(|conn| -> Result<_, web::DbError> {
        let Some(election) = store::precincts::by_draft(conn, draft)? else { return Ok(None) };
        let polls = store::precincts::polls_of(conn, &election.alias)?;
        let voters = store::precincts::voters(conn, &election.alias)?;
        let passes = store::precincts::passes(conn, &election.alias)?;
        let undelivered = store::precincts::undelivered(conn, &election.alias)?;
        Ok(Some((election, polls, voters, passes, undelivered)))
    })?;
    let Some((election, polls, voters, passes, undelivered)) = stored else { return Ok(None) };
    if polls.is_empty() {
        return Ok(None);
    }
    let now = registrar.clock.now();
    let state = |row: &PollRow| State::parse(&row.state);
    let published =
        |row: &&PollRow| matches!(state(row), Some(State::Published | State::Issued | State::Over));
    let running = |row: &&PollRow| {
        published(row) && !row.cancelled && row.voting_closes.is_some_and(|closes| now.unix() < closes)
    };
    let counted = |which: &dyn Fn(&&PollRow) -> bool| polls.iter().filter(which).count();
    let mut ends: Vec<i64> =
        polls.iter().filter(|row| !row.cancelled).filter_map(|row| row.voting_closes).collect();
    ends.sort_unstable();
    ends.dedup();
    let first = polls.first().map(|row| serde_json::from_str(&row.draft)).transpose();
    let pages = polls.len().div_ceil(PAGE);
    let page = page.clamp(1, pages);
    let mut overview = Overview {
        page,
        pages,
        left: polls.len(),
        drafts: counted(&|row| state(row) == Some(State::Draft)),
        published: counted(&published),
        running: counted(&running),
        voters: voters.values().sum(),
        issued: passes.values().sum(),
        undelivered: undelivered.values().sum(),
        ends: ends.into_iter().map(UtcTime::from_unix).collect(),
        cancelled: polls.iter().any(|row| row.cancelled),
        waiting: polls.iter().find(|row| state(row) == Some(State::Draft)).cloned(),
        common: first.map_err(PollBroken::from)?,
        election,
        precincts: Vec::new(),
    };
    let of = |counts: &std::collections::HashMap<String, i64>, row: &PollRow| {
        counts.get(&row.id).copied().unwrap_or(0)
    };
    let mut box_answers = BoxAnswers::new();
    for row in polls.into_iter().skip((page - 1) * PAGE).take(PAGE) {
        let glance = row.poll.as_deref().filter(|_| published(&&row));
        let glance = glance.and_then(|poll| box_answers.ask(registrar, poll));
        overview.precincts.push(Line {
            voters: of(&voters, &row),
            issued: of(&passes, &row),
            undelivered: of(&undelivered, &row),
            glance,
            row,
        });
    }
    Ok(Some(overview))
}

/// Asks the ballot box about one poll after the other, until it does not answer or the time is up: a page waits.
struct BoxAnswers {
    until: Option<Instant>,
}

impl BoxAnswers {
    fn new() -> Self {
        Self { until: Some(Instant::now() + WAIT) }
    }

    fn ask(&mut self, registrar: &Registrar, poll: &str) -> Option<Glance> {
        self.until.filter(|until| Instant::now() < *until)?;
        match registrar.ballot_box.glance(poll) {
            Ok(glance) => Some(glance),
            Err(error) => {
                tracing::info!("precincts are shown without the ballot box: {error}");
                self.until = None;
                None
            }
        }
    }
}

/// How long a page asks the ballot box.
const WAIT: Duration = Duration::from_secs(5);
/// Precincts on a page.
pub(crate) const PAGE: usize = 50;
