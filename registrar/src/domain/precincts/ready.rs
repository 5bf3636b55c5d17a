//! Whether precincts can be published: looked at before the first of a request is sealed.

use crypto::encoding::PollId;
use crypto::manifest::ManifestBody;
use crypto::precincts::Unfit;
use crypto::statement::Precincts;

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
    alike(registrar, alias, polls, &drafts)?;
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

/// Whether all precincts still ask the same at the same times under their own aliases, whatever was done to their drafts: by the rule
/// by which they are listed. What is published stands as it was signed.
fn alike(
    registrar: &Registrar,
    alias: &str,
    polls: &[PollRow],
    drafts: &[Draft],
) -> Result<(), PrecinctsError> {
    let manifest = |(row, draft): (&PollRow, &Draft)| -> Result<ManifestBody, PollBroken> {
        match row.manifest {
            Some(_) => Ok(ManifestBody::clone(&registrar.polls.published(row)?.manifest)),
            None => Ok(draft.planned(&registrar.service, &registrar.ballot_box.service)),
        }
    };
    let manifests: Vec<_> = polls.iter().zip(drafts).map(manifest).collect::<Result<_, _>>()?;
    let first = manifests.first().ok_or(PrecinctsError::NotSplit)?;
    // The ids of polls are made with their keys.
    let polls = vec![PollId::from([0; 32]); drafts.len()];
    let (alias, title, at) = (alias.to_owned(), String::new(), registrar.clock.now());
    let list = Precincts { alias, title, eligible: 0, polls, at };
    for (number, manifest) in (1..).zip(&manifests) {
        // Whether there is time is asked below, for those alone that are not published.
        let unfit = list.unfit(number, manifest, first);
        match unfit.into_iter().find(|unfit| !matches!(unfit, Unfit::Late { .. })) {
            None => {}
            Some(Unfit::Alias(alias)) => return Err(PrecinctsError::Renamed { number, alias }),
            Some(_) => return Err(PrecinctsError::Changed(number)),
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

/// Whether the rolls are still those of precincts, whatever was done to them: large enough, and nobody is on one of a draft and on
/// another one. Who came to two that are published, by another address of their own, stays there: no officer can mend it.
fn dealt(registrar: &Registrar, alias: &str, waiting: &[Waiting<'_>]) -> Result<(), PrecinctsError> {
    registrar.db.run_here(|conn| {
        for one in waiting.iter().filter(|one| !one.draft.test) {
            let voters = usize::try_from(store::roll::count(conn, &one.row.id)?).unwrap_or(0);
            if voters < LEAST {
                return Err(PrecinctsError::Small { number: one.number, voters, least: LEAST });
            }
        }
        match store::precincts::on_several_rolls(conn, alias)? {
            Some((one, other)) => Err(PrecinctsError::OnTwoRolls(one, other)),
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
