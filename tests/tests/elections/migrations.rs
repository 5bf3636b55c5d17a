//! The migrations of PostgreSQL that are newer than a baseline can run while people vote: none of them keeps others out of a large
//! table for longer than a moment (docs/operations.md, "Upgrades").

use std::collections::BTreeSet;
use std::fs;

use e2e::binary;

#[test]
fn no_new_migration_locks_a_running_election() {
    let mut seen = 0;
    for service in ["ballot-box", "registrar"] {
        for entry in fs::read_dir(binary::file("../migrations").join(service).join("postgresql")).unwrap() {
            let folder = entry.unwrap().path();
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            seen += 1;
            if name.as_str() <= BASELINE || !name.starts_with("20") {
                continue;
            }
            let metadata = fs::read_to_string(folder.join("metadata.toml")).unwrap_or_default();
            let beside = metadata.contains("run_in_transaction = false");
            let faults = faults(&fs::read_to_string(folder.join("up.sql")).unwrap(), beside);
            assert!(faults.is_empty(), "{service}, {name}: {faults:#?}");
        }
    }
    assert!(seen > 20, "{seen} migrations");
}

/// What of a migration is not to be done while people vote. `beside` says that it runs outside a transaction.
fn faults(sql: &str, beside: bool) -> Vec<String> {
    let statements = statements(sql);
    let mut found = Vec::new();
    if beside && statements.len() != 1 {
        found
            .push("outside a transaction: one statement, or what follows a failure is never done".to_owned());
    }
    let mut created = BTreeSet::new();
    for statement in &statements {
        if let Some(table) = after(statement, "CREATE TABLE ") {
            created.insert(table);
        } else {
            let why = fault(statement, beside, &created);
            found.extend(why.map(|why| format!("{why}: {statement}")));
        }
    }
    found
}

fn fault(statement: &str, beside: bool, created: &BTreeSet<&str>) -> Option<&'static str> {
    let is_new = |table: Option<&str>| table.is_some_and(|table| created.contains(table));
    let has = |words: &str| statement.contains(words);
    if has(" CONCURRENTLY ") {
        // Between the index and the note that the migration has run a start may be cut off.
        if statement.starts_with("CREATE ") && !has(" IF NOT EXISTS ") {
            return Some("fails at the next start where it was done and not noted: IF NOT EXISTS");
        }
        return (!beside).then_some("PostgreSQL refuses this in a transaction: metadata.toml");
    }
    if statement.starts_with("CREATE INDEX ") || statement.starts_with("CREATE UNIQUE INDEX ") {
        return (!is_new(after(statement, " ON "))).then_some("keeps writers out: CREATE INDEX CONCURRENTLY");
    }
    if let Some(table) = after(statement, "ALTER TABLE ") {
        return if created.contains(table) {
            None
        } else {
            actions(statement).into_iter().find_map(altering)
        };
    }
    if ["CLUSTER ", "VACUUM ", "REINDEX ", "LOCK "].iter().any(|verb| statement.starts_with(verb)) {
        return Some("keeps everybody out");
    }
    if statement.starts_with("DO ") {
        return Some("hides what it does");
    }
    let changed = after(statement, "UPDATE ").or_else(|| after(statement, "DELETE FROM "));
    let changes_many = changed.is_some_and(|table| LARGE.contains(&table));
    changes_many.then_some("locks many rows at once: the service does that, in steps")
}

/// Why one action of `ALTER TABLE` on a table with rows is not for a migration.
fn altering(action: &str) -> Option<&'static str> {
    let has = |words: &str| action.contains(words);
    if has(" TYPE ") || has("SET LOGGED") || has("SET UNLOGGED") || has("SET TABLESPACE") {
        return Some("writes the table anew");
    }
    if has("ADD COLUMN ") {
        let constant = |value: &str| {
            ["TRUE", "FALSE", "NULL"].contains(&value)
                || value.starts_with(['\'', '-'])
                || value.parse::<f64>().is_ok()
        };
        return if after(action, " DEFAULT ").is_some_and(|value| !constant(value))
            || has("SERIAL")
            || has("GENERATED")
        {
            Some("writes the table anew, for each row its own value")
        } else if has(" REFERENCES ") || has(" CHECK ") || has(" UNIQUE") || has(" PRIMARY KEY") {
            Some("reads the table under a lock: the column first, the constraint NOT VALID, then VALIDATE")
        } else if has(" NOT NULL") && !has(" DEFAULT ") {
            Some("fails where there are rows")
        } else {
            None
        };
    }
    if has("SET NOT NULL") {
        return Some("reads the table under a lock: a CHECK that is NOT VALID, then VALIDATE");
    }
    if has("ADD PRIMARY KEY")
        || has("ADD UNIQUE")
        || (has("ADD CONSTRAINT") && (has(" UNIQUE") || has(" PRIMARY KEY")))
    {
        return (!has(" USING INDEX "))
            .then_some("keeps writers out: CREATE UNIQUE INDEX CONCURRENTLY, then USING INDEX");
    }
    if has("ADD CONSTRAINT") || has("ADD CHECK") || has("ADD FOREIGN KEY") {
        return (!has(" NOT VALID")).then_some("reads the table under a lock: NOT VALID, then VALIDATE");
    }
    has("ATTACH PARTITION ").then_some("reads the partition under a lock")
}

/// The statements of a script without comments, in single spaces, with keywords in capitals as they are written.
fn statements(sql: &str) -> Vec<String> {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join(" ");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = vec![String::new()];
    // Every other piece is quoted by dollars.
    for (number, piece) in words.split("$$").enumerate() {
        let mut parts = piece.split(';');
        let last = found.last_mut().expect("there is one from the start");
        if number % 2 == 1 {
            last.push_str(piece);
        } else {
            last.push_str(parts.next().unwrap_or_default());
            found.extend(parts.map(str::to_owned));
        }
    }
    found.iter().map(|statement| statement.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// The word that follows.
fn after<'a>(statement: &'a str, words: &str) -> Option<&'a str> {
    let (_, rest) = statement.split_once(words)?;
    rest.split([' ', '(', ',']).find(|word| !word.is_empty())
}

/// The actions of one `ALTER TABLE`.
fn actions(statement: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0, 0, Vec::new());
    for (place, letter) in statement.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&statement[begin..place]);
                begin = place + 1;
            }
            _ => {}
        }
    }
    found.push(&statement[begin..]);
    found
}

#[test]
fn what_locks_is_known() {
    for bad in [
        "CREATE INDEX a ON ballots (hash);",
        "CREATE UNIQUE INDEX a\n    ON roll (email);",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON ballots (hash);",
        "ALTER TABLE roll ALTER COLUMN email TYPE BYTEA;",
        "ALTER TABLE roll ADD COLUMN a BIGINT NOT NULL;",
        "ALTER TABLE roll ADD COLUMN a UUID DEFAULT gen_random_uuid();",
        "ALTER TABLE roll ADD COLUMN a BIGINT, ADD COLUMN b BIGSERIAL;",
        "ALTER TABLE roll ADD COLUMN a TEXT REFERENCES accounts (id);",
        "ALTER TABLE roll ALTER COLUMN email SET NOT NULL;",
        "ALTER TABLE roll ADD CONSTRAINT a CHECK (length(email) > 0);",
        "ALTER TABLE roll ADD CONSTRAINT a UNIQUE (email);",
        "ALTER TABLE ballots ATTACH PARTITION old FOR VALUES IN ('a');",
        "UPDATE roll SET email = lower(email);",
        "DO $$ BEGIN UPDATE roll SET email = ''; END $$;",
        "CLUSTER ballots;",
        "LOCK TABLE ballots;",
    ] {
        assert_eq!(faults(bad, false).len(), 1, "{bad}");
    }
    let two = "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON roll (email); CREATE INDEX CONCURRENTLY IF NOT EXISTS b ON roll (name);";
    assert_eq!(faults(two, true).len(), 1);
    assert_eq!(faults("CREATE INDEX CONCURRENTLY a ON roll (email);", true).len(), 1);
    for good in [
        "CREATE TABLE a (b TEXT); CREATE INDEX c ON a (b); ALTER TABLE a ADD COLUMN d TEXT NOT NULL;",
        "-- CREATE INDEX a ON ballots (hash);\nALTER TABLE roll ADD COLUMN a BIGINT;",
        "ALTER TABLE roll ADD COLUMN a BOOLEAN NOT NULL DEFAULT FALSE, ADD COLUMN b BIGINT NOT NULL DEFAULT 0;",
        "ALTER TABLE roll ADD CONSTRAINT a CHECK (length(email) > 0) NOT VALID;",
        "ALTER TABLE roll VALIDATE CONSTRAINT a;",
        "ALTER TABLE roll ALTER email SET STATISTICS 0, ALTER name SET STATISTICS 0;",
        "UPDATE polls SET archived = FALSE;",
        "DROP INDEX a; DROP TABLE b;",
    ] {
        assert_eq!(faults(good, false), Vec::<String>::new(), "{good}");
    }
    assert_eq!(
        faults("CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON roll (email);", true),
        Vec::<String>::new()
    );
}

/// The last migration that was written before this rule.
const BASELINE: &str = "2026-11-22-000100_partitions";
/// Tables with a row for each voter or ballot.
const LARGE: [&str; 7] = ["accounts", "ballots", "deliveries", "entries", "issuances", "outbox", "roll"];
