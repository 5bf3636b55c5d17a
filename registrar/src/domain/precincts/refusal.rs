//! Why precincts were not made, published or added up.

use crypto::precincts::{TotalError, Unfit};
use crypto::statement::OpenError;

use crate::domain::ballot_box::Unreachable;
use crate::domain::draft::DraftError;
use crate::domain::poll::PollBroken;
use crate::domain::publish::PublishError;

/// Why nothing was done, or not all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PrecinctsError {
    /// Another number than there can be.
    #[error("count: there are 2 to 1000 precincts")]
    Count,
    /// Precincts are told apart by their aliases.
    #[error(
        "slug: an election in precincts needs an alias of small letters, digits and hyphens that leaves room for \
         `-<number>-of-<count>` within 32 characters"
    )]
    Alias,
    /// Nobody can be dealt to precincts.
    #[error("electorate: voters are dealt to precincts from a roll; a poll for anybody has none")]
    NoRoll,
    /// The sum of voters is stated beforehand.
    #[error(
        "late_additions: a poll in precincts takes no voters after publication; put late_additions to false"
    )]
    Grows,
    /// A question with rounds.
    #[error(
        "questions: {0} is counted in rounds (irv, stv-scottish, stv-meek), and rounds of precincts cannot be added up; take \
         schulze, borda, a choice or a score, or publish one poll without precincts"
    )]
    NotSummable(String),
    /// A result of so few would tell about them.
    #[error(
        "count: {voters} voters in {count} precincts are fewer than {least} in some of them, and the result of so few tells how \
         they voted; take fewer precincts"
    )]
    TooFew {
        /// On the roll.
        voters: usize,
        /// Asked for.
        count: usize,
        /// In each precinct.
        least: usize,
    },
    /// Somebody still writes.
    #[error("a candidate's text waits for approval; approve or remove it before the draft is split")]
    Candidates,
    /// It is published, or was split before.
    #[error(
        "this is no draft that could be split: it is published, or was split, or the alias belongs to other precincts"
    )]
    NoDraft,
    /// Nothing was split.
    #[error("this draft was not split into precincts")]
    NotSplit,
    /// An officer deleted one.
    #[error("a precinct was deleted: delete the others as well and split the draft again")]
    Incomplete,
    /// An officer changed it while it was being split.
    #[error(
        "the draft or its roll was changed while it was being split, and nothing was split: look at it and split it again"
    )]
    Meanwhile,
    /// An officer gave one another alias.
    #[error("precinct {number} has another alias: give its draft the alias {alias} again")]
    Renamed {
        /// From 1.
        number: usize,
        /// That it must have.
        alias: String,
    },
    /// An officer took voters off the roll of one.
    #[error(
        "precinct {number} has {voters} voters on its roll, and the result of fewer than {least} tells how they voted: add voters \
         to its roll; or if no precinct is published, delete all and split into fewer"
    )]
    Small {
        /// From 1.
        number: usize,
        /// On its roll.
        voters: usize,
        /// In each precinct.
        least: usize,
    },
    /// An officer put a voter on a second roll.
    #[error(
        "{0} is on the rolls of several precincts, for several passes: take the address off all but one of their drafts"
    )]
    OnTwoRolls(String),
    /// An officer changed one.
    #[error(
        "precinct {0} was changed and differs from the first: make the drafts alike, or delete all and split again"
    )]
    Changed(usize),
    /// The list comes before the first pass.
    #[error(
        "issuance_opens: all precincts are published and listed before any pass is issued, and the time left before passes of \
         precinct {0} is too short: move the times of all; or if some are published, cancel these, copy the draft that was split \
         with its roll, give the copy another alias and later times, and split the copy"
    )]
    Late(usize),
    /// What was published cannot be this precinct.
    #[error("precinct {0}: {1}")]
    Unfit(usize, Unfit),
    /// Of lists.
    #[error("{0}")]
    Rule(&'static str),
    /// The list comes first.
    #[error("the precincts are not listed yet: publish them all")]
    NotListed,
    /// The ballot box's result of a precinct does not bear its signature, or is about another poll.
    #[error("the result of precinct {0} is not the ballot box's: {1}")]
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
