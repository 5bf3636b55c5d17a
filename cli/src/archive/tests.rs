//! Archives of whole elections, made from their bundles.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use audit::samples::{
    PrecinctsElection, Sample, Spoil, correct, correct_precincts, precincts_spoils, spoils, usual,
};
use audit::{Material, NoProgress, audit};
use crypto::encoding::PollId;

use super::*;

fn archive(folder: &Path, bundle: &[u8], poll: Option<PollId>) -> Result<PathBuf> {
    let source = folder.join("bundle.tar");
    fs::write(&source, bundle).unwrap();
    let to = folder.join("archive");
    let source = source.to_str().unwrap().to_owned();
    run(&Archive { source, precincts: false, to: to.clone(), poll, keys: Vec::new() }).map(|()| to)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn what_is_there_is_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = Sample::of(&usual().files()).bundle;
    for there in ["archive/notes.txt", "archive"] {
        let there = folder.path().join(there);
        fs::create_dir_all(there.parent().unwrap()).unwrap();
        fs::write(&there, "mine").unwrap();
        let refused = archive(folder.path(), &bundle, None).unwrap_err().to_string();
        assert!(refused.contains("exists already; name a new folder"), "{refused}");
        assert_eq!(fs::read_to_string(&there).unwrap(), "mine");
        assert!(!folder.path().join("archive.part").exists());
        drop(fs::remove_file(there));
        drop(fs::remove_dir(folder.path().join("archive")));
    }
    let nameless =
        Archive { source: String::new(), precincts: false, to: "..".into(), poll: None, keys: Vec::new() };
    assert!(run(&nameless).unwrap_err().to_string().contains("no name of a new folder"));
}

#[test]
fn nothing_with_a_fault_is_archived() {
    for name in ["count-off-by-one", "token-of-another-key", "no-manifest"] {
        let folder = tempfile::tempdir().unwrap();
        let spoil = spoils().into_iter().find(|spoil: &Spoil| spoil.name == name).unwrap();
        let refused = archive(folder.path(), &spoil.sample(&usual()).bundle, None).unwrap_err().to_string();
        assert!(refused.contains("has faults"), "{name}: {refused}");
        assert_eq!(
            names(folder.path()),
            BTreeSet::from(["bundle.tar".to_owned()]),
            "{name}: nothing is left"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let bundle = Sample::of(&usual().files()).bundle;
    assert!(
        archive(folder.path(), &bundle, Some([7; 32].into())).is_err(),
        "another poll than was asked for"
    );
    assert!(archive(folder.path(), b"<html>", None).is_err());
    assert!(!folder.path().join("archive").exists());
}

#[test]
fn a_poll_that_is_not_over_is_not_archived() {
    let (_, sample, _) = correct().into_iter().find(|(name, ..)| *name == "correct-not-counted").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let refused = archive(folder.path(), &sample.bundle, None).unwrap_err().to_string();
    assert!(refused.contains("not over: archive it when its result is signed"), "{refused}");
    assert!(!folder.path().join("archive").exists());
}

#[test]
fn every_correct_election_is_audited_in_its_archive_as_in_its_bundle() {
    // Not over, or sound only with a checkpoint that the auditor brings along.
    let not_archived =
        ["correct-not-counted", "correct-witnesses-awaited", "correct-result-witnessed-before-the-issuance"];
    for (name, sample, _) in correct().into_iter().filter(|(name, ..)| !not_archived.contains(name)) {
        let folder = tempfile::tempdir().unwrap();
        let to =
            archive(folder.path(), &sample.bundle, None).unwrap_or_else(|error| panic!("{name}: {error:#}"));
        assert_eq!(
            names(folder.path()),
            BTreeSet::from(["archive".to_owned(), "bundle.tar".to_owned()]),
            "{name}"
        );
        let fetched = tempfile::tempdir().unwrap();
        let opened = Published::open(to.to_str().unwrap(), None, fetched.path()).unwrap();
        assert!(
            opened.polls.is_none(),
            "{name}: a bundle does not have the list of polls, so its archive has none"
        );
        let before = Material::open(&folder.path().join("bundle.tar")).unwrap();
        let verdicts = [before, opened.material].map(|material| {
            let report = audit(&material, &sample.expected, &NoProgress).unwrap();
            (report.verdict, report.figures, report.tally)
        });
        assert_eq!(verdicts[0], verdicts[1], "{name}");
    }
}

fn archive_precincts(from: &Path, to: &Path) -> Result<()> {
    let source = from.to_str().unwrap().to_owned();
    run(&Archive { source, precincts: true, to: to.to_owned(), poll: None, keys: Vec::new() })
}

#[test]
fn an_election_in_precincts_is_archived_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive_precincts;
    let election = PrecinctsElection::new();
    let mut unfinished = election.clone();
    unfinished.total = None;
    let wrong =
        precincts_spoils().into_iter().find(|it| it.name == "precincts-total-with-more-ballots").unwrap();
    let missing = precincts_spoils().into_iter().find(|it| it.name == "precincts-one-not-given").unwrap();
    for (name, files, words) in [
        ("unfinished", unfinished.files(), "no total yet"),
        ("wrong", wrong.files(&election), "has faults"),
        ("missing", missing.files(&election), "has faults"),
    ] {
        let from = folder.path().join(name);
        files.write(&from).unwrap();
        let refused = archive(&from, &folder.path().join("archive")).unwrap_err().to_string();
        assert!(refused.contains(words), "{name}: {refused}");
        assert!(!folder.path().join("archive").exists() && !folder.path().join("archive.part").exists());
    }
    let (from, first, second) =
        (folder.path().join("good"), folder.path().join("first"), folder.path().join("second"));
    election.files().write(&from).unwrap();
    archive(&from, &first).unwrap();
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&first), of(&["precincts.note", "total.note", "1.tar", "2.tar", "3.tar"]));
    // An archive is made of an archive, byte by byte.
    archive(&first, &second).unwrap();
    for name in names(&first) {
        assert_eq!(fs::read(first.join(&name)).unwrap(), fs::read(second.join(&name)).unwrap(), "{name}");
    }
}

#[test]
fn an_election_without_a_total_is_archived_if_a_precinct_was_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let [from, first, second] = ["from", "first", "second"].map(|name| folder.path().join(name));
    let (_, files, _) = correct_precincts().into_iter().find(|it| it.0.ends_with("one-cancelled")).unwrap();
    files.write(&from).unwrap();
    // A ballot box has no bundle of a poll that was cancelled: as it is fetched, it is a folder.
    let third = fs::read(from.join("3.tar")).unwrap();
    fs::remove_file(from.join("3.tar")).unwrap();
    tar::Archive::new(third.as_slice()).unpack(from.join("3")).unwrap();
    archive_precincts(&from, &first).unwrap();
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&first), of(&["precincts.note", "1.tar", "2.tar", "3"]));
    archive_precincts(&first, &second).unwrap();
    for name in ["3/index.html", "3/api/v1/polls/index.json", "1.tar", "2.tar"] {
        assert_eq!(fs::read(first.join(name)).unwrap(), fs::read(second.join(name)).unwrap(), "{name}");
    }
    // The files of one that is not cancelled are no bundle of it.
    let second_bundle = fs::read(from.join("2.tar")).unwrap();
    fs::remove_file(from.join("2.tar")).unwrap();
    tar::Archive::new(second_bundle.as_slice()).unpack(from.join("2")).unwrap();
    let refused = archive_precincts(&from, &folder.path().join("third")).unwrap_err().to_string();
    assert!(refused.contains("precinct 2"), "{refused}");
}
