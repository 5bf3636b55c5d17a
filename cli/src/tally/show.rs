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
    for (number, round) in (1..).zip(count["rounds"].as_array().into_iter().flatten()) {
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
    for (word, member) in [("Winners", "winners"), ("Tied for the last seats", "tied")] {
        let listed = names.all(&count[member]);
        if member == "winners" || !listed.is_empty() {
            line(&mut out, format!("{word}: {}", if listed.is_empty() { "nobody" } else { &listed }));
        }
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
