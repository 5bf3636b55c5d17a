//! Strict JSON: one line, one meaning.
//!
//! What is signed must be read alike by every program, so whatever readers are known to disagree about is refused:
//! repeated keys (at any depth, also when one is spelt with escapes), numbers that are not integers or that a reader
//! with floating-point numbers would round, an array in the place of an object, an object in the place of an
//! enumeration's name, and control characters.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use crypto::strict_json::parse;
//!
//! assert_eq!(parse(r#"{"a": 1}"#), Ok(BTreeMap::from([("a".to_owned(), 1)])));
//! for refused in [r#"{"a":1,"\u0061":1}"#, r#"{"a":1.0}"#, r#"{"a":01}"#, "{\"a\":\t1}"] {
//!     assert!(parse::<BTreeMap<String, i64>>(refused).is_err(), "{refused}");
//! }
//! ```

mod exact;

use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Unexpected, Visitor};
use serde_json::{Map, Value};

use exact::Exact;

/// Why a line is not the strict JSON of the value that was asked for; the text says what and, where known, at which
/// column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StrictJsonError(String);

/// Reads one line of JSON as a `T`.
///
/// Unknown fields are refused where `T` says `deny_unknown_fields`; everything else of the module's promise holds for
/// any `T`.
///
/// # Errors
/// Whenever `line` holds a control character (a note may hold none), is not JSON, repeats a key, holds a number that is
/// not an integer between `-(2^53 - 1)` and `2^53 - 1` (`-0`, `1.0` and `1e3` are none), or does not have the shape of a
/// `T`.
pub fn parse<T: DeserializeOwned>(line: &str) -> Result<T, StrictJsonError> {
    if line.contains(|c: char| c < ' ') {
        return Err(StrictJsonError("a control character in one line of JSON".into()));
    }
    let mut reader = serde_json::Deserializer::from_str(line);
    let value = UniqueKeys.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.and_then(|value| T::deserialize(Exact(value))).map_err(|error| StrictJsonError(error.to_string()))
}

/// Builds a [`Value`] without losing what serde_json's own reader would silently merge or round.
struct UniqueKeys;

impl<'de> DeserializeSeed<'de> for UniqueKeys {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueKeys {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON with integers of at most 53 bits")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        exact(value).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        exact(value).ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
    }

    // No visit_f64: fractions, exponents, -0 and integers beyond 64 bits arrive there and are refused.

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(UniqueKeys)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(de::Error::custom(format_args!("the key {key:?} stands twice")));
            }
            let value = members.next_value_seed(UniqueKeys)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

/// RFC 7493 section 2.2: beyond this range readers that hold numbers as floating point, as JavaScript does, see
/// another number than the one that was signed.
fn exact<N: Copy + Into<Value> + TryInto<i64>>(number: N) -> Option<Value> {
    let integer: i64 = number.try_into().ok()?;
    (-MAX_EXACT..=MAX_EXACT).contains(&integer).then(|| number.into())
}

/// `2^53 - 1`.
pub(crate) const MAX_EXACT: i64 = (1 << 53) - 1;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        count: u64,
        kind: Kind,
        #[serde(default)]
        note: Option<String>,
        #[serde(default)]
        counts: BTreeMap<String, i64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Open,
        Limited { most: u8 },
        Pair(u8, u8),
        Only(u8),
    }

    fn kind(json: &str) -> Result<Kind, StrictJsonError> {
        parse(json)
    }

    #[test]
    fn one_line_of_integers_strings_and_objects_is_read() {
        let sample: Sample =
            parse(r#" {"count":9007199254740991, "kind":"open","counts":{"b":-3,"a":0}} "#).unwrap();
        assert_eq!((sample.count, sample.kind, sample.note), ((1 << 53) - 1, Kind::Open, None));
        assert_eq!(sample.counts, BTreeMap::from([("a".into(), 0), ("b".into(), -3)]));
        assert_eq!(kind(r#"{"limited":{"most":3}}"#).unwrap(), Kind::Limited { most: 3 });
        assert_eq!(kind(r#"{"pair":[1,2]}"#).unwrap(), Kind::Pair(1, 2));
        assert_eq!(kind(r#"{"only":1}"#).unwrap(), Kind::Only(1));
    }

    #[test]
    fn values_keep_the_order_of_their_keys() {
        let line = r#"{"z":{"b":[1,null,true],"a":"x"},"a":-9007199254740991}"#;
        assert_eq!(parse::<Value>(line).unwrap().to_string(), line);
    }

    #[test]
    fn a_key_never_stands_twice() {
        for bad in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"{"a":{"b":[{"c":1,"c":2}]}}"#,
            r#"[{"":0,"":0}]"#,
        ] {
            assert!(parse::<Value>(bad).unwrap_err().to_string().contains("twice"), "{bad}");
        }
        assert!(parse::<Value>(r#"{"a":{"a":1},"b":{"a":1}}"#).is_ok());
    }

    #[test]
    fn numbers_are_integers_that_every_reader_holds_exactly() {
        for bad in [
            "1.0",
            "1e3",
            "1E0",
            "-0",
            "0.5",
            "-1.5",
            "9007199254740992",
            "-9007199254740992",
            "9223372036854775808",
            "18446744073709551615",
            "18446744073709551616",
            "1e999",
            "01",
            "+1",
            "NaN",
        ] {
            assert!(parse::<Value>(bad).is_err(), "{bad}");
            assert!(parse::<Value>(&format!(r#"{{"a":[{bad}]}}"#)).is_err(), "{bad}");
        }
        assert!(parse::<u64>("-1").is_err());
        assert!(parse::<u8>("256").is_err());
        assert!(parse::<f64>("1").is_ok(), "who asks for a float gets the integer");
    }

    #[test]
    fn shapes_have_one_spelling() {
        for bad in [
            r#"[1,"open",null,{}]"#,
            r#"{"count":1,"kind":{"open":null}}"#,
            r#"{"count":1,"kind":"limited"}"#,
            r#"{"count":1,"kind":{"limited":[3]}}"#,
            r#"{"count":1,"kind":{"pair":[1,2,3]}}"#,
            r#"{"count":1,"kind":{"only":1,"pair":[1,2]}}"#,
            r#"{"count":1,"kind":0}"#,
            r#"{"count":"1","kind":"open"}"#,
            r#"{"count":1,"kind":"open","more":1}"#,
            r#"{"kind":"open"}"#,
        ] {
            assert!(parse::<Sample>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn it_is_one_line_and_nothing_else() {
        for bad in [
            "",
            " ",
            "1 1",
            "{}x",
            "{\n}",
            "{}\n",
            "{}\r",
            "\t{}",
            "\u{feff}{}",
            "{,}",
            "[1,]",
            "\"\\ud800\"",
        ] {
            assert!(parse::<Value>(bad).is_err(), "{bad:?}");
        }
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(parse::<Value>(&deep).is_err(), "nesting is bounded, and so is the stack");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,60}") {
            let _ = (parse::<Value>(&text), parse::<Sample>(&text), kind(&text));
        }

        #[test]
        fn what_is_read_reads_the_same_again(text in r#"[\[\]{}:,"a0-2e.\\ -]{0,12}"#) {
            if let Ok(value) = parse::<Value>(&text) {
                prop_assert_eq!(parse::<Value>(&value.to_string()).unwrap(), value);
            }
        }
    }
}
