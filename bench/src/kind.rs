//! The kinds of poll that are measured, and how their voters vote.

use clap::ValueEnum;
use crypto::content::Answer;
use crypto::manifest::Question;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

/// A kind of poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// One of three options.
    Choice,
    /// A ranking of 20 options for 5 seats, counted as the Scottish STV.
    Stv,
}

impl Kind {
    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Stv => "stv",
        }
    }

    /// The one question of such a poll.
    pub fn question(self) -> Question {
        let options = |count: usize| -> Vec<Value> {
            (0..count).map(|place| json!({ "id": id(place), "title": format!("Option {place}") })).collect()
        };
        let question = match self {
            Self::Choice => {
                json!({ "id": "q", "title": "Which?", "kind": "choice", "min": 1, "max": 1, "options": options(CHOICES) })
            }
            Self::Stv => {
                json!({ "id": "q", "title": "Who?", "kind": "ranking", "method": "stv-scottish", "min": 1,
                "max": CANDIDATES, "seats": 5, "ties": "listed", "options": options(CANDIDATES) })
            }
        };
        serde_json::from_value(question).expect("a question as a manifest writes it")
    }

    /// What the voter with that number answers, always the same: hardly two rankings are alike, which is the worst case for
    /// a count that groups equal ones.
    pub fn answer(self, voter: u64) -> Answer {
        let mut random = rand::rngs::StdRng::seed_from_u64(voter);
        match self {
            Self::Choice => Answer::Choose(vec![id(random.random_range(0..CHOICES))]),
            Self::Stv => {
                let mut ranking: Vec<String> = (0..CANDIDATES).map(id).collect();
                ranking.shuffle(&mut random);
                ranking.truncate(random.random_range(1..=CANDIDATES));
                Answer::Rank(ranking)
            }
        }
    }
}

fn id(place: usize) -> String {
    format!("o{place}")
}

const CHOICES: usize = 3;
const CANDIDATES: usize = 20;
