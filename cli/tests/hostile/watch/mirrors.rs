//! Mirrors that lag, and mirrors that show something else.

use std::time::Duration;

use crypto::log::checkpoint::{Checkpoint, poll_origin, polls_origin};
use crypto::log::entry::Entry;
use crypto::note::{Note, SignerKey};
use crypto::statement::Handover;

use super::{Seen, Watched, slow_tiles, tiles};
use crate::stand_in::{Answered, StandIn, tree};

/// A ballot box that behaves, and a mirror of it.
struct Mirrored {
    watched: Watched,
    mirror: StandIn,
}

impl Mirrored {
    /// Both show these ballots.
    fn of(ballots: &[u8]) -> Self {
        let watched = Watched::of(3600);
        let mirrored = Self { watched, mirror: StandIn::start(3600) };
        let note = mirrored.watched.show(ballots);
        mirrored.show(&note, &mirrored.watched.entries(ballots));
        mirrored
    }

    fn path(&self, path: &str) -> String {
        format!("/polls/{}{path}", self.watched.stand_in.manifest.id())
    }

    /// At the mirror.
    fn show(&self, checkpoint: &Note, entries: &[Entry]) {
        self.mirror.site(&self.path("/log/checkpoint"), Answered::ok(checkpoint.to_string()));
        tiles(&self.mirror, &self.path("/log"), entries);
    }

    fn run(&self, more: &[&str]) -> Seen {
        let url = &self.mirror.manifest.ballot_box.url;
        self.watched.run(&[&["--mirror", url], more].concat())
    }

    /// A checkpoint over these entries by that key.
    fn signed(&self, key: &SignerKey, entries: &[Entry]) -> Note {
        let origin =
            poll_origin(self.watched.stand_in.key.verifier().name(), &self.watched.stand_in.manifest.id());
        Checkpoint::of(origin, &tree(entries)).sign(key)
    }
}

#[test]
fn a_mirror_that_is_level_or_lags_is_no_trouble() {
    let mirrored = Mirrored::of(&[1, 2]);
    mirrored.run(&[]).is_quiet();
    mirrored.watched.show(&[1, 2, 3]);
    let late = mirrored.run(&[]);
    late.is_quiet();
    let words = late.lines[0]["detail"].as_str().unwrap();
    assert!(words.contains("lags behind since") && words.contains("at 4 entries"), "{words}");
    let patient = mirrored.run(&["--patience", "15m"]);
    patient.is_quiet();
    assert!(!patient.lines[0]["detail"].as_str().unwrap().contains("lags"), "{patient:#?}");
    let note = mirrored.watched.show(&[1, 2, 3]);
    mirrored.show(&note, &mirrored.watched.entries(&[1, 2, 3]));
    let level = mirrored.run(&[]);
    level.is_quiet();
    assert!(!level.lines[0]["detail"].as_str().unwrap().contains("lags"), "{level:#?}");

    // One that does not have the poll yet lags, too; one that is away is not talked about for long.
    let fresh = StandIn::start(3600);
    let url = fresh.manifest.ballot_box.url.clone();
    mirrored.watched.run(&["--mirror", &url]).is_quiet();
    let away = mirrored.watched.run(&["--mirror", "http://127.0.0.1:1"]);
    away.one("mirror-unreachable", None);
    mirrored.run(&[]).is_over("mirror-unreachable");
}

#[test]
fn a_mirror_that_is_read_more_slowly_than_its_list_grew_lags_and_is_accused_of_nothing() {
    let mirrored = Mirrored::of(&[1]);
    mirrored.run(&[]).is_quiet();
    let ballots = [1; 600];
    let (note, entries) = (mirrored.watched.show(&ballots), mirrored.watched.entries(&ballots));
    // As long as a look may read: one of three pieces comes with each, if the machine is quick enough for that.
    let mut time = Duration::from_millis(500);
    let (mut looks, mut read) = (0, String::new());
    let slowly = |time: Duration, shown: &[Entry]| {
        mirrored.mirror.site(&mirrored.path("/log/checkpoint"), Answered::ok(note.to_string()));
        slow_tiles(&mirrored.mirror, &mirrored.path("/log"), shown, time);
        let seen = mirrored.run(&["--mirror-time", &format!("{}ms", time.as_millis())]);
        seen.is_quiet();
        let words = seen.lines[0]["detail"].as_str().unwrap();
        words.split_once("lags behind since").map(|(_, lag)| lag.rsplit(", at ").next().unwrap().to_owned())
    };
    // It does not come to its end, whatever stands there.
    let forget = || std::fs::remove_dir_all(mirrored.watched.folder.path().join("state")).unwrap();
    let other = mirrored.watched.entries(&[&[1; 599][..], &[3]].concat());
    slowly(time, &other).unwrap();
    forget();
    while let Some(now) = slowly(time, &entries) {
        looks += 1;
        if now == read {
            time *= 2;
        }
        assert!(time < Duration::from_secs(60), "it does not get on: {now}");
        read = now;
    }
    assert!(looks >= 2 && read == "512 entries", "{looks}: {read}");
    // What was read is not read again, and another list is one as soon as it was.
    slow_tiles(&mirrored.mirror, &mirrored.path("/log"), &other, Duration::ZERO);
    mirrored.run(&[]).is_quiet();
    forget();
    mirrored.run(&[]).one("mirror-differs", Some(1));
}

#[test]
fn a_mirror_with_another_ballot_on_its_list_is_found_out() {
    let mirrored = Mirrored::of(&[1]);
    mirrored.run(&[]).is_quiet();
    let note = mirrored.watched.show(&[1, 2, 3]);
    mirrored.show(&note, &mirrored.watched.entries(&[1, 2, 4]));
    let found = mirrored.run(&[]);
    found.one("mirror-differs", Some(1));
    let alert = found.lines.iter().find(|line| line["level"] == "alert").unwrap();
    let evidence = std::fs::read_to_string(alert["evidence"].as_str().unwrap()).unwrap();
    assert!(evidence.contains("checkpoint of the mirror") && evidence.contains("entries"), "{evidence}");
}

#[test]
fn a_checkpoint_that_the_ballot_box_did_not_sign_is_the_mirrors_own() {
    let mirrored = Mirrored::of(&[1]);
    let entries = mirrored.watched.entries(&[9]);
    let name = mirrored.watched.stand_in.manifest.ballot_box.name.clone();
    mirrored.show(&mirrored.signed(&SignerKey::generate(&name), &entries), &entries);
    mirrored.run(&[]).one("mirror-differs", Some(1));
}

#[test]
fn two_lists_of_the_ballot_box_convict_it_wherever_they_are_shown() {
    let entries = |mirrored: &Mirrored, ballots: &[u8]| mirrored.watched.entries(ballots);
    // Of one length, shorter, longer.
    for (ballots, kind) in [(&[1, 4][..], "fork"), (&[4], "fork"), (&[1, 2, 3], "log-shrank")] {
        let mirrored = Mirrored::of(&[1, 2]);
        let entries = entries(&mirrored, ballots);
        mirrored.show(&mirrored.signed(&mirrored.watched.stand_in.key, &entries), &entries);
        let found = mirrored.run(&[]);
        assert_eq!((found.code, found.alerts()), (1, vec![kind]), "{found:#?}");
        let alert = found.lines.iter().find(|line| line["level"] == "alert").unwrap();
        assert_eq!(alert["convicts"].as_str(), (kind == "fork").then_some("ballot-box"), "{alert:#?}");
    }
}

#[test]
fn the_mirrors_list_of_all_polls_is_the_beginning_of_the_ballot_boxs() {
    let mirrored = Mirrored::of(&[1]);
    let own = Entry::manifest(mirrored.watched.stand_in.manifest.id());
    let [second, third] = [5, 6].map(|byte| Entry::manifest([byte; 32].into()));
    let key = &mirrored.watched.stand_in.key;
    let list = |key: &SignerKey, signed: &[Entry], shown: &[Entry]| {
        let origin = polls_origin(&mirrored.watched.stand_in.manifest.ballot_box.name);
        let note = Checkpoint::of(origin, &tree(signed)).sign(key);
        mirrored.mirror.site("/polls/log/checkpoint", Answered::ok(note.to_string()));
        tiles(&mirrored.mirror, "/polls/log", shown);
    };
    // One poll is watched: of the others nothing is asked.
    let poll = format!(
        "{}/polls/{}",
        mirrored.watched.stand_in.manifest.ballot_box.url,
        mirrored.watched.stand_in.manifest.id()
    );
    let mirror = &mirrored.mirror.manifest.ballot_box.url;
    let run = || mirrored.watched.run_at(&poll, &["--mirror", mirror]);
    mirrored.watched.list_polls(&[own, second]);
    for level in [&[own][..], &[own, second]] {
        list(key, level, level);
        run().is_quiet();
    }
    // Another poll than its checkpoint covers, and a checkpoint of its own.
    list(key, &[own, second], &[own, third]);
    let found = run();
    found.one("mirror-differs", Some(1));
    let alert = found.lines.iter().find(|line| line["level"] == "alert").unwrap();
    let evidence = std::fs::read_to_string(alert["evidence"].as_str().unwrap()).unwrap();
    assert!(evidence.contains("entries of the mirror"), "{evidence}");
    // A page that says that nothing is there is no list.
    mirrored.mirror.site("/polls/log/checkpoint", Answered::ok("<!doctype html>\n".to_owned()));
    std::fs::remove_dir_all(mirrored.watched.folder.path().join("state")).unwrap();
    run().is_quiet();
    let mirrored_by = |signed: &[Entry], key: &SignerKey| {
        // A watcher that has found nothing wrong before.
        std::fs::remove_dir_all(mirrored.watched.folder.path().join("state")).unwrap();
        list(&mirrored.watched.stand_in.key, &[own], &[own]);
        run().is_quiet();
        list(key, signed, signed);
        run()
    };
    let name = &mirrored.watched.stand_in.manifest.ballot_box.name;
    mirrored_by(&[own, second], &SignerKey::generate(name)).one("mirror-differs", Some(1));
    // What the ballot box signed convicts it: of one length, shorter, longer.
    for (signed, kind) in
        [(&[own, third][..], "fork"), (&[third], "fork"), (&[own, second, third], "log-shrank")]
    {
        let found = mirrored_by(signed, key);
        assert_eq!((found.code, found.alerts()), (1, vec![kind]), "{found:#?}");
    }
}

#[test]
fn a_mirror_that_lags_behind_a_new_key_of_the_ballot_box_is_no_trouble() {
    let mirrored = Mirrored::of(&[1]);
    let own = Entry::manifest(mirrored.watched.stand_in.manifest.id());
    let (old, name) = (&mirrored.watched.stand_in.key, &mirrored.watched.stand_in.manifest.ballot_box.name);
    let new = SignerKey::generate(name);
    let lags = |handed_over: &SignerKey| {
        let note = Handover::sign(handed_over, &new, mirrored.watched.stand_in.manifest.voting_opens);
        mirrored.watched.introduce(new.verifier(), &[note.to_string()]);
        let note = Checkpoint::of(polls_origin(name), &tree(&[own])).sign(old);
        mirrored.mirror.site("/polls/log/checkpoint", Answered::ok(note.to_string()));
        tiles(&mirrored.mirror, "/polls/log", &[own]);
        mirrored.watched.list_polls_by(&new, &[own]);
        let poll = format!(
            "{}/polls/{}",
            mirrored.watched.stand_in.manifest.ballot_box.url,
            mirrored.watched.stand_in.manifest.id()
        );
        let mirror = &mirrored.mirror.manifest.ballot_box.url;
        mirrored.watched.run_at(&poll, &["--mirror", mirror])
    };
    lags(old).is_quiet();
    lags(&SignerKey::generate(name)).one("mirror-differs", Some(1));
}

#[test]
fn ballots_are_compared_byte_for_byte_once_there_is_a_result() {
    let watched = Watched::of(-60);
    let mirrored = Mirrored { watched, mirror: StandIn::start(3600) };
    let (origin, ballots) = (&mirrored.watched.stand_in, vec![7; 200_000]);
    let note = mirrored.watched.show(&[1, 2]);
    let entries = mirrored.watched.entries(&[1, 2]);
    mirrored.show(&note, &entries);
    origin.show_result(&entries, 2);
    origin.api("/ballots", Answered::ok(ballots.clone()));
    let [result_at, ballots_at] =
        ["result", "ballots"].map(|name| format!("/api/v1/polls/{}/{name}", origin.manifest.id()));
    // The result is not there yet.
    mirrored.run(&[]).is_quiet();
    mirrored.mirror.site(&result_at, Answered::ok(origin.answered("/result")));
    mirrored.mirror.site(&ballots_at, Answered::ok(ballots.clone()));
    // A download of the ballot box that breaks off is not the mirror's fault, and the other way round.
    let cut = || Answered { cut: Some(100_000), ..Answered::ok(ballots.clone()) };
    origin.api("/ballots", cut());
    mirrored.run(&[]).one("unreachable", None);
    origin.api("/ballots", Answered::in_pieces(ballots.clone(), 70_000));
    mirrored.mirror.site(&ballots_at, cut());
    mirrored.run(&[]).one("mirror-unreachable", None);

    let mut other = ballots.clone();
    other[150_000] ^= 1;
    mirrored.mirror.site(&ballots_at, Answered::ok(other));
    mirrored.run(&[]).one("mirror-differs", Some(1));

    mirrored.mirror.site(&ballots_at, Answered::in_pieces(ballots, 70_000));
    let clean = Mirrored { watched: mirrored.watched.forgetful(), mirror: mirrored.mirror };
    clean.run(&[]).is_quiet();
    // A second look reads them no more.
    clean.mirror.site(&ballots_at, Answered::ok("other"));
    clean.run(&[]).is_quiet();
}
