//! What a migration may do while people vote: what is not known to be harmless is a fault.

use std::collections::BTreeSet;

use super::script::{pieces, statements};

/// What of a migration is not to be done while people vote. `beside` says that it runs outside a transaction.
pub(super) fn faults(sql: &str, beside: bool) -> Vec<String> {
    let statements = statements(sql);
    let mut found = Vec::new();
    if beside && statements.len() != 1 {
        found
            .push("outside a transaction: one statement, or what follows a failure is never done".to_owned());
    }
    let mut known = Known { created: BTreeSet::new(), alone: statements.len() == 1, beside };
    for statement in &statements {
        found.extend(known.fault(statement).map(|why| format!("{why}: {statement}")));
    }
    found
}

/// What is known of the migration so far.
struct Known<'a> {
    /// Tables that it has made: nobody else knows them yet.
    created: BTreeSet<&'a str>,
    /// Whether there is but one statement.
    alone: bool,
    beside: bool,
}

impl<'a> Known<'a> {
    fn fault(&mut self, statement: &'a str) -> Option<&'static str> {
        let has = |words: &str| statement.contains(words);
        let rest = |words: &str| statement.strip_prefix(words);
        if let Some(table) = rest("CREATE TABLE ").or_else(|| rest("CREATE UNLOGGED TABLE ")) {
            if table.starts_with("IF NOT EXISTS ") {
                return Some("may be there already, with rows");
            }
            if has(" AS SELECT ") || has(" AS TABLE ") || has(" PARTITION OF ") {
                return Some("reads or locks another table: CREATE TABLE alone");
            }
            self.created.insert(name(table));
            return None;
        }
        let index =
            ["CREATE INDEX ", "CREATE UNIQUE INDEX ", "DROP INDEX "].iter().find_map(|words| rest(words));
        if let Some(index) = index {
            return self.index(statement, index);
        }
        if let Some(table) = rest("ALTER TABLE ") {
            let table = table.trim_start_matches("IF EXISTS ").trim_start_matches("ONLY ");
            let (_, actions) = table.split_once(' ')?;
            if self.created.contains(name(table)) {
                return None;
            }
            return pieces(actions).into_iter().find_map(|action| self.altering(action));
        }
        if rest("INSERT INTO ").is_some() {
            let values = (has(" VALUES ") || has(" SELECT ")) && !has(" TABLE ");
            return (!values || !self.all_are_small(statement))
                .then_some("reads many rows: the service does that, in steps");
        }
        if let Some(table) = rest("UPDATE ").or_else(|| rest("DELETE FROM ")) {
            let is_small = self.is_small(name(table.trim_start_matches("ONLY ")));
            return (!is_small || !self.all_are_small(statement))
                .then_some("locks many rows at once: the service does that, in steps");
        }
        (rest("DROP TABLE ").is_none())
            .then_some("is not known to keep nobody out: the rules are in this test")
    }

    /// `rest` follows the verb.
    fn index(&self, statement: &str, rest: &str) -> Option<&'static str> {
        if let Some(rest) = rest.strip_prefix("CONCURRENTLY ") {
            // Between the index and the note that the migration has run a start may be cut off.
            if !rest.starts_with("IF NOT EXISTS ") && !rest.starts_with("IF EXISTS ") {
                return Some("fails at the next start where it was done and not noted: IF [NOT] EXISTS");
            }
            if statement.contains(" ON BALLOTS ") {
                return Some("PostgreSQL refuses this for a partitioned table: one on each partition");
            }
            return (!self.beside).then_some("PostgreSQL refuses this in a transaction: metadata.toml");
        }
        let table = statement.split_once(" ON ").map(|(_, table)| name(table.trim_start_matches("ONLY ")));
        let is_new = table.is_some_and(|table| self.created.contains(table));
        (!is_new && !statement.starts_with("DROP ")).then_some("keeps writers out: CREATE INDEX CONCURRENTLY")
    }

    /// Why one action of `ALTER TABLE` on a table with rows is not for a migration.
    fn altering(&self, action: &str) -> Option<&'static str> {
        let words: Vec<&str> = action.split(' ').collect();
        let has = |words: &str| action.contains(words);
        match words.as_slice() {
            ["ADD", "CONSTRAINT" | "CHECK" | "FOREIGN" | "UNIQUE" | "PRIMARY" | "EXCLUDE", ..] => (!has(" USING INDEX ")
                && !action.ends_with(" NOT VALID"))
            .then_some("reads the table under a lock: NOT VALID, then VALIDATE; or CREATE UNIQUE INDEX CONCURRENTLY, then USING INDEX"),
            ["ADD", ..] => adding_column(action),
            ["VALIDATE", "CONSTRAINT", _] => {
                (!self.alone).then_some("a migration of its own: what was locked before it stays locked")
            }
            ["DROP", ..]
            | ["ALTER", "COLUMN", _, "SET", "DEFAULT" | "STATISTICS" | "STORAGE", ..]
            | ["ALTER", _, "SET", "DEFAULT" | "STATISTICS" | "STORAGE", ..]
            | ["ALTER", "COLUMN", _, "DROP", ..]
            | ["ALTER", _, "DROP", ..] => None,
            _ => Some("writes the table anew, reads it under a lock, or is not known to do neither"),
        }
    }

    /// Whether all tables that are read have few rows.
    fn all_are_small(&self, statement: &str) -> bool {
        let words: Vec<&str> = statement.split(' ').collect();
        let follows = |pair: &[&str]| ["FROM", "JOIN", "USING"].contains(&pair[0]);
        // What stands in one list of tables behind a comma is none of ours to take apart.
        let lists = statement.split(" FROM ").skip(1).any(|list| {
            let list = list.split([')', '(']).next().unwrap_or_default();
            list.split(" WHERE ").next().unwrap_or_default().contains(" , ")
        });
        let mut read = words.windows(2).filter(|pair| follows(pair)).map(|pair| pair[1]);
        !lists && read.all(|table| table == "(" || self.is_small(name(table)))
    }

    fn is_small(&self, table: &str) -> bool {
        self.created.contains(table) || SMALL.contains(&table)
    }
}

fn adding_column(action: &str) -> Option<&'static str> {
    let has = |words: &str| action.contains(words);
    let default = action.split_once(" DEFAULT ").map(|(_, value)| value.trim_end_matches(" NOT NULL"));
    let is_constant =
        |value: &str| ["TRUE", "FALSE", "NULL", "''"].contains(&value) || value.parse::<f64>().is_ok();
    if default.is_some_and(|value| !is_constant(value)) || has("SERIAL") || has(" GENERATED ") {
        Some("writes the table anew, for each row its own value")
    } else if has(" REFERENCES ") || has(" CHECK ") || has(" UNIQUE") || has(" PRIMARY KEY") {
        Some("reads the table under a lock: the column first, the constraint NOT VALID, then VALIDATE")
    } else if has(" NOT NULL") && default.is_none_or(|value| value == "NULL") {
        Some("fails where there are rows")
    } else {
        None
    }
}

/// The name of a table at the beginning of a text.
fn name(text: &str) -> &str {
    let name = text.split([' ', ',']).next().unwrap_or_default();
    name.strip_prefix("PUBLIC.").unwrap_or(name)
}

/// Tables with a few rows for each poll, or fewer; any other one may have a row for each voter or ballot.
const SMALL: [&str; 22] = [
    "ASSETS",
    "BOX_LOG",
    "DISPATCHES",
    "ENDED",
    "FORGOTTEN",
    "GRANTS",
    "ISSUANCE",
    "ISSUED",
    "JOBS",
    "MAILINGS",
    "MAIL_INTROS",
    "MAIL_PACE",
    "MAIL_TEXTS",
    "NOTICES",
    "OUTBOX_LOST",
    "POLLS",
    "PRECINCTS",
    "PRECINCT_POLLS",
    "RESULTS",
    "REWRITES_DUE",
    "REWRITTEN",
    "STORED",
];
