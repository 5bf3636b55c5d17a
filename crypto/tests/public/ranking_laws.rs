//! Laws of counting rankings, on random elections.

use std::collections::BTreeSet;

use crate::ranked::{METHODS, ids, question, rank};
use crypto::content::Answer;
use crypto::manifest::Question;
use crypto::tally::QuestionTally;
use proptest::prelude::*;
use serde_json::{Value, json};

const OPTIONS: [&str; 5] = ["a", "b", "c", "d", "e"];

fn tally(question: &Question, rankings: &[Vec<&str>]) -> Value {
    let mut tally = QuestionTally::new(question);
    for ranking in rankings {
        tally.add(&if ranking.is_empty() { Answer::Abstain } else { rank(ranking.iter().copied()) });
    }
    tally.finish()
}

/// One in six says nothing: it abstains.
fn rankings() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let ranking = (Just(OPTIONS.to_vec()).prop_shuffle(), 0..=5usize);
    prop::collection::vec(ranking.prop_map(|(options, length)| options[..length].to_vec()), 0..40)
}

/// A method and a number of seats that it can fill.
fn contest() -> impl Strategy<Value = (&'static str, usize)> {
    (prop::sample::select(METHODS.to_vec()), 1..=5usize)
        .prop_map(|(method, seats)| (method, if matches!(method, "irv" | "schulze") { 1 } else { seats }))
}

fn renamed<'a>(rankings: &[Vec<&str>], names: &[&'a str]) -> Vec<Vec<&'a str>> {
    let rename = |id: &str| names[OPTIONS.iter().position(|option| *option == id).unwrap()];
    rankings.iter().map(|ranking| ranking.iter().map(|id| rename(id)).collect()).collect()
}

fn used_the_list(tally: &Value) -> bool {
    let rounds = tally["rounds"].as_array().map_or(&[][..], Vec::as_slice);
    rounds.iter().flat_map(|round| round["ties"].as_array().unwrap()).any(|tie| tie["by"] == "list")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Anonymity: no order of the ballots gives another count, not even another digit of it.
    #[test]
    fn order_does_not_count(
        (rankings, shuffled) in rankings().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
        (method, seats) in contest(),
    ) {
        let question = question(method, seats, "report", &OPTIONS);
        prop_assert_eq!(tally(&question, &rankings), tally(&question, &shuffled));
    }

    /// Neutrality: options that swap their names swap their fates, as long as no tie was left to the list.
    #[test]
    fn names_do_not_count(
        rankings in rankings(),
        names in Just(OPTIONS.to_vec()).prop_shuffle(),
        (method, seats) in contest(),
    ) {
        let question = question(method, seats, "report", &OPTIONS);
        let (before, after) = (tally(&question, &rankings), tally(&question, &renamed(&rankings, &names)));
        prop_assert_eq!(used_the_list(&before), used_the_list(&after));
        if !used_the_list(&before) {
            for member in ["winners", "tied"] {
                let expected = renamed(&[ids(&before, member)], &names);
                let expected: BTreeSet<&str> = expected[0].iter().copied().collect();
                prop_assert_eq!(expected, ids(&after, member).into_iter().collect::<BTreeSet<_>>());
            }
        }
    }

    /// Who abstains is counted as that, and changes nothing else: no quota, no majority, no round.
    #[test]
    fn abstentions_decide_nothing(rankings in rankings(), (method, seats) in contest()) {
        let question = question(method, seats, "report", &OPTIONS);
        let voted: Vec<Vec<&str>> = rankings.iter().filter(|ranking| !ranking.is_empty()).cloned().collect();
        let (mut with, without) = (tally(&question, &rankings), tally(&question, &voted));
        prop_assert_eq!(with["abstain"].take(), json!(rankings.len() - voted.len()));
        with["abstain"] = json!(0);
        prop_assert_eq!(with, without);
    }

    /// Every seat is filled, or as many options tie for what is left of them as make it undecided; `listed` leaves none.
    #[test]
    fn seats_are_filled_or_tied(rankings in rankings(), (method, seats) in contest()) {
        let reported = tally(&question(method, seats, "report", &OPTIONS), &rankings);
        let (winners, tied) = (ids(&reported, "winners"), ids(&reported, "tied"));
        prop_assert_eq!(winners.len() < seats, !tied.is_empty());
        prop_assert!(tied.is_empty() || winners.len() + tied.len() > seats);
        let distinct: BTreeSet<&str> = winners.iter().chain(&tied).copied().collect();
        prop_assert_eq!(distinct.len(), winners.len() + tied.len());

        let listed = tally(&question(method, seats, "listed", &OPTIONS), &rankings);
        prop_assert_eq!((ids(&listed, "winners").len(), ids(&listed, "tied").len()), (seats, 0));
        prop_assert!(winners.iter().all(|winner| ids(&listed, "winners").contains(winner)));
    }

    /// Majority: whom more than half put first wins. Borda's method does not promise it.
    #[test]
    fn a_majority_wins(mut rankings in rankings(), method in prop::sample::select(METHODS[..4].to_vec())) {
        rankings.extend(vec![vec!["c", "a"]; rankings.len() + 1]);
        let tally = tally(&question(method, 1, "report", &OPTIONS), &rankings);
        prop_assert_eq!(ids(&tally, "winners"), ["c"]);
    }

    /// Condorcet: who beats every other one by one wins by Schulze's method, and alone.
    #[test]
    fn who_beats_all_wins(rankings in rankings()) {
        let tally = tally(&question("schulze", 1, "report", &OPTIONS), &rankings);
        let beats = |a: &str, b: &str| tally["pairs"][a][b].as_u64() > tally["pairs"][b][a].as_u64();
        let champion = OPTIONS.iter().find(|a| OPTIONS.iter().all(|b| *a == b || beats(a, b)));
        if let Some(champion) = champion {
            prop_assert_eq!(ids(&tally, "winners"), [*champion]);
        }
    }

    /// Monotonicity, where it holds: a winner that one voter raises to the top still wins.
    #[test]
    fn support_does_not_hurt(
        mut rankings in rankings(),
        voter in any::<prop::sample::Index>(),
        method in prop::sample::select(vec!["schulze", "borda"]),
    ) {
        let question = question(method, 1, "report", &OPTIONS);
        let before = tally(&question, &rankings);
        if let Some(winner) = ids(&before, "winners").first().map(|id| OPTIONS.iter().find(|it| *it == id).unwrap()) {
            let ranking = voter.get_mut(&mut rankings);
            if let Some(place) = ranking.iter().position(|id| id == winner) {
                let raised = ranking.remove(place);
                ranking.insert(0, raised);
                let after = tally(&question, &rankings);
                prop_assert_eq!(ids(&after, "winners"), [*winner]);
            }
        }
    }

    /// With one seat all three count the same race, as long as no tie comes up: Meek's rule and Scotland's keep counting
    /// where instant run-off has stopped, to the same end.
    #[test]
    fn with_one_seat_all_transfers_are_alike(rankings in rankings()) {
        let outcomes: Vec<Value> =
            METHODS[..3].iter().map(|method| tally(&question(method, 1, "report", &OPTIONS), &rankings)).collect();
        let untied = |tally: &Value| tally["rounds"].as_array().unwrap().iter().all(|round| round["ties"] == serde_json::json!([]));
        if outcomes.iter().all(untied) {
            prop_assert_eq!(ids(&outcomes[0], "winners"), ids(&outcomes[1], "winners"));
            prop_assert_eq!(ids(&outcomes[0], "winners"), ids(&outcomes[2], "winners"));
        }
    }

    /// Proportionality: a Droop quota of voters who put the same options first, in whatever order, fill a seat with one
    /// of them; here all of a party's voters against everybody else.
    #[test]
    fn a_solid_quota_gets_its_seat(
        mut rankings in rankings(),
        seats in 1..=4usize,
        method in prop::sample::select(vec!["stv-scottish", "stv-meek"]),
    ) {
        // x + (x * seats - 1) ballots: the party has more than one part in seats + 1.
        let others = rankings.len();
        let party = others / seats + 1;
        rankings.extend((0..party).map(|voter| if voter % 2 == 0 { vec!["d", "e"] } else { vec!["e", "d"] }));
        let tally = tally(&question(method, seats, "listed", &OPTIONS), &rankings);
        let winners = ids(&tally, "winners");
        prop_assert!(winners.contains(&"d") || winners.contains(&"e"), "{}", tally);
    }

    /// What is told of each round adds up: votes and exhausted papers are all ballots; the excess is what rounding up
    /// gives, at most one unit for each ballot and option.
    #[test]
    fn rounds_add_up(rankings in rankings(), seats in 1..=4usize, method in prop::sample::select(METHODS[..3].to_vec())) {
        let seats = if method == "irv" { 1 } else { seats };
        let tally = tally(&question(method, seats, "report", &OPTIONS), &rankings);
        let places = match method { "irv" => 0, "stv-scottish" => 5, _ => 9 };
        let units = |amount: &Value| -> u64 {
            amount.as_u64().unwrap_or_else(|| {
                let (whole, decimals) = amount.as_str().unwrap().split_once('.').unwrap();
                assert_eq!(decimals.len(), places);
                format!("{whole}{decimals}").parse().unwrap()
            })
        };
        let voted = rankings.iter().filter(|ranking| !ranking.is_empty()).count();
        let total = voted as u64 * 10u64.pow(places as u32);
        for round in tally["rounds"].as_array().unwrap() {
            let held: u64 = round["votes"].as_object().unwrap().values().map(units).sum();
            let sum = held + units(&round["exhausted"]);
            prop_assert!(sum >= total && sum - total <= (voted * OPTIONS.len()) as u64);
        }
    }
}

/// Instant run-off is not monotonic, which is no fault of the program: ten voters who raise `a` to the top change whom it
/// meets in the end. (An example of many textbooks.)
#[test]
fn run_offs_are_not_monotonic() {
    let options = ["a", "b", "c"];
    let before =
        crate::ranked::count(&question("irv", 1, "report", &options), &["39 a>b>c", "35 b>c>a", "26 c>a>b"]);
    assert_eq!(ids(&before, "winners"), ["a"]);
    let after =
        crate::ranked::count(&question("irv", 1, "report", &options), &["49 a>b>c", "25 b>c>a", "26 c>a>b"]);
    assert_eq!(ids(&after, "winners"), ["c"]);
}
