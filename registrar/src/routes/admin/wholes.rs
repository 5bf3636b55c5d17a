//! On the list of polls an election in precincts is one line, as long as who looks may manage all of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use web::{DbConnection, DbError};

use super::Line;
use crate::routes::language_and_zone;
use crate::store;
use crate::store::polls::PollRow;
use crate::store::precincts::Precinct;

/// The elections in precincts among some polls, by their aliases.
pub(super) struct Wholes(BTreeMap<String, Whole>);

struct Whole {
    /// The draft that was split.
    draft: PollRow,
    title: String,
    precincts: Vec<PollRow>,
}

impl Wholes {
    /// Takes out of `rows` what is shown as one line: drafts that were split and their precincts. The other rows are given back.
    pub(super) fn take(rows: Vec<PollRow>, mut places: HashMap<String, Precinct>) -> (Self, Vec<PollRow>) {
        let managed: HashSet<String> = rows.iter().map(|row| row.id.clone()).collect();
        places.retain(|_, place| managed.contains(&place.draft));
        let titles: HashMap<String, (String, String)> =
            places.values().map(|one| (one.draft.clone(), (one.alias.clone(), one.title.clone()))).collect();
        let (mut wholes, mut others, mut precincts) = (BTreeMap::new(), Vec::new(), Vec::new());
        for row in rows {
            match (titles.get(&row.id), places.get(&row.id)) {
                (Some((alias, title)), _) => {
                    let whole = Whole { draft: row, title: title.clone(), precincts: Vec::new() };
                    wholes.insert(alias.clone(), whole);
                }
                (None, Some(place)) => precincts.push((place.alias.clone(), row)),
                (None, None) => others.push(row),
            }
        }
        for (alias, row) in precincts {
            if let Some(whole) = wholes.get_mut(&alias) {
                whole.precincts.push(row);
            }
        }
        (Self(wholes), others)
    }

    /// A line for each of which a precinct is in the archive, or on the list.
    pub(super) fn lines(self, conn: &mut DbConnection, archive: bool) -> Result<Vec<Line>, DbError> {
        let mut lines = Vec::new();
        for (alias, whole) in self.0 {
            if whole.precincts.iter().all(|row| row.archived != archive) {
                continue;
            }
            let (lang, zone) = language_and_zone(&whole.draft);
            let closes = whole.precincts.iter().filter_map(PollRow::closes).max();
            lines.push(Line {
                title: whole.title,
                lang,
                state: "precincts",
                link: format!("/admin/polls/{}/precincts", whole.draft.id),
                issued: store::precincts::passes(conn, &alias)?.values().sum(),
                voting_closes: closes.map(|at| at.to_string()),
                zone: zone.name().to_owned(),
            });
        }
        Ok(lines)
    }
}
