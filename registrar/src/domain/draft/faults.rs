//! What is wrong with a draft, and at which field: for the API in English with the manifest's own names, for the form in the
//! words of its page.

use crypto::manifest::{Breach, MAX_TEXT, ManifestError};
use web::i18n::Text;

use crate::domain::zone::UnknownZone;

/// Why a draft is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DraftError {
    /// A rule of the manifest.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// A domain of an open poll.
    #[error("electorate.domains: {}", self.text())]
    Domain(String),
    /// A time zone that nobody knows.
    #[error("time_zone: {0}")]
    Zone(#[from] UnknownZone),
    /// Voters that are kept for no day, or for longer than the registrar keeps any.
    #[error("retention_days: {}", self.text())]
    Retention(u16),
    /// Late additions to a roll that there is not.
    #[error("late_additions: {}", self.text())]
    NoRoll,
}

impl DraftError {
    /// Where, as the manifest names the field; empty where it is the draft as a whole.
    pub(crate) fn field(&self) -> &str {
        match self {
            Self::Manifest(ManifestError::Rule { field, .. }) => field,
            Self::Manifest(_) => "",
            Self::Domain(_) => "electorate.domains",
            Self::Zone(_) => "time_zone",
            Self::Retention(_) => "retention_days",
            Self::NoRoll => "late_additions",
        }
    }

    /// What, without the field.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Manifest(ManifestError::Rule { problem, .. }) => broken_rule(problem),
            Self::Manifest(ManifestError::TooLong(bytes)) => {
                Text::new("rule-too-long").with("bytes", *bytes).with("most", MAX_TEXT)
            }
            Self::Manifest(other) => Text::new("rule-other").with("detail", other.to_string()),
            Self::Domain(domain) => Text::new("draft-fault-domain").with("domain", domain.as_str()),
            Self::Zone(unknown) => unknown.text(),
            Self::Retention(most) => Text::new("draft-fault-retention").with("most", u32::from(*most)),
            Self::NoRoll => Text::new("draft-fault-no-roll"),
        }
    }
}

fn broken_rule(breach: &Breach) -> Text {
    match breach {
        Breach::NoLanguage => Text::new("rule-languages-none"),
        Breach::LanguageTag(tag) => Text::new("rule-language-tag").with("tag", tag.as_str()),
        Breach::Twice(id) => Text::new("rule-twice").with("id", id.as_str()),
        Breach::Empty => Text::new("rule-text-empty"),
        Breach::Languages(languages) => {
            Text::new("rule-text-languages").with("languages", languages.join(", "))
        }
        Breach::EmptyInALanguage => Text::new("rule-text-empty-in"),
        Breach::Identifier(id) => Text::new("rule-identifier").with("id", id.as_str()),
        Breach::Services(detail) => Text::new("rule-other").with("detail", detail.as_str()),
        Breach::IssuanceOrder => Text::new("rule-issuance-order"),
        Breach::IssuanceLate => Text::new("rule-issuance-late"),
        Breach::VotingOrder => Text::new("rule-voting-order"),
        Breach::VotingEarly => Text::new("rule-voting-early"),
        Breach::Mix(least) => Text::new("rule-mix").with("least", *least),
        Breach::WitnessKey(key) => Text::new("rule-witness-key").with("key", key.as_str()),
        Breach::WitnessTwice(key) => Text::new("rule-witness-twice").with("key", key.as_str()),
        Breach::Quorum => Text::new("rule-quorum"),
        Breach::Questions(most) => Text::new("rule-questions").with("most", *most),
        Breach::Options(most) => Text::new("rule-options").with("most", *most),
        Breach::ContentTooSmall(longest) => Text::new("rule-content-small").with("longest", *longest),
        Breach::ContentTooLarge(most) => Text::new("rule-content-large").with("most", u32::from(*most)),
        Breach::Seats(options) => Text::new("rule-seats").with("options", *options),
        Breach::OneSeat => Text::new("rule-one-seat"),
        Breach::Min => Text::new("rule-min"),
        Breach::MaxBelowMin => Text::new("rule-max-below-min"),
        Breach::MaxOptions(options) => Text::new("rule-max-options").with("options", *options),
        Breach::ScoresOrder => Text::new("rule-scores-order"),
        Breach::ScoresRange => Text::new("rule-scores-range"),
        Breach::AbstainId => Text::new("rule-abstain-id"),
        Breach::TallyTooLong => Text::new("rule-tally-long"),
    }
}
