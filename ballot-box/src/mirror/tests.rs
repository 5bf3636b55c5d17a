//! A mirror beside a ballot box: never more than was shown, never a checkpoint without what it covers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crypto::log::checkpoint::Checkpoint;
use crypto::log::tiles::TilePath;
use crypto::manifest::ManifestBody;
use crypto::note::Note;
use crypto::statement::{self, Issuance, NoticeKind};
use rocket::local::asynchronous::Client;
use tempfile::TempDir;
use web::Db;
use web::guard::Guard;

use super::*;
use crate::poll::Poll;
use crate::publish::Publisher;
use crate::rollback::Sharing;
use crate::store;
use crate::testing::{Database, Fixture, Voter, ballots, databases};

/// A mirror of `fixture` in `folder`, as a process of its own would begin it.
fn mirror(fixture: &Fixture, folder: &Path) -> Mirror {
    let db = Db::open_to_read(fixture.database().url(), &store::migrations()).unwrap();
    let publisher = Publisher::new(db, Arc::clone(fixture.keys()), Sharing::Replicas);
    let guard = Guard::open(fixture.state_dir()).unwrap();
    let reader = Reader::new(publisher, guard, fixture.ballot_box.identity().name.clone());
    let site = Site::open::<anyhow::Error>(folder.to_str().unwrap(), || anyhow::bail!("no service")).unwrap();
    Mirror::open(reader, site, fixture.ballot_box.clock().clone())
}

/// One round of a mirror that is begun anew.
fn publish(fixture: &Fixture, folder: &TempDir) -> anyhow::Result<Round> {
    mirror(fixture, folder.path()).bring_up_to_date()
}

async fn cast(fixture: &Fixture, poll: &Arc<Poll>, count: usize) {
    for ballot in ballots(poll.manifest(), count) {
        fixture.ballot_box.cast(poll, ballot, None).await.unwrap();
    }
}

async fn close(fixture: &Fixture) {
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let site = Site::open::<anyhow::Error>(folder.to_str().unwrap(), || anyhow::bail!("no service")).unwrap();
    let paths = site.list("").unwrap();
    paths.into_iter().map(|path| (path.clone(), fs::read(folder.join(path)).unwrap())).collect()
}

/// What the service answers at the path of a file.
async fn served(client: &Client, path: &str) -> Vec<u8> {
    let path = path.strip_suffix("/index.json").unwrap_or(path);
    client.get(format!("/{path}")).dispatch().await.into_bytes().await.unwrap()
}

fn head(folder: &TempDir, poll: &Poll) -> Option<Checkpoint> {
    let note = fs::read_to_string(folder.path().join(format!("polls/{}/log/checkpoint", poll.id()))).ok()?;
    Some(Checkpoint::parse(Note::parse(&note).unwrap().text()).unwrap())
}

fn size(folder: &TempDir, poll: &Poll) -> Option<u64> {
    head(folder, poll).map(|head| head.size)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_are_those_of_the_service_and_no_ballot_is_there_before_the_result() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, folder) = (fixture.client().await, tempfile::tempdir().unwrap());
        assert_eq!(publish(&fixture, &folder).unwrap().polls, 0);
        let mut cancelled = fixture.body();
        cancelled.title = "Other".into();
        let (poll, cancelled) = (fixture.poll().await, fixture.publish(cancelled).await);
        cast(&fixture, &poll, 3).await;
        cast(&fixture, &cancelled, 1).await;
        let mut mirror = mirror(&fixture, folder.path());
        for over in [false, true] {
            if over {
                let note = fixture.notice(&cancelled, 1, NoticeKind::Cancel, None);
                fixture.ballot_box.notice(&cancelled, &note).await.unwrap();
                close(&fixture).await;
            }
            assert_eq!(mirror.bring_up_to_date().unwrap().polls, 2);
            let files = files(folder.path());
            for (path, bytes) in &files {
                let served = served(&client, path).await;
                match path.strip_prefix("api/v1/polls/").and_then(|rest| rest.split_once('/')) {
                    // Its own answer tells more, and the time.
                    Some((_, "index.json")) => {
                        let [own, whole] = [bytes, &served]
                            .map(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).unwrap());
                        own.as_object()
                            .unwrap()
                            .iter()
                            .for_each(|(key, value)| assert_eq!(value, &whole[key]));
                    }
                    Some((_, "mirror.json")) => {}
                    _ => assert_eq!(*bytes, served, "{path}"),
                }
            }
            for (poll, has_ballots) in [(&poll, over), (&cancelled, false)] {
                let has = |name: &str| files.contains_key(&format!("api/v1/polls/{}/{name}", poll.id()));
                for name in ["ballots", "ballots.ndjson", "ballots.csv", "bundle", "result", "results/1"] {
                    assert_eq!(has(name), has_ballots, "{name}");
                }
                assert!(has("manifest") && has("assets/1") && has("notices") && has("checkpoint"));
                assert_eq!(has("entries"), over, "a running poll has tiles alone");
                let size = poll.log().size();
                assert_eq!(self::size(&folder, poll), Some(size));
                assert!(
                    TilePath::all(size)
                        .all(|tile| { files.contains_key(&format!("polls/{}/log/{tile}", poll.id())) })
                );
            }
            assert!(files.contains_key("booth/main.js") && files.contains_key("style.css"));
            assert!(files.contains_key("polls/log/tile/entries/000.p/2"));
            // Nothing is put twice, by whomever.
            assert_eq!(mirror.bring_up_to_date().unwrap(), Round { put: 0, polls: 2 });
            assert_eq!(publish(&fixture, &folder).unwrap(), Round { put: 0, polls: 2 });
        }

        // A late statement makes another result and another bundle.
        let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 3, at: fixture.now() };
        let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
        fixture.ballot_box.issuance(&poll, &issuance).await.unwrap();
        fixture.ballot_box.tick(false).join_all().await;
        assert!(mirror.bring_up_to_date().unwrap().put > 0);
        for name in ["issuance", "results/2", "result", "bundle", "entries", "checkpoint"] {
            let path = format!("api/v1/polls/{}/{name}", poll.id());
            assert_eq!(fs::read(folder.path().join(&path)).unwrap(), served(&client, &path).await, "{name}");
        }
        assert_eq!(publish(&fixture, &folder).unwrap().put, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_round_shows_no_checkpoint_without_its_tiles_and_the_next_one_goes_on() {
    let fixture = Fixture::new();
    let (poll, folder) = (fixture.poll().await, tempfile::tempdir().unwrap());
    let mut mirror = mirror(&fixture, folder.path());
    mirror.bring_up_to_date().unwrap();
    cast(&fixture, &poll, 1).await;
    let mut other = fixture.body();
    other.title = "Other".into();
    let other = fixture.publish(other).await;
    // A folder is in the way of the last file that the checkpoint covers.
    let tile = folder.path().join(format!("polls/{}/log/tile/entries/000.p/3", poll.id()));
    fs::create_dir_all(&tile).unwrap();
    for _ in 0..2 {
        let failed = format!("{:#}", mirror.bring_up_to_date().unwrap_err());
        assert!(failed.contains(&poll.id().to_string()) && failed.contains("000.p/3"), "{failed}");
        assert_eq!(size(&folder, &poll), Some(2), "the last one that is whole");
        assert_eq!(size(&folder, &other), Some(2), "one poll holds up no other");
    }
    fs::remove_dir(&tile).unwrap();
    assert_eq!(mirror.bring_up_to_date().unwrap().polls, 2);
    assert_eq!(size(&folder, &poll), Some(3));

    // Somebody published a longer list, which is not led back.
    let path = folder.path().join("polls/log/checkpoint");
    let own = Checkpoint::parse(Note::parse(&fs::read_to_string(&path).unwrap()).unwrap().text()).unwrap();
    let longer = Checkpoint { size: 3, ..own }.sign(fixture.ballot_box.key()).to_string();
    fs::write(&path, &longer).unwrap();
    let refused = format!("{:#}", publish(&fixture, &folder).unwrap_err());
    assert!(refused.contains("the mirror shows a list of 3 polls"), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), longer);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_recorded_yet_is_not_shown_and_an_older_database_shows_nothing() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (poll, folder) = (fixture.poll().await, tempfile::tempdir().unwrap());
        let (guard, key) = (fixture.ballot_box.guard(), format!("poll-{}", poll.id()));
        let record = || guard.load(&key).unwrap().unwrap();
        let mut mirror = mirror(&fixture, folder.path());
        mirror.bring_up_to_date().unwrap();
        let before = record();
        cast(&fixture, &poll, 1).await;
        let after = record();
        // Committed, and about to be shown.
        guard.store(&key, &before).unwrap();
        mirror.bring_up_to_date().unwrap();
        assert_eq!(size(&folder, &poll), Some(2));
        let fresh = tempfile::tempdir().unwrap();
        assert_eq!(publish(&fixture, &fresh).unwrap().polls, 0);
        assert_eq!(size(&fresh, &poll), None);
        guard.store(&key, &after).unwrap();
        mirror.bring_up_to_date().unwrap();
        assert_eq!(size(&folder, &poll), Some(3));

        fixture.execute("DELETE FROM entries WHERE idx = 2");
        fixture.execute("DELETE FROM checkpoints WHERE size = 3");
        // Again in each round.
        let rounds = [mirror.bring_up_to_date(), mirror.bring_up_to_date()];
        for refused in rounds.into_iter().chain([publish(&fixture, &folder), publish(&fixture, &fresh)]) {
            let refused = format!("{:#}", refused.unwrap_err());
            assert!(refused.contains("the database holds 2"), "{refused}");
        }
        assert_eq!((size(&folder, &poll), size(&fresh, &poll)), (Some(3), None));

        // Even where the records went with it: the mirror remembers.
        guard.store(&key, &before).unwrap();
        let refused = format!("{:#}", publish(&fixture, &folder).unwrap_err());
        assert!(
            refused.contains("shows a checkpoint of 3 entries, which the database does not lead to"),
            "{refused}"
        );
        assert_eq!(size(&folder, &poll), Some(3));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_in_part_go_when_they_are_whole() {
    let fixture = Fixture::on(Database::sqlite());
    let (poll, folder) = (fixture.poll().await, tempfile::tempdir().unwrap());
    let mut mirror = mirror(&fixture, folder.path());
    cast(&fixture, &poll, 1).await;
    mirror.bring_up_to_date().unwrap();
    let voters: Vec<Vec<u8>> =
        (0..255).map(|_| Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 0)).collect();
    let casts = voters.into_iter().map(|ballot| fixture.ballot_box.cast(&poll, ballot, None));
    rocket::futures::future::join_all(casts).await;
    mirror.bring_up_to_date().unwrap();
    let log = format!("polls/{}/log/", poll.id());
    let files = files(folder.path());
    let tiles: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix(&log)).collect();
    assert_eq!(
        tiles,
        [
            "checkpoint",
            "tile/0/000",
            "tile/0/001.p/2",
            "tile/1/000.p/1",
            "tile/entries/000",
            "tile/entries/001.p/2"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_publishers_at_one_place_take_turns_and_neither_leads_it_back() {
    let fixture = Fixture::on(Database::sqlite());
    let (poll, folder) = (fixture.poll().await, tempfile::tempdir().unwrap());
    let mut own = mirror(&fixture, folder.path());
    own.bring_up_to_date().unwrap();
    cast(&fixture, &poll, 1).await;
    let place = Site::open::<anyhow::Error>(folder.path().to_str().unwrap(), || anyhow::bail!("no service"));
    let turn = place.unwrap().turn().unwrap();
    for _ in 0..2 {
        let refused = own.bring_up_to_date().unwrap_err().to_string();
        assert!(refused.contains("is publishing there"), "{refused}");
        assert_eq!(size(&folder, &poll), Some(2));
    }
    drop(turn);
    own.bring_up_to_date().unwrap();
    assert_eq!(size(&folder, &poll), Some(3));

    let over = Arc::new(AtomicBool::new(false));
    let publishers = [(); 2].map(|()| {
        let (mut mirror, over) = (mirror(&fixture, folder.path()), Arc::clone(&over));
        tokio::task::spawn_blocking(move || {
            let mut rounds = 0;
            while !over.load(Ordering::SeqCst) || rounds == 0 {
                match mirror.bring_up_to_date() {
                    Ok(_) => rounds += 1,
                    Err(error) => assert!(format!("{error:#}").contains("is publishing there"), "{error:#}"),
                }
            }
        })
    });
    let mut shown = 3;
    for (number, ballot) in ballots(poll.manifest(), 40).into_iter().enumerate() {
        fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
        // The list of polls grows too, between one's reading and its turn.
        if number % 4 == 0 {
            fixture
                .publish(ManifestBody { title: format!("Poll {number}").as_str().into(), ..fixture.body() })
                .await;
        }
        let now = size(&folder, &poll).unwrap();
        assert!(now >= shown, "from {shown} back to {now}");
        shown = now;
        for tile in TilePath::all(shown) {
            assert!(
                folder.path().join(format!("polls/{}/log/{tile}", poll.id())).exists(),
                "{tile} of {shown}"
            );
        }
    }
    over.store(true, Ordering::SeqCst);
    for publisher in publishers {
        publisher.await.unwrap();
    }
    assert_eq!(own.bring_up_to_date().unwrap().polls, 11);
    assert_eq!(size(&folder, &poll), Some(43));
}
