//! The close: exact to the ballot, whatever runs at the same time.

use std::sync::Arc;

use crypto::statement::{self, Issuance};
use diesel::connection::SimpleConnection as _;

use super::*;
use crate::publish::Draw;
use crate::testing::{Fixture, ballots, databases, hash};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_promised_is_counted_and_what_came_late_is_refused() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let mut body = fixture.body();
        // Most ballots still wait when the poll closes.
        body.mix = 1000;
        let poll = fixture.publish(body).await;
        let client = Arc::new(fixture.client().await);
        let all = ballots(poll.manifest(), 120);
        let closes_in = poll.voting_closes().unix() - fixture.now().unix();
        let mut answers = Vec::new();
        for (turn, group) in all.chunks(20).enumerate() {
            let casts =
                rocket::futures::future::join_all(group.iter().map(|ballot| cast(&client, &poll, ballot)));
            if turn == 3 {
                // The clock strikes, and the poll closes, while ballots are on their way.
                fixture.skip(closes_in);
                let (done, ()) =
                    tokio::join!(casts, async { drop(fixture.ballot_box.tick(false).join_all().await) });
                answers.extend(done);
            } else {
                answers.extend(casts.await);
            }
        }
        fixture.skip(10);
        fixture.ballot_box.tick(false).join_all().await;
        let outcome = poll.state().results[0].0.clone();
        let mut promised = 0;
        for (ballot, answer) in all.iter().zip(&answers) {
            let shown = get(&client, &api(&poll, &format!("/receipts/{}", hash(ballot)))).await;
            match answer.status {
                CREATED => {
                    promised += 1;
                    assert_eq!(shown.json()["state"], "counted");
                }
                403 => {
                    assert_eq!(answer.problem(), "voting-closed");
                    assert_eq!(shown.status, 404);
                }
                other => panic!("{other}: {}", answer.text()),
            }
        }
        assert!((60..=80).contains(&promised), "{promised}");
        assert_eq!((outcome.ballots, poll.accepted(), poll.log().ballots()), (promised, promised, promised));
        let votes: u64 =
            ["a", "b"].iter().map(|id| outcome.tally["q1"]["counts"][id].as_u64().unwrap()).sum();
        assert_eq!(votes, promised);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_step_of_the_systems_clock_closes_a_poll_early_or_late() {
    let fixture = Fixture::new();
    fixture.ballot_box.clock().stand_still();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let all = ballots(poll.manifest(), 4);
    let closes_in = poll.voting_closes().unix() - fixture.now().unix();
    let tick = || async { fixture.ballot_box.tick(false).join_all().await };
    // A day ahead, for a moment.
    fixture.set_system_clock(86_400);
    tick().await;
    assert_eq!(cast(&client, &poll, &all[0]).await.status, CREATED);
    fixture.skip(20);
    fixture.set_system_clock(0);
    tick().await;
    // An hour back, to the end.
    fixture.set_system_clock(-3600);
    assert_eq!(cast(&client, &poll, &all[1]).await.status, CREATED);
    fixture.skip(closes_in - 21);
    tick().await;
    assert_eq!(cast(&client, &poll, &all[2]).await.status, CREATED);
    fixture.skip(1);
    assert_eq!(cast(&client, &poll, &all[3]).await.problem(), "voting-closed");
    fixture.skip(10);
    tick().await;
    assert_eq!(poll.state().results[0].0.ballots, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_is_on_its_way_spares_a_second_result() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballot = &ballots(poll.manifest(), 1)[0];
    assert_eq!(cast(&client, &poll, ballot).await.status, CREATED);
    fixture.skip(poll.voting_closes().unix() - fixture.now().unix());
    fixture.ballot_box.tick(false).join_all().await;
    let phase = get(&client, &api(&poll, "")).await.json()["phase"].clone();
    assert_eq!((phase.as_str(), poll.state().results.len()), (Some("closed"), 0));
    assert_eq!(cast(&client, &poll, &ballots(poll.manifest(), 1)[0]).await.problem(), "voting-closed");

    let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 1, at: fixture.now() };
    let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
    assert_eq!(post_note(&client, &api(&poll, "/issuance"), &issuance).await.status, CREATED);
    fixture.skip(60);
    fixture.ballot_box.tick(false).join_all().await;
    let results: Vec<_> = poll.state().results.iter().map(|(outcome, _)| outcome.issued).collect();
    assert_eq!(results, [Some(1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_without_ballots_has_a_result() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    fixture.skip(4000);
    assert_eq!(get(&client, &api(&poll, "")).await.json()["phase"], "closed");
    fixture.ballot_box.tick(false).join_all().await;
    let shown = get(&client, &api(&poll, "")).await.json();
    assert_eq!((shown["phase"].as_str(), shown["result"].as_u64()), (Some("counted"), Some(1)));
    assert_eq!(get(&client, &api(&poll, "/ballots")).await.body, b"");
    assert_eq!(get(&client, &page(&poll, "/result")).await.status, OK);
    // Another step of the clock signs nothing more.
    fixture.ballot_box.tick(true).join_all().await;
    assert_eq!(poll.state().results.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn ballots_leave_the_pool_in_sorted_batches_on_the_minute() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let mut body = fixture.body();
        (body.test, body.mix) = (false, 8);
        let poll = fixture.publish(body).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 40);
        let on_the_minute = || async { fixture.ballot_box.tick(true).join_all().await };
        cast_all(&client, &poll, &all[..15]).await;
        on_the_minute().await;
        assert_eq!(poll.log().ballots(), 0);
        let receipt = get(&client, &api(&poll, &format!("/receipts/{}", hash(&all[0])))).await.json();
        assert_eq!(receipt["state"], "promised");
        let proof = get(&client, &api(&poll, &format!("/receipts/{}/proof", hash(&all[0])))).await;
        assert_eq!(proof.problem(), "not-found");
        for ballot in &all[15..] {
            cast(&client, &poll, ballot).await;
        }
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.log().ballots(), 0);
        on_the_minute().await;
        assert_eq!((poll.log().ballots(), poll.pool().len()), (32, 8));
        on_the_minute().await;
        assert_eq!(poll.log().ballots(), 32);
        let shown = get(&client, &api(&poll, "")).await.json();
        assert_eq!((shown["ballots"].as_u64(), shown["tree_size"].as_u64()), (Some(32), Some(34)));
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.log().ballots(), 40);
        let entries = get(&client, &api(&poll, "/entries")).await.body;
        let batches = entries.as_chunks::<33>().0[2..].split_at(32);
        assert!(batches.0.is_sorted() && batches.1.is_sorted());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_step_of_the_log_is_made_good() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let poll = fixture.poll_mixing(1).await;
        let client = fixture.client().await;
        cast_all(&client, &poll, &ballots(poll.manifest(), 4)).await;
        let publisher = fixture.ballot_box.publisher().clone();
        let step = |poll: &Arc<Poll>| {
            let (publisher, poll) = (publisher.clone(), Arc::clone(poll));
            tokio::task::spawn_blocking(move || publisher.publish_ballots(&poll, Draw::Mix))
        };
        // The database refuses.
        fixture.execute("ALTER TABLE checkpoints RENAME TO away");
        assert!(step(&poll).await.unwrap().is_err());
        assert_eq!((poll.log().size(), poll.pool().len()), (2, 4));
        fixture.execute("ALTER TABLE away RENAME TO checkpoints");
        assert_eq!(step(&poll).await.unwrap().unwrap(), 3);
        assert_eq!((poll.log().size(), poll.pool().len()), (5, 1));

        // The state directory refuses, after the commit.
        cast_all(&client, &poll, &ballots(poll.manifest(), 2)).await;
        let record = fixture.break_record(&poll);
        assert!(step(&poll).await.unwrap().is_err());
        assert_eq!(poll.log().size(), 5);
        fixture.mend_record(&poll, &record);
        // The next step of the clock reads back what was committed.
        fixture.ballot_box.tick(false).join_all().await;
        let checkpoint = poll.log().checkpoint().to_string();
        assert_eq!((poll.log().size(), poll.pool().len()), (7, 1));
        fixture.restart().unwrap();
        let poll = fixture.ballot_box.poll(poll.id()).unwrap();
        assert_eq!(poll.log().checkpoint().to_string(), checkpoint);
        assert_eq!((poll.log().ballots(), poll.pool().len()), (5, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_promise_leaves_that_is_not_durable_and_recorded() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let ballots = ballots(poll.manifest(), 2);
        fixture.execute("ALTER TABLE ballots RENAME TO away");
        let answer = cast(&client, &poll, &ballots[0]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
        fixture.execute("ALTER TABLE away RENAME TO ballots");
        // Nothing was stored for certain: nothing needs to be counted or read anew.
        assert!(poll.is_counted() && !poll.is_in_doubt());

        let record = fixture.break_record(&poll);
        let answer = cast(&client, &poll, &ballots[0]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
        assert_eq!(cast(&client, &poll, &ballots[0]).await.status, 503);
        fixture.mend_record(&poll, &record);
        // It was stored by the attempt that could not be recorded.
        assert_eq!(cast(&client, &poll, &ballots[0]).await.status, OK);
        assert_eq!(cast(&client, &poll, &ballots[1]).await.status, CREATED);
        assert_eq!((poll.accepted(), poll.log().ballots()), (2, 2));
        assert!(poll.is_counted());
        fixture.restart().unwrap();
        assert_eq!(fixture.ballot_box.poll(poll.id()).unwrap().accepted(), 2);
    }
}

/// Gives all connections of the pool no patience with locks.
fn lose_patience(db: &web::Db, connections: usize) {
    let done: Result<(), web::DbError> = db.run_here(|conn| {
        conn.batch_execute(IMPATIENT)?;
        if connections > 1 {
            lose_patience(db, connections - 1);
        }
        Ok(())
    });
    done.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ballots_wait_in_line_while_the_database_is_rewritten() {
    let fixture = Fixture::new();
    let poll = fixture.poll().await;
    let ballot = ballots(poll.manifest(), 1).remove(0);
    let db = fixture.ballot_box.db().clone();
    // All but the one that writes, whose own turn it is.
    lose_patience(&db, 15);
    let casting = db.alone_here(|conn| {
        conn.batch_execute(IMPATIENT)?;
        conn.batch_execute("BEGIN IMMEDIATE")?;
        let (ballot_box, poll, ballot) = (Arc::clone(&fixture.ballot_box), Arc::clone(&poll), ballot.clone());
        let casting = tokio::spawn({
            let poll = Arc::clone(&poll);
            async move { ballot_box.cast(&poll, ballot, None).await }
        });
        // The writer has it.
        while poll.is_counted() && !casting.is_finished() {
            std::thread::yield_now();
        }
        conn.batch_execute("COMMIT")?;
        Ok::<_, web::DbError>(casting)
    });
    assert!(casting.unwrap().await.unwrap().unwrap().new);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_that_is_logged_already_is_not_mixed_again() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let poll = fixture.poll_mixing(2).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 9);
        cast_all(&client, &poll, &all[..4]).await;
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!((poll.log().ballots(), poll.pool().len()), (2, 2));
        let waiting = poll.pool().clone();
        let logged: Vec<_> =
            all[..4].iter().map(|ballot| hash(ballot)).filter(|hash| !waiting.contains(hash)).collect();
        // As when a commit ended in doubt and the log was ahead of the writer's second attempt.
        poll.pool().extend(logged.iter().copied());
        // They are no crowd either: of four in the pool two wait.
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!((poll.log().ballots(), &*poll.pool()), (2, &waiting));

        poll.pool().extend(logged);
        cast_all(&client, &poll, &all[4..]).await;
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!((poll.log().ballots(), poll.pool().len()), (7, 2));
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.state().results[0].0.ballots, 9);
    }
}

const IMPATIENT: &str = "PRAGMA busy_timeout = 0";

#[tokio::test(flavor = "multi_thread")]
async fn who_listens_hears_what_is_new_and_nothing_else() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    fixture.skip(3601);
    // Its result waits for the count of passes, and each step of the clock looks for it.
    let mut events = client.get(api(&poll, "/events")).dispatch().await;
    assert_eq!(next_event(&mut events).await["phase"], "closed");
    fixture.ballot_box.tick(false).join_all().await;
    let news = timeout(Duration::from_millis(1500), next_event(&mut events)).await;
    assert!(news.is_err(), "{news:?}");
    fixture.skip(10);
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(next_event(&mut events).await["phase"], "counted");
}
