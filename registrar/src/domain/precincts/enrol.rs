//! A voter who comes later than the split.

use super::{PrecinctsError, election};
use crate::domain::account::Account;
use crate::domain::roll::RollLine;
use crate::domain::roll_entries;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// Puts a voter onto the roll of the precinct `number`, from 1, or of the smallest one: its number. Those that are published take
/// voters only with `late_additions`, and nobody comes to two. Blocks.
pub(crate) fn enrol(
    registrar: &Registrar,
    draft: &str,
    line: &RollLine,
    number: Option<usize>,
    officer: &Account,
) -> Result<usize, PrecinctsError> {
    let (election, rows) = election(registrar, draft)?;
    let number = match number {
        Some(number) => number,
        None => smallest(registrar, &election.alias, &rows)?,
    };
    let row = number.checked_sub(1).and_then(|place| rows.get(place));
    let row = row.ok_or_else(|| PrecinctsError::NoPrecinct(number.to_string()))?;
    roll_entries::add(registrar, row, line, officer)?;
    Ok(number)
}

/// The number of the precinct with the shortest roll, the first of several.
fn smallest(registrar: &Registrar, alias: &str, rows: &[PollRow]) -> Result<usize, web::DbError> {
    let voters = registrar.db.run_here(|conn| store::precincts::voters(conn, alias))?;
    let sizes = rows.iter().map(|row| voters.get(&row.id).copied().unwrap_or(0));
    Ok((1..).zip(sizes).min_by_key(|(_, size)| *size).map_or(1, |(number, _)| number))
}
