//! Ballot papers in piles, as on the table of a hall: every paper lies with the best option of its ranking that is still
//! in the race.

use super::Rankings;

/// Papers with one ranking and one value.
#[derive(Clone, Copy)]
struct Papers<'r> {
    ranking: &'r [u8],
    /// Where in the ranking the option stands that has them.
    place: usize,
    times: u64,
    /// What each is worth, in the method's smallest unit.
    value: u64,
}

/// One pile for each option.
pub(super) struct Piles<'r> {
    piles: Vec<Vec<Papers<'r>>>,
    votes: Vec<u128>,
}

impl<'r> Piles<'r> {
    /// Every paper with its first preference, each worth `value`.
    pub(super) fn deal(options: usize, rankings: &'r Rankings, value: u64) -> Self {
        let mut piles = Self { piles: vec![Vec::new(); options], votes: vec![0; options] };
        for (ranking, times) in rankings.iter() {
            piles.put(Papers { ranking, place: 0, times, value }, value, |_| true);
        }
        piles
    }

    /// What each option has.
    pub(super) fn votes(&self) -> &[u128] {
        &self.votes
    }

    /// Hands all papers of `from` on to the next preference on each that is `continuing`, at the value that `revalue`
    /// makes of their old one; `from` keeps `kept` votes. Papers without such a preference leave the count.
    pub(super) fn transfer(
        &mut self,
        from: usize,
        kept: u128,
        revalue: impl Fn(u64) -> u64,
        continuing: impl Fn(usize) -> bool,
    ) {
        self.votes[from] = kept;
        for papers in std::mem::take(&mut self.piles[from]) {
            let next = Papers { place: papers.place + 1, ..papers };
            self.put(next, revalue(papers.value), &continuing);
        }
    }

    fn put(&mut self, papers: Papers<'r>, value: u64, continuing: impl Fn(usize) -> bool) {
        let rest = papers.ranking[papers.place..].iter().enumerate();
        let next = rest.map(|(steps, &option)| (steps, usize::from(option))).find(|&(_, it)| continuing(it));
        if let Some((steps, option)) = next {
            self.piles[option].push(Papers { place: papers.place + steps, value, ..papers });
            self.votes[option] += u128::from(papers.times) * u128::from(value);
        }
    }
}
