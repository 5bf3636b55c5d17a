//! The order in which ballots came is gone from the database once the poll is over.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crypto::ballot::Ballot;
use crypto::encoding::PollId;
use crypto::statement::NoticeKind;
use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use diesel::sqlite::SqliteConnection;
use web::DbError;

use super::*;
use crate::store;
#[cfg(feature = "postgres")]
use crate::testing::hash;
use crate::testing::{Fixture, ballots, databases};

/// Each ballot's page and place in it, in the order of the ballots' keys.
fn places(file: &Path, poll: &Poll, ballots: &[Vec<u8>]) -> Vec<(usize, usize)> {
    let bytes = fs::read(file).unwrap();
    let mut places: Vec<_> = ballots
        .iter()
        .map(|ballot| {
            let found: Vec<usize> = find(&bytes, ballot).collect();
            let [at] = *found else { panic!("a ballot stands {} times in the file", found.len()) };
            let nonce = *Ballot::parse(ballot, poll.manifest().content_size).unwrap().nonce();
            (nonce, (at / PAGE, at % PAGE))
        })
        .collect();
    places.sort();
    places.into_iter().map(|(_, place)| place).collect()
}

/// A copy of the database into which the ballots came in another order.
fn shuffled(file: &Path) -> PathBuf {
    let copy = file.with_extension("copy");
    let url = |path: &Path| path.to_str().unwrap().to_owned();
    let into = format!("VACUUM INTO '{}'", url(&copy));
    SqliteConnection::establish(&url(file)).unwrap().batch_execute(&into).unwrap();
    let shuffle = "PRAGMA secure_delete = ON; CREATE TEMP TABLE away AS SELECT * FROM ballots; DELETE FROM ballots; \
                   INSERT INTO ballots SELECT * FROM away ORDER BY hash; VACUUM";
    SqliteConnection::establish(&url(&copy)).unwrap().batch_execute(shuffle).unwrap();
    copy
}

/// Polls whose order of arrival was forgotten.
fn forgotten(fixture: &Fixture) -> Vec<PollId> {
    let ids: Result<_, DbError> =
        fixture.ballot_box.db().run_here(|conn| Ok(store::arrival::forgotten(conn)?));
    let mut ids = ids.unwrap();
    ids.sort();
    ids
}

/// Lets minutes pass until the order of arrival in these polls is forgotten: whatever the server does of itself holds it up, and
/// it is tried again.
async fn await_forgotten(fixture: &Fixture, polls: &[PollId]) {
    for _ in 0..600 {
        fixture.ballot_box.tick(true).join_all().await;
        let forgotten = forgotten(fixture);
        if polls.iter().all(|poll| forgotten.contains(poll)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it is not forgotten within a minute");
}

/// A poll that is voted in for so many seconds.
async fn running(fixture: &Fixture, seconds: i64) -> Arc<Poll> {
    let mut body = fixture.body();
    body.title = "Another".into();
    body.voting_closes = fixture.now().plus(seconds);
    fixture.publish(body).await
}

/// Where the end of a ballot, its signature, stands.
fn find(bytes: &[u8], ballot: &[u8]) -> impl Iterator<Item = usize> {
    let end = &ballot[ballot.len() - 64..];
    bytes.windows(64).enumerate().filter(move |(_, piece)| *piece == end).map(|(at, _)| at)
}

fn wal(file: &Path) -> Vec<u8> {
    fs::read(file.with_extension("sqlite-wal")).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn within_a_minute_after_the_close_nothing_tells_who_came_first() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let all = ballots(poll.manifest(), 24);
        cast_all(&client, &poll, &all).await;
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.state().results[0].0.ballots, 24);
        await_forgotten(&fixture, &[poll.id()]).await;
        let stored = fixture.stored_nonces();
        assert_eq!(stored.len(), 24);
        assert!(stored.is_sorted());
        assert_eq!(fixture.transactions_of_ballots(), 1);
        if let Some(file) = fixture.database().file() {
            assert!(all.iter().all(|ballot| find(&wal(&file), ballot).next().is_none()));
            assert_eq!(places(&file, &poll, &all), places(&shuffled(&file), &poll, &all));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn long_ballots_leave_no_trail_of_pages() {
    let fixture = Fixture::new();
    let mut body = fixture.body();
    body.content_size = 2048;
    let (client, poll) = (fixture.client().await, fixture.publish(body).await);
    let all = ballots(poll.manifest(), 12);
    cast_all(&client, &poll, &all).await;
    let cancel = fixture.notice(&poll, 1, NoticeKind::Cancel, None);
    assert_eq!(post_note(&client, &api(&poll, "/notices"), &cancel).await.status, CREATED);
    fixture.ballot_box.tick(true).join_all().await;
    let file = fixture.database().file().unwrap();
    assert!(all.iter().all(|ballot| find(&wal(&file), ballot).next().is_none()));
    let places = places(&file, &poll, &all);
    // Each has pages of its own, and they follow each other as the keys do.
    assert!(places.is_sorted_by(|one, next| one.0 < next.0), "{places:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn forgetting_is_tried_until_it_is_done_and_the_result_does_not_wait() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
        fixture.execute("ALTER TABLE forgotten RENAME TO away");
        fixture.skip(4000);
        for _ in 0..2 {
            fixture.ballot_box.tick(true).join_all().await;
        }
        assert_eq!(poll.state().results[0].0.ballots, 3);
        fixture.execute("ALTER TABLE away RENAME TO forgotten");
        assert_eq!(forgotten(&fixture), []);
        drop(client);
        fixture.restart().unwrap();
        // A poll that is not over is not touched.
        let mut body = fixture.body();
        body.voting_opens = fixture.now().plus(500);
        fixture.publish(body).await;
        await_forgotten(&fixture, &[poll.id()]).await;
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!(forgotten(&fixture), [poll.id()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forgetting_waits_until_nobody_votes() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (poll, other) = (fixture.poll().await, running(&fixture, 2 * HOUR).await);
        fixture.skip(HOUR + 600);
        for _ in 0..2 {
            fixture.ballot_box.tick(true).join_all().await;
        }
        assert_eq!((poll.state().results.len(), forgotten(&fixture)), (1, vec![]));
        fixture.skip(HOUR);
        await_forgotten(&fixture, &[poll.id(), other.id()]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_that_vote_put_forgetting_off_for_a_day_at_most() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, polls) =
            (fixture.client().await, [fixture.poll().await, running(&fixture, 2 * HOUR).await]);
        running(&fixture, 90 * HOUR).await;
        // The second is over at once, the first after an hour.
        let cancel = fixture.notice(&polls[1], 1, NoticeKind::Cancel, None);
        assert_eq!(post_note(&client, &api(&polls[1], "/notices"), &cancel).await.status, CREATED);
        fixture.skip(24 * HOUR - 300);
        fixture.ballot_box.tick(false).join_all().await;
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!(forgotten(&fixture), []);
        fixture.skip(600);
        // The database is rewritten for all that are over.
        await_forgotten(&fixture, &polls.each_ref().map(|poll| poll.id())).await;
        let next = fixture.poll().await;
        fixture.skip(25 * HOUR - 300);
        fixture.ballot_box.tick(false).join_all().await;
        fixture.ballot_box.tick(true).join_all().await;
        assert!(!forgotten(&fixture).contains(&next.id()));
        fixture.skip(600);
        await_forgotten(&fixture, &[next.id()]).await;
    }
}

/// Values that are too long for a row lie in a table of their own, each under a number, and numbers are given as they come.
#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn long_ballots_leave_no_trail_of_numbers() {
    for database in databases().into_iter().filter(|database| database.file().is_none()) {
        let fixture = Fixture::on(database);
        let (mut body, later) = (fixture.body(), running(&fixture, 30 * HOUR).await);
        body.content_size = 8192;
        let (client, poll) = (fixture.client().await, fixture.publish(body).await);
        let key =
            |ballot: &[u8]| Ballot::parse(ballot, poll.manifest().content_size).map(|ballot| *ballot.nonce());
        // Out of the order of their keys, and such as nothing compresses. Those of another poll came between them.
        let mut all = ballots(poll.manifest(), 12);
        all.sort_by_key(|ballot| std::cmp::Reverse(key(ballot).unwrap()));
        for ballot in &mut all {
            let end = ballot.len() - 64;
            rand::fill(&mut ballot[600..end]);
            fixture.store_ballot(&poll, ballot);
            fixture.store_ballot(&later, &ballots(later.manifest(), 1)[0]);
        }
        let hashes = |ballots: &[Vec<u8>]| ballots.iter().map(|ballot| hash(ballot)).collect::<Vec<_>>();
        assert_eq!(hashes(&fixture.numbered_ballots(&poll)), hashes(&all), "this is what it is about");
        let cancel = fixture.notice(&poll, 1, NoticeKind::Cancel, None);
        assert_eq!(post_note(&client, &api(&poll, "/notices"), &cancel).await.status, CREATED);
        fixture.skip(25 * HOUR);
        await_forgotten(&fixture, &[poll.id()]).await;
        assert_eq!(forgotten(&fixture), [poll.id()]);
        all.sort_by_key(|ballot| key(ballot).unwrap());
        assert_eq!(hashes(&fixture.numbered_ballots(&poll)), hashes(&all));
    }
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn an_old_snapshot_on_postgresql_puts_forgetting_off() {
    use diesel::PgConnection;

    for database in databases().into_iter().filter(|database| database.file().is_none()) {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        cast_all(&client, &poll, &ballots(poll.manifest(), 24)).await;
        let forget = || {
            let done: Result<bool, DbError> =
                fixture.ballot_box.db().run_here(|conn| Ok(store::arrival::forget(conn, &[poll.id()])?));
            (done.unwrap(), fixture.size_of_ballots())
        };
        // It never asks for a ballot, and yet it could.
        let mut reader = PgConnection::establish(fixture.database().url()).unwrap();
        reader.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1").unwrap();
        let (done, size) = forget();
        assert!(!done);
        // Trying again leaves no more behind.
        assert_eq!(forget(), (false, size));
        assert_eq!(forgotten(&fixture), []);
        reader.batch_execute("COMMIT").unwrap();
        // The server's own work may be in the way of the first attempts.
        let attempt = |_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            forget()
        };
        let (_, rest) = (0..600).map(attempt).find(|(done, _)| *done).unwrap();
        assert!(rest < size, "{rest} of {size} bytes");
        assert_eq!(forgotten(&fixture), [poll.id()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_in_the_way_puts_forgetting_off() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballot = &ballots(poll.manifest(), 1)[0];
    assert_eq!(cast(&client, &poll, ballot).await.status, CREATED);
    let file = fixture.database().file().unwrap();
    let mut reader = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let forget = || -> Result<bool, DbError> {
        fixture.ballot_box.db().run_here(|conn| {
            conn.batch_execute("PRAGMA busy_timeout = 0")?;
            Ok(store::arrival::forget(conn, &[poll.id()])?)
        })
    };
    reader.batch_execute("BEGIN; SELECT count(*) FROM ballots").unwrap();
    assert!(!forget().unwrap());
    assert_ne!(find(&wal(&file), ballot).count(), 0);
    reader.batch_execute("COMMIT").unwrap();
    assert!(forget().unwrap());
    assert_eq!(find(&wal(&file), ballot).count(), 0);
}

const HOUR: i64 = 3600;
/// Page size of SQLite.
const PAGE: usize = 4096;
