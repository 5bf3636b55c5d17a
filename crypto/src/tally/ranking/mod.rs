//! `ranking`: five methods over the same rankings. Each is exact: integers, or decimals of as many places as its rules
//! prescribe, cut or rounded up where they say so.

mod borda;
mod irv;
mod meek;
mod piles;
mod race;
mod round;
mod schulze;
mod scottish;
mod tie;

use std::collections::HashMap;

use serde_json::Value;

pub(super) use self::borda::finish as points;
pub(super) use self::schulze::finish as pairs;
use crate::manifest::{Method, Question};

/// Every ranking that was given, with the number of ballots that gave it: of a million ballots many are alike. A ranking
/// is a list of options' places in the question, best first. Their order here is nobody's, for every count is a sum.
#[derive(Clone, Debug, Default)]
pub(super) struct Rankings {
    times: HashMap<Box<[u8]>, u64>,
    ballots: u64,
}

impl Rankings {
    pub(super) fn add(&mut self, ranking: &[u8], times: u64) {
        self.ballots += times;
        match self.times.get_mut(ranking) {
            Some(count) => *count += times,
            None => _ = self.times.insert(ranking.into(), times),
        }
    }

    fn iter(&self) -> impl Iterator<Item = (&[u8], u64)> {
        self.times.iter().map(|(ranking, &times)| (&**ranking, times))
    }

    /// How many ballots rank anything.
    fn ballots(&self) -> u64 {
        self.ballots
    }
}

pub(super) fn finish(question: &Question, method: Method, rankings: &Rankings, abstain: u64) -> Value {
    match method {
        Method::Irv => irv::count(question, rankings, abstain),
        Method::StvScottish => scottish::count(question, rankings, abstain),
        Method::StvMeek => meek::count(question, rankings, abstain),
        Method::Schulze => schulze::count(question, rankings, abstain),
        Method::Borda => borda::count(question, rankings, abstain),
    }
}
