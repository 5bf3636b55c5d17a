//! Ties inside a race, how they are broken, and the note of it (PROTOCOL section 9).

use serde_json::{Value, json};

use crate::manifest::Question;

/// What the options of a tie are equal for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stake {
    /// To go out.
    Elimination,
    /// To have their surplus transferred first.
    Surplus,
    /// The last seats.
    Seat,
}

/// What decides a tie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaker {
    /// An earlier round, by its number from 1.
    Round(usize),
    /// The order of the manifest.
    List,
    /// Nothing: the poll reports such a tie.
    Nothing,
}

/// A tie that came up.
pub(super) struct Tie {
    pub(super) stake: Stake,
    /// In the manifest's order.
    pub(super) options: Vec<usize>,
    pub(super) by: Breaker,
    /// Who went out, was transferred or got a seat.
    pub(super) chosen: Vec<usize>,
}

impl Tie {
    pub(super) fn write(&self, question: &Question) -> Value {
        let ids = |options: &[usize]| -> Vec<&str> {
            options.iter().map(|&option| question.options[option].id.as_str()).collect()
        };
        let stake = match self.stake {
            Stake::Elimination => "elimination",
            Stake::Surplus => "surplus",
            Stake::Seat => "seat",
        };
        let mut note = json!({ "for": stake, "options": ids(&self.options) });
        match self.by {
            Breaker::Round(number) => {
                note["by"] = json!("round");
                note["round"] = json!(number);
            }
            Breaker::List => note["by"] = json!("list"),
            Breaker::Nothing => note["by"] = json!("nothing"),
        }
        note["chosen"] = json!(ids(&self.chosen));
        note
    }
}

/// Which end of an earlier round decides.
#[derive(Clone, Copy)]
pub(super) enum End {
    Fewest,
    Most,
}

/// Those of `tied` who stand at the `end` of the most recent earlier round in which they differ; if some are still
/// equal then, of the round before in which these differ, and so on. With whom one is left, the deciding round.
///
/// `history` holds the votes of all options in all rounds before the present one.
pub(super) fn by_earlier_rounds(
    history: &[Vec<u128>],
    tied: &[usize],
    end: End,
) -> (Vec<usize>, Option<usize>) {
    let mut left = tied.to_vec();
    let mut decided = None;
    for (round, votes) in history.iter().enumerate().rev() {
        let of = |option: &usize| votes[*option];
        let edge = match end {
            End::Fewest => left.iter().map(of).min(),
            End::Most => left.iter().map(of).max(),
        };
        let before = left.len();
        left.retain(|option| Some(of(option)) == edge);
        if left.len() < before {
            decided = Some(round + 1);
        }
        if left.len() == 1 {
            break;
        }
    }
    (left, decided)
}
