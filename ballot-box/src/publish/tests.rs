use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::InstrumentationEvent;

use super::*;
use crate::testing::{Fixture, databases};

#[tokio::test(flavor = "multi_thread")]
async fn a_mix_asks_a_server_about_many_ballots_at_a_time() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let poll = fixture.poll().await;
        let hash = |n: u16| BallotHash::from(crypto::encoding::sha256(&[&n.to_be_bytes()]));
        let all: Vec<_> = (0..1200).map(hash).collect();
        let (logged, queries) = (Entry::ballot(all[700]), Arc::new(AtomicUsize::new(0)));
        poll.pool().extend(all.iter().copied());
        let counter = Arc::clone(&queries);
        let looked: Result<(), PublishError> = fixture.ballot_box.db().run_here(|conn| {
            store::log::append(conn, poll.id(), 2, &[logged])?;
            conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                let is_query = matches!(event, InstrumentationEvent::StartQuery { .. });
                counter.fetch_add(usize::from(is_query), Ordering::Relaxed);
            });
            draw::forget_logged(conn, &poll)
        });
        looked.unwrap();
        // Each question to a server is a way there and back, and SQLite finds one ballot faster than many.
        let fewest = if fixture.database().file().is_some() { all.len() } else { 3 };
        assert_eq!((queries.load(Ordering::Relaxed), poll.pool().len()), (fewest, 1199));
        assert!(!poll.pool().contains(&all[700]));
    }
}
