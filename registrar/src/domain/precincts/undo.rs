//! The precincts become one draft again, as long as none of them is sealed.

use serde_json::json;

use super::{PrecinctsError, election};
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::poll::State;
use crate::registrar::Registrar;
use crate::store;

/// Deletes the drafts of all precincts, those that are left of them, and takes the draft that was split out of the archive, with the
/// roll that it has still. What was changed in the precincts since the split is lost. How many there were. Blocks.
pub(crate) fn undo(registrar: &Registrar, draft: &str, actor: &Actor) -> Result<usize, PrecinctsError> {
    let alias = match election(registrar, draft) {
        Ok((election, _)) => election.alias,
        // Some are deleted already, and the others are to follow.
        Err(PrecinctsError::Incomplete) => registrar
            .db
            .run_here(|conn| store::precincts::by_draft(conn, draft))?
            .map(|election| election.alias)
            .ok_or(PrecinctsError::NotSplit)?,
        Err(error) => return Err(error),
    };
    registrar.db.write_here(|conn| {
        if !store::polls::touch(conn, draft)? {
            return Err(PrecinctsError::NotSplit);
        }
        let polls = store::precincts::polls_of(conn, &alias)?;
        if polls.iter().any(|row| State::parse(&row.state) != Some(State::Draft)) {
            return Err(PrecinctsError::Begun);
        }
        // Nobody is to lose all voters by this: an operator may have erased those of the draft.
        if store::roll::count(conn, draft)? == 0 && !store::precincts::voters(conn, &alias)?.is_empty() {
            return Err(PrecinctsError::Erased);
        }
        for row in &polls {
            store::erasure::draft(conn, &row.id)?.ok_or(PrecinctsError::Begun)?;
            store::erasure::delete_draft(conn, &row.id)?;
        }
        store::precincts::remove(conn, &alias)?;
        store::polls::set_archived(conn, draft, false)?;
        let event = Event::new(actor.clone(), Action::PrecinctsUndo, audit::draft(draft))
            .before(json!({ "alias": alias, "drafts": polls.iter().map(|row| &row.id).collect::<Vec<_>>() }));
        store::audit::append(conn, registrar.clock.now(), &event)?;
        Ok(polls.len())
    })
}
