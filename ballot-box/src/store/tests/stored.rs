//! The number of stored ballots is that of the rows, whatever processes do at the same time.

use std::sync::Barrier;

use crypto::encoding::{PollId, sha256};
use diesel::Connection as _;
use web::{Db, DbConnection, DbError};

use crate::store::ballots::{self, NewBallot};
use crate::store::stored::{self, Part};
use crate::testing::{Fixture, databases};

/// Stores ballots with these numbers in the transaction of the caller.
fn store(conn: &mut DbConnection, poll: PollId, part: Part, numbers: &[u16]) -> Vec<bool> {
    let keys: Vec<_> = numbers
        .iter()
        .map(|number| (sha256(&[b"n", &number.to_be_bytes()]), sha256(&[&number.to_be_bytes()])))
        .collect();
    let rows: Vec<_> = keys
        .iter()
        .map(|(nonce, hash)| NewBallot { poll: poll.as_bytes(), nonce, hash, ballot: b"b" })
        .collect();
    ballots::insert_new(conn, part, &rows, |_| true).unwrap()
}

/// Number, and how many rows there are.
fn numbers(db: &Db, poll: PollId) -> (u64, u64) {
    let read: Result<_, DbError> =
        db.run_here(|conn| Ok((stored::stored(conn, poll)?, ballots::count(conn, poll)?)));
    read.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_committed_or_not_new_is_not_counted() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (db, poll) = (fixture.ballot_box.db(), fixture.poll().await.id());
        let part = Part::random();
        let undone: Result<(), DbError> = db.run_here(|conn| {
            Ok(conn.transaction(|conn| {
                assert_eq!(store(conn, poll, part, &[1, 2]), [true, true]);
                Err(diesel::result::Error::RollbackTransaction)
            })?)
        });
        assert!(undone.is_err());
        assert_eq!(numbers(db, poll), (0, 0));
        let done: Result<(), DbError> = db.run_here(|conn| {
            Ok(conn.transaction(|conn| {
                assert_eq!(store(conn, poll, part, &[1, 1, 2]), [true, false, true]);
                assert_eq!(store(conn, poll, part, &[2, 1]), [false, false]);
                Ok::<_, diesel::result::Error>(())
            })?)
        });
        done.unwrap();
        assert_eq!(numbers(db, poll), (2, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_come_together_each_is_stored_once() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (db, poll) = (fixture.ballot_box.db(), fixture.poll().await.id());
        let (mut first, part) = (0, Part::random());
        for count in [0, 1, 2, 3, 7, 15, 31, 63, 127, 255, 256, 600] {
            // The first one comes again at the end.
            let batch: Vec<u16> = (first..=first + count).chain([first]).collect();
            let done: Result<(), DbError> = db.run_here(|conn| {
                Ok(conn.transaction(|conn| {
                    let new = store(conn, poll, part, &batch);
                    assert_eq!(new, [vec![true; batch.len() - 1], vec![false]].concat(), "{count}");
                    assert_eq!(store(conn, poll, part, &batch), vec![false; batch.len()]);
                    // What reads partitions is planned for its values as before.
                    #[cfg(feature = "postgres")]
                    if matches!(conn, DbConnection::Postgres(_)) {
                        use diesel::RunQueryDsl as _;
                        let mode =
                            diesel::dsl::sql::<diesel::sql_types::Text>("current_setting('plan_cache_mode')");
                        assert_eq!(diesel::select(mode).get_result::<String>(conn)?, "force_custom_plan");
                    }
                    Ok::<_, diesel::result::Error>(())
                })?)
            });
            done.unwrap();
            first += count + 1;
            assert_eq!(numbers(db, poll), (u64::from(first), u64::from(first)));
        }
    }
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn processes_that_store_at_the_same_time_are_counted_together() {
    let Some(database) = crate::testing::Database::postgresql() else { return };
    let fixture = Fixture::on(database);
    let (db, poll) = (fixture.ballot_box.db(), fixture.poll().await.id());
    // Ballots from before anybody counted.
    fixture.execute(&format!(
        "INSERT INTO ballots SELECT id, id, id, id FROM polls WHERE id = '\\x{}'",
        crypto::encoding::hex(poll.as_bytes())
    ));
    let before: Result<u64, DbError> = db.run_here(|conn| Ok(stored::uncounted(conn, poll, 1)?));
    assert_eq!(before.unwrap(), 1);
    let all_at_once = Barrier::new(4);
    std::thread::scope(|scope| {
        for process in 0..4 {
            let all_at_once = &all_at_once;
            scope.spawn(move || {
                let part = Part::random();
                all_at_once.wait();
                for number in 0..20 {
                    let work = |conn: &mut DbConnection| {
                        Ok::<_, DbError>(conn.transaction(|conn| {
                            store(conn, poll, part, &[process * 20 + number]);
                            Ok::<_, diesel::result::Error>(())
                        })?)
                    };
                    db.run_here(work).unwrap();
                    // As before each promise: no fewer than this process has stored.
                    assert!(numbers(db, poll).0 > u64::from(number));
                }
            });
        }
    });
    assert_eq!(numbers(db, poll), (80, 81));
}
