//! The plans of SQLite: a line for each table, such as `SEARCH roll USING INDEX roll_by_email (email=? AND id>?)`.

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::SqliteConnection;

use super::Plan;
use super::scan::{Scan, way};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    detail: String,
}

pub(super) fn plan(conn: &mut SqliteConnection, statement: &str) -> Plan {
    let lines: Vec<Line> =
        diesel::sql_query(format!("EXPLAIN QUERY PLAN {statement}")).load(conn).expect("it can be planned");
    let lines: Vec<String> = lines.into_iter().map(|line| line.detail).collect();
    // It has nothing to tell of what only adds a row.
    assert!(!lines.is_empty() || statement.starts_with("INSERT"), "no plan of {statement}");
    let sorts = lines.iter().any(|line| line.contains("TEMP B-TREE"));
    let deletes = statement.starts_with("DELETE");
    let scan = |line: &String| {
        let mut scan = scan(line)?;
        scan.stops = statement.contains(" LIMIT ") && !sorts && line.contains(" USING ");
        scan.deletes = deletes;
        Some(scan)
    };
    Plan { scans: lines.iter().filter_map(scan).collect(), text: lines.join("\n") }
}

/// What a line tells of a table.
pub(super) fn scan(line: &str) -> Option<Scan> {
    let rest = line.strip_prefix("SCAN ").or_else(|| line.strip_prefix("SEARCH "))?;
    let table = rest.split(' ').next()?.to_owned();
    // The result of a subquery, and nothing at all.
    if table.starts_with('(') || table == "CONSTANT" || table.starts_with("SUBQUERY") {
        return None;
    }
    let known = rest.split_once(" (").and_then(|(_, known)| known.split_once(')')).map(|(known, _)| known);
    let comparisons: Vec<(String, &str)> = known
        .into_iter()
        .flat_map(|known| known.split(" AND "))
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(comparison)
        .collect();
    // Those of an index are its leading columns, in their order; one that is skipped is none: `ANY(poll) AND email=?`.
    let mut columns: Vec<String> = comparisons.iter().map(|(column, _)| column.clone()).collect();
    columns.dedup();
    let ways = if rest.contains(" USING ") { vec![way(&columns, &comparisons)] } else { Vec::new() };
    let skips = known.is_some_and(|known| known.contains("ANY("));
    Some(Scan { table, ways: if skips { Vec::new() } else { ways }, ..Scan::default() })
}

fn comparison(text: &str) -> Option<(String, &str)> {
    let at = text.find(['=', '<', '>'])?;
    let operator = text[at..].trim_end_matches(|letter: char| !"=<>".contains(letter));
    Some((text[..at].trim().to_owned(), operator))
}
