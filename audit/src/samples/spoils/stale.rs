//! Genuine statements that do not belong together: whoever makes a bundle can take an earlier state of the log beside later
//! statements, or statements out of their places. Nobody did wrong, and nobody may be convicted.

use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Notice, NoticeKind, Promise};

use crate::FaultKind::{
    CancelledPublished, CheckpointInconsistent, NoticeGap, PromiseBroken, ResultLog, StatementMalformed,
    StatementNotLogged,
};
use crate::samples::election::hash;
use crate::samples::{Election, Sample, Spoil};
use crate::{Expected, FaultKind};

pub(super) fn spoils() -> Vec<Spoil> {
    vec![
        stale("older-state-beside-the-newer-result", ResultLog, |_| Expected::default()),
        stale("older-state-beside-later-receipts", PromiseBroken, |election| Expected {
            receipts: election.ballots[KEPT..]
                .iter()
                .enumerate()
                .map(|(place, ballot)| (format!("receipt {place}"), election.receipt(hash(ballot))))
                .collect(),
            ..Expected::default()
        }),
        stale("older-state-beside-proved-receipts", CheckpointInconsistent, |election| Expected {
            receipts: vec![("my receipt".to_owned(), proved(election, election.ballots.len() - 1))],
            ..Expected::default()
        }),
        stale("older-state-beside-a-later-checkpoint", CheckpointInconsistent, |election| Expected {
            since: vec![("a later one".to_owned(), election.head().sign(&election.ballot_box).to_string())],
            ..Expected::default()
        }),
        Spoil::new("older-state-beside-both-results", ResultLog, |election| {
            let mut later = election.clone();
            let issuance = later.issuance.take();
            later.publish();
            let result = later.results.remove(0);
            later.issuance = issuance;
            later.write_log();
            later.results = vec![result];
            later.count();
            Sample::of(&earlier(&later).files())
        })
        .innocent(),
        Spoil::new("older-state-beside-a-cancellation", PromiseBroken, |election| {
            let mut cancelled = election.clone();
            cancelled.notices.push(cancellation(election));
            cancelled.publish();
            // It is logged together with the ballots that waited.
            let notice = cancelled.log.remove(3);
            cancelled.log.push(notice);
            let promised = election.ballots.last().expect("the election has ballots");
            let receipts = vec![("my receipt".to_owned(), election.receipt(hash(promised)))];
            let mut sample = Sample::of(&earlier(&cancelled).files());
            sample.expected.receipts = receipts;
            sample
        })
        .innocent(),
        // The registrar signed it, the ballot box did not take it: voting was over.
        Spoil::new("cancellation-that-was-not-taken", CancelledPublished, |election| {
            let mut files = election.files();
            let note = statement::sign(&cancellation(election), &election.registrar);
            files.push("notices/2.note", note.to_string());
            Sample::of(&files)
        })
        .innocent(),
        Spoil::new("no-ballots-of-a-cancelled-poll", CancelledPublished, |_| {
            // Anybody can publish a list of no ballots.
            let mut election =
                crate::samples::Election::new(&crate::samples::questions(), &crate::samples::answers(), 0);
            election.notices.push(cancellation(&election));
            election.publish();
            let mut files = election.files();
            files.push("ballots.bin", Vec::new());
            Sample::of(&files)
        })
        .innocent(),
        // Two statements are the registrar's fault, which these files do not show; that the ballot box told the number
        // of the one it has is none of its own.
        Spoil::new("another-issuance-statement", StatementNotLogged, |election| {
            let mut other = election.issuance.clone().expect("the election has one");
            other.issued += 1;
            let mut files = election.files();
            let note = statement::sign(&other, &election.registrar);
            files.edit("issuance.note", |_| note.to_string());
            Sample::of(&files)
        })
        .innocent(),
        Spoil::new("notices-in-each-others-places", NoticeGap, |election| {
            let mut election = election.clone();
            election.notices.push(closing(&election));
            election.publish();
            election.notices.swap(0, 1);
            Sample::of(&election.files())
        })
        .innocent(),
        Spoil::new("notice-altered-before-another", FaultKind::StatementSignature, |election| {
            // The second ends voting earlier than the first extended it, yet later than the manifest says.
            let mut election = election.clone();
            election.notices.push(closing(&election));
            election.publish();
            let mut files = election.files();
            files.edit("notices/1.note", |note| note.replacen("power", "water", 1));
            Sample::of(&files)
        })
        .innocent(),
        Spoil::new("promise-in-the-place-of-assets", StatementMalformed, |election| {
            let promise = Promise { poll: election.manifest.id(), ballot: hash(&election.ballots[0]) };
            let mut files = election.files();
            files.push("assets/2.note", statement::sign(&promise, &election.ballot_box).to_string());
            Sample::of(&files)
        })
        .innocent(),
        Spoil::new("checkpoint-in-the-place-of-a-result", StatementMalformed, |election| {
            let mut files = election.files();
            let checkpoint = files.get_mut("checkpoint").clone();
            *files.get_mut("results/1.note") = checkpoint;
            Sample::of(&files)
        })
        .innocent(),
        Spoil::new("issuance-in-the-place-of-a-notice", StatementMalformed, |election| {
            let mut files = election.files();
            let issuance = files.get_mut("issuance.note").clone();
            files.push("notices/2.note", issuance);
            Sample::of(&files)
        })
        .innocent(),
    ]
}

/// An earlier state of log and ballots, with everything that was signed later.
fn stale(name: &'static str, fault: FaultKind, known: fn(&Election) -> Expected) -> Spoil {
    Spoil::new(name, fault, move |election| Sample {
        expected: known(election),
        ..Sample::of(&earlier(election).files())
    })
    .innocent()
}

/// The same poll when only [`KEPT`] ballots were logged. What the services said later stays.
fn earlier(election: &Election) -> Election {
    let mut earlier = election.clone();
    let ballots: Vec<_> =
        election.ballots[..KEPT].iter().map(|ballot| Entry::ballot(hash(ballot)).to_bytes()).collect();
    let last = ballots.last().expect("some are kept");
    let end = election.log.iter().position(|entry| entry == last).expect("every ballot is logged") + 1;
    earlier.log.truncate(end);
    earlier.ballots.truncate(KEPT);
    earlier
}

fn cancellation(election: &Election) -> Notice {
    let seq = election.notices.len() as u64 + 1;
    Notice { seq, kind: NoticeKind::Cancel, voting_closes: None, ..election.notices[0].clone() }
}

/// Half of what the first notice added is taken back.
fn closing(election: &Election) -> Notice {
    let first = election.notices[0].clone();
    let voting_closes = first.voting_closes.map(|closes| closes.plus(-1800));
    Notice { seq: 2, kind: NoticeKind::Close, voting_closes, ..first }
}

/// A receipt with its proof under the newest checkpoint.
fn proved(election: &Election, place: usize) -> String {
    let ballot = hash(&election.ballots[place]);
    let entry = Entry::ballot(ballot).to_bytes();
    let mut tree = Tree::new();
    election.log.iter().for_each(|entry| tree.push_leaf(crypto::log::merkle::leaf_hash(entry)));
    let index = election.log.iter().position(|logged| *logged == entry).expect("it is logged") as u64;
    let path = tree.inclusion_proof(index, tree.size()).expect("an index of the tree");
    let proof = TlogProof::new(index, path, election.head().sign(&election.ballot_box));
    let file = ReceiptFile::parse(&election.receipt(ballot)).expect("a receipt");
    ReceiptFile { proof: Some(proof), ..file }.to_string()
}

const KEPT: usize = 6;
