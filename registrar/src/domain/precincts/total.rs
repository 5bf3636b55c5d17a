//! What the precincts come to together, once all are counted.

use std::time::{Duration, Instant};

use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::statement::{self, Outcome, Total};
use serde_json::json;

use super::results::Counted;
use super::{PrecinctsError, TURN, election};
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::ballot_box::PATIENCE;
use crate::domain::poll::PollBroken;
use crate::registrar::Registrar;
use crate::store;

/// How far the count of all precincts has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sum {
    /// Precincts.
    pub(crate) precincts: usize,
    /// Those with a signed result that tells how many passes were issued.
    pub(crate) counted: usize,
    /// Whether the total is signed.
    pub(crate) total: bool,
}

/// Asks the ballot box for the results of as many precincts as a request has time for, and signs the total once it has all. Blocks.
pub(crate) fn add_up(registrar: &Registrar, draft: &str, actor: &Actor) -> Result<Sum, PrecinctsError> {
    add_up_within(registrar, draft, actor, TURN)
}

/// The same in another time, in which one is asked for at least.
pub(crate) fn add_up_within(
    registrar: &Registrar,
    draft: &str,
    actor: &Actor,
    turn: Duration,
) -> Result<Sum, PrecinctsError> {
    let (election, rows) = election(registrar, draft)?;
    let precincts = rows.len();
    if election.total.is_some() {
        registrar.results.forget(&rows);
        return Ok(Sum { precincts, counted: precincts, total: true });
    }
    let list = election.list.as_deref().ok_or(PrecinctsError::NotListed)?;
    let list = Note::parse(list).map_err(statement::OpenError::from)?;
    let polls =
        rows.iter().map(|row| registrar.polls.published(row)).collect::<Result<Vec<_>, PollBroken>>()?;
    let began = Instant::now();
    for (number, poll) in (1..).zip(&polls) {
        let id = poll.manifest.id().to_string();
        if registrar.results.of(&id).is_some() {
            continue;
        }
        if let Some(counted) = ask(registrar, number, &poll.manifest)? {
            registrar.results.keep(&id, counted);
        }
        if began.elapsed() >= turn {
            break;
        }
    }
    let known = polls.iter().filter_map(|poll| registrar.results.of(&poll.manifest.id().to_string()));
    let results: Vec<_> = known.collect();
    let counted = results.len();
    if counted < precincts {
        return Ok(Sum { precincts, counted, total: false });
    }
    let added: Vec<_> = results.iter().map(|one| (one.text.as_str(), one.outcome.clone())).collect();
    let questions = &polls[0].manifest.questions;
    let total = Total::of(&list, &added, questions, registrar.clock.now())?;
    let note = statement::sign(&total, &registrar.key).to_string();
    registrar.db.write_here(|conn| -> Result<(), web::DbError> {
        if !store::precincts::set_total(conn, &election.alias, &note)? {
            return Ok(());
        }
        let after = json!({ "alias": election.alias, "issued": total.issued, "ballots": total.ballots });
        let event =
            Event::new(actor.clone(), Action::PrecinctsTotal, audit::draft(&election.draft)).after(after);
        store::audit::append(conn, total.at, &event)
    })?;
    registrar.results.forget(&rows);
    Ok(Sum { precincts, counted, total: true })
}

/// The result of precinct `number`, from 1, if there is one that tells how many passes were issued.
fn ask(registrar: &Registrar, number: usize, manifest: &Manifest) -> Result<Option<Counted>, PrecinctsError> {
    let id = manifest.id();
    let Some(note) = registrar.ballot_box.result(&id.to_string(), PATIENCE)? else { return Ok(None) };
    let (outcome, note) = statement::open::<Outcome>(&note, &manifest.ballot_box.key)
        .map_err(|error| PrecinctsError::Forged(number, error.to_string()))?;
    if outcome.poll != id {
        return Err(PrecinctsError::Forged(number, format!("it is about the poll {}", outcome.poll)));
    }
    Ok(outcome.issued.is_some().then(|| Counted { text: note.text().to_owned(), outcome }))
}
