//! The count of choices and scores by example.

use crypto::content::{Answer, Content};
use crypto::manifest::{Manifest, QuestionKind, Ties};
use crypto::tally::{Tally, tally};
use serde_json::json;

fn countable(seats: u32, ties: Ties) -> Manifest {
    let mut body = crate::poll::body();
    body.questions.retain(|question| !matches!(question.kind, QuestionKind::Ranking { .. }));
    body.questions[0].seats = seats;
    body.questions[0].ties = ties;
    body.seal().unwrap()
}

fn vote(chosen: &[&str], scores: [i32; 2]) -> Content {
    let choice = match chosen {
        [] => Answer::Abstain,
        ids => Answer::Choose(ids.iter().map(ToString::to_string).collect()),
    };
    Content { answers: vec![choice, Answer::Score(scores.to_vec())] }
}

#[test]
fn most_votes_win() {
    let manifest = countable(1, Ties::Report);
    let contents =
        [vote(&["a"], [5, 0]), vote(&["a", "b"], [0, 5]), vote(&["c"], [-2, 1]), vote(&[], [0, 0])];
    assert_eq!(
        tally(&manifest, &contents),
        json!({
            "q1": {"kind":"choice","counts":{"a":2,"b":1,"c":1},"abstain":1,"winners":["a"],"tied":[]},
            "q3": {"kind":"score","totals":{"roof":3,"garden-2":6},"abstain":0,"winners":["garden-2"],"tied":[]},
        })
    );
}

#[test]
fn a_tie_for_the_last_seat_is_reported_or_broken_by_the_list() {
    let contents = [vote(&["a"], [0, 0]), vote(&["b"], [0, 0]), vote(&["b", "c"], [0, 0])];
    let outcome = |seats, ties| {
        let tally = tally(&countable(seats, ties), &contents);
        (tally["q1"]["winners"].clone(), tally["q1"]["tied"].clone())
    };
    assert_eq!(outcome(1, Ties::Report), (json!(["b"]), json!([])));
    assert_eq!(outcome(2, Ties::Report), (json!(["b"]), json!(["a", "c"])));
    assert_eq!(outcome(2, Ties::Listed), (json!(["b", "a"]), json!([])));
    assert_eq!(outcome(3, Ties::Report), (json!(["b", "a", "c"]), json!([])));
}

#[test]
fn with_no_ballot_all_are_tied() {
    let tally = Tally::new(&countable(1, Ties::Report)).finish();
    assert_eq!(tally["q1"]["winners"], json!([]));
    assert_eq!(tally["q1"]["tied"], json!(["a", "b", "c"]));
}

#[test]
fn questions_stand_in_the_manifests_order() {
    let tally = Tally::new(&countable(1, Ties::Report)).finish();
    assert!(
        tally.to_string().starts_with(r#"{"q1":{"kind":"choice","counts":{"a":0,"b":0,"c":0},"abstain":0,"#)
    );
}
