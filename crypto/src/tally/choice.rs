//! `choice`: the options with the most votes win the seats.

use serde_json::{Value, json};

use super::{by_option, winners};
use crate::manifest::Question;

pub(super) fn add(question: &Question, votes: &mut [u64], chosen: &[String], times: u64) {
    for (option, votes) in question.options.iter().zip(votes) {
        if chosen.contains(&option.id) {
            *votes += times;
        }
    }
}

pub(super) fn finish(question: &Question, votes: &[u64], abstain: u64) -> Value {
    let outcome = winners::most(question, votes);
    json!({
        "kind": "choice", "counts": by_option(question, votes), "abstain": abstain,
        "winners": outcome.winners, "tied": outcome.tied,
    })
}
