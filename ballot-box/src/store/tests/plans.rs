//! What is asked while people vote and look at a poll is found by an index, however many ballots there are.

use crypto::encoding::{BallotHash, PollId, sha256};
use crypto::log::entry::Entry;
use web::{DbConnection, DbError};

use crate::store::stored::{self, Part};
use crate::store::{ballots, log, polls};
use crate::testing::{Fixture, databases};

#[path = "../../../../tests/plans.rs"]
mod overheard;

use overheard::assert_reads_little;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_asked_often_reads_all_ballots() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let poll = fixture.poll().await.id();
        let work = |conn: &mut DbConnection| {
            let hashes = fill(conn, poll);
            asked_often(conn, poll, hashes[BALLOTS / 2], &hashes);
            Ok::<_, DbError>(())
        };
        fixture.ballot_box.db().run_here(work).unwrap();
        #[cfg(feature = "postgres")]
        if fixture.database().file().is_none() {
            let asked_before_promises = |conn: &mut DbConnection| {
                assert_reads_little(conn, &["ballots", "entries"], |conn| {
                    assert_eq!(stored::stored(conn, poll).unwrap(), BALLOTS as u64 + 1);
                });
                Ok::<_, DbError>(())
            };
            fixture.ballot_box.db().run_here(asked_before_promises).unwrap();
        }
    }
}

/// Every query of casting, looking up, publishing and showing, one at a time.
fn asked_often(conn: &mut DbConnection, poll: PollId, hash: BallotHash, hashes: &[BallotHash]) {
    let mut asked =
        |work: &dyn Fn(&mut DbConnection)| assert_reads_little(conn, &["ballots", "entries"], work);
    asked(&|conn| assert!(ballots::is_accepted(conn, poll, hash).unwrap()));
    asked(&|conn| assert_eq!(ballots::by_prefix(conn, poll, &hash.as_bytes()[..10]).unwrap(), [hash]));
    asked(&|conn| assert_eq!(ballots::accepted_under(conn, poll, &nonce(BALLOTS / 2)).unwrap(), Some(hash)));
    asked(&|conn| assert_eq!(ballots::bytes_of(conn, poll, &hashes[..256]).unwrap().len(), 256));
    asked(&|conn| assert_eq!(log::index_of(conn, poll, hash).unwrap(), Some(2 + BALLOTS as u64 / 2)));
    asked(&|conn| assert_eq!(log::logged_among(conn, poll, &hashes[..300]).unwrap().len(), 300));
    asked(&|conn| assert_eq!(log::entries(conn, poll, 5_000, 256).unwrap().len(), 256));
    asked(&|conn| assert_eq!(ballots::logged(conn, poll, 5_000, 9_000, 256).unwrap().len(), 256));
    asked(&|conn| drop(log::newest_checkpoint(conn, poll).unwrap()));
    asked(&|conn| assert!(!polls::standing(conn, poll).unwrap().ended));
    asked(&|conn| drop(polls::manifest(conn, poll).unwrap()));
    asked(&|conn| {
        let [poll, nonce, hash] = [poll.as_bytes(), &[1; 32], &[2; 32]].map(<[u8; 32]>::as_slice);
        let row = ballots::NewBallot { poll, nonce, hash, ballot: b"b" };
        assert_eq!(ballots::insert_new(conn, Part::random(), &[row, row], |_| true).unwrap(), [true, false]);
    });
}

/// A poll with many ballots, all of them logged; on PostgreSQL, what there is to know of them is gathered.
fn fill(conn: &mut DbConnection, poll: PollId) -> Vec<BallotHash> {
    let hashes: Vec<_> =
        (0..BALLOTS).map(|number| BallotHash::from(sha256(&[&number.to_be_bytes()]))).collect();
    let part = Part::random();
    web::db::write_transaction(conn, |conn| {
        let nonces: Vec<_> = (0..BALLOTS).map(nonce).collect();
        let rows = nonces.iter().zip(&hashes).map(|(nonce, hash)| ballots::NewBallot {
            poll: poll.as_bytes(),
            nonce,
            hash: hash.as_bytes(),
            ballot: &[7; 300],
        });
        let rows: Vec<_> = rows.collect();
        for batch in rows.chunks(256) {
            ballots::insert_new(conn, part, batch, |_| true)?;
        }
        let entries: Vec<_> = hashes.iter().map(|hash| Entry::ballot(*hash)).collect();
        log::append(conn, poll, 2, &entries)?;
        Ok::<_, DbError>(())
    })
    .unwrap();
    #[cfg(feature = "postgres")]
    if let DbConnection::Postgres(conn) = conn {
        diesel::connection::SimpleConnection::batch_execute(conn, "ANALYZE").unwrap();
    }
    hashes
}

fn nonce(number: usize) -> [u8; 32] {
    sha256(&[b"nonce", &number.to_be_bytes()])
}

/// Enough that reading them all is dearer than any index, by the planner's own reckoning.
const BALLOTS: usize = 10_000;
