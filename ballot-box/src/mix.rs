//! The pool mix (protocol section 8): which of the waiting ballots go into the log together.
//!
//! Arrival order must not be published. Ballots wait in a pool; on the minute, when at least `2 * mix` wait, all but
//! `mix` of them, picked at random, are appended in one step, sorted by hash. Whoever watches the log learns of a
//! ballot only the step in which it appeared, and a ballot may stay in the pool for any number of steps.

use std::collections::BTreeSet;

use crypto::encoding::BallotHash;
use rand::Rng;
use rand::seq::index;

/// Accepted ballots that are not in the log yet. Ordered by hash: the pool does not know who came first.
pub type Pool = BTreeSet<BallotHash>;

/// Whether enough ballots wait for a draw: `2 * mix`, and at least one.
pub fn is_due(pool: &Pool, mix: u32) -> bool {
    !pool.is_empty() && pool.len() >= size(mix).saturating_mul(2)
}

/// The ballots to append now, sorted by hash: none while fewer than `2 * mix` wait (and with `mix` 0, all at once).
pub fn draw(pool: &Pool, mix: u32, rng: &mut impl Rng) -> Vec<BallotHash> {
    if !is_due(pool, mix) {
        return Vec::new();
    }
    let mix = size(mix);
    let stay: BTreeSet<usize> = index::sample(rng, pool.len(), mix).into_iter().collect();
    pool.iter().enumerate().filter(|(place, _)| !stay.contains(place)).map(|(_, hash)| *hash).collect()
}

fn size(mix: u32) -> usize {
    usize::try_from(mix).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod statistics;

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(size: u8) -> Pool {
        (0..size).map(|n| BallotHash::from([n.wrapping_mul(151); 32])).collect()
    }

    #[test]
    fn nothing_leaves_before_twice_the_mix_waits() {
        for (size, mix, expected) in [
            (0, 8, 0),
            (15, 8, 0),
            (16, 8, 8),
            (17, 8, 9),
            (200, 8, 192),
            (1, 1, 0),
            (2, 1, 1),
            (0, 0, 0),
            (1, 0, 1),
            (9, 0, 9),
        ] {
            assert_eq!(draw(&pool(size), mix, &mut rand::rng()).len(), expected, "{size} waiting, mix {mix}");
        }
        assert!(draw(&pool(200), u32::MAX, &mut rand::rng()).is_empty());
    }

    #[test]
    fn a_batch_is_sorted_and_comes_from_the_pool() {
        let pool = pool(100);
        let batch = draw(&pool, 10, &mut rand::rng());
        assert!(batch.is_sorted());
        assert!(batch.iter().all(|hash| pool.contains(hash)));
        assert_eq!(batch.iter().collect::<BTreeSet<_>>().len(), 90);
    }

    #[test]
    fn every_ballot_stays_equally_often() {
        let pool = pool(40);
        let mut drawn = [0u32; 40];
        for _ in 0..4000 {
            let batch = draw(&pool, 20, &mut rand::rng());
            for (place, hash) in pool.iter().enumerate() {
                drawn[place] += u32::from(batch.contains(hash));
            }
        }
        // Binomial(4000, 1/2): mean 2000, standard deviation 32; six of them fail once in ten million runs.
        assert!(drawn.iter().all(|count| (1800..=2200).contains(count)), "{drawn:?}");
    }
}
