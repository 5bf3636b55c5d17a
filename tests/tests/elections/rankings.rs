//! An election that asks for rankings, counted by every method, exported, and counted again by the command line.

use std::process::Command;

use crypto::content::{Answer, Content};
use crypto::manifest::Manifest;
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::services::{Delivery, Store};
use serde_json::{Value, json};

#[test]
fn an_election_by_every_method_is_counted_exported_and_counted_again() {
    // Browser tests count rankings on SQLite.
    let election = Election::start(Store::Postgres, Delivery::Outbox).unwrap_or_else(Election::simple);
    let manifest = publish(&election);
    let voters: Vec<_> =
        (0..VOTES.len()).map(|number| election.voter(&format!("voter{number}@people.example.org"))).collect();
    for (voter, vote) in voters.iter().zip(VOTES) {
        election.vote(&manifest, voter, &content(vote));
    }
    let outcome = election.close(&manifest);
    assert_eq!(outcome.ballots, VOTES.len() as u64);
    for (method, winners) in [
        ("irv", json!(["cleo"])),
        ("stv-scottish", json!(["ada", "cleo"])),
        ("stv-meek", json!(["ada", "cleo"])),
        ("schulze", json!(["cleo"])),
        ("borda", json!(["cleo"])),
    ] {
        let told = &outcome.tally[method];
        assert_eq!((&told["winners"], &told["abstain"]), (&winners, &json!(1)), "{method}: {told}");
    }

    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("bundle.tar");
    let served = election.services.ballot_box().get(&manifest.id(), "/bundle").unwrap().body;
    std::fs::write(&bundle, served).unwrap();
    let url = format!("{}/polls/{}", election.services.ballot_box().http().base(), manifest.id());
    for method in METHODS {
        let from_bundle = export(&[bundle.to_str().unwrap(), "--format", "blt", "--question", method]);
        let from_box = export(&[&url, "--format", "blt", "--question", method]);
        assert_eq!(from_bundle, from_box);
        let file = folder.path().join("ballots.blt");
        std::fs::write(&file, &from_bundle).unwrap();
        // Twice over, for files are counted one after the other.
        let file = file.to_str().unwrap();
        let counted = run(&mut psephos_command(["tally", file, file, "--method", method, "--json"]));
        let again: Vec<Value> = counted.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            again.iter().map(named).collect::<Vec<_>>(),
            vec![outcome.tally[method].clone(); 2],
            "{method}"
        );
    }

    let records: Value =
        serde_json::from_str(&export(&[&url, "--format", "cvr", "--question", "irv"])).unwrap();
    let records = records["CVR"].as_array().unwrap();
    let ranks = |record: &Value| -> Vec<String> {
        let selections = record["CVRSnapshot"][0]["CVRContest"][0]["CVRContestSelection"].as_array().unwrap();
        selections.iter().map(|it| it["ContestSelectionId"].as_str().unwrap().to_owned()).collect()
    };
    let mut found: Vec<Vec<String>> = records.iter().map(ranks).collect();
    let mut cast: Vec<Vec<String>> =
        VOTES.iter().map(|vote| vote.iter().map(|id| format!("option-{id}")).collect()).collect();
    found.sort();
    cast.sort();
    assert_eq!(found, cast);

    let refused = psephos_command(["export", &url, "--format", "blt", "--question", "q9"]).output().unwrap();
    assert!(!refused.status.success());
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("no question \"q9\"; it asks irv, stv-scottish"), "{told}");
}

fn publish(election: &Election) -> Manifest {
    let option = |id: &str, title: &str| json!({ "id": id, "title": title });
    let question = |method: &str| {
        let seats = if method.starts_with("stv") { 2 } else { 1 };
        json!({
            "id": method, "title": method, "kind": "ranking", "method": method, "min": 1, "max": 3, "seats": seats,
            "options": [option("ada", "Ada"), option("ben", "Ben"), option("cleo", "Cleo")],
        })
    };
    let mut draft = Draft { content_size: 400, ..Draft::default() }.to_json();
    draft["questions"] = METHODS.map(question).into();
    let name = election.admin.draft(&draft).expect("the draft is taken");
    let poll = election.admin.publish(&name).expect("the poll is published");
    election.manifest(&poll)
}

/// The same answer to all questions.
fn content(vote: &[&str]) -> Content {
    let answer = match vote {
        [] => Answer::Abstain,
        ids => Answer::Rank(ids.iter().map(ToString::to_string).collect()),
    };
    Content { answers: vec![answer; METHODS.len()] }
}

fn export(arguments: &[&str]) -> String {
    run(psephos_command(["export"]).args(arguments))
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A tally of a file, whose options are numbers, with the ids of the poll.
pub(crate) fn named(tally: &Value) -> Value {
    let name = |number: &str| match number {
        "1" => "ada",
        "2" => "ben",
        "3" => "cleo",
        other => panic!("no option {other}"),
    };
    match tally {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| {
                let key = if key.parse::<u8>().is_ok() { name(key) } else { key };
                (key.to_owned(), named(value))
            })
            .collect(),
        Value::Array(items) => items.iter().map(named).collect(),
        // A number with a point is a sum of votes.
        Value::String(text) if text.parse::<u8>().is_ok() => name(text).into(),
        other => other.clone(),
    }
}

const METHODS: [&str; 5] = ["irv", "stv-scottish", "stv-meek", "schulze", "borda"];

/// Ben goes out first and decides for Cleo; the last one abstains.
const VOTES: &[&[&str]] = &[
    &["ada"],
    &["ada"],
    &["ada"],
    &["ada", "cleo"],
    &["ben", "cleo"],
    &["ben", "cleo"],
    &["cleo", "ben"],
    &["cleo", "ben"],
    &["cleo"],
    &[],
];
