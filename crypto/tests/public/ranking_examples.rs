//! Elections from the literature and worked by hand, whose counts are known.

use crate::ranked::{METHODS, count, ids, question};
use serde_json::json;

/// The capital of Tennessee, the standard example of comparisons of voting methods.
const TENNESSEE: [&str; 4] = ["42 m>n>c>k", "26 n>c>k>m", "15 c>k>n>m", "17 k>c>n>m"];

#[test]
fn nobody_ranked_anything_and_all_tie() {
    for method in METHODS {
        let tally = count(&question(method, 1, "report", &["a", "b", "c"]), &[]);
        assert_eq!((&tally["winners"], &tally["tied"]), (&json!([]), &json!(["a", "b", "c"])), "{method}");
        let tally = count(&question(method, 1, "listed", &["a", "b", "c"]), &[]);
        assert_eq!((&tally["winners"], &tally["tied"]), (&json!(["a"]), &json!([])), "{method}");
    }
}

#[test]
fn the_examples_of_the_protocol_are_counts_of_their_ballots() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/protocol.md")).unwrap();
    for method in ["stv-scottish", "stv-meek"] {
        let start = page
            .find(&format!(r#"{{"kind":"ranking","method":"{method}""#))
            .expect("the page has an example");
        let mut values = serde_json::Deserializer::from_str(&page[start..]).into_iter::<serde_json::Value>();
        let example = values.next().unwrap().unwrap();
        let lines = ["5 a>b", "2 b", "2 c"];
        assert_eq!(count(&question(method, 2, "report", &["a", "b", "c"]), &lines), example);
    }
}

#[test]
fn an_only_option_wins() {
    for method in METHODS {
        for lines in [&["2 a"][..], &[]] {
            let tally = count(&question(method, 1, "report", &["a"]), lines);
            assert_eq!((ids(&tally, "winners"), ids(&tally, "tied")), (vec!["a"], vec![]), "{method}");
        }
    }
}

#[test]
fn irv_gives_tennessee_to_knoxville() {
    let tally = count(&question("irv", 1, "report", &["m", "n", "c", "k"]), &TENNESSEE);
    let expected = json!({
        "kind": "ranking", "method": "irv", "abstain": 0,
        "rounds": [
            {"votes": {"m": 42, "n": 26, "c": 15, "k": 17}, "exhausted": 0, "elected": [], "eliminated": "c", "ties": []},
            {"votes": {"m": 42, "n": 26, "k": 32}, "exhausted": 0, "elected": [], "eliminated": "n", "ties": []},
            {"votes": {"m": 42, "k": 58}, "exhausted": 0, "elected": ["k"], "ties": []}],
        "winners": ["k"], "tied": []});
    assert_eq!(tally, expected);
}

#[test]
fn schulze_and_borda_give_it_to_nashville() {
    let options = ["m", "n", "c", "k"];
    let schulze = count(&question("schulze", 1, "report", &options), &TENNESSEE);
    assert_eq!(schulze["pairs"]["n"], json!({"m": 58, "c": 68, "k": 68}));
    assert_eq!(ids(&schulze, "winners"), ["n"]);
    let borda = count(&question("borda", 2, "report", &options), &TENNESSEE);
    let expected = json!({"kind": "ranking", "method": "borda", "totals": {"m": 126, "n": 194, "c": 173, "k": 107},
        "abstain": 0, "winners": ["n", "c"], "tied": []});
    assert_eq!(borda, expected);
}

/// Schulze's own example of 45 voters.
#[test]
fn schulzes_example() {
    let tally = count(
        &question("schulze", 1, "report", &["a", "b", "c", "d", "e"]),
        &[
            "5 a>c>b>e>d",
            "5 a>d>e>c>b",
            "8 b>e>d>a>c",
            "3 c>a>b>e>d",
            "7 c>a>e>b>d",
            "2 c>b>a>d>e",
            "7 d>c>e>b>a",
            "8 e>b>a>d>c",
        ],
    );
    assert_eq!(
        tally["pairs"],
        json!({
            "a": {"b": 20, "c": 26, "d": 30, "e": 22}, "b": {"a": 25, "c": 16, "d": 33, "e": 18},
            "c": {"a": 19, "b": 29, "d": 17, "e": 24}, "d": {"a": 15, "b": 12, "c": 28, "e": 14},
            "e": {"a": 23, "b": 27, "c": 21, "d": 31}})
    );
    assert_eq!(
        tally["paths"],
        json!({
            "a": {"b": 28, "c": 28, "d": 30, "e": 24}, "b": {"a": 25, "c": 28, "d": 33, "e": 24},
            "c": {"a": 25, "b": 29, "d": 29, "e": 24}, "d": {"a": 25, "b": 28, "c": 28, "e": 24},
            "e": {"a": 25, "b": 28, "c": 28, "d": 31}})
    );
    assert_eq!((ids(&tally, "winners"), ids(&tally, "tied")), (vec!["e"], vec![]));
}

#[test]
fn unranked_options_tie_below_the_ranked_ones() {
    let lines = ["3 a>b", "2 c"];
    let schulze = count(&question("schulze", 1, "report", &["a", "b", "c", "d"]), &lines);
    assert_eq!(schulze["pairs"]["a"], json!({"b": 3, "c": 3, "d": 3}));
    assert_eq!(schulze["pairs"]["c"], json!({"a": 2, "b": 2, "d": 2}));
    assert_eq!(schulze["pairs"]["d"], json!({"a": 0, "b": 0, "c": 0}));
    let borda = count(&question("borda", 1, "report", &["a", "b", "c", "d"]), &lines);
    assert_eq!(borda["totals"], json!({"a": 9, "b": 6, "c": 6, "d": 0}));
}

/// The paradox of voting: whatever wins is beaten by another.
#[test]
fn a_cycle_is_a_tie_for_schulze() {
    let lines = ["1 a>b>c", "1 b>c>a", "1 c>a>b"];
    let tally = count(&question("schulze", 1, "report", &["a", "b", "c"]), &lines);
    assert_eq!((ids(&tally, "winners"), ids(&tally, "tied")), (vec![], vec!["a", "b", "c"]));
    let tally = count(&question("schulze", 1, "listed", &["a", "b", "c"]), &lines);
    assert_eq!((ids(&tally, "winners"), ids(&tally, "tied")), (vec!["a"], vec![]));
}

/// Worked by hand. 100 papers, 3 seats, so a quota of 26. a's surplus of 24 goes on at 24 x 1 / 50 = 0.48, b's of 8.4 at
/// 8.4 x 0.48 / 34.4 = 0.11720(9..) for what came from a and at 8.4 x 1 / 34.4 = 0.24418(6..) for the rest.
#[test]
fn scottish_surpluses_are_weighted_inclusively_and_truncated() {
    let tally = count(
        &question("stv-scottish", 3, "report", &["a", "b", "c", "d", "e"]),
        &["30 a>b>c", "20 a>d>b", "10 b>c", "10 b>d>e", "16 c>d", "8 d>e", "6 e>d"],
    );
    let mut rounds = tally["rounds"].as_array().unwrap().clone();
    assert_eq!((&tally["quota"], rounds.len()), (&json!(26), 4));
    let first = json!({"votes": {"a": "50.00000", "b": "20.00000", "c": "16.00000", "d": "8.00000", "e": "6.00000"},
        "exhausted": "0.00000", "elected": ["a"], "transferred": "a", "ties": []});
    assert_eq!(rounds.remove(0), first);
    // b: 20 + 30 x 0.48; d: 8 + 20 x 0.48.
    let second = json!({"votes": {"a": "26.00000", "b": "34.40000", "c": "16.00000", "d": "17.60000", "e": "6.00000"},
        "exhausted": "0.00000", "elected": ["b"], "transferred": "b", "ties": []});
    assert_eq!(rounds.remove(0), second);
    // c: 16 + 30 x 0.11720 + 10 x 0.24418; d: 17.6 + 10 x 0.24418. What truncation drops is held by nobody.
    let third = json!({"votes": {"a": "26.00000", "b": "26.00000", "c": "21.95780", "d": "20.04180", "e": "6.00000"},
        "exhausted": "0.00040", "elected": [], "eliminated": "e", "ties": []});
    assert_eq!(rounds.remove(0), third);
    // e held only first preferences: they go on at their full value.
    let fourth = json!({"votes": {"a": "26.00000", "b": "26.00000", "c": "21.95780", "d": "26.04180"},
        "exhausted": "0.00040", "elected": ["d"], "ties": []});
    assert_eq!(rounds.remove(0), fourth);
    assert_eq!((ids(&tally, "winners"), ids(&tally, "tied")), (vec!["a", "b", "d"], vec![]));
}

/// Rule 52: when as many are left as seats, nothing is transferred any more.
#[test]
fn scottish_last_vacancies_need_no_quota() {
    let tally = count(&question("stv-scottish", 2, "report", &["a", "b", "c"]), &["10 a", "3 b", "2 c"]);
    assert_eq!(tally["rounds"].as_array().unwrap().len(), 2);
    assert_eq!(tally["rounds"][1]["votes"], json!({"a": "6.00000", "b": "3.00000", "c": "2.00000"}));
    assert_eq!(tally["rounds"][1]["exhausted"], json!("4.00000"));
    assert_eq!(tally["rounds"][1]["elected"], json!(["b"]));
    assert_eq!(tally["rounds"][1]["eliminated"], json!("c"));
}

/// Rule 49: of equal surpluses the one that was greater in an earlier stage goes first, here by the second round, else
/// the option listed first.
#[test]
fn scottish_equal_surpluses() {
    let listed = count(
        &question("stv-scottish", 3, "report", &["a", "b", "c", "d"]),
        &["8 b>c", "8 a>d", "3 c", "2 d"],
    );
    assert_eq!(listed["quota"], json!(6));
    let tie = json!({"for": "surplus", "options": ["a", "b"], "by": "list", "chosen": ["a"]});
    assert_eq!(listed["rounds"][0]["ties"], json!([tie]));

    // 38 papers and 4 seats make a quota of 8. When c goes out, a and b have 9 each; a had more before.
    let earlier = count(
        &question("stv-scottish", 4, "report", &["b", "a", "c", "d", "e", "f"]),
        &["7 a>d", "6 b>e", "2 c>a", "3 c>b", "7 d", "7 e", "6 f"],
    );
    let tie = json!({"for": "surplus", "options": ["b", "a"], "by": "round", "round": 1, "chosen": ["a"]});
    assert_eq!(earlier["rounds"][1]["ties"], json!([tie]));
    assert_eq!(earlier["rounds"][1]["transferred"], json!("a"));
}

/// A published count of the program STV-rs, its `vegetables` ballots without the withdrawn options. That program cuts off
/// what the reference rule rounds up, so that after some iterations the last digit or two differ.
#[test]
fn meek_as_published() {
    let options = ["apple", "cherry", "date", "eggplant", "grape", "hazelnut", "jalapeno"];
    let tally = count(
        &question("stv-meek", 4, "report", &options),
        &[
            "1 apple",
            "2 cherry",
            "3 cherry>date",
            "4 date>eggplant",
            "5 eggplant",
            "6 grape",
            "7 grape>hazelnut",
            "8 hazelnut>jalapeno",
            "9 jalapeno>apple",
        ],
    );
    let published = json!([
        {"quota": "9.000000001", "exhausted": "0.000000000", "elected": ["grape"], "eliminated": null, "grape": "13.000000000"},
        {"quota": "8.630769232", "exhausted": "1.846153842", "elected": ["hazelnut", "jalapeno"], "eliminated": null,
         "grape": "9.000000009", "hazelnut": "10.153846149", "jalapeno": "9.000000000"},
        {"quota": "8.416270386", "exhausted": "2.918648071", "elected": [], "eliminated": "apple",
         "apple": "2.832540310", "grape": "8.416270460", "hazelnut": "8.416270517", "jalapeno": "8.416270642"},
        {"quota": "7.000000429", "exhausted": "9.999997859", "elected": [], "eliminated": "date",
         "grape": "7.000000631", "hazelnut": "7.000000712", "jalapeno": "7.000000798"},
        {"quota": "7.000000429", "exhausted": "9.999997859", "elected": ["eggplant"], "eliminated": null,
         "eggplant": "9.000000000"}]);
    let rounds = tally["rounds"].as_array().unwrap();
    assert_eq!(rounds.len(), 5);
    for (round, expected) in rounds.iter().zip(published.as_array().unwrap()) {
        for (member, expected) in expected.as_object().unwrap() {
            let found =
                if options.contains(&member.as_str()) { &round["votes"][member] } else { &round[member] };
            match (found.as_str(), expected.as_str()) {
                (Some(found), Some(expected)) if found.contains('.') => {
                    assert!(
                        billionths(found).abs_diff(billionths(expected)) <= 20,
                        "{member}: {found}, {expected}"
                    );
                }
                _ => assert_eq!(found, expected, "{member}"),
            }
        }
    }
    assert_eq!(ids(&tally, "winners"), ["grape", "hazelnut", "jalapeno", "eggplant"]);
    // The first iteration is free of rounding: here every digit is the published one.
    assert_eq!(rounds[1]["quota"], published[1]["quota"]);
    assert_eq!(rounds[1]["votes"]["hazelnut"], published[1]["hazelnut"]);
}

fn billionths(decimal: &str) -> u64 {
    decimal.replace('.', "").parse().unwrap()
}

/// Equal last ones: the most recent earlier round in which they differ, else the list, last out first.
#[test]
fn ties_for_elimination() {
    for method in ["irv", "stv-scottish", "stv-meek"] {
        let by_list =
            count(&question(method, 1, "report", &["a", "b", "c", "d"]), &["5 a", "4 b", "2 c>b", "2 d>b"]);
        let tie = json!({"for": "elimination", "options": ["c", "d"], "by": "list", "chosen": ["d"]});
        assert_eq!(by_list["rounds"][0]["ties"], json!([tie]), "{method}");

        // d goes out first and lifts c, which had least, to where b is.
        let by_round =
            count(&question(method, 1, "report", &["a", "b", "c", "d"]), &["9 a", "5 b>a", "3 c>a", "2 d>c"]);
        let tie =
            json!({"for": "elimination", "options": ["b", "c"], "by": "round", "round": 1, "chosen": ["c"]});
        assert_eq!(by_round["rounds"][1]["ties"], json!([tie]), "{method}");
        assert_eq!(ids(&by_round, "winners"), ["a"], "{method}");
    }
}

/// A tie for the last seat that no earlier round breaks is the poll's own matter.
#[test]
fn ties_for_the_last_seat() {
    for method in ["irv", "stv-scottish", "stv-meek"] {
        let lines = ["4 a", "4 b", "1 c"];
        let reported = count(&question(method, 1, "report", &["a", "b", "c"]), &lines);
        assert_eq!((ids(&reported, "winners"), ids(&reported, "tied")), (vec![], vec!["a", "b"]), "{method}");
        let tie = json!({"for": "seat", "options": ["a", "b"], "by": "nothing", "chosen": []});
        assert_eq!(reported["rounds"][1]["ties"], json!([tie]), "{method}");

        let listed = count(&question(method, 1, "listed", &["a", "b", "c"]), &lines);
        assert_eq!((ids(&listed, "winners"), ids(&listed, "tied")), (vec!["a"], vec![]), "{method}");
        let tie = json!({"for": "elimination", "options": ["a", "b"], "by": "list", "chosen": ["b"]});
        assert_eq!(listed["rounds"][1]["ties"], json!([tie]), "{method}");

        // c's vote made them equal: the round before tells them apart, whatever the poll says of ties.
        let lines = ["4 a", "3 b", "1 c>b"];
        let earlier = count(&question(method, 1, "report", &["b", "a", "c"]), &lines);
        assert_eq!((ids(&earlier, "winners"), ids(&earlier, "tied")), (vec!["a"], vec![]), "{method}");
    }
    let several = count(&question("stv-scottish", 2, "report", &["a", "b", "c"]), &["5 a", "3 b", "3 c"]);
    assert_eq!((ids(&several, "winners"), ids(&several, "tied")), (vec!["a"], vec!["b", "c"]));
}
