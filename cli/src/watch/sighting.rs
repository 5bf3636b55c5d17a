//! What a look can find, and whether it is told at once.

use crypto::evidence::{Finding, Part, Party};
use serde::{Deserialize, Serialize};

/// Something that should not be.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    pub(super) kind: Kind,
    /// Tells apart what is of one kind: the same key is the same trouble.
    pub(super) key: String,
    /// In words.
    pub(super) detail: String,
    /// Whom it convicts by its own signature.
    pub(super) convicts: Option<Party>,
    /// The statements that show it, where they are worth keeping.
    pub(super) parts: Vec<Part>,
}

impl Sighting {
    /// One without statements. Its words may be a ballot box's own, so they are cut off.
    pub(super) fn new(kind: Kind, key: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            kind,
            key: key.into(),
            detail: detail.into().chars().take(MOST_WORDS).collect(),
            convicts: None,
            parts: Vec::new(),
        }
    }

    /// With statements to keep.
    pub(super) fn shown_by(self, parts: Vec<Part>) -> Self {
        Self { parts, ..self }
    }

    /// What signed statements prove.
    pub(super) fn proved(finding: &Finding, parts: Vec<Part>) -> Self {
        let (kind, key) = match finding {
            Finding::Fork { size, .. } => (Kind::Fork, format!("at {size}")),
            Finding::Inconsistent { old, new, .. } => (Kind::Fork, format!("{old} and {new}")),
            Finding::BrokenPromise { ballot, .. } | Finding::PromisedAndRefused { ballot, .. } => {
                (Kind::PromiseBroken, ballot.to_string())
            }
            Finding::TwoResults => (Kind::TwoResults, String::new()),
            Finding::NoResult { due } => (Kind::ResultOverdue, due.to_string()),
            Finding::TwoNotices { seq } => (Kind::TwoNotices, seq.to_string()),
            Finding::TwoIssuances => (Kind::TwoIssuances, String::new()),
            Finding::IssuedAboveEligible { .. } | Finding::BallotsAboveIssued { .. } => {
                (Kind::TooManyPasses, String::new())
            }
            Finding::BadPass => (Kind::BadPass, String::new()),
        };
        let convicts = Some(finding.convicts());
        Self { convicts, ..Self::new(kind, key, finding.to_string()) }.shown_by(parts)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $weight:ident,)*) => {
        /// The kinds of sightings; docs/watch.md lists them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub(super) enum Kind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Kind {
            /// All of them.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// When it is told, and for how long it stands.
            pub(super) fn weight(self) -> Weight {
                match self {
                    $(Self::$variant => Weight::$weight,)*
                }
            }
        }
    };
}

/// When a sighting is told, and for how long it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Told at once, and it stands for good: what was signed or shown once was.
    Lasting,
    /// Told at once; over as soon as a look does not find it any more.
    Present,
    /// A warning first, for networks and proxies fail; told when every look for as long as the patience lasts has found it.
    Patient,
}

kinds! {
    /// Two lists of one length, or one that does not begin with an earlier one.
    Fork = "fork" Lasting,
    /// A promised ballot is not in the result, or was refused for good.
    PromiseBroken = "promise-broken" Lasting,
    /// Two results that contradict each other.
    TwoResults = "two-results" Lasting,
    /// Two notices with one number.
    TwoNotices = "two-notices" Lasting,
    /// Two issuance statements.
    TwoIssuances = "two-issuances" Lasting,
    /// More passes than voters, or more ballots than passes.
    TooManyPasses = "too-many-passes" Lasting,
    /// A signed answer to a request that is no pass.
    BadPass = "bad-pass" Lasting,
    /// A result is due and not there.
    ResultOverdue = "result-overdue" Present,
    /// A number that only grows was less than before.
    CountFell = "count-fell" Lasting,
    /// The list is shorter than one that was signed before.
    LogShrank = "log-shrank" Lasting,
    /// The manifest or the list is signed by a key that was not announced.
    OtherKey = "other-key" Present,
    /// The ballot box has a new key.
    KeyChanged = "key-changed" Lasting,
    /// The receipt proves nothing, or its poll is not followed.
    ReceiptUseless = "receipt-useless" Present,
    /// The result counts other ballots than are listed.
    ResultBallots = "result-ballots" Patient,
    /// Too few witnesses have cosigned the list of the result.
    QuorumMissed = "quorum-missed" Patient,
    /// Too few witnesses have cosigned the newest list.
    NotCosigned = "not-cosigned" Patient,
    /// The entries that are shown are not those that were signed.
    ListHidden = "list-hidden" Patient,
    /// The list names a statement that is not shown, or one is shown that is not on it.
    StatementMissing = "statement-missing" Patient,
    /// The poll is not on the ballot box's list of its polls.
    PollUnlisted = "poll-unlisted" Patient,
    /// No answer.
    Unreachable = "unreachable" Patient,
    /// A mirror shows something else than the ballot box signed and shows.
    MirrorDiffers = "mirror-differs" Lasting,
    /// A mirror does not answer, or not with what it says it has.
    MirrorUnreachable = "mirror-unreachable" Patient,
    /// An answer that nobody can use.
    Unreadable = "unreadable" Patient,
    /// Nothing at all: somebody tried whether messages arrive.
    Trial = "trial" Present,
}

/// Characters of a detail.
const MOST_WORDS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_described_with_its_weight() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/watch.md");
        let page = std::fs::read_to_string(page).unwrap_or_default();
        for kind in Kind::ALL {
            let told = match kind.weight() {
                Weight::Lasting => "at once, stays",
                Weight::Present => "at once",
                Weight::Patient => "after `--patience`",
            };
            let row = format!("| `{}` | {told} |", kind.name());
            assert!(page.contains(&row), "docs/watch.md lacks a row {row}");
        }
    }
}
