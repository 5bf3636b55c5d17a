//! Who may still be put on a roll, corrected or taken off: anything while the poll is a draft; once it is published,
//! what its manifest allows.

use crypto::time::UtcTime;
use web::i18n::Text;

use super::draft::Draft;
use super::poll::{PollBroken, Published, Standing, State};
use crate::store;
use crate::store::polls::PollRow;

/// A change of a roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Another roll, or fewer voters.
    Replace,
    /// More voters.
    Add,
    /// Other words about the same voters.
    Correct,
}

/// Why a roll cannot be changed so.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RollClosed {
    /// No such poll.
    #[error("{}", self.text())]
    NoPoll,
    /// A draft for anyone: an entry on a roll that nobody sees would be invited when it is published.
    #[error("{}", self.text())]
    NoRoll,
    /// Published, and its manifest fixes the roll.
    #[error("{}", self.text())]
    Fixed,
    /// Published with late additions: the roll only grows.
    #[error("{}", self.text())]
    OnlyAdditions,
    /// Its voters are dealt to precincts.
    #[error("{}", self.text())]
    Split,
    /// No more passes are issued.
    #[error("{}", self.text())]
    TooLate,
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl RollClosed {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoPoll => Text::new("roll-no-draft"),
            Self::NoRoll => Text::new("roll-for-anyone"),
            Self::Fixed => Text::new("roll-fixed"),
            Self::OnlyAdditions => Text::new("roll-only-grows"),
            Self::Split => Text::new("roll-split"),
            Self::TooLate => Text::new("roll-too-late"),
            Self::Broken(_) => Text::new("error-internal"),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Whether the roll of `poll`, a draft's id, may be changed so now.
pub(crate) fn allowed(
    conn: &mut web::DbConnection,
    poll: &str,
    change: Change,
    now: UtcTime,
) -> Result<(), RollClosed> {
    let row = store::polls::by_draft(conn, poll)?.ok_or(RollClosed::NoPoll)?;
    match State::parse(&row.state) {
        Some(State::Draft) if store::precincts::is_split(conn, poll)? => return Err(RollClosed::Split),
        Some(State::Draft) => return has_roll(&row),
        // Its manifest is signed already.
        Some(State::Sealed) | None => return Err(RollClosed::Fixed),
        Some(State::Published | State::Issued | State::Over) => {}
    }
    let (published, standing) = (Published::read(&row)?, Standing::read(&row)?);
    let manifest = &published.manifest;
    let issuing = standing.state == State::Published
        && !standing.cancelled
        && now < published.issuance_closes(standing.voting_closes);
    match change {
        Change::Correct if standing.state != State::Over && !standing.cancelled => Ok(()),
        Change::Correct => Err(RollClosed::TooLate),
        Change::Replace | Change::Add if !manifest.late_additions => Err(RollClosed::Fixed),
        Change::Replace => Err(RollClosed::OnlyAdditions),
        // Manifest rule (PROTOCOL section 6): the roll may grow after publication only if `late_additions` is true.
        Change::Add if issuing => Ok(()),
        Change::Add => Err(RollClosed::TooLate),
    }
}

/// The first lines of a transaction that changes a roll: sealing the draft and closing issuance wait for it, or have come
/// before it.
pub(crate) fn begin(
    conn: &mut web::DbConnection,
    poll: &str,
    change: Change,
    now: UtcTime,
) -> Result<(), RollClosed> {
    if !store::polls::touch(conn, poll)? {
        store::polls::lock(conn, poll)?;
    }
    allowed(conn, poll, change, now)
}

fn has_roll(row: &PollRow) -> Result<(), RollClosed> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    if draft.has_roll() { Ok(()) } else { Err(RollClosed::NoRoll) }
}
