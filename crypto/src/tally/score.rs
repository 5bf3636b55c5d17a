//! `score`: the options with the greatest totals win the seats.

use serde_json::{Value, json};

use super::{by_option, winners};
use crate::manifest::Question;

pub(super) fn add(totals: &mut [i64], scores: &[i32], times: u64) {
    let times = i64::try_from(times).expect("fewer than 2^63 ballots");
    for (total, score) in totals.iter_mut().zip(scores) {
        *total += i64::from(*score) * times;
    }
}

pub(super) fn finish(question: &Question, totals: &[i64], abstain: u64) -> Value {
    let outcome = winners::most(question, totals);
    json!({
        "kind": "score", "totals": by_option(question, totals), "abstain": abstain,
        "winners": outcome.winners, "tied": outcome.tied,
    })
}
