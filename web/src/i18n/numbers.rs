//! How a language writes numbers.

use fluent_bundle::FluentValue;

/// The signs of one language. Numbers go through no float here: votes of a count have more decimals than one keeps.
pub(super) struct Numerals {
    /// Between groups of three digits.
    group: char,
    decimal: char,
    /// Digits from which on a number has groups.
    least: usize,
}

const ENGLISH: Numerals = Numerals { group: ',', decimal: '.', least: 4 };
const GERMAN: Numerals = Numerals { group: '.', decimal: ',', least: 4 };
/// A narrow space at which no line breaks.
const FRENCH: Numerals = Numerals { group: '\u{202f}', decimal: ',', least: 4 };
/// Of four digits none is set apart (Real Academia Española, Ortografía).
const SPANISH: Numerals = Numerals { group: '\u{a0}', decimal: ',', least: 5 };

impl Numerals {
    /// Of a language by its primary subtag; English ones where none are known.
    pub(super) fn of(code: &str) -> &'static Self {
        match code {
            "de" => &GERMAN,
            "es" => &SPANISH,
            "fr" => &FRENCH,
            _ => &ENGLISH,
        }
    }

    /// `1234.5` as `1,234.5`. What is no decimal number stays as it is.
    pub(super) fn write(&self, number: &str) -> String {
        let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(one, two)| (one, Some(two)));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || fraction.is_some_and(|digits| !is_number(digits)) {
            return number.to_owned();
        }
        let mut written = sign.to_owned();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() >= self.least {
                written.push(self.group);
            }
            written.push(digit);
        }
        if let Some(digits) = fraction {
            written.push(self.decimal);
            written.push_str(digits);
        }
        written
    }

    fn shown(&self, value: &FluentValue<'_>) -> Option<String> {
        match value {
            FluentValue::Number(number) => Some(self.write(&number.as_string())),
            _ => None,
        }
    }
}

/// What writes the numbers within messages. A bundle takes a bare function, so that each language needs one of its own.
pub(super) fn formatter<M>(code: &str) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match code {
        "de" => |value, _| GERMAN.shown(value),
        "es" => |value, _| SPANISH.shown(value),
        "fr" => |value, _| FRENCH.shown(value),
        _ => |value, _| ENGLISH.shown(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_signs() {
        for (number, english, german, french, spanish) in [
            ("0", "0", "0", "0", "0"),
            ("999", "999", "999", "999", "999"),
            ("1234", "1,234", "1.234", "1\u{202f}234", "1234"),
            ("-12345", "-12,345", "-12.345", "-12\u{202f}345", "-12\u{a0}345"),
            (
                "1234567.12345",
                "1,234,567.12345",
                "1.234.567,12345",
                "1\u{202f}234\u{202f}567,12345",
                "1\u{a0}234\u{a0}567,12345",
            ),
            ("62.5", "62.5", "62,5", "62,5", "62,5"),
        ] {
            for (code, expected) in [("en", english), ("de", german), ("fr", french), ("es", spanish)] {
                assert_eq!(Numerals::of(code).write(number), expected, "{code}");
            }
        }
    }

    #[test]
    fn what_is_no_number_stays_as_it_is() {
        for text in
            ["", "-", ".", "1.", ".5", "1e9", "12345x", "1.2.3", "NaN", "\u{664}\u{665}\u{666}\u{667}"]
        {
            assert_eq!(ENGLISH.write(text), text);
        }
    }
}
