//! How a database would answer the statements of a piece of work: included by the store tests of both services, which fail where
//! one of them reads a large table from end to end.
//!
//! The statements are those that the store really sends, overheard on the connection. They are planned without the values that
//! are bound to them, as a database plans a statement that it keeps.

use std::sync::{Arc, Mutex};

use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use diesel::sql_types::Text;
use web::DbConnection;

/// Panics with the plan if a statement of `work` reads all rows of one of the `large` tables, or all that one poll has there.
pub(crate) fn assert_reads_little(
    conn: &mut DbConnection,
    large: &[&str],
    work: impl FnOnce(&mut DbConnection),
) {
    let statements = overhear(conn, work);
    assert!(!statements.is_empty(), "the work asks the database for nothing");
    for statement in statements {
        let plan = explain(conn, &statement);
        // SQLite has nothing to tell of what only adds a row.
        assert!(!plan.is_empty() || statement.starts_with("INSERT"), "no plan of {statement}");
        if let Some(line) = reads_all(&plan, large) {
            panic!("{line}\nin the plan of {statement}:\n{}", plan.join("\n"));
        }
    }
}

/// The statements that `work` sends, without what is bound to them.
fn overhear(conn: &mut DbConnection, work: impl FnOnce(&mut DbConnection)) -> Vec<String> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let statement = text.split(" -- binds: ").next().unwrap_or_default().to_owned();
            let verb = statement.split_whitespace().next().unwrap_or_default();
            if ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&verb) {
                hears.lock().unwrap().push(statement);
            }
        }
    });
    work(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    let mut heard = heard.lock().unwrap();
    std::mem::take(&mut *heard)
}

/// The lines of the plan.
fn explain(conn: &mut DbConnection, statement: &str) -> Vec<String> {
    match conn {
        DbConnection::Sqlite(conn) => {
            let rows = diesel::sql_query(format!("EXPLAIN QUERY PLAN {statement}")).load::<SqliteLine>(conn);
            rows.unwrap().into_iter().map(|row| row.detail).collect()
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            use diesel::connection::SimpleConnection as _;

            let bound = (1..).take_while(|number| statement.contains(&format!("${number}"))).count();
            let values =
                if bound == 0 { String::new() } else { format!("({})", ["NULL"].repeat(bound).join(", ")) };
            conn.batch_execute(&format!(
                "SET plan_cache_mode = force_generic_plan; PREPARE overheard AS {statement}"
            ))
            .unwrap();
            let rows =
                diesel::sql_query(format!("EXPLAIN EXECUTE overheard{values}")).load::<PostgresLine>(conn);
            conn.batch_execute("DEALLOCATE overheard; RESET plan_cache_mode").unwrap();
            rows.unwrap().into_iter().map(|row| row.line).collect()
        }
    }
}

/// The first line of a plan that says that all of a large table is read, or all that belongs to one poll.
fn reads_all<'a>(plan: &'a [String], large: &[&str]) -> Option<&'a str> {
    // PostgreSQL tells the condition in a line below that of the table.
    let mut is_large = false;
    plan.iter().map(String::as_str).find(|line| {
        let named = |words: &str| {
            let rest = line.split_once(words).map(|(_, rest)| rest)?;
            rest.split([' ', '(']).next().filter(|word| !word.is_empty())
        };
        if let Some(table) = named(" on ").or_else(|| named("SCAN ")).or_else(|| named("SEARCH ")) {
            is_large = large.iter().any(|name| table.strip_prefix(name).is_some_and(is_partition_or_all));
        }
        let all = ["Seq Scan on ", "SCAN "].iter().any(|words| line.contains(words));
        let of_a_poll =
            line.contains("(poll=?)") || (line.contains("Index Cond: (poll = ") && !line.contains(" AND "));
        is_large && (all || of_a_poll)
    })
}

/// Whether this follows the name of a table in that of one of its partitions, or nothing does.
fn is_partition_or_all(rest: &str) -> bool {
    let is_hexadecimal = |id: &str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    rest.is_empty() || rest == "_earlier" || rest.strip_prefix('_').is_some_and(is_hexadecimal)
}

#[derive(QueryableByName)]
struct SqliteLine {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct PostgresLine {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

#[test]
fn plans_that_read_all_are_known() {
    let large = ["ballots", "entries"];
    let reads_all = |plan: &[&str]| {
        let plan: Vec<_> = plan.iter().map(ToString::to_string).collect();
        reads_all(&plan, &large).is_some()
    };
    assert!(reads_all(&["SCAN ballots"]));
    assert!(reads_all(&["SCAN entries USING COVERING INDEX entries_by_object"]));
    assert!(reads_all(&["SEARCH entries USING PRIMARY KEY (poll=?)"]));
    assert!(reads_all(&["Limit  (cost=0.00..1.00)", "  ->  Seq Scan on ballots  (cost=0.00..900.00)"]));
    assert!(reads_all(&[
        "Index Scan using entries_pkey on entries  (cost=0.41..9.00)",
        "  Index Cond: (poll = $1)"
    ]));
    let partition = "ballots_0123456789abcdef0123456789abcdef";
    assert!(reads_all(&["Append", &format!("  ->  Seq Scan on {partition} ballots_2  (cost=0.00..900.00)")]));
    assert!(!reads_all(&["Seq Scan on ballots_rejected  (cost=0.00..900.00)"]));
    assert!(!reads_all(&["SEARCH entries USING PRIMARY KEY (poll=? AND idx>?)", "SCAN polls"]));
    assert!(!reads_all(&[
        "Index Scan using entries_pkey on entries",
        "  Index Cond: ((poll = $1) AND (idx >= $2))"
    ]));
    assert!(!reads_all(&[
        "Index Scan Backward using checkpoints_pkey on checkpoints",
        "  Index Cond: (poll = $1)"
    ]));
}
