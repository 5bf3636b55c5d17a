//! Looking for the moment of a cast in bytes that nobody reads as text: the numbers as which databases and programs store times.
//!
//! Random bytes hold every number now and then. In N bytes a window of k among the 256^w numbers of w bytes turns up in
//! λ = N k / 256^w places on average, in how many by Poisson's law. A form of a number counts as found where it is in so many
//! places that chance reaches them less than once in 10^9 searches, but at least as few as that takes. Four-byte seconds, of which
//! six moments in ten megabytes of random bytes give λ = 0.014, are found from five places on (0.014^5 / 120 = 4e-12), eight-byte
//! milliseconds (λ = 3e-9) from two, eight-byte seconds from one. So whoever stores a moment with each ballot of a poll of eight is
//! found, and one run of the tests, with some 150 searches for a form, fails by chance less than once in six million.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use jiff::Timestamp;
use memchr::memmem;

/// The time between two moments, in every form.
#[derive(Debug)]
pub struct Moments {
    forms: Vec<Form>,
}

#[derive(Debug)]
struct Form {
    name: &'static str,
    /// Bytes of a number.
    width: usize,
    numbers: RangeInclusive<u64>,
}

impl Moments {
    /// Both included.
    ///
    /// # Panics
    /// Before 2000.
    pub fn between(began: Timestamp, ended: Timestamp) -> Self {
        let form = |name, width, number: fn(Timestamp) -> u64| Form {
            name,
            width,
            numbers: number(began)..=number(ended),
        };
        Self {
            forms: vec![
                form("seconds in four bytes", 4, |at| whole(at.as_second())),
                form("seconds", 8, |at| whole(at.as_second())),
                // SQLite stores a number of up to 48 bits in six bytes.
                form("milliseconds in six bytes", 6, |at| whole(at.as_millisecond())),
                form("milliseconds", 8, |at| whole(at.as_millisecond())),
                form("microseconds", 8, |at| whole(at.as_microsecond())),
                form("nanoseconds", 8, |at| whole(at.as_nanosecond())),
                form("PostgreSQL's microseconds since 2000", 8, |at| whole(at.as_microsecond() - YEAR_2000)),
                // The bits of positive floating numbers grow with them.
                form("seconds, floating", 8, |at| seconds(at).to_bits()),
                form("Julian days, floating", 8, |at| (seconds(at) / 86_400.0 + JULIAN_1970).to_bits()),
            ],
        }
    }

    /// Forms that are there more often than by chance, in either order of bytes, with what they are in.
    pub fn found(&self, kept: &[(PathBuf, Vec<u8>)]) -> Vec<String> {
        let size: usize = kept.iter().map(|(_, bytes)| bytes.len()).sum();
        let orders = self.forms.iter().flat_map(|form| [(form, true), (form, false)]);
        let told = orders.filter_map(|(form, big_endian)| {
            let places = kept.iter().map(|(path, bytes)| (path, form.places(bytes, big_endian)));
            let places: Vec<_> = places.filter(|(_, places)| *places > 0).collect();
            let all: usize = places.iter().map(|(_, places)| places).sum();
            let order = if big_endian { "big-endian" } else { "little-endian" };
            (all >= form.enough(size)).then(|| format!("{} ({order}): {places:?}", form.name))
        });
        told.collect()
    }
}

impl Form {
    fn places(&self, bytes: &[u8], big_endian: bool) -> usize {
        let ends = [*self.numbers.start(), *self.numbers.end()].map(u64::to_be_bytes);
        let ends = ends.each_ref().map(|end| &end[8 - self.width..]);
        // What all numbers of the form begin with is looked for; the rest is compared there.
        let mut shared: Vec<u8> = ends[0]
            .iter()
            .zip(ends[1])
            .take_while(|(one, other)| one == other)
            .map(|(byte, _)| *byte)
            .collect();
        let before = if big_endian { 0 } else { self.width - shared.len() };
        if !big_endian {
            shared.reverse();
        }
        let holds = |start: usize| {
            let number = bytes.get(start..start + self.width)?;
            let add = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
            let number =
                if big_endian { number.iter().fold(0, add) } else { number.iter().rev().fold(0, add) };
            self.numbers.contains(&number).then_some(())
        };
        memmem::find_iter(bytes, &shared).filter_map(|place| holds(place.checked_sub(before)?)).count()
    }

    /// The fewest places that chance reaches less than once in 10^9 searches of so many bytes.
    fn enough(&self, size: usize) -> usize {
        let window = (self.numbers.end() - self.numbers.start()) as f64 + 1.0;
        let expected = size as f64 * window / 256f64.powi(i32::try_from(self.width).expect("at most eight"));
        // P(n or more) <= λ^n / n!
        let mut chance = 1.0;
        (1..)
            .find(|places| {
                chance *= expected / f64::from(*places);
                chance < 1e-9
            })
            .and_then(|places: u32| places.try_into().ok())
            .expect("factorials outgrow powers")
    }
}

fn whole(number: impl TryInto<u64>) -> u64 {
    number.try_into().ok().expect("a time after 1970")
}

fn seconds(at: Timestamp) -> f64 {
    at.as_microsecond() as f64 / 1e6
}

/// Microseconds from 1970 to 2000.
const YEAR_2000: i64 = 946_684_800_000_000;
/// The Julian day on which 1970 begins.
const JULIAN_1970: f64 = 2_440_587.5;
