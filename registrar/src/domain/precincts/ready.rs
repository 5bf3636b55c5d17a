//! Whether precincts can be published: looked at before the first of a request is sealed.

use crypto::precincts::precinct_alias;

use super::PrecinctsError;
use super::deal::LEAST;
use super::split::whole;
use crate::domain::draft::Draft;
use crate::domain::poll::{PollBroken, State};
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// Whether those of the election's polls that are drafts still can be published and then be listed with the others.
///
/// # Errors
/// The first fault that was found, with the number of its precinct. What is published already is not looked at but for what
/// all have in common.
pub(super) fn ready(registrar: &Registrar, alias: &str, polls: &[PollRow]) -> Result<(), PrecinctsError> {
    let drafts = polls.iter().map(|row| serde_json::from_str::<Draft>(&row.draft));
    let drafts = drafts.collect::<Result<Vec<_>, _>>().map_err(PollBroken::from)?;
    alike(alias, &drafts)?;
    let waiting: Vec<Waiting<'_>> = (1..)
        .zip(polls)
        .zip(&drafts)
        .filter(|((_, row), _)| State::parse(&row.state) == Some(State::Draft))
        .map(|((number, row), draft)| Waiting { number, row, draft })
        .collect();
    if waiting.is_empty() {
        return Ok(());
    }
    in_time(registrar, &waiting, waiting.len() == polls.len())?;
    dealt(registrar, alias, &waiting)
}

/// A precinct that is to be published.
struct Waiting<'a> {
    /// From 1.
    number: usize,
    row: &'a PollRow,
    draft: &'a Draft,
}

/// Whether all precincts still ask the same at the same times under their own aliases, whatever was done to their drafts.
fn alike(alias: &str, drafts: &[Draft]) -> Result<(), PrecinctsError> {
    let common = |draft: &Draft| {
        let windows = (draft.issuance_opens, draft.issuance_closes, draft.voting_opens, draft.voting_closes);
        let kind = (draft.results, draft.test, draft.late_additions);
        (windows, draft.questions.clone(), draft.languages.clone(), kind)
    };
    let Some(first) = drafts.first().map(common) else { return Err(PrecinctsError::NotSplit) };
    for (number, draft) in (1..).zip(drafts) {
        let own = precinct_alias(alias, number, drafts.len()).unwrap_or_default();
        if draft.slug.as_deref() != Some(own.as_str()) {
            return Err(PrecinctsError::Renamed { number, alias: own });
        }
        if common(draft) != first || !draft.has_roll() {
            return Err(PrecinctsError::Changed(number));
        }
    }
    Ok(())
}

/// Whether there is time to publish them and to list all before passes are issued. None is begun with unless there is enough
/// for all; once some are published, the others are tried as long as there is any.
fn in_time(registrar: &Registrar, waiting: &[Waiting<'_>], untouched: bool) -> Result<(), PrecinctsError> {
    let margin = if waiting.iter().all(|one| one.draft.test) { MARGIN_IN_TESTS } else { MARGIN };
    let needed = if untouched { whole(waiting.len()).saturating_mul(EACH).saturating_add(margin) } else { 0 };
    let by = registrar.clock.now().plus(needed);
    match waiting.iter().find(|one| one.draft.issuance_opens <= by) {
        Some(late) => Err(PrecinctsError::Late(late.number)),
        None => Ok(()),
    }
}

/// Whether the rolls are still those of precincts, whatever was done to them: large enough, and nobody is on two.
fn dealt(registrar: &Registrar, alias: &str, waiting: &[Waiting<'_>]) -> Result<(), PrecinctsError> {
    registrar.db.run_here(|conn| {
        for one in waiting.iter().filter(|one| !one.draft.test) {
            let voters = usize::try_from(store::roll::count(conn, &one.row.id)?).unwrap_or(0);
            if voters < LEAST {
                return Err(PrecinctsError::Small { number: one.number, voters, least: LEAST });
            }
        }
        match store::precincts::on_several_rolls(conn, alias)? {
            Some(email) => Err(PrecinctsError::OnTwoRolls(email)),
            None => Ok(()),
        }
    })
}

/// Seconds to publish a precinct: a key of 2048 bits is made, and the ballot box asked.
const EACH: i64 = 2;
/// Seconds to spare before the first one.
const MARGIN: i64 = 60;
/// The same where nothing is decided, and nobody wants to wait.
const MARGIN_IN_TESTS: i64 = 5;
