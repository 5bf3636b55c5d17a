//! What the precincts come to together, once all are counted.

use std::time::{Duration, Instant};

use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::statement::{self, Outcome};
use serde_json::json;

use super::results::lock;
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
        registrar.results.forget(&election.draft);
        return Ok(Sum { precincts, counted: precincts, total: true });
    }
    let list = election.list.as_deref().ok_or(PrecinctsError::NotListed)?;
    let list = Note::parse(list).map_err(statement::OpenError::from)?;
    let polls =
        rows.iter().map(|row| registrar.polls.published(row)).collect::<Result<Vec<_>, PollBroken>>()?;
    let counted = registrar.results.of(&election.draft, &polls[0].manifest.questions, precincts)?;
    let began = Instant::now();
    let missing = lock(&counted).next();
    for number in missing {
        lock(&counted).ask(number);
        if let Some((text, outcome)) = ask(registrar, number, &polls[number - 1].manifest)? {
            lock(&counted).subtotal.add(number, &text, &outcome)?;
        }
        if began.elapsed() >= turn {
            break;
        }
    }
    let counted = lock(&counted);
    let Some(total) = counted.subtotal.total(&list, registrar.clock.now())? else {
        let counted = precincts - counted.subtotal.missing().count();
        return Ok(Sum { precincts, counted, total: false });
    };
    drop(counted);
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
    registrar.results.forget(&election.draft);
    Ok(Sum { precincts, counted: precincts, total: true })
}

/// The text and the words of the result of precinct `number`, from 1, if there is one that tells how many passes were issued.
fn ask(
    registrar: &Registrar,
    number: usize,
    manifest: &Manifest,
) -> Result<Option<(String, Outcome)>, PrecinctsError> {
    let id = manifest.id();
    let Some(note) = registrar.ballot_box.result(&id.to_string(), PATIENCE)? else { return Ok(None) };
    let (outcome, note) = statement::open::<Outcome>(&note, &manifest.ballot_box.key)
        .map_err(|error| PrecinctsError::Forged(number, error.to_string()))?;
    if outcome.poll != id {
        return Err(PrecinctsError::Forged(number, format!("it is about the poll {}", outcome.poll)));
    }
    Ok(outcome.issued.is_some().then(|| (note.text().to_owned(), outcome)))
}
