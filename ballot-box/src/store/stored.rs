//! How many ballots of a poll were ever stored, without reading them: whoever stores ballots counts them in the same transaction.
//! A row that is lost later lowers no number, so it is missed, whatever came in since; and PostgreSQL, which reads every row that it
//! counts, need not before each promise.

use std::collections::BTreeMap;

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

use super::schema::stored;
use super::{to_i64, to_u64};

/// Which part of the number a process raises. Two processes that have the same one wait for each other's commits.
#[derive(Clone, Copy, Debug)]
pub struct Part(i16);

impl Part {
    /// Any of them.
    pub fn random() -> Self {
        use rand::RngExt as _;
        Self(rand::rng().random_range(0..PARTS))
    }
}

/// Counts ballots that this transaction stored. To be called last: who raises the same part waits from here on.
pub(super) fn add(conn: &mut DbConnection, part: Part, ballots: &BTreeMap<&[u8], u64>) -> QueryResult<()> {
    // The same statement for each kind of database; Diesel has none that is for both.
    macro_rules! raise {
        ($conn:expr, $poll:expr, $ballots:expr) => {
            diesel::insert_into(stored::table)
                .values((
                    stored::poll.eq($poll),
                    stored::part.eq(part.0),
                    stored::ballots.eq(to_i64($ballots)?),
                ))
                .on_conflict((stored::poll, stored::part))
                .do_update()
                .set(stored::ballots.eq(stored::ballots + diesel::upsert::excluded(stored::ballots)))
                .execute($conn)
        };
    }
    // One poll after the other in the order of their ids: of two processes with the same polls one goes first.
    for (poll, ballots) in ballots {
        match conn {
            DbConnection::Sqlite(conn) => raise!(conn, *poll, *ballots)?,
            #[cfg(feature = "postgres")]
            DbConnection::Postgres(conn) => raise!(conn, *poll, *ballots)?,
        };
    }
    Ok(())
}

/// A number that rises by one with each ballot, at the moment of its commit. It leaves out those from before there was such a
/// number.
pub fn stored(conn: &mut DbConnection, poll: PollId) -> QueryResult<u64> {
    let parts: Vec<i64> = stored::table
        .filter(stored::poll.eq(poll.as_bytes().as_slice()))
        .select(stored::ballots)
        .load(conn)?;
    parts.into_iter().map(to_u64).sum()
}

/// As many as any number of processes that is of use; each of them is a row for each poll.
const PARTS: i16 = 16;
