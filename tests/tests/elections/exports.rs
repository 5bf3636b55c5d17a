//! An election with every kind of question, on both databases: the signed count is the right one, holds in an audit, and is
//! counted again from the published table. What `psephos export` writes of it is what other programs expect: cast vote records by
//! the rules of NIST SP 1500-103, with the votes that were cast.

use std::fs;

use crypto::content::{Answer, Content};
use crypto::manifest::Manifest;
use e2e::audit::audit;
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::records::{breaches, contradictions};
use e2e::services::{Delivery, Store};
use serde_json::{Value, json};

use crate::rankings::named;

#[test]
fn every_kind_of_question_is_counted_and_exported_as_records_that_keep_the_formats_rules() {
    let (election, manifest) = play(Election::simple());
    let url = format!("{}/polls/{}", election.services.ballot_box().http().base(), manifest.id());
    counted_again(&election, &manifest);
    exported(&url);
}

#[test]
fn every_kind_of_question_is_counted_on_postgresql() {
    if let Some(election) = Election::start(Store::Postgres, Delivery::Outbox) {
        play(election);
    }
}

/// To the signed result and its audit.
fn play(election: Election) -> (Election, Manifest) {
    let mut draft = Draft { content_size: 700, ..Draft::default() }.to_json();
    draft["questions"] = QUESTIONS.iter().map(|(id, rules, _)| question(id, rules)).collect();
    let name = election.admin.draft(&draft).expect("the draft is taken");
    let manifest = election.manifest(&election.admin.publish(&name).expect("the poll is published"));
    // Two agree on everything, one says nothing, one puts Ada alone.
    for (voter, votes) in [answer, |_| Answer::Abstain, for_ada, answer].into_iter().enumerate() {
        let session = election.voter(&format!("voter{voter}@people.example.org"));
        election.vote(&manifest, &session, &Content { answers: (0..QUESTIONS.len()).map(votes).collect() });
    }
    let outcome = election.close(&manifest);
    assert_eq!(outcome.ballots, 4);
    for (id, told) in TALLIES {
        let expected: Value = serde_json::from_str(told).unwrap();
        let counted = outcome.tally[id].as_object().unwrap();
        let named: Value = counted
            .iter()
            .filter(|(name, _)| expected.get(name).is_some())
            .map(|(name, it)| (name.clone(), it.clone()))
            .collect();
        assert_eq!(named, expected, "{id}: {}", outcome.tally[id]);
        assert_eq!(counted["abstain"], 1, "{id}");
    }
    assert_eq!(TALLIES.map(|(id, _)| id), QUESTIONS.map(|(id, ..)| id), "no question is left out");
    let url = format!("{}/polls/{}", manifest.ballot_box.url, manifest.id());
    let (code, report) = audit(&url, [""; 0]);
    assert_eq!(
        (code, &report["verdict"], &report["tally"]),
        (Some(0), &json!("holds"), &outcome.tally),
        "{report:#}"
    );
    (election, manifest)
}

/// By the command line, from the table that everybody can download.
fn counted_again(election: &Election, manifest: &Manifest) {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("ballots.csv");
    fs::write(&table, election.services.ballot_box().get(&manifest.id(), "/ballots.csv").unwrap().body)
        .unwrap();
    let outcome = election.await_result(manifest);
    for (id, rules, _) in QUESTIONS {
        let rules: Value = serde_json::from_str(rules).unwrap();
        let method = rules["method"].as_str().or(rules["kind"].as_str()).unwrap();
        let mut command = psephos_command(["tally", "--json", "--question", id, "--method", method]);
        command.args([
            "--options",
            "ada,ben,cleo",
            "--seats",
            &rules["seats"].as_u64().unwrap_or(1).to_string(),
        ]);
        if rules["kind"] == "choice" {
            command.args(["--most", &rules["max"].to_string()]);
        }
        let counted = command.arg(&table).output().unwrap();
        assert!(counted.status.success(), "{id}: {}", String::from_utf8_lossy(&counted.stderr));
        let counted: Value = serde_json::from_slice(&counted.stdout).unwrap();
        assert_eq!(named(&counted), outcome.tally[id], "{id}");
    }
}

fn exported(url: &str) {
    for (place, (id, _, (variation, told))) in QUESTIONS.iter().enumerate() {
        let report = export(url, id);
        assert_eq!((breaches(&report), contradictions(&report)), (vec![], vec![]), "{id}");
        let contest = &report["Election"][0]["Contest"][0];
        assert_eq!(contest["VoteVariation"], *variation, "{id}");
        let mut records: Vec<&Value> = report["CVR"].as_array().unwrap().iter().collect();
        let votes = |record: &Value| {
            record["CVRSnapshot"][0]["CVRContest"][0]["CVRContestSelection"].as_array().unwrap().clone()
        };
        records.sort_by_key(|record| votes(record).len());
        let abstained = &records[0]["CVRSnapshot"][0]["CVRContest"][0];
        assert_eq!((votes(records[0]).len(), &abstained["Status"]), (0, &json!(["not-indicated"])), "{id}");
        let found: Vec<Value> = records
            .iter()
            .map(|record| votes(record).iter().map(spelled).collect::<Vec<_>>().into())
            .collect();
        let told: Value = serde_json::from_str(told).unwrap();
        assert_eq!(
            found.iter().filter(|votes| **votes == told).count(),
            2,
            "{id}: {found:?}, {:?}",
            answer(place)
        );
    }
    spoiled_reports_are_found(&export(url, "irv"));
}

/// The check on the check: each of these breaks one rule of the format.
fn spoiled_reports_are_found(good: &Value) {
    let spoils: [(&str, &str, Value, &str); 9] = [
        ("", "Version", json!("1.0"), "cannot be"),
        ("", "Seal", json!("ours"), "no member"),
        ("", "GeneratedDate", json!("yesterday"), "cannot be"),
        ("", "ReportGeneratingDeviceIds", json!(["nobody"]), "not there"),
        ("/Election/0", "ElectionScopeId", json!("contest"), "which is a CVR.CandidateContest"),
        ("/Election/0/Candidate/0", "@id", json!("contest"), "of another object"),
        ("/Election/0/Contest/0", "VoteVariation", json!("irv"), "cannot be"),
        ("/Election/0/Contest/0", "ContestSelection", json!([]), "cannot be"),
        ("/CVR/0/CVRSnapshot/0", "@type", json!("CVR.Snapshot"), "is no CVR.CVRSnapshot"),
    ];
    for (place, member, value, told) in spoils {
        let mut spoiled = good.clone();
        spoiled.pointer_mut(place).unwrap()[member] = value;
        let found = breaches(&spoiled);
        assert!(found.iter().any(|breach| breach.contains(told)), "{place}/{member}: {found:?}");
    }
    let mut lacking = good.clone();
    lacking["CVR"][0].as_object_mut().unwrap().shift_remove("CurrentSnapshotId");
    assert!(breaches(&lacking).iter().any(|breach| breach.contains("lacks CurrentSnapshotId")));
    let mut overfull = good.clone();
    overfull["Election"][0]["Contest"][0]["VotesAllowed"] = json!(1);
    assert!(!contradictions(&overfull).is_empty());
}

/// A selection's option and what was said of it.
fn spelled(selection: &Value) -> Value {
    let position = &selection["SelectionPosition"][0];
    assert_eq!((&position["HasIndication"], &position["IsAllocable"]), (&json!("yes"), &json!("yes")));
    assert_eq!(position["Rank"], selection["Rank"], "one rank on both levels");
    let number = if selection["Rank"].is_null() { &position["NumberVotes"] } else { &position["Rank"] };
    json!([selection["ContestSelectionId"], number])
}

fn export(url: &str, question: &str) -> Value {
    let output =
        psephos_command(["export", url, "--format", "cvr", "--question", question]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn question(id: &str, rules: &str) -> Value {
    let option = |id: &str| json!({ "id": id, "title": format!("{id} \"the\" option") });
    let mut question =
        json!({ "id": id, "title": id, "options": [option("ada"), option("ben"), option("cleo")] });
    let rules: Value = serde_json::from_str(rules).unwrap();
    question.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
    question
}

fn for_ada(place: usize) -> Answer {
    let ada = vec!["ada".to_owned()];
    match QUESTIONS[place].0 {
        "one" | "some" => Answer::Choose(ada),
        "score" => Answer::Score(vec![5, 4, -1]),
        _ => Answer::Rank(ada),
    }
}

/// The first voter's.
fn answer(place: usize) -> Answer {
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
    match QUESTIONS[place].0 {
        "one" => Answer::Choose(ids(&["ben"])),
        "some" => Answer::Choose(ids(&["ada", "cleo"])),
        "score" => Answer::Score(vec![-2, 0, 5]),
        _ => Answer::Rank(ids(&["cleo", "ada"])),
    }
}

/// Id, rules, and what the export says: the variation, and the first voter's selections, each with its votes or rank.
const QUESTIONS: [(&str, &str, (&str, &str)); 8] = [
    ("one", r#"{"kind":"choice","min":1,"max":1}"#, ("plurality", r#"[["option-ben",1]]"#)),
    (
        "some",
        r#"{"kind":"choice","min":1,"max":2,"seats":2}"#,
        ("n-of-m", r#"[["option-ada",1],["option-cleo",1]]"#),
    ),
    (
        "score",
        r#"{"kind":"score","low":-2,"high":5}"#,
        ("range", r#"[["option-ada",-2],["option-ben",0],["option-cleo",5]]"#),
    ),
    ("irv", r#"{"kind":"ranking","method":"irv","min":1,"max":3}"#, ("rcv", RANKED)),
    ("borda", r#"{"kind":"ranking","method":"borda","min":1,"max":3}"#, ("borda", RANKED)),
    ("schulze", r#"{"kind":"ranking","method":"schulze","min":1,"max":3}"#, ("other", RANKED)),
    (
        "stv-scottish",
        r#"{"kind":"ranking","method":"stv-scottish","min":1,"max":2,"seats":2}"#,
        ("other", RANKED),
    ),
    ("stv-meek", r#"{"kind":"ranking","method":"stv-meek","min":1,"max":3,"seats":2}"#, ("other", RANKED)),
];

/// Members of what is counted of two answers of the first voter and one for Ada. Scores: Ada 2 * -2 + 5, Ben 4, Cleo 2 * 5 - 1.
/// Borda, with three options: two for a first place, one for a second. By Meek's rule Cleo keeps half of each of her two papers,
/// so that one vote goes on to Ada, who had one, and none to Ben.
const TALLIES: [(&str, &str); 8] = [
    ("one", r#"{"kind":"choice","counts":{"ada":1,"ben":2,"cleo":0},"winners":["ben"],"tied":[]}"#),
    ("some", r#"{"kind":"choice","counts":{"ada":3,"ben":0,"cleo":2},"winners":["ada","cleo"],"tied":[]}"#),
    ("score", r#"{"kind":"score","totals":{"ada":1,"ben":4,"cleo":9},"winners":["cleo"],"tied":[]}"#),
    (
        "irv",
        r#"{"method":"irv","rounds":[{"votes":{"ada":1,"ben":0,"cleo":2},"exhausted":0,"elected":["cleo"],"ties":[]}],
            "winners":["cleo"],"tied":[]}"#,
    ),
    ("borda", r#"{"method":"borda","totals":{"ada":4,"ben":0,"cleo":4},"winners":[],"tied":["ada","cleo"]}"#),
    (
        "schulze",
        r#"{"method":"schulze","pairs":{"ada":{"ben":3,"cleo":1},"ben":{"ada":0,"cleo":0},"cleo":{"ada":2,"ben":2}},
            "paths":{"ada":{"ben":3,"cleo":0},"ben":{"ada":0,"cleo":0},"cleo":{"ada":2,"ben":2}},
            "winners":["cleo"],"tied":[]}"#,
    ),
    ("stv-scottish", r#"{"method":"stv-scottish","quota":2,"winners":["cleo","ada"],"tied":[]}"#),
    ("stv-meek", r#"{"method":"stv-meek","winners":["cleo","ada"],"tied":[]}"#),
];

const RANKED: &str = r#"[["option-cleo",1],["option-ada",2]]"#;
