//! Why no poll was made of a poll, or none was put away.

use web::i18n::Text;

use crate::domain::ballot_box::Unreachable;
use crate::domain::notice::NoticeError;
use crate::domain::poll::PollBroken;
use crate::domain::zone::Zone;

/// Why nothing was made or put away.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CopyError {
    /// Only test polls start again.
    #[error("{}", self.text())]
    NoTest,
    /// A poll that runs stays on the list.
    #[error("{}", self.text())]
    Running,
    /// It is offered to our ballot box.
    #[error("{}", self.text())]
    Sealed,
    /// Done already.
    #[error("{}", self.text())]
    Done,
    /// There is no signed result.
    #[error("{}", self.text())]
    NoResult,
    /// The ballot box's result does not bear its signature, or is about another poll.
    #[error("{}", self.text())]
    Forged,
    /// Nothing to vote on.
    #[error("{}", self.text())]
    NoOptions,
    /// The running test could not be cancelled.
    #[error(transparent)]
    Notice(#[from] NoticeError),
    /// The ballot box does not answer.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl CopyError {
    /// For a page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoTest => Text::new("copy-error-no-test"),
            Self::Running => Text::new("copy-error-running"),
            Self::Sealed => Text::new("copy-error-sealed"),
            Self::Done => Text::new("copy-error-done"),
            Self::NoResult => Text::new("copy-error-no-result"),
            Self::Forged => Text::new("copy-error-forged"),
            Self::NoOptions => Text::new("copy-error-no-options"),
            // A cancellation names no time.
            Self::Notice(error) => error.text(&Zone::utc()),
            Self::Unreachable(error) => error.text(),
            Self::Broken(_) | Self::Store(_) => {
                Text::new("publish-error-other").with("detail", self.to_string())
            }
        }
    }
}
