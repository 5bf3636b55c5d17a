//! Who wins the seats when every option has one sum.

use std::cmp::Reverse;

use crate::manifest::{Question, Ties};

pub(super) struct Outcome {
    /// Ids, best first; equal ones in the manifest's order.
    pub(super) winners: Vec<String>,
    /// Ids of those who tie for the last seats, in the manifest's order; none of them won.
    pub(super) tied: Vec<String>,
}

/// The greatest `sums` win `question.seats` seats. Where more options are equal than seats are left, `report` names
/// them all as tied and seats none; `listed` prefers the option listed first.
pub(super) fn most<N: Ord + Copy>(question: &Question, sums: &[N]) -> Outcome {
    let seats = usize::try_from(question.seats).expect("at most as many seats as options");
    let mut ranking: Vec<usize> = (0..question.options.len()).collect();
    // A stable sort: equal options stay in the order of the list.
    ranking.sort_by_key(|&option| Reverse(sums[option]));
    let ids = |options: &[usize]| options.iter().map(|&option| question.options[option].id.clone()).collect();

    let contested = ranking.get(seats).map(|&first_loser| sums[first_loser]);
    let last_winner = ranking.get(seats.wrapping_sub(1)).map(|&option| sums[option]);
    if question.ties == Ties::Listed || contested != last_winner {
        return Outcome { winners: ids(&ranking[..seats.min(ranking.len())]), tied: Vec::new() };
    }
    let (winners, others): (Vec<usize>, Vec<usize>) =
        ranking.into_iter().partition(|&option| Some(sums[option]) > contested);
    let tied: Vec<usize> = others.into_iter().filter(|&option| Some(sums[option]) == contested).collect();
    Outcome { winners: ids(&winners), tied: ids(&tied) }
}
