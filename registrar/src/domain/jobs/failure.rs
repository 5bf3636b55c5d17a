//! Why work in the background was not done: stored as a word, and said in the language of whoever looks.

use web::i18n::{Text, TextValue};

use crate::domain::roll_change::RollClosed;

/// Why a job can never be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Another version of the registrar was asked for it.
    UnknownKind,
    /// The uploaded file is gone.
    NoUpload,
    /// The uploaded file is no roll to this version of the registrar.
    Unreadable,
    /// The poll is gone.
    NoPoll,
    /// Meanwhile the draft is for anyone.
    NoRoll,
    /// Meanwhile the poll is published.
    Fixed,
    /// Meanwhile the poll is published, and its roll only grows.
    OnlyAdditions,
    /// Meanwhile the draft is split into precincts.
    Split,
    /// Somebody of the file is on the roll of another precinct.
    InPrecinct,
    /// Meanwhile no more passes are issued.
    TooLate,
    /// The stored poll cannot be read.
    Broken,
}

impl Failure {
    const ALL: [Self; 11] = [
        Self::UnknownKind,
        Self::NoUpload,
        Self::Unreadable,
        Self::NoPoll,
        Self::NoRoll,
        Self::Fixed,
        Self::OnlyAdditions,
        Self::Split,
        Self::InPrecinct,
        Self::TooLate,
        Self::Broken,
    ];

    /// Of a roll that cannot be changed so.
    pub(crate) fn of(closed: &RollClosed) -> Self {
        match closed {
            RollClosed::NoPoll => Self::NoPoll,
            RollClosed::NoRoll => Self::NoRoll,
            RollClosed::Fixed => Self::Fixed,
            RollClosed::OnlyAdditions => Self::OnlyAdditions,
            RollClosed::Split => Self::Split,
            RollClosed::TooLate => Self::TooLate,
            RollClosed::Broken(_) | RollClosed::Store(_) => Self::Broken,
        }
    }

    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::UnknownKind => "unknown-kind",
            Self::NoUpload => "no-upload",
            Self::Unreadable => "unreadable",
            Self::NoPoll => "no-poll",
            Self::NoRoll => "no-roll",
            Self::Fixed => "fixed",
            Self::OnlyAdditions => "only-additions",
            Self::Split => "split",
            Self::InPrecinct => "in-precinct",
            Self::TooLate => "too-late",
            Self::Broken => "broken",
        }
    }

    /// For pages, and in English for the API.
    pub(crate) fn text(self) -> Text {
        match self {
            Self::UnknownKind => Text::new("job-unknown"),
            Self::NoUpload => Text::new("roll-no-upload"),
            Self::Unreadable => Text::new("job-unreadable"),
            Self::NoPoll => Text::new("roll-no-draft"),
            Self::NoRoll => Text::new("roll-for-anyone"),
            Self::Fixed => Text::new("roll-fixed"),
            Self::OnlyAdditions => Text::new("roll-only-grows"),
            Self::Split => Text::new("roll-split"),
            Self::InPrecinct => Text::new("roll-in-precincts"),
            Self::TooLate => Text::new("roll-too-late"),
            Self::Broken => Text::new("error-internal"),
        }
    }

    /// What is stored about a job that has failed; older versions stored English words, which are said as they are.
    pub(crate) fn said(stored: &str) -> TextValue {
        let known = Self::ALL.into_iter().find(|failure| failure.as_str() == stored);
        known.map_or_else(|| stored.into(), |failure| failure.text().into())
    }
}
