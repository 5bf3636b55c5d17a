//! What the ballots came to, question by question, in the words of the ballot.

use audit::Report;
use crypto::manifest::{Question, QuestionKind, Text};
use minijinja::context;
use minijinja::value::Value as Shown;
use serde_json::Value;

use super::show::is_unanswered;

/// A table for each question that was counted again.
pub(super) fn of(report: &Report) -> Vec<Shown> {
    let (Some(manifest), Some(tally)) = (&report.manifest, &report.tally) else { return Vec::new() };
    let words = |text: &Text| text.in_language(&manifest.languages[0], &manifest.languages).to_owned();
    let questions =
        manifest.questions.iter().filter_map(|question| Some((question, tally.get(&question.id)?)));
    questions
        .map(|(question, count)| {
            let columns = columns(question, count);
            let unanswered = is_unanswered(count, report.figures.ballots);
            let rows: Vec<Shown> = question
                .options
                .iter()
                .map(|option| {
                    let numbers: Vec<String> =
                        columns.iter().map(|(_, numbers)| shown(numbers.get(&option.id))).collect();
                    context! { title => words(&option.title), numbers, state => state(count, &option.id, unanswered) }
                })
                .collect();
            let columns: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
            let abstain = shown(count.get("abstain"));
            context! { title => words(&question.title), columns, rows, abstain, unanswered }
        })
        .collect()
}

/// What each option got: the name of a column, and its numbers by option.
fn columns<'t>(question: &Question, count: &'t Value) -> Vec<(&'static str, &'t Value)> {
    let whole = |name, member| count.get(member).map(|numbers| (name, numbers));
    match question.kind {
        QuestionKind::Choice { .. } => whole("Votes", "counts").into_iter().collect(),
        QuestionKind::Score { .. } => whole("Sum of scores", "totals").into_iter().collect(),
        QuestionKind::Ranking { .. } => {
            let rounds = count.get("rounds").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let votes = |round: &'t Value| round.get("votes");
            let first = rounds.first().and_then(votes).map(|votes| ("First round", votes));
            let last = rounds.get(1..).and_then(<[Value]>::last).and_then(votes);
            let last = last.map(|votes| ("Last round", votes));
            whole("Points", "totals").into_iter().chain(first).chain(last).collect()
        }
    }
}

/// Nothing where an option was out before.
fn shown(number: Option<&Value>) -> String {
    match number {
        Some(Value::String(number)) => number.clone(),
        Some(number) => number.to_string(),
        None => String::new(),
    }
}

fn state(count: &Value, option: &str, unanswered: bool) -> &'static str {
    let among = |name: &str| {
        let ids = count.get(name).and_then(Value::as_array);
        ids.is_some_and(|ids| ids.iter().any(|id| id == option))
    };
    match (among("winners"), among("tied")) {
        (true, _) => "elected",
        (false, true) if !unanswered => "tied",
        (false, _) => "",
    }
}
