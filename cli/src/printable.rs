//! Text of others on a terminal or a page.

/// As it may be shown: what was published may hold anything, and a terminal gets neither control characters of it nor those
/// that turn the direction of what follows.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if commands(c) { '\u{fffd}' } else { c }).collect()
}

fn commands(c: char) -> bool {
    // Line and paragraph separators; embeddings, overrides and isolates of UAX #9.
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_a_terminal_is_replaced_and_every_script_stays() {
        assert_eq!(printable("a\u{1b}[2J\u{9b}31m\r\n\u{7f}\u{202e}b\u{2067}"), "a�[2J�31m����b�");
        let words = "Größe — выборы 選挙 בחירות 🗳\u{fe0f}";
        assert_eq!(printable(words), words);
    }
}
