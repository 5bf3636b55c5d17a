//! How hard a password is to guess, as zxcvbn estimates it.

use zxcvbn::feedback::Feedback;
use zxcvbn::{Score, zxcvbn};

/// What makes the password easy to guess, and what to do; none if it is good enough. `about` is what a guesser would know
/// of its owner.
pub(super) fn hint(password: &str, about: &[String]) -> Option<String> {
    let known: Vec<&str> = about.iter().flat_map(|text| parts(text)).collect();
    let estimate = zxcvbn(password, &known);
    if estimate.score() >= GOOD {
        return None;
    }
    let warning = estimate.feedback().and_then(Feedback::warning);
    let warning = warning.map(|warning| format!("{warning} ")).unwrap_or_default();
    Some(format!("{warning}Take several unusual words, or let a password manager make one."))
}

/// The text, and the words in it: of an address also what stands before the @.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    std::iter::once(text).chain(words)
}

/// More than 10^8 guesses: with argon2id that is months of a graphics card, and years of the sign-in page.
const GOOD: Score = Score::Three;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused_with_a_hint() {
        let about = ["ada.lovelace@example.org".to_owned(), "Ada Lovelace".to_owned()];
        for bad in ["password1234", "aaaaaaaaaaaa", "qwertyuiop", "lovelace1815", "ada.lovelace@example.org"]
        {
            let hint = hint(bad, &about).unwrap_or_else(|| panic!("{bad} is good?"));
            assert!(hint.ends_with("make one."), "{hint}");
        }
        assert!(hint("qwertyuiop", &[]).unwrap().len() > hint("zvoqk", &[]).unwrap().len(), "it says why");
        for good in ["pebbles in an urn", "battery staple paper", "n7Qk2vXw9Lp4"] {
            assert_eq!(hint(good, &about), None, "{good}");
        }
    }
}
