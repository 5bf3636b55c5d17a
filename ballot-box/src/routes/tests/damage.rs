//! Ballots that are not in the database any more as they were accepted: nothing is signed for them.

use std::io;
use std::sync::{Mutex, PoisonError};

use crypto::statement::NoticeKind;

use super::*;
use crate::publish::{Draw, PublishError};
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
            let told = format!("ready\nwarning: poll {}: {why}; nothing is signed\n", poll.id());
            assert_eq!((ready.status, ready.text()), (OK, told), "other polls go on");
            let line = format!("poll {}: the database is damaged: {why}", poll.id());
            let lines = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
            assert!(String::from_utf8_lossy(&lines).contains(&line), "{line}");

            // Put right, it goes on.
            fixture.alter_ballot(&all[2]);
            fixture.ballot_box.tick(false).join_all().await;
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
        let mix = || fixture.ballot_box.publisher().publish_ballots(&poll, Draw::Mix);
        for _ in 0..2 {
            assert!(matches!(mix(), Err(PublishError::Damaged(_))));
            assert_eq!((poll.log().size(), poll.pool().len()), (2, 4));
        }
        let later = Some(poll.voting_closes().plus(60));
        let notice = fixture.notice(&poll, 1, NoticeKind::Extend, later);
        assert_eq!(post_note(&client, &api(&poll, "/notices"), &notice).await.status, CREATED);
        assert!(poll.damage().is_some() && poll.log().size() == 3);
        fixture.alter_ballot(&all[0]);
        fixture.alter_ballot(&all[1]);
        assert_eq!(mix().unwrap(), 3);
        assert_eq!(poll.damage(), None);
    }
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
