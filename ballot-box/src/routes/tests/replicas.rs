//! Several processes on one PostgreSQL database: here as several ballot boxes, each with a memory of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use crypto::encoding::BallotHash;
use crypto::log::entry::EntryKind;
use crypto::statement::{NoticeKind, Outcome};
use diesel::Connection as _;
use diesel::RunQueryDsl as _;
use diesel::connection::SimpleConnection as _;

use crate::ballot_box::BallotBox;
use crate::cast::{CastError, Reason};
use crate::poll::{Phase, Poll};
use crate::publish::{Draw, PublishError};
use crate::store;
use crate::store::ballots::NewBallot;
use crate::testing::{Database, Fixture, ballots, hash};

/// `None` where there is no server to ask.
fn replicated() -> Option<Fixture> {
    Database::postgresql().map(Fixture::replicated)
}

fn the_same(replica: &Arc<BallotBox>, poll: &Poll) -> Arc<Poll> {
    replica.poll(poll.id()).unwrap()
}

/// Hashes of the ballots in the log, in its order.
fn logged(ballot_box: &BallotBox, poll: &Poll) -> Vec<BallotHash> {
    let entries = ballot_box
        .db()
        .run_here(|conn| store::log::entries(conn, poll.id(), 0, i64::MAX).map_err(web::DbError::from));
    let ballots = entries.unwrap().into_iter().filter(|entry| entry.kind == EntryKind::Ballot);
    ballots.map(|entry| BallotHash::from(*entry.object.as_bytes())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_behind_signs_nothing() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll().await;
    let other = fixture.replica();
    let behind = the_same(&other, &poll);
    let ballot = ballots(poll.manifest(), 1).remove(0);
    assert!(fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().new);
    assert_eq!((poll.log().size(), behind.log().size()), (3, 2));
    // A statement that was judged by what is no longer so.
    let entry = crypto::log::entry::Entry::notice("n");
    let published = other.publisher().publish(&behind, &[entry], Draw::None, |_| panic!("stored"), |_| ());
    assert!(matches!(published, Err(PublishError::Behind)), "{published:?}");
    assert_eq!(behind.log().tree().size(), 2, "nothing was put into the tree in vain");
    // Ballots wait for no judgement: they follow what the other one appended, and nothing twice.
    assert_eq!(other.publisher().publish_ballots(&behind, Draw::All).unwrap(), 0);
    assert_eq!(behind.log().checkpoint(), poll.log().checkpoint());
    // The same ballot at another process is the same promise.
    assert!(!other.cast(&behind, ballot, None).await.unwrap().new);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_any_promised_is_in_one_log_once_and_who_is_late_everywhere_is_refused() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll().await;
    let replicas = [Arc::clone(&fixture.ballot_box), fixture.replica(), fixture.replica()];
    let mut promised = BTreeSet::new();
    for (ballot, replica) in ballots(poll.manifest(), 6).into_iter().zip(replicas.iter().cycle()) {
        assert!(replica.cast(&the_same(replica, &poll), ballot.clone(), None).await.unwrap().new);
        promised.insert(hash(&ballot));
    }
    let all = ballots(poll.manifest(), 90);
    let casting: Vec<_> = all
        .iter()
        .cloned()
        .zip(replicas.iter().cycle().cloned())
        .enumerate()
        .map(|(number, (ballot, replica))| {
            let poll = the_same(&replica, &poll);
            // All clocks pass the end while ballots are on their way.
            if number == 60 {
                fixture.skip(4000);
            }
            tokio::spawn(async move { (hash(&ballot), replica.cast(&poll, ballot, None).await) })
        })
        .collect();
    let closing: Vec<_> = replicas.iter().map(|replica| replica.tick(false)).collect();
    for cast in casting {
        match cast.await.unwrap() {
            (ballot, Ok(_)) => assert!(promised.insert(ballot)),
            (_, Err(CastError::Refused { reason: Reason::Closed, .. } | CastError::Append(_))) => {}
            (_, Err(other)) => panic!("{other:?}"),
        }
    }
    for tasks in closing {
        tasks.join_all().await;
    }
    // Past the time for which a result waits for the count of passes.
    fixture.skip(60);
    for replica in replicas.iter().chain(&replicas) {
        replica.tick(true).join_all().await;
    }
    let results: BTreeSet<String> = replicas
        .iter()
        .map(|replica| {
            let poll = the_same(replica, &poll);
            assert_eq!(poll.phase(fixture.now()), Phase::Counted);
            assert_eq!(poll.state().results.len(), 1);
            let outcome = &poll.state().results[0];
            assert_eq!(outcome.0.tree_size, poll.log().size());
            outcome.1.clone()
        })
        .collect();
    assert_eq!(results.len(), 1, "all show the same result");
    let in_log = logged(&fixture.ballot_box, &poll);
    let once: BTreeSet<_> = in_log.iter().copied().collect();
    assert_eq!(in_log.len(), once.len());
    assert!(promised.is_subset(&once));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_at_one_is_obeyed_by_all_at_once() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll().await;
    let other = fixture.replica();
    let behind = the_same(&other, &poll);
    let [early, late] = ballots(poll.manifest(), 2).try_into().unwrap();
    // The other one still holds voting for over at the old time, and refuses nobody for it.
    let extended = poll.voting_closes().plus(7200);
    fixture
        .ballot_box
        .notice(&poll, &fixture.notice(&poll, 1, NoticeKind::Extend, Some(extended)))
        .await
        .unwrap();
    fixture.skip(4000);
    assert!(matches!(other.cast(&behind, early.clone(), None).await, Err(CastError::Append(_))));
    other.tick(false).join_all().await;
    assert_eq!(behind.voting_closes(), extended);
    assert!(other.cast(&behind, early, None).await.unwrap().new);
    // It holds voting for open, and lets nobody in.
    fixture.ballot_box.notice(&poll, &fixture.notice(&poll, 2, NoticeKind::Cancel, None)).await.unwrap();
    assert_eq!(behind.phase(fixture.now()), Phase::Voting);
    let refused = other.cast(&behind, late, None).await;
    assert!(matches!(refused, Err(CastError::Refused { reason: Reason::Closed, .. })), "{refused:?}");
    assert_eq!(behind.phase(fixture.now()), Phase::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minute_has_one_mix() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll_mixing(2).await;
    let replicas = [Arc::clone(&fixture.ballot_box), fixture.replica()];
    for (ballot, replica) in ballots(poll.manifest(), 8).into_iter().zip(replicas.iter().cycle()) {
        replica.cast(&the_same(replica, &poll), ballot, None).await.unwrap();
    }
    for replica in &replicas {
        replica.tick(true).join_all().await;
    }
    // Of the ballots of both, all but two; the second process has followed and draws no more.
    for replica in &replicas {
        let poll = the_same(replica, &poll);
        replica.publisher().refresh(&poll).unwrap();
        assert_eq!(poll.log().ballots(), 6);
    }
    for ballot in ballots(poll.manifest(), 4) {
        fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
    }
    for replica in &replicas {
        replica.tick(true).join_all().await;
    }
    assert_eq!(logged(&fixture.ballot_box, &poll).len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_lost_what_it_committed_is_not_signed_for_again() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll().await;
    let other = fixture.replica();
    let behind = the_same(&other, &poll);
    let ballot = ballots(poll.manifest(), 1).remove(0);
    fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
    let lost = fixture.ballot_box.db().run_here(|conn| {
        conn.batch_execute("DELETE FROM checkpoints WHERE size = 3; DELETE FROM entries WHERE idx = 2")
            .map_err(web::DbError::from)
    });
    lost.unwrap();
    let published = other.publisher().publish_ballots(&behind, Draw::All);
    assert!(matches!(published, Err(PublishError::Older(_))), "{published:?}");
    let published = fixture.ballot_box.publisher().publish_ballots(&poll, Draw::All);
    assert!(matches!(published, Err(PublishError::Older(_))), "{published:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_could_sign_is_not_damaged() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll().await;
    let other = fixture.replica();
    let ballot = ballots(poll.manifest(), 1).remove(0);
    let promise = fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().promise.to_string();
    fixture.lose_ballot(&ballot);
    fixture.skip(4000);
    for replica in [&fixture.ballot_box, &other] {
        replica.tick(true).join_all().await;
        assert!(the_same(replica, &poll).damage().is_some());
    }
    assert!(other.cast(&the_same(&other, &poll), ballot, Some(&promise)).await.unwrap().new);
    other.tick(true).join_all().await;
    assert_eq!(the_same(&other, &poll).state().results.len(), 1);
    fixture.ballot_box.tick(true).join_all().await;
    assert_eq!(poll.damage(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_waits_for_what_a_killed_process_had_sent() {
    let Some(fixture) = replicated() else { return };
    let poll = fixture.poll().await;
    let ballot = ballots(poll.manifest(), 1).remove(0);
    let db = fixture.ballot_box.db().clone();
    let started = db.run_here(|conn| {
        conn.transaction(|conn| {
            // As the writer of a process that is gone by now.
            store::turns::admit(conn, [poll.id()])?;
            let nonce: [u8; 32] = ballot[3..35].try_into().expect("32 bytes");
            let (id, hash) = (poll.id(), hash(&ballot));
            let row =
                NewBallot { poll: id.as_bytes(), nonce: &nonce, hash: hash.as_bytes(), ballot: &ballot };
            assert_eq!(
                store::ballots::insert_new(conn, store::stored::Part::random(), &[row], |_| true)?,
                [true]
            );
            let db = fixture.ballot_box.db();
            Ok::<_, web::DbError>(std::thread::scope(|scope| {
                let start = scope.spawn(|| fixture.replica());
                let waits = || {
                    db.run_here(|conn| {
                        diesel::sql_query(
                            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                        )
                        .execute(conn)
                        .map_err(web::DbError::from)
                    })
                };
                while waits().unwrap() == 0 {
                    assert!(!start.is_finished(), "it did not wait");
                    std::thread::yield_now();
                }
                conn.batch_execute("COMMIT; BEGIN").unwrap();
                let started = start.join().unwrap();
                started.poll(id).unwrap().accepted()
            }))
        })
    });
    assert_eq!(started.unwrap(), 1);
}

/// Somebody copied the key file to two of three hosts.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_without_the_new_key_goes_on_with_old_polls_and_takes_no_part_in_new_ones() {
    let Some(mut fixture) = replicated() else { return };
    let (old_poll, old_keys) = (fixture.poll().await, Arc::clone(fixture.keys()));
    let mut body = fixture.body();
    let folder = tempfile::tempdir().unwrap();
    fixture.give(old_keys.rotate(&folder.path().join("keys"), fixture.now()).unwrap());
    fixture.restart().unwrap();
    let replicas =
        [Arc::clone(&fixture.ballot_box), fixture.replica(), fixture.replica_with(&old_keys).unwrap()];

    // Whichever of them takes a ballot of the old poll, the promise is under the old key and the log is one.
    for (ballot, replica) in ballots(old_poll.manifest(), 3).into_iter().zip(&replicas) {
        let promise = replica.cast(&the_same(replica, &old_poll), ballot, None).await.unwrap().promise;
        promise.verify(old_keys.current().verifier()).unwrap();
    }
    body.title = "Under the new key".into();
    body.ballot_box.key = fixture.keys().current().verifier().clone();
    let young = fixture.publish(body).await;
    assert_eq!(young.manifest().ballot_box.key, *fixture.ballot_box.key().verifier());
    replicas[1].look_for_polls().await.unwrap();
    assert!(replicas[1].poll(young.id()).is_some());

    // It says what it lacks, shows nothing of the new poll, and neither starts anew without the key.
    let words = "which is not in service_key_file: put back the file that holds it";
    let refused = replicas[2].look_for_polls().await.unwrap_err().to_string();
    assert!(refused.contains(words) && refused.contains(&young.id().to_string()), "{refused}");
    assert!(replicas[2].poll(young.id()).is_none());
    let refused = fixture.replica_with(&old_keys).err().unwrap().to_string();
    assert!(refused.contains(words), "{refused}");

    // Meanwhile the old poll is voted in at each, to its end.
    for (ballot, replica) in ballots(old_poll.manifest(), 3).into_iter().zip(&replicas) {
        assert!(replica.cast(&the_same(replica, &old_poll), ballot, None).await.unwrap().new);
    }
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
    let poll = fixture.replica().poll(old_poll.id()).unwrap();
    assert_eq!(poll.state().results[0].0.ballots, 6);
    let result = poll.state().results[0].1.clone();
    crypto::statement::open::<Outcome>(&result, old_keys.current().verifier()).unwrap();
}
