//! One round of a race, as the result tells it.

use serde_json::{Map, Value, json};

use super::tie::Tie;
use crate::manifest::Question;

/// What a method's numbers count: whole votes, or the smallest decimal of its rules.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    /// Decimal places; with none a number is an integer in JSON, else a string.
    pub(super) places: usize,
}

impl Unit {
    /// How many units one vote is.
    pub(super) const fn one(self) -> u64 {
        10u64.pow(self.places as u32)
    }

    /// `1234567` of five places is `"12.34567"`.
    pub(super) fn write(self, amount: u128) -> Value {
        let one = u128::from(self.one());
        let whole = amount / one;
        if self.places == 0 {
            return json!(u64::try_from(whole).expect("whole votes are counted in 64 bits"));
        }
        let places = self.places;
        json!(format!("{whole}.{:0places$}", amount % one))
    }
}

/// A round under way: how the votes stand, and what follows from it.
pub(super) struct Round {
    /// Of all options that are not out, in the manifest's order.
    pub(super) votes: Vec<(usize, u128)>,
    /// What no option holds any more.
    pub(super) exhausted: u128,
    /// What only some methods tell, after `exhausted`.
    pub(super) more: Map<String, Value>,
    pub(super) elected: Vec<usize>,
    /// Whose surplus goes on after this round.
    pub(super) transferred: Option<usize>,
    /// Who is out after this round.
    pub(super) eliminated: Option<usize>,
    pub(super) ties: Vec<Tie>,
}

impl Round {
    pub(super) fn write(&self, question: &Question, unit: Unit) -> Value {
        let id = |option: usize| question.options[option].id.as_str();
        let votes = self.votes.iter().map(|&(option, votes)| (id(option).to_owned(), unit.write(votes)));
        let mut round = Map::from_iter([
            ("votes".to_owned(), Value::Object(votes.collect())),
            ("exhausted".to_owned(), unit.write(self.exhausted)),
        ]);
        round.extend(self.more.clone());
        round.insert("elected".into(), json!(self.elected.iter().map(|&it| id(it)).collect::<Vec<_>>()));
        if let Some(option) = self.transferred {
            round.insert("transferred".into(), json!(id(option)));
        }
        if let Some(option) = self.eliminated {
            round.insert("eliminated".into(), json!(id(option)));
        }
        round.insert("ties".into(), self.ties.iter().map(|tie| tie.write(question)).collect());
        Value::Object(round)
    }
}
