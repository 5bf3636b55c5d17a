//! One election in several polls: which polls are its precincts, and what their results come to (docs/protocol.md section 13).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Statement;
use crate::encoding::{Digest, PollId};
use crate::log::merkle::Hash;
use crate::note::{MAX_NOTE_BYTES, Note};
use crate::precincts::{MAX_PRECINCTS, precinct_alias};
use crate::tally::MAX_TALLY_BYTES;
use crate::time::UtcTime;

/// The registrar's word, given before it issues any pass of them, that these polls and no others are one election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precincts {
    /// The alias of the whole; those of the polls are made of it by [`precinct_alias`].
    pub alias: String,
    /// What the whole is called.
    pub title: String,
    /// Voters of all precincts.
    pub eligible: u64,
    /// The polls, in the order of their numbers.
    pub polls: Vec<PollId>,
    /// When it was signed, as the registrar says.
    pub at: UtcTime,
}

impl Statement for Precincts {
    const KIND: &'static str = "psephos-precincts/v1";

    fn check(&self) -> Result<(), &'static str> {
        let count = self.polls.len();
        if !(1..=MAX_PRECINCTS).contains(&count) {
            return Err("an election has 1 to 1000 precincts");
        }
        if precinct_alias(&self.alias, count, count).is_none() {
            return Err(
                "the alias has small letters of ASCII, digits and hyphens, and with `-<number>-of-<number>` at most 32 of them",
            );
        }
        if self.title.trim().is_empty() {
            return Err("the election has no title");
        }
        let mut polls = self.polls.clone();
        polls.sort_unstable();
        if polls.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err("one poll is two precincts");
        }
        Ok(())
    }
}

/// The registrar's word about what the signed results of all precincts come to together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// SHA-256 of the text of the [`Precincts`].
    pub precincts: Digest,
    /// The result that was added of each precinct, in the order of the precincts.
    pub results: Vec<Added>,
    /// Passes issued in all precincts.
    pub issued: u64,
    /// Ballots of all precincts.
    pub ballots: u64,
    /// The tallies added up, in the form of a result's.
    pub tally: Value,
    /// When it was signed.
    pub at: UtcTime,
}

/// A precinct's result as a [`Total`] names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// The precinct.
    pub poll: PollId,
    /// SHA-256 of the result's text.
    pub result: Digest,
    /// Of the result's checkpoint.
    pub tree_size: u64,
    /// Of the result's checkpoint.
    #[serde(with = "super::root_in_base64")]
    pub root: Hash,
}

impl Statement for Total {
    const KIND: &'static str = "psephos-total/v1";
    const MAX_BYTES: usize = MAX_TALLY_BYTES + MAX_NOTE_BYTES;

    fn check(&self) -> Result<(), &'static str> {
        if self.tally.is_object() {
            Ok(())
        } else {
            Err("the tally is an object with a member for each question")
        }
    }
}

/// What a [`Total`] calls a statement by: SHA-256 of its text.
pub fn digest(note: &Note) -> Digest {
    Digest::of(note.text().as_bytes())
}
