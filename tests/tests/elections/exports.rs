//! What `psephos export` writes is what other programs expect: cast vote records by the rules of NIST SP 1500-103, for every
//! kind of question, and with the votes that were cast.

use crypto::content::{Answer, Content};
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::records::{breaches, contradictions};
use serde_json::{Value, json};

#[test]
fn every_kind_of_question_is_exported_as_records_that_keep_the_formats_rules() {
    let election = Election::simple();
    let mut draft = Draft { content_size: 700, ..Draft::default() }.to_json();
    draft["questions"] = QUESTIONS.iter().map(|(id, rules, _)| question(id, rules)).collect();
    let name = election.admin.draft(&draft).expect("the draft is taken");
    let manifest = election.manifest(&election.admin.publish(&name).expect("the poll is published"));
    for voter in 0..2 {
        let voter_session = election.voter(&format!("voter{voter}@people.example.org"));
        // The first answers everything, the second nothing.
        let answers =
            (0..QUESTIONS.len()).map(|place| if voter == 0 { answer(place) } else { Answer::Abstain });
        election.vote(&manifest, &voter_session, &Content { answers: answers.collect() });
    }
    election.close(&manifest);

    let url = format!("{}/polls/{}", election.services.ballot_box().http().base(), manifest.id());
    for (place, (id, _, (variation, told))) in QUESTIONS.iter().enumerate() {
        let report = export(&url, id);
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
        let found: Vec<Value> = votes(records[1]).iter().map(spelled).collect();
        assert_eq!(
            Value::from(found),
            serde_json::from_str::<Value>(told).unwrap(),
            "{id}: {:?}",
            answer(place)
        );
    }
    spoiled_reports_are_found(&export(&url, "irv"));
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

const RANKED: &str = r#"[["option-cleo",1],["option-ada",2]]"#;
