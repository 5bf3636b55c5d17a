#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crypto::evidence::EvidenceFile;
use crypto::log::checkpoint::{Checkpoint, poll_origin, polls_origin};
use crypto::log::cosignature::{AddCheckpoint, WitnessKey, WitnessSigner};
use crypto::log::merkle::Tree;
use crypto::note::{Note, SignerKey};
use rocket::local::blocking::Client;
use tempfile::TempDir;

use super::*;

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(&name.parse().unwrap(), [seed; 32])
}

/// A log whose leaves are all `leaf`.
fn tree(size: u8, leaf: u8) -> Tree {
    let mut tree = Tree::new();
    (0..size).for_each(|_| tree.push_leaf([leaf; 32]));
    tree
}

struct Scene {
    client: Client,
    witness: WitnessKey,
    state: TempDir,
}

impl Scene {
    fn new() -> Self {
        Self::on(tempfile::tempdir().unwrap())
    }

    fn on(state: TempDir) -> Self {
        let signer = WitnessSigner::new(key("w.example.org", 3));
        let boxes = vec![key(BOX, 1).verifier().clone(), key(BOX, 2).verifier().clone()];
        let witness = signer.verifier();
        let rocket =
            build(Witness::open(signer, state.path(), boxes).unwrap(), ([127, 0, 0, 1], 0).into(), false);
        Self { client: Client::untracked(rocket).unwrap(), witness, state }
    }

    fn post(&self, body: String) -> (u16, Option<String>, String) {
        let answer = self.client.post("/add-checkpoint").body(body).dispatch();
        let kind = answer.content_type().map(|kind| kind.to_string());
        (answer.status().code, kind, answer.into_string().unwrap_or_default())
    }

    /// The tree's checkpoint, offered as the continuation of `old` entries of it.
    fn offer(&self, tree: &Tree, old: u64) -> (u16, String) {
        let proof = tree.consistency_proof(old, tree.size()).unwrap_or_default();
        let checkpoint = checkpoint(tree);
        let (status, _, text) = self.post(AddCheckpoint { old, proof, checkpoint }.to_string());
        (status, text)
    }
}

fn origin() -> String {
    poll_origin(BOX, &[5; 32].into())
}

fn checkpoint(tree: &Tree) -> Note {
    Checkpoint::of(origin(), tree).sign(&key(BOX, 1))
}

#[test]
fn nonsense_and_strangers_are_refused_with_the_statuses_of_the_specification() {
    let scene = Scene::new();
    let status = |body: String| scene.post(body).0;
    assert_eq!(status("nonsense".into()), 400);
    assert_eq!(status("x".repeat(200_000)), 413);
    assert_eq!(status(format!("old 4\n\n{}", checkpoint(&tree(3, 1)))), 400);
    let of = |origin: &str, signer: &SignerKey| {
        let checkpoint = Checkpoint::of(origin.to_owned(), &tree(3, 1)).sign(signer);
        AddCheckpoint { old: 0, proof: vec![], checkpoint }.to_string()
    };
    let ballot_box = key(BOX, 1);
    for unknown in
        ["other.example.net/polls/log", "ballots.example.net/else", "ballots.example.net/polls/x/log"]
    {
        assert_eq!(status(of(unknown, &ballot_box)), 404, "{unknown}");
    }
    assert_eq!(status(of(&origin(), &key(BOX, 9))), 403);
    assert_eq!(status(of(&polls_origin(&BOX.parse().unwrap()), &ballot_box)), 200);
}

#[test]
fn logs_of_each_key_of_a_ballot_box_are_cosigned() {
    let scene = Scene::new();
    for (seed, poll) in [(1, 5), (2, 6)] {
        let checkpoint =
            Checkpoint::of(poll_origin(BOX, &[poll; 32].into()), &tree(3, 1)).sign(&key(BOX, seed));
        let (status, _, text) = scene.post(AddCheckpoint { old: 0, proof: vec![], checkpoint }.to_string());
        assert_eq!(status, 200, "key {seed}: {text}");
    }
}

#[test]
fn a_log_that_grows_is_cosigned_also_after_a_restart() {
    let mut scene = Scene::new();
    let (three, seven) = (tree(3, 1), tree(7, 1));
    for (tree, old) in [(&three, 0), (&three, 3), (&seven, 3)] {
        let (status, line) = scene.offer(tree, old);
        assert_eq!(status, 200, "{line}");
        let mut note = checkpoint(tree);
        let time = scene.witness.admit(&mut note, &line).unwrap();
        assert!(time > 1_700_000_000);
    }
    scene = Scene::on(scene.state);
    let (status, kind, text) = scene.post(format!("old 0\n\n{}", checkpoint(&tree(9, 1))));
    assert_eq!((status, kind.as_deref(), text.as_str()), (409, Some("text/x.tlog.size"), "7\n"));
    assert_eq!(scene.offer(&tree(9, 1), 7).0, 200);
    assert_eq!(scene.offer(&seven, 7).0, 409, "never back");
}

#[test]
fn a_split_list_is_refused_and_leaves_evidence() {
    let scene = Scene::new();
    assert_eq!(scene.offer(&tree(5, 1), 0).0, 200);
    assert_eq!(scene.offer(&tree(9, 2), 5).0, 422, "another list that is longer");
    assert_eq!(scene.offer(&tree(5, 2), 0).0, 409, "whatever old size it names");
    assert_eq!(scene.offer(&tree(5, 2), 5).0, 409);
    assert_eq!(scene.offer(&tree(9, 1), 5).0, 200, "the list itself may go on");

    let kept: Vec<_> = std::fs::read_dir(scene.state.path().join("evidence")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    let text = std::fs::read_to_string(kept[0].as_ref().unwrap().path()).unwrap();
    let file = EvidenceFile::parse(&text).unwrap();
    assert_eq!(file.poll, Some([5; 32].into()));
    let notes: Vec<Note> = file.parts.iter().map(|part| Note::parse(&part.text).unwrap()).collect();
    let heads: Vec<Checkpoint> = notes
        .iter()
        .map(|note| Checkpoint::from_note(note, key(BOX, 1).verifier(), &origin()).unwrap())
        .collect();
    assert!(heads[0].size == heads[1].size && heads[0].root != heads[1].root);
}

#[test]
fn of_two_at_once_only_one_is_cosigned() {
    for _ in 0..20 {
        let state = tempfile::tempdir().unwrap();
        let signer = WitnessSigner::new(key("w.example.org", 3));
        let witness = Witness::open(signer, state.path(), vec![key(BOX, 1).verifier().clone()]).unwrap();
        let offer = &|size: u8, old: u64| {
            let tree = tree(size, 1);
            let proof = tree.consistency_proof(old, tree.size()).unwrap_or_default();
            let request = AddCheckpoint { old, proof, checkpoint: checkpoint(&tree) };
            witness.add(&request.to_string(), 1_800_000_000).is_ok()
        };
        assert!(offer(2, 0));
        let cosigned: Vec<bool> = std::thread::scope(|scope| {
            let running = [3, 4].map(|size| scope.spawn(move || offer(size, 2)));
            running.into_iter().map(|offer| offer.join().unwrap()).collect()
        });
        assert_eq!(cosigned.iter().filter(|done| **done).count(), 1);
    }
}

const BOX: &str = "ballots.example.net";
