//! Elections by ranking, written as in a textbook: `"42 M>N>C>K"`.

use crypto::content::Answer;
use crypto::manifest::Question;
use crypto::tally::QuestionTally;
use serde_json::{Value, json};

pub(crate) const METHODS: [&str; 5] = ["irv", "stv-scottish", "stv-meek", "schulze", "borda"];

/// One question, whose options are `ids`.
pub(crate) fn question(method: &str, seats: usize, ties: &str, ids: &[&str]) -> Question {
    let options: Vec<Value> = ids.iter().map(|id| json!({ "id": id, "title": id })).collect();
    serde_json::from_value(json!({
        "id": "q", "title": "Who?", "kind": "ranking", "method": method, "min": 1, "max": ids.len(), "seats": seats,
        "ties": ties, "options": options,
    }))
    .unwrap()
}

/// The count of lines `"TIMES A>B>C"`.
pub(crate) fn count(question: &Question, lines: &[&str]) -> Value {
    let mut tally = QuestionTally::new(question);
    for line in lines {
        let (times, ranking) = line.split_once(' ').unwrap();
        tally.add_times(&rank(ranking.split('>')), times.parse().unwrap());
    }
    tally.finish()
}

pub(crate) fn rank<'a>(ids: impl IntoIterator<Item = &'a str>) -> Answer {
    Answer::Rank(ids.into_iter().map(ToOwned::to_owned).collect())
}

/// Ids of a member such as `winners`.
pub(crate) fn ids<'v>(tally: &'v Value, member: &str) -> Vec<&'v str> {
    tally[member].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}
