//! Numbers that a ballot box tells without a signature, and that only grow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::sighting::{Kind, Sighting};

/// The highest that were told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Highest {
    ballots: u64,
    tree_size: u64,
    /// By question and option.
    counts: BTreeMap<String, u64>,
}

impl Highest {
    /// Takes the numbers of a poll's page (protocol section 12); what is less than before is told.
    pub(super) fn rise(&mut self, summary: &Value) -> Vec<Sighting> {
        let mut found = Vec::new();
        let mut compare = |name: &str, highest: &mut u64, told: u64| {
            if told < *highest {
                let detail = format!("{name} fell from {highest} to {told}");
                found.push(Sighting::new(Kind::CountFell, name, detail));
            }
            *highest = told.max(*highest);
        };
        let number = |name: &str| summary.get(name).and_then(Value::as_u64);
        if let Some(told) = number("ballots") {
            compare("the number of ballots", &mut self.ballots, told);
        }
        if let Some(told) = number("tree_size") {
            compare("the length of the list", &mut self.tree_size, told);
        }
        for (name, told) in running(summary.get("counts")) {
            // Names that come and go would fill the memory.
            if self.counts.len() >= MOST * MOST && !self.counts.contains_key(&name) {
                continue;
            }
            compare(&name, self.counts.entry(name.clone()).or_default(), told);
        }
        found
    }

    /// What is counted stands on the list by then.
    pub(super) fn at_most(&self, listed: u64) -> Option<Sighting> {
        (self.ballots > listed).then(|| {
            let detail = format!("{} ballots were told; {listed} are on the list", self.ballots);
            Sighting::new(Kind::ListHidden, "ballots", detail)
        })
    }
}

/// Of a running count what can only grow: votes of a choice, and abstentions.
fn running(counts: Option<&Value>) -> Vec<(String, u64)> {
    let mut running = Vec::new();
    for (question, tally) in counts.and_then(Value::as_object).into_iter().flatten().take(MOST) {
        let options = tally.get("counts").and_then(Value::as_object).into_iter().flatten().take(MOST);
        let votes =
            options.filter_map(|(option, votes)| Some((format!("{question}/{option}"), votes.as_u64()?)));
        running.extend(votes);
        let abstained = tally.get("abstain").and_then(Value::as_u64);
        running.extend(abstained.map(|number| (format!("the abstentions of {question}"), number)));
    }
    running
}

/// Questions, and options of one.
const MOST: usize = 256;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_may_only_grow() {
        let told = |ballots: u64, votes: u64| {
            json!({"ballots": ballots, "tree_size": ballots + 2,
                   "counts": {"q1": {"kind": "choice", "counts": {"a": votes, "b": ballots - votes}, "abstain": 0}}})
        };
        let mut highest = Highest::default();
        assert!(highest.rise(&told(5, 2)).is_empty());
        assert!(highest.rise(&told(7, 3)).is_empty());
        let fell: Vec<String> = highest.rise(&told(7, 2)).into_iter().map(|it| it.detail).collect();
        assert_eq!(fell, ["q1/a fell from 3 to 2"]);
        let fell = highest.rise(&told(6, 3));
        assert_eq!(fell.len(), 3, "{fell:?}");
        assert!(highest.at_most(7).is_none() && highest.at_most(6).is_some());
    }

    #[test]
    fn other_shapes_are_no_numbers() {
        let mut highest = Highest::default();
        for strange in [
            json!(null),
            json!([]),
            json!({"ballots": "7", "tree_size": -1, "counts": 3}),
            json!({"ballots": 1.5, "counts": {"q1": [1], "q2": {"counts": {"a": "x"}}}}),
        ] {
            assert!(highest.rise(&strange).is_empty());
        }
        assert_eq!(highest, Highest::default());
    }
}
