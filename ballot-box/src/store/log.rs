//! Entries and checkpoints of the polls' logs.

use crypto::encoding::{BallotHash, PollId};
use crypto::log::entry::Entry;
use diesel::prelude::*;
use diesel::result::Error;
use web::DbConnection;

use super::schema::{checkpoints, entries};
use super::{bytes32, is_ballot, to_i64, to_u64};

/// Appends `batch` from position `first` on. A unique violation means that another sequencer was there before.
pub fn append(conn: &mut DbConnection, poll: PollId, first: u64, batch: &[Entry]) -> QueryResult<()> {
    let row = |(position, entry): (u64, &Entry)| {
        let [kind, object @ ..] = entry.to_bytes();
        Ok::<_, Error>((
            entries::poll.eq(poll.as_bytes().to_vec()),
            entries::idx.eq(to_i64(position)?),
            entries::kind.eq(i16::from(kind)),
            entries::object.eq(object.to_vec()),
        ))
    };
    let mut rows = (first..).zip(batch).map(row);
    match conn {
        // On SQLite one statement with many rows is slower than one statement for each.
        DbConnection::Sqlite(conn) => {
            rows.try_for_each(|row| diesel::insert_into(entries::table).values(row?).execute(conn).map(drop))
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => loop {
            let rows = rows.by_ref().take(ROWS_PER_STATEMENT).collect::<Result<Vec<_>, _>>()?;
            if rows.is_empty() {
                return Ok(());
            }
            diesel::insert_into(entries::table).values(rows).execute(conn)?;
        },
    }
}

/// At most `limit` entries from position `from` on.
pub fn entries(conn: &mut DbConnection, poll: PollId, from: u64, limit: i64) -> QueryResult<Vec<Entry>> {
    let rows: Vec<(i16, Vec<u8>)> = entries::table
        .filter(entries::poll.eq(poll.as_bytes().as_slice()))
        .filter(entries::idx.ge(to_i64(from)?))
        .order(entries::idx)
        .limit(limit)
        .select((entries::kind, entries::object))
        .load(conn)?;
    rows.into_iter()
        .map(|(kind, object)| {
            let kind = u8::try_from(kind).map_err(|error| Error::DeserializationError(Box::new(error)))?;
            Entry::parse(&[&[kind], object.as_slice()].concat())
                .map_err(|error| Error::DeserializationError(Box::new(error)))
        })
        .collect()
}

/// Number of entries.
pub fn size(conn: &mut DbConnection, poll: PollId) -> QueryResult<u64> {
    let count =
        entries::table.filter(entries::poll.eq(poll.as_bytes().as_slice())).count().get_result(conn)?;
    to_u64(count)
}

/// Where a ballot stands in the log, if it does.
pub fn index_of(conn: &mut DbConnection, poll: PollId, ballot: BallotHash) -> QueryResult<Option<u64>> {
    let found: Option<i64> = entries::table
        .filter(entries::poll.eq(poll.as_bytes().as_slice()))
        .filter(entries::object.eq(ballot.as_bytes().as_slice()))
        .filter(is_ballot())
        .select(entries::idx)
        .first(conn)
        .optional()?;
    found.map(to_u64).transpose()
}

/// Those of `ballots` that the log holds.
pub fn logged_among(
    conn: &mut DbConnection,
    poll: PollId,
    ballots: &[BallotHash],
) -> QueryResult<Vec<BallotHash>> {
    let mut logged = Vec::new();
    for asked in ballots.chunks(HASHES_PER_QUERY) {
        match conn {
            // Asked for many at once SQLite reads the whole log, asked for one it finds it by the index.
            DbConnection::Sqlite(_) => {
                for ballot in asked {
                    logged.extend(index_of(conn, poll, *ballot)?.map(|_| *ballot));
                }
            }
            #[cfg(feature = "postgres")]
            DbConnection::Postgres(conn) => {
                let objects: Vec<Vec<u8>> = entries::table
                    .filter(entries::poll.eq(poll.as_bytes().as_slice()))
                    .filter(entries::object.eq_any(asked.iter().map(|hash| hash.as_bytes().as_slice())))
                    .filter(is_ballot())
                    .select(entries::object)
                    .load(conn)?;
                for object in &objects {
                    logged.push(bytes32(object)?.into());
                }
            }
        }
    }
    Ok(logged)
}

/// Keeps a signed checkpoint of `size` entries.
pub fn insert_checkpoint(conn: &mut DbConnection, poll: PollId, size: u64, note: &str) -> QueryResult<()> {
    diesel::insert_into(checkpoints::table)
        .values((
            checkpoints::poll.eq(poll.as_bytes().as_slice()),
            checkpoints::size.eq(to_i64(size)?),
            checkpoints::note.eq(note),
        ))
        .execute(conn)
        .map(drop)
}

/// Keeps the checkpoint of `size` entries with the cosignatures that came since.
pub fn cosign_checkpoint(conn: &mut DbConnection, poll: PollId, size: u64, note: &str) -> QueryResult<()> {
    diesel::update(checkpoints::table.find((poll.as_bytes().as_slice(), to_i64(size)?)))
        .set(checkpoints::note.eq(note))
        .execute(conn)
        .map(drop)
}

/// The greatest checkpoint that was signed.
pub fn newest_checkpoint(conn: &mut DbConnection, poll: PollId) -> QueryResult<Option<String>> {
    checkpoints::table
        .filter(checkpoints::poll.eq(poll.as_bytes().as_slice()))
        .order(checkpoints::size.desc())
        .select(checkpoints::note)
        .first(conn)
        .optional()
}

/// Far below the parameters that either database takes in a statement.
const HASHES_PER_QUERY: usize = 500;
/// PostgreSQL takes at most 65,535 parameters in a statement; a row has four.
#[cfg(feature = "postgres")]
const ROWS_PER_STATEMENT: usize = 4096;
