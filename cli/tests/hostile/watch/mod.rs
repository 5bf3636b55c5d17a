//! `psephos watch` against a ballot box that cheats.

mod answers;
mod lists;
mod mirrors;
mod promises;
mod statements;
mod telling;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::Duration;

use crypto::encoding::BallotHash;
use crypto::log::checkpoint::{Checkpoint, polls_origin};
use crypto::log::entry::Entry;
use crypto::log::tiles::{Span, TilePath, entry_bundle};
use crypto::manifest::ManifestBody;
use crypto::note::{Note, SignerKey, VerifierKey};
use crypto::statement::{self, Assets};
use serde_json::{Value, json};

use crate::stand_in::{Answered, StandIn, tree};

/// A watcher's folder beside a ballot box that behaves, until a test tells it not to.
struct Watched {
    folder: tempfile::TempDir,
    stand_in: StandIn,
    assets: String,
}

impl Watched {
    /// Of a poll that closes `closes` seconds from now.
    fn of(closes: i64) -> Self {
        Self::with(closes, |_| {})
    }

    /// As [`Watched::of`], of a poll that is changed before it is published.
    fn with(closes: i64, change: impl FnOnce(&mut ManifestBody)) -> Self {
        let stand_in = StandIn::with(closes, change);
        let files = [("/polls/{id}/booth".to_owned(), [1; 32].into())];
        let assets =
            statement::sign(&Assets { version: "1".into(), files: files.into() }, &stand_in.key).to_string();
        stand_in.api("/assets/1", Answered::ok(assets.clone()));
        let watched = Self { folder: tempfile::tempdir().unwrap(), stand_in, assets };
        watched.introduce(watched.stand_in.key.verifier(), &[]);
        watched.list_polls(&[Entry::manifest(watched.stand_in.manifest.id())]);
        watched.show(&[]);
        watched
    }

    /// Says that it has this key, and shows these hand-overs to it.
    fn introduce(&self, key: &VerifierKey, handovers: &[String]) {
        let former = [self.stand_in.key.verifier()];
        let about = json!({
            "role": "ballot-box", "name": key.name(), "key": key, "former_keys": former, "handovers": handovers,
        });
        self.stand_in.site("/.well-known/psephos", Answered::ok(about.to_string()));
    }

    /// The same ballot box, and a watcher that has seen nothing.
    fn forgetful(self) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), ..self }
    }

    fn entries(&self, ballots: &[u8]) -> Vec<Entry> {
        let assets = Note::parse(&self.assets).unwrap();
        let ballots = ballots.iter().map(|byte| Entry::ballot(hash(*byte)));
        let head = [Entry::manifest(self.stand_in.manifest.id()), Entry::assets(assets.text())];
        head.into_iter().chain(ballots).collect()
    }

    /// Shows these ballots in every way there is.
    fn show(&self, ballots: &[u8]) -> Note {
        self.show_entries(&self.entries(ballots), ballots.len())
    }

    fn show_entries(&self, entries: &[Entry], ballots: usize) -> Note {
        self.summary(&json!({"ballots": ballots, "tree_size": entries.len()}));
        let poll = self.stand_in.manifest.id();
        tiles(&self.stand_in, &format!("/polls/{poll}/log"), entries);
        self.stand_in.show_log(entries)
    }

    fn summary(&self, summary: &Value) {
        self.stand_in.api("", Answered::ok(summary.to_string()));
    }

    fn list_polls(&self, entries: &[Entry]) {
        self.list_polls_by(&self.stand_in.key, entries);
    }

    fn list_polls_by(&self, key: &SignerKey, entries: &[Entry]) {
        let origin = polls_origin(&self.stand_in.manifest.ballot_box.name);
        let note = Checkpoint::of(origin, &tree(entries)).sign(key);
        self.stand_in.site("/polls/log/checkpoint", Answered::ok(note.to_string()));
        tiles(&self.stand_in, "/polls/log", entries);
    }

    /// A promise in a file.
    fn promise(&self, byte: u8) -> PathBuf {
        let path = self.folder.path().join(format!("{byte}.psephos-receipt"));
        fs::write(&path, self.stand_in.promise(hash(byte)).to_string()).unwrap();
        path
    }

    /// A promise of this poll in the folder of another watcher.
    fn promise_in(&self, other: &Self) -> PathBuf {
        let path = other.folder.path().join("other.psephos-receipt");
        fs::write(&path, self.stand_in.promise(hash(1)).to_string()).unwrap();
        path
    }

    fn run(&self, more: &[&str]) -> Seen {
        self.run_at(&self.stand_in.manifest.ballot_box.url.clone(), more)
    }

    fn run_at(&self, address: &str, more: &[&str]) -> Seen {
        let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
        command.args(["watch", address, "--once", "--json", "--state"]);
        command.arg(self.folder.path().join("state")).args(more);
        if !more.contains(&"--patience") {
            command.args(["--patience", "0s"]);
        }
        let Output { status, stdout, stderr } = command.output().unwrap();
        let lines = String::from_utf8(stdout).unwrap();
        let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Seen { code: status.code().unwrap(), lines, stderr: String::from_utf8(stderr).unwrap() }
    }
}

/// What one run said.
#[derive(Debug)]
struct Seen {
    code: i32,
    lines: Vec<Value>,
    stderr: String,
}

impl Seen {
    /// Nothing is wrong, and it says so of the poll.
    fn is_quiet(&self) {
        assert_eq!((self.code, self.lines.len()), (0, 1), "{self:#?}");
        assert_eq!(self.lines[0]["level"], "info", "{self:#?}");
    }

    /// Nothing is wrong any more.
    fn is_over(&self, kind: &str) {
        let over = self.lines.iter().any(|line| line["level"] == "over" && line["kind"] == kind);
        assert!(self.code == 0 && over, "{self:#?}");
    }

    /// The kinds that became alerts in this run.
    fn alerts(&self) -> Vec<&str> {
        let alerts = self.lines.iter().filter(|line| line["level"] == "alert");
        alerts.map(|line| line["kind"].as_str().unwrap()).collect()
    }

    /// The one alert of this run, whose evidence `psephos evidence` judges with that exit code.
    fn one(&self, kind: &str, proves: Option<i32>) {
        assert_eq!((self.code, self.alerts()), (1, vec![kind]), "{self:#?}");
        let alert = self.lines.iter().find(|line| line["level"] == "alert").unwrap();
        let judged = alert.get("evidence").map(|file| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
            let judged = command.arg("evidence").arg(file.as_str().unwrap()).output().unwrap();
            judged.status.code().unwrap()
        });
        assert_eq!(judged, proves, "{self:#?}");
        assert_eq!(
            alert.get("convicts").is_some(),
            proves == Some(0) || kind == "result-overdue",
            "{self:#?}"
        );
    }
}

/// Shows these entries in tiles.
fn tiles(at: &StandIn, below: &str, entries: &[Entry]) {
    slow_tiles(at, below, entries, Duration::ZERO);
}

/// Each comes after so long.
fn slow_tiles(at: &StandIn, below: &str, entries: &[Entry], delay: Duration) {
    for (index, bundle) in (0..).zip(entries.chunks(256)) {
        let span = Span::new(index, u16::try_from(bundle.len()).unwrap()).unwrap();
        let bundle = Answered { delay, ..Answered::ok(entry_bundle(bundle)) };
        at.site(&format!("{below}/{}", TilePath::Entries(span)), bundle);
    }
}

fn hash(byte: u8) -> BallotHash {
    [byte; 32].into()
}
