//! Inserting into PostgreSQL by statements that its server has planned before: to plan one takes as long as to do it.

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::prelude::*;

use super::super::schema::ballots;
use super::NewBallot;

/// Poll and hash of a row.
type Inserted = (Vec<u8>, Vec<u8>);

/// Inserts those of `batch` whose nonce is new, and tells which. To be called within a transaction: until it ends, or [`no_more`],
/// nothing that follows is planned for its values.
pub(super) fn insert(conn: &mut PgConnection, batch: &[NewBallot<'_>]) -> QueryResult<Vec<Inserted>> {
    conn.batch_execute("SET LOCAL plan_cache_mode = force_generic_plan")?;
    let mut inserted = Vec::with_capacity(batch.len());
    for part in batch.chunks(MOST) {
        let insert = match part.len() {
            1 => insert_rows::<1>,
            2 => insert_rows::<2>,
            3..=4 => insert_rows::<4>,
            5..=8 => insert_rows::<8>,
            9..=16 => insert_rows::<16>,
            17..=32 => insert_rows::<32>,
            33..=64 => insert_rows::<64>,
            65..=128 => insert_rows::<128>,
            _ => insert_rows::<MOST>,
        };
        inserted.extend(insert(conn, part)?);
    }
    Ok(inserted)
}

/// Lets the server plan each question anew again, in the transaction in which ballots were inserted.
pub(super) fn no_more(conn: &mut PgConnection) -> QueryResult<()> {
    conn.batch_execute("SET LOCAL plan_cache_mode = force_custom_plan")
}

/// At most `N` rows, of which the last one fills the places that are left: it is not inserted twice. So up to twice as many are sent as
/// there are.
fn insert_rows<const N: usize>(
    conn: &mut PgConnection,
    batch: &[NewBallot<'_>],
) -> QueryResult<Vec<Inserted>> {
    // Diesel knows a statement again by its type, which may borrow nothing.
    let rows: [_; N] = std::array::from_fn(|place| {
        let NewBallot { poll, nonce, hash, ballot } = batch[place.min(batch.len() - 1)];
        (
            ballots::poll.eq(poll.to_vec()),
            ballots::nonce.eq(nonce.to_vec()),
            ballots::hash.eq(hash.to_vec()),
            ballots::ballot.eq(ballot.to_vec()),
        )
    });
    diesel::insert_into(ballots::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning((ballots::poll, ballots::hash))
        .get_results(conn)
}

/// Rows in one statement. Fewer statements than numbers of rows: each is planned once for each connection.
const MOST: usize = 256;
