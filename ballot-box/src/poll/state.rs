//! What changes in a poll's life apart from its ballots, and what follows from it.

use crypto::manifest::Manifest;
use crypto::statement::{Notice, NoticeKind, Outcome};
use crypto::time::UtcTime;
use serde::Serialize;

/// What changes in a poll's life apart from its ballots.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Notices in order, each with its note.
    pub notices: Vec<(Notice, String)>,
    /// The registrar's statement of how many passes it issued.
    pub issuance: Option<String>,
    /// Assets notes, oldest first.
    pub assets: Vec<String>,
    /// Results, oldest first, each with its note.
    pub results: Vec<(Outcome, String)>,
    /// Voting is over for good, whatever the clock says.
    pub over: bool,
}

/// Where a poll is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Voting has not opened.
    Before,
    /// Ballots are taken.
    Voting,
    /// Voting is over, the result is not signed yet.
    Closed,
    /// The result is signed.
    Counted,
    /// Cancelled by a notice: there will be no result.
    Cancelled,
}

impl State {
    /// End of voting: the last notice that moved it, else the manifest.
    pub fn voting_closes(&self, manifest: &Manifest) -> UtcTime {
        self.notices
            .iter()
            .rev()
            .find_map(|(notice, _)| notice.voting_closes)
            .unwrap_or(manifest.voting_closes)
    }

    /// Whether a notice cancelled the poll.
    pub fn is_cancelled(&self) -> bool {
        self.notices.iter().any(|(notice, _)| notice.kind == NoticeKind::Cancel)
    }

    /// Where the poll of that manifest is at `now`.
    pub fn phase(&self, manifest: &Manifest, now: UtcTime) -> Phase {
        if self.is_cancelled() {
            Phase::Cancelled
        } else if !self.results.is_empty() {
            Phase::Counted
        } else if self.over || now >= self.voting_closes(manifest) {
            Phase::Closed
        } else if now >= manifest.voting_opens {
            Phase::Voting
        } else {
            Phase::Before
        }
    }

    /// When voting ended, in a poll that is over: with the window, or with the notice that cancelled it.
    pub fn ended(&self, manifest: &Manifest) -> UtcTime {
        let closes = self.voting_closes(manifest);
        let cancelled = self.notices.iter().find(|(notice, _)| notice.kind == NoticeKind::Cancel);
        cancelled.map_or(closes, |(notice, _)| notice.at.min(closes))
    }

    /// Whether nothing more will happen to the poll but a late issuance statement.
    pub fn is_final(&self) -> bool {
        self.is_cancelled() || !self.results.is_empty()
    }
}
