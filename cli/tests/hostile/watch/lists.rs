//! The list and the numbers: nothing that was there goes away.

use std::fs;
use std::process::Command;

use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::tiles::entry_bundle;
use crypto::note::SignerKey;
use crypto::statement::Handover;
use serde_json::json;

use super::Watched;
use crate::stand_in::Answered;

#[test]
fn a_list_that_grows_is_quiet_run_after_run_and_new_polls_are_followed() {
    let watched = Watched::of(3600);
    let promise = watched.promise(2);
    for ballots in [&[][..], &[1], &[1, 2, 3], &[1, 2, 3]] {
        watched.show(ballots);
        watched.run(&["--receipt", promise.to_str().unwrap()]).is_quiet();
    }
    // Of a poll that the list names and the ballot box does not show nothing good is said.
    let other = Entry::manifest([5; 32].into());
    watched.list_polls(&[Entry::manifest(watched.stand_in.manifest.id()), other]);
    let seen = watched.run(&[]);
    assert_eq!((seen.code, seen.alerts()), (1, vec!["unreadable"]), "{seen:#?}");
    assert_eq!(seen.lines.iter().find(|line| line["level"] == "alert").unwrap()["poll"], "05".repeat(32));
}

#[test]
fn more_than_a_tile_is_followed_from_where_it_was_left() {
    let watched = Watched::of(3600);
    let ballot = |number: u16| Entry::ballot(crypto::encoding::sha256(&[&number.to_be_bytes()]).into());
    for count in [100, 253, 254, 255, 600] {
        let entries: Vec<Entry> = watched.entries(&[]).into_iter().chain((0..count).map(ballot)).collect();
        watched.show_entries(&entries, count.into());
        watched.run(&[]).is_quiet();
    }
    let entries: Vec<Entry> = watched.entries(&[]).into_iter().chain((0..700).map(ballot)).collect();
    watched.show_entries(&entries, 700);
    // Of what was followed nothing is asked again.
    for number in [0, 1] {
        let path = format!("/polls/{}/log/tile/entries/00{number}", watched.stand_in.manifest.id());
        watched.stand_in.site(&path, Answered::problem(404, "not-found", json!({})));
    }
    watched.run(&[]).is_quiet();
}

#[test]
fn two_lists_of_one_length_convict_also_after_a_restart() {
    let watched = Watched::of(3600);
    watched.show(&[1, 2]);
    watched.run(&[]).is_quiet();
    watched.show(&[2, 1]);
    watched.run(&[]).one("fork", Some(0));
    // It stands, and is told once.
    let again = watched.run(&[]);
    assert_eq!((again.code, again.alerts()), (1, vec![]), "{again:#?}");
}

#[test]
fn a_longer_list_that_does_not_begin_with_the_earlier_one_convicts() {
    let watched = Watched::of(3600);
    watched.show(&[1, 2]);
    watched.run(&[]).is_quiet();
    watched.show(&[2, 1, 3]);
    watched.run(&[]).one("fork", Some(0));
}

#[test]
fn a_list_that_shrank_is_told_and_convicts_once_it_grows_elsewhere() {
    let watched = Watched::of(3600);
    watched.show(&[1, 2, 3]);
    watched.run(&[]).is_quiet();
    watched.show(&[1]);
    let seen = watched.run(&[]);
    assert_eq!(seen.alerts(), ["count-fell", "count-fell", "log-shrank"], "{seen:#?}");
    watched.show(&[1, 2, 4]);
    watched.run(&[]).one("fork", Some(0));
}

#[test]
fn one_answer_of_a_process_that_is_behind_accuses_nobody() {
    let watched = Watched::of(-60);
    watched.show(&[1, 2, 3]);
    watched.run(&[]).is_quiet();
    let old = watched.stand_in.checkpoint(&watched.entries(&[1])).to_string();
    watched.stand_in.show_result(&watched.entries(&[1, 2, 3]), 3);
    let behind = [("", json!({"ballots": 1, "tree_size": 3}).to_string()), ("/checkpoint", old)];
    for (path, answer) in &behind {
        watched.stand_in.api_once(path, Answered::ok(answer.clone()));
        watched.run(&[]).is_quiet();
    }
}

#[test]
fn another_list_that_is_shown_once_convicts() {
    let watched = Watched::of(3600);
    for ballots in [&[1][..], &[1, 2, 3]] {
        watched.show(ballots);
        watched.run(&[]).is_quiet();
    }
    let other = watched.stand_in.checkpoint(&watched.entries(&[9])).to_string();
    watched.stand_in.api_once("/checkpoint", Answered::ok(other));
    watched.run(&[]).one("fork", Some(0));
}

#[test]
fn counts_never_fall() {
    let watched = Watched::of(3600);
    let counts = |lake: u64, roof: u64| {
        let tally =
            json!({"party": {"kind": "choice", "counts": {"lake": lake, "roof": roof}, "abstain": 0}});
        watched.summary(&json!({"ballots": 3, "tree_size": 5, "counts": tally}));
    };
    watched.show(&[1, 2, 3]);
    counts(2, 1);
    watched.run(&[]).is_quiet();
    counts(1, 2);
    watched.run(&[]).one("count-fell", None);
    watched.summary(&json!({"ballots": 9, "tree_size": 5}));
    watched.run(&[]).one("list-hidden", None);
}

#[test]
fn entries_that_are_not_the_signed_ones_are_told() {
    let watched = Watched::of(3600);
    watched.show(&[1, 2]);
    let tile = format!("/polls/{}/log/tile/entries/000.p/4", watched.stand_in.manifest.id());
    for bad in [entry_bundle(&watched.entries(&[1, 3])), vec![0; 40], vec![]] {
        watched.stand_in.site(&tile, Answered::ok(bad));
        watched.run(&[]).one("list-hidden", None);
        watched.show(&[1, 2]);
        watched.run(&[]).is_over("list-hidden");
        fs::remove_dir_all(watched.folder.path().join("state")).unwrap();
    }
    // A list longer than anybody could have.
    let origin = poll_origin(watched.stand_in.key.verifier().name(), &watched.stand_in.manifest.id());
    let endless = Checkpoint { origin, size: u64::MAX, root: [1; 32] }.sign(&watched.stand_in.key);
    watched.stand_in.api("/checkpoint", Answered::ok(endless.to_string()));
    watched.run(&[]).one("list-hidden", None);
}

#[test]
fn a_list_of_polls_that_was_changed_convicts() {
    let watched = Watched::of(3600);
    watched.run(&[]).is_quiet();
    let own = Entry::manifest(watched.stand_in.manifest.id());
    watched.list_polls(&[Entry::manifest([5; 32].into()), own]);
    let seen = watched.run(&[]);
    let fork = seen.lines.iter().find(|line| line["kind"] == "fork").unwrap_or_else(|| panic!("{seen:#?}"));
    let judged = Command::new(env!("CARGO_BIN_EXE_psephos"))
        .arg("evidence")
        .arg(fork["evidence"].as_str().unwrap())
        .output()
        .unwrap();
    assert_eq!(judged.status.code(), Some(0), "{}", String::from_utf8_lossy(&judged.stdout));
}

#[test]
fn a_poll_that_is_not_listed_is_told() {
    let watched = Watched::of(3600);
    watched.list_polls(&[Entry::manifest([5; 32].into())]);
    let url = watched.stand_in.url().to_string();
    watched.run_at(&url, &[]).one("poll-unlisted", None);
}

#[test]
fn another_key_is_followed_only_if_the_known_one_handed_over_to_it() {
    let watched = Watched::of(3600);
    watched.run(&[]).is_quiet();
    let (old, name) = (&watched.stand_in.key, &watched.stand_in.manifest.ballot_box.name);
    let (new, other) = (SignerKey::generate(name), SignerKey::generate(name));
    let polls = [Entry::manifest(watched.stand_in.manifest.id())];
    let at = watched.stand_in.manifest.voting_opens;
    let by = |old: &SignerKey| Handover::sign(old, &new, at).to_string();
    // Whoever answers there can list the old key among the former ones, and sign a note with keys of their own.
    watched.list_polls_by(&new, &polls);
    watched.introduce(new.verifier(), &[by(&other)]);
    let seen = watched.run(&[]);
    assert_eq!(seen.code, 1, "{seen:#?}");
    assert!(seen.alerts().contains(&"key-changed") && seen.alerts().contains(&"unreadable"), "{seen:#?}");
    let changed = seen.lines.iter().find(|line| line["kind"] == "key-changed").unwrap().to_string();
    assert!(changed.contains("no key that is known has handed over to it"), "{changed}");
    watched.introduce(new.verifier(), &[by(old)]);
    let seen = watched.run(&[]);
    let over = seen.lines.iter().any(|line| line["level"] == "over" && line["kind"] == "unreadable");
    assert!(over, "the new key's list is read: {seen:#?}");
}
