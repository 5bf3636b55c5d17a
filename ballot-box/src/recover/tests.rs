//! Starts after crashes, and on databases that are older than the box's word.

mod crashes;
mod keys;

use std::fs;

use crypto::manifest::Method;
use crypto::statement::{self, Outcome};

use super::*;
use crate::testing::{Database, Fixture, Voter, databases, long_rankings};

/// A fixture with a poll, three promised and logged ballots, and its record.
async fn with_ballots(database: Database) -> (Fixture, Arc<Poll>) {
    let fixture = Fixture::on(database);
    let poll = fixture.poll().await;
    for option in [0, 1, 0] {
        let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), option);
        assert!(fixture.ballot_box.cast(&poll, ballot, None).await.unwrap().new);
    }
    assert_eq!(poll.log().size(), 5);
    (fixture, poll)
}

fn refusal(fixture: &mut Fixture) -> String {
    match fixture.restart() {
        Ok(()) => panic!("the ballot box started"),
        Err(error) => error.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_changes_nothing() {
    for database in databases() {
        let (mut fixture, poll) = with_ballots(database).await;
        let note = fixture.notice(
            &poll,
            1,
            crypto::statement::NoticeKind::Extend,
            Some(poll.voting_closes().plus(9)),
        );
        fixture.ballot_box.notice(&poll, &note).await.unwrap();
        let before = crate::export::Snapshot::of(&poll);
        fixture.restart().unwrap();
        let again = fixture.ballot_box.poll(poll.id()).unwrap();
        let after = crate::export::Snapshot::of(&again);
        assert_eq!(format!("{before:?}"), format!("{after:?}"));
        assert_eq!(again.note(), poll.note());
        assert_eq!(again.voting_closes(), poll.voting_closes());
        assert_eq!(again.accepted(), 3);
        assert_eq!(fixture.ballot_box.box_log().polls(), [poll.id()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_database_and_record_is_made_good() {
    for database in databases() {
        let (mut fixture, poll) = with_ballots(database).await;
        let guard = Arc::clone(fixture.ballot_box.guard());
        let key = format!("poll-{}", poll.id());
        let record = guard.load(&key).unwrap().unwrap();
        let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 1);
        let promise = fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().promise;
        let later = guard.load(&key).unwrap().unwrap();
        assert_ne!(record, later);
        // As if the process had died right after the commit: neither the promise nor the checkpoint has left.
        guard.store(&key, &record).unwrap();
        fixture.restart().unwrap();
        assert_eq!(guard.load(&key).unwrap().unwrap(), later);
        let poll = fixture.ballot_box.poll(poll.id()).unwrap();
        assert_eq!((poll.log().size(), poll.accepted()), (6, 4));
        let again = fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
        assert!(!again.new && again.promise == promise);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_a_poll_is_accepted_is_made_good() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let guard = Arc::clone(fixture.ballot_box.guard());
        let list = guard.load("polls-log").unwrap().unwrap();
        let poll = fixture.poll().await;
        guard.store("polls-log", &list).unwrap();
        fs::remove_file(fixture.state_dir().join(format!("poll-{}", poll.id()))).unwrap();
        fixture.restart().unwrap();
        assert!(fixture.ballot_box.poll(poll.id()).is_some());
        let answer = fixture.ballot_box.accept(poll.note()).await.unwrap();
        assert!(!answer.new);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_ballots_survive() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let poll = fixture.poll_mixing(50).await;
        for ballot in crate::testing::ballots(poll.manifest(), 9) {
            fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
        }
        let waiting = poll.pool().clone();
        fixture.restart().unwrap();
        let poll = fixture.ballot_box.poll(poll.id()).unwrap();
        assert_eq!(*poll.pool(), waiting);
        fixture.skip(4000);
        // Closed while nobody was looking.
        fixture.restart().unwrap();
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(fixture.ballot_box.poll(poll.id()).unwrap().state().results[0].0.ballots, 9);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_a_promised_ballot_is_refused() {
    for database in databases() {
        let (mut fixture, _) = with_ballots(database).await;
        fixture.execute("DELETE FROM ballots WHERE nonce IN (SELECT nonce FROM ballots LIMIT 1)");
        let error = refusal(&mut fixture);
        assert!(error.contains("refusing to start") && error.contains("3 ballots were promised"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_with_a_shorter_log_is_refused() {
    for database in databases() {
        let (mut fixture, _) = with_ballots(database).await;
        fixture.execute("DELETE FROM entries WHERE idx = 4");
        fixture.execute("DELETE FROM checkpoints WHERE size = 5");
        let error = refusal(&mut fixture);
        assert!(error.contains("checkpoint of 5 entries was signed"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_with_another_log_is_refused() {
    for database in databases() {
        let (mut fixture, _) = with_ballots(database).await;
        fixture.execute("UPDATE entries SET kind = 3 WHERE idx = 3");
        let error = refusal(&mut fixture);
        assert!(error.contains("other entries than were signed for"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_a_poll_is_refused() {
    for database in databases() {
        let (mut fixture, _) = with_ballots(database).await;
        for table in ["box_log", "entries", "checkpoints", "assets", "stored", "ballots", "polls"] {
            fixture.execute(&format!("DELETE FROM {table}"));
        }
        let error = refusal(&mut fixture);
        assert!(error.contains("list of polls"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_of_the_file_is_refused() {
    let (mut fixture, poll) = with_ballots(Database::sqlite()).await;
    let file = fixture.database().file().unwrap();
    let copy = file.with_extension("copy");
    fixture.execute(&format!("VACUUM INTO '{}'", copy.display()));
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 1);
    fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
    fixture.restart().unwrap();
    fixture.ballot_box.appender().stop();
    for suffix in ["sqlite-wal", "sqlite-shm"] {
        let _ = fs::remove_file(file.with_extension(suffix));
    }
    fs::rename(&copy, &file).unwrap();
    let error = refusal(&mut fixture);
    assert!(error.contains("refusing to start") && error.contains("older"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_state_directory_is_noticed() {
    for database in databases() {
        let (mut fixture, poll) = with_ballots(database).await;
        let record = fixture.state_dir().join(format!("poll-{}", poll.id()));
        fs::rename(&record, record.with_extension("away")).unwrap();
        let error = refusal(&mut fixture);
        assert!(error.contains("no record of poll"), "{error}");
        fs::remove_file(fixture.state_dir().join("polls-log")).unwrap();
        let error = refusal(&mut fixture);
        assert!(error.contains("no record of the list of polls"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_booth_is_stated_in_running_polls() {
    for database in databases() {
        let (mut fixture, poll) = with_ballots(database).await;
        let old = Note::sign(
            "psephos-assets/v1\n{\"version\":\"0\",\"files\":{}}\n".to_owned(),
            fixture.ballot_box.key(),
        );
        fixture.execute(&format!("UPDATE assets SET note = '{old}'"));
        fixture.restart().unwrap();
        let poll = fixture.ballot_box.poll(poll.id()).unwrap();
        assert_eq!((poll.state().assets.len(), poll.log().size()), (2, 6));
        fixture.restart().unwrap();
        assert_eq!(fixture.ballot_box.poll(poll.id()).unwrap().log().size(), 6);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_after_a_commit_in_doubt_is_recorded() {
    for database in databases() {
        let (mut fixture, poll) = with_ballots(database).await;
        let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 1);
        // The database fails, and yet has the ballot afterwards: as when the answer to a commit is lost.
        fixture.fail_commits();
        assert!(fixture.ballot_box.cast(&poll, ballot.clone(), None).await.is_err());
        fixture.mend_commits();
        fixture.store_ballot(&poll, &ballot);
        fixture.skip(poll.voting_closes().unix() - fixture.now().unix());
        assert!(!fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().new);
        // The promise left, so a database without this ballot is too old.
        fixture.execute("DELETE FROM ballots WHERE hash NOT IN (SELECT object FROM entries)");
        let error = refusal(&mut fixture);
        assert!(error.contains("4 ballots were promised, but the database holds 3"), "{error}");
    }
}

/// SQLite commits nothing late.
#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_in_doubt_that_comes_late_is_recorded_before_it_is_promised() {
    for closed in [false, true] {
        for database in databases().into_iter().filter(|database| database.file().is_none()) {
            let (mut fixture, poll) = with_ballots(database).await;
            let (late, other) = {
                let ballots = crate::testing::ballots(poll.manifest(), 2);
                (ballots[0].clone(), ballots[1].clone())
            };
            fixture.fail_commits();
            assert!(fixture.ballot_box.cast(&poll, late.clone(), None).await.is_err());
            fixture.mend_commits();
            // The doubt is dispelled, all ballots are counted, and only then the server commits what it was told before.
            assert!(fixture.ballot_box.cast(&poll, other, None).await.unwrap().new);
            fixture.store_ballot(&poll, &late);
            if closed {
                fixture.skip(poll.voting_closes().unix() - fixture.now().unix());
            }
            assert!(!fixture.ballot_box.cast(&poll, late, None).await.unwrap().new);
            fixture.execute("DELETE FROM ballots WHERE hash NOT IN (SELECT object FROM entries)");
            let error = refusal(&mut fixture);
            assert!(error.contains("5 ballots were promised, but the database holds 4"), "{error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_results_are_read_by_everybody_and_at_the_next_start() {
    let mut fixture = Fixture::new();
    let mut polls = Vec::new();
    for method in [Method::Irv, Method::StvScottish, Method::StvMeek, Method::Schulze, Method::Borda] {
        let poll = fixture.publish(long_rankings(&fixture.body(), method, 1)).await;
        for ballot in crate::testing::ballots(poll.manifest(), 3) {
            fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
        }
        polls.push(poll.id());
    }
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
    fixture.restart().unwrap();
    let mut longest = 0;
    for id in polls {
        let poll = fixture.ballot_box.poll(id).unwrap();
        let (outcome, note) = poll.state().results[0].clone();
        let (read, _) = statement::open::<Outcome>(&note, fixture.ballot_box.key().verifier()).unwrap();
        assert_eq!(read, outcome);
        longest = longest.max(note.len());
    }
    assert!(longest > 1 << 20, "{longest}");
}
