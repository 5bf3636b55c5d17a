//! A crash after each step of publishing and of the close: the next start goes on from what is on the disk, every promise is
//! kept once, and nothing is signed a second time in other words.

use std::collections::BTreeMap;

use crypto::log::checkpoint::Checkpoint;
use diesel::RunQueryDsl as _;
use diesel::sql_types::Text;

use super::*;
use crate::rollback::Record;
use crate::testing::{ballots, crash};

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_published_once_whatever_step_of_it_a_crash_follows() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let (poll, _) = promised(&fixture).await;
        assert_eq!(crash::steps_of(|| publish(&fixture, &poll)), PUBLISHING);
        for step in PUBLISHING {
            let (poll, promises) = promised(&fixture).await;
            crash::at(step, || publish(&fixture, &poll));
            let left = Left::by(&fixture, &poll);
            drop(poll);
            fixture.restart().unwrap();
            // What was committed is shown, and nothing else.
            let poll = left.found_again(&fixture, step);
            let logged = if ["entries staged", "checkpoint staged"].contains(&step) { 0 } else { 4 };
            assert_eq!(
                (poll.log().ballots(), poll.pool().len()),
                (logged, 6 - usize::try_from(logged).unwrap())
            );
            fixture.ballot_box.tick(true).join_all().await;
            assert_eq!((poll.log().ballots(), poll.pool().len()), (4, 2), "{step}");
            ends_well(&mut fixture, &left, &promises, step).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_is_counted_once_whatever_step_of_its_close_a_crash_follows() {
    let steps = closing();
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let (poll, _) = promised(&fixture).await;
        fixture.skip(OVER);
        assert_eq!(crash::steps_of(|| close(&fixture, &poll)), steps);
        for step in &steps {
            let (poll, promises) = promised(&fixture).await;
            fixture.skip(OVER);
            crash::at(step, || close(&fixture, &poll));
            let left = Left::by(&fixture, &poll);
            drop(poll);
            fixture.restart().unwrap();
            let poll = left.found_again(&fixture, step);
            assert_eq!(left.results.len(), usize::from(*step == "result stored"), "{step}");
            assert!(poll.state().over, "{step}: nobody gets in any more");
            ends_well(&mut fixture, &left, &promises, step).await;
        }
    }
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn another_process_goes_on_whatever_step_one_died_at() {
    let Some(database) = Database::postgresql() else { return };
    let mut fixture = Fixture::replicated(database);
    let works = PUBLISHING
        .map(|step| (step, false))
        .into_iter()
        .chain(closing().into_iter().map(|step| (step, true)));
    for (step, closes) in works {
        let (poll, promises) = promised(&fixture).await;
        let other = fixture.replica();
        if closes {
            fixture.skip(OVER);
            crash::at(step, || close(&fixture, &poll));
        } else {
            crash::at(step, || publish(&fixture, &poll));
        }
        let left = Left::by(&fixture, &poll);
        drop(poll);
        // It was there all the while.
        let poll = other.poll(left.poll).unwrap();
        other.tick(true).join_all().await;
        assert_eq!(poll.log().ballots(), if closes { 6 } else { 4 }, "{step}");
        fixture.skip(OVER);
        other.tick(false).join_all().await;
        assert_eq!((poll.state().results.len(), results(&fixture, left.poll).len()), (1, 1), "{step}");
        assert_eq!(poll.state().results[0].0.ballots, promises.len() as u64, "{step}");
        // And what died comes back beside it.
        fixture.restart().unwrap();
        ends_well(&mut fixture, &left, &promises, step).await;
    }
}

fn publish(fixture: &Fixture, poll: &Poll) {
    assert_eq!(fixture.ballot_box.publisher().publish_ballots(poll, Draw::Mix).unwrap(), 4);
}

fn close(fixture: &Fixture, poll: &Arc<Poll>) {
    fixture.ballot_box.close_shut(poll).unwrap();
}

/// What a crash left: on the disk, and in the memory of who saw the service before.
struct Left {
    poll: PollId,
    checkpoints: BTreeMap<u64, Note>,
    results: Vec<String>,
    record: Record,
    shown: Note,
}

impl Left {
    fn by(fixture: &Fixture, poll: &Poll) -> Self {
        Self {
            poll: poll.id(),
            checkpoints: checkpoints(fixture, poll),
            results: results(fixture, poll.id()),
            record: poll.rollback().read().unwrap(),
            shown: poll.log().checkpoint().clone(),
        }
    }

    /// The poll after a start, which shows the newest checkpoint that was stored, and has recorded it.
    fn found_again(&self, fixture: &Fixture, step: &str) -> Arc<Poll> {
        let poll = fixture.ballot_box.poll(self.poll).unwrap();
        let (_, newest) = self.checkpoints.last_key_value().unwrap();
        assert_eq!(poll.log().checkpoint(), newest, "{step}");
        assert_eq!(poll.rollback().read().unwrap().size(), poll.log().size(), "{step}");
        poll
    }
}

/// Closes the poll if it is not closed, and looks whether every word that was given holds.
async fn ends_well(fixture: &mut Fixture, left: &Left, promises: &[(Vec<u8>, Note)], step: &str) {
    fixture.skip(OVER);
    fixture.ballot_box.tick(false).join_all().await;
    // And nothing is added by another start.
    fixture.restart().unwrap();
    fixture.ballot_box.tick(true).join_all().await;
    let poll = fixture.ballot_box.poll(left.poll).unwrap();
    let entries: Result<_, DbError> =
        fixture.ballot_box.db().run_here(|conn| Ok(store::log::entries(conn, poll.id(), 0, i64::MAX)?));
    let entries = entries.unwrap();
    for (ballot, promise) in promises {
        let entry = Entry::ballot(crate::testing::hash(ballot));
        assert_eq!(entries.iter().filter(|one| **one == entry).count(), 1, "{step}");
        let again = fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap();
        assert!(!again.new && again.promise == *promise, "{step}");
    }
    assert_eq!(poll.log().ballots(), promises.len() as u64, "{step}");
    let results = results(fixture, poll.id());
    assert_eq!((results.len(), poll.state().results.len()), (1, 1), "{step}");
    assert!(left.results.iter().all(|before| *before == results[0]), "{step}");
    assert_eq!(poll.state().results[0].0.ballots, promises.len() as u64, "{step}");

    let log = poll.log();
    left.record.check(log.tree(), promises.len() as u64).unwrap();
    let now = checkpoints(fixture, &poll);
    for (size, before) in &left.checkpoints {
        assert_eq!(now.get(size), Some(before), "{step}");
    }
    for note in now.values().chain([&left.shown]) {
        let (checkpoint, _) =
            Checkpoint::open(&note.to_string(), poll.key().verifier(), &poll.origin()).unwrap();
        assert_eq!(log.tree().root_at(checkpoint.size), Some(checkpoint.root), "{step}");
    }
}

/// A poll that mixes, with six ballots that wait, and the promises of them.
async fn promised(fixture: &Fixture) -> (Arc<Poll>, Vec<(Vec<u8>, Note)>) {
    // Of two at one second the manifests would be the same.
    fixture.skip(1);
    let poll = fixture.poll_mixing(2).await;
    let mut promises = Vec::new();
    for ballot in ballots(poll.manifest(), 6) {
        let cast = fixture.ballot_box.cast(&poll, ballot.clone(), None).await.unwrap();
        promises.push((ballot, cast.promise));
    }
    (poll, promises)
}

/// The signed checkpoints of a poll that are in the database, by their sizes.
fn checkpoints(fixture: &Fixture, poll: &Poll) -> BTreeMap<u64, Note> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        note: String,
    }
    let rows: Result<Vec<Row>, DbError> = fixture
        .ballot_box
        .db()
        .run_here(|conn| Ok(diesel::sql_query("SELECT note FROM checkpoints").load(conn)?));
    let open = |row: Row| Checkpoint::open(&row.note, poll.key().verifier(), &poll.origin()).ok();
    rows.unwrap().into_iter().filter_map(open).map(|(checkpoint, note)| (checkpoint.size, note)).collect()
}

fn results(fixture: &Fixture, poll: PollId) -> Vec<String> {
    let results: Result<_, DbError> =
        fixture.ballot_box.db().run_here(|conn| Ok(store::statements::results(conn, poll)?));
    results.unwrap()
}

/// The steps of [`Publisher::publish`].
const PUBLISHING: [&str; 5] =
    ["entries staged", "checkpoint staged", "checkpoint stored", "checkpoint recorded", "checkpoint shown"];

/// The steps of the close.
fn closing() -> Vec<&'static str> {
    ["voting ended"]
        .into_iter()
        .chain(PUBLISHING)
        .chain(["ballots counted", "result signed", "result stored"])
        .collect()
}

/// Seconds until voting is over and no statement of the registrar is waited for.
const OVER: i64 = 3700;
