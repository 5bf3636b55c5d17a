//! Times on the wire: RFC 3339, UTC, whole seconds, one spelling.
//!
//! ```
//! use crypto::time::UtcTime;
//!
//! let opens: UtcTime = "2026-11-20T09:00:00Z".parse()?;
//! assert_eq!(opens.plus(3600).to_string(), "2026-11-20T10:00:00Z");
//! assert!("2026-11-20T09:00:00+00:00".parse::<UtcTime>().is_err());
//! # Ok::<(), crypto::time::TimeError>(())
//! ```

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment in UTC with whole seconds, written `2026-11-20T09:00:00Z` and in no other way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcTime(i64);

/// The text is not a time of the one accepted form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a time such as 2026-11-20T09:00:00Z (UTC, whole seconds)")]
pub struct TimeError;

impl UtcTime {
    /// From seconds since 1970-01-01T00:00:00Z, clamped to the years 1 to 9998.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(FIRST, LAST))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// This moment moved by `seconds`.
    pub fn plus(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }
}

impl fmt::Display for UtcTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = Timestamp::from_second(self.0).expect("clamped to the years 1 to 9998");
        write!(f, "{}", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl fmt::Debug for UtcTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for UtcTime {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != "2026-11-20T09:00:00Z".len() {
            return Err(TimeError);
        }
        let moment: Timestamp = text.parse().map_err(|_| TimeError)?;
        let time = Self(moment.as_second());
        // A leap second, a space for the T or an offset would come back spelt otherwise.
        if (FIRST..=LAST).contains(&time.0) && time.to_string() == text { Ok(time) } else { Err(TimeError) }
    }
}

impl Serialize for UtcTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// 0001-01-01T00:00:00Z: readers in other languages know no year 0.
const FIRST: i64 = -62_135_596_800;
/// 9998-12-31T23:59:59Z: jiff ends in the last days of 9999.
const LAST: i64 = 253_370_764_799;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn times_round_trip(seconds: i64) {
            let time = UtcTime::from_unix(seconds);
            prop_assert_eq!(time.to_string().parse::<UtcTime>().unwrap(), time);
        }

        #[test]
        fn no_text_panics(text in ".{0,30}") {
            let _ = text.parse::<UtcTime>();
        }
    }

    #[test]
    fn there_is_one_spelling() {
        assert_eq!("2026-11-20T09:00:00Z".parse::<UtcTime>().unwrap().unix(), 1_795_165_200);
        for edge in ["0001-01-01T00:00:00Z", "9998-12-31T23:59:59Z"] {
            assert_eq!(edge.parse::<UtcTime>().unwrap().to_string(), edge);
        }
        for bad in [
            "2026-11-20T09:00:00+00:00",
            "2026-11-20T09:00:00.0Z",
            "2026-11-20t09:00:00z",
            "2026-11-20 09:00:00Z",
            "2026-02-30T09:00:00Z",
            "2026-11-20T23:59:60Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T09:00Z",
            "0000-12-31T23:59:59Z",
            "9999-01-01T00:00:00Z",
            "",
        ] {
            assert_eq!(bad.parse::<UtcTime>(), Err(TimeError), "{bad}");
        }
    }
}
