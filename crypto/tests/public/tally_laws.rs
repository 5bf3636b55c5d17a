//! Laws of counting choices and scores, on random ballots.

use std::collections::BTreeSet;

use crate::ranked::ids;
use crypto::content::Answer;
use crypto::manifest::Question;
use crypto::tally::QuestionTally;
use proptest::prelude::*;
use serde_json::{Value, json};

const OPTIONS: [&str; 5] = ["a", "b", "c", "d", "e"];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// So many options at most.
    Choice(usize),
    Score,
}

/// What a ballot says of each option, by its place: nothing where it abstains. A choice is 1 or 0.
type Ballot = Option<[i32; 5]>;

fn question(kind: Kind, seats: usize, ties: &str) -> Question {
    let rules = match kind {
        Kind::Choice(most) => json!({ "kind": "choice", "min": 1, "max": most }),
        Kind::Score => json!({ "kind": "score", "low": -3, "high": 5 }),
    };
    let options: Vec<Value> = OPTIONS.iter().map(|id| json!({ "id": id, "title": id })).collect();
    let mut question =
        json!({ "id": "q", "title": "Who?", "seats": seats, "ties": ties, "options": options });
    question.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
    serde_json::from_value(question).unwrap()
}

fn tally(kind: Kind, seats: usize, ties: &str, ballots: &[Ballot]) -> Value {
    let mut tally = QuestionTally::new(&question(kind, seats, ties));
    for ballot in ballots {
        tally.add(&match (ballot, kind) {
            (None, _) => Answer::Abstain,
            (Some(scores), Kind::Score) => Answer::Score(scores.to_vec()),
            (Some(marks), Kind::Choice(_)) => {
                let chosen = OPTIONS.iter().zip(marks).filter(|(_, mark)| **mark == 1);
                Answer::Choose(chosen.map(|(id, _)| (*id).to_owned()).collect())
            }
        });
    }
    tally.finish()
}

fn ballot(kind: Kind) -> BoxedStrategy<Ballot> {
    let said = match kind {
        Kind::Score => [-3..=5i32, -3..=5i32, -3..=5i32, -3..=5i32, -3..=5i32].boxed(),
        Kind::Choice(most) => prop::sample::subsequence((0..5usize).collect::<Vec<_>>(), 1..=most)
            .prop_map(|chosen| std::array::from_fn(|place| i32::from(chosen.contains(&place))))
            .boxed(),
    };
    prop_oneof![1 => Just(None), 5 => said.prop_map(Some)].boxed()
}

/// A kind of question, seats, and ballots of it.
fn contest() -> impl Strategy<Value = (Kind, usize, Vec<Ballot>)> {
    let kind = prop_oneof![Just(Kind::Choice(1)), (2..=5usize).prop_map(Kind::Choice), Just(Kind::Score)];
    (kind, 1..=5usize)
        .prop_flat_map(|(kind, seats)| (Just(kind), Just(seats), prop::collection::vec(ballot(kind), 0..40)))
}

fn set<'v>(tally: &'v Value, member: &str) -> BTreeSet<&'v str> {
    ids(tally, member).into_iter().collect()
}

/// Each option's votes or points.
fn sums(tally: &Value) -> [i64; 5] {
    let sums = tally.get("counts").or(tally.get("totals")).unwrap();
    OPTIONS.map(|id| sums[id].as_i64().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Anonymity: no order of the ballots gives another result.
    #[test]
    fn order_does_not_count(
        ((kind, seats, ballots), shuffled) in contest().prop_flat_map(|contest| {
            let ballots = contest.2.clone();
            (Just(contest), Just(ballots).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(tally(kind, seats, "report", &ballots), tally(kind, seats, "report", &shuffled));
    }

    /// Neutrality: options that swap their places on every ballot swap their fates.
    #[test]
    fn names_do_not_count(
        (kind, seats, ballots) in contest(),
        places in Just([0usize, 1, 2, 3, 4]).prop_shuffle(),
    ) {
        let swapped: Vec<Ballot> =
            ballots.iter().map(|ballot| ballot.map(|said| places.map(|place| said[place]))).collect();
        let (before, after) = (tally(kind, seats, "report", &ballots), tally(kind, seats, "report", &swapped));
        prop_assert_eq!(places.map(|place| sums(&before)[place]), sums(&after));
        for member in ["winners", "tied"] {
            let expected: BTreeSet<&str> =
                (0..5).filter(|place| set(&before, member).contains(OPTIONS[places[*place]])).map(|it| OPTIONS[it]).collect();
            prop_assert_eq!(expected, set(&after, member), "{}", member);
        }
    }

    /// Monotonicity: a winner whom one voter likes better, and nobody else, still wins.
    #[test]
    fn support_does_not_hurt((kind, seats, mut ballots) in contest(), voter in any::<prop::sample::Index>()) {
        // Without a ballot all options win where there are seats for all of them, and there is nobody to like one better.
        prop_assume!(!ballots.is_empty());
        let before = tally(kind, seats, "report", &ballots);
        for winner in ids(&before, "winners") {
            let place = OPTIONS.iter().position(|id| *id == winner).unwrap();
            let ballot = voter.get_mut(&mut ballots);
            let kept = *ballot;
            match (kind, &mut *ballot) {
                (Kind::Score, Some(scores)) => scores[place] = 5,
                (Kind::Score, None) => continue,
                (Kind::Choice(_), said) => said.get_or_insert_default()[place] = 1,
            }
            prop_assert!(set(&tally(kind, seats, "report", &ballots), "winners").contains(winner));
            *voter.get_mut(&mut ballots) = kept;
        }
    }

    /// Majority: with one vote each and one seat, whom more than half of those who do not abstain choose wins. Scores, and several
    /// votes each, do not promise it.
    #[test]
    fn a_majority_wins(mut ballots in prop::collection::vec(ballot(Kind::Choice(1)), 0..40)) {
        let said = ballots.iter().flatten().count();
        ballots.extend(vec![Some([0, 0, 1, 0, 0]); said + 1]);
        let told = tally(Kind::Choice(1), 1, "report", &ballots);
        prop_assert_eq!(ids(&told, "winners"), ["c"]);
    }

    /// No seat is given twice, and none is empty but for a tie: those who win stand above all others, those who tie are equal and
    /// above the rest. With `listed` none is empty, and of equal ones those go first that stand first.
    #[test]
    fn seats_are_filled_or_tied((kind, seats, ballots) in contest()) {
        let told = tally(kind, seats, "report", &ballots);
        let sum = |id: &str| sums(&told)[OPTIONS.iter().position(|option| *option == id).unwrap()];
        let (winners, tied) = (ids(&told, "winners"), ids(&told, "tied"));
        prop_assert_eq!(winners.len() < seats, !tied.is_empty());
        prop_assert!(tied.is_empty() || winners.len() + tied.len() > seats);
        let mut expected = OPTIONS;
        expected.sort_by_key(|id| -sum(id));
        prop_assert_eq!(&winners[..], &expected[..winners.len()]);
        prop_assert!(tied.iter().all(|id| sum(id) == sum(tied[0])));
        let rest = &expected[winners.len() + tied.len()..];
        let groups: Vec<&[&str]> = [&winners[..], &tied, rest].into_iter().filter(|group| !group.is_empty()).collect();
        for pair in groups.windows(2) {
            let (least, most) = (pair[0].iter().map(|id| sum(id)).min(), pair[1].iter().map(|id| sum(id)).max());
            prop_assert!(least > most, "{}", told);
        }
        let listed = tally(kind, seats, "listed", &ballots);
        prop_assert_eq!((ids(&listed, "winners"), ids(&listed, "tied").len()), (expected[..seats].to_vec(), 0));
    }

    /// Who abstains is counted as that, and changes nothing else.
    #[test]
    fn abstentions_decide_nothing((kind, seats, ballots) in contest()) {
        let said: Vec<Ballot> = ballots.iter().copied().filter(Option::is_some).collect();
        let (mut with, without) = (tally(kind, seats, "report", &ballots), tally(kind, seats, "report", &said));
        prop_assert_eq!(with["abstain"].take(), json!(ballots.len() - said.len()));
        with["abstain"] = json!(0);
        prop_assert_eq!(with, without);
    }
}
