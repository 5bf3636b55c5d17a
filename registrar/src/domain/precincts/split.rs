//! A draft becomes the drafts of its precincts, and its voters are dealt to them.

use crypto::manifest::Text;
use crypto::precincts::{MAX_PRECINCTS, precinct_alias};
use crypto::tally::is_summable;
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use rand::seq::SliceRandom as _;
use serde_json::json;

use super::PrecinctsError;
use crate::domain::account::Account;
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::candidates;
use crate::domain::draft::Draft;
use crate::domain::poll::PollBroken;
use crate::domain::roll::RollLine;
use crate::domain::secret::random_id;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// Splits a draft into `count` drafts that differ in alias, title and roll alone, and puts it into the archive; their ids, in order.
/// Its voters are dealt at random, in shares that differ by one at most. Blocks.
pub(crate) fn split(
    registrar: &Registrar,
    account: &Account,
    row: &PollRow,
    count: usize,
) -> Result<(String, Vec<String>), PrecinctsError> {
    if !(2..=MAX_PRECINCTS).contains(&count) {
        return Err(PrecinctsError::Count);
    }
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let alias = fit(&draft, count)?;
    let drafts = (1..=count).map(|number| precinct(registrar, &draft, &alias, number, count));
    let drafts = drafts.collect::<Result<Vec<Draft>, _>>()?;
    let ids = registrar.db.write_here(|conn| -> Result<_, PrecinctsError> {
        // Line one: what is split is what is read below.
        if !store::polls::touch(conn, &row.id)?
            || !store::precincts::insert(conn, &alias, &row.id, draft.title(), whole(count))?
        {
            return Err(PrecinctsError::NoDraft);
        }
        // The drafts were made from what was read before: nobody has changed it since but we, by the line above.
        let touched = store::polls::by_draft(conn, &row.id)?.ok_or(PrecinctsError::NoDraft)?;
        if touched.version != row.version + 1 {
            return Err(PrecinctsError::Meanwhile);
        }
        let approved = candidates::State::Approved.as_str();
        if store::candidates::of_poll(conn, &row.id)?.iter().any(|one| one.state != approved) {
            return Err(PrecinctsError::Candidates);
        }
        let voters = store::roll::all(conn, &row.id)?.into_values().map(|(_, line)| line).collect();
        let shares = deal(voters, count, if draft.test { 1 } else { LEAST })?;
        let mut ids = Vec::with_capacity(count);
        for ((number, draft), voters) in (1..).zip(&drafts).zip(&shares) {
            let (id, fields) = (random_id(), serde_json::to_value(draft).map_err(PollBroken::from)?);
            store::polls::insert(conn, &id, &row.owner, draft.title(), &fields.to_string())?;
            store::mail_texts::copy(conn, &row.id, &id)?;
            for officer in store::grants::of(conn, &row.id)? {
                store::grants::give(conn, &id, &officer.id)?;
            }
            store::roll::insert(conn, &id, voters)?;
            store::precincts::add(conn, &alias, &id, number)?;
            ids.push(id);
        }
        store::polls::set_archived(conn, &row.id, true)?;
        let voters: usize = shares.iter().map(Vec::len).sum();
        let event = Event::new(Actor::of(account), Action::PollSplit, audit::draft(&row.id))
            .after(json!({ "alias": alias, "drafts": ids, "voters": voters }));
        store::audit::append(conn, registrar.clock.now(), &event)?;
        Ok(ids)
    })?;
    Ok((alias, ids))
}

/// The alias of a draft that can be split.
fn fit(draft: &Draft, count: usize) -> Result<String, PrecinctsError> {
    if !draft.has_roll() {
        return Err(PrecinctsError::NoRoll);
    }
    if draft.late_additions {
        return Err(PrecinctsError::Grows);
    }
    if let Some(question) = draft.questions.iter().find(|question| !is_summable(question)) {
        return Err(PrecinctsError::NotSummable(question.id.clone()));
    }
    let alias = draft.slug.clone().filter(|alias| precinct_alias(alias, count, count).is_some());
    alias.ok_or(PrecinctsError::Alias)
}

/// The draft of one precinct.
fn precinct(
    registrar: &Registrar,
    draft: &Draft,
    alias: &str,
    number: usize,
    count: usize,
) -> Result<Draft, PrecinctsError> {
    let mut precinct = draft.clone();
    precinct.slug = precinct_alias(alias, number, count);
    let mark = |title: &mut String| *title = format!("{title} \u{b7} {number}/{count}");
    match &mut precinct.title {
        Text::Plain(title) => mark(title),
        Text::ByLanguage(titles) => titles.values_mut().for_each(mark),
    }
    Ok(precinct.check(&registrar.service, &registrar.ballot_box.service, registrar.longest_retention())?)
}

/// Deals voters to precincts: every way to do so in these shares is as likely as any other, so that a precinct tells nothing
/// about who is in it.
fn deal(mut voters: Vec<RollLine>, count: usize, least: usize) -> Result<Vec<Vec<RollLine>>, PrecinctsError> {
    if voters.len() / count < least {
        return Err(PrecinctsError::TooFew { voters: voters.len(), count, least });
    }
    voters.shuffle(&mut UnwrapErr(SysRng));
    let mut shares = vec![Vec::with_capacity(voters.len() / count + 1); count];
    for (place, voter) in voters.into_iter().enumerate() {
        shares[place % count].push(voter);
    }
    Ok(shares)
}

/// For the database and for times.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Voters in each precinct of what is no test.
pub(crate) const LEAST: usize = 50;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn voters(count: usize) -> Vec<RollLine> {
        let line =
            |number| RollLine { email: format!("{number}@example.org"), name: None, external_id: None };
        (0..count).map(line).collect()
    }

    #[test]
    fn precincts_that_would_tell_how_few_voted_are_not_made() {
        for (all, count) in [(0, 2), (99, 2), (49_999, 1000)] {
            let refused = deal(voters(all), count, LEAST).unwrap_err().to_string();
            assert!(
                refused.contains("fewer than 50") && refused.contains("take fewer precincts"),
                "{refused}"
            );
        }
    }

    #[test]
    fn everybody_is_dealt_to_one_precinct_in_equal_shares() {
        let shares = deal(voters(203), 4, LEAST).unwrap();
        let sizes: Vec<usize> = shares.iter().map(Vec::len).collect();
        assert_eq!(sizes, [51, 51, 51, 50]);
        let all: BTreeSet<String> = shares.into_iter().flatten().map(|voter| voter.email).collect();
        assert_eq!(all.len(), 203);
    }

    #[test]
    fn the_place_on_the_roll_does_not_tell_the_precinct() {
        // Of ten first voters who are dealt to two precincts forty times all being in one place has the odds 2^-390.
        let first = |shares: Vec<Vec<RollLine>>| {
            let place = |number: usize| {
                shares.iter().position(|share| {
                    share.iter().any(|voter| voter.email.starts_with(&format!("{number}@")))
                })
            };
            (0..10).map(place).collect::<Vec<_>>()
        };
        let dealt: BTreeSet<_> = (0..40).map(|_| first(deal(voters(20), 2, 1).unwrap())).collect();
        assert!(dealt.len() > 1, "{dealt:?}");
    }
}
