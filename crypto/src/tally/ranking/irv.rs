//! Instant run-off: the option with fewest first preferences goes out, until one has more than half of the continuing
//! ballots.

use serde_json::{Map, Value, json};

use super::Rankings;
use super::piles::Piles;
use super::race::Race;
use super::round::Unit;
use crate::manifest::Question;

pub(super) fn count(question: &Question, rankings: &Rankings, abstain: u64) -> Value {
    let mut tally = Map::from_iter([
        ("kind".to_owned(), json!("ranking")),
        ("method".to_owned(), json!("irv")),
        ("abstain".to_owned(), json!(abstain)),
    ]);
    tally.extend(run(question, rankings).finish().map(|(name, value)| (name.to_owned(), value)));
    Value::Object(tally)
}

fn run<'q>(question: &'q Question, rankings: &Rankings) -> Race<'q> {
    let mut race = Race::new(question, WHOLE);
    let mut piles = Piles::deal(question.options.len(), rankings, WHOLE.one());
    loop {
        race.begin(piles.votes(), rankings.ballots().into(), Map::new());
        if race.is_over() {
            return race;
        }
        let continuing: u128 = piles.votes().iter().sum();
        if continuing == 0 {
            race.without_votes();
            return race;
        }
        let hopefuls = race.hopefuls();
        if let Some(&winner) = hopefuls.iter().find(|&&option| piles.votes()[option] * 2 > continuing) {
            race.elect(vec![winner]);
            return race;
        }
        match race.eliminate(0) {
            Some(out) if !race.is_over() => {
                piles.transfer(out, 0, |value| value, |option| race.is_hopeful(option));
            }
            _ => return race,
        }
    }
}

const WHOLE: Unit = Unit { places: 0 };
