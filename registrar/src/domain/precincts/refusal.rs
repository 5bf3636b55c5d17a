//! Why precincts were not made, published or added up.

use crypto::precincts::{TotalError, Unfit};
use crypto::statement::OpenError;
use web::i18n::Text;

use crate::domain::ballot_box::Unreachable;
use crate::domain::draft::DraftError;
use crate::domain::drafting::SaveError;
use crate::domain::poll::PollBroken;
use crate::domain::publish::PublishError;
use crate::domain::roll::ImportError;
use crate::domain::roll_entries::EntryError;

/// Why nothing was done, or not all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PrecinctsError {
    /// Another number than there can be.
    #[error("count: {}", self.text())]
    Count,
    /// Precincts are told apart by their aliases.
    #[error("slug: {}", self.text())]
    Alias,
    /// Nobody can be dealt to precincts.
    #[error("electorate: {}", self.text())]
    NoRoll,
    /// A question with rounds.
    #[error("questions: {}", self.text())]
    NotSummable(String),
    /// A result of so few would tell about them.
    #[error("count: {}", self.text())]
    TooFew {
        /// On the roll.
        voters: usize,
        /// Asked for.
        count: usize,
        /// In each precinct.
        least: usize,
    },
    /// The same of a precinct that a file names.
    #[error("{}", self.text())]
    SmallGroup {
        /// Its name.
        name: String,
        /// In it.
        voters: usize,
        /// In each precinct.
        least: usize,
    },
    /// The file of the groups cannot be read.
    #[error("{}", self.text())]
    File(#[from] ImportError),
    /// Its first line has not both columns.
    #[error("{}", self.text())]
    Header(String),
    /// A line of that file.
    #[error("{}", self.text())]
    Line(u64, Text),
    /// Somebody on the roll is in no group.
    #[error("{}", self.text())]
    Ungrouped(String),
    /// Somebody still writes.
    #[error("{}", self.text())]
    Candidates,
    /// It is published, or was split before.
    #[error("{}", self.text())]
    NoDraft,
    /// It is one of several that are one election.
    #[error("{}", self.text())]
    Precinct,
    /// Nothing was split.
    #[error("{}", self.text())]
    NotSplit,
    /// An officer deleted one.
    #[error("{}", self.text())]
    Incomplete,
    /// An officer changed it while it was being split.
    #[error("{}", self.text())]
    Meanwhile,
    /// One of them was sealed, so the split is there for good.
    #[error("{}", self.text())]
    Begun,
    /// One of them was sealed, so its times are fixed.
    #[error("{}", self.text())]
    Sealed,
    /// An officer changed one while all were being changed.
    #[error("{}", self.text())]
    Overtaken,
    /// The roll that would be given back is empty.
    #[error("{}", self.text())]
    Erased,
    /// There is no precinct of that number.
    #[error("{}", self.text())]
    NoPrecinct(String),
    /// An officer gave one another alias.
    #[error("{}", self.text())]
    Renamed {
        /// From 1.
        number: usize,
        /// That it must have.
        alias: String,
    },
    /// An officer took voters off the roll of one.
    #[error("{}", self.text())]
    Small {
        /// From 1.
        number: usize,
        /// On its roll.
        voters: usize,
        /// In each precinct.
        least: usize,
    },
    /// An officer put a voter on a second roll, under the same address or under one that the voter has changed.
    #[error("{}", self.text())]
    OnTwoRolls(String, String),
    /// An officer changed one.
    #[error("{}", self.text())]
    Changed(usize),
    /// The list comes before the first pass.
    #[error("issuance_opens: {}", self.text())]
    Late(usize),
    /// What was published cannot be this precinct.
    #[error("{}", self.text())]
    Unfit(usize, Unfit),
    /// Of lists.
    #[error("{0}")]
    Rule(&'static str),
    /// The list comes first.
    #[error("{}", self.text())]
    NotListed,
    /// The ballot box's result of a precinct does not bear its signature, or is about another poll.
    #[error("{}", self.text())]
    Forged(usize, String),
    /// The results do not add up.
    #[error(transparent)]
    Total(#[from] TotalError),
    /// A precinct cannot be drafted.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// A precinct was not published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A voter was not added.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The ballot box does not answer.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// A stored note cannot be read.
    #[error("a stored note cannot be read: {0}")]
    Note(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl PrecinctsError {
    /// For pages; what a rule of the protocol or a library says stays in English.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Count => Text::new("split-error-count"),
            Self::Alias => Text::new("split-error-alias"),
            Self::NoRoll => Text::new("split-error-no-roll"),
            Self::NotSummable(question) => {
                Text::new("split-error-rounds").with("question", question.as_str())
            }
            Self::TooFew { voters, count, least } => {
                let words = Text::new("split-error-few").with("voters", *voters);
                words.with("count", *count).with("least", *least)
            }
            Self::SmallGroup { name, voters, least } => {
                let words = Text::new("split-error-small-group").with("name", name.as_str());
                words.with("voters", *voters).with("least", *least)
            }
            Self::File(error) => error.text(),
            Self::Header(found) => {
                Text::new("split-error-header").with("found", found.escape_debug().to_string())
            }
            Self::Line(line, what) => {
                Text::new("upload-line").with("line", line.to_string()).with("what", what.clone())
            }
            Self::Ungrouped(email) => Text::new("split-error-ungrouped").with("email", email.as_str()),
            Self::Candidates => Text::new("split-error-candidates"),
            Self::NoDraft => Text::new("split-error-no-draft"),
            Self::Precinct => Text::new("split-error-precinct"),
            Self::NotSplit => Text::new("split-error-not-split"),
            Self::Incomplete => Text::new("split-error-incomplete"),
            Self::Meanwhile => Text::new("split-error-meanwhile"),
            Self::Begun => Text::new("split-error-begun"),
            Self::Sealed => Text::new("split-error-sealed"),
            Self::Overtaken => Text::new("split-error-overtaken"),
            Self::Erased => Text::new("split-error-erased"),
            Self::NoPrecinct(number) => Text::new("split-error-no-precinct").with("number", number.as_str()),
            Self::Renamed { number, alias } => {
                Text::new("split-error-renamed").with("number", *number).with("alias", alias.as_str())
            }
            Self::Small { number, voters, least } => {
                let words = Text::new("split-error-small").with("number", *number);
                words.with("voters", *voters).with("least", *least)
            }
            Self::OnTwoRolls(one, other) if one == other => {
                Text::new("split-error-two-rolls").with("email", one.as_str())
            }
            Self::OnTwoRolls(one, other) => {
                Text::new("split-error-one-voter").with("one", one.as_str()).with("other", other.as_str())
            }
            Self::Changed(number) => Text::new("split-error-changed").with("number", *number),
            Self::Late(number) => Text::new("split-error-late").with("number", *number),
            Self::Unfit(number, unfit) => {
                Text::new("split-error-unfit").with("number", *number).with("detail", unfit.to_string())
            }
            Self::NotListed => Text::new("split-error-not-listed"),
            Self::Forged(number, detail) => {
                Text::new("split-error-forged").with("number", *number).with("detail", detail.as_str())
            }
            Self::Draft(error) => error.text(),
            Self::Publish(error) => error.text(),
            Self::Entry(error) => error.text(),
            Self::Unreachable(error) => error.text(),
            Self::Rule(_) | Self::Total(_) | Self::Broken(_) | Self::Note(_) => {
                Text::new("split-error-other").with("detail", self.to_string())
            }
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

impl From<SaveError> for PrecinctsError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Changed | SaveError::RollLeft(_) => Self::Overtaken,
            SaveError::Json(error) => Self::Broken(error.into()),
            SaveError::Store(error) => Self::Store(error),
        }
    }
}
