//! The tallies of several polls with the same questions, added up: the tally of all their ballots together. Whole numbers
//! alone; what is no tally of these questions, or too large for strict JSON, is refused.

use serde_json::{Map, Value};

use super::{choice, ranking, score};
use crate::manifest::{Method, Question, QuestionKind};
use crate::strict_json::MAX_EXACT;

/// Adds the tallies of `parts`, each in the form of a signed result's.
///
/// # Errors
/// See [`SumError`].
pub fn sum<'a>(
    questions: &[Question],
    parts: impl IntoIterator<Item = &'a Value>,
) -> Result<Value, SumError> {
    let mut sums = questions.iter().map(Sum::new).collect::<Result<Vec<_>, _>>()?;
    for (part, tally) in (1..).zip(parts) {
        let malformed = |question: &str| SumError::Malformed { part, question: question.to_owned() };
        let counted = tally.as_object().filter(|counted| counted.len() == sums.len());
        for sum in &mut sums {
            let id = &sum.question.id;
            let counted = counted.and_then(|counted| counted.get(id)).ok_or_else(|| malformed(id))?;
            let one = sum.read(counted).ok_or_else(|| malformed(id))?;
            sum.add(&one).ok_or_else(|| SumError::TooLarge(sum.question.id.clone()))?;
        }
    }
    let entries = sums.iter().map(|sum| (sum.question.id.clone(), sum.finish()));
    Ok(Value::Object(entries.collect::<Map<_, _>>()))
}

/// Whether the tallies of several polls can be added: with rounds, who is out in one of them need not be out in all.
pub fn is_summable(question: &Question) -> bool {
    Kind::of(question).is_some()
}

/// Why tallies do not add up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SumError {
    /// The question is counted in rounds.
    #[error("question {0} is counted in rounds, which cannot be added up")]
    NotSummable(String),
    /// This part, from 1, has no tally of the question, or one that no ballots have.
    #[error("part {part} has no tally of question {question}")]
    Malformed {
        /// Its place among the parts, from 1.
        part: usize,
        /// The id.
        question: String,
    },
    /// A sum has more than 53 bits.
    #[error("the sums of question {0} are too large")]
    TooLarge(String),
}

/// Sums of one question.
struct Sum<'q> {
    question: &'q Question,
    kind: Kind,
    abstain: i64,
    /// One for each option in the manifest's order; of [`Kind::Pairs`] one for each option over each.
    numbers: Vec<i64>,
}

/// What is added up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `counts` of a choice.
    Votes,
    /// `totals` of a score, which may be negative.
    Scores,
    /// `totals` of Borda's method.
    Points,
    /// `pairs` of Schulze's method.
    Pairs,
}

impl Kind {
    fn of(question: &Question) -> Option<Self> {
        match question.kind {
            QuestionKind::Choice { .. } => Some(Self::Votes),
            QuestionKind::Score { .. } => Some(Self::Scores),
            QuestionKind::Ranking { method, .. } => match method {
                Method::Borda => Some(Self::Points),
                Method::Schulze => Some(Self::Pairs),
                Method::Irv | Method::StvScottish | Method::StvMeek => None,
            },
        }
    }
}

impl<'q> Sum<'q> {
    fn new(question: &'q Question) -> Result<Self, SumError> {
        let kind = Kind::of(question).ok_or_else(|| SumError::NotSummable(question.id.clone()))?;
        let options = question.options.len();
        let numbers = if kind == Kind::Pairs { options * options } else { options };
        Ok(Self { question, kind, abstain: 0, numbers: vec![0; numbers] })
    }

    /// The sums of a tally; none if it is not exactly the tally that such sums have.
    fn read(&self, counted: &Value) -> Option<Self> {
        let ids = || self.question.options.iter().map(|option| &option.id);
        let number = |value: &Value| {
            let least = if self.kind == Kind::Scores { -MAX_EXACT } else { 0 };
            value.as_i64().filter(|number| (least..=MAX_EXACT).contains(number))
        };
        let numbers = match self.kind {
            Kind::Votes => ids().map(|id| number(counted.get("counts")?.get(id)?)).collect::<Option<_>>(),
            Kind::Scores | Kind::Points => ids().map(|id| number(counted.get("totals")?.get(id)?)).collect(),
            Kind::Pairs => {
                let pair = |(over, under): (&String, &String)| {
                    if over == under { Some(0) } else { number(counted.get("pairs")?.get(over)?.get(under)?) }
                };
                ids().flat_map(|over| ids().map(move |under| (over, under))).map(pair).collect()
            }
        }?;
        let abstain = counted.get("abstain")?.as_i64().filter(|number| (0..=MAX_EXACT).contains(number))?;
        let read = Self { question: self.question, kind: self.kind, abstain, numbers };
        (read.finish() == *counted).then_some(read)
    }

    /// None if a sum becomes too large.
    fn add(&mut self, other: &Self) -> Option<()> {
        let together = |one: i64, other: i64| {
            one.checked_add(other).filter(|sum| (-MAX_EXACT..=MAX_EXACT).contains(sum))
        };
        self.abstain = together(self.abstain, other.abstain)?;
        for (number, other) in self.numbers.iter_mut().zip(&other.numbers) {
            *number = together(*number, *other)?;
        }
        Some(())
    }

    fn finish(&self) -> Value {
        let whole = || self.numbers.iter().map(|number| number.unsigned_abs()).collect::<Vec<_>>();
        let abstain = self.abstain.unsigned_abs();
        match self.kind {
            Kind::Votes => choice::finish(self.question, &whole(), abstain),
            Kind::Scores => score::finish(self.question, &self.numbers, abstain),
            Kind::Points => ranking::points(self.question, &whole(), abstain),
            Kind::Pairs => {
                let rows: Vec<Vec<u64>> =
                    whole().chunks(self.question.options.len()).map(<[u64]>::to_vec).collect();
                ranking::pairs(self.question, &rows, abstain)
            }
        }
    }
}
