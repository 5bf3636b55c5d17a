//! Witnesses that watch a ballot box: they are never in the way of voting, a quorum is, of a result, and a list that was
//! split leaves evidence.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;

use cli::client::Http;
use crypto::encoding::PollId;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::cosignature::{AddCheckpoint, WitnessKey, cosigners};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::Note;
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::ports;
use e2e::services::Side;
use serde_json::json;
use tempfile::TempDir;

#[test]
fn a_result_waits_for_the_quorum_and_voting_for_nobody() {
    let mut election = Election::simple();
    let mut witness = Witness::with("ed25519");
    let poll = publish(&mut election, &witness);
    let manifest = election.manifest(&poll);
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    let cosigned = |election: &Election| {
        let note = election.services.ballot_box().checkpoint(&manifest.id()).unwrap();
        witness_time(&manifest.witnesses[0], &note)
    };
    // Nobody has started the witness yet.
    let first = election.vote(&manifest, &ada, &choice("lake"));
    assert_eq!((election.summary(&manifest).ballots, cosigned(&election)), (1, None));

    witness.start(&manifest.ballot_box.key.to_string());
    election.wait_for("the cosignature", || cosigned(&election));
    let proof = election.services.ballot_box().proof(&manifest.id(), &first.hash()).unwrap();
    let proof = TlogProof::parse(&proof).unwrap();
    assert_eq!(cosigners(&proof.checkpoint, manifest.witnesses.iter().map(String::as_str)), 1);

    witness.stop();
    election.vote(&manifest, &ben, &choice("roof"));
    election.announce_close(&manifest);
    election.wait_for("the close", || (election.summary(&manifest).phase == "closed").then_some(()));
    election.services.crash_and_restart(Side::BallotBox);
    assert!(election.services.ballot_box().result(&manifest.id()).is_err(), "no quorum, no result");

    witness.start(&manifest.ballot_box.key.to_string());
    let outcome = election.await_result(&manifest);
    assert_eq!((outcome.ballots, outcome.issued), (2, Some(2)));
    // What was cosigned stays so, also without the witness.
    witness.stop();
    election.services.crash_and_restart(Side::BallotBox);
    assert!(cosigned(&election).is_some());
    let bundle = election.services.ballot_box().get(&manifest.id(), "/bundle").unwrap().body;
    let name = witness.key.split('+').next().unwrap().as_bytes();
    assert!(bundle.windows(name.len()).any(|window| window == name), "the bundle has the cosignature");
    let file = witness.folder.path().join("bundle.tar");
    fs::write(&file, bundle).unwrap();
    let audited = psephos_command(["audit"]).arg(&file).output().unwrap();
    assert!(audited.status.success(), "{}", String::from_utf8_lossy(&audited.stdout));
}

/// Two operators, each with a ballot box and a witness that watches the other's.
#[test]
fn two_ballot_boxes_watch_each_other_and_a_split_list_leaves_evidence_that_convicts() {
    let (mut one, mut other) = thread::scope(|scope| {
        let one = scope.spawn(Election::simple);
        let other = Election::simple();
        (one.join().unwrap(), other)
    });
    let (mut of_one, mut of_other) = (Witness::with("ed25519"), Witness::with("ml-dsa-44"));
    let (first, second) = (publish(&mut one, &of_other), publish(&mut other, &of_one));
    let (first, second) = (one.manifest(&first), other.manifest(&second));
    of_one.start(&second.ballot_box.key.to_string());
    of_other.start(&first.ballot_box.key.to_string());
    let shown = [(&one, &first), (&other, &second)].map(|(election, manifest)| {
        election.wait_for("the cosignature", || {
            let note = election.services.ballot_box().checkpoint(&manifest.id()).unwrap();
            witness_time(&manifest.witnesses[0], &note).map(|_| note)
        })
    });
    assert_eq!((of_one.evidence().len(), of_other.evidence().len()), (0, 0), "both are honest so far");

    splits(&one, &first, &shown[0], &of_other);
    assert_eq!(of_one.evidence().len(), 0, "of the other, which keeps to its list, there is none");
    splits(&other, &second, &shown[1], &of_one);
    // The list that all have seen is watched on, and gets its result.
    assert_eq!(other.close(&second).ballots, 0);
}

/// The ballot box's operator shows other people another list than `shown`, and its witness notices.
fn splits(election: &Election, manifest: &Manifest, shown: &str, witness: &Witness) {
    let ballot_box = election.services.ballot_box();
    let mut tree = Tree::new();
    let size = Checkpoint::parse(Note::parse(shown).unwrap().text()).unwrap().size;
    (0..size).for_each(|_| tree.push(&Entry::assets("made up")));
    let origin = poll_origin(manifest.ballot_box.key.name(), &manifest.id());
    let made_up = Checkpoint::of(origin, &tree).sign(&election.services.ballot_box_key());
    let request = AddCheckpoint { old: size, proof: vec![], checkpoint: made_up };
    let answer = Http::new(&witness.url)
        .send("POST", "/add-checkpoint", &[], Some(request.to_string().as_bytes()))
        .unwrap();
    assert_eq!(answer.status, 409);

    let kept = witness.evidence();
    assert_eq!(kept.len(), 1);
    let proved = psephos_command(["evidence"]).arg(&kept[0]).output().unwrap();
    let said = String::from_utf8_lossy(&proved.stdout).into_owned();
    assert!(proved.status.success() && said.contains("two different lists"), "{said}");
    assert!(said.contains(manifest.ballot_box.name.as_str()), "it convicts this ballot box: {said}");
    // One of the two alone is what every honest ballot box signs.
    let honest = witness.folder.path().join("one");
    fs::write(&honest, shown).unwrap();
    let url = format!("{}/polls/{}", ballot_box.http().base(), manifest.id());
    let nothing = psephos_command(["evidence", "--poll", &url]).arg(&honest).output().unwrap();
    assert_eq!(nothing.status.code(), Some(1));
}

/// A test poll that needs this witness.
fn publish(election: &mut Election, witness: &Witness) -> PollId {
    let mut draft = Draft::default().to_json();
    draft["witnesses"] = json!([witness.key]);
    draft["quorum"] = json!(1);
    let name = election.admin.draft(&draft).unwrap();
    election.admin.publish(&name).expect_err("the ballot box does not know where the witness is");
    let (key, url) = (&witness.key, &witness.url);
    election
        .services
        .configure_further(Side::BallotBox, &format!("\n[[witnesses]]\nkey = {key:?}\nurl = {url:?}\n"));
    election.services.crash_and_restart(Side::BallotBox);
    election.admin.publish(&name).unwrap()
}

fn witness_time(key: &str, note: &str) -> Option<u64> {
    key.parse::<WitnessKey>().unwrap().cosigned(&Note::parse(note).unwrap())
}

/// `psephos witness` as a process.
struct Witness {
    key: String,
    url: String,
    name: String,
    folder: TempDir,
    process: Option<Child>,
}

impl Witness {
    /// With a key of that kind.
    fn with(kind: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("127.0.0.1:{}", ports::free());
        let made = psephos_command(["witness", "keygen", "--name", &name, "--kind", kind, "--out"])
            .arg(folder.path().join("witness.key"))
            .output()
            .unwrap();
        let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
        assert!(made.status.success() && !key.is_empty());
        Self { key, url: format!("http://{name}"), name, folder, process: None }
    }

    fn start(&mut self, ballot_box: &str) {
        let config = self.folder.path().join("witness.toml");
        let name = &self.name;
        let lines = format!(
            "name = {name:?}\nlisten = {name:?}\nservice_key_file = \"witness.key\"\nstate_dir = \"state\"\n\
             ballot_boxes = [{ballot_box:?}]\n"
        );
        fs::write(&config, lines).unwrap();
        checks_out(&config);
        let mut command = psephos_command(["witness", "serve", "--config"]);
        let process = command.arg(&config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(process.spawn().unwrap());
    }

    /// The files that it kept.
    fn evidence(&self) -> Vec<PathBuf> {
        let folder = fs::read_dir(self.folder.path().join("state/evidence"));
        folder.into_iter().flatten().map(|file| file.unwrap().path()).collect()
    }

    fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.stop();
    }
}

fn checks_out(config: &Path) {
    let checked = psephos_command(["witness", "check-config", "--config"]).arg(config).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
