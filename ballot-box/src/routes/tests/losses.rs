//! A poll that lost promised ballots holds up nobody but itself, can be cancelled, and counts each of them once when it is back.

use crypto::manifest::{ManifestBody, ResultsPolicy};
use crypto::statement::NoticeKind;

use super::damage::fixtures;
use super::*;
use crate::publish::Draw;
use crate::recover::admit_loss;
use crate::testing::{Fixture, ballots};

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_with_lost_and_altered_ballots_is_extended_and_cancelled_and_others_go_on_also_after_a_start()
{
    for mut fixture in fixtures() {
        let (hurt, whole) = (fixture.poll_mixing(50).await, another(&fixture, 0).await);
        let (hurt, whole) = (hurt.id(), whole.id());
        let all = ballots(found(&fixture, hurt).manifest(), 5);
        let others = ballots(found(&fixture, whole).manifest(), 2);
        let client = fixture.client().await;
        cast_all(&client, &found(&fixture, hurt), &all[..4]).await;
        cast_all(&client, &found(&fixture, whole), &others[..1]).await;
        fixture.lose_ballot(&all[0]);
        fixture.alter_ballot(&all[1]);
        let poll = found(&fixture, hurt);
        // A write that ended in doubt.
        poll.doubt();
        let later = Some(poll.voting_closes().plus(60));
        let notice = fixture.notice(&poll, 1, NoticeKind::Extend, later);
        assert_eq!(post_note(&client, &api(&poll, "/notices"), &notice).await.status, CREATED);
        assert!(poll.damage().unwrap().starts_with("4 ballots were promised, but the database holds 3"));
        drop((client, poll));

        fixture.restart().unwrap();
        let (poll, client) = (found(&fixture, hurt), fixture.client().await);
        assert!(poll.damage().unwrap().starts_with("4 ballots were promised, but the database holds 3"));
        let ready = get(&client, "/readyz").await;
        assert!(ready.status == OK && ready.text().contains(&format!("warning: poll {hurt}: 4 ballots")));
        cast_all(&client, &poll, &all[4..]).await;
        cast_all(&client, &found(&fixture, whole), &others[1..]).await;
        fixture.ballot_box.tick(true).join_all().await;
        assert!(poll.damage().is_some());
        assert_eq!(found(&fixture, whole).log().ballots(), 2);
        let cancel = fixture.notice(&poll, 2, NoticeKind::Cancel, None);
        assert_eq!(post_note(&client, &api(&poll, "/notices"), &cancel).await.status, CREATED);
        // All are in its log but the one that is lost and the one that is another.
        assert_eq!((poll.log().ballots(), poll.damage()), (3, None));
        assert_eq!(get(&client, "/readyz").await.text(), "ready\n");
        drop((client, poll));

        fixture.restart().unwrap();
        fixture.skip(4000);
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!(found(&fixture, hurt).log().ballots(), 3);
        assert_eq!(found(&fixture, whole).state().results[0].0.ballots, 2);
        fixture.restart().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_while_nobody_looks_is_refused_until_its_loss_is_admitted_and_no_more_than_that() {
    for mut fixture in fixtures() {
        let poll = fixture.poll_mixing(50).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 4);
        let promises = cast_all(&client, &poll, &all).await;
        let id = poll.id();
        drop((client, poll));
        let admit =
            |fixture: &Fixture| admit_loss(fixture.ballot_box.publisher(), fixture.ballot_box.guard(), id);
        assert_eq!(admit(&fixture).unwrap(), 0);
        fixture.lose_ballot(&all[0]);
        let refused = fixture.restart().unwrap_err().to_string();
        assert!(refused.contains("4 ballots were promised, but the database holds 3"), "{refused}");
        assert_eq!(admit(&fixture).unwrap(), 1);
        fixture.restart().unwrap();
        assert!(found(&fixture, id).damage().is_some());
        // A database that lacks more is an older one.
        fixture.lose_ballot(&all[1]);
        assert!(fixture.restart().unwrap_err().to_string().contains("the database holds 2"));
        assert_eq!(admit(&fixture).unwrap(), 2);
        fixture.restart().unwrap();

        fixture.skip(4000);
        fixture.ballot_box.tick(true).join_all().await;
        let (poll, client) = (found(&fixture, id), fixture.client().await);
        assert!(poll.state().results.is_empty());
        for lost in [0, 1] {
            assert_eq!(cast_with(&client, &poll, &all[lost], &promises[lost]).await.status, CREATED);
        }
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!((poll.state().results[0].0.ballots, poll.damage()), (4, None));
        drop((client, poll));
        // From here nothing is known to be lost any more.
        fixture.restart().unwrap();
        fixture.lose_ballot(&all[0]);
        assert!(fixture.restart().unwrap_err().to_string().contains("the database holds 3"));
        // Nor is a log ever to be admitted that is shorter than what was signed.
        fixture.execute(
            "DELETE FROM results; DELETE FROM entries WHERE idx >= 4; DELETE FROM checkpoints WHERE size = 6",
        );
        let refused = admit(&fixture).unwrap_err().to_string();
        assert!(refused.contains("a checkpoint of 6 entries was signed"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_ballot_that_comes_back_without_its_promise_counts_once() {
    for logged in [false, true] {
        for mut fixture in fixtures() {
            let poll = fixture.poll_mixing(50).await;
            let client = fixture.client().await;
            let all = ballots(poll.manifest(), 3);
            let promises = cast_all(&client, &poll, &all).await;
            if logged {
                assert_eq!(fixture.ballot_box.publisher().publish_ballots(&poll, Draw::All).unwrap(), 3);
            }
            fixture.lose_ballot(&all[0]);
            if logged {
                // What was in the log is known again where the poll is known to lack something.
                poll.doubt();
                fixture.ballot_box.publisher().refresh(&poll).unwrap();
            }
            let again = cast(&client, &poll, &all[0]).await;
            assert_eq!((again.status, again.text()), (CREATED, promises[0].clone()));
            let id = poll.id();
            drop((client, poll));
            fixture.restart().unwrap();
            assert_eq!(found(&fixture, id).damage(), None);
            fixture.skip(4000);
            fixture.ballot_box.tick(true).join_all().await;
            assert_eq!(found(&fixture, id).state().results[0].0.ballots, 3);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_commit_in_doubt_stands_in_for_a_lost_ballot() {
    for fixture in fixtures() {
        let poll = fixture.poll_mixing(50).await;
        let client = fixture.client().await;
        let all = ballots(poll.manifest(), 6);
        let promises = cast_all(&client, &poll, &all[..4]).await;
        fixture.lose_ballot(&all[0]);
        fixture.fail_commits();
        assert_eq!(cast(&client, &poll, &all[4]).await.status, 503);
        fixture.mend_commits();
        // It was stored all the same.
        fixture.store_ballot(&poll, &all[4]);
        assert_eq!(cast(&client, &poll, &all[5]).await.status, CREATED);
        fixture.skip(4000);
        fixture.ballot_box.tick(true).join_all().await;
        assert!(poll.state().results.is_empty());
        let damage = poll.damage().unwrap();
        assert!(damage.starts_with("6 ballots were promised, but the database holds 5"), "{damage}");
        assert_eq!(cast_with(&client, &poll, &all[0], &promises[0]).await.status, CREATED);
        fixture.ballot_box.tick(true).join_all().await;
        assert_eq!(poll.state().results[0].0.ballots, 6);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_whose_running_counts_cannot_be_counted_starts_without_them_until_they_can() {
    for lost in [false, true] {
        for mut fixture in fixtures() {
            let body = ManifestBody { results: ResultsPolicy::Live, mix: 1, ..fixture.body() };
            let poll = fixture.publish(body).await;
            let client = fixture.client().await;
            let all = ballots(poll.manifest(), 3);
            let promises = cast_all(&client, &poll, &all).await;
            assert_eq!(fixture.ballot_box.publisher().publish_ballots(&poll, Draw::All).unwrap(), 3);
            let counts = poll.log().counts().unwrap();
            let id = poll.id();
            drop((client, poll));
            if lost {
                fixture.lose_ballot(&all[0]);
                admit_loss(fixture.ballot_box.publisher(), fixture.ballot_box.guard(), id).unwrap();
            } else {
                fixture.alter_ballot(&all[0]);
            }
            fixture.restart().unwrap();
            let (poll, client) = (found(&fixture, id), fixture.client().await);
            fixture.ballot_box.tick(true).join_all().await;
            assert!(poll.damage().is_some() && poll.log().counts().is_none());
            assert_eq!(get(&client, &page(&poll, "")).await.status, OK);
            let notice = fixture.notice(&poll, 1, NoticeKind::Extend, Some(poll.voting_closes().plus(60)));
            assert_eq!(post_note(&client, &api(&poll, "/notices"), &notice).await.status, CREATED);
            if lost {
                assert_eq!(cast_with(&client, &poll, &all[0], &promises[0]).await.status, CREATED);
            } else {
                fixture.alter_ballot(&all[0]);
            }
            // The first minute sees that they can be counted, the next one that nothing is wrong.
            for _ in 0..2 {
                fixture.ballot_box.tick(true).join_all().await;
            }
            assert_eq!((poll.damage(), poll.log().counts()), (None, Some(counts)));
        }
    }
}

/// Another poll than the default one.
async fn another(fixture: &Fixture, mix: u32) -> std::sync::Arc<Poll> {
    fixture.publish(ManifestBody { title: "Another".into(), mix, ..fixture.body() }).await
}

fn found(fixture: &Fixture, id: crypto::encoding::PollId) -> std::sync::Arc<Poll> {
    fixture.ballot_box.poll(id).unwrap()
}
