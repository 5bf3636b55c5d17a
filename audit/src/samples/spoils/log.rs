//! Entries, checkpoints, receipts.

use crypto::encoding::{BallotHash, b64};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::note::{Note, SignerKey};
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Notice, NoticeKind, Promise};

use super::break_signature;
use crate::FaultKind::{
    BallotMissing, CheckpointInconsistent, CheckpointMalformed, CheckpointRoot, CheckpointSignature,
    CheckpointSize, EntriesMalformed, EntryMisplaced, EntryUnknown, PromiseBroken, QuorumMissed,
    ReceiptInvalid, StatementNotLogged,
};
use crate::samples::election::hash;
use crate::samples::{Election, Sample, Spoil};
use crate::{Expected, FaultKind};

pub(super) fn spoils() -> Vec<Spoil> {
    [entries(), checkpoints(), receipts()].into_iter().flatten().collect()
}

fn entries() -> Vec<Spoil> {
    vec![
        Spoil::files("entries-cut-off", EntriesMalformed, |files| {
            let entries = files.get_mut("entries.bin");
            entries.truncate(entries.len() - 5);
        }),
        Spoil::files("entries-padded", EntriesMalformed, |files| files.get_mut("entries.bin").extend([0; 7])),
        Spoil::files("entry-changed", CheckpointRoot, |files| files.get_mut("entries.bin")[40] ^= 1),
        logged("entry-of-an-unknown-type", EntriesMalformed, |log| log.push([9; 33])),
        logged("ghost-entry", BallotMissing, |log| {
            log.push(Entry::ballot(BallotHash::from([7; 32])).to_bytes());
        }),
        logged("ballot-logged-twice", BallotMissing, |log| log.push(log[5])),
        logged("notice-not-logged", StatementNotLogged, |log| {
            log.remove(2);
        }),
        logged("issuance-not-logged", StatementNotLogged, |log| {
            log.pop();
        }),
        logged("issuance-logged-twice", EntryUnknown, |log| log.push(log[log.len() - 1])),
        logged("manifest-logged-twice", EntryUnknown, |log| log.push(log[0])),
        logged("unknown-statement-logged", EntryUnknown, |log| log.push(Entry::notice("another").to_bytes())),
        logged("manifest-behind-assets", EntryMisplaced, |log| log.swap(0, 1)),
        logged("ballot-before-assets", EntryMisplaced, |log| log.swap(1, 3)),
        logged("another-manifest-logged", EntryUnknown, |log| log[0][1..].fill(7)),
        Spoil::election("notices-logged-in-another-order", EntryMisplaced, |election| {
            let mut second = election.notices[0].clone();
            (second.seq, second.voting_closes) = (2, second.voting_closes.map(|closes| closes.plus(60)));
            election.notices.push(second);
            election.write_log();
            election.log.swap(2, 3);
            recount(election);
        }),
    ]
}

fn checkpoints() -> Vec<Spoil> {
    let checkpoint = |name, fault, edit: fn(&mut Checkpoint)| {
        Spoil::new(name, fault, move |election| {
            let mut head = election.head();
            edit(&mut head);
            let mut files = election.files();
            files.edit("checkpoint", |_| head.sign(&election.ballot_box).to_string());
            Sample::of(&files)
        })
    };
    let text = |name, edit: fn(&str) -> String| {
        Spoil::new(name, CheckpointMalformed, move |election| {
            let note = Note::sign(edit(&election.head().to_text()), &election.ballot_box);
            let mut files = election.files();
            files.edit("checkpoint", |_| note.to_string());
            Sample::of(&files)
        })
    };
    vec![
        checkpoint("checkpoint-counts-one-more", CheckpointSize, |head| head.size += 1),
        checkpoint("checkpoint-counts-one-fewer", CheckpointSize, |head| head.size -= 1),
        checkpoint("root-of-another-tree", CheckpointRoot, |head| head.root[0] ^= 1),
        checkpoint("checkpoint-of-another-log", CheckpointMalformed, |head| head.origin.push('2')),
        text("checkpoint-with-a-leading-zero", |text| text.replacen("\n1", "\n01", 1)),
        text("checkpoint-of-two-lines", |text| {
            text.lines().take(2).map(|line| format!("{line}\n")).collect()
        }),
        text("checkpoint-with-a-short-root", |text| {
            let lines: Vec<_> = text.lines().take(2).collect();
            format!("{}\n{}\n", lines.join("\n"), b64(&[7; 31]))
        }),
        Spoil::files("checkpoint-altered", CheckpointSignature, |files| {
            files.edit("checkpoint", |note| break_signature(note, "ballots.example.net"));
        }),
        Spoil::new("checkpoint-of-another-signer", CheckpointSignature, |election| {
            let mut files = election.files();
            files.edit("checkpoint", |_| election.head().sign(&election.registrar).to_string());
            Sample::of(&files)
        }),
        Spoil::expected("older-checkpoint-of-another-history", CheckpointInconsistent, |election| {
            let fork = Checkpoint { size: 5, root: [7; 32], ..election.head() };
            since(&fork.sign(&election.ballot_box))
        }),
        Spoil::expected("older-checkpoint-of-a-longer-log", CheckpointInconsistent, |election| {
            let head = election.head();
            since(&Checkpoint { size: head.size + 3, ..head }.sign(&election.ballot_box))
        }),
        Spoil::expected("older-checkpoint-not-signed", CheckpointSignature, |election| {
            since(&election.head().sign(&election.registrar))
        }),
        Spoil::expected("older-checkpoint-is-none", CheckpointMalformed, |_| Expected {
            since: vec![("old".to_owned(), "hello".to_owned())],
            ..Expected::default()
        }),
        Spoil::signed("witnesses-missing", QuorumMissed, |election| {
            let witness = SignerKey::from_seed(&"witness.example.com".parse().expect("a name"), [7; 32]);
            let key = [&[4], &witness.verifier().public_key()[..]].concat();
            let id = crypto::encoding::sha256(&[b"witness.example.com\n", &key]);
            let mut body = (*election.manifest).clone();
            body.witnesses =
                vec![format!("witness.example.com+{}+{}", crypto::encoding::hex(&id[..4]), b64(&key))];
            body.quorum = 1;
            // The ballots are of the poll without witnesses, which adds faults of its own.
            election.manifest = body.seal().expect("a manifest");
        }),
    ]
}

fn receipts() -> Vec<Spoil> {
    vec![
        Spoil::expected("promised-ballot-missing", PromiseBroken, |election| {
            receipt(election.receipt(BallotHash::from([7; 32])))
        }),
        Spoil::new("promised-ballot-missing-in-a-cancelled-poll", PromiseBroken, |election| {
            let mut election = election.clone();
            let (seq, notice) = (election.notices.len() as u64 + 1, election.notices[0].clone());
            election.notices.push(Notice { seq, kind: NoticeKind::Cancel, voting_closes: None, ..notice });
            election.publish();
            let expected = receipt(election.receipt(BallotHash::from([7; 32])));
            Sample { expected, ..Sample::of(&election.files()) }
        }),
        Spoil::expected("receipt-of-another-signer", ReceiptInvalid, |election| {
            let promise = Promise { poll: election.manifest.id(), ballot: hash(&election.ballots[0]) };
            receipt(statement::sign(&promise, &election.registrar).to_string())
        }),
        Spoil::expected("receipt-of-another-poll", ReceiptInvalid, |election| {
            let promise = Promise { poll: [7; 32].into(), ballot: hash(&election.ballots[0]) };
            receipt(statement::sign(&promise, &election.ballot_box).to_string())
        }),
        Spoil::expected("receipt-is-none", ReceiptInvalid, |_| receipt("hello\n".to_owned())),
        Spoil::expected("receipt-from-another-history", CheckpointInconsistent, |election| {
            let ballot = hash(&election.ballots[0]);
            let mut tree = Tree::new();
            tree.push(&Entry::manifest(election.manifest.id()));
            tree.push(&Entry::ballot(ballot));
            let head = Checkpoint { size: 2, root: tree.root(), ..election.head() };
            let path = tree.inclusion_proof(1, 2).expect("an index of the tree");
            let proof = TlogProof::new(1, path, head.sign(&election.ballot_box));
            let file = ReceiptFile::parse(&election.receipt(ballot)).expect("a receipt");
            receipt(ReceiptFile { proof: Some(proof), ..file }.to_string())
        }),
    ]
}

/// The ballot box logs something else, and counts and signs over it.
fn logged(name: &'static str, fault: FaultKind, edit: fn(&mut Vec<[u8; 33]>)) -> Spoil {
    Spoil::election(name, fault, move |election| {
        edit(&mut election.log);
        recount(election);
    })
}

fn recount(election: &mut Election) {
    election.results.clear();
    election.count();
}

fn since(checkpoint: &Note) -> Expected {
    Expected {
        since: vec![("an older checkpoint".to_owned(), checkpoint.to_string())],
        ..Expected::default()
    }
}

fn receipt(text: String) -> Expected {
    Expected { receipts: vec![("my receipt".to_owned(), text)], ..Expected::default() }
}
