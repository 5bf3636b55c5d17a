//! How a database would answer the statements of a piece of work: included by the store tests of both services, which fail where
//! one of them reads a large table from end to end, or all that many rows have in common.
//!
//! The statements are those that the store really sends, overheard on the connection with the values that are bound to them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use web::DbConnection;

#[cfg(feature = "postgres")]
mod postgres;
mod scan;
mod sources;
mod sqlite;

use scan::Scan;
pub(crate) use sources::functions;

/// What is known of the tables of a service.
pub(crate) struct Tables {
    /// Those that may be read whole. Every other one is large.
    pub(crate) small: &'static [&'static str],
    /// Columns of large tables in which many rows have the same value: whoever is looked up by nothing else is all of a poll.
    pub(crate) shared: &'static [(&'static str, &'static str)],
}

/// Work that is done on a database with many rows, to see how it finds them.
pub(crate) struct Overheard<'a> {
    tables: &'a Tables,
    /// The functions that were asked, as `module::function`.
    asked: BTreeSet<String>,
    faults: Vec<String>,
}

impl<'a> Overheard<'a> {
    pub(crate) fn new(tables: &'a Tables) -> Self {
        Self { tables, asked: BTreeSet::new(), faults: Vec::new() }
    }

    /// Does `work`, which calls this function. It is a fault if a statement of it reads much of a large table, or if none has to do with
    /// a large table at all.
    pub(crate) fn ask<T>(
        &mut self,
        conn: &mut DbConnection,
        function: &str,
        work: impl FnOnce(&mut DbConnection) -> T,
    ) -> T {
        let (statements, answer) = overhear(conn, work);
        let mut met = false;
        for statement in &statements {
            let plan = Plan::of(conn, statement);
            met |= plan.scans.iter().any(|scan| self.is_large(&scan.table));
            met |= statement.written_table().is_some_and(|table| self.is_large(&table));
            if let Some(fault) = self.fault(&plan.scans) {
                self.faults
                    .push(format!("{function}: {fault}\nin the plan of {}:\n{}", statement.text, plan.text));
            }
        }
        // SQLite needs no lock on a row.
        let is_nothing = statements.is_empty() && matches!(conn, DbConnection::Sqlite(_));
        if !met && !is_nothing {
            self.faults.push(format!("{function} asks nothing of a large table: {statements:#?}"));
        }
        self.asked.insert(function.to_owned());
        answer
    }

    /// Panics if there was a fault, or if one of `all` functions was neither asked nor is known as one that may read much, for a reason.
    pub(crate) fn finish(&self, all: &BTreeSet<String>, rare: &[(&str, &[&str])]) {
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n\n"));
        let rare: BTreeSet<String> =
            rare.iter().flat_map(|(_, names)| *names).map(ToString::to_string).collect();
        let new: Vec<_> =
            all.iter().filter(|name| !self.asked.contains(*name) && !rare.contains(*name)).collect();
        assert!(new.is_empty(), "asked often? Then the test of plans asks them too: {new:#?}");
        let idle: Vec<_> =
            rare.iter().filter(|name| !all.contains(*name) || self.asked.contains(*name)).collect();
        assert!(idle.is_empty(), "on the list of the rare ones without a need: {idle:#?}");
    }

    /// What is wrong with how a database would answer this statement.
    pub(crate) fn fault_of(&self, conn: &mut DbConnection, statement: &str) -> Option<String> {
        let statement = Statement { text: statement.to_owned(), binds: "[]".to_owned() };
        self.fault(&Plan::of(conn, &statement).scans)
    }

    fn fault(&self, scans: &[Scan]) -> Option<String> {
        scans.iter().filter(|scan| self.is_large(&scan.table)).find_map(|scan| {
            let table = whole(&scan.table);
            let shared = |column: &str| self.tables.shared.contains(&(table, column));
            scan.fault(shared).map(|why| format!("{table} {why}"))
        })
    }

    fn is_large(&self, table: &str) -> bool {
        // The list of migrations, which whoever begins to write on SQLite names.
        table != "__diesel_schema_migrations" && !self.tables.small.contains(&whole(table))
    }
}

/// Asks a function of the store: `asked!(overheard, conn, roll::voter(&draft, &email))` is its answer.
macro_rules! asked {
    ($overheard:expr, $conn:expr, $module:ident::$function:ident($($argument:expr),*)) => {
        $overheard.ask($conn, concat!(stringify!($module), "::", stringify!($function)), |conn| {
            $module::$function(conn, $($argument),*).unwrap()
        })
    };
}
pub(crate) use asked;

#[derive(Debug)]
struct Statement {
    text: String,
    /// As `Debug` writes them.
    #[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "SQLite plans without them"))]
    binds: String,
}

impl Statement {
    /// The table into which it puts rows.
    fn written_table(&self) -> Option<String> {
        let (_, rest) = self.text.split_once("INSERT INTO ")?;
        rest.split([' ', '(']).next().map(|table| table.replace(['"', '`'], ""))
    }
}

/// How a statement would be answered.
struct Plan {
    /// As the database tells it.
    text: String,
    scans: Vec<Scan>,
}

impl Plan {
    fn of(conn: &mut DbConnection, statement: &Statement) -> Self {
        match conn {
            DbConnection::Sqlite(conn) => sqlite::plan(conn, &statement.text),
            #[cfg(feature = "postgres")]
            DbConnection::Postgres(conn) => postgres::plan(conn, statement),
        }
    }
}

/// The statements that `work` sends, and its answer.
fn overhear<T>(conn: &mut DbConnection, work: impl FnOnce(&mut DbConnection) -> T) -> (Vec<Statement>, T) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let (text, binds) = text.split_once(" -- binds: ").unwrap_or((&text, "[]"));
            let verb = text.split_whitespace().next().unwrap_or_default();
            if ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&verb) {
                hears.lock().unwrap().push(Statement { text: text.to_owned(), binds: binds.to_owned() });
            }
        }
    });
    let answer = work(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    let mut heard = heard.lock().unwrap();
    (std::mem::take(&mut *heard), answer)
}

/// The table of which this is a partition, or itself.
fn whole(table: &str) -> &str {
    let is_partition =
        |end: &str| end == "earlier" || end.len() == 32 && end.bytes().all(|byte| byte.is_ascii_hexdigit());
    table.rsplit_once('_').filter(|(_, end)| is_partition(end)).map_or(table, |(table, _)| table)
}
