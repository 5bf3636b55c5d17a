//! Names that are no time zone, and times that are no moment.

use crypto::time::UtcTime;
use web::i18n::Text;

use super::Zone;

/// There is no zone of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub(crate) struct UnknownZone(pub(crate) String);

impl UnknownZone {
    /// What to do.
    pub(crate) fn text(&self) -> Text {
        Text::new("zone-unknown").with("name", self.0.as_str())
    }
}

/// Why a date and time as a wall clock shows them is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub(crate) enum LocalTimeError {
    /// Not of the form `2026-11-20T09:00`.
    Malformed,
    /// Clocks are put forward over it.
    Skipped {
        /// The zone.
        zone: Zone,
        /// The moment right after the gap.
        next: UtcTime,
    },
    /// Clocks are put back over it.
    Twice {
        /// The zone.
        zone: Zone,
        /// The earlier moment.
        first: UtcTime,
        /// The later one.
        second: UtcTime,
    },
}

impl LocalTimeError {
    /// What to do.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Malformed => Text::new("time-malformed"),
            Self::Skipped { zone, next } => {
                Text::new("time-skipped").with("zone", zone.name()).with("next", zone.text(*next))
            }
            Self::Twice { zone, first, second } => Text::new("time-twice")
                .with("zone", zone.name())
                .with("first", first.to_string())
                .with("second", second.to_string()),
        }
    }
}
