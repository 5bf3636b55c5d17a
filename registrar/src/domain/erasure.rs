//! Erasing voters: those of a poll when its time is over or an operator says so, those of drafts that nobody wants any more, and
//! single persons who ask for it.
//!
//! What stays of a poll are its draft, manifest, notices and statements, the counts of its mails, and the ledger of its
//! passes: request hashes, notes and days under random ids that name nobody once the roll is gone. The registrar's claims
//! need no more: `issued` can be counted, and each pass note still convicts it.

use std::collections::BTreeSet;

use crypto::time::UtcTime;
use serde_json::json;
use web::{Db, DbConnection};

use super::account::Role;
use super::audit::{self, Action, Actor, Event};
use super::draft::Draft;
use super::poll::State;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::erasure::{Erased, Loose};

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EraseError {
    /// No such poll.
    #[error("there is no poll or draft with this id")]
    NoPoll,
    /// Its voters may still need their passes.
    #[error("the poll is not over: its voters can be erased once voting has closed")]
    NotOver,
    /// Its key and manifest are signed.
    #[error(
        "the poll is sealed and is offered to its ballot box again and again; if that is no longer ours, put the poll into \
         the archive first: erasing then gives it up"
    )]
    Sealed,
    /// It was done before.
    #[error("the voters of this poll are erased already")]
    Erased,
    /// The claims of running polls rest on their rolls.
    #[error(
        "the address stands on the roll of polls that are not over ({0}): erase it when they are, or correct the roll \
         of drafts first"
    )]
    OnRoll(String),
    /// Officers and admins hand over first.
    #[error(
        "the address is an officer's or admin's, or owns polls: give role and polls to somebody else first"
    )]
    Manages,
    /// Nothing stands under this address.
    #[error("nothing is stored about this address")]
    Nobody,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Erases the voters of polls whose voting ended long enough ago, and of drafts that have lain in the archive as long.
/// Blocks.
pub(crate) fn erase_due(registrar: &Registrar) -> StoreResult<()> {
    let now = registrar.clock.now();
    for row in registrar.db.run_here(store::erasure::unerased)? {
        let published = match registrar.polls.published(&row) {
            Ok(published) => published,
            Err(error) => {
                tracing::error!("draft {}: its voters cannot be erased: {error}", row.id);
                continue;
            }
        };
        let closed = row.voting_closes.map_or(published.manifest.voting_closes, UtcTime::from_unix);
        if registrar.erased_at(&published, closed).is_none_or(|then| now <= then) {
            continue;
        }
        let erased = registrar.db.write_here(|conn| note_poll(conn, now, &row.id, Actor::System))?;
        if let Some(Erased { voters, mails, candidacies }) = erased {
            tracing::info!(
                "draft {}: {voters} voters, {mails} states of mails and {candidacies} candidacies are erased",
                row.id
            );
        }
    }
    for row in registrar.db.run_here(store::erasure::put_away)? {
        let Ok(draft) = serde_json::from_str::<Draft>(&row.draft) else {
            tracing::error!("draft {}: its voters cannot be erased: it cannot be read", row.id);
            continue;
        };
        let Some(days) = registrar.retention(draft.retention_days) else { continue };
        let then = now.unix() - i64::from(days) * 86_400;
        let erased = registrar.db.write_here(|conn| -> StoreResult<_> {
            let newest = store::audit::newest_on(conn, &audit::draft(&row.id))?;
            if newest.is_none_or(|at| at < then) {
                note_draft(conn, now, &row.id, Actor::System)
            } else {
                Ok(None)
            }
        })?;
        if let Some(Erased { voters, candidacies, .. }) = erased {
            tracing::info!(
                "draft {} in the archive: {voters} voters and {candidacies} candidacies are erased",
                row.id
            );
        }
    }
    Ok(())
}

/// Erases the voters of a poll that is over or a draft, by the id of the poll or of its draft. Blocks.
pub(crate) fn erase_poll(db: &Db, now: UtcTime, id: &str) -> Result<Erased, EraseError> {
    db.write_here(|conn| {
        let row = match store::polls::by_draft(conn, id)? {
            Some(row) => Some(row),
            None => store::polls::by_poll(conn, id)?,
        };
        let row = row.ok_or(EraseError::NoPoll)?;
        let erased = match State::parse(&row.state) {
            Some(State::Over) => note_poll(conn, now, &row.id, Actor::CommandLine)?,
            Some(State::Sealed) if !row.archived => return Err(EraseError::Sealed),
            Some(State::Draft | State::Sealed) => note_draft(conn, now, &row.id, Actor::CommandLine)?,
            Some(State::Published | State::Issued) | None => return Err(EraseError::NotOver),
        };
        erased.ok_or(EraseError::Erased)
    })
}

/// Erases the voters of a draft; none if there are none. A sealed poll, which lies in the archive because no ballot box of ours
/// takes it, is given up with its key and becomes a draft: whoever has accepted it will never see a pass of it.
fn note_draft(
    conn: &mut DbConnection,
    now: UtcTime,
    draft: &str,
    actor: Actor,
) -> StoreResult<Option<Erased>> {
    store::polls::unseal(conn, draft, GIVEN_UP)?;
    let erased = store::erasure::draft(conn, draft)?.filter(|erased| *erased != Erased::default());
    if let Some(Erased { voters, candidacies, .. }) = erased {
        let event = Event::new(actor, Action::RollErase, audit::draft(draft))
            .after(json!({ "voters": voters, "candidacies": candidacies }));
        store::audit::append(conn, now, &event)?;
    }
    Ok(erased)
}

fn note_poll(
    conn: &mut DbConnection,
    now: UtcTime,
    draft: &str,
    actor: Actor,
) -> StoreResult<Option<Erased>> {
    let erased = store::erasure::poll(conn, draft)?;
    if let Some(Erased { voters, mails, candidacies }) = erased {
        let event = Event::new(actor, Action::RollErase, audit::draft(draft))
            .after(json!({ "voters": voters, "mails": mails, "candidacies": candidacies }));
        store::audit::append(conn, now, &event)?;
    }
    Ok(erased)
}

/// What stood about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    /// Accounts: one or none.
    pub(crate) accounts: usize,
    /// Entries of rolls and states of mails.
    pub(crate) rolls: Erased,
    /// What hung on the address alone.
    pub(crate) loose: Loose,
}

/// Erases the account of an address, all entries under it on rolls of polls that are over, and what else stands under it.
/// Blocks.
pub(crate) fn erase_person(db: &Db, now: UtcTime, email: &str) -> Result<Person, EraseError> {
    db.write_here(|conn| {
        let entries = store::erasure::entries(conn, email)?;
        let over = State::Over.as_str();
        // An address that was corrected to another one may still object to that.
        let corrections = store::erasure::corrections(conn, email)?;
        let stands = entries.iter().map(|(draft, state, _)| (draft, state));
        let stands = stands.chain(corrections.iter().map(|(draft, state)| (draft, state)));
        let mut held = BTreeSet::new();
        for (draft, _) in stands.filter(|(_, state)| *state != over) {
            // Nothing rests on the roll of a draft that was split, and no officer can correct it: those of its precincts count.
            if !store::precincts::is_split(conn, draft)? {
                held.insert(draft.as_str());
            }
        }
        if !held.is_empty() {
            return Err(EraseError::OnRoll(held.into_iter().collect::<Vec<_>>().join(", ")));
        }
        let account = store::users::by_email(conn, email)?;
        if let Some(account) = &account {
            if account.role != Role::Voter || store::polls::owned_by(conn, &account.id)? > 0 {
                return Err(EraseError::Manages);
            }
            store::single_use::delete_all_of(conn, &account.id)?;
            store::accounts::delete(conn, &account.id)?;
        }
        store::accounts::delete_registrations(conn, email)?;
        let loose = store::erasure::address(conn, email)?;
        let mut rolls = Erased::default();
        for (draft, _, voter) in &entries {
            let erased = store::erasure::voter(conn, draft, voter)?;
            rolls.voters += erased.voters;
            rolls.mails += erased.mails;
        }
        let person = Person { accounts: usize::from(account.is_some()), rolls, loose };
        if person.accounts + rolls.voters == 0 && loose == Loose::default() {
            return Err(EraseError::Nobody);
        }
        let event = Event::new(Actor::CommandLine, Action::PersonErase, "a person".to_owned()).after(json!({
            "accounts": person.accounts, "voters": rolls.voters, "mails": rolls.mails,
            "candidacies": loose.candidacies, "corrected": loose.corrected, "waiting": loose.waiting,
        }));
        store::audit::append(conn, now, &event)?;
        Ok(person)
    })
}

/// What stands at a draft that was sealed, and was given up.
const GIVEN_UP: &str = "It was sealed for a ballot box that is no longer ours, and was given up: its voters and its key are erased.";
