//! A script of SQL, taken apart.

/// Its statements in single spaces and capitals, without comments, the texts between quotes left out.
pub(super) fn statements(sql: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = sql;
    while let Some(letter) = rest.chars().next() {
        let end = match letter {
            '-' if rest.starts_with("--") => end_of(rest, 2, "\n"),
            '/' if rest.starts_with("/*") => end_of(rest, 2, "*/"),
            '\'' => end_of(rest, 1, "'"),
            '$' => dollar_quote(rest).map_or(1, |quote| end_of(rest, quote.len(), quote)),
            _ => letter.len_utf8(),
        };
        match letter {
            '\'' => text.push_str("''"),
            '$' if end > 1 => text.push_str("$$"),
            // A name in quotes is that name.
            '"' => {}
            _ if end > letter.len_utf8() => text.push(' '),
            '(' | ')' | ',' => text.extend([' ', letter, ' ']),
            _ => text.extend(letter.to_uppercase()),
        }
        rest = &rest[end..];
    }
    let statements = text.split(';').map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
    statements.filter(|it| !it.is_empty()).collect()
}

/// How far it is to the end of what ends in these words.
fn end_of(text: &str, from: usize, words: &str) -> usize {
    text[from..].find(words).map_or(text.len(), |at| from + at + words.len())
}

/// `$$` or `$name$` at the beginning of a text.
fn dollar_quote(text: &str) -> Option<&str> {
    let end = text[1..].find('$')? + 2;
    text[1..end - 1].chars().all(|letter| letter.is_alphanumeric() || letter == '_').then(|| &text[..end])
}

/// The pieces between commas that stand in no brackets.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0, 0, Vec::new());
    for (place, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(text[begin..place].trim());
                begin = place + 1;
            }
            _ => {}
        }
    }
    found.push(text[begin..].trim());
    found
}
