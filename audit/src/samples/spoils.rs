//! All the ways to spoil an election, from the archive's bytes to a tie that is broken wrongly.

mod archive;
mod ballots;
mod forks;
mod log;
mod results;
mod stale;
mod statements;

use super::{Spoil, witnessed};

/// Every way there is.
pub fn spoils() -> Vec<Spoil> {
    [
        archive::spoils(),
        statements::spoils(),
        log::spoils(),
        ballots::spoils(),
        results::spoils(),
        stale::spoils(),
        forks::spoils(),
        witnessed::spoils(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Changes one character of the signature in the line by `key`.
fn break_signature(note: &str, key: &str) -> String {
    let start = note.rfind(&format!("\u{2014} {key} ")).expect("the key has signed");
    let place = start + "\u{2014} ".len() + key.len() + 30;
    let other = if &note[place..=place] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &note[..place], &note[place + 1..])
}

/// The same bytes in standard base64, with a bit set among those of the last character that mean nothing.
fn loose(base64: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let end = base64.trim_end_matches('=').len() - 1;
    assert!(end + 1 < base64.len(), "it ends within a byte");
    let value = ALPHABET.iter().position(|letter| *letter == base64.as_bytes()[end]).expect("base64");
    format!("{}{}{}", &base64[..end], char::from(ALPHABET[value | 1]), &base64[end + 1..])
}
