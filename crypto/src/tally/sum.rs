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
    let mut sums = RunningSum::of(questions)?;
    for (part, tally) in (1..).zip(parts) {
        sums.add(part, tally)?;
    }
    Ok(sums.finish())
}

/// Tallies that are added up one after the other, in whatever order they come.
#[derive(Debug, Clone)]
pub struct RunningSum(Vec<Sum>);

impl RunningSum {
    /// Of no part yet.
    ///
    /// # Errors
    /// [`SumError::NotSummable`].
    pub fn of(questions: &[Question]) -> Result<Self, SumError> {
        Ok(Self(questions.iter().map(Sum::new).collect::<Result<_, _>>()?))
    }

    /// Adds the tally of the part of this number, or nothing of it.
    ///
    /// # Errors
    /// See [`SumError`].
    pub fn add(&mut self, part: usize, tally: &Value) -> Result<(), SumError> {
        let malformed = |question: &str| SumError::Malformed { part, question: question.to_owned() };
        let counted = tally.as_object().filter(|counted| counted.len() == self.0.len());
        let mut together = Vec::with_capacity(self.0.len());
        for sum in &self.0 {
            let id = &sum.question.id;
            let counted = counted.and_then(|counted| counted.get(id)).ok_or_else(|| malformed(id))?;
            let one = sum.read(counted).ok_or_else(|| malformed(id))?;
            together.push(sum.numbers.plus(&one).ok_or_else(|| SumError::TooLarge(id.clone()))?);
        }
        for (sum, numbers) in self.0.iter_mut().zip(together) {
            sum.numbers = numbers;
        }
        Ok(())
    }

    /// The tally of all ballots of these parts together.
    pub fn finish(&self) -> Value {
        let entries = self.0.iter().map(|sum| (sum.question.id.clone(), sum.finish(&sum.numbers)));
        Value::Object(entries.collect::<Map<_, _>>())
    }
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

/// What was counted of one question.
#[derive(Debug, Clone)]
struct Sum {
    question: Question,
    kind: Kind,
    numbers: Numbers,
}

#[derive(Debug, Clone)]
struct Numbers {
    abstain: i64,
    /// One for each option in the manifest's order; of [`Kind::Pairs`] one for each option over each.
    each: Vec<i64>,
}

impl Numbers {
    /// None if a sum becomes too large.
    fn plus(&self, other: &Self) -> Option<Self> {
        let together = |one: i64, other: i64| {
            one.checked_add(other).filter(|sum| (-MAX_EXACT..=MAX_EXACT).contains(sum))
        };
        let each = self.each.iter().zip(&other.each).map(|(one, other)| together(*one, *other));
        Some(Self { abstain: together(self.abstain, other.abstain)?, each: each.collect::<Option<_>>()? })
    }
}

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl Sum {
    fn new(question: &Question) -> Result<Self, SumError> {
        let kind = Kind::of(question).ok_or_else(|| SumError::NotSummable(question.id.clone()))?;
        let options = question.options.len();
        let count = if kind == Kind::Pairs { options * options } else { options };
        let numbers = Numbers { abstain: 0, each: vec![0; count] };
        Ok(Self { question: question.clone(), kind, numbers })
    }

    /// The numbers of a tally; none if it is not exactly the tally that such numbers have.
    fn read(&self, counted: &Value) -> Option<Numbers> {
        let ids = || self.question.options.iter().map(|option| &option.id);
        let number = |value: &Value| {
            let least = if self.kind == Kind::Scores { -MAX_EXACT } else { 0 };
            value.as_i64().filter(|number| (least..=MAX_EXACT).contains(number))
        };
        let each = match self.kind {
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
        let read = Numbers { abstain, each };
        (self.finish(&read) == *counted).then_some(read)
    }

    /// The tally of these numbers.
    fn finish(&self, numbers: &Numbers) -> Value {
        let whole = || numbers.each.iter().map(|number| number.unsigned_abs()).collect::<Vec<_>>();
        let abstain = numbers.abstain.unsigned_abs();
        match self.kind {
            Kind::Votes => choice::finish(&self.question, &whole(), abstain),
            Kind::Scores => score::finish(&self.question, &numbers.each, abstain),
            Kind::Points => ranking::points(&self.question, &whole(), abstain),
            Kind::Pairs => {
                let rows: Vec<Vec<u64>> =
                    whole().chunks(self.question.options.len()).map(<[u64]>::to_vec).collect();
                ranking::pairs(&self.question, &rows, abstain)
            }
        }
    }
}
