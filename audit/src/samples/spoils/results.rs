//! Results that tell something else than the log and the ballots.

use crypto::content::{Answer, Content};
use crypto::encoding::b64;
use crypto::note::Note;
use crypto::statement::{Notice, NoticeKind, Outcome};
use crypto::tally::Tally;
use serde_json::json;

use super::loose;
use crate::FaultKind;
use crate::FaultKind::{
    CancelledPublished, ResultBallots, ResultChanged, ResultIssued, ResultLog, ResultOverdue, ResultTally,
    StatementMalformed, StatementOfOtherPoll,
};
use crate::samples::{Election, Sample, Spoil};

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
            assert_eq!(result.tally["q2"]["rounds"][0]["eliminated"], json!("c"), "it had fewest votes");
            result.tally["q2"]["rounds"][0]["eliminated"] = json!("b");
        }),
        result("exhausted-off-by-one", ResultTally, |result| {
            add(&mut result.tally["q2"]["rounds"][0]["exhausted"], 1);
        }),
        Spoil::new("elimination-tie-broken-wrongly", ResultTally, |_| elimination_tie()),
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
        Spoil::new("root-with-loose-bits", StatementMalformed, |election| {
            let mut files = election.files();
            files.edit("results/1.note", |note| {
                let root = b64(&election.results[0].root);
                let text = Note::parse(note).expect("a note").text().replacen(&root, &loose(&root), 1);
                Note::sign(text, &election.ballot_box).to_string()
            });
            Sample::of(&files)
        }),
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

/// Two options tie for going out. The list decides, the last goes; here the other one does, and so another one wins.
fn elimination_tie() -> Sample {
    let options = ["a", "b", "c"].map(|id| json!({"id": id, "title": id}));
    let questions = json!([{
        "id": "q", "title": "Board", "kind": "ranking", "method": "irv", "min": 1, "max": 3, "ties": "listed",
        "options": options,
    }]);
    let rank = |ids: &str| vec![Answer::Rank(ids.chars().map(String::from).collect())];
    let answers = ["a", "a", "a", "ba", "ba", "cb", "cb"].map(rank);
    let mut election = Election::new(&questions, &answers, answers.len());
    assert_eq!(election.results[0].tally["q"]["winners"], json!(["b"]), "c goes out, and its ballots to b");
    let mut body = (*election.manifest).clone();
    body.questions[0].options.swap(1, 2);
    let mut otherwise = Tally::new(&body.seal().expect("a manifest"));
    answers.iter().for_each(|answers| otherwise.add(&Content { answers: answers.clone() }));
    let tally = otherwise.finish();
    assert_eq!(tally["q"]["winners"], json!(["a"]), "b goes out, and its ballots to a");
    election.results[0].tally = tally;
    Sample::of(&election.files())
}

fn add(number: &mut serde_json::Value, difference: i64) {
    *number = json!(number.as_i64().expect("a whole number") + difference);
}
