//! A draft becomes the drafts of its precincts, and its voters are dealt to them.

use crypto::manifest::Text;
use crypto::precincts::{precinct_alias, precinct_of};
use crypto::tally::is_summable;
use serde_json::json;

use super::PrecinctsError;
use super::deal::Deal;
use crate::domain::account::Account;
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::candidates;
use crate::domain::draft::Draft;
use crate::domain::poll::PollBroken;
use crate::domain::publish::PublishError;
use crate::domain::secret::random_id;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// Splits a draft into drafts that differ in alias, title and roll alone, and puts it into the archive; their ids, in order.
/// Blocks.
pub(crate) fn split(
    registrar: &Registrar,
    account: &Account,
    row: &PollRow,
    deal: &Deal,
) -> Result<(String, Vec<String>), PrecinctsError> {
    let count = deal.count()?;
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let alias = fit(&draft, count)?;
    let drafts = (1..=count).map(|number| precinct(registrar, &draft, &alias, number, deal));
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
        if store::precincts::of_poll(conn, &row.id)?.is_some() {
            return Err(PrecinctsError::Precinct);
        }
        let approved = candidates::State::Approved.as_str();
        if store::candidates::of_poll(conn, &row.id)?.iter().any(|one| one.state != approved) {
            return Err(PrecinctsError::Candidates);
        }
        let links = store::links::of(conn, &row.id)?;
        let voters = store::roll::all(conn, &row.id)?.into_values().map(|(_, line)| line).collect();
        let shares = deal.shares(voters, draft.test)?;
        let mut ids = Vec::with_capacity(count);
        for ((number, draft), voters) in (1..).zip(&drafts).zip(&shares) {
            let (id, fields) = (random_id(), serde_json::to_value(draft).map_err(PollBroken::from)?);
            store::polls::insert(conn, &id, &row.owner, draft.title(), &fields.to_string())?;
            store::mail_texts::copy(conn, &row.id, &id)?;
            for officer in store::grants::of(conn, &row.id)? {
                store::grants::give(conn, &id, &officer.id)?;
            }
            store::links::take_over(conn, &id, voters, &links)?;
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
    if let Some(question) = draft.questions.iter().find(|question| !is_summable(question)) {
        return Err(PrecinctsError::NotSummable(question.id.clone()));
    }
    if draft.slug.as_deref().and_then(precinct_of).is_some() {
        return Err(PublishError::PrecinctAlias.into());
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
    deal: &Deal,
) -> Result<Draft, PrecinctsError> {
    let (mut precinct, name) = (draft.clone(), deal.name(number));
    precinct.slug = precinct_alias(alias, number, deal.count()?);
    let mark = |title: &mut String| *title = format!("{title} \u{b7} {name}");
    match &mut precinct.title {
        Text::Plain(title) => mark(title),
        Text::ByLanguage(titles) => titles.values_mut().for_each(mark),
    }
    Ok(precinct.check(&registrar.service, &registrar.ballot_box.service, registrar.longest_retention())?)
}

/// For the database and for times.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
