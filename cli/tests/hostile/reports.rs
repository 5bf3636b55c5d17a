//! What `psephos audit` leaves behind: exit code, report, page. And a ballot box cannot hide a fault by silence.

use std::path::Path;
use std::process::{Command, Output};

use audit::samples::{Election, Sample, spoils, usual};
use crypto::log::checkpoint::Checkpoint;
use serde_json::{Value, json};

use super::stand_in::{Answered, StandIn};

fn psephos(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_psephos")).arg("audit").args(arguments).output().unwrap()
}

fn bundle(folder: &Path, sample: &Sample) -> String {
    let file = folder.join("bundle.tar");
    std::fs::write(&file, &sample.bundle).unwrap();
    file.display().to_string()
}

fn spoiled(name: &str, election: &Election) -> Sample {
    spoils().iter().find(|spoil| spoil.name == name).unwrap().sample(election)
}

/// The poll's address where this bundle is shown.
fn shown(stand_in: &StandIn, election: &Election, sample: &Sample) -> String {
    let poll = election.manifest.id();
    let api = format!("/api/v1/polls/{poll}");
    let manifest = election.manifest_note().to_string();
    stand_in.site(&format!("{api}/manifest"), Answered::ok(manifest));
    stand_in.site(&format!("{api}/checkpoint"), Answered::ok(election.head_note().to_string()));
    stand_in.site(&format!("{api}/bundle"), Answered::ok(sample.bundle.clone()));
    format!("{}/polls/{poll}", stand_in.manifest.ballot_box.url)
}

#[test]
fn silence_about_the_list_of_polls_hides_no_fault() {
    let (stand_in, election) = (StandIn::start(-60), usual());
    stand_in.site("/polls/log/checkpoint", Answered::problem(500, "internal", json!({})));
    for (sample, code) in [(Sample::of(&election.files()), 2), (spoiled("count-off-by-one", &election), 1)] {
        let output = psephos(&[&shown(&stand_in, &election, &sample)]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains("the ballot box's list of polls"), "{said}");
        let found = String::from_utf8_lossy(&output.stdout).contains("result-tally");
        assert_eq!((found, output.stdout.is_empty()), (code == 1, code == 2));
    }
}

#[test]
fn a_download_that_is_cut_is_audited_and_archived_whole() {
    let (stand_in, election) = (StandIn::start(-60), usual());
    let sample = Sample::of(&election.files());
    let address = shown(&stand_in, &election, &sample);
    let path = format!("/api/v1/polls/{}/bundle", election.manifest.id());
    let cut = sample.bundle.len() / 3 + 1;
    stand_in.site(&path, Answered::in_pieces(sample.bundle.clone(), cut));
    let output = psephos(&[&address]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("archive");
    let mut archive = Command::new(env!("CARGO_BIN_EXE_psephos"));
    let output = archive.args(["archive", &address, "--to"]).arg(&to).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::fs::read(to.join(&path[1..])).unwrap() == sample.bundle);
    // Where nothing tells one version from another, nothing is put together.
    let untold = Answered { headers: Vec::new(), ..Answered::in_pieces(sample.bundle, cut) };
    stand_in.site(&path, untold);
    let output = psephos(&[&address]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains(&format!("broke off after {cut} of")), "{said}");
}

#[test]
fn a_log_that_is_shown_otherwise_than_in_the_bundle_is_a_fork() {
    let (stand_in, election) = (StandIn::start(-60), usual());
    let address = shown(&stand_in, &election, &Sample::of(&election.files()));
    let fork = Checkpoint { root: [7; 32], ..election.head() }.sign(&election.ballot_box);
    let path = format!("/polls/{}/log/checkpoint", election.manifest.id());
    stand_in.site(&path, Answered::ok(fork.to_string()));
    let output = psephos(&[&address]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("FAULT checkpoint-inconsistent"), "{told}");
    assert!(told.contains("another list of 14 entries as well") && told.contains("convicts the ballot box"));
    stand_in.site(&path, Answered::ok(election.head_note().to_string()));
    assert_eq!(psephos(&[&address]).status.code(), Some(0), "the same log");
}

#[test]
fn the_report_is_words_or_json_and_the_page_a_file() {
    let (folder, election) = (tempfile::tempdir().unwrap(), usual());
    let page = folder.path().join("report.html");
    let page_argument = page.display().to_string();
    for (sample, code, verdict) in
        [(Sample::of(&election.files()), 0, "holds"), (spoiled("ballot-dropped", &election), 1, "faults")]
    {
        let source = bundle(folder.path(), &sample);
        let output = psephos(&[&source, "--json", "--html", &page_argument]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &report["verdict"]), (Some(code), &json!(verdict)));
        let written = std::fs::read_to_string(&page).unwrap();
        assert!(written.starts_with("<!doctype html>") && written.ends_with("</html>\n"), "{written}");
        assert_eq!(written.contains("<h2>Faults</h2>"), code == 1);
    }
}

#[test]
fn a_page_that_cannot_be_written_is_told_before_anything_is_audited() {
    let folder = tempfile::tempdir().unwrap();
    let source = bundle(folder.path(), &Sample::of(&usual().files()));
    let nowhere = folder.path().join("no folder/report.html").display().to_string();
    let output = psephos(&[&source, "--html", &nowhere]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{said}");
    assert!(said.contains("nothing was audited: cannot write the page to"), "{said}");
}

#[test]
fn an_audit_that_could_not_be_carried_out_prints_no_report_and_leaves_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let (source, page) = (folder.path().join("no\u{1b}[31m bundle"), folder.path().join("report.html"));
    std::fs::write(&source, [0x1f, 0x8b, 8, 0]).unwrap();
    let arguments = [source.to_str().unwrap(), "--json", "--html", page.to_str().unwrap()];
    let output = psephos(&arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{said}");
    assert!(said.contains("is compressed; unpack it first") && !said.contains('\u{1b}'), "{said}");
    assert!(!page.exists(), "an empty page");
}
