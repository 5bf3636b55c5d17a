//! One election in several polls, so that logs, closers and auditors work side by side (docs/protocol.md section 13). Each
//! precinct is an ordinary poll; what makes them one election are two statements of the registrar, [`Precincts`] before the
//! first pass and [`Total`] after the last result, and an alias in each manifest that says which precinct of how many it is.

use crate::encoding::Digest;
use crate::manifest::{ManifestBody, Question};
use crate::note::Note;
use crate::statement::{self, Added, Outcome, Precincts, Total};
use crate::strict_json::MAX_EXACT;
use crate::tally::{RunningSum, SumError, is_summable};
use crate::time::UtcTime;

/// Most precincts of an election.
pub const MAX_PRECINCTS: usize = 1000;

/// The alias of the precinct `number`, from 1, of `count`: `board-2026-3-of-12`. None if it is no alias of a poll.
///
/// ```
/// use crypto::precincts::precinct_alias;
///
/// assert_eq!(precinct_alias("board-2026", 3, 12).as_deref(), Some("board-2026-3-of-12"));
/// assert_eq!(precinct_alias("a-much-too-long-alias-of-an-election", 3, 12), None);
/// ```
pub fn precinct_alias(alias: &str, number: usize, count: usize) -> Option<String> {
    let whole = format!("{alias}-{number}-of-{count}");
    let allowed = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (!alias.is_empty() && whole.len() <= LONGEST_ALIAS && whole.bytes().all(allowed)).then_some(whole)
}

/// Inverse of [`precinct_alias`]: the alias of the whole, the number and the count. None of an alias that is no precinct's.
///
/// ```
/// use crypto::precincts::precinct_of;
///
/// assert_eq!(precinct_of("board-2026-3-of-12"), Some(("board-2026", 3, 12)));
/// assert_eq!(precinct_of("board-2026-03-of-12"), None);
/// ```
pub fn precinct_of(alias: &str) -> Option<(&str, usize, usize)> {
    let (rest, count) = alias.rsplit_once("-of-")?;
    let (whole, number) = rest.rsplit_once('-')?;
    let (number, count) = (number.parse().ok()?, count.parse().ok()?);
    let said = (1..=count).contains(&number) && count <= MAX_PRECINCTS;
    let same = said && precinct_alias(whole, number, count).as_deref() == Some(alias);
    same.then_some((whole, number, count))
}

/// What keeps a poll from being a precinct.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Its alias says something else, or nothing.
    #[error("its alias is not {0}")]
    Alias(String),
    /// What all precincts have in common is another here.
    #[error("it differs from the first precinct: {0}")]
    Differs(&'static str),
    /// Nobody knows how many may vote.
    #[error("it has no roll; voters are dealt to precincts from a roll")]
    Open,
    /// Its tally has rounds.
    #[error(
        "question {0} is counted in rounds (irv, stv-scottish, stv-meek), which cannot be added up: take schulze, borda, a \
         choice or a score, or hold one poll without precincts"
    )]
    NotSummable(String),
    /// The statement comes too late.
    #[error("its passes are issued from {opens} on, and the precincts were stated at {stated}")]
    Late {
        /// From when on passes may be issued.
        opens: UtcTime,
        /// When the precincts were stated.
        stated: UtcTime,
    },
}

impl Precincts {
    /// What speaks against the poll of `manifest` as precinct `number`, from 1; `first` is the manifest of the first one.
    ///
    /// That the list was stated in time is the registrar's word: `at` is its own, and the list is in no log. Whoever kept a copy
    /// from before the first pass can compare.
    pub fn unfit(&self, number: usize, manifest: &ManifestBody, first: &ManifestBody) -> Vec<Unfit> {
        let mut unfit = Vec::new();
        let alias = precinct_alias(&self.alias, number, self.polls.len()).unwrap_or_default();
        if manifest.slug.as_deref() != Some(&alias) {
            unfit.push(Unfit::Alias(alias));
        }
        unfit.extend(differing(manifest, first).into_iter().map(Unfit::Differs));
        if manifest.eligible.is_none() {
            unfit.push(Unfit::Open);
        }
        let in_rounds = manifest.questions.iter().filter(|question| !is_summable(question));
        unfit.extend(in_rounds.map(|question| Unfit::NotSummable(question.id.clone())));
        if self.at >= manifest.issuance_opens {
            unfit.push(Unfit::Late { opens: manifest.issuance_opens, stated: self.at });
        }
        unfit
    }
}

impl Total {
    /// Adds up the results of all precincts, in their order: each the text that was signed, and what it says.
    ///
    /// # Errors
    /// See [`TotalError`].
    pub fn of(
        precincts: &Note,
        results: &[(&str, Outcome)],
        questions: &[Question],
        at: UtcTime,
    ) -> Result<Self, TotalError> {
        if let Some((_, number)) = results.iter().zip(1..).find(|((_, result), _)| result.issued.is_none()) {
            return Err(TotalError::IssuedUnknown(number));
        }
        let mut all = Subtotal::of(questions, results.len())?;
        for ((text, result), number) in results.iter().zip(1..) {
            all.add(number, text, result)?;
        }
        Ok(all.total(precincts, at)?.expect("the results of all are added"))
    }
}

/// What the results of some precincts come to, added in whatever order they come: as large as one of them, however many they are.
#[derive(Debug, Clone)]
pub struct Subtotal {
    sums: RunningSum,
    /// Of each precinct, in their order.
    counted: Vec<Option<Counted>>,
}

/// What a total has of a result beside its tally.
#[derive(Debug, Clone)]
struct Counted {
    added: Added,
    issued: u64,
    ballots: u64,
}

impl Subtotal {
    /// Of none of so many precincts.
    ///
    /// # Errors
    /// [`TotalError::Sum`] where a question cannot be added up.
    pub fn of(questions: &[Question], precincts: usize) -> Result<Self, TotalError> {
        Ok(Self { sums: RunningSum::of(questions)?, counted: vec![None; precincts] })
    }

    /// The numbers, from 1, of the precincts whose results are missing.
    pub fn missing(&self) -> impl Iterator<Item = usize> {
        (1..).zip(&self.counted).filter(|(_, counted)| counted.is_none()).map(|(number, _)| number)
    }

    /// Adds the result of the precinct `number`: the text that was signed, and what it says. Of several the first stays.
    ///
    /// # Errors
    /// See [`TotalError`].
    ///
    /// # Panics
    /// If there is no precinct of this number.
    pub fn add(&mut self, number: usize, text: &str, result: &Outcome) -> Result<(), TotalError> {
        let place = &mut self.counted[number - 1];
        if place.is_some() {
            return Ok(());
        }
        let issued = result.issued.ok_or(TotalError::IssuedUnknown(number))?;
        self.sums.add(number, &result.tally)?;
        let added = Added {
            poll: result.poll,
            result: Digest::of(text.as_bytes()),
            tree_size: result.tree_size,
            root: result.root,
        };
        *place = Some(Counted { added, issued, ballots: result.ballots });
        Ok(())
    }

    /// The total; none as long as a result is missing.
    ///
    /// # Errors
    /// [`TotalError::TooMany`].
    pub fn total(&self, precincts: &Note, at: UtcTime) -> Result<Option<Total>, TotalError> {
        let Some(all) = self.counted.iter().map(Option::as_ref).collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        Ok(Some(Total {
            precincts: statement::digest(precincts),
            results: all.iter().map(|one| one.added.clone()).collect(),
            issued: whole(all.iter().map(|one| one.issued))?,
            ballots: whole(all.iter().map(|one| one.ballots))?,
            tally: self.sums.finish(),
            at,
        }))
    }
}

fn whole(numbers: impl IntoIterator<Item = u64>) -> Result<u64, TotalError> {
    let sum = numbers.into_iter().try_fold(0_u64, u64::checked_add);
    sum.filter(|sum| *sum <= MAX_EXACT.unsigned_abs()).ok_or(TotalError::TooMany)
}

/// Why there is no total.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TotalError {
    /// The number of passes of this precinct, from 1, is not in its result yet.
    #[error("the result of precinct {0} does not tell yet how many passes were issued")]
    IssuedUnknown(usize),
    /// Numbers that no election has.
    #[error("the numbers of the precincts are too large to be added")]
    TooMany,
    /// The tallies do not add up.
    #[error(transparent)]
    Sum(#[from] SumError),
}

/// In what that is common to all precincts two of them differ. Titles, descriptions, ballot boxes, token keys, numbers of
/// voters, sizes and witnesses may be each precinct's own.
fn differing(manifest: &ManifestBody, first: &ManifestBody) -> Vec<&'static str> {
    let windows =
        |it: &ManifestBody| (it.issuance_opens, it.issuance_closes, it.voting_opens, it.voting_closes);
    [
        ("registrar", manifest.registrar == first.registrar),
        ("questions", manifest.questions == first.questions),
        ("languages", manifest.languages == first.languages),
        ("windows", windows(manifest) == windows(first)),
        ("results", manifest.results == first.results),
        ("test", manifest.test == first.test),
        ("late_additions", manifest.late_additions == first.late_additions),
    ]
    .into_iter()
    .filter_map(|(what, same)| (!same).then_some(what))
    .collect()
}

/// Of a poll's alias, in bytes (docs/protocol.md section 4).
const LONGEST_ALIAS: usize = 32;
