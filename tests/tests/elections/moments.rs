//! The check on the check: a table that stores a time with each ballot is found, in whichever form, and nothing else is.

use std::path::PathBuf;

use e2e::binary::python;
use e2e::moments::Moments;
use e2e::postgres::{self, Database};
use e2e::traces::read_all;
use jiff::{SignedDuration, Timestamp};
use rand::Rng as _;

#[test]
fn a_moment_is_found_however_sqlite_stores_it() {
    let (began, ended, times) = casts();
    let moments = Moments::between(began, ended);
    for (of, name) in [
        ("{s}", "seconds in four bytes (big-endian)"),
        ("{s} * 1000 + 7", "milliseconds in six bytes (big-endian)"),
        ("{s} * 1000000 + 7", "microseconds (big-endian)"),
        ("{s} * 1000000000 + 7", "nanoseconds (big-endian)"),
        ("{s} + 0.5", "seconds, floating (big-endian)"),
        ("julianday({s}, 'unixepoch')", "Julian days, floating (big-endian)"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let rows = times.iter().map(|at| {
            format!(
                "INSERT INTO b VALUES (randomblob(32), {});",
                of.replace("{s}", &at.as_second().to_string())
            )
        });
        let script = "import sqlite3, sys\nsqlite3.connect(sys.argv[1]).executescript(sys.argv[2])";
        let sql = format!(
            "CREATE TABLE b (nonce BLOB PRIMARY KEY, at); BEGIN; {} COMMIT;",
            rows.collect::<String>()
        );
        let made =
            python().args(["-c", script]).arg(folder.path().join("f.sqlite")).arg(sql).status().unwrap();
        assert!(made.success());
        let mut kept = Vec::new();
        read_all(folder.path(), &mut kept).unwrap();
        let found = moments.found(&kept);
        assert!(found.iter().any(|found| found.starts_with(name)), "{name} is among {found:?}");
        assert_eq!(earlier(began).found(&kept), Vec::<String>::new(), "another hour is not");
    }
}

#[test]
fn a_moment_is_found_where_postgresql_stores_it() {
    let Some(server) = postgres::server() else { return };
    let database = Database::create(&server, "moments");
    let (began, ended, times) = casts();
    let rows: Vec<String> =
        times.iter().map(|at| format!("('{at}', {}, {})", at.as_second(), at.as_millisecond())).collect();
    database.asked(&format!(
        "CREATE TABLE b AS SELECT * FROM (VALUES {}) AS v (t, s, ms); \
         ALTER TABLE b ALTER t TYPE TIMESTAMPTZ USING t::timestamptz, ALTER s TYPE INTEGER",
        rows.join(", ")
    ));
    let Some(mut files) = database.files() else { return };
    files.retain(|(path, _)| postgres::is_table(path));
    let found = Moments::between(began, ended).found(&files);
    for name in ["PostgreSQL's microseconds since 2000", "seconds in four bytes", "milliseconds"] {
        let name = format!("{name} (little-endian)");
        assert!(found.iter().any(|found| found.starts_with(&name)), "{name} is among {found:?}");
    }
    assert_eq!(earlier(began).found(&files), Vec::<String>::new(), "another hour is not");
}

#[test]
fn a_moment_in_random_bytes_is_chance() {
    let (began, ended, times) = casts();
    let mut bytes = vec![0; 4 << 20];
    rand::rng().fill_bytes(&mut bytes);
    let moments = Moments::between(began, ended);
    // Once is nothing in four bytes, and everything in eight.
    bytes[1000..1004].copy_from_slice(&i32::try_from(times[0].as_second()).unwrap().to_le_bytes());
    let kept = |bytes: &[u8]| vec![(PathBuf::from("random"), bytes.to_vec())];
    assert_eq!(moments.found(&kept(&bytes)), Vec::<String>::new());
    bytes[2001..2009].copy_from_slice(&times[0].as_second().to_be_bytes());
    let found = moments.found(&kept(&bytes));
    assert!(found.len() == 1 && found[0].starts_with("seconds (big-endian)"), "{found:?}");
}

/// Eight moments, and the time that they are in.
fn casts() -> (Timestamp, Timestamp, Vec<Timestamp>) {
    let began = Timestamp::now();
    let times: Vec<Timestamp> =
        (0..8).map(|number| began + SignedDuration::from_millis(400 * number)).collect();
    (began, times[7] + SignedDuration::from_secs(1), times)
}

/// As long a time an hour before.
fn earlier(began: Timestamp) -> Moments {
    let before = began - SignedDuration::from_hours(1);
    Moments::between(before, before + SignedDuration::from_secs(4))
}
