//! How many ballots of a poll are stored, without reading them. PostgreSQL reads every row that it counts, and where several
//! processes give promises each asks before each of them; so there whoever stores ballots counts them as well.

use crypto::encoding::PollId;
use diesel::prelude::*;
use web::DbConnection;

#[cfg(feature = "postgres")]
use super::schema::stored;
#[cfg(feature = "postgres")]
use super::{to_i64, to_u64};

/// Which part of the number a process raises. Two processes that have the same one wait for each other's commits.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "only PostgreSQL counts in parts"))]
pub struct Part(i16);

impl Part {
    /// Any of them.
    pub fn random() -> Self {
        use rand::RngExt as _;
        Self(rand::rng().random_range(0..PARTS))
    }
}

/// Counts ballots that this transaction stored. To be called last: who raises the same part waits from here on.
#[cfg(feature = "postgres")]
pub(super) fn add(
    conn: &mut diesel::pg::PgConnection,
    part: Part,
    ballots: &std::collections::BTreeMap<&[u8], u64>,
) -> QueryResult<()> {
    // One poll after the other in the order of their ids: of two processes with the same polls one goes first.
    ballots.iter().try_for_each(|(poll, ballots)| {
        diesel::insert_into(stored::table)
            .values((stored::poll.eq(poll), stored::part.eq(part.0), stored::ballots.eq(to_i64(*ballots)?)))
            .on_conflict((stored::poll, stored::part))
            .do_update()
            .set(stored::ballots.eq(stored::ballots + diesel::upsert::excluded(stored::ballots)))
            .execute(conn)
            .map(drop)
    })
}

/// A number that rises by one with each ballot, at the moment of its commit: that of all ballots but [`uncounted`].
pub fn stored(conn: &mut DbConnection, poll: PollId) -> QueryResult<u64> {
    match conn {
        // Asked only where a write ended in doubt.
        DbConnection::Sqlite(_) => super::ballots::count(conn, poll),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            let parts: Vec<i64> = stored::table
                .filter(stored::poll.eq(poll.as_bytes().as_slice()))
                .select(stored::ballots)
                .load(conn)?;
            parts.into_iter().map(to_u64).sum()
        }
    }
}

/// How many of the poll's `all` ballots [`stored`] leaves out: those from before there was such a number. It stays as it is. Both
/// are to be read at one moment.
pub fn uncounted(conn: &mut DbConnection, poll: PollId, all: u64) -> QueryResult<u64> {
    match conn {
        DbConnection::Sqlite(_) => Ok(0),
        #[cfg(feature = "postgres")]
        // Where ballots were taken away there are fewer than were counted, and the record says that they are missing.
        DbConnection::Postgres(_) => Ok(all.saturating_sub(stored(conn, poll)?)),
    }
}

/// As many as any number of processes that is of use; each of them is a row for each poll.
const PARTS: i16 = 16;
