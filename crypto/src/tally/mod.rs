//! The count, exact, from contents that were verified (PROTOCOL section 9).
//!
//! ```
//! use crypto::ballot::Ballot;
//! use crypto::statement::{self, Outcome};
//! use crypto::tally::Tally;
//! # use crypto::{encoding::parse_hex, manifest::Manifest, note::Note};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let manifest = Manifest::parse(Note::parse(vectors["manifest_note"].as_str().expect("a note"))?.text())?;
//! # let voters = vectors["voters"].as_array().expect("voters").iter();
//! # let ballots: Vec<_> = voters.map(|it| parse_hex::<677>(it["ballot"].as_str().expect("hex"))).collect::<Result<_, _>>()?;
//! # let result = vectors["result"].as_str().expect("a note");
//!
//! let mut recount = Tally::new(&manifest);
//! for ballot in &ballots {
//!     recount.add(&Ballot::parse(ballot, manifest.content_size)?.verify(&manifest)?);
//! }
//! let (outcome, _) = statement::open::<Outcome>(result, &manifest.ballot_box.key)?;
//! assert_eq!(recount.finish(), outcome.tally);
//! # Ok(())
//! # }
//! ```

mod choice;
mod longest;
mod ranking;
mod score;
mod sum;
mod winners;

use std::collections::HashMap;

use serde_json::{Map, Value};

pub use self::longest::{MAX_TALLY_BYTES, longest_tally};
use self::ranking::Rankings;
pub use self::sum::{RunningSum, SumError, is_summable, sum};
use crate::content::{Answer, Content};
use crate::manifest::{Manifest, Method, Question, QuestionKind};

/// A count under way: feed it every content once, then [`Tally::finish`].
#[derive(Clone, Debug)]
pub struct Tally {
    questions: Vec<QuestionTally>,
}

impl Tally {
    /// A count of nothing yet.
    pub fn new(manifest: &Manifest) -> Self {
        Self { questions: manifest.questions.iter().map(QuestionTally::new).collect() }
    }

    /// Counts one ballot's content, which must be of the same poll.
    pub fn add(&mut self, content: &Content) {
        for (tally, answer) in self.questions.iter_mut().zip(&content.answers) {
            tally.add(answer);
        }
    }

    /// The signed result's `"tally"`: an object with one entry for each question, in the manifest's order.
    pub fn finish(&self) -> Value {
        let entries = self.questions.iter().map(|tally| (tally.question.id.clone(), tally.finish()));
        Value::Object(entries.collect::<Map<_, _>>())
    }
}

/// Counts all of `contents`.
pub fn tally<'a>(manifest: &Manifest, contents: impl IntoIterator<Item = &'a Content>) -> Value {
    let mut tally = Tally::new(manifest);
    for content in contents {
        tally.add(content);
    }
    tally.finish()
}

/// The count of one question.
#[derive(Clone, Debug)]
pub struct QuestionTally {
    question: Question,
    abstain: u64,
    sums: Sums,
}

/// What is kept of the answers: one sum for each option in the manifest's order, or the rankings themselves.
#[derive(Clone, Debug)]
enum Sums {
    Votes(Vec<u64>),
    Scores(Vec<i64>),
    Rankings { method: Method, places: HashMap<String, u8>, rankings: Rankings },
}

impl QuestionTally {
    /// A count of nothing yet. The question keeps the manifest's rules.
    pub fn new(question: &Question) -> Self {
        let options = question.options.len();
        let sums = match question.kind {
            QuestionKind::Choice { .. } => Sums::Votes(vec![0; options]),
            QuestionKind::Score { .. } => Sums::Scores(vec![0; options]),
            QuestionKind::Ranking { method, .. } => {
                let ids = question.options.iter().map(|option| option.id.clone());
                Sums::Rankings {
                    method,
                    places: ids.zip(0..=u8::MAX).collect(),
                    rankings: Rankings::default(),
                }
            }
        };
        Self { question: question.clone(), abstain: 0, sums }
    }

    /// Counts one answer, which was checked against the question.
    pub fn add(&mut self, answer: &Answer) {
        self.add_times(answer, 1);
    }

    /// Counts an answer that `times` ballots gave.
    pub fn add_times(&mut self, answer: &Answer, times: u64) {
        match (&mut self.sums, answer) {
            (_, Answer::Abstain) => self.abstain += times,
            (Sums::Votes(votes), Answer::Choose(ids)) => choice::add(&self.question, votes, ids, times),
            (Sums::Scores(totals), Answer::Score(scores)) => score::add(totals, scores, times),
            (Sums::Rankings { places, rankings, .. }, Answer::Rank(ids)) => {
                let ranking: Vec<u8> = ids.iter().filter_map(|id| places.get(id).copied()).collect();
                rankings.add(&ranking, times);
            }
            // Content::parse gives every question an answer of its own kind.
            _ => unreachable!("an answer of another kind than its question"),
        }
    }

    /// The question's entry in the result; docs/protocol.md section 9 has its form.
    pub fn finish(&self) -> Value {
        match &self.sums {
            Sums::Votes(votes) => choice::finish(&self.question, votes, self.abstain),
            Sums::Scores(totals) => score::finish(&self.question, totals, self.abstain),
            Sums::Rankings { method, rankings, .. } => {
                ranking::finish(&self.question, *method, rankings, self.abstain)
            }
        }
    }
}

/// `{"a":7,"b":5}` in the manifest's order.
fn by_option<N: Copy + Into<Value>>(question: &Question, sums: &[N]) -> Value {
    let entries = question.options.iter().zip(sums).map(|(option, &sum)| (option.id.clone(), sum.into()));
    Value::Object(entries.collect())
}
