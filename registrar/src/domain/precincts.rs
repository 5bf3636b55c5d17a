//! One election in several polls (docs/protocol.md section 13): a draft is split into precincts, each an ordinary draft with its
//! share of the roll; they are published one after the other, and then listed; when all are counted, added up.
//!
//! ```text
//! draft --split--> n drafts --publish, as often as it takes--> n polls, the list signed --> .. --> the total signed
//! ```
//!
//! Every step is one transaction, or the publication of a single poll, and can be repeated after a crash.

mod additions;
mod deal;
mod enrol;
mod overview;
mod ready;
mod refusal;
mod results;
mod split;
mod times;
mod total;
mod undo;

use std::time::{Duration, Instant};

use crypto::manifest::ManifestBody;
use crypto::statement::{self, Precincts, Statement as _};
use serde_json::json;

pub(crate) use self::additions::{Additions, Enrolled, enrol_all};
pub(crate) use self::deal::{Deal, LEAST};
pub(crate) use self::enrol::enrol;
pub(crate) use self::overview::{Line, Overview, look};
pub(crate) use self::refusal::PrecinctsError;
pub(crate) use self::results::Results;
pub(crate) use self::split::split;
pub(crate) use self::times::{Times, reschedule};
pub(crate) use self::total::add_up;
#[cfg(test)]
pub(crate) use self::total::{Sum, add_up_within};
pub(crate) use self::undo::undo;
use super::audit::{self, Action, Actor, Event};
use super::dispatch;
use super::notice::{self, NoticeError, Wish};
use super::poll::State;
use super::publish;
use super::steps::reached;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;
use crate::store::precincts::Election;

/// How far the publication of all precincts has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Published {
    /// Precincts.
    pub(crate) precincts: usize,
    /// Those that are countersigned.
    pub(crate) published: usize,
    /// Whether their list is signed: passes may be issued from its `issuance_opens` on.
    pub(crate) listed: bool,
}

/// The election into which this draft was split, and its polls by number; all of them are there.
pub(crate) fn election(
    registrar: &Registrar,
    draft: &str,
) -> Result<(Election, Vec<PollRow>), PrecinctsError> {
    let found = registrar.db.run_here(|conn| -> Result<_, web::DbError> {
        let Some(election) = store::precincts::by_draft(conn, draft)? else { return Ok(None) };
        let polls = store::precincts::polls_of(conn, &election.alias)?;
        Ok(Some((election, polls)))
    })?;
    let (election, polls) = found.ok_or(PrecinctsError::NotSplit)?;
    if i64::try_from(polls.len()).ok() != Some(election.parts) {
        return Err(PrecinctsError::Incomplete);
    }
    Ok((election, polls))
}

/// Publishes as many precincts as a request has time for, and signs the list once all are countersigned. Blocks.
pub(crate) fn publish(
    registrar: &Registrar,
    draft: &str,
    actor: &Actor,
) -> Result<Published, PrecinctsError> {
    let (election, polls) = election(registrar, draft)?;
    ready::ready(registrar, &election.alias, &polls)?;
    reached("precincts looked at");
    let began = Instant::now();
    let waits = |row: &&PollRow| matches!(State::parse(&row.state), Some(State::Draft | State::Sealed));
    for row in polls.iter().filter(waits) {
        publish::publish_precinct(registrar, row, actor)?;
        if began.elapsed() > TURN {
            break;
        }
    }
    let (_, polls) = self::election(registrar, draft)?;
    let published = polls.iter().filter(|row| !waits(row)).count();
    let listed =
        election.list.is_some() || (published == polls.len() && list(registrar, &election, &polls, actor)?);
    Ok(Published { precincts: polls.len(), published, listed })
}

/// Signs and stores the list. The roll of the draft that was split has done its work and is emptied.
fn list(
    registrar: &Registrar,
    election: &Election,
    polls: &[PollRow],
    actor: &Actor,
) -> Result<bool, PrecinctsError> {
    let read = |row: &PollRow| registrar.polls.published(row);
    let polls = polls.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let eligible = polls.iter().try_fold(0_u64, |sum, poll| sum.checked_add(poll.manifest.eligible?));
    let list = Precincts {
        alias: election.alias.clone(),
        title: election.title.clone(),
        eligible: eligible.ok_or(PrecinctsError::NoRoll)?,
        polls: polls.iter().map(|poll| poll.manifest.id()).collect(),
        at: registrar.clock.now(),
    };
    let first: &ManifestBody = &polls[0].manifest;
    for (number, poll) in (1..).zip(&polls) {
        if let Some(unfit) = list.unfit(number, &poll.manifest, first).into_iter().next() {
            return Err(PrecinctsError::Unfit(number, unfit));
        }
    }
    list.check().map_err(PrecinctsError::Rule)?;
    let note = statement::sign(&list, &registrar.key).to_string();
    registrar.db.write_here(|conn| -> Result<(), web::DbError> {
        if !store::precincts::set_list(conn, &election.alias, &note)? {
            return Ok(());
        }
        store::roll::delete_all(conn, &election.draft)?;
        let event = Event::new(actor.clone(), Action::PrecinctsList, audit::draft(&election.draft))
            .after(json!({ "alias": election.alias, "polls": list.polls, "eligible": list.eligible }));
        store::audit::append(conn, list.at, &event)
    })?;
    Ok(true)
}

/// A precinct that did not get a notice.
#[derive(Debug)]
pub(crate) struct Refused {
    /// From 1.
    pub(crate) number: usize,
    /// Its id.
    pub(crate) poll: String,
    /// Why.
    pub(crate) error: NoticeError,
}

/// Gives a notice to every precinct that can take it: how many got it, and why others did not. Blocks.
pub(crate) fn notify(
    registrar: &Registrar,
    draft: &str,
    wish: &Wish,
    actor: &Actor,
) -> Result<(usize, Vec<Refused>), PrecinctsError> {
    let (_, polls) = election(registrar, draft)?;
    let (mut given, mut refused) = (0, Vec::new());
    for (number, row) in (1..).zip(&polls) {
        let Some(poll) = row.poll.as_deref() else { continue };
        match notice::give(registrar, poll, wish, actor) {
            Ok(_) => given += 1,
            Err(error) => refused.push(Refused { number, poll: poll.to_owned(), error }),
        }
    }
    registrar.wake_dispatch();
    Ok((given, refused))
}

/// Sends at once what has not arrived of all precincts. Blocks.
pub(crate) fn try_now(registrar: &Registrar, draft: &str, actor: &Actor) -> Result<(), PrecinctsError> {
    let (_, polls) = election(registrar, draft)?;
    for row in polls.iter().filter(|row| row.poll.is_some()) {
        dispatch::try_now(registrar, &row.id, actor)?;
    }
    Ok(())
}

/// For how long a request publishes or asks for results before it answers and is to be repeated.
const TURN: Duration = Duration::from_secs(10);
