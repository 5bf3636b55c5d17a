//! Words that would turn the order of those around them (Unicode Standard Annex 9).

/// `words` as they stand among others: letters from right to left, and signs that override directions, are between isolates. What
/// needs none gets none, which would stand in the way of who searches or copies.
pub(crate) fn kept_apart(words: &str) -> String {
    if !words.contains(turns) {
        return words.to_owned();
    }
    let mut text = String::from(FIRST_STRONG_ISOLATE);
    let mut open = 0_usize;
    for letter in words.chars() {
        match letter {
            // It would end ours.
            POP_ISOLATE if open == 0 => continue,
            POP_ISOLATE => open -= 1,
            '\u{2066}'..='\u{2068}' => open += 1,
            _ => {}
        }
        text.push(letter);
    }
    text.extend(std::iter::repeat_n(POP_ISOLATE, open + 1));
    text
}

/// Blocks of letters from right to left, marks, embeddings, overrides and isolates.
fn turns(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

#[cfg(test)]
mod tests {
    use super::kept_apart;

    #[test]
    fn only_what_turns_directions_is_kept_apart_and_cannot_break_out() {
        for plain in ["", "Ada", "Zo\u{eb} \u{4e2d}\u{6587} \u{1f600}", "127.0.0.1"] {
            assert_eq!(kept_apart(plain), plain);
        }
        for (words, apart) in [
            ("\u{5d0}", "\u{2068}\u{5d0}\u{2069}"),
            ("a\u{2069}\u{202e}b", "\u{2068}a\u{202e}b\u{2069}"),
            ("a\u{2067}\u{202e}b", "\u{2068}a\u{2067}\u{202e}b\u{2069}\u{2069}"),
            ("\u{2068}\u{202e}a\u{2069}, b", "\u{2068}\u{2068}\u{202e}a\u{2069}, b\u{2069}"),
        ] {
            assert_eq!(kept_apart(words), apart);
        }
    }
}
