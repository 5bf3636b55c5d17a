//! A count that shares nothing with the services' tally: JSON in, numbers out.

use std::collections::BTreeMap;

use serde_json::Value;

/// Votes by `question`, then by option id, or `abstain`.
pub type Counts = BTreeMap<String, BTreeMap<String, u64>>;

/// Takes `application/vnd.psephos.ballots` apart: `u16 length || ballot`.
///
/// # Panics
/// If a length points past the end.
pub fn split(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut ballots = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (ballot, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)));
        ballots.push(ballot.to_vec());
        bytes = rest;
    }
    assert!(bytes.is_empty(), "a stray byte behind the ballots");
    ballots
}

/// Counts choices straight from the ballots' bytes.
///
/// # Panics
/// If a content is not what PROTOCOL section 7 says.
pub fn count(ballots: &[Vec<u8>]) -> Counts {
    let mut counts = Counts::new();
    for ballot in ballots {
        // version, token, length; then the content; then the signature
        let content: Value =
            serde_json::from_slice(&ballot[357..ballot.len() - 64]).expect("the content is JSON");
        for (question, answer) in content["answers"].as_object().expect("answers by question") {
            let of_question = counts.entry(question.clone()).or_default();
            let chosen = match answer {
                Value::String(word) => vec![word.clone()],
                answer => {
                    let ids = answer["choose"].as_array().expect("a choice");
                    ids.iter().map(|id| id.as_str().expect("an option's id").to_owned()).collect()
                }
            };
            for id in chosen {
                *of_question.entry(id).or_default() += 1;
            }
        }
    }
    counts
}

/// The same numbers as a result states them; options without votes are left out, as [`count`] does.
///
/// # Panics
/// If the tally is not made of choices.
pub fn stated(tally: &Value) -> Counts {
    let questions = tally.as_object().expect("a tally by question");
    let number = |value: &Value| value.as_u64().expect("a count is a whole number");
    questions
        .iter()
        .map(|(question, tally)| {
            let counts = tally["counts"].as_object().expect("counts by option");
            let mut all: BTreeMap<String, u64> =
                counts.iter().map(|(id, count)| (id.clone(), number(count))).collect();
            all.insert("abstain".to_owned(), number(&tally["abstain"]));
            all.retain(|_, count| *count > 0);
            (question.clone(), all)
        })
        .collect()
}
