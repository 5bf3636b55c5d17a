//! Promised ballots, keyed by the random nonce: no row tells when or after which other it came.

#[cfg(feature = "postgres")]
mod planned;

use crypto::encoding::{BallotHash, PollId};
use diesel::prelude::*;
use web::DbConnection;

use super::schema::{ballots, entries};
use super::stored::Part;
use super::{bytes32, is_ballot, to_i64, to_u64};

/// A ballot as it is stored.
#[derive(Insertable, Clone, Copy)]
#[diesel(table_name = ballots)]
pub struct NewBallot<'a> {
    /// Id of its poll.
    pub poll: &'a [u8],
    /// The voter's one-time key.
    pub nonce: &'a [u8],
    /// SHA-256 of the bytes.
    pub hash: &'a [u8],
    /// The bytes.
    pub ballot: &'a [u8],
}

/// Inserts those of `batch` whose nonce is new, and counts in `part` those of them at positions that `counts`; the answers, in
/// the order of the batch, say which were inserted. To be called within a transaction.
#[cfg_attr(not(feature = "postgres"), expect(unused_variables, reason = "only PostgreSQL counts in parts"))]
pub fn insert_new(
    conn: &mut DbConnection,
    part: Part,
    batch: &[NewBallot<'_>],
    counts: impl Fn(usize) -> bool,
) -> QueryResult<Vec<bool>> {
    match conn {
        DbConnection::Sqlite(conn) => batch
            .iter()
            .map(|row| {
                let inserted =
                    diesel::insert_into(ballots::table).values(row).on_conflict_do_nothing().execute(conn)?;
                Ok(inserted == 1)
            })
            .collect(),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            let inserted = planned::insert(conn, batch)?;
            let mut inserted: std::collections::HashSet<_> = inserted.into_iter().collect();
            // Of two equal rows in one statement the first was inserted.
            let mut counted = std::collections::BTreeMap::new();
            let mut is_new = |row: &NewBallot<'_>| inserted.remove(&(row.poll.to_vec(), row.hash.to_vec()));
            let new: Vec<bool> = batch.iter().map(&mut is_new).collect();
            for (position, row) in batch.iter().enumerate() {
                if new[position] && counts(position) {
                    *counted.entry(row.poll).or_insert(0) += 1;
                }
            }
            super::stored::add(conn, part, &counted)?;
            if !new.iter().all(|new| *new) {
                // What stands in their place is asked for next, and a plan for any poll reads the partitions of all.
                planned::no_more(conn)?;
            }
            Ok(new)
        }
    }
}

/// Hash of the ballot that was accepted under `nonce`.
pub fn accepted_under(
    conn: &mut DbConnection,
    poll: PollId,
    nonce: &[u8; 32],
) -> QueryResult<Option<BallotHash>> {
    let hash: Option<Vec<u8>> = ballots::table
        .find((poll.as_bytes().as_slice(), nonce.as_slice()))
        .select(ballots::hash)
        .first(conn)
        .optional()?;
    hash.map(|hash| bytes32(&hash).map(BallotHash::from)).transpose()
}

/// Whether this very ballot was accepted.
pub fn is_accepted(conn: &mut DbConnection, poll: PollId, hash: BallotHash) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        ballots::table
            .filter(ballots::poll.eq(poll.as_bytes().as_slice()))
            .filter(ballots::hash.eq(hash.as_bytes().as_slice())),
    ))
    .get_result(conn)
}

/// Hashes of the accepted ballots that begin with `prefix`, at most two: more than one is as good as none.
pub fn by_prefix(conn: &mut DbConnection, poll: PollId, prefix: &[u8]) -> QueryResult<Vec<BallotHash>> {
    let bound = |fill: u8| {
        let mut bound = [fill; 32];
        bound[..prefix.len()].copy_from_slice(prefix);
        bound.to_vec()
    };
    let hashes: Vec<Vec<u8>> = ballots::table
        .filter(ballots::poll.eq(poll.as_bytes().as_slice()))
        .filter(ballots::hash.between(bound(0), bound(0xff)))
        .select(ballots::hash)
        .limit(2)
        .load(conn)?;
    hashes.iter().map(|hash| bytes32(hash).map(BallotHash::from)).collect()
}

/// Number of accepted ballots, which is the number of promises given. All of them are read.
pub fn count(conn: &mut DbConnection, poll: PollId) -> QueryResult<u64> {
    let count =
        ballots::table.filter(ballots::poll.eq(poll.as_bytes().as_slice())).count().get_result(conn)?;
    to_u64(count)
}

/// The bytes of those of `asked` that are stored.
pub fn bytes_of(conn: &mut DbConnection, poll: PollId, asked: &[BallotHash]) -> QueryResult<Vec<Vec<u8>>> {
    let of_poll =
        || ballots::table.filter(ballots::poll.eq(poll.as_bytes().to_vec())).select(ballots::ballot);
    match conn {
        DbConnection::Sqlite(conn) => {
            let one = |hash: &BallotHash| {
                of_poll()
                    .filter(ballots::hash.eq(hash.as_bytes().as_slice()))
                    .first(conn)
                    .optional()
                    .transpose()
            };
            asked.iter().filter_map(one).collect()
        }
        // Each question is a way there and back.
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            let hashes = asked.iter().map(|hash| hash.as_bytes().as_slice());
            of_poll().filter(ballots::hash.eq_any(hashes)).load(conn)
        }
    }
}

/// Accepted ballots that no log entry names yet.
pub fn waiting(conn: &mut DbConnection, poll: PollId) -> QueryResult<Vec<BallotHash>> {
    let logged = entries::table
        .filter(entries::poll.eq(ballots::poll))
        .filter(entries::object.eq(ballots::hash))
        .filter(is_ballot());
    let hashes: Vec<Vec<u8>> = ballots::table
        .filter(ballots::poll.eq(poll.as_bytes().as_slice()))
        .filter(diesel::dsl::not(diesel::dsl::exists(logged)))
        .select(ballots::hash)
        .load(conn)?;
    hashes.iter().map(|hash| bytes32(hash).map(BallotHash::from)).collect()
}

/// A logged ballot.
#[derive(Debug)]
pub struct Logged {
    /// Its place in the log.
    pub index: u64,
    /// What the log entry names.
    pub hash: BallotHash,
    /// The bytes.
    pub ballot: Vec<u8>,
}

/// At most `limit` logged ballots in log order, from position `from` and below position `end`.
pub fn logged(
    conn: &mut DbConnection,
    poll: PollId,
    from: u64,
    end: u64,
    limit: i64,
) -> QueryResult<Vec<Logged>> {
    let rows: Vec<(i64, Vec<u8>, Vec<u8>)> = entries::table
        .inner_join(ballots::table.on(ballots::poll.eq(entries::poll).and(ballots::hash.eq(entries::object))))
        .filter(entries::poll.eq(poll.as_bytes().as_slice()))
        .filter(is_ballot())
        .filter(entries::idx.ge(to_i64(from)?))
        .filter(entries::idx.lt(to_i64(end)?))
        .order(entries::idx)
        .limit(limit)
        .select((entries::idx, entries::object, ballots::ballot))
        .load(conn)?;
    rows.into_iter()
        .map(|(index, hash, ballot)| {
            Ok(Logged { index: to_u64(index)?, hash: bytes32(&hash)?.into(), ballot })
        })
        .collect()
}
