//! All the ways to spoil an election, from the archive's bytes to a tie that is broken wrongly.

mod archive;
mod ballots;
mod log;
mod results;
mod stale;
mod statements;

use super::Spoil;

/// Every way there is.
pub fn spoils() -> Vec<Spoil> {
    [
        archive::spoils(),
        statements::spoils(),
        log::spoils(),
        ballots::spoils(),
        results::spoils(),
        stale::spoils(),
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
