//! How many passes were issued, without reading the ledger: whoever enters passes there counts them here, in the same transaction.
//! A poll may have millions, and with several processes each counts before a pass leaves.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use rand::RngExt as _;
use web::DbConnection;
use web::db::is_unique_violation;

use super::StoreResult;
use super::schema::issued;

/// Which part of the number a process raises. Two processes that have the same one wait for each other's commits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part(i64);

impl Default for Part {
    /// Any of them.
    fn default() -> Self {
        Self(rand::rng().random_range(0..PARTS))
    }
}

/// Passes that one transaction has entered: by draft and day (days since 1970-01-01), and in this order, so that of two processes
/// with the same polls one goes first.
pub(crate) type Entered<'a> = BTreeMap<(&'a str, i64), i64>;

/// Counts what this transaction has entered. To be called last: who raises the same part waits from here on.
pub(crate) fn add(conn: &mut DbConnection, part: Part, entered: &Entered<'_>) -> StoreResult<()> {
    for (&(draft, day), &passes) in entered {
        let raise = |conn: &mut DbConnection| {
            let row = issued::table.find((draft, day, part.0));
            diesel::update(row).set(issued::passes.eq(issued::passes + passes)).execute(conn)
        };
        if raise(conn)? == 0 && !begin(conn, (draft, day, part.0), passes)? {
            raise(conn)?;
        }
    }
    Ok(())
}

/// The first passes of a part; false if another process has begun it meanwhile.
fn begin(conn: &mut DbConnection, (draft, day, part): (&str, i64, i64), passes: i64) -> StoreResult<bool> {
    let row = (issued::poll.eq(draft), issued::day.eq(day), issued::part.eq(part), issued::passes.eq(passes));
    // A savepoint: the violation must not spoil the transaction, as it would on PostgreSQL.
    match conn.transaction(|conn| diesel::insert_into(issued::table).values(row).execute(conn)) {
        Ok(_) => Ok(true),
        Err(error) if is_unique_violation(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// How many passes of a poll were issued.
pub(crate) fn count(conn: &mut DbConnection, draft: &str) -> StoreResult<i64> {
    count_before(conn, draft, None)
}

/// How many passes were issued before `day` (days since 1970-01-01); none: on whichever.
pub(crate) fn count_before(conn: &mut DbConnection, draft: &str, day: Option<i64>) -> StoreResult<i64> {
    let parts = issued::table.filter(issued::poll.eq(draft)).filter(issued::day.lt(day.unwrap_or(i64::MAX)));
    let parts: Vec<i64> = parts.select(issued::passes).load(conn)?;
    Ok(parts.into_iter().sum())
}

/// How many passes of a poll were issued on each day (days since 1970-01-01), in the order of days; days without any are
/// left out.
pub(crate) fn by_day(conn: &mut DbConnection, draft: &str) -> StoreResult<Vec<(i64, i64)>> {
    let parts = issued::table.filter(issued::poll.eq(draft)).select((issued::day, issued::passes));
    let mut days = BTreeMap::new();
    for (day, passes) in parts.load::<(i64, i64)>(conn)? {
        *days.entry(day).or_default() += passes;
    }
    Ok(days.into_iter().collect())
}

/// A poll that was ever sealed, its ledger, and the number here, all at one moment.
#[derive(Debug, PartialEq, Eq, QueryableByName)]
pub(crate) struct Compared {
    /// The poll id.
    #[diesel(sql_type = Text)]
    pub(crate) poll: String,
    /// Passes in the ledger, each one looked at.
    #[diesel(sql_type = BigInt)]
    pub(crate) ledger: i64,
    /// Passes that were counted.
    #[diesel(sql_type = BigInt)]
    pub(crate) counted: i64,
}

/// Reads the whole ledger: for the start, and for tests.
pub(crate) fn compare(conn: &mut DbConnection) -> StoreResult<Vec<Compared>> {
    let compared = "SELECT poll, (SELECT COUNT(*) FROM issuances WHERE issuances.poll = polls.id) AS ledger, \
                    (SELECT CAST(COALESCE(SUM(passes), 0) AS BIGINT) FROM issued WHERE issued.poll = polls.id) AS counted \
                    FROM polls WHERE poll IS NOT NULL";
    Ok(diesel::sql_query(compared).load(conn)?)
}

/// Counts the ledger anew. In a transaction of its own.
pub(crate) fn recount(conn: &mut DbConnection) -> StoreResult<()> {
    #[cfg(feature = "postgres")]
    if let DbConnection::Postgres(conn) = conn {
        // Whoever enters passes meanwhile counts them afterwards, or has ended before the ledger is read below.
        diesel::sql_query("LOCK TABLE issued IN EXCLUSIVE MODE").execute(conn)?;
    }
    diesel::delete(issued::table).execute(conn)?;
    let all = "INSERT INTO issued (poll, day, part, passes) SELECT poll, day, 0, COUNT(*) FROM issuances GROUP BY poll, day";
    diesel::sql_query(all).execute(conn)?;
    Ok(())
}

/// As many as any number of processes that is of use; each of them is a row for each day of a poll.
const PARTS: i64 = 16;
