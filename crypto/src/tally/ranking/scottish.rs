//! Single transferable vote by the Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to
//! 52: a quota of whole votes, and surpluses handed on by the weighted inclusive Gregory method. Where the Order draws
//! lots, the order of the manifest decides.

use serde_json::{Map, Value, json};

use super::Rankings;
use super::piles::Piles;
use super::race::Race;
use super::round::Unit;
use crate::manifest::Question;

pub(super) fn count(question: &Question, rankings: &Rankings, abstain: u64) -> Value {
    // Rule 46: the valid papers divided by one more than the seats, the fraction ignored, plus one.
    let quota = rankings.ballots() / (u64::from(question.seats) + 1) + 1;
    let mut tally = Map::from_iter([
        ("kind".to_owned(), json!("ranking")),
        ("method".to_owned(), json!("stv-scottish")),
        ("quota".to_owned(), json!(quota)),
        ("abstain".to_owned(), json!(abstain)),
    ]);
    let race = run(question, rankings, u128::from(quota) * u128::from(FIVE_PLACES.one()));
    tally.extend(race.finish().map(|(name, value)| (name.to_owned(), value)));
    Value::Object(tally)
}

fn run<'q>(question: &'q Question, rankings: &Rankings, quota: u128) -> Race<'q> {
    let total = u128::from(rankings.ballots()) * u128::from(FIVE_PLACES.one());
    let mut race = Race::new(question, FIVE_PLACES);
    // Rule 45: first preferences, each paper worth one vote.
    let mut piles = Piles::deal(question.options.len(), rankings, FIVE_PLACES.one());
    loop {
        race.begin(piles.votes(), total, Map::new());
        let votes = piles.votes();
        // Rule 47: whoever has the quota is elected.
        let reached = race.hopefuls().into_iter().filter(|&option| votes[option] >= quota).collect();
        race.elect(reached);
        // Rule 52: the last vacancies.
        if race.is_over() {
            return race;
        }
        if total == 0 {
            race.without_votes();
            return race;
        }
        let surpluses: Vec<usize> =
            race.elected().into_iter().filter(|&option| votes[option] > quota).collect();
        if !surpluses.is_empty() {
            // Rule 49: the greatest first.
            let from = race.transfer_first(&surpluses);
            let credited = votes[from];
            // Rule 48 (3): surplus times value when received, divided by the votes credited, to five places, any
            // remainder being ignored.
            let transfer_value = |value: u64| {
                let value = (credited - quota) * u128::from(value) / credited;
                u64::try_from(value).expect("a paper loses value with each transfer")
            };
            piles.transfer(from, quota, transfer_value, |option| race.is_hopeful(option));
            continue;
        }
        // Rules 50 and 51: the fewest votes, at the value received.
        match race.eliminate(0) {
            Some(out) if !race.is_over() => {
                piles.transfer(out, 0, |value| value, |option| race.is_hopeful(option));
            }
            _ => return race,
        }
    }
}

/// Rule 48 (3).
const FIVE_PLACES: Unit = Unit { places: 5 };
