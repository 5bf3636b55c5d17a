//! Tallies of parts against the tally of the whole: what is none first, then any split in any order.

use crypto::content::Answer;
use crypto::manifest::Question;
use crypto::tally::{QuestionTally, SumError, is_summable, sum};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::ranked::{METHODS, question};

const OPTIONS: [&str; 4] = ["a", "b", "c", "d"];

/// A choice, a score, and a ranking by each method that has sums.
fn questions(seats: usize, ties: &str) -> Vec<Question> {
    let options: Vec<Value> = OPTIONS.iter().map(|id| json!({ "id": id, "title": id })).collect();
    let of = |id: &str, fields: Value| {
        let mut question = json!({ "id": id, "title": id, "seats": seats, "ties": ties, "options": options });
        question.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        serde_json::from_value(question).unwrap()
    };
    vec![
        of("choice", json!({ "kind": "choice", "min": 1, "max": 4 })),
        of("score", json!({ "kind": "score", "low": -3, "high": 5 })),
        of("borda", json!({ "kind": "ranking", "method": "borda", "min": 1, "max": 4 })),
        of("schulze", json!({ "kind": "ranking", "method": "schulze", "min": 1, "max": 4, "seats": 1 })),
    ]
}

/// One ballot's answers to [`questions`].
fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let ids = || {
        let some = (Just(OPTIONS.to_vec()).prop_shuffle(), 1..=4_usize);
        some.prop_map(|(ids, many)| ids[..many].iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let rank = || prop_oneof![1 => Just(Answer::Abstain), 4 => ids().prop_map(Answer::Rank)];
    (
        prop_oneof![1 => Just(Answer::Abstain), 4 => ids().prop_map(Answer::Choose)],
        prop_oneof![1 => Just(Answer::Abstain), 4 => prop::collection::vec(-3..=5_i32, 4).prop_map(Answer::Score)],
        rank(),
        rank(),
    )
        .prop_map(|(choice, score, borda, schulze)| vec![choice, score, borda, schulze])
}

fn tally<'a>(questions: &[Question], ballots: &(impl Iterator<Item = &'a Vec<Answer>> + Clone)) -> Value {
    let of = |place: usize, question: &Question| {
        let mut tally = QuestionTally::new(question);
        ballots.clone().for_each(|ballot| tally.add(&ballot[place]));
        (question.id.clone(), tally.finish())
    };
    Value::Object(
        questions.iter().enumerate().map(|(place, question)| of(place, question)).collect::<Map<_, _>>(),
    )
}

#[test]
fn what_is_counted_in_rounds_is_not_added_up() {
    for method in METHODS {
        let question = question(method, 1, "report", &OPTIONS);
        let tally = json!({ "q": QuestionTally::new(&question).finish() });
        let added = sum(std::slice::from_ref(&question), [&tally]);
        match method {
            "schulze" | "borda" => assert!(is_summable(&question) && added == Ok(tally), "{method}"),
            _ => assert!(
                !is_summable(&question) && added == Err(SumError::NotSummable("q".into())),
                "{method}"
            ),
        }
    }
}

#[test]
fn what_is_no_tally_of_the_questions_is_refused_with_its_place() {
    let questions = questions(1, "report");
    let ballot = vec![
        Answer::Choose(vec!["a".into()]),
        Answer::Score(vec![1, 2, 3, -3]),
        Answer::Rank(vec!["b".into(), "a".into()]),
        Answer::Rank(vec!["c".into()]),
    ];
    let good = tally(&questions, &[&ballot].into_iter());
    assert!(sum(&questions, [&good, &good]).is_ok());
    let mut bad = vec![json!(null), json!([]), json!({})];
    for (pointer, value) in [
        ("/choice/counts/a", json!(-1)),
        ("/choice/counts/a", json!("1")),
        ("/choice/counts/a", json!(1.0)),
        ("/choice/counts/a", json!(1_u64 << 53)),
        ("/choice/counts", json!({ "a": 1, "b": 0, "c": 0 })),
        ("/choice/winners", json!(["b"])),
        ("/choice/tied", json!(["a"])),
        ("/choice/abstain", json!(-1)),
        ("/choice/kind", json!("score")),
        ("/score/totals/d", json!(null)),
        ("/score/totals/d", json!(-(1_i64 << 53))),
        ("/borda/totals/a", json!(-2)),
        ("/borda/method", json!("schulze")),
        ("/schulze/pairs/c/a", json!(u64::MAX)),
        ("/schulze/pairs/c", json!({})),
        // Twice as many prefer c, and the paths do not know.
        ("/schulze/pairs/c/a", json!(2)),
        ("/schulze/paths/c/a", json!(0)),
    ] {
        let mut spoiled = good.clone();
        *spoiled.pointer_mut(pointer).unwrap() = value;
        bad.push(spoiled);
    }
    let mut more = good.clone();
    more["choice"]["comment"] = json!("");
    let mut other = good.clone();
    other["fifth"] = json!({});
    for bad in bad.into_iter().chain([more, other]) {
        let refused = sum(&questions, [&good, &bad]).unwrap_err();
        assert!(matches!(refused, SumError::Malformed { part: 2, .. }), "{bad}: {refused}");
    }
}

#[test]
fn sums_that_not_every_reader_holds_exactly_are_refused() {
    let most = (1_u64 << 53) - 1;
    for (place, answer) in [(0, Answer::Choose(vec!["a".into()])), (2, Answer::Rank(vec!["a".into()]))] {
        let question = &questions(1, "report")[place..=place];
        let tally = |times: u64| {
            let mut tally = QuestionTally::new(&question[0]);
            tally.add_times(&answer, times);
            json!({ question[0].id.clone(): tally.finish() })
        };
        // A first place scores 3 by Borda's method.
        let unit = if place == 2 { 3 } else { 1 };
        assert!(sum(question, [&tally(most / unit - 1), &tally(1)]).is_ok());
        let refused = sum(question, [&tally(most / unit), &tally(most / unit)]);
        assert_eq!(refused, Err(SumError::TooLarge(question[0].id.clone())));
    }
}

#[test]
fn nothing_added_up_is_the_tally_of_no_ballot() {
    let questions = questions(2, "report");
    assert_eq!(sum(&questions, []), Ok(tally(&questions, &[].iter())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However the ballots are dealt, and in whatever order the parts are added.
    #[test]
    fn parts_add_up_to_the_whole(
        ballots in prop::collection::vec((answers(), 0..5_usize), 0..40),
        order in Just([0, 1, 2, 3, 4_usize]).prop_shuffle(),
        seats in 1..=4_usize,
        ties in prop::sample::select(vec!["report", "listed"]),
    ) {
        let questions = questions(seats, ties);
        let part = |number: usize| {
            let dealt = ballots.iter().filter(move |(_, part)| *part == number).map(|(ballot, _)| ballot);
            tally(&questions, &dealt)
        };
        let parts: Vec<Value> = order.iter().map(|&number| part(number)).collect();
        let whole = tally(&questions, &ballots.iter().map(|(ballot, _)| ballot));
        prop_assert_eq!(sum(&questions, &parts), Ok(whole));
    }
}
