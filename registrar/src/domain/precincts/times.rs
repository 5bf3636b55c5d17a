//! The times of all precincts, moved together while none of them is sealed.

use crypto::time::UtcTime;
use serde::Deserialize;

use super::{PrecinctsError, election};
use crate::domain::audit::Actor;
use crate::domain::draft::Draft;
use crate::domain::drafting;
use crate::domain::poll::{PollBroken, State};
use crate::domain::steps::reached;
use crate::registrar::Registrar;
use crate::store;

/// Other times for all precincts; none where they stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    #[serde(default)]
    pub(crate) issuance_opens: Option<UtcTime>,
    #[serde(default)]
    pub(crate) issuance_closes: Option<UtcTime>,
    #[serde(default)]
    pub(crate) voting_opens: Option<UtcTime>,
    #[serde(default)]
    pub(crate) voting_closes: Option<UtcTime>,
}

impl Times {
    fn set(&self, draft: &mut Draft) {
        for (time, wanted) in [
            (&mut draft.issuance_opens, self.issuance_opens),
            (&mut draft.issuance_closes, self.issuance_closes),
            (&mut draft.voting_opens, self.voting_opens),
            (&mut draft.voting_closes, self.voting_closes),
        ] {
            *time = wanted.unwrap_or(*time);
        }
    }
}

/// Gives all precincts these times, and the draft that was split, which comes back when the split is undone. How many precincts
/// there are. Blocks.
pub(crate) fn reschedule(
    registrar: &Registrar,
    draft: &str,
    times: &Times,
    actor: &Actor,
) -> Result<usize, PrecinctsError> {
    let (_, mut rows) = election(registrar, draft)?;
    let precincts = rows.len();
    rows.extend(registrar.db.run_here(|conn| store::polls::by_draft(conn, draft))?);
    if rows.iter().any(|row| State::parse(&row.state) != Some(State::Draft)) {
        return Err(PrecinctsError::Sealed);
    }
    let mut moved = Vec::with_capacity(rows.len());
    for row in rows {
        let mut draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
        times.set(&mut draft);
        let service = &registrar.ballot_box.service;
        let draft = draft.check(&registrar.service, service, registrar.longest_retention())?;
        moved.push((row, draft));
    }
    // As everybody locks several polls.
    moved.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    reached("precincts to move were read");
    registrar.db.write_here(|conn| -> Result<_, PrecinctsError> {
        for (row, draft) in &moved {
            drafting::change_one(conn, registrar, actor, row, draft)?;
        }
        Ok(precincts)
    })
}
