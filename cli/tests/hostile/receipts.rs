//! `psephos receipt` against a ballot box that cheats.

use std::fs;
use std::path::PathBuf;

use cli::receipt::{CheckReceipt, run};
use crypto::encoding::BallotHash;
use crypto::log::cosignature::WitnessSigner;
use crypto::log::entry::Entry;
use crypto::log::proof::TlogProof;
use crypto::manifest::ManifestBody;
use crypto::note::{Note, SignerKey};
use crypto::receipt::ReceiptFile;

use super::stand_in::{Answered, StandIn, tree};

fn mine() -> BallotHash {
    hash(1)
}

/// A receipt in a folder of its own.
struct Kept {
    folder: tempfile::TempDir,
    stand_in: StandIn,
}

impl Kept {
    /// Of a poll that closed `closed` seconds from now; with a proof if the ballot stood in these entries.
    fn of(closed: i64, logged: Option<&[BallotHash]>) -> Self {
        Self::with(closed, logged, |_| {})
    }

    /// The same of a poll that is changed before it is published.
    fn with(closed: i64, logged: Option<&[BallotHash]>, change: impl FnOnce(&mut ManifestBody)) -> Self {
        let kept = Self { folder: tempfile::tempdir().unwrap(), stand_in: StandIn::with(closed, change) };
        let proof = logged.map(|ballots| {
            let entries = kept.stand_in.entries(ballots);
            let index = entries.iter().position(|entry| *entry == Entry::ballot(mine())).unwrap() as u64;
            let hashes = tree(&entries).inclusion_proof(index, entries.len() as u64).unwrap();
            TlogProof::new(index, hashes, kept.stand_in.checkpoint(&entries))
        });
        let file = ReceiptFile { promise: kept.stand_in.promise(mine()), proof };
        fs::write(kept.path(), file.to_string()).unwrap();
        kept
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("mine.psephos-receipt")
    }

    fn check(&self) -> Result<(), String> {
        run(&CheckReceipt { file: self.path(), ballot_box_key: None }).map_err(|error| format!("{error:#}"))
    }

    fn says(&self, state: &str) {
        let mine = mine();
        let body = format!(r#"{{"ballot":"{mine}","state":"{state}","index":2,"number":1}}"#);
        self.stand_in.api(&format!("/receipts/{mine}"), Answered::ok(body));
    }

    fn evidence(&self) -> bool {
        self.folder.path().join("mine.evidence-1").exists()
    }
}

#[test]
fn a_promise_that_is_kept_gets_its_proof() {
    let kept = Kept::of(-60, None);
    let entries = kept.stand_in.entries(&[hash(9), mine()]);
    kept.stand_in.show_log(&entries);
    kept.stand_in.show_result(&entries, 2);
    kept.check().unwrap();
    let file = ReceiptFile::parse(&fs::read_to_string(kept.path()).unwrap()).unwrap();
    assert!(file.verify(kept.stand_in.key.verifier()).unwrap().logged.is_some());
    kept.check().unwrap();
    assert!(!kept.evidence());
}

#[test]
fn a_result_without_the_ballot_convicts_whatever_the_ballot_box_says() {
    for state in ["promised", "logged", "counted"] {
        let kept = Kept::of(-60, None);
        kept.says(state);
        let entries = kept.stand_in.entries(&[hash(9)]);
        kept.stand_in.show_log(&entries);
        kept.stand_in.show_result(&entries, 1);
        let told = kept.check().unwrap_err();
        assert!(told.contains("in which that ballot is missing") && kept.evidence(), "{state}: {told}");
    }
}

#[test]
fn a_longer_log_that_does_not_begin_with_the_receipts_convicts() {
    let kept = Kept::of(3600, Some(&[mine(), hash(2)]));
    kept.says("logged");
    kept.stand_in.show_log(&kept.stand_in.entries(&[hash(2), mine(), hash(3), hash(4)]));
    let told = kept.check().unwrap_err();
    assert!(told.contains("does not begin with it") && kept.evidence(), "{told}");
}

#[test]
fn two_logs_of_one_size_convict() {
    let kept = Kept::of(3600, Some(&[mine(), hash(2)]));
    kept.stand_in.show_log(&kept.stand_in.entries(&[hash(2), mine()]));
    let told = kept.check().unwrap_err();
    assert!(told.contains("two different lists") && kept.evidence(), "{told}");
}

#[test]
fn a_log_that_shrank_or_is_not_the_signed_one_is_a_fault() {
    let kept = Kept::of(3600, Some(&[mine(), hash(2)]));
    kept.stand_in.show_log(&kept.stand_in.entries(&[mine()]));
    let told = kept.check().unwrap_err();
    assert!(told.contains("does not begin with the 4"), "{told}");

    let entries = kept.stand_in.entries(&[mine(), hash(2), hash(3)]);
    kept.stand_in.show_log(&entries);
    kept.check().unwrap();
    let bytes: Vec<u8> = entries.iter().rev().flat_map(Entry::to_bytes).collect();
    kept.stand_in.api("/entries", Answered::ok(bytes.clone()));
    let told = kept.check().unwrap_err();
    assert!(told.contains("not the ones that it signed"), "{told}");
    kept.stand_in.api("/entries", Answered::ok(&bytes[1..]));
    let told = kept.check().unwrap_err();
    assert!(told.contains("fewer entries than the 5"), "{told}");
}

#[test]
fn a_promise_waits_for_the_result_and_not_for_ever() {
    let open = Kept::of(3600, None);
    open.says("promised");
    open.stand_in.show_log(&open.stand_in.entries(&[]));
    open.check().unwrap();

    let overdue = Kept::of(-25 * 3600, None);
    overdue.says("promised");
    overdue.stand_in.show_log(&overdue.stand_in.entries(&[]));
    let told = overdue.check().unwrap_err();
    assert!(told.contains("A result was due") && overdue.evidence(), "{told}");
}

#[test]
fn a_ballot_that_is_not_known_any_more_is_told() {
    let kept = Kept::of(3600, None);
    kept.stand_in.show_log(&kept.stand_in.entries(&[hash(9)]));
    let told = kept.check().unwrap_err();
    assert!(told.contains("does not know a ballot that it promised") && kept.evidence(), "{told}");
}

#[test]
fn a_result_without_its_quorum_of_witnesses_is_told() {
    let witnesses = [1, 2]
        .map(|seed| WitnessSigner::new(SignerKey::from_seed(&"w.example".parse().unwrap(), [seed; 32])));
    let kept = Kept::with(-60, None, |body| {
        body.witnesses = witnesses.iter().map(|witness| witness.verifier().to_string()).collect();
        body.quorum = 2;
    });
    let entries = kept.stand_in.entries(&[hash(9), mine()]);
    let show = |witnesses: &[WitnessSigner]| {
        let mut note = kept.stand_in.show_log(&entries);
        for witness in witnesses {
            let line = witness.cosign(&note, 1_790_000_000);
            witness.verifier().admit(&mut note, &line).unwrap();
        }
        kept.stand_in.api("/checkpoint", Answered::ok(note.to_string()));
    };
    // Before there is a result the witnesses may still be on their way.
    kept.says("logged");
    show(&[]);
    kept.check().unwrap();

    kept.stand_in.show_result(&entries, 2);
    show(&witnesses[..1]);
    let told = kept.check().unwrap_err();
    assert!(told.contains("too few witnesses") && !kept.evidence(), "{told}");
    // A stranger is no witness.
    show(&[witnesses[0].clone(), WitnessSigner::new(SignerKey::generate(&"w.example".parse().unwrap()))]);
    kept.check().unwrap_err();

    fs::write(kept.path(), kept.stand_in.promise(mine()).to_string()).unwrap();
    show(&witnesses);
    kept.check().unwrap();
    // What the receipt's own proof bears counts when the ballot box leaves it out.
    show(&[]);
    kept.check().unwrap();
}

#[test]
fn lines_of_unknown_keys_lead_nowhere_else() {
    let kept = Kept::of(3600, None);
    kept.stand_in.show_log(&kept.stand_in.entries(&[mine()]));
    let own = kept.stand_in.promise(mine());
    let stranger = SignerKey::generate(&"127.0.0.1:9".parse().unwrap());
    let other = Note::sign(own.text().to_owned(), &stranger).to_string();
    let (_, line) = other.split_once("\n\n").unwrap();
    fs::write(kept.path(), own.to_string().replacen("\n\n", &format!("\n\n{line}"), 1)).unwrap();
    kept.check().unwrap();
}

fn hash(byte: u8) -> BallotHash {
    [byte; 32].into()
}
