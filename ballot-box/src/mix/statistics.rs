//! What the public log tells about the order of arrival, measured over simulated elections with fixed seeds.
//!
//! Ballots arrive one after the other, some between two minutes; each minute the mixer draws. Three statistics are compared
//! with what independence gives. Each must hold for [`draw`] and fail for a mixer that is broken in the way it looks for:
//! a test of randomness that no mixer can fail is worth nothing.

use std::collections::BTreeSet;

use crypto::encoding::{BallotHash, sha256};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::{Pool, draw};

/// A way to pick the batch of a minute; `arrived` are all ballots so far, first come first.
type Mixer = fn(&Pool, u32, &mut StdRng, arrived: &[BallotHash]) -> Vec<BallotHash>;

/// The mixer of the ballot box.
fn pool_mix(pool: &Pool, mix: u32, rng: &mut StdRng, _: &[BallotHash]) -> Vec<BallotHash> {
    draw(pool, mix, rng)
}

/// Broken: those who came first leave first.
fn first_come(pool: &Pool, mix: u32, rng: &mut StdRng, arrived: &[BallotHash]) -> Vec<BallotHash> {
    let count = draw(pool, mix, rng).len();
    let mut batch: Vec<_> = arrived.iter().filter(|hash| pool.contains(hash)).take(count).copied().collect();
    batch.sort();
    batch
}

/// Broken: the right ballots, in the order in which they came.
fn unsorted(pool: &Pool, mix: u32, rng: &mut StdRng, arrived: &[BallotHash]) -> Vec<BallotHash> {
    let batch: BTreeSet<_> = draw(pool, mix, rng).into_iter().collect();
    arrived.iter().filter(|hash| batch.contains(hash)).copied().collect()
}

/// What kind of poll is played.
#[derive(Clone, Copy)]
struct Setting {
    mix: u32,
    /// Ballots in a hundred minutes, on average: in each minute any number from none to twice as many as on average, or, where that
    /// is less than one, one by chance.
    arrivals: usize,
    minutes: usize,
}

impl Setting {
    fn arriving(&self, rng: &mut StdRng) -> usize {
        match self.arrivals / 100 {
            0 => usize::from(rng.random_range(0..100) < self.arrivals),
            mean => rng.random_range(0..=2 * mean),
        }
    }
}

/// One election: how many arrive before each minute. A ballot is a number, by its place of arrival.
struct Election {
    /// For each ballot the step in which it was published; the last step is the close.
    step: Vec<usize>,
    /// For each ballot the minute before which it arrived.
    minute: Vec<usize>,
    /// All ballots in the published order.
    published: Vec<usize>,
    /// For each step that published anything: who waited, and who of them was published.
    draws: Vec<(Vec<usize>, BTreeSet<usize>)>,
}

fn simulate(mixer: Mixer, setting: Setting, seed: u64) -> Election {
    let Setting { mix, minutes, .. } = setting;
    let mut rng = StdRng::seed_from_u64(seed);
    let (mut arrived, mut pool): (Vec<BallotHash>, Pool) = (Vec::new(), Pool::new());
    let (mut minute, mut published, mut draws) = (Vec::new(), Vec::new(), Vec::new());
    let mut step = Vec::new();
    for now in 0..=minutes {
        if now < minutes {
            for _ in 0..setting.arriving(&mut rng) {
                let hash = sha256(&[&seed.to_be_bytes(), &arrived.len().to_be_bytes()]).into();
                arrived.push(hash);
                pool.insert(hash);
                minute.push(now);
                step.push(minutes);
            }
        }
        let batch = if now < minutes {
            mixer(&pool, mix, &mut rng, &arrived)
        } else {
            pool.iter().copied().collect()
        };
        if batch.is_empty() {
            continue;
        }
        let place = |hash: &BallotHash| arrived.iter().position(|other| other == hash).unwrap();
        let mut waiting: Vec<usize> = pool.iter().map(place).collect();
        waiting.sort_unstable();
        let batch_places: Vec<usize> = batch.iter().map(place).collect();
        for (hash, place) in batch.iter().zip(&batch_places) {
            pool.remove(hash);
            step[*place] = now;
            published.push(*place);
        }
        if now < minutes {
            draws.push((waiting, batch_places.into_iter().collect()));
        }
    }
    Election { step, minute, published, draws }
}

/// Statistic 1. In each draw, of those who waited, the half that came earlier should be published as often as the other:
/// standard normal over all draws (hypergeometric means and variances).
fn earlier_leave_first(mixer: Mixer) -> f64 {
    let (mut excess, mut variance) = (0.0, 0.0);
    for (waiting, batch) in elections(mixer).iter().flat_map(|election| &election.draws) {
        let (all, drawn, half) = (waiting.len(), batch.len(), waiting.len() / 2);
        let early = waiting[..half].iter().filter(|place| batch.contains(place)).count();
        let [all, drawn, half, early] =
            [all, drawn, half, early].map(|n| f64::from(u32::try_from(n).unwrap()));
        excess += early - drawn * half / all;
        variance += drawn * half / all * (1.0 - half / all) * (all - drawn) / (all - 1.0);
    }
    excess / variance.sqrt()
}

/// Statistic 2. Of two neighbours in the published order of one step either may have come first: standard normal.
fn neighbours_in_order(mixer: Mixer) -> f64 {
    let (mut in_order, mut pairs) = (0.0, 0.0);
    for election in &elections(mixer) {
        // Pairs that do not overlap, so that they are independent.
        for pair in election.published.chunks_exact(2) {
            if election.step[pair[0]] == election.step[pair[1]] {
                pairs += 1.0;
                in_order += f64::from(u8::from(pair[0] < pair[1]));
            }
        }
    }
    (in_order - pairs / 2.0) / (pairs / 4.0_f64).sqrt()
}

/// Statistic 3. The wait of a ballot is geometric: whatever the earlier draws did, in each draw all who wait have the same
/// chance. Chi-square over the number of draws that a ballot has waited already, one cell for each of 0 to 3 and one for more;
/// as a standard normal (Wilson and Hilferty).
fn waits_remember(mixer: Mixer) -> f64 {
    let mut cells = [(0.0, 0.0, 0.0); CELLS];
    for election in &elections(mixer) {
        let mut waited = vec![0usize; election.step.len()];
        for (waiting, batch) in &election.draws {
            let [all, drawn] = [waiting.len(), batch.len()].map(|n| f64::from(u32::try_from(n).unwrap()));
            for place in waiting {
                let (seen, expected, variance) = &mut cells[waited[*place].min(CELLS - 1)];
                *seen += f64::from(u8::from(batch.contains(place)));
                *expected += drawn / all;
                *variance += drawn / all * (1.0 - drawn / all);
                waited[*place] += 1;
            }
        }
    }
    let chi_square: f64 = cells
        .iter()
        .filter(|(_, _, variance)| *variance > 0.0)
        .map(|(seen, expected, variance)| (seen - expected).powi(2) / variance)
        .sum();
    let degrees = 4.0;
    let spread = 2.0 / (9.0 * degrees);
    ((chi_square / degrees).cbrt() - (1.0 - spread)) / spread.sqrt()
}

fn elections(mixer: Mixer) -> Vec<Election> {
    (0..ELECTIONS).map(|seed| simulate(mixer, BUSY, seed)).collect()
}

#[test]
fn who_leaves_the_pool_does_not_depend_on_who_came_first() {
    let honest = earlier_leave_first(pool_mix);
    assert!(honest.abs() < UNLIKELY, "{honest}");
    let broken = earlier_leave_first(first_come);
    assert!(broken > OBVIOUS, "first come, first served is found out: {broken}");
}

#[test]
fn the_published_order_does_not_depend_on_the_order_of_arrival() {
    let honest = neighbours_in_order(pool_mix);
    assert!(honest.abs() < UNLIKELY, "{honest}");
    let broken = neighbours_in_order(unsorted);
    assert!(broken > OBVIOUS, "a batch in the order of arrival is found out: {broken}");
}

#[test]
fn how_long_a_ballot_waits_still_does_not_depend_on_how_long_it_waited() {
    let honest = waits_remember(pool_mix);
    assert!(honest < UNLIKELY, "{honest}");
    let broken = waits_remember(first_come);
    assert!(broken > OBVIOUS, "a queue is found out: {broken}");
}

/// The table of docs/threat-model.md: what is left is the minute of publication.
#[test]
fn what_the_minute_of_publication_tells_is_as_documented() {
    let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/threat-model.md"));
    for setting in [BUSY, Setting { mix: 8, ..BUSY }, SPARSE, Setting { mix: 8, ..SPARSE }] {
        let name =
            format!("| {} | {} |", setting.mix, f64::from(u32::try_from(setting.arrivals).unwrap()) / 100.0);
        let row =
            page.lines().find_map(|line| line.strip_prefix(&name)).unwrap_or_else(|| panic!("no row {name}"));
        let told: Vec<f64> = row.split('|').filter_map(|cell| cell.trim().parse().ok()).collect();
        let found = Leak::of(setting);
        println!("{name} {found:?}");
        let found = [found.smallest, found.mean, found.at_once, found.half, found.most, found.at_close];
        assert_eq!(told.len(), found.len(), "{row}");
        for (told, found) in told.iter().zip(found) {
            // Another generator of random numbers may move the last digit.
            assert!((told - found).abs() <= 0.03 * told + 0.05, "{name} {told} is {found}");
        }
    }
}

/// What somebody learns who sees the step in which a ballot was published.
#[derive(Debug)]
struct Leak {
    /// Ballots that were published together: at least, and on average as a ballot meets it.
    smallest: f64,
    mean: f64,
    /// Of 100 ballots those that were published on the next minute.
    at_once: f64,
    /// Minutes that half of the ballots waited at most, and nine of ten.
    half: f64,
    most: f64,
    /// Of 100 ballots those that waited for the close; the other figures are without them.
    at_close: f64,
}

impl Leak {
    fn of(setting: Setting) -> Self {
        let number = |n: usize| f64::from(u32::try_from(n).unwrap());
        let (mut waits, mut batches, mut late) = (Vec::new(), Vec::new(), 0);
        for election in (0..ELECTIONS).map(|seed| simulate(pool_mix, setting, seed)) {
            for place in 0..election.step.len() {
                if election.step[place] == setting.minutes {
                    late += 1;
                    continue;
                }
                // Who knows the minute of arrival and sees the step of publication is left with those who may be meant.
                let (waiting, batch) =
                    election.draws.iter().find(|(_, batch)| batch.contains(&place)).unwrap();
                let mix = usize::try_from(setting.mix).unwrap();
                assert!(waiting.len() >= 2 * mix && batch.len() >= mix);
                batches.push(batch.len());
                waits.push(election.step[place] - election.minute[place] + 1);
            }
        }
        waits.sort_unstable();
        let all = waits.len();
        Self {
            smallest: number(*batches.iter().min().unwrap()),
            mean: number(batches.iter().sum()) / number(all),
            at_once: 100.0 * number(waits.iter().filter(|wait| **wait == 1).count()) / number(all),
            half: number(waits[all / 2]),
            most: number(waits[all * 9 / 10]),
            at_close: 100.0 * number(late) / number(all + late),
        }
    }
}

/// An hour with twelve ballots a minute.
const BUSY: Setting = Setting { mix: 16, arrivals: 1200, minutes: 60 };
/// A day with a ballot in five minutes.
const SPARSE: Setting = Setting { mix: 16, arrivals: 20, minutes: 24 * 60 };
const ELECTIONS: u64 = 60;
const CELLS: usize = 5;
/// Standard deviations that chance reaches once in 500 million runs; the seeds are fixed, so it does not flake at all.
const UNLIKELY: f64 = 6.0;
/// What a mixer must exceed that is broken in the way that the statistic looks for.
const OBVIOUS: f64 = 12.0;
