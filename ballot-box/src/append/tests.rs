use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc as channel;
use std::task::{Context, Poll, Waker};

use diesel::connection::{Connection as _, InstrumentationEvent};

use super::{AppendError, Appended, Appender, Arc, DbError, thread};
use crate::testing::{Fixture, ballots};
use crate::verify::UnverifiedBallot;

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_that_wait_are_stored_in_three_transactions_at_most() {
    let fixture = Fixture::new();
    let mut body = fixture.body();
    // Nothing is published meanwhile, which would be a transaction of its own.
    body.mix = 1000;
    let poll = fixture.publish(body).await;
    let mut casts: Vec<_> = ballots(poll.manifest(), 300)
        .into_iter()
        .map(|bytes| Box::pin(tokio::task::unconstrained(fixture.ballot_box.cast(&poll, bytes, None))))
        .collect();
    let commits = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&commits);
    let held: Result<(), DbError> = fixture.ballot_box.db().alone_here(|conn| {
        // The writer's own connection.
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            let commit = matches!(event, InstrumentationEvent::CommitTransaction { .. });
            counter.fetch_add(usize::from(commit), Ordering::SeqCst);
        });
        for cast in &mut casts {
            assert!(cast.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        Ok(())
    });
    held.unwrap();
    for cast in casts {
        assert!(cast.await.unwrap().new);
    }
    // What the writer had taken before the others came, 256 at most, and the rest.
    let commits = commits.load(Ordering::SeqCst);
    assert!((2..=3).contains(&commits), "{commits}");
    assert_eq!((poll.accepted(), poll.pool().len()), (300, 300));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_says_try_again_and_keeps_what_waits() {
    let fixture = Fixture::new();
    let poll = fixture.poll().await;
    let appender = Arc::new(Appender::start(fixture.ballot_box.publisher().clone(), 2).unwrap());
    let bytes = ballots(poll.manifest(), 1).remove(0);
    let append = || {
        let (appender, poll) = (Arc::clone(&appender), Arc::clone(&poll));
        let ballot = UnverifiedBallot::parse(bytes.clone(), poll.manifest()).unwrap();
        let ballot = ballot.verify(poll.manifest()).unwrap();
        Box::pin(async move {
            let admission = poll.admit().await;
            appender.append(&poll, ballot, false, admission).await
        })
    };

    // Somebody else writes: the writer of ballots stands in line with what it took out of the queue.
    let (holds, begun) = channel::channel();
    let (release, held) = channel::channel::<()>();
    let db = fixture.ballot_box.db().clone();
    let other = thread::spawn(move || {
        db.alone_here(|_| {
            holds.send(()).unwrap();
            let _ = held.recv();
            Ok::<_, DbError>(())
        })
    });
    begun.recv().unwrap();
    // Whoever finds no place is told at once; the others are answered when the writer goes on.
    let mut waiting = Vec::new();
    let refused = loop {
        assert!(waiting.len() <= 4, "two in the queue, and at most two that were taken out of it together");
        let mut cast = append();
        match cast.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => break answer,
            Poll::Pending => waiting.push(cast),
        }
    };
    assert_eq!(refused, Err(AppendError::Full));

    release.send(()).unwrap();
    other.join().unwrap().unwrap();
    let (mut new, all) = (0, waiting.len());
    for cast in waiting {
        new += usize::from(matches!(cast.await.unwrap(), Appended::New(_)));
    }
    assert!(new == 1 && all >= 2, "{new} of {all}");
    assert!(matches!(append().await, Ok(Appended::Again(_))), "there is room again");
}
