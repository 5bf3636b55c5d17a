//! Schulze's method with winning votes (M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
//! Condorcet-consistent single-winner election method", 2011, sections 2.2 and 2.3). Unranked options tie below the
//! ranked ones.

use serde_json::{Map, Value, json};

use super::Rankings;
use crate::manifest::Question;
use crate::tally::winners;

pub(super) fn count(question: &Question, rankings: &Rankings, abstain: u64) -> Value {
    finish(question, &pairs(question.options.len(), rankings), abstain)
}

/// The tally of `[a][b]`, how many ballots prefer a to b.
pub(in crate::tally) fn finish(question: &Question, preferred: &[Vec<u64>], abstain: u64) -> Value {
    let options = question.options.len();
    let paths = strongest_paths(preferred);
    // Whoever is beaten by nobody may win; there is always one, and more than one is a tie.
    let unbeaten: Vec<bool> =
        (0..options).map(|one| (0..options).all(|other| paths[one][other] >= paths[other][one])).collect();
    let outcome = winners::most(question, &unbeaten);
    json!({
        "kind": "ranking", "method": "schulze",
        "pairs": by_pair(question, preferred), "paths": by_pair(question, &paths),
        "abstain": abstain, "winners": outcome.winners, "tied": outcome.tied,
    })
}

/// `[a][b]`: how many ballots prefer a to b.
fn pairs(options: usize, rankings: &Rankings) -> Vec<Vec<u64>> {
    let mut preferred = vec![vec![0; options]; options];
    for (ranking, times) in rankings.iter() {
        let mut below: Vec<bool> = vec![true; options];
        for &option in ranking {
            below[usize::from(option)] = false;
            for (votes, _) in
                preferred[usize::from(option)].iter_mut().zip(&below).filter(|(_, below)| **below)
            {
                *votes += times;
            }
        }
    }
    preferred
}

/// Floyd and Warshall: the strength of a path is its weakest link, and a link counts the votes for its winner.
fn strongest_paths(preferred: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let options = preferred.len();
    let link = |from: usize, to: usize| {
        if preferred[from][to] > preferred[to][from] { preferred[from][to] } else { 0 }
    };
    let mut paths: Vec<Vec<u64>> =
        (0..options).map(|from| (0..options).map(|to| link(from, to)).collect()).collect();
    for via in 0..options {
        for from in (0..options).filter(|&from| from != via) {
            for to in (0..options).filter(|&to| to != via && to != from) {
                paths[from][to] = paths[from][to].max(paths[from][via].min(paths[via][to]));
            }
        }
    }
    paths
}

/// `{"a":{"b":3},"b":{"a":2}}` in the manifest's order.
fn by_pair(question: &Question, matrix: &[Vec<u64>]) -> Value {
    let row = |from: usize| {
        let others = question.options.iter().enumerate().filter(|&(to, _)| to != from);
        others.map(|(to, option)| (option.id.clone(), matrix[from][to].into())).collect::<Map<_, _>>()
    };
    let rows = question.options.iter().enumerate();
    Value::Object(rows.map(|(from, option)| (option.id.clone(), Value::Object(row(from)))).collect())
}
