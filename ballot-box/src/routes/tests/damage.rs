//! Ballots that are not in the database any more as they were accepted, or not at all: no checkpoint with them, no result.

use std::io;
use std::sync::{Mutex, PoisonError};

use crypto::statement::NoticeKind;

use super::*;
use crate::publish::Draw;
#[cfg(feature = "postgres")]
use crate::testing::Database;
use crate::testing::{Fixture, ballots, databases};

#[tokio::test(flavor = "multi_thread")]
async fn one_altered_byte_of_a_ballot_stops_checkpoints_and_result() {
    let log = Log::default();
    let writer = log.clone();
    // The log of this whole process: the clock's work is done on other threads.
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    tracing::subscriber::set_global_default(lines).unwrap();
    for logged in [false, true] {
        for database in databases() {
            let fixture = Fixture::on(database);
            let poll = fixture.poll_mixing(1).await;
            let client = fixture.client().await;
            let all = ballots(poll.manifest(), 4);
            cast_all(&client, &poll, &all).await;
            assert_eq!(get(&client, "/readyz").await.text(), "ready\n");
            if logged {
                // It is altered between its checkpoint and the count.
                assert_eq!(fixture.ballot_box.publisher().publish_ballots(&poll, Draw::All).unwrap(), 4);
            }
            let before = poll.log().checkpoint().clone();

            fixture.alter_ballot(&all[2]);
            fixture.skip(4000);
            fixture.ballot_box.tick(true).join_all().await;
            assert_eq!(*poll.log().checkpoint(), before);
            assert!(poll.state().results.is_empty());
            let ready = get(&client, "/readyz").await;
            let why = format!(
                "a stored ballot is not the one that was {}",
                if logged { "logged" } else { "accepted" }
            );
            assert_eq!((ready.status, ready.text()), (OK, told(&poll, &why)), "other polls go on");
            // It is tried again, and told, on the minute and not at each step of the clock.
            fixture.ballot_box.tick(false).join_all().await;
            let line = format!("poll {}: the database is damaged: {why}", poll.id());
            assert_eq!(log.count(&line), 1);

            // Put right, it goes on.
            fixture.alter_ballot(&all[2]);
            fixture.ballot_box.tick(false).join_all().await;
            assert!(poll.state().results.is_empty());
            fixture.ballot_box.tick(true).join_all().await;
            assert_eq!(poll.state().results[0].0.ballots, 4);
            assert_eq!(get(&client, "/readyz").await.text(), "ready\n");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_altered_ballot_is_mixed_and_no_notice_waits_for_it() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let poll = fixture.poll_mixing(1).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 4);
        cast_all(&client, &poll, &all).await;
        // One of them may stay in the pool, the other cannot.
        all[..2].iter().for_each(|ballot| fixture.alter_ballot(ballot));
        for _ in 0..2 {
            fixture.ballot_box.tick(true).join_all().await;
            assert_eq!(poll.damage().as_deref(), Some("a stored ballot is not the one that was accepted"));
            assert_eq!((poll.log().size(), poll.pool().len()), (2, 4));
        }
        let later = Some(poll.voting_closes().plus(60));
        let notice = fixture.notice(&poll, 1, NoticeKind::Extend, later);
        assert_eq!(post_note(&client, &api(&poll, "/notices"), &notice).await.status, CREATED);
        assert!(poll.damage().is_some() && poll.log().size() == 3);
        fixture.alter_ballot(&all[0]);
        fixture.alter_ballot(&all[1]);
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!((poll.log().ballots(), poll.damage()), (3, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_result_leaves_a_lost_ballot_out_and_its_voter_can_bring_it_back() {
    for logged in [false, true] {
        for mut fixture in fixtures() {
            let poll = fixture.poll_mixing(1).await;
            let client = fixture.client().await;
            let all = ballots(poll.manifest(), 4);
            let promises = cast_all(&client, &poll, &all).await;
            if logged {
                assert_eq!(fixture.ballot_box.publisher().publish_ballots(&poll, Draw::All).unwrap(), 4);
            }
            fixture.lose_ballot(&all[2]);
            fixture.skip(4000);
            for _ in 0..2 {
                fixture.ballot_box.tick(true).join_all().await;
                assert!(poll.state().results.is_empty());
            }
            let why =
                "4 ballots were promised, but the database holds 3: it is older than the promises given";
            assert_eq!(get(&client, "/readyz").await.text(), told(&poll, why));

            let answer = cast_with(&client, &poll, &all[2], &promises[2]).await;
            assert_eq!((answer.status, answer.text()), (CREATED, promises[2].clone()));
            fixture.ballot_box.tick(true).join_all().await;
            assert_eq!(poll.state().results[0].0.ballots, 4);
            assert_eq!((poll.log().ballots(), poll.damage()), (4, None));
            drop(client);
            // What it was promised counts once.
            fixture.restart().unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_ballot_is_missed_while_votes_are_cast_and_counts_once_when_it_is_back() {
    for mut fixture in fixtures() {
        let poll = fixture.poll_mixing(1).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 5);
        let promises = cast_all(&client, &poll, &all[..4]).await;
        fixture.lose_ballot(&all[0]);
        // Whatever lets memory be read anew.
        poll.doubt();
        fixture.ballot_box.tick(true).join_all().await;
        assert!(poll.damage().unwrap().starts_with("4 ballots were promised, but the database holds 3"));
        assert_eq!(cast_with(&client, &poll, &all[0], &promises[0]).await.status, CREATED);
        assert_eq!(cast(&client, &poll, &all[4]).await.status, CREATED);
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!((poll.log().ballots(), poll.damage()), (4, None));
        let id = poll.id();
        drop((client, poll));
        fixture.restart().unwrap();
        fixture.skip(4000);
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!(fixture.ballot_box.poll(id).unwrap().state().results[0].0.ballots, 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_otherwise_has_no_damage_any_more() {
    for fixture in fixtures() {
        let poll = fixture.poll_mixing(1).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 4);
        cast_all(&client, &poll, &all).await;
        all.iter().for_each(|ballot| fixture.alter_ballot(ballot));
        fixture.ballot_box.tick(true).join_all().await;
        assert!(poll.damage().is_some());
        all.iter().for_each(|ballot| fixture.alter_ballot(ballot));
        let notice = fixture.notice(&poll, 1, NoticeKind::Cancel, None);
        assert_eq!(post_note(&client, &api(&poll, "/notices"), &notice).await.status, CREATED);
        assert_eq!((poll.log().ballots(), poll.damage()), (4, None));
        assert_eq!(get(&client, "/readyz").await.text(), "ready\n");
    }
}

/// On each kind of database, and as one of several processes.
fn fixtures() -> impl Iterator<Item = Fixture> {
    let alone = databases().into_iter().map(Fixture::on);
    #[cfg(feature = "postgres")]
    let all = alone.chain(Database::postgresql().map(Fixture::replicated));
    #[cfg(not(feature = "postgres"))]
    let all = alone;
    all
}

/// What `/readyz` says of a poll.
fn told(poll: &Poll, why: &str) -> String {
    format!("ready\nwarning: poll {}: {why}; no checkpoint with that ballot, no result\n", poll.id())
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<Mutex<Vec<u8>>>);

impl Log {
    /// How many lines tell that.
    fn count(&self, told: &str) -> usize {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&lines).lines().filter(|line| line.contains(told)).count()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where a standby takes over that lagged, new ballots would make the number up of those that it lacks.
#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_in_on_a_server_that_has_gone_back() {
    use std::sync::Arc;

    use crate::append::AppendError;
    use crate::cast::CastError;
    use crate::rollback::Sharing;

    for start in [Fixture::on, Fixture::replicated] {
        let Some(database) = Database::postgresql() else { return };
        let fixture = start(database);
        let poll = fixture.poll_mixing(16).await;
        let all = ballots(poll.manifest(), 9);
        let mut doors = vec![Arc::clone(&fixture.ballot_box)];
        if fixture.ballot_box.publisher().sharing() == Sharing::Replicas {
            // It has taken in nothing itself.
            doors.push(fixture.replica());
        }
        for ballot in &all[..5] {
            assert!(fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().new);
        }
        all[3..5].iter().for_each(|ballot| fixture.lose_ballot(ballot));
        fixture.execute("UPDATE stored SET ballots = ballots - 2");
        for (door, late) in doors.iter().zip(all[5..].chunks(2)) {
            let poll = door.poll(poll.id()).unwrap();
            for ballot in late {
                let cast = door.cast(&poll, ballot.clone(), None).await;
                assert!(matches!(cast, Err(CastError::Append(AppendError::Failed))), "{cast:?}");
            }
            let damage = poll.damage().unwrap();
            assert!(damage.starts_with("5 ballots were promised, but the database holds 3"), "{damage}");
        }
        // The newer one is back.
        all[3..5].iter().for_each(|ballot| fixture.store_ballot(&poll, ballot));
        for (door, late) in doors.iter().zip(all[5..].chunks(2)) {
            let poll = door.poll(poll.id()).unwrap();
            assert!(door.cast(&poll, late[0].clone(), None).await.unwrap().new);
            door.tick(true).join_all().await;
            assert_eq!(poll.damage(), None);
        }
    }
}
