//! `psephos vote` against a ballot box that cheats, and on what an earlier run has left.

use std::fs;
use std::path::PathBuf;

use cli::vote::{Stage, StateFile, Vote, run};
use crypto::ballot::Ballot;
use crypto::encoding::{BallotHash, b64url};
use crypto::log::proof::TlogProof;
use crypto::note::SignerKey;
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Promise, Refusal};
use serde_json::json;

use super::stand_in::{Answered, StandIn, tree};

/// A voter with a finished ballot for the lake.
struct Voter {
    folder: tempfile::TempDir,
    stand_in: StandIn,
    ballot: Ballot,
}

impl Voter {
    fn sealed() -> Self {
        let stand_in = StandIn::start(3600);
        let voter = Self { folder: tempfile::tempdir().unwrap(), ballot: stand_in.ballot("lake"), stand_in };
        let (poll, ballot) = (voter.stand_in.manifest.id(), b64url(&voter.ballot.to_bytes()));
        StateFile::at(&voter.state()).begin(&Stage::Sealed { poll, ballot }).unwrap();
        voter
    }

    /// As sealed, and the ballot box has promised.
    fn cast() -> Self {
        let voter = Self::sealed();
        voter.stand_in.api("/ballots", Answered::ok(voter.stand_in.promise(voter.hash()).to_string()));
        voter.says("promised");
        voter.run(&[]).unwrap();
        voter
    }

    fn run(&self, answers: &[&str]) -> Result<(), String> {
        let vote = Vote {
            poll: self.stand_in.url(),
            email: None,
            password_file: None,
            answers: answers.iter().map(|answer| answer.parse().unwrap()).collect(),
            state: self.state(),
            receipt: None,
            registrar_key: None,
            ballot_box_key: None,
        };
        run(&vote).map_err(|error| format!("{error:#}"))
    }

    fn refused(&self, reason: &str, more: serde_json::Value) {
        self.stand_in.api("/ballots", Answered::problem(403, reason, more));
    }

    fn refusal(&self, ballot: BallotHash, reason: &str) -> String {
        let refusal = Refusal { poll: self.stand_in.manifest.id(), ballot, reason: reason.to_owned() };
        statement::sign(&refusal, &self.stand_in.key).to_string()
    }

    fn says(&self, state: &str) {
        let hash = self.hash();
        let body = json!({ "ballot": hash, "state": state, "index": 2, "number": 1 }).to_string();
        self.stand_in.api(&format!("/receipts/{hash}"), Answered::ok(body));
    }

    fn hash(&self) -> BallotHash {
        self.ballot.hash()
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("ada.vote")
    }

    fn receipt(&self) -> PathBuf {
        self.folder.path().join("ada.psephos-receipt")
    }

    fn evidence(&self, number: u32) -> Option<String> {
        fs::read_to_string(self.state().with_extension(format!("evidence-{number}"))).ok()
    }
}

#[test]
fn a_proof_that_is_kept_outlives_another_run() {
    let voter = Voter::cast();
    let entries = voter.stand_in.entries(&[voter.hash()]);
    let hashes = tree(&entries).inclusion_proof(2, 3).unwrap();
    let proof = TlogProof::new(2, hashes, voter.stand_in.checkpoint(&entries));
    let promise = voter.stand_in.promise(voter.hash());
    let proved = ReceiptFile { promise, proof: Some(proof) }.to_string();
    fs::write(voter.receipt(), &proved).unwrap();

    let denied = voter.run(&[]).unwrap_err();
    assert!(denied.contains("had logged this ballot and denies it now"), "{denied}");
    assert_eq!(fs::read_to_string(voter.receipt()).unwrap(), proved);
    voter.says("logged");
    voter.run(&[]).unwrap();
    assert_eq!(fs::read_to_string(voter.receipt()).unwrap(), proved);
}

#[test]
fn no_other_file_is_overwritten_by_a_receipt() {
    let voter = Voter::cast();
    let other = ReceiptFile { promise: voter.stand_in.promise([7; 32].into()), proof: None }.to_string();
    for there in [other.as_str(), "a letter"] {
        fs::write(voter.receipt(), there).unwrap();
        let refused = voter.run(&[]).unwrap_err();
        assert!(refused.contains("is not the receipt of this ballot"), "{refused}");
        assert_eq!(fs::read_to_string(voter.receipt()).unwrap(), there);
    }
}

#[test]
fn other_answers_than_the_sealed_ones_are_refused_before_anything_is_sent() {
    for voter in [Voter::sealed(), Voter::cast()] {
        let before = fs::read_to_string(voter.state()).unwrap();
        let refused = voter.run(&["party=roof"]).unwrap_err();
        assert!(refused.contains("cannot be changed any more: party=lake"), "{refused}");
        let wrong = voter.run(&["party=pond"]).unwrap_err();
        assert!(wrong.contains("lake, roof"), "{wrong}");
        assert_eq!(fs::read_to_string(voter.state()).unwrap(), before);
    }
    let voter = Voter::cast();
    voter.run(&["party=lake"]).unwrap();
}

#[test]
fn only_what_the_ballot_box_has_signed_is_kept_as_its_refusal() {
    let voter = Voter::sealed();
    let stranger = SignerKey::generate(&voter.stand_in.manifest.ballot_box.name);
    let forged = Refusal {
        poll: voter.stand_in.manifest.id(),
        ballot: voter.hash(),
        reason: "token-invalid".to_owned(),
    };
    for refusal in [
        "nonsense".to_owned(),
        statement::sign(&forged, &stranger).to_string(),
        voter.refusal([7; 32].into(), "token-invalid"),
        voter.refusal(voter.hash(), "content-invalid"),
    ] {
        voter.refused("token-invalid", json!({ "refusal": refusal }));
        voter.run(&[]).unwrap_err();
        assert_eq!(voter.evidence(1), None, "{refusal}");
    }
    let refusal = voter.refusal(voter.hash(), "token-invalid");
    voter.refused("token-invalid", json!({ "refusal": refusal, "promise": "nonsense" }));
    voter.run(&[]).unwrap_err();
    let kept = voter.evidence(1).expect("a signed refusal is kept");
    assert!(kept.contains(refusal.trim_end()) && !kept.contains("nonsense"), "{kept}");
}

#[test]
fn a_refusal_is_kept_once_and_not_at_all_where_it_only_says_to_wait() {
    let voter = Voter::sealed();
    let too_early = voter.refusal(voter.hash(), "voting-not-open");
    voter.refused("voting-not-open", json!({ "refusal": too_early }));
    voter.run(&[]).unwrap_err();
    assert_eq!(voter.evidence(1), None);
    let closed = voter.refusal(voter.hash(), "voting-closed");
    voter.refused("voting-closed", json!({ "refusal": closed }));
    for _ in 0..3 {
        voter.run(&[]).unwrap_err();
    }
    assert!(voter.evidence(1).is_some() && voter.evidence(2).is_none());
}

#[test]
fn a_lost_ballot_that_is_not_taken_again_is_a_broken_promise() {
    let voter = Voter::cast();
    let hash = voter.hash();
    voter.stand_in.api(&format!("/receipts/{hash}"), Answered::problem(404, "not-found", json!({})));
    let closed = voter.refusal(hash, "voting-closed");
    voter.refused("voting-closed", json!({ "refusal": closed }));
    voter.run(&[]).unwrap_err();
    let kept = voter.evidence(1).expect("the promise is evidence");
    assert!(kept.contains("is not known any more") && kept.contains(closed.trim_end()), "{kept}");
    assert!(kept.contains(voter.stand_in.promise(hash).to_string().trim_end()), "{kept}");
}

#[test]
fn what_comes_back_for_a_lost_ballot_must_be_its_promise() {
    let voter = Voter::cast();
    let hash = voter.hash();
    voter.stand_in.api(&format!("/receipts/{hash}"), Answered::problem(404, "not-found", json!({})));
    for answer in ["taken".to_owned(), voter.stand_in.promise([7; 32].into()).to_string()] {
        voter.stand_in.api("/ballots", Answered::ok(answer));
        let told = voter.run(&[]).unwrap_err();
        assert!(told.contains("promise"), "{told}");
    }
    let again = Promise { poll: voter.stand_in.manifest.id(), ballot: hash };
    voter.stand_in.api("/ballots", Answered::ok(statement::sign(&again, &voter.stand_in.key).to_string()));
    voter.run(&[]).unwrap();
}

#[test]
fn an_answer_without_end_is_not_read_to_its_end() {
    let voter = Voter::sealed();
    voter.stand_in.api("/ballots", Answered::ok(vec![b'x'; 3 << 20]));
    let told = voter.run(&[]).unwrap_err();
    assert!(told.contains("more than 2097152 bytes"), "{told}");
}
