//! The count of a ranking: rounds to be read one after the other, or pairs.

use crypto::manifest::{Method, Question, QuestionOption};
use serde_json::Value as Json;
use web::templates::{Value, context};

use super::Words;

/// What `macros.html` shows of a ranking besides bars. Rounds are told once it is `decided`: while votes come in nobody
/// is elected.
pub(super) fn ranking(
    words: &Words<'_>,
    question: &Question,
    method: Method,
    count: &Json,
    decided: bool,
) -> Value {
    let steps = Steps { words, question };
    let rounds: Vec<Value> = match count["rounds"].as_array() {
        Some(rounds) if decided => {
            rounds.iter().enumerate().map(|(index, round)| steps.round(index + 1, round)).collect()
        }
        _ => vec![],
    };
    context! {
        method => method,
        pairs => (method == Method::Schulze).then(|| steps.pairs(&count["pairs"])),
        quota => shown(&count["quota"]),
        standings => steps.standings(&rounds, count),
        rounds => rounds,
    }
}

/// What the bars of a ranking are as long as: points, or first preferences. Schulze's method has neither.
pub(super) fn sum(count: &Json, id: &str) -> Option<i64> {
    let whole = |votes: &Json| votes.as_i64().or_else(|| votes.as_str()?.split('.').next()?.parse().ok());
    whole(&count["totals"][id]).or_else(|| whole(&count["rounds"][0]["votes"][id]))
}

struct Steps<'a> {
    words: &'a Words<'a>,
    question: &'a Question,
}

impl Steps<'_> {
    fn round(&self, number: usize, round: &Json) -> Value {
        let votes: Vec<Value> = self
            .question
            .options
            .iter()
            .filter_map(|option| {
                let votes = shown(&round["votes"][&option.id])?;
                Some(context! { title => self.words.plain(&option.title), votes => votes })
            })
            .collect();
        let ties: Vec<Value> =
            round["ties"].as_array().into_iter().flatten().map(|tie| self.tie(tie)).collect();
        context! {
            number => number,
            votes => votes,
            quota => shown(&round["quota"]),
            exhausted => shown(&round["exhausted"]),
            elected => self.titles(&round["elected"]),
            transferred => self.title(&round["transferred"]),
            eliminated => self.title(&round["eliminated"]),
            ties => ties,
        }
    }

    fn tie(&self, tie: &Json) -> Value {
        context! {
            stake => tie["for"].as_str(),
            options => self.titles(&tie["options"]),
            by => tie["by"].as_str(),
            round => tie["round"].as_u64(),
            chosen => self.titles(&tie["chosen"]),
        }
    }

    /// A row for each option with its votes in all rounds and what became of it, for the table.
    fn standings(&self, rounds: &[Value], count: &Json) -> Vec<Value> {
        let all = count["rounds"].as_array().map_or(&[][..], Vec::as_slice);
        let row = |id: &str| {
            all.iter().take(rounds.len()).map(|round| shown(&round["votes"][id])).collect::<Vec<_>>()
        };
        let is_in = |list: &str, id: &str| {
            count[list].as_array().is_some_and(|ids| ids.iter().any(|one| one.as_str() == Some(id)))
        };
        let row = |option: &QuestionOption| {
            context! {
                title => self.words.plain(&option.title),
                votes => row(&option.id),
                won => is_in("winners", &option.id),
                tied => is_in("tied", &option.id),
            }
        };
        self.question.options.iter().map(row).collect()
    }

    /// Each two options once, first the one that more ballots prefer: how many prefer it, and how many the other one.
    fn pairs(&self, pairs: &Json) -> Vec<Value> {
        let votes = |one: &QuestionOption, other: &QuestionOption| pairs[&one.id][&other.id].as_u64();
        let options = &self.question.options;
        let each = options
            .iter()
            .enumerate()
            .flat_map(|(at, one)| options[at + 1..].iter().map(move |other| (one, other)));
        each.map(|(one, other)| {
            let (one, other) =
                if votes(one, other) < votes(other, one) { (other, one) } else { (one, other) };
            let (more, fewer) = (votes(one, other), votes(other, one));
            context! {
                one => self.words.plain(&one.title), other => self.words.plain(&other.title),
                more => more, fewer => fewer, equal => more == fewer,
            }
        })
        .collect()
    }

    fn titles(&self, ids: &Json) -> Vec<&str> {
        ids.as_array().into_iter().flatten().filter_map(|id| self.title(id)).collect()
    }

    fn title(&self, id: &Json) -> Option<&str> {
        let option = self.question.options.iter().find(|option| id.as_str() == Some(&option.id))?;
        Some(self.words.plain(&option.title))
    }
}

/// A number of the count without zeros behind its last decimal.
fn shown(number: &Json) -> Option<String> {
    match number {
        Json::Number(whole) => Some(whole.to_string()),
        Json::String(decimal) => Some(decimal.trim_end_matches('0').trim_end_matches('.').to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn decimals_lose_only_zeros_that_say_nothing() {
        for (number, expected) in
            [(json!(100), "100"), (json!("100.00000"), "100"), (json!("0.12300"), "0.123")]
        {
            assert_eq!(shown(&number).as_deref(), Some(expected));
        }
        assert_eq!(shown(&json!(null)), None);
    }

    #[test]
    fn bars_have_whole_numbers() {
        let count = json!({"rounds": [{"votes": {"a": "7.00000"}}, {"votes": {"a": "5.00000"}}]});
        assert_eq!((sum(&count, "a"), sum(&count, "b")), (Some(7), None));
        assert_eq!(sum(&json!({"totals": {"a": 3}}), "a"), Some(3));
    }
}
