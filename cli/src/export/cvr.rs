//! Cast vote records: NIST Special Publication 1500-103, version 1.0, as JSON. Ids are `contest`, and `option-` and the
//! option's id; a record is named by its ballot's hash. Every published ballot was checked against the rules of its
//! question, so that all indications are countable and nothing is over-voted.

use std::io::Write;

use anyhow::Result;
use crypto::content::Answer;
use crypto::manifest::{Manifest, Method, Question, QuestionKind, Text};
use serde_json::{Value, json};

use super::Vote;

pub(super) fn write(
    manifest: &Manifest,
    question: &Question,
    votes: &[Vote],
    out: &mut impl Write,
) -> Result<()> {
    // Record by record: a million of them never stand in memory as JSON.
    let (variation, allowed) = variation(question);
    let report = report(manifest, question, variation, allowed).to_string();
    write!(out, "{},\"CVR\":[", report.strip_suffix('}').unwrap_or(&report))?;
    for (index, vote) in votes.iter().enumerate() {
        if index > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, &record(question, vote, allowed))?;
    }
    writeln!(out, "]}}")?;
    Ok(())
}

/// How the question is voted on, where the format has no word for it in words of ours, and the most options that a voter may
/// choose or rank. With scores there is no such number: every option gets one.
fn variation(question: &Question) -> (Variation, Option<u32>) {
    use Variation::{Listed, Other};
    match question.kind {
        QuestionKind::Choice { max: 1, .. } if question.seats == 1 => (Listed("plurality"), Some(1)),
        QuestionKind::Choice { max, .. } => (Listed("n-of-m"), Some(max)),
        QuestionKind::Ranking { method, max, .. } => {
            let variation = match method {
                Method::Borda => Listed("borda"),
                Method::Irv => Listed("rcv"),
                Method::StvScottish => Other("stv-scottish"),
                Method::StvMeek => Other("stv-meek"),
                Method::Schulze => Other("schulze"),
            };
            (variation, Some(max))
        }
        QuestionKind::Score { .. } => (Listed("range"), None),
    }
}

fn report(manifest: &Manifest, question: &Question, variation: Variation, allowed: Option<u32>) -> Value {
    let language = manifest.languages.first().map_or("en", String::as_str);
    let plain = |text: &Text| text.in_language(language, &manifest.languages).to_owned();
    let candidates: Vec<Value> = question
        .options
        .iter()
        .map(|option| {
            json!({ "@id": format!("candidate-{}", option.id), "@type": "CVR.Candidate", "Name": plain(&option.title) })
        })
        .collect();
    let selections: Vec<Value> = question
        .options
        .iter()
        .map(|option| {
            let candidate = format!("candidate-{}", option.id);
            json!({ "@id": option_id(&option.id), "@type": "CVR.CandidateSelection", "CandidateIds": [candidate] })
        })
        .collect();
    let mut contest = json!({
        "@id": CONTEST, "@type": "CVR.CandidateContest", "Name": plain(&question.title),
        "NumberElected": question.seats, "ContestSelection": selections,
    });
    if let Some(allowed) = allowed {
        contest["VotesAllowed"] = json!(allowed);
    }
    match variation {
        Variation::Listed(name) => contest["VoteVariation"] = json!(name),
        Variation::Other(name) => {
            contest["VoteVariation"] = json!("other");
            contest["OtherVoteVariation"] = json!(name);
        }
    }
    json!({
        "@type": "CVR.CastVoteRecordReport", "Version": "1.0.0",
        "GeneratedDate": jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "Notes": format!("Question {} of the poll {}", question.id, manifest.id()),
        "ReportGeneratingDeviceIds": ["psephos"],
        "ReportingDevice": [{
            "@id": "psephos", "@type": "CVR.ReportingDevice", "Application": "psephos",
            "Manufacturer": "Psephos", "SerialNumber": env!("CARGO_PKG_VERSION"),
        }],
        "GpUnit": [{
            "@id": "electorate", "@type": "CVR.GpUnit", "Type": "other", "OtherType": "electorate of the poll",
            "Name": manifest.registrar.name.to_string(),
        }],
        "Election": [{
            "@id": "poll", "@type": "CVR.Election", "Name": plain(&manifest.title), "ElectionScopeId": "electorate",
            "Candidate": candidates, "Contest": [contest],
        }],
    })
}

/// The contest is there also where the voter abstained; its status says so. `allowed` as [`variation`] has it.
fn record(question: &Question, vote: &Vote, allowed: Option<u32>) -> Value {
    let selections: Vec<Value> = match &vote.answer {
        Answer::Rank(ids) => (1..).zip(ids).map(|(rank, id)| ranked(id, rank)).collect(),
        Answer::Choose(ids) => ids.iter().map(|id| chosen(id)).collect(),
        Answer::Score(scores) => {
            question.options.iter().zip(scores).map(|(option, score)| scored(&option.id, *score)).collect()
        }
        Answer::Abstain => vec![],
    };
    let mut contest = json!({ "@type": "CVR.CVRContest", "ContestId": CONTEST });
    if matches!(vote.answer, Answer::Abstain) {
        contest["Status"] = json!(["not-indicated"]);
    }
    if let Some(allowed) = allowed {
        contest["Overvotes"] = json!(0);
        contest["Undervotes"] = json!(u64::from(allowed).saturating_sub(selections.len() as u64));
    }
    contest["CVRContestSelection"] = json!(selections);
    let snapshot = format!("ballot-{}", vote.ballot);
    json!({
        "@type": "CVR.CVR", "ElectionId": "poll", "UniqueId": vote.ballot.to_string(), "CurrentSnapshotId": snapshot,
        "CVRSnapshot": [{
            "@id": snapshot, "@type": "CVR.CVRSnapshot", "Type": "original", "CVRContest": [contest],
        }],
    })
}

fn chosen(id: &str) -> Value {
    indicated(id, json!({ "NumberVotes": 1 }), json!({}))
}

/// The rank stands on both levels, for readers look for it on either.
fn ranked(id: &str, rank: u32) -> Value {
    indicated(id, json!({ "NumberVotes": 1, "Rank": rank }), json!({ "Rank": rank }))
}

fn scored(id: &str, score: i32) -> Value {
    indicated(id, json!({ "NumberVotes": score }), json!({ "TotalNumberVotes": score }))
}

/// An option that the voter indicated, with further members of the one position and of the selection.
fn indicated(id: &str, position: Value, selection: Value) -> Value {
    let with = |mut class: Value, members: Value| {
        if let (Value::Object(class), Value::Object(members)) = (&mut class, members) {
            class.extend(members);
        }
        class
    };
    let position = with(
        json!({ "@type": "CVR.SelectionPosition", "HasIndication": "yes", "IsAllocable": "yes" }),
        position,
    );
    with(
        json!({
            "@type": "CVR.CVRContestSelection", "ContestSelectionId": option_id(id), "SelectionPosition": [position],
        }),
        selection,
    )
}

fn option_id(id: &str) -> String {
    format!("option-{id}")
}

/// A vote variation.
#[derive(Clone, Copy)]
enum Variation {
    /// One that the format lists.
    Listed(&'static str),
    /// Another one.
    Other(&'static str),
}

const CONTEST: &str = "contest";
