//! Results that tell something else than the log and the ballots.

use crypto::note::Note;
use crypto::statement::{Notice, NoticeKind, Outcome};
use serde_json::json;

use crate::FaultKind;
use crate::FaultKind::{
    CancelledPublished, ResultBallots, ResultChanged, ResultIssued, ResultLog, ResultOverdue, ResultTally,
    StatementMalformed, StatementOfOtherPoll,
};
use crate::samples::{Sample, Spoil};

pub(super) fn spoils() -> Vec<Spoil> {
    let result = |name, fault, edit: fn(&mut Outcome)| {
        Spoil::election(name, fault, move |election| {
            let before = election.results[0].clone();
            edit(&mut election.results[0]);
            assert_ne!(before, election.results[0], "{name} changes the result");
        })
    };
    let text = |name, fault: FaultKind, from: &'static str, to: &'static str| {
        Spoil::new(name, fault, move |election| {
            let mut files = election.files();
            files.edit("results/1.note", |note| {
                let text = Note::parse(note).expect("a note").text().replacen(from, to, 1);
                Note::sign(text, &election.ballot_box).to_string()
            });
            Sample::of(&files)
        })
    };
    vec![
        result("count-off-by-one", ResultTally, |result| add(&mut result.tally["q1"]["counts"]["a"], 1)),
        result("votes-moved", ResultTally, |result| {
            add(&mut result.tally["q1"]["counts"]["a"], -1);
            add(&mut result.tally["q1"]["counts"]["b"], 1);
        }),
        result("abstentions-off-by-one", ResultTally, |result| add(&mut result.tally["q2"]["abstain"], 1)),
        result("score-off-by-one", ResultTally, |result| add(&mut result.tally["q3"]["totals"]["c"], 1)),
        result("winner-swapped", ResultTally, |result| result.tally["q3"]["winners"] = json!(["b"])),
        result("tie-broken-wrongly", ResultTally, |result| {
            assert_eq!(result.tally["q1"]["tied"], json!(["a", "b"]), "the sample has a tie");
            result.tally["q1"]["winners"] = json!(["b"]);
            result.tally["q1"]["tied"] = json!([]);
        }),
        result("round-left-out", ResultTally, |result| {
            result.tally["q2"]["rounds"].as_array_mut().map(Vec::pop);
        }),
        result("eliminated-another", ResultTally, |result| {
            result.tally["q2"]["rounds"][0]["exhausted"] = json!(7);
        }),
        result("question-left-out", ResultTally, |result| {
            result.tally.as_object_mut().map(|tally| tally.remove("q2"));
        }),
        result("question-added", ResultTally, |result| result.tally["q9"] = json!({"kind": "choice"})),
        result("number-as-text", ResultTally, |result| result.tally["q1"]["counts"]["a"] = json!("5")),
        result("more-ballots-told", ResultBallots, |result| result.ballots += 1),
        result("fewer-ballots-told", ResultBallots, |result| result.ballots -= 1),
        result("other-number-of-passes-told", ResultIssued, |result| result.issued = Some(12)),
        result("number-of-passes-withheld", ResultIssued, |result| result.issued = None),
        result("result-of-a-longer-log", ResultLog, |result| result.tree_size += 1),
        result("result-with-another-root", ResultLog, |result| result.root[3] ^= 1),
        result("result-of-another-poll", StatementOfOtherPoll, |result| result.poll = [7; 32].into()),
        text("count-as-a-float", StatementMalformed, r#""abstain":2"#, r#""abstain":2.0"#),
        text("result-with-a-key-twice", StatementMalformed, r#""tree_size""#, r#""ballots":10,"tree_size""#),
        text("result-without-a-field", StatementMalformed, r#""issued":11,"#, ""),
        Spoil::election("late-ballot", ResultBallots, |election| {
            // Logged behind what the result counts.
            let ballot = election.voter().seal(
                crypto::content::Content { answers: crate::samples::election::answers()[0].clone() }
                    .encode(&election.manifest)
                    .expect("answers that the questions allow"),
            );
            election
                .log
                .push(crypto::log::entry::Entry::ballot(crate::samples::election::hash(&ballot)).to_bytes());
            election.ballots.push(ballot);
        }),
        Spoil::election("ballots-left-out-of-the-count", ResultTally, |election| {
            let (ballots, log) = (election.ballots.clone(), election.log.clone());
            election.ballots.truncate(7);
            election.publish();
            let tally = election.results[0].tally.clone();
            (election.ballots, election.log) = (ballots, log);
            election.results.clear();
            election.count();
            election.results[0].tally = tally;
        }),
        Spoil::election("second-result-tells-otherwise", ResultTally, |election| {
            let mut second = election.results[0].clone();
            add(&mut second.tally["q1"]["counts"]["b"], 1);
            election.results.push(second);
        }),
        Spoil::election("second-result-changed", ResultChanged, |election| {
            let mut second = election.results[0].clone();
            add(&mut second.tally["q1"]["counts"]["b"], 1);
            election.results.push(second);
        }),
        Spoil::election("result-repeated", ResultChanged, |election| {
            election.results.push(election.results[0].clone());
        }),
        Spoil::new("result-overdue", ResultOverdue, |election| {
            let mut election = election.clone();
            election.results.clear();
            let mut sample = Sample::of(&election.files());
            sample.expected.now = election.notices[0].voting_closes.map(|closes| closes.plus(86_400));
            sample
        }),
        Spoil::election("cancelled-poll-counted", CancelledPublished, |election| {
            let seq = election.notices.len() as u64 + 1;
            let notice = election.notices[0].clone();
            election.notices.push(Notice { seq, kind: NoticeKind::Cancel, voting_closes: None, ..notice });
            election.write_log();
            election.results.clear();
            election.count();
        }),
    ]
}

fn add(number: &mut serde_json::Value, difference: i64) {
    *number = json!(number.as_i64().expect("a whole number") + difference);
}
