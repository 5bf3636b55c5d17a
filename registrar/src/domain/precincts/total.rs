//! What the precincts come to together, once all are counted.

use crypto::note::Note;
use crypto::statement::{self, Outcome, Total};
use serde_json::json;

use super::{PrecinctsError, election};
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::ballot_box::PATIENCE;
use crate::domain::poll::PollBroken;
use crate::registrar::Registrar;
use crate::store;

/// How far the count of all precincts has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Precincts.
    pub(crate) precincts: usize,
    /// Those with a signed result that tells how many passes were issued.
    pub(crate) counted: usize,
    /// Whether the total is signed.
    pub(crate) total: bool,
}

/// Asks the ballot box for the results of all precincts, and signs the total once it has all. Blocks.
pub(crate) fn add_up(registrar: &Registrar, draft: &str, actor: &Actor) -> Result<Counted, PrecinctsError> {
    let (election, rows) = election(registrar, draft)?;
    let precincts = rows.len();
    if election.total.is_some() {
        return Ok(Counted { precincts, counted: precincts, total: true });
    }
    let list = election.list.as_deref().ok_or(PrecinctsError::NotListed)?;
    let list = Note::parse(list).map_err(statement::OpenError::from)?;
    let polls =
        rows.iter().map(|row| registrar.polls.published(row)).collect::<Result<Vec<_>, PollBroken>>()?;
    let mut results = Vec::with_capacity(precincts);
    for (number, poll) in (1..).zip(&polls) {
        let id = poll.manifest.id();
        let Some(note) = registrar.ballot_box.result(&id.to_string(), PATIENCE)? else { continue };
        let (outcome, note) = statement::open::<Outcome>(&note, &poll.manifest.ballot_box.key)
            .map_err(|error| PrecinctsError::Forged(number, error.to_string()))?;
        if outcome.poll != id {
            return Err(PrecinctsError::Forged(number, format!("it is about the poll {}", outcome.poll)));
        }
        if outcome.issued.is_some() {
            results.push((note, outcome));
        }
    }
    let counted = results.len();
    if counted < precincts {
        return Ok(Counted { precincts, counted, total: false });
    }
    let added: Vec<_> = results.iter().map(|(note, outcome)| (note.text(), outcome.clone())).collect();
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
    Ok(Counted { precincts, counted, total: true })
}
