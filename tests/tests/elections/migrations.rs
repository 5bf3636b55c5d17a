//! The migrations of PostgreSQL that are newer than a baseline can run while people vote: none of them keeps others out of a large
//! table for longer than a moment (docs/operations.md, "Upgrades").

use std::fs;

use e2e::binary;

mod rules;
mod script;

use rules::faults;

#[test]
fn no_new_migration_locks_a_running_election() {
    let mut seen = 0;
    for service in ["ballot-box", "registrar"] {
        for entry in fs::read_dir(binary::file("../migrations").join(service).join("postgresql")).unwrap() {
            let folder = entry.unwrap().path();
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            seen += 1;
            if is_older(&name) {
                continue;
            }
            assert!(
                is_dated(&name),
                "{service}, {name}: they run in the order of their names, so they begin with a date"
            );
            let metadata = fs::read_to_string(folder.join("metadata.toml")).unwrap_or_default();
            let beside = metadata.contains("run_in_transaction = false");
            let faults = faults(&fs::read_to_string(folder.join("up.sql")).unwrap(), beside);
            assert!(faults.is_empty(), "{service}, {name}: {faults:#?}");
        }
    }
    assert!(seen > 20, "{seen} migrations");
}

/// Each table lies by a key that the operations guide names; without a word those that have a poll or an account, of the registrar.
#[test]
fn every_table_has_a_distribution_key() {
    let guide = fs::read_to_string(binary::file("../docs/operations.md")).unwrap();
    let (_, chapter) = guide.split_once("\n## Distributed engines\n").unwrap();
    let (chapter, _) = chapter.split_once("**What each would need.**").unwrap();
    let mut seen = 0;
    for service in ["ballot-box", "registrar"] {
        let schema = format!("../{service}/src/store/schema.rs");
        let schema = fs::read_to_string(binary::file(schema.as_str())).unwrap();
        for table in schema.split("diesel::table! {").skip(1) {
            let (table, _) = table.split_once("\n}").unwrap();
            let (name, columns) = table.trim_start().split_once(" (").unwrap();
            let is_known = service == "registrar"
                && (columns.contains("    poll -> ") || columns.contains("    account -> "));
            assert!(is_known || chapter.contains(&format!("`{name}`")), "{service}, {name}: by which key?");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} tables");
}

/// Whether a migration was there before this rule.
fn is_older(name: &str) -> bool {
    UNDATED.contains(&name) || is_dated(name) && name <= BASELINE
}

fn is_dated(name: &str) -> bool {
    let date: Vec<&str> = name.splitn(4, '-').collect();
    let is_number =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(&date[..], [year, month, day, _] if is_number(year, 4) && is_number(month, 2) && is_number(day, 2))
}

#[test]
fn no_name_gets_round_the_rule() {
    for older in UNDATED.iter().chain(&[BASELINE, "2026-11-01-000000_registrar"]) {
        assert!(is_older(older), "{older}");
    }
    for newer in [
        "0004_more",
        "2026-11-22-000100_partitions_more",
        "2026-11-23-000000_more",
        "20261101_more",
        "1_more",
        "Z",
    ] {
        assert!(!is_older(newer), "{newer}");
    }
    assert!(is_dated("2026-11-23-000000_more"));
    for undated in ["0004_more", "20261101_more", "2026-1-1_more", "1_more", "Z", "2026-11-23"] {
        assert!(!is_dated(undated), "{undated}");
    }
}

#[test]
fn what_locks_is_known() {
    for bad in [
        "CREATE INDEX a ON ballots (hash);",
        "create index a on ballots (hash);",
        "CREATE UNIQUE INDEX a\n    ON roll (email);",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON roll (email);",
        "DROP INDEX CONCURRENTLY IF EXISTS a;",
        "CREATE TABLE IF NOT EXISTS roll (id TEXT);",
        "CREATE TABLE a AS SELECT * FROM roll;",
        "CREATE TABLE a PARTITION OF ballots DEFAULT;",
        "ALTER TABLE roll ALTER COLUMN email TYPE BYTEA;",
        "alter table only \"roll\" alter column email type bytea;",
        "ALTER TABLE public.roll ALTER email SET DATA TYPE BYTEA;",
        "ALTER TABLE IF EXISTS roll ADD COLUMN a BIGINT NOT NULL;",
        "ALTER TABLE roll ADD a BIGINT NOT NULL;",
        "ALTER TABLE roll ADD COLUMN a BIGINT NOT NULL DEFAULT NULL;",
        "ALTER TABLE roll ADD COLUMN a UUID DEFAULT gen_random_uuid();",
        "ALTER TABLE roll ADD COLUMN a BIGINT DEFAULT 1 + random();",
        "ALTER TABLE roll ADD COLUMN a BIGINT, ADD COLUMN b BIGSERIAL;",
        "ALTER TABLE roll ADD COLUMN a BIGINT GENERATED ALWAYS AS IDENTITY;",
        "ALTER TABLE roll ADD COLUMN a TEXT REFERENCES accounts (id);",
        "ALTER TABLE roll ADD COLUMN a TEXT UNIQUE;",
        "ALTER TABLE roll ALTER COLUMN email SET NOT NULL;",
        "ALTER TABLE roll ADD CONSTRAINT a CHECK (length(email) > 0);",
        "ALTER TABLE roll ADD CHECK (email <> ' NOT VALID');",
        "ALTER TABLE roll ADD CONSTRAINT a UNIQUE (email);",
        "ALTER TABLE roll ADD CONSTRAINT a FOREIGN KEY (poll) REFERENCES polls (id);",
        "ALTER TABLE roll ADD PRIMARY KEY (id);",
        "ALTER TABLE roll SET UNLOGGED;",
        "ALTER TABLE roll DISABLE TRIGGER ALL;",
        "ALTER TABLE ballots ATTACH PARTITION old FOR VALUES IN ('a');",
        "ALTER TABLE roll RENAME COLUMN email TO address;",
        "ALTER INDEX roll_by_email RENAME TO a;",
        "UPDATE roll SET email = lower(email);",
        "update only roll set email = '';",
        "UPDATE polls SET title = '' FROM roll WHERE roll.poll = polls.id;",
        "WITH a AS (SELECT 1) UPDATE roll SET email = '';",
        "DELETE FROM roll;",
        "DELETE FROM polls USING roll WHERE roll.poll = polls.id;",
        "DELETE FROM polls WHERE id IN (SELECT poll FROM roll);",
        "INSERT INTO outbox_lost SELECT kind, count(*) FROM outbox GROUP BY kind;",
        "INSERT INTO outbox_lost SELECT 'a', count(*) FROM (SELECT 1 FROM polls, roll) AS b;",
        "INSERT INTO polls TABLE roll;",
        "TRUNCATE attempts;",
        "COPY roll FROM '/tmp/a';",
        "SELECT setval('a', 1);",
        "SET lock_timeout = 0;",
        "DO $$ BEGIN UPDATE roll SET email = ''; END $$;",
        "CREATE TRIGGER a BEFORE UPDATE ON roll FOR EACH ROW EXECUTE FUNCTION b();",
        "CLUSTER ballots;",
        "VACUUM FULL ballots;",
        "REINDEX TABLE ballots;",
        "LOCK TABLE ballots;",
        "/* harmless */ LOCK TABLE ballots; -- ;",
    ] {
        assert_eq!(faults(bad, false).len(), 1, "{bad}: {:?}", faults(bad, false));
    }
    for bad in [
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON roll (email); CREATE INDEX CONCURRENTLY IF NOT EXISTS b ON roll (name);",
        "CREATE INDEX CONCURRENTLY a ON roll (email);",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON ballots (hash);",
        "DROP INDEX CONCURRENTLY a;",
    ] {
        assert_eq!(faults(bad, true).len(), 1, "{bad}: {:?}", faults(bad, true));
    }
    let held = "ALTER TABLE roll ADD CONSTRAINT a CHECK (length(email) > 0) NOT VALID; ALTER TABLE roll VALIDATE CONSTRAINT a;";
    assert_eq!(faults(held, false).len(), 1, "what the first one locks the second one reads");
}

#[test]
fn what_locks_nobody_out_is_let_through() {
    for good in [
        "CREATE TABLE a (b TEXT); CREATE INDEX c ON a (b); ALTER TABLE a ADD COLUMN d TEXT NOT NULL;",
        "CREATE UNLOGGED TABLE a (b TEXT); INSERT INTO a SELECT title FROM polls; UPDATE a SET b = '';",
        "create table a (b text); create unique index c on a (b);",
        "-- CREATE INDEX a ON ballots (hash);\nALTER TABLE roll ADD COLUMN a BIGINT;",
        "ALTER TABLE roll ADD COLUMN a BOOLEAN NOT NULL DEFAULT FALSE, ADD COLUMN b BIGINT NOT NULL DEFAULT 0;",
        "ALTER TABLE roll ADD COLUMN a TEXT NOT NULL DEFAULT 'TYPE; -- x', ADD COLUMN b NUMERIC(9, 2);",
        "ALTER TABLE roll ADD CONSTRAINT a CHECK (length(email) > 0) NOT VALID;",
        "ALTER TABLE roll ADD CONSTRAINT a FOREIGN KEY (poll) REFERENCES polls (id) NOT VALID;",
        "ALTER TABLE roll ADD CONSTRAINT a UNIQUE USING INDEX b;",
        "ALTER TABLE roll VALIDATE CONSTRAINT a;",
        "ALTER TABLE roll ALTER email SET STATISTICS 0, ALTER name SET STATISTICS 0;",
        "ALTER TABLE roll ALTER COLUMN name SET DEFAULT '', ALTER COLUMN email DROP NOT NULL, DROP COLUMN no_reminders;",
        "UPDATE polls SET archived = FALSE; DELETE FROM rewrites_due WHERE draft IN (SELECT id FROM polls);",
        "INSERT INTO outbox_lost (kind, mails) VALUES ('a', 1);",
        "DROP INDEX a; DROP TABLE b;",
    ] {
        assert_eq!(faults(good, false), Vec::<String>::new(), "{good}");
    }
    for good in [
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON roll (email);",
        "create unique index concurrently if not exists a on roll (email);",
        "DROP INDEX CONCURRENTLY IF EXISTS a;",
    ] {
        assert_eq!(faults(good, true), Vec::<String>::new(), "{good}");
    }
}

/// The last migration that was written before this rule.
const BASELINE: &str = "2026-11-22-000100_partitions";
/// Those before it whose names have no date.
const UNDATED: [&str; 4] = ["0001_ballot_box", "0002_logged_once", "0003_arrival", "0090_rewritten"];
