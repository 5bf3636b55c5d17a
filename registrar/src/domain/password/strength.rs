//! How hard a password is to guess, as zxcvbn estimates it.

use web::i18n::Text;
use zxcvbn::feedback::{Feedback, Warning};
use zxcvbn::{Score, zxcvbn};

/// Refuses a password that is easy to guess, and says why if that is known. `about` is what a guesser would know of its
/// owner.
pub(super) fn check(password: &str, about: &[String]) -> Result<(), Option<Text>> {
    let known: Vec<&str> = about.iter().flat_map(|text| parts(text)).collect();
    let estimate = zxcvbn(password, &known);
    if estimate.score() >= GOOD {
        return Ok(());
    }
    Err(estimate.feedback().and_then(Feedback::warning).map(in_words))
}

fn in_words(warning: Warning) -> Text {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => Text::new("weak-row"),
        Warning::ShortKeyboardPatternsAreEasyToGuess => Text::new("weak-keys"),
        Warning::RepeatsLikeAaaAreEasyToGuess => Text::new("weak-repeat"),
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Text::new("weak-repeats"),
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            Text::new("weak-common")
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => Text::new("weak-top"),
        Warning::SequencesLikeAbcAreEasyToGuess => Text::new("weak-sequence"),
        Warning::RecentYearsAreEasyToGuess => Text::new("weak-recent-year"),
        Warning::AWordByItselfIsEasyToGuess => Text::new("weak-word"),
        Warning::DatesAreOftenEasyToGuess => Text::new("weak-date"),
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => Text::new("weak-name"),
        Warning::CommonNamesAndSurnamesAreEasyToGuess => Text::new("weak-names"),
    }
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
    fn what_is_guessed_first_is_refused_with_a_reason() {
        let about = ["ada.lovelace@example.org".to_owned(), "Ada Lovelace".to_owned()];
        for bad in ["password1234", "aaaaaaaaaaaa", "qwertyuiop", "lovelace1815", "ada.lovelace@example.org"]
        {
            assert!(check(bad, &about).is_err(), "{bad} is good?");
        }
        assert_eq!(check("qwertyuiop", &[]), Err(Some(Text::new("weak-common"))));
        assert_eq!(check("aaaaaaaaaaaa", &[]), Err(Some(Text::new("weak-repeat"))));
        assert_eq!(check("zvoqk", &[]), Err(None));
        for good in ["pebbles in an urn", "battery staple paper", "n7Qk2vXw9Lp4"] {
            assert_eq!(check(good, &about), Ok(()), "{good}");
        }
    }
}
