//! Cast vote records: NIST Special Publication 1500-103, version 1.0, as JSON. Ids are `contest`, and `option-` and the
//! option's id; a record is named by its ballot's hash.

use std::io::Write;

use anyhow::{Result, ensure};
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
    ensure!(
        !matches!(question.kind, QuestionKind::Score { .. }),
        "question {:?} asks for scores, which cast vote records do not hold",
        question.id
    );
    // Record by record: a million of them never stand in memory as JSON.
    let report = report(manifest, question).to_string();
    write!(out, "{},\"CVR\":[", report.strip_suffix('}').unwrap_or(&report))?;
    for (index, vote) in votes.iter().enumerate() {
        if index > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, &record(vote))?;
    }
    writeln!(out, "]}}")?;
    Ok(())
}

fn report(manifest: &Manifest, question: &Question) -> Value {
    let language = manifest.languages.first().map_or("en", String::as_str);
    let plain = |text: &Text| text.in_language(language, &manifest.languages).to_owned();
    let (variation, other, allowed) = match question.kind {
        QuestionKind::Choice { max, .. } if max == 1 && question.seats == 1 => ("plurality", None, max),
        QuestionKind::Choice { max, .. } => ("n-of-m", None, max),
        QuestionKind::Ranking { method: Method::Borda, max, .. } => ("borda", None, max),
        QuestionKind::Ranking { method: Method::Irv, max, .. } => ("rcv", None, max),
        QuestionKind::Ranking { method: Method::StvScottish, max, .. } => {
            ("other", Some("stv-scottish"), max)
        }
        QuestionKind::Ranking { method: Method::StvMeek, max, .. } => ("other", Some("stv-meek"), max),
        QuestionKind::Ranking { method: Method::Schulze, max, .. } => ("other", Some("schulze"), max),
        QuestionKind::Score { .. } => ("other", Some("score"), 0),
    };
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
            json!({ "@id": selection(&option.id), "@type": "CVR.CandidateSelection", "CandidateIds": [candidate] })
        })
        .collect();
    let mut contest = json!({
        "@id": CONTEST, "@type": "CVR.CandidateContest", "Name": plain(&question.title),
        "NumberElected": question.seats, "VotesAllowed": allowed, "VoteVariation": variation,
        "ContestSelection": selections,
    });
    if let Some(other) = other {
        contest["OtherVoteVariation"] = json!(other);
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

fn record(vote: &Vote) -> Value {
    let selections: Vec<Value> = match &vote.answer {
        Answer::Rank(ids) => (1..).zip(ids).map(|(rank, id)| chosen(id, Some(rank))).collect(),
        Answer::Choose(ids) => ids.iter().map(|id| chosen(id, None)).collect(),
        Answer::Score(_) | Answer::Abstain => vec![],
    };
    let snapshot = format!("ballot-{}", vote.ballot);
    json!({
        "@type": "CVR.CVR", "ElectionId": "poll", "UniqueId": vote.ballot.to_string(), "CurrentSnapshotId": snapshot,
        "CVRSnapshot": [{
            "@id": snapshot, "@type": "CVR.CVRSnapshot", "Type": "original",
            "CVRContest": [{
                "@type": "CVR.CVRContest", "ContestId": CONTEST, "CVRContestSelection": selections,
            }],
        }],
    })
}

fn chosen(id: &str, rank: Option<u32>) -> Value {
    let mut position = json!({ "@type": "CVR.SelectionPosition", "HasIndication": "yes", "NumberVotes": 1 });
    if let Some(rank) = rank {
        position["Rank"] = json!(rank);
    }
    json!({
        "@type": "CVR.CVRContestSelection", "ContestSelectionId": selection(id), "SelectionPosition": [position],
    })
}

fn selection(id: &str) -> String {
    format!("option-{id}")
}

const CONTEST: &str = "contest";
