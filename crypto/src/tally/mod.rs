//! The count, exact, from contents that were verified (PROTOCOL section 9).

mod choice;
mod score;
mod winners;

use serde_json::{Map, Value};

use crate::content::{Answer, Content};
use crate::manifest::{Manifest, Question, QuestionKind};

/// A count under way: feed it every content once, then [`Tally::finish`].
#[derive(Clone, Debug)]
pub struct Tally {
    questions: Vec<Counter>,
}

/// The poll has a question that this version cannot count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("question {question:?} asks for a ranking, and counting rankings is not supported yet")]
pub struct Unsupported {
    /// Id of the question.
    pub question: String,
}

impl Tally {
    /// A count of nothing yet.
    pub fn new(manifest: &Manifest) -> Result<Self, Unsupported> {
        let questions = manifest.questions.iter().map(Counter::new).collect::<Result<_, _>>()?;
        Ok(Self { questions })
    }

    /// Counts one ballot's content, which must be of the same poll.
    pub fn add(&mut self, content: &Content) {
        for (counter, answer) in self.questions.iter_mut().zip(&content.answers) {
            counter.add(answer);
        }
    }

    /// The signed result's `"tally"`: an object with one entry for each question, in the manifest's order.
    pub fn finish(&self) -> Value {
        let entries = self.questions.iter().map(|counter| (counter.question.id.clone(), counter.finish()));
        Value::Object(entries.collect::<Map<_, _>>())
    }
}

/// Counts all of `contents`.
pub fn tally<'a>(
    manifest: &Manifest,
    contents: impl IntoIterator<Item = &'a Content>,
) -> Result<Value, Unsupported> {
    let mut tally = Tally::new(manifest)?;
    for content in contents {
        tally.add(content);
    }
    Ok(tally.finish())
}

/// Whether this version can count the question.
pub fn supports(question: &Question) -> bool {
    !matches!(question.kind, QuestionKind::Ranking { .. })
}

#[derive(Clone, Debug)]
struct Counter {
    question: Question,
    abstain: u64,
    sums: Sums,
}

/// One sum for each option, in the manifest's order.
#[derive(Clone, Debug)]
enum Sums {
    Votes(Vec<u64>),
    Scores(Vec<i64>),
}

impl Counter {
    fn new(question: &Question) -> Result<Self, Unsupported> {
        let options = question.options.len();
        let sums = match question.kind {
            QuestionKind::Choice { .. } => Sums::Votes(vec![0; options]),
            QuestionKind::Score { .. } => Sums::Scores(vec![0; options]),
            QuestionKind::Ranking { .. } => return Err(Unsupported { question: question.id.clone() }),
        };
        Ok(Self { question: question.clone(), abstain: 0, sums })
    }

    fn add(&mut self, answer: &Answer) {
        match (&mut self.sums, answer) {
            (_, Answer::Abstain) => self.abstain += 1,
            (Sums::Votes(votes), Answer::Choose(ids)) => choice::add(&self.question, votes, ids),
            (Sums::Scores(totals), Answer::Score(scores)) => score::add(totals, scores),
            // Content::parse gives every question an answer of its own kind.
            _ => unreachable!("an answer of another kind than its question"),
        }
    }

    fn finish(&self) -> Value {
        match &self.sums {
            Sums::Votes(votes) => choice::finish(&self.question, votes, self.abstain),
            Sums::Scores(totals) => score::finish(&self.question, totals, self.abstain),
        }
    }
}

/// `{"a":7,"b":5}` in the manifest's order.
fn by_option<N: Copy + Into<Value>>(question: &Question, sums: &[N]) -> Value {
    let entries = question.options.iter().zip(sums).map(|(option, &sum)| (option.id.clone(), sum.into()));
    Value::Object(entries.collect())
}
