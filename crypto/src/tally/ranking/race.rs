//! What instant run-off and both single transferable votes have in common: options win seats or go out, round by round,
//! until all seats are filled or nobody is left.

use serde_json::{Map, Value};

use super::round::{Round, Unit};
use super::tie::{Breaker, End, Stake, Tie, by_earlier_rounds};
use crate::manifest::{Question, Ties};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Hopeful,
    Elected,
    Out,
}

/// Where the race stands.
pub(super) struct Race<'q> {
    question: &'q Question,
    unit: Unit,
    standing: Vec<Standing>,
    winners: Vec<usize>,
    tied: Vec<usize>,
    /// Votes of all options in every round so far, the present one last.
    history: Vec<Vec<u128>>,
    rounds: Vec<Round>,
}

impl<'q> Race<'q> {
    pub(super) fn new(question: &'q Question, unit: Unit) -> Self {
        let standing = vec![Standing::Hopeful; question.options.len()];
        Self { question, unit, standing, winners: vec![], tied: vec![], history: vec![], rounds: vec![] }
    }

    /// A new round begins with these votes of all options; those who are out are passed over. `total` is what all
    /// ballots together are worth.
    pub(super) fn begin(&mut self, votes: &[u128], total: u128, more: Map<String, Value>) {
        let shown: Vec<(usize, u128)> =
            self.with(|it| it != Standing::Out).map(|option| (option, votes[option])).collect();
        let held: u128 = shown.iter().map(|(_, votes)| votes).sum();
        // Meek's rule rounds up what is kept, so that all hold a trifle more than there is.
        let exhausted = total.saturating_sub(held);
        self.history.push(votes.to_vec());
        self.rounds.push(Round {
            votes: shown,
            exhausted,
            more,
            elected: vec![],
            transferred: None,
            eliminated: None,
            ties: vec![],
        });
    }

    pub(super) fn is_hopeful(&self, option: usize) -> bool {
        self.standing[option] == Standing::Hopeful
    }

    /// In the manifest's order.
    pub(super) fn hopefuls(&self) -> Vec<usize> {
        self.with(|it| it == Standing::Hopeful).collect()
    }

    /// In the manifest's order.
    pub(super) fn elected(&self) -> Vec<usize> {
        self.with(|it| it == Standing::Elected).collect()
    }

    pub(super) fn vacancies(&self) -> usize {
        let seats = usize::try_from(self.question.seats).expect("at most as many seats as options");
        seats - self.winners.len()
    }

    /// Gives seats to `options`, most votes first; equal ones in the manifest's order.
    pub(super) fn elect(&mut self, mut options: Vec<usize>) {
        options.sort_by_key(|&option| std::cmp::Reverse(self.votes(option)));
        for option in options {
            self.standing[option] = Standing::Elected;
            self.winners.push(option);
            self.round().elected.push(option);
        }
    }

    /// Whether nothing is left to decide: all seats are filled, or there are no more hopefuls than seats, who then get
    /// them.
    pub(super) fn is_over(&mut self) -> bool {
        let hopefuls = self.hopefuls();
        if hopefuls.len() <= self.vacancies() {
            self.elect(hopefuls);
        }
        self.vacancies() == 0
    }

    /// Nobody ranked anything: if there are more options than seats, all of them tie.
    pub(super) fn without_votes(&mut self) {
        let hopefuls = self.hopefuls();
        self.settle_last_seats(&hopefuls);
    }

    /// The option whose surplus goes first: the greatest, of equal ones the one that had most in an earlier round, else
    /// the one listed first. `surpluses` may not be empty.
    pub(super) fn transfer_first(&mut self, surpluses: &[usize]) -> usize {
        let most = surpluses.iter().map(|&option| self.votes(option)).max();
        let tied: Vec<usize> =
            surpluses.iter().copied().filter(|&option| Some(self.votes(option)) == most).collect();
        let chosen = self.break_tie(Stake::Surplus, &tied, End::Most, |left| left.first().copied());
        let chosen = chosen.expect("the list breaks every tie between surpluses");
        self.round().transferred = Some(chosen);
        chosen
    }

    /// Puts the hopeful with fewest votes out; whoever has at most `margin` more ties with it. None where that would
    /// decide the last seat and the poll reports such ties: then the race is over.
    pub(super) fn eliminate(&mut self, margin: u128) -> Option<usize> {
        let hopefuls = self.hopefuls();
        let fewest = hopefuls.iter().map(|&option| self.votes(option)).min()?;
        let tied: Vec<usize> =
            hopefuls.iter().copied().filter(|&option| self.votes(option) <= fewest + margin).collect();
        let decides_the_last_seat = hopefuls.len() == self.vacancies() + 1;
        let reported = decides_the_last_seat && self.question.ties == Ties::Report;
        let out = self.break_tie(Stake::Elimination, &tied, End::Fewest, |left| {
            if reported { None } else { left.last().copied() }
        });
        let Some(out) = out else {
            let (left, _) = by_earlier_rounds(self.earlier(), &tied, End::Fewest);
            self.elect(hopefuls.into_iter().filter(|option| !left.contains(option)).collect());
            self.settle_last_seats(&left);
            return None;
        };
        self.standing[out] = Standing::Out;
        self.round().eliminated = Some(out);
        Some(out)
    }

    /// `rounds`, `winners` and `tied` of the result.
    pub(super) fn finish(self) -> [(&'static str, Value); 3] {
        let ids = |options: &[usize]| -> Value {
            options.iter().map(|&option| self.question.options[option].id.as_str()).collect()
        };
        let rounds = self.rounds.iter().map(|round| round.write(self.question, self.unit)).collect();
        [("rounds", rounds), ("winners", ids(&self.winners)), ("tied", ids(&self.tied))]
    }

    /// One of `tied`, and a note if there was a choice: by earlier rounds, else by what `list` picks of those that never
    /// differed. None, and no note, if it picks nobody.
    fn break_tie(
        &mut self,
        stake: Stake,
        tied: &[usize],
        end: End,
        list: impl Fn(&[usize]) -> Option<usize>,
    ) -> Option<usize> {
        if let [only] = tied {
            return Some(*only);
        }
        let (left, decided) = by_earlier_rounds(self.earlier(), tied, end);
        let (chosen, by) = match (left.as_slice(), decided) {
            ([only], Some(round)) => (*only, Breaker::Round(round)),
            _ => (list(&left)?, Breaker::List),
        };
        let tie = Tie { stake, options: tied.to_vec(), by, chosen: vec![chosen] };
        self.round().ties.push(tie);
        Some(chosen)
    }

    /// `tied` are equal for fewer seats than they are: by the poll's rule those listed first get them, or nobody does.
    fn settle_last_seats(&mut self, tied: &[usize]) {
        let vacancies = self.vacancies();
        let (by, chosen) = match self.question.ties {
            Ties::Listed => (Breaker::List, tied[..vacancies].to_vec()),
            Ties::Report => (Breaker::Nothing, vec![]),
        };
        self.elect(chosen.clone());
        if by == Breaker::Nothing {
            self.tied = tied.to_vec();
        }
        self.round().ties.push(Tie { stake: Stake::Seat, options: tied.to_vec(), by, chosen });
    }

    fn with(&self, fits: impl Fn(Standing) -> bool) -> impl Iterator<Item = usize> {
        (0..self.standing.len()).filter(move |&option| fits(self.standing[option]))
    }

    fn earlier(&self) -> &[Vec<u128>] {
        self.history.split_last().map_or(&[], |(_, earlier)| earlier)
    }

    /// Of the present round.
    fn votes(&self, option: usize) -> u128 {
        self.history.last().expect("a round has begun")[option]
    }

    fn round(&mut self) -> &mut Round {
        self.rounds.last_mut().expect("a round has begun")
    }
}
