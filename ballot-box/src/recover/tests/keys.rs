//! Starts with other keys than before.

use crypto::note::SignerKey;

use super::*;
use crate::keys::Keys;

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_keeps_its_key_when_the_service_has_another_one() {
    for database in databases() {
        let (mut fixture, old_poll) = with_ballots(database).await;
        let old = fixture.keys().current().verifier().clone();
        let mut other = fixture.body();
        other.title = "Another".into();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        fixture.give(fixture.keys().rotate(&file, fixture.now()).unwrap());
        fixture.restart().unwrap();
        let new = fixture.ballot_box.key().verifier().clone();
        assert_ne!(old, new);

        // What was accepted goes on as if nothing had happened.
        let poll = fixture.ballot_box.poll(old_poll.id()).unwrap();
        let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 1);
        let promise = fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().promise;
        promise.verify(&old).unwrap();
        poll.log().checkpoint().verify(&old).unwrap();
        assert_eq!(poll.log().ballots(), 4);

        // What comes names the new key.
        let refused = fixture.ballot_box.accept(&fixture.manifest_note(&other)).await.unwrap_err();
        assert!(matches!(refused, crate::accept::AcceptError::OtherBallotBox { .. }), "{refused}");
        let young = fixture.poll().await;
        Note::parse(young.note()).unwrap().verify(&new).unwrap();
        young.log().checkpoint().verify(&new).unwrap();

        // The list of both is signed for those who know either key.
        let list = fixture.ballot_box.box_log().checkpoint().clone();
        assert_eq!((list.verify(&old), list.verify(&new)), (Ok(()), Ok(())));

        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        fixture.restart().unwrap();
        for (id, key, other) in [(poll.id(), &old, &new), (young.id(), &new, &old)] {
            let result = fixture.ballot_box.poll(id).unwrap().state().results[0].1.clone();
            statement::open::<Outcome>(&result, key).unwrap();
            assert!(statement::open::<Outcome>(&result, other).is_err());
        }
        // The same promise for the same ballot, also after the close.
        let poll = fixture.ballot_box.poll(old_poll.id()).unwrap();
        assert_eq!(fixture.ballot_box.cast(&poll, ballot, None).await.unwrap().promise, promise);

        // Without the old key nothing can be said about the old poll.
        let name = crate::testing::name(new.name());
        fixture.give(Keys::from(SignerKey::generate(&name)));
        let refused = refusal(&mut fixture);
        assert!(refused.contains("which is not in service_key_file"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_from_before_and_after_a_rotation_come_back_with_the_keys_of_today_if_nothing_signed_is_missing()
 {
    for database in databases() {
        let (mut fixture, poll) = with_ballots(database).await;
        let (old_keys, folder) = (Arc::clone(fixture.keys()), tempfile::tempdir().unwrap());
        save(&fixture, "before");
        fixture.give(old_keys.rotate(&folder.path().join("keys"), fixture.now()).unwrap());
        let new_keys = Arc::clone(fixture.keys());
        fixture.restart().unwrap();
        put_back(&fixture, "before");
        fixture.restart().unwrap();

        // What is signed from here on, the old backup does not have.
        let poll = fixture.ballot_box.poll(poll.id()).unwrap();
        let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 1);
        let promise = fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap().promise;
        let young = fixture.poll().await;
        save(&fixture, "after");
        put_back(&fixture, "before");
        let refused = refusal(&mut fixture);
        assert!(
            refused.contains("refusing to start") && refused.contains("Restore the newest database"),
            "{refused}"
        );

        // The newest database, but the key file of the old backup: some polls are under a key that it lacks.
        put_back(&fixture, "after");
        fixture.give(old_keys);
        let refused = refusal(&mut fixture);
        let words = "which is not in service_key_file: put back the file that holds it";
        assert!(refused.contains(words) && refused.contains(&young.id().to_string()), "{refused}");

        fixture.give(new_keys);
        fixture.restart().unwrap();
        let poll = fixture.ballot_box.poll(poll.id()).unwrap();
        let again = fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
        assert!(!again.new && again.promise == promise);
        assert!(fixture.ballot_box.poll(young.id()).is_some());
    }
}

/// A copy of all rows, as `pg_dump` makes one; the same for SQLite.
fn save(fixture: &Fixture, name: &str) {
    for table in TABLES {
        fixture.execute(&format!("CREATE TABLE {name}_{table} AS SELECT * FROM {table}"));
    }
}

fn put_back(fixture: &Fixture, name: &str) {
    for table in TABLES.iter().rev() {
        fixture.execute(&format!("DELETE FROM {table}"));
    }
    for table in TABLES {
        fixture.execute(&format!("INSERT INTO {table} SELECT * FROM {name}_{table}"));
    }
}

/// All that hold something in this test; what names a row of another table comes after that one.
const TABLES: [&str; 7] = ["polls", "box_log", "assets", "ballots", "stored", "entries", "checkpoints"];
