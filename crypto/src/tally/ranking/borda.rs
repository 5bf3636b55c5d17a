//! Borda: of n options the one in place i scores n - i, an unranked one 0.

use serde_json::{Value, json};

use super::Rankings;
use crate::manifest::Question;
use crate::tally::{by_option, winners};

pub(super) fn count(question: &Question, rankings: &Rankings, abstain: u64) -> Value {
    let mut totals = vec![0u64; question.options.len()];
    for (ranking, times) in rankings.iter() {
        // Places count from 1: the first of n options scores n - 1.
        for (&option, score) in ranking.iter().zip((0..question.options.len() as u64).rev()) {
            totals[usize::from(option)] += score * times;
        }
    }
    finish(question, &totals, abstain)
}

/// The tally of an option's points, in the manifest's order.
pub(in crate::tally) fn finish(question: &Question, totals: &[u64], abstain: u64) -> Value {
    let outcome = winners::most(question, totals);
    json!({
        "kind": "ranking", "method": "borda", "totals": by_option(question, totals), "abstain": abstain,
        "winners": outcome.winners, "tied": outcome.tied,
    })
}
