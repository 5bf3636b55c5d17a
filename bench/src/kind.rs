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
    /// Up to five of 20 options.
    Multiple,
    /// A score from 0 to 10 for each of 20 options.
    Score,
    /// A ranking of 20 options for one seat, counted by instant run-off.
    Irv,
    /// A ranking of 20 options for 5 seats, counted as the Scottish STV.
    Stv,
    /// The same by Meek's method.
    Meek,
    /// A ranking of 20 options for one seat, counted by Schulze's method.
    Schulze,
    /// A ranking of 20 options for 5 seats, counted by Borda's method.
    Borda,
    /// Four questions: one option, several, scores, and a ranking counted as the Scottish STV.
    Mixed,
}

impl Kind {
    /// As on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().expect("no kind is left out").get_name().to_owned()
    }

    /// The questions of such a poll.
    pub fn questions(self) -> Vec<Question> {
        self.parts().into_iter().enumerate().map(|(place, part)| part.question(place)).collect()
    }

    /// What the voter with that number answers to them, always the same.
    pub fn answers(self, voter: u64) -> Vec<Answer> {
        self.parts().into_iter().map(|part| part.answer(voter)).collect()
    }

    /// One for each question.
    fn parts(self) -> Vec<Self> {
        match self {
            Self::Mixed => vec![Self::Choice, Self::Multiple, Self::Score, Self::Stv],
            one => vec![one],
        }
    }

    /// # Panics
    /// If it has several.
    fn question(self, place: usize) -> Question {
        let name = if place == 0 { "q".to_owned() } else { format!("q{place}") };
        let ranking = |method: &str, seats: u8| {
            json!({ "id": name, "title": "Who?", "kind": "ranking", "method": method, "min": 1, "max": OPTIONS,
                    "seats": seats, "ties": "listed", "options": options(OPTIONS) })
        };
        let question = match self {
            Self::Choice => {
                json!({ "id": name, "title": "Which?", "kind": "choice", "min": 1, "max": 1, "options": options(CHOICES) })
            }
            Self::Multiple => {
                json!({ "id": name, "title": "Which?", "kind": "choice", "min": 1, "max": MOST, "options": options(OPTIONS) })
            }
            Self::Score => {
                json!({ "id": name, "title": "How good?", "kind": "score", "low": 0, "high": BEST, "options": options(OPTIONS) })
            }
            Self::Irv => ranking("irv", 1),
            Self::Stv => ranking("stv-scottish", 5),
            Self::Meek => ranking("stv-meek", 5),
            Self::Schulze => ranking("schulze", 1),
            Self::Borda => ranking("borda", 5),
            Self::Mixed => unreachable!("asked for its parts"),
        };
        serde_json::from_value(question).expect("a question as a manifest writes it")
    }

    /// Hardly two rankings are alike, which is the worst case for
    /// a count that groups equal ones.
    fn answer(self, voter: u64) -> Answer {
        let mut random = rand::rngs::StdRng::seed_from_u64(voter);
        match self {
            Self::Choice => Answer::Choose(vec![id(random.random_range(0..CHOICES))]),
            Self::Multiple => {
                let mut chosen: Vec<usize> = (0..OPTIONS).collect();
                chosen.shuffle(&mut random);
                chosen.truncate(random.random_range(1..=MOST));
                chosen.sort_unstable();
                Answer::Choose(chosen.into_iter().map(id).collect())
            }
            Self::Score => Answer::Score((0..OPTIONS).map(|_| random.random_range(0..=BEST)).collect()),
            Self::Irv | Self::Stv | Self::Meek | Self::Schulze | Self::Borda => {
                let mut ranking: Vec<String> = (0..OPTIONS).map(id).collect();
                ranking.shuffle(&mut random);
                ranking.truncate(random.random_range(1..=OPTIONS));
                Answer::Rank(ranking)
            }
            Self::Mixed => unreachable!("asked for its parts"),
        }
    }
}

fn options(count: usize) -> Vec<Value> {
    (0..count).map(|place| json!({ "id": id(place), "title": format!("Option {place}") })).collect()
}

fn id(place: usize) -> String {
    format!("o{place}")
}

const CHOICES: usize = 3;
const OPTIONS: usize = 20;
const MOST: usize = 5;
const BEST: i32 = 10;
