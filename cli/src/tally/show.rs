//! A count, to be read in a terminal.

use std::fmt::Write as _;

use crypto::manifest::Question;
use serde_json::Value;

use super::Election;

/// Rounds, or totals, or pairs; then who won.
pub(super) fn tally(election: &Election, question: &Question, count: &Value) -> String {
    let names = Names(question);
    let mut out = String::new();
    if let Some(title) = &election.title {
        line(&mut out, title);
    }
    let ballots: u64 = election.ballots.iter().map(|(_, times)| times).sum();
    // Choices and scores are counted in one way.
    let method = count["method"].as_str().or(count["kind"].as_str()).unwrap_or_default();
    let (abstained, seats) = (&count["abstain"], question.seats);
    line(&mut out, format!("Ballots: {ballots}, abstained: {abstained}, seats: {seats}, method: {method}"));
    for withdrawn in &election.withdrawn {
        line(&mut out, format!("Withdrawn: {}", election.options[*withdrawn]));
    }
    if let Some(quota) = count.get("quota") {
        line(&mut out, format!("Quota: {quota}"));
    }
    // The options are equal by their numbers then, and yet it would be wrong to call that a tie.
    let unanswered = count["abstain"].as_u64() == Some(ballots);
    // Rounds in which no vote moved tell nothing.
    let rounds = count["rounds"].as_array().filter(|_| !unanswered);
    for (number, round) in (1..).zip(rounds.into_iter().flatten()) {
        line(&mut out, format!("\nRound {number}"));
        names.round(&mut out, round);
    }
    for (member, word) in [("counts", "\nVotes"), ("totals", "\nPoints")] {
        if let Some(sums) = count.get(member) {
            line(&mut out, word);
            names.numbers(&mut out, sums);
        }
    }
    if let Some(pairs) = count["pairs"].as_object() {
        line(&mut out, "\nBallots that prefer one option to another");
        for (one, others) in pairs {
            for (other, votes) in others.as_object().into_iter().flatten() {
                line(&mut out, format!("  {} to {}: {}", names.name(one), names.name(other), bare(votes)));
            }
        }
    }
    line(&mut out, "");
    let (winners, tied) = (names.all(&count["winners"]), names.all(&count["tied"]));
    line(&mut out, format!("Winners: {}", if winners.is_empty() { "nobody" } else { &winners }));
    if unanswered {
        let by = if winners.is_empty() { "." } else { ", so the order of the list decides." };
        line(&mut out, format!("Nobody chose anything{by}"));
    } else if !tied.is_empty() {
        line(&mut out, format!("Tied for the last seats: {tied}"));
    }
    out
}

struct Names<'q>(&'q Question);

impl Names<'_> {
    fn round(&self, out: &mut String, round: &Value) {
        self.numbers(out, &round["votes"]);
        line(out, format!("  (no option left): {}", bare(&round["exhausted"])));
        if let Some(quota) = round.get("quota") {
            line(out, format!("  (quota): {}", bare(quota)));
        }
        for tie in round["ties"].as_array().into_iter().flatten() {
            let by = match tie["by"].as_str() {
                Some("round") => format!("decided by round {}", tie["round"]),
                Some("list") => "decided by the order of the list".to_owned(),
                _ => "not decided".to_owned(),
            };
            line(out, format!("  Tie of {}: {by}", self.all(&tie["options"])));
        }
        for (word, member) in
            [("Elected", "elected"), ("Surplus goes on", "transferred"), ("Out", "eliminated")]
        {
            let listed = self.all(&round[member]);
            if !listed.is_empty() {
                line(out, format!("  {word}: {listed}"));
            }
        }
    }

    fn numbers(&self, out: &mut String, numbers: &Value) {
        for (id, number) in numbers.as_object().into_iter().flatten() {
            line(out, format!("  {}: {}", self.name(id), bare(number)));
        }
    }

    /// Of one id, or a list of them.
    fn all(&self, ids: &Value) -> String {
        let ids = ids.as_array().map_or(std::slice::from_ref(ids), Vec::as_slice);
        ids.iter().filter_map(Value::as_str).map(|id| self.name(id)).collect::<Vec<_>>().join(", ")
    }

    fn name(&self, id: &str) -> &str {
        let option = self.0.options.iter().find(|option| option.id == id);
        option.map_or("", |option| option.title.in_language("en", &[]))
    }
}

/// A decimal's digits without quotes.
fn bare(number: &Value) -> String {
    number.as_str().map_or_else(|| number.to_string(), ToOwned::to_owned)
}

fn line(out: &mut String, text: impl AsRef<str>) {
    writeln!(out, "{}", text.as_ref()).expect("a string takes every line");
}

#[cfg(test)]
mod tests {
    use crypto::content::Answer;
    use crypto::manifest::{Method, QuestionKind, Ties};
    use crypto::tally::QuestionTally;
    use serde_json::json;

    use super::*;
    use crate::tally::Marks;

    /// As it is printed, of three ballots of which so many abstain and the others choose each option once.
    fn printed(kind: QuestionKind, ties: Ties, abstain: u64) -> String {
        let question: Question = serde_json::from_value(json!({
            "id": "question", "title": "", "kind": "choice", "min": 1, "max": 1, "abstain": true,
            "options": [{ "id": "a", "title": "Ada" }, { "id": "b", "title": "Ben" }],
        }))
        .unwrap();
        let question = Question { kind, ties, ..question };
        let mut count = QuestionTally::new(&question);
        count.add_times(&Answer::Abstain, abstain);
        let ballots = abstain + if abstain < 3 { 2 } else { 0 };
        for id in ["a", "b"].map(ToOwned::to_owned).into_iter().filter(|_| abstain < 3) {
            let marks = vec![id];
            let is_choice = matches!(kind, QuestionKind::Choice { .. });
            count.add_times(&if is_choice { Answer::Choose(marks) } else { Answer::Rank(marks) }, 1);
        }
        let election =
            Election { ballots: vec![(Marks::Options(Vec::new()), ballots)], ..Election::default() };
        tally(&election, &question, &count.finish())
    }

    #[test]
    fn a_question_that_nobody_answered_is_no_tie() {
        let choice = QuestionKind::Choice { min: 1, max: 1 };
        let rankings = [Method::Irv, Method::Schulze, Method::Borda];
        let rankings = rankings.map(|method| QuestionKind::Ranking { method, min: 1, max: 2 });
        for kind in [choice].into_iter().chain(rankings) {
            let answered = printed(kind, Ties::Report, 1);
            assert!(
                answered.contains("\nWinners: nobody\nTied for the last seats: Ada, Ben\n"),
                "{answered}"
            );
            let nobody = printed(kind, Ties::Report, 3);
            assert!(nobody.ends_with("\nWinners: nobody\nNobody chose anything.\n"), "{nobody}");
            assert!(!nobody.contains("Tie"), "{nobody}");
            let listed = printed(kind, Ties::Listed, 3);
            let words = "\nWinners: Ada\nNobody chose anything, so the order of the list decides.\n";
            assert!(listed.ends_with(words), "{listed}");
        }
    }
}
