//! Who comes to which precinct: by lot, or by groups that the officers name in a file.

use std::collections::HashMap;

use crypto::precincts::MAX_PRECINCTS;
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use rand::seq::SliceRandom as _;
use web::i18n::Text;

use super::PrecinctsError;
use crate::domain::roll::{self, ImportError, RollLine, Table};

/// How the voters of a roll are divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deal {
    /// By lot, to so many precincts, in shares that differ by one at most.
    Lot(usize),
    /// To precincts with these names, in their order: by address the place of its name.
    Groups {
        /// Each once.
        names: Vec<String>,
        /// From 0.
        places: HashMap<String, usize>,
    },
}

/// A table that says who comes to which precinct, and the places of its columns `email` and `precinct`.
pub(super) fn open_dealt(bytes: &[u8]) -> Result<(Table<'_>, [usize; 2]), PrecinctsError> {
    let table = Table::open(bytes)?;
    let column = |name: &str| table.header.iter().position(|column| column == name);
    match (column("email"), column("precinct")) {
        (Some(email), Some(precinct)) => Ok((table, [email, precinct])),
        _ => Err(PrecinctsError::Header(table.first)),
    }
}

impl Deal {
    /// Reads a table with the columns `email` and `precinct` among others; precincts come in the order of their first rows.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PrecinctsError> {
        let (mut table, [email, precinct]) = open_dealt(bytes)?;
        let (mut names, mut numbers, mut places) = (Vec::<String>::new(), HashMap::new(), HashMap::new());
        while let Some((line, record)) = table.row()? {
            let text = |column: usize| roll::unmarked(record.get(column).unwrap_or_default());
            let bad = |words: Text| PrecinctsError::Line(line, words);
            let voter = roll::read_line(text(email), "", "").map_err(bad)?;
            let name = text(precinct);
            if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
                return Err(bad(Text::new("split-error-name").with("most", LONGEST_NAME)));
            }
            let place = *numbers.entry(name.to_owned()).or_insert(names.len());
            if place == names.len() {
                names.push(name.to_owned());
                // Of more there is no election.
                if names.len() > MAX_PRECINCTS {
                    return Err(PrecinctsError::Count);
                }
            }
            if places.insert(voter.email, place).is_some_and(|before| before != place) {
                return Err(bad(Text::new("split-error-in-two")));
            }
        }
        if names.is_empty() { Err(ImportError::Empty.into()) } else { Ok(Self::Groups { names, places }) }
    }

    /// How many precincts.
    pub(super) fn count(&self) -> Result<usize, PrecinctsError> {
        let count = match self {
            Self::Lot(count) => *count,
            Self::Groups { names, .. } => names.len(),
        };
        if (2..=MAX_PRECINCTS).contains(&count) { Ok(count) } else { Err(PrecinctsError::Count) }
    }

    /// What the title of precinct `number`, from 1, adds to that of the whole.
    pub(super) fn name(&self, number: usize) -> String {
        match self {
            Self::Lot(count) => format!("{number}/{count}"),
            Self::Groups { names, .. } => names.get(number - 1).cloned().unwrap_or_default(),
        }
    }

    /// The voters of each precinct. In what is no test each has at least [`LEAST`].
    pub(super) fn shares(
        &self,
        voters: Vec<RollLine>,
        test: bool,
    ) -> Result<Vec<Vec<RollLine>>, PrecinctsError> {
        let least = if test { 1 } else { LEAST };
        match self {
            Self::Lot(count) => deal(voters, *count, least),
            Self::Groups { names, places } => {
                let mut shares = vec![Vec::new(); names.len()];
                for voter in voters {
                    let place = places.get(&voter.email);
                    let Some(place) = place else { return Err(PrecinctsError::Ungrouped(voter.email)) };
                    shares[*place].push(voter);
                }
                match names.iter().zip(&shares).find(|(_, share)| share.len() < least) {
                    None => Ok(shares),
                    Some((name, share)) => {
                        Err(PrecinctsError::SmallGroup { name: name.clone(), voters: share.len(), least })
                    }
                }
            }
        }
    }
}

/// Deals voters to precincts: every way to do so in these shares is as likely as any other, so that a precinct tells nothing
/// about who is in it.
fn deal(mut voters: Vec<RollLine>, count: usize, least: usize) -> Result<Vec<Vec<RollLine>>, PrecinctsError> {
    if voters.len() / count < least {
        return Err(PrecinctsError::TooFew { voters: voters.len(), count, least });
    }
    voters.shuffle(&mut UnwrapErr(SysRng));
    let mut shares = vec![Vec::with_capacity(voters.len() / count + 1); count];
    for (place, voter) in voters.into_iter().enumerate() {
        shares[place % count].push(voter);
    }
    Ok(shares)
}

/// Voters in each precinct of what is no test.
pub(crate) const LEAST: usize = 50;
/// Characters of a precinct's name.
const LONGEST_NAME: usize = 60;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn voters(count: usize) -> Vec<RollLine> {
        let line =
            |number| RollLine { email: format!("{number}@example.org"), name: None, external_id: None };
        (0..count).map(line).collect()
    }

    #[test]
    fn precincts_that_would_tell_how_few_voted_are_not_made() {
        for (all, count) in [(0, 2), (99, 2), (49_999, 1000)] {
            let refused = deal(voters(all), count, LEAST).unwrap_err().to_string();
            assert!(
                refused.contains("fewer than 50") && refused.contains("take fewer precincts"),
                "{refused}"
            );
        }
    }

    #[test]
    fn groups_are_read_from_two_columns_among_others() {
        let file = b"sep=;\nName;EMAIL;Precinct\nAda;ADA@example.org;North\nBen;ben@example.org; South\nCem;cem@example.org;North\n";
        let groups = Deal::read(file).unwrap();
        assert_eq!(
            (groups.count().unwrap(), groups.name(1), groups.name(2)),
            (2, "North".into(), "South".into())
        );
        let line = |email: &str| RollLine { email: email.to_owned(), name: None, external_id: None };
        let roll = || vec![line("ada@example.org"), line("ben@example.org"), line("cem@example.org")];
        let shares = groups.shares(roll(), true).unwrap();
        assert_eq!(shares.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        let refused = |voters, test| groups.shares(voters, test).unwrap_err().to_string();
        assert!(refused(roll(), false).contains("North"), "two voters are fewer than 50");
        assert!(refused([roll(), vec![line("dee@example.org")]].concat(), true).contains("dee@example.org"));
        assert!(refused(vec![line("ada@example.org")], true).contains("South"));
    }

    #[test]
    fn files_that_name_no_groups_are_refused_with_their_line() {
        for (file, words) in [
            ("", "precinct"),
            ("email,name\nada@example.org,Ada\n", "email,name"),
            ("email,precinct\n", "no voter"),
            ("email,precinct\nada@example.org,\n", "2"),
            ("email,precinct\nnobody,North\n", "nobody"),
            ("email,precinct\nada@example.org,North\nben@example.org,S\nADA@example.org,S\n", "4"),
        ] {
            let refused = Deal::read(file.as_bytes()).unwrap_err().to_string();
            assert!(refused.contains(words), "{file:?}: {refused}");
        }
        let many: String = (0..1001).map(|n| format!("{n}@example.org,{n}\n")).collect();
        assert!(matches!(
            Deal::read(format!("email,precinct\n{many}").as_bytes()),
            Err(PrecinctsError::Count)
        ));
        let one = Deal::read(b"email,precinct\nada@example.org,North\n").unwrap();
        assert!(matches!(one.count(), Err(PrecinctsError::Count)));
    }

    #[test]
    fn everybody_is_dealt_to_one_precinct_in_equal_shares() {
        let shares = deal(voters(203), 4, LEAST).unwrap();
        let sizes: Vec<usize> = shares.iter().map(Vec::len).collect();
        assert_eq!(sizes, [51, 51, 51, 50]);
        let all: BTreeSet<String> = shares.into_iter().flatten().map(|voter| voter.email).collect();
        assert_eq!(all.len(), 203);
    }

    #[test]
    fn the_place_on_the_roll_does_not_tell_the_precinct() {
        // Of ten first voters who are dealt to two precincts forty times all being in one place has the odds 2^-390.
        let first = |shares: Vec<Vec<RollLine>>| {
            let place = |number: usize| {
                shares.iter().position(|share| {
                    share.iter().any(|voter| voter.email.starts_with(&format!("{number}@")))
                })
            };
            (0..10).map(place).collect::<Vec<_>>()
        };
        let dealt: BTreeSet<_> = (0..40).map(|_| first(deal(voters(20), 2, 1).unwrap())).collect();
        assert!(dealt.len() > 1, "{dealt:?}");
    }
}
