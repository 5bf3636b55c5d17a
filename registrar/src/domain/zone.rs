//! Time zones: what a clock on the wall of some place shows, and which moment that is. The rules of all zones (IANA tz
//! database) are part of the program, so that two installations never read one wall clock differently.

mod faults;

use std::sync::OnceLock;

use crypto::time::UtcTime;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use web::i18n::Text;

pub(crate) use self::faults::{LocalTimeError, UnknownZone};

/// A time zone of the bundled database.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// The zone of that name in the IANA tz database, in any case of letters.
    pub(crate) fn parse(name: &str) -> Result<Self, UnknownZone> {
        let unknown = || UnknownZone(name.to_owned());
        if name == UTC {
            return Ok(Self::utc());
        }
        let rules = database().get(name).map_err(|_| unknown())?;
        let name = rules.iana_name().ok_or_else(unknown)?.to_owned();
        Ok(Self { name, rules })
    }

    /// Coordinated universal time.
    pub(crate) fn utc() -> Self {
        Self { name: UTC.to_owned(), rules: TimeZone::UTC }
    }

    /// Its name, such as `Europe/Berlin`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The moment at which clocks in this zone show `text`, as `<input type="datetime-local">` sends it:
    /// `2026-11-20T09:00`, seconds allowed.
    pub(crate) fn read(&self, text: &str) -> Result<UtcTime, LocalTimeError> {
        let shown = parse_wall_clock(text).ok_or(LocalTimeError::Malformed)?;
        let moment = |offset: Offset| {
            let at = offset.to_timestamp(shown).map_err(|_| LocalTimeError::Malformed)?;
            Ok::<_, LocalTimeError>(UtcTime::from_unix(at.as_second()))
        };
        match self.rules.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => moment(offset),
            // Read with the offset of before the gap it is a moment after the gap; the jump is the transition before.
            AmbiguousOffset::Gap { before, .. } => {
                let beyond = before.to_timestamp(shown).map_err(|_| LocalTimeError::Malformed)?;
                let after = beyond.saturating_add(SignedDuration::from_secs(1)).unwrap_or(beyond);
                let jump = self.rules.preceding(after).next().map_or(beyond, |jump| jump.timestamp());
                let next = UtcTime::from_unix(jump.as_second());
                Err(LocalTimeError::Skipped { zone: self.clone(), next })
            }
            AmbiguousOffset::Fold { before, after } => Err(LocalTimeError::Twice {
                zone: self.clone(),
                first: moment(before)?,
                second: moment(after)?,
            }),
        }
    }

    /// What [`Zone::read`] reads: the wall clock at `time`, seconds only where there are any.
    pub(crate) fn wall_clock(&self, time: UtcTime) -> String {
        let format = if time.unix() % 60 == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
        self.at(time).strftime(format).to_string()
    }

    /// For pages, in parts that each language puts together.
    pub(crate) fn parts(&self, time: UtcTime) -> Moment {
        let at = self.at(time);
        let called = at.strftime("%Z").to_string();
        // Many zones have no name but their offset, which alone is no word.
        let nameless = called.starts_with(['+', '-']);
        Moment {
            weekday: at.weekday().to_monday_one_offset(),
            day: at.day().to_string(),
            month: at.month(),
            year: at.year().to_string(),
            time: at.strftime("%H:%M").to_string(),
            zone: if nameless { at.strftime("UTC%:z").to_string() } else { called },
        }
    }

    /// The same within what a page says, in its language.
    pub(crate) fn text(&self, time: UtcTime) -> Text {
        let Moment { weekday, day, month, year, time, zone } = self.parts(time);
        Text::new("moment")
            .with("weekday", Text::new("weekday").with("n", i64::from(weekday)))
            .with("day", day)
            .with("month", Text::new("month").with("n", i64::from(month)))
            .with("year", year)
            .with("time", time)
            .with("zone", zone)
    }

    /// For mails, whose readers may live elsewhere: `Friday, 20 November 2026, 10:00 (Europe/Berlin, UTC+01:00)`, in UTC `..., 09:00
    /// (UTC)`; in each language by its own words.
    pub(crate) fn told(&self, time: UtcTime) -> Text {
        let at = self.at(time);
        let zone = match self.name() {
            UTC => UTC.to_owned(),
            name => at.strftime(&format!("{name}, UTC%:z")).to_string(),
        };
        Text::new("mail-moment")
            .with("weekday", Text::new("weekday").with("n", i64::from(at.weekday().to_monday_one_offset())))
            .with("day", at.day().to_string())
            .with("month", Text::new("month").with("n", i64::from(at.month())))
            .with("year", at.year().to_string())
            .with("time", at.strftime("%H:%M").to_string())
            .with("zone", zone)
    }

    fn at(&self, time: UtcTime) -> jiff::Zoned {
        let moment =
            Timestamp::from_second(time.unix()).expect("a UtcTime lies in the years that jiff knows");
        moment.to_zoned(self.rules.clone())
    }
}

/// What clocks and calendars of a zone show at some time.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Moment {
    /// From Monday, 1.
    weekday: i8,
    day: String,
    /// From January, 1.
    month: i8,
    year: String,
    /// `10:00`.
    time: String,
    /// As its clocks are called at that time: `CET`, or `UTC+05:45`.
    zone: String,
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

/// The names that a form offers: UTC first, then the places by name. Old names that are kept for old files are left
/// out; [`Zone::parse`] knows them.
pub(crate) fn names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let places = database().available().map(|name| name.as_str().to_owned());
        let mut names: Vec<String> = places.filter(|name| is_place(name)).collect();
        names.sort();
        names.insert(0, UTC.to_owned());
        names
    })
}

fn is_place(name: &str) -> bool {
    name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region))
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

fn parse_wall_clock(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let fit = matches!(text.len(), 16 | 19)
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => byte == b'T' || byte == b' ',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
    if fit { text.parse().ok() } else { None }
}

const UTC: &str = "UTC";
/// First parts of the names of places.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Zone {
        Zone::parse("Europe/Berlin").unwrap()
    }

    #[test]
    fn unknown_zones_are_refused_by_name() {
        for bad in ["", "Europe/Atlantis", "CET+5", "../etc/passwd", "Europe", "\u{1F30D}"] {
            assert_eq!(Zone::parse(bad).unwrap_err(), UnknownZone(bad.to_owned()));
        }
        assert_eq!(Zone::parse("europe/berlin").unwrap().name(), "Europe/Berlin");
    }

    #[test]
    fn what_is_no_wall_clock_is_malformed() {
        for bad in [
            "",
            "soon",
            "2026-11-20",
            "2026-13-20T09:00",
            "2026-11-20T09:00Z",
            "2026-11-20T24:00",
            "99999-01-01T1",
        ] {
            assert_eq!(berlin().read(bad), Err(LocalTimeError::Malformed), "{bad:?}");
        }
    }

    #[test]
    fn a_wall_clock_is_read_with_the_rules_of_its_place_and_day() {
        let read = |zone: &str, text: &str| Zone::parse(zone).unwrap().read(text).unwrap().to_string();
        assert_eq!(read("Europe/Berlin", "2026-11-20T10:00"), "2026-11-20T09:00:00Z");
        assert_eq!(read("Europe/Berlin", "2026-07-20 10:00:30"), "2026-07-20T08:00:30Z");
        assert_eq!(read("Asia/Kathmandu", "2026-11-20T10:00"), "2026-11-20T04:15:00Z");
        assert_eq!(read("UTC", "2026-11-20T10:00"), "2026-11-20T10:00:00Z");
    }

    #[test]
    fn a_time_over_which_clocks_are_put_forward_does_not_exist() {
        let words = berlin().read("2026-03-29T02:30").unwrap_err().to_string();
        assert!(words.contains("does not exist") && words.contains("03:00 CEST"), "{words}");
        assert_eq!(berlin().read("2026-03-29T03:00").unwrap().to_string(), "2026-03-29T01:00:00Z");
    }

    #[test]
    fn a_time_over_which_clocks_are_put_back_comes_twice() {
        let words = berlin().read("2026-10-25T02:30").unwrap_err().to_string();
        assert!(
            words.contains("2026-10-25T00:30:00Z and 2026-10-25T01:30:00Z") && words.contains("UTC"),
            "{words}"
        );
    }

    #[test]
    fn times_are_shown_with_the_name_of_their_zone() {
        let at: UtcTime = "2026-11-20T09:00:00Z".parse().unwrap();
        let shown = |zone: Zone| zone.text(at).to_string();
        assert_eq!(shown(berlin()), "Friday, 20 November 2026, 10:00 CET");
        assert_eq!(shown(Zone::utc()), "Friday, 20 November 2026, 09:00 UTC");
        assert_eq!(
            shown(Zone::parse("America/Sao_Paulo").unwrap()),
            "Friday, 20 November 2026, 06:00 UTC-03:00"
        );
        let told = |zone: &Zone| zone.told(at).to_string();
        assert_eq!(told(&berlin()), "Friday, 20 November 2026, 10:00 (Europe/Berlin, UTC+01:00)");
        assert_eq!(told(&Zone::utc()), "Friday, 20 November 2026, 09:00 (UTC)");
        let far = Zone::parse("America/Sao_Paulo").unwrap();
        assert_eq!(told(&far), "Friday, 20 November 2026, 06:00 (America/Sao_Paulo, UTC-03:00)");
        assert_eq!(berlin().wall_clock(at), "2026-11-20T10:00");
        assert_eq!(berlin().read(&berlin().wall_clock(at.plus(17))), Ok(at.plus(17)));
    }

    #[test]
    fn each_time_bears_the_offset_of_its_own_day() {
        let shown = |text: &str| {
            let at = text.parse().unwrap();
            [berlin().text(at).to_string(), berlin().told(at).to_string()]
        };
        // The second before clocks are put forward, the jump, and the same of putting them back.
        for (at, page, mail) in [
            (
                "2027-03-28T00:59:00Z",
                "Sunday, 28 March 2027, 01:59 CET",
                "Sunday, 28 March 2027, 01:59 (Europe/Berlin, UTC+01:00)",
            ),
            (
                "2027-03-28T01:00:00Z",
                "Sunday, 28 March 2027, 03:00 CEST",
                "Sunday, 28 March 2027, 03:00 (Europe/Berlin, UTC+02:00)",
            ),
            (
                "2026-10-25T00:30:00Z",
                "Sunday, 25 October 2026, 02:30 CEST",
                "Sunday, 25 October 2026, 02:30 (Europe/Berlin, UTC+02:00)",
            ),
            (
                "2026-10-25T01:30:00Z",
                "Sunday, 25 October 2026, 02:30 CET",
                "Sunday, 25 October 2026, 02:30 (Europe/Berlin, UTC+01:00)",
            ),
        ] {
            assert_eq!(shown(at), [page, mail]);
        }
    }

    #[test]
    fn every_name_on_the_form_is_a_zone() {
        assert!(names().len() > 300 && names()[0] == "UTC", "{}", names().len());
        assert!(names().iter().all(|name| Zone::parse(name).is_ok()));
    }
}
