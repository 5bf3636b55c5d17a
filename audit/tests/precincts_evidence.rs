//! What convicts the registrar of an election in precincts can be shown as signed statements alone.

use audit::samples::PrecinctsElection;
use crypto::evidence::{Part, SetFinding, SetStatements};
use crypto::statement::{self, Precincts, Total};

fn list(election: &PrecinctsElection, list: &Precincts) -> Part {
    Part::new("list", statement::sign(list, &election.precincts[0].registrar).to_string())
}

fn total(election: &PrecinctsElection, edit: impl FnOnce(&mut Total)) -> Part {
    let mut total = election.total.clone().expect("it is added up");
    edit(&mut total);
    Part::new("total", statement::sign(&total, &election.precincts[0].registrar).to_string())
}

fn results(election: &PrecinctsElection) -> Vec<Part> {
    let signed = election.precincts.iter().map(|precinct| {
        Part::new("result", statement::sign(&precinct.results[0], &precinct.ballot_box).to_string())
    });
    signed.collect()
}

fn found(election: &PrecinctsElection, parts: Vec<Part>) -> (Vec<SetFinding>, Vec<String>, usize) {
    let manifest = &election.precincts[1].manifest;
    let (set, _, aside) = SetStatements::take(parts, manifest);
    (set.examine(manifest), set.missing(), aside.len())
}

#[test]
fn honest_statements_prove_nothing() {
    let election = PrecinctsElection::new();
    let honest =
        [vec![list(&election, &election.list), total(&election, |_| ())], results(&election)].concat();
    assert_eq!(found(&election, [honest.clone(), honest.clone()].concat()), (vec![], vec![], 0));
    // A total of another election, and lists that others signed or that are about other polls, are no matter.
    let other = PrecinctsElection::new();
    let foreign =
        [honest, vec![list(&other, &election.list), list(&other, &other.list), total(&other, |_| ())]];
    assert_eq!(found(&election, foreign.concat()), (vec![], vec![], 3));
}

#[test]
fn each_lie_of_the_registrar_is_proved_by_what_it_signed() {
    let election = PrecinctsElection::new();
    let with = |parts: Vec<Part>| {
        let all = [vec![list(&election, &election.list)], results(&election), parts].concat();
        found(&election, all).0
    };
    let mut renamed = election.list.clone();
    renamed.title = "Bored election".to_owned();
    assert_eq!(with(vec![list(&election, &renamed)]), [SetFinding::TwoLists]);
    let later = total(&election, |it| it.at = it.at.plus(1));
    assert_eq!(with(vec![total(&election, |_| ()), later]), [SetFinding::TwoTotals]);
    let left_out = total(&election, |it| _ = it.results.pop());
    assert_eq!(with(vec![left_out]), [SetFinding::OtherPrecincts { added: 2, listed: 3 }]);
    let swapped = total(&election, |it| it.results.swap(0, 1));
    assert_eq!(with(vec![swapped]), [SetFinding::OtherPrecincts { added: 3, listed: 3 }]);
    let more = total(&election, |it| it.ballots += 1);
    let right = (10, 7);
    assert_eq!(with(vec![more]), [SetFinding::WrongTotal { stated: (10, 8), right }]);
    let winner = total(&election, |it| it.tally["q1"]["winners"] = serde_json::json!(["b"]));
    let [finding] = with(vec![winner]).try_into().expect("one finding");
    assert_eq!(finding, SetFinding::WrongTotal { stated: right, right });
    assert!(finding.to_string().contains("whose tally is not"), "{finding}");
    let root = total(&election, |it| it.results[2].root = [7; 32]);
    assert_eq!(with(vec![root]), [SetFinding::WrongTotal { stated: right, right }]);

    let mut early = election.clone();
    early.precincts[2].results[0].issued = None;
    let parts = |election: &PrecinctsElection| {
        let note = statement::sign(&early.precincts[2].results[0], &early.precincts[2].ballot_box);
        let total = total(election, |it| it.results[2].result = statement::digest(&note));
        [vec![list(election, &election.list), total], results(&early)].concat()
    };
    assert_eq!(found(&election, parts(&election)).0, [SetFinding::TotalTooEarly { number: 3 }]);
}

#[test]
fn what_is_not_at_hand_is_told_and_proves_nothing() {
    let election = PrecinctsElection::new();
    let wrong = total(&election, |it| it.ballots += 1);
    let (findings, missing, _) = found(&election, vec![list(&election, &election.list), wrong.clone()]);
    assert_eq!(findings, []);
    assert!(missing[0].starts_with("3 results"), "{missing:?}");
    let (findings, missing, _) = found(&election, [vec![wrong], results(&election)].concat());
    assert_eq!(findings, []);
    assert!(missing[0].contains("list of precincts"), "{missing:?}");
    // A result that somebody altered is none.
    let mut parts = results(&election);
    parts[0].text = parts[0].text.replace("\"ballots\":5", "\"ballots\":6");
    let wrong = total(&election, |it| it.ballots += 1);
    let (findings, ..) = found(&election, [vec![list(&election, &election.list), wrong], parts].concat());
    assert_eq!(findings, []);
}
