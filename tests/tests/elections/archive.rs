//! A poll in a folder that a plain web server hosts: the same files as the ballot box served, and the audit accepts them
//! without it.

use std::path::Path;
use std::process::Output;

use crypto::log::tiles::TilePath;
use crypto::manifest::Manifest;
use e2e::audit::assert_holds;
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::services::Side;
use e2e::static_host::StaticHost;
use serde_json::Value;

#[test]
fn an_archive_outlives_its_ballot_box_on_any_web_server() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let other = election.publish(&Draft::default());
    for (email, vote) in [("ada@example.org", "lake"), ("ben@example.org", "roof")] {
        election.vote(&manifest, &election.voter(email), &choice(vote));
    }
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("board-2026");
    let url = format!("{}/polls/{}", election.services.ballot_box().http().base(), manifest.id());

    let early = archive(&url, &to);
    assert!(!early.status.success() && told(&early).contains("the poll is not over"), "{early:?}");
    election.close(&manifest);
    // The registrar's statement follows the result, or goes before it.
    election.wait_for("the last result", || {
        let result = election.services.ballot_box().result(&manifest.id()).ok()?;
        (!result.contains(r#""issued":null"#)).then_some(())
    });
    let unknown = archive(&url.replace(&manifest.id().to_string(), &"07".repeat(32)), &to);
    assert!(!unknown.status.success() && told(&unknown).contains("no such poll"), "{unknown:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a refusal leaves nothing");

    let made = archive(&url, &to);
    assert!(made.status.success(), "{made:?}");
    the_files_are_those_of_the_service(&election, &manifest, &other, &to);
    let again = archive(&url, &to);
    assert!(!again.status.success() && told(&again).contains("exists already"), "{again:?}");

    election.services.crash(Side::BallotBox);
    election.services.crash(Side::Registrar);
    let page = std::fs::read_to_string(to.join("index.html")).unwrap();
    for words in ["Ballots counted</dt><dd>2<", "<span>Lake", "1 (50.0%)", "psephos audit"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (id, keys) = (
        manifest.id().to_string(),
        [manifest.registrar.key.to_string(), manifest.ballot_box.key.to_string()],
    );
    let pinned = ["--poll", &id, "--keys", &keys.join(",")];
    let in_folder = assert_holds(to.to_str().unwrap(), pinned);
    assert_eq!(in_folder, ["other-polls", "test-poll", "eligible-unknown"]);
    let host = StaticHost::start(folder.path());
    for address in ["/board-2026", "/board-2026/", "/board-2026/index.html"] {
        assert_eq!(assert_holds(&host.url(address), pinned), in_folder, "{address}");
    }
    let named = host.url(&format!("/board-2026/polls/{id}"));
    assert_eq!(assert_holds(&named, pinned), in_folder);

    // An archive of an archive is the same archive, also from afar.
    let copy = folder.path().join("copy");
    assert!(archive(&named, &copy).status.success());
    assert_eq!(files(&copy), files(&to));

    let spoiled = to.join(format!("api/v1/polls/{id}/bundle"));
    let bytes = std::fs::read(&spoiled).unwrap();
    std::fs::write(&spoiled, &bytes[..bytes.len() / 2]).unwrap();
    let (code, _) = e2e::audit::audit(to.to_str().unwrap(), pinned);
    assert_eq!(code, Some(1), "a spoiled archive has faults");
    let nothing = archive(&host.url("/nowhere"), &folder.path().join("nothing"));
    assert!(
        !nothing.status.success() && told(&nothing).contains("names no poll and is no archive"),
        "{nothing:?}"
    );
}

#[test]
fn a_cancelled_poll_is_archived_without_ballots() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    election.vote(&manifest, &election.voter("ada@example.org"), &choice("lake"));
    let cancel = serde_json::json!({ "kind": "cancel", "reason": "The list lacked a candidate" });
    election.admin.notice(&manifest.id(), &cancel).unwrap();
    election.wait_for("the end", || (election.summary(&manifest).phase == "cancelled").then_some(()));
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("archive");
    let url = format!("{}/polls/{}", election.services.ballot_box().http().base(), manifest.id());
    let made = archive(&url, &to);
    assert!(made.status.success(), "{made:?}");
    let page = std::fs::read_to_string(to.join("index.html")).unwrap();
    assert!(
        page.contains("This poll was cancelled") && page.contains("The list lacked a candidate"),
        "{page}"
    );
    assert!(files(&to).iter().all(|(name, _)| !name.contains("ballots") && !name.contains("bundle")));
    let warnings = assert_holds(to.to_str().unwrap(), ["--poll", &manifest.id().to_string()]);
    assert!(warnings.contains(&"cancelled".to_owned()), "{warnings:?}");
}

fn the_files_are_those_of_the_service(election: &Election, manifest: &Manifest, other: &Manifest, to: &Path) {
    let ballot_box = election.services.ballot_box();
    let served =
        |path: &str| ballot_box.http().get(&format!("/{path}"), &[]).unwrap().accepted().unwrap().body;
    let poll = manifest.id();
    let mut paths: Vec<String> = [
        "manifest",
        "notices",
        "issuance",
        "assets/1",
        "checkpoint",
        "entries",
        "ballots",
        "ballots.ndjson",
        "ballots.csv",
        "bundle",
        "result",
        "results/1",
    ]
    .iter()
    .map(|path| format!("api/v1/polls/{poll}/{path}"))
    .collect();
    paths.push(format!("api/v1/polls/{}/manifest", other.id()));
    let size = served(&format!("api/v1/polls/{poll}/entries")).len() as u64 / 33;
    for (log, size) in [(format!("polls/{poll}/log"), size), ("polls/log".to_owned(), 2)] {
        paths.push(format!("{log}/checkpoint"));
        paths.extend(TilePath::all(size).map(|tile| format!("{log}/{tile}")));
    }
    paths.extend(["style.css", "mark.svg"].map(str::to_owned));
    for path in &paths {
        assert_eq!(std::fs::read(to.join(path)).unwrap_or_default(), served(path), "{path}");
    }
    let read = |path: &str| serde_json::from_slice::<Value>(&std::fs::read(to.join(path)).unwrap()).unwrap();
    let list: Value = serde_json::from_slice(&served("api/v1/polls")).unwrap();
    let listed = list["polls"].as_array().unwrap().iter().find(|it| it["poll"] == poll.to_string());
    assert_eq!(&read("api/v1/polls/index.json")["polls"][0], listed.unwrap());
    assert_eq!(&read(&format!("api/v1/polls/{poll}/index.json")), listed.unwrap());
}

fn archive(source: &str, to: &Path) -> Output {
    psephos_command(["archive", source, "--to"]).arg(to).output().expect("psephos runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn read(folder: &Path, below: &str, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{below}/{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                read(&path, &name, found);
            } else {
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    read(folder, "", &mut found);
    found.sort();
    found
}
