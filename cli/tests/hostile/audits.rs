//! `psephos audit` of an address whose ballot box sends without end: it stores what the signed list explains, and no more.

use std::fs;
use std::process::Command;

use crypto::log::entry::{ENTRY_BYTES, Entry};
use serde_json::json;

use super::stand_in::{Answered, StandIn};

/// Audits with a folder of its own for what is fetched; its exit code, what it said to whoever called it, and what is left there.
fn audit(stand_in: &StandIn) -> (i32, String, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
    command.args(["audit", &stand_in.url().to_string()]).env("TMPDIR", folder.path());
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said, fs::read_dir(folder.path()).unwrap().count())
}

fn listed(stand_in: &StandIn) -> Vec<Entry> {
    let entries = stand_in.entries(&[[1; 32].into(), [2; 32].into()]);
    stand_in.show_log(&entries);
    entries
}

#[test]
fn a_bundle_longer_than_its_list_explains_is_not_taken() {
    let stand_in = StandIn::start(-60);
    listed(&stand_in);
    stand_in.api("/bundle", Answered::ok(vec![0; 32 << 20]));
    let (code, said, left) = audit(&stand_in);
    assert!(code == 2 && left == 0, "{said}");
    assert!(
        said.contains("more than its own signed list explains") && said.contains("33554432 bytes"),
        "{said}"
    );
}

#[test]
fn entries_that_are_not_counted_are_cut_off_or_not_taken_at_all() {
    let stand_in = StandIn::start(3600);
    let entries = listed(&stand_in);
    let bytes: Vec<u8> = entries.iter().flat_map(Entry::to_bytes).collect();
    // The list of all polls is not shown: what was fetched is audited nevertheless, and lacks its assets.
    let ends_later = |more: usize| {
        stand_in.api("/entries", Answered::ok([bytes.clone(), vec![2; more * ENTRY_BYTES]].concat()));
        let (code, said, left) = audit(&stand_in);
        let audited = said.contains("does not show its list of polls");
        assert_eq!((code, left), (if audited { 1 } else { 2 }, 0), "{said}");
        audited
    };
    assert!(ends_later(0) && ends_later(1000), "a list may grow while it is read");
    assert!(!ends_later(1_000_000), "not by that much");
}

#[test]
fn statements_without_end_are_not_taken() {
    let stand_in = StandIn::start(3600);
    let entries: Vec<Entry> = [Entry::manifest(stand_in.manifest.id())]
        .into_iter()
        .chain(vec![Entry::assets("assets"); 20])
        .collect();
    stand_in.show_log(&entries);
    for number in 1..=20 {
        stand_in.api(&format!("/assets/{number}"), Answered::ok(vec![b'x'; 1 << 20]));
    }
    let (code, said, left) = audit(&stand_in);
    assert!(code == 2 && left == 0 && said.contains("the statements of the poll"), "{said}");
    for number in 1..=20 {
        stand_in.api(&format!("/assets/{number}"), Answered::problem(404, "not-found", json!({})));
    }
    let (_, said, _) = audit(&stand_in);
    assert!(!said.contains("the statements of the poll"), "{said}");
}
