//! A file of voters who come later than the split, each to a precinct.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use web::i18n::Text;

use super::deal::open_dealt;
use super::{PrecinctsError, election};
use crate::domain::account::Account;
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::mailing;
use crate::domain::roll::{self, ImportError, RollLine};
use crate::domain::roll_change::{self, Change};
use crate::domain::roll_entries::EntryError;
use crate::registrar::Registrar;
use crate::store;
use crate::store::mailings::Audience;
use crate::store::polls::PollRow;

/// Voters, and where each is to come.
#[derive(Debug)]
pub(crate) struct Additions(Vec<Addition>);

#[derive(Debug)]
struct Addition {
    /// Of the file, from 1.
    line: u64,
    voter: RollLine,
    /// The number of a precinct, or the name of its group; nothing for the smallest one.
    precinct: String,
}

/// What became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Enrolled {
    /// Voters who were added.
    pub(crate) added: usize,
    /// Rows of voters who stood there before.
    pub(crate) known: usize,
}

impl Additions {
    /// Reads a table with the columns `email` and `precinct`, and perhaps `name` and `external_id`, among others.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PrecinctsError> {
        let (mut table, [email, precinct]) = open_dealt(bytes)?;
        let column = |name: &str| table.header.iter().position(|column| column == name);
        let (name, external_id) = (column("name"), column("external_id"));
        let mut rows = Vec::new();
        while let Some((line, record)) = table.row()? {
            let bad = |words: Text| PrecinctsError::Line(line, words);
            if rows.len() == MOST {
                return Err(bad(Text::new("split-error-many").with("most", MOST)));
            }
            let text = |column: usize| record.get(column).unwrap_or_default();
            let perhaps = |column: Option<usize>| column.map_or("", text);
            let voter = roll::read_line(text(email), perhaps(name), perhaps(external_id)).map_err(bad)?;
            rows.push(Addition { line, voter, precinct: roll::unmarked(text(precinct)).to_owned() });
        }
        if rows.is_empty() { Err(ImportError::Empty.into()) } else { Ok(Self(rows)) }
    }
}

/// Puts all these voters onto the rolls of their precincts, or none of them if one cannot come there. Those that are published take
/// voters only with `late_additions`, and nobody comes to two. Blocks.
pub(crate) fn enrol_all(
    registrar: &Registrar,
    draft: &str,
    additions: &Additions,
    officer: &Account,
) -> Result<Enrolled, PrecinctsError> {
    let (election, rows) = election(registrar, draft)?;
    let voters = registrar.db.run_here(|conn| store::precincts::voters(conn, &election.alias))?;
    let sizes = rows.iter().map(|row| voters.get(&row.id).copied().unwrap_or(0)).collect();
    let numbers = numbers(&additions.0, &rows, sizes)?;
    let now = registrar.clock.now();
    let enrolled = registrar.db.write_here(|conn| -> Result<_, PrecinctsError> {
        // As everybody locks several polls.
        for poll in numbers.iter().map(|number| &rows[number - 1].id).collect::<BTreeSet<_>>() {
            roll_change::begin(conn, poll, Change::Add, now).map_err(EntryError::from)?;
        }
        store::precincts::lock(conn, &election.alias)?;
        let (mut added, mut known) = (BTreeMap::<usize, usize>::new(), 0);
        for (addition, number) in additions.0.iter().zip(&numbers) {
            let (poll, voter) = (&rows[number - 1].id, &addition.voter);
            match store::precincts::with_address(conn, &election.alias, &voter.email)? {
                Some(there) if addition.precinct.is_empty() || usize::try_from(there) == Ok(*number) => {
                    known += 1;
                }
                Some(there) => {
                    return Err(PrecinctsError::Line(addition.line, EntryError::InPrecinct(there).text()));
                }
                None => {
                    store::roll::insert(conn, poll, std::slice::from_ref(voter))?;
                    let id = store::roll::voter(conn, poll, &voter.email)?.ok_or(EntryError::NoEntry)?;
                    mailing::invite_late(conn, poll, Audience::One(&id))?;
                    *added.entry(*number).or_default() += 1;
                }
            }
        }
        for (number, added) in &added {
            let event = Event::new(Actor::of(officer), Action::RollAdd, audit::draft(&rows[number - 1].id))
                .after(json!({ "added": added }));
            store::audit::append(conn, now, &event)?;
        }
        Ok(Enrolled { added: added.values().sum(), known })
    })?;
    registrar.wake_mail();
    Ok(enrolled)
}

/// The number of each one's precinct, from 1. Of so many voters is each precinct before.
fn numbers(
    additions: &[Addition],
    rows: &[PollRow],
    mut sizes: Vec<i64>,
) -> Result<Vec<usize>, PrecinctsError> {
    let number = |Addition { line, precinct, .. }: &Addition| {
        let place = match precinct.as_str() {
            "" => (0..sizes.len()).min_by_key(|place| sizes[*place]),
            name => place_of(name, rows),
        };
        let unknown = || PrecinctsError::NoPrecinct(precinct.clone()).text();
        let place = place.ok_or_else(|| PrecinctsError::Line(*line, unknown()))?;
        sizes[place] += 1;
        Ok(place + 1)
    };
    additions.iter().map(number).collect()
}

/// By its number, or by the name that the split has put behind its title; none where a number is the name of another one.
fn place_of(name: &str, rows: &[PollRow]) -> Option<usize> {
    const MARK: &str = " \u{b7} ";
    // A name can end like another one: what is left of the title is what all titles begin with.
    let is_named = |row: &PollRow| {
        let before = row.title.strip_suffix(name).filter(|before| before.ends_with(MARK));
        before.is_some_and(|before| rows.iter().all(|other| other.title.starts_with(before)))
    };
    let named = rows.iter().position(is_named);
    let numbered: Option<usize> = name.parse().ok().and_then(|number: usize| number.checked_sub(1));
    match (named, numbered.filter(|place| *place < rows.len())) {
        (Some(named), Some(numbered)) if named != numbered => None,
        (named, numbered) => named.or(numbered),
    }
}

/// Voters of a file: some seconds at most, in which nobody else can write on SQLite.
const MOST: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_name_no_voters_are_refused_with_their_line() {
        for (file, words) in [
            ("", "precinct"),
            ("email,name\nada@example.org,Ada\n", "email,name"),
            ("email,precinct\n", "no voter"),
            ("email,precinct\nada@example.org,1\nnobody,1\n", "3"),
        ] {
            let refused = Additions::read(file.as_bytes()).unwrap_err().to_string();
            assert!(refused.contains(words), "{file:?}: {refused}");
        }
        let many: String = (0..=MOST).map(|n| format!("{n}@example.org,\n")).collect();
        let refused = Additions::read(format!("email,precinct\n{many}").as_bytes()).unwrap_err().to_string();
        assert!(refused.contains("2002") && refused.contains("2,000"), "{refused}");
    }
}
