//! Every tally of a poll that is published fits into a result that everybody reads.

use crate::ranked::{METHODS, question, rank};
use crypto::content::Answer;
use crypto::encoding::sha256;
use crypto::manifest::{MAX_OPTIONS, Question};
use crypto::statement::{self, Outcome};
use crypto::tally::{MAX_TALLY_BYTES, QuestionTally, longest_tally};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};

/// The longest list of options, with the longest ids.
fn longest_list() -> Vec<String> {
    (0..MAX_OPTIONS).map(|number| format!("{number:0>32}")).collect()
}

/// As many ballots as a result can tell of, each for the option that is its turn; all options but the first tie.
fn worst_count(question: &Question) -> Value {
    let mut tally = QuestionTally::new(question);
    for option in &question.options {
        tally.add_times(&rank([option.id.as_str()]), 9_000_000_000_000_000 / MAX_OPTIONS as u64);
    }
    tally.add_times(&rank([question.options[0].id.as_str()]), 1);
    tally.finish()
}

#[test]
fn the_longest_lists_fit_into_a_result() {
    let ids = longest_list();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for method in METHODS {
        let seats = if ["irv", "schulze"].contains(&method) { 1 } else { 200 };
        let question = question(method, seats, "report", &ids);
        let tally = json!({ "q": worst_count(&question) });
        let (length, bound) = (tally.to_string().len(), longest_tally(&[question]));
        assert!(length <= bound && bound <= MAX_TALLY_BYTES / 5, "{method}: {length} of {bound}");
        let outcome = Outcome {
            poll: sha256(&[b"poll"]).into(),
            ballots: 9_000_000_000_000_001,
            issued: None,
            tree_size: 9_007_199_254_740_991,
            root: [7; 32],
            tally,
        };
        let key = crate::poll::ballot_box_key();
        let note = statement::sign(&outcome, &key).to_string();
        let (read, _) = statement::open::<Outcome>(&note, key.verifier()).unwrap();
        assert_eq!(read, outcome, "{method}");
    }
}

#[test]
fn a_result_that_is_too_long_is_refused_unread() {
    let key = crate::poll::ballot_box_key();
    let note = "x".repeat(statement::MAX_RESULT_BYTES + 1);
    let refused = statement::open::<Outcome>(&note, key.verifier()).unwrap_err().to_string();
    assert_eq!(refused, format!("the note is larger than {} bytes", statement::MAX_RESULT_BYTES));
    let other = statement::open::<statement::Promise>(&note, key.verifier()).unwrap_err().to_string();
    assert_eq!(other, "the note is larger than 1048576 bytes");
}

fn some_question() -> impl Strategy<Value = Question> {
    let ids = ["a", "bb", "c-c-c", "d", "0123456789abcdef0123456789abcdef", "f"];
    (prop::sample::select(METHODS.to_vec()), 1..=3usize, subsequence(ids.to_vec(), 1..=6), any::<bool>())
        .prop_map(|(method, seats, ids, listed)| {
            let seats = if ["irv", "schulze"].contains(&method) { 1 } else { seats.min(ids.len()) };
            question(method, seats, if listed { "listed" } else { "report" }, &ids)
        })
}

proptest! {
    #[test]
    fn no_tally_is_longer_than_was_foretold(
        (question, ballots) in some_question().prop_flat_map(|question| {
            let ids: Vec<String> = question.options.iter().map(|option| option.id.clone()).collect();
            let most = ids.len();
            let ballots = vec((subsequence(ids, 0..=most).prop_shuffle(), 1..1_000_000_000_000u64), 0..8);
            (Just(question), ballots)
        })
    ) {
        let mut tally = QuestionTally::new(&question);
        for (ranking, times) in &ballots {
            let answer = if ranking.is_empty() { Answer::Abstain } else { Answer::Rank(ranking.clone()) };
            tally.add_times(&answer, *times);
        }
        let tally = json!({ question.id.as_str(): tally.finish() }).to_string();
        prop_assert!(tally.len() <= longest_tally(&[question]), "{}", tally);
    }
}
