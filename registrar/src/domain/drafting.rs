//! Making and changing drafts.

use crypto::encoding::{hex, sha256};
use serde_json::{Map, Value, json};
use web::i18n::Text;

use super::audit::{self, Action, Actor, Event};
use super::candidates;
use super::draft::Draft;
use super::secret::random_id;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// Why a draft was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// Somebody else was quicker.
    #[error("the draft was changed or published meanwhile; look at it again")]
    Changed,
    /// It would be open to anyone, and voters stand on its roll: they would be invited, and nobody would see them.
    #[error("electorate: {}", roll_left(*.0))]
    RollLeft(i64),
    /// A stored draft cannot be read, or this one not be written.
    #[error("a draft is no JSON object: {0}")]
    Json(#[from] serde_json::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Stores a new draft of the account `owner`; its id. Blocks.
pub(crate) fn create(
    registrar: &Registrar,
    actor: &Actor,
    owner: &str,
    draft: &Draft,
) -> Result<String, SaveError> {
    let (id, json) = (random_id(), serde_json::to_string(draft)?);
    let event = Event::new(actor.clone(), Action::DraftCreate, audit::draft(&id))
        .after(Value::Object(serde_json::from_str(&json)?));
    registrar.db.write_here(|conn| {
        store::polls::insert(conn, &id, owner, draft.title(), &json)?;
        store::audit::append(conn, registrar.clock.now(), &event)?;
        Ok(id)
    })
}

/// Names what a draft says, whoever wrote it: 16 hex digits of the SHA-256 of the stored JSON. Changes of the roll do not
/// change it.
pub(crate) fn tag(row: &PollRow) -> String {
    hex(&sha256(&[row.draft.as_bytes()])[..8])
}

/// Stores a changed draft, if nobody else has changed it since `row` was read. Who stood for an option that is gone stands
/// no more. Blocks.
pub(crate) fn change(
    registrar: &Registrar,
    actor: &Actor,
    row: &PollRow,
    draft: &Draft,
) -> Result<(), SaveError> {
    registrar.db.write_here(|conn| change_one(conn, registrar, actor, row, draft))
}

/// The same in a transaction that changes more.
pub(super) fn change_one(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    actor: &Actor,
    row: &PollRow,
    draft: &Draft,
) -> Result<(), SaveError> {
    let (json, stored) = (serde_json::to_string(draft)?, serde_json::from_str(&row.draft)?);
    let (before, after): (Map<_, _>, Map<_, _>) =
        (serde_json::from_str(&row.draft)?, serde_json::from_str(&json)?);
    if !store::polls::update_draft(conn, &row.id, row.version, draft.title(), &json)? {
        return Err(SaveError::Changed);
    }
    // The row is ours until the end of the transaction: whoever changes the roll touches it first.
    let voters = store::roll::count(conn, &row.id)?;
    if !draft.has_roll() && voters > 0 {
        return Err(SaveError::RollLeft(voters));
    }
    let gone = candidates::let_go(conn, &row.id, [&stored, draft])?;
    let now = registrar.clock.now();
    for candidacy in &gone {
        store::audit::append(conn, now, &candidates::removed(actor.clone(), candidacy))?;
    }
    let event = Event::new(actor.clone(), Action::DraftChange, audit::draft(&row.id)).changed(before, after);
    Ok(store::audit::append(conn, now, &event)?)
}

/// Deletes a draft with its roll and its candidacies, for good. Blocks.
pub(crate) fn delete(registrar: &Registrar, actor: &Actor, row: &PollRow) -> Result<(), DeleteError> {
    registrar.db.write_here(|conn| {
        let erased = store::erasure::draft(conn, &row.id)?.ok_or(DeleteError::Published)?;
        // The draft is ours until the end of the transaction: whoever splits it touches it first.
        if store::precincts::is_split(conn, &row.id)? {
            return Err(DeleteError::Split);
        }
        store::erasure::delete_draft(conn, &row.id)?;
        let event = Event::new(actor.clone(), Action::DraftDelete, audit::draft(&row.id)).before(
            json!({ "title": row.title, "voters": erased.voters, "candidacies": erased.candidacies }),
        );
        Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
    })
}

/// Why a draft was not deleted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DeleteError {
    /// It is no draft any more.
    #[error("{}", self.text())]
    Published,
    /// Its precincts are found by it.
    #[error("{}", self.text())]
    Split,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl DeleteError {
    /// For a page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Published => Text::new("delete-error-published"),
            Self::Split => Text::new("delete-error-split"),
            Self::Store(error) => Text::new("publish-error-other").with("detail", error.to_string()),
        }
    }
}

/// Why a draft is not opened to anyone while so many voters stand on its roll.
pub(crate) fn roll_left(voters: i64) -> Text {
    Text::new("draft-fault-roll-left").with("voters", voters)
}
