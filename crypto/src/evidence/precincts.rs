//! What convicts a registrar of its list of precincts, or of their total (docs/protocol.md section 13).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Part, SetAside};
use crate::encoding::Digest;
use crate::manifest::Manifest;
use crate::note::Note;
use crate::precincts::TotalError;
use crate::statement::{self, Outcome, Precincts, Statement, Total};

/// Something about an election in precincts that an honest registrar never signs. All of it convicts the registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetFinding {
    /// Two lists of precincts that name one poll.
    TwoLists,
    /// Two totals of one list.
    TwoTotals,
    /// A total that does not add up the precincts of its list, in their order.
    OtherPrecincts {
        /// How many results it adds up.
        added: usize,
        /// How many precincts are listed.
        listed: usize,
    },
    /// A total that is not what the results come to that it names.
    WrongTotal {
        /// Passes and ballots that it states.
        stated: (u64, u64),
        /// What they are.
        right: (u64, u64),
    },
    /// A total although a result that it names does not tell how many passes were issued.
    TotalTooEarly {
        /// The precinct, from 1.
        number: usize,
    },
}

impl fmt::Display for SetFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoLists => {
                write!(f, "The registrar signed two different lists of precincts that name this poll.")
            }
            Self::TwoTotals => write!(
                f,
                "The registrar signed two different totals of the same precincts. There is one for each list."
            ),
            Self::OtherPrecincts { added, listed } => write!(
                f,
                "The registrar listed {listed} precincts, and signed a total that adds up {added} results which are not \
                 those of the listed precincts in their order."
            ),
            Self::WrongTotal { stated, right } if stated == right => write!(
                f,
                "The registrar signed a total whose tally is not what the results come to that it names."
            ),
            Self::WrongTotal { stated, right } => write!(
                f,
                "The registrar signed a total of {} passes and {} ballots; the results that it names have {} passes and {} \
                 ballots.",
                stated.0, stated.1, right.0, right.1
            ),
            Self::TotalTooEarly { number } => write!(
                f,
                "The registrar signed a total, though the result of precinct {number} that it names does not tell how many \
                 passes were issued."
            ),
        }
    }
}

/// What is signed about an election in precincts and its results; everything in here was verified.
#[derive(Debug, Default)]
pub struct SetStatements {
    lists: BTreeMap<Digest, (Note, Precincts)>,
    totals: Vec<(String, Total)>,
    results: BTreeMap<Digest, (String, Outcome)>,
}

impl SetStatements {
    /// Takes lists, totals, and results of any poll out of `parts`; the other parts are given back, and so are results of the poll
    /// `manifest`, which prove something by themselves. What that poll's services did not sign is set aside.
    pub fn take(parts: Vec<Part>, manifest: &Manifest) -> (Self, Vec<Part>, Vec<SetAside>) {
        let (mut set, mut others, mut aside) = (Self::default(), Vec::new(), Vec::new());
        for part in parts {
            match set.read(&part, manifest) {
                Ok(true) => {}
                Ok(false) => others.push(part),
                Err(reason) => aside.push(SetAside { name: part.name, reason }),
            }
        }
        (set, others, aside)
    }

    /// Whether the part is kept here alone.
    fn read(&mut self, part: &Part, manifest: &Manifest) -> Result<bool, String> {
        let (registrar, ballot_box) = (&manifest.registrar.key, &manifest.ballot_box.key);
        let words = |error: &dyn fmt::Display| error.to_string();
        match part.text.lines().next().unwrap_or_default() {
            Precincts::KIND => {
                let (list, note) =
                    statement::open::<Precincts>(&part.text, registrar).map_err(|error| words(&error))?;
                if !list.polls.contains(&manifest.id()) {
                    return Err("it does not name this poll".to_owned());
                }
                self.lists.insert(statement::digest(&note), (note, list));
                Ok(true)
            }
            Total::KIND => {
                let (total, note) =
                    statement::open::<Total>(&part.text, registrar).map_err(|error| words(&error))?;
                self.totals.push((note.text().to_owned(), total));
                Ok(true)
            }
            Outcome::KIND => {
                let Ok((outcome, note)) = statement::open::<Outcome>(&part.text, ballot_box) else {
                    return Ok(false);
                };
                let other = outcome.poll != manifest.id();
                self.results.insert(statement::digest(&note), (note.text().to_owned(), outcome));
                Ok(other)
            }
            _ => Ok(false),
        }
    }

    /// Everything that they prove; empty for what an honest registrar signs.
    pub fn examine(&self, manifest: &Manifest) -> Vec<SetFinding> {
        let mut findings = Vec::new();
        // All of them name this poll.
        if self.lists.len() > 1 {
            findings.push(SetFinding::TwoLists);
        }
        let mut texts: BTreeMap<Digest, BTreeSet<&str>> = BTreeMap::new();
        for (text, total) in &self.totals {
            texts.entry(total.precincts).or_default().insert(text);
        }
        // Of lists that are not at hand nobody knows whether they are of this election.
        if texts.iter().any(|(list, texts)| self.lists.contains_key(list) && texts.len() > 1) {
            findings.push(SetFinding::TwoTotals);
        }
        findings.extend(self.totals.iter().filter_map(|(_, total)| self.wrong(total, manifest)));
        findings
    }

    /// What is missing before more could be proved; in words.
    pub fn missing(&self) -> Vec<String> {
        let lists =
            self.totals.iter().filter(|(_, total)| !self.lists.contains_key(&total.precincts)).count();
        let results = self.totals.iter().flat_map(|(_, total)| &total.results);
        let results = results.filter(|added| !self.results.contains_key(&added.result)).count();
        let mut missing = Vec::new();
        if lists > 0 {
            missing
                .push("The list of precincts of a total is not at hand: it is at the registrar.".to_owned());
        }
        if results > 0 {
            missing.push(format!(
                "{results} results that a total adds up are not at hand: they are at the ballot box, or in the bundles of the \
                 precincts."
            ));
        }
        missing
    }

    fn wrong(&self, total: &Total, manifest: &Manifest) -> Option<SetFinding> {
        let (note, list) = self.lists.get(&total.precincts)?;
        if total.results.iter().map(|added| added.poll).ne(list.polls.iter().copied()) {
            return Some(SetFinding::OtherPrecincts { added: total.results.len(), listed: list.polls.len() });
        }
        let added = total.results.iter().map(|added| {
            let (text, outcome) = self.results.get(&added.result)?;
            Some((text.as_str(), outcome.clone()))
        });
        let added = added.collect::<Option<Vec<_>>>()?;
        match Total::of(note, &added, &manifest.questions, total.at) {
            Ok(right) if right == *total => None,
            Ok(right) => Some(SetFinding::WrongTotal {
                stated: (total.issued, total.ballots),
                right: (right.issued, right.ballots),
            }),
            Err(TotalError::IssuedUnknown(number)) => Some(SetFinding::TotalTooEarly { number }),
            // What the ballot box signed cannot be added: nobody can say what it comes to.
            Err(TotalError::TooMany | TotalError::Sum(_)) => None,
        }
    }
}
