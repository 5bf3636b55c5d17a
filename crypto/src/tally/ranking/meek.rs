//! Single transferable vote by Meek's method: I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123", The Computer
//! Journal 30 (1987), with nine decimals and omega 10^-6, in the unambiguous wording of the Proportional Representation
//! Foundation's reference rule, whose steps are cited below.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::Rankings;
use super::race::Race;
use super::round::Unit;
use crate::manifest::Question;

pub(super) fn count(question: &Question, rankings: &Rankings, abstain: u64) -> Value {
    let mut tally = Map::from_iter([
        ("kind".to_owned(), json!("ranking")),
        ("method".to_owned(), json!("stv-meek")),
        ("abstain".to_owned(), json!(abstain)),
    ]);
    tally.extend(run(question, rankings).finish().map(|(name, value)| (name.to_owned(), value)));
    Value::Object(tally)
}

fn run<'q>(question: &'q Question, rankings: &Rankings) -> Race<'q> {
    let total = u128::from(rankings.ballots()) * u128::from(ONE);
    let mut race = Race::new(question, NINE_PLACES);
    // Step A. What an option keeps of each vote that reaches it; the rest goes on.
    let mut keep = vec![ONE; question.options.len()];
    loop {
        let Count { votes, quota, surplus, elected } = iterate(question, rankings, &race, &mut keep);
        let keeps = question.options.iter().zip(&keep);
        let keeps = keeps.map(|(option, &keep)| (option.id.clone(), NINE_PLACES.write(keep.into())));
        let more = Map::from_iter([
            ("quota".to_owned(), NINE_PLACES.write(quota)),
            ("surplus".to_owned(), NINE_PLACES.write(surplus)),
            ("keep".to_owned(), Value::Object(keeps.collect())),
        ]);
        race.begin(&votes, total, more);
        let nobody_new = elected.is_empty();
        race.elect(elected);
        // Steps B.1 and C.
        if race.is_over() {
            return race;
        }
        if total == 0 {
            race.without_votes();
            return race;
        }
        if nobody_new {
            // Step B.3: whoever has no more than the lowest and all surplus together ties with the lowest.
            match race.eliminate(surplus) {
                Some(out) if !race.is_over() => keep[out] = 0,
                _ => return race,
            }
        }
    }
}

/// Where a round's iteration ended.
struct Count {
    votes: Vec<u128>,
    quota: u128,
    /// Of all who were elected in earlier rounds.
    surplus: u128,
    /// Who reached the quota in this one.
    elected: Vec<usize>,
}

/// Step B.2: adjusts what the elected keep until somebody new reaches the quota or their surplus is negligible.
fn iterate(question: &Question, rankings: &Rankings, race: &Race<'_>, keep: &mut [u64]) -> Count {
    let papers = reaching(rankings, race, keep);
    let mut previous = None;
    loop {
        let votes = distribute(&papers, keep);
        // B.2.b: truncated to nine places, plus 10^-9.
        let quota = votes.iter().sum::<u128>() / (u128::from(question.seats) + 1) + 1;
        let mut elected: Vec<usize> =
            race.hopefuls().into_iter().filter(|&option| votes[option] >= quota).collect();
        // Only what was rounded up can lift more to the quota than there are seats: then they stand equal to nine places,
        // and step B.3 tells them apart.
        if elected.len() > race.vacancies() {
            elected.clear();
        }
        // B.2.d: an option that has lost votes since it was elected takes from the sum, which is never below nothing.
        let (above, below) = race.elected().into_iter().fold((0, 0), |(above, below), option| {
            (above + votes[option].saturating_sub(quota), below + quota.saturating_sub(votes[option]))
        });
        let surplus = above.saturating_sub(below);
        // B.2.e
        if !elected.is_empty() || surplus < OMEGA || previous.is_some_and(|previous| surplus >= previous) {
            return Count { votes, quota, surplus, elected };
        }
        previous = Some(surplus);
        // B.2.f: both steps rounded up.
        for option in race.elected() {
            let product = (u128::from(keep[option]) * quota).div_ceil(ONE.into());
            let kept = (product * u128::from(ONE)).div_ceil(votes[option]);
            keep[option] = u64::try_from(kept).map_or(ONE, |kept| kept.min(ONE));
        }
    }
}

/// The part of each ranking that votes can reach in this round, equal ones together: those who keep less than all, up to
/// the first who keeps all. It is the same in all iterations of a round, and far shorter than the rankings.
fn reaching(rankings: &Rankings, race: &Race<'_>, keep: &[u64]) -> HashMap<Vec<u8>, u64> {
    let mut papers = HashMap::new();
    let mut path = Vec::new();
    for (ranking, times) in rankings.iter() {
        path.clear();
        for &option in ranking {
            let place = usize::from(option);
            if keep[place] == 0 {
                continue;
            }
            path.push(option);
            if race.is_hopeful(place) {
                break;
            }
        }
        match papers.get_mut(&path) {
            Some(count) => *count += times,
            None => _ = papers.insert(path.clone(), times),
        }
    }
    papers
}

/// Step B.2.a: each option takes its part of the weight that reaches it, to nine places, rounded up.
fn distribute(papers: &HashMap<Vec<u8>, u64>, keep: &[u64]) -> Vec<u128> {
    let mut votes = vec![0; keep.len()];
    for (path, &times) in papers {
        let mut weight = ONE;
        for &option in path {
            let option = usize::from(option);
            // Both are at most 10^9, so the product fits into 64 bits.
            let kept = (weight * keep[option]).div_ceil(ONE);
            votes[option] += u128::from(kept) * u128::from(times);
            weight -= kept;
        }
    }
    votes
}

const NINE_PLACES: Unit = Unit { places: 9 };
/// One vote, and keeping all of it.
const ONE: u64 = NINE_PLACES.one();
/// 10^-6: a smaller surplus is none.
const OMEGA: u128 = 1000;
