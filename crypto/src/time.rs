//! Times on the wire: RFC 3339, UTC, whole seconds, one spelling.

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
    /// From seconds since 1970-01-01T00:00:00Z, clamped to the years 0 to 9999 that RFC 3339 can write.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(YEAR_0, YEAR_9999))
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
        let moment = Timestamp::from_second(self.0).expect("clamped to the years 0 to 9999");
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
        if (YEAR_0..=YEAR_9999).contains(&time.0) && time.to_string() == text {
            Ok(time)
        } else {
            Err(TimeError)
        }
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

/// 0000-01-01T00:00:00Z.
const YEAR_0: i64 = -62_167_219_200;
/// 9999-12-30T22:00:00Z, the last moment that jiff can hold.
const YEAR_9999: i64 = 253_402_207_200;

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
        for bad in [
            "2026-11-20T09:00:00+00:00",
            "2026-11-20T09:00:00.0Z",
            "2026-11-20t09:00:00z",
            "2026-11-20 09:00:00Z",
            "2026-02-30T09:00:00Z",
            "2026-11-20T23:59:60Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T09:00Z",
            "",
        ] {
            assert_eq!(bad.parse::<UtcTime>(), Err(TimeError), "{bad}");
        }
    }
}
