//! Two signatures of one service that cannot both be true: proof, whatever else is in the bundle.

use crypto::log::checkpoint::Checkpoint;
use crypto::note::Note;
use crypto::statement;

use crate::FaultKind::{CheckpointInconsistent, NoticeGap};
use crate::samples::{Election, Sample, Spoil};

pub(super) fn spoils() -> Vec<Spoil> {
    vec![
        Spoil::new("fork-of-the-checkpoint-beside-other-entries", CheckpointInconsistent, |election| {
            let mut files = election.files();
            files.get_mut("entries.bin")[40] ^= 1;
            since(Sample::of(&files), &[fork(election, 0, 7)])
        }),
        Spoil::new("fork-of-the-checkpoint-without-entries", CheckpointInconsistent, |election| {
            let mut files = election.files();
            files.remove("entries.bin");
            since(Sample::of(&files), &[fork(election, 0, 7)])
        }),
        Spoil::new("fork-between-two-later-checkpoints", CheckpointInconsistent, |election| {
            let sample = Sample::of(&election.files());
            since(sample, &[fork(election, 5, 7), fork(election, 5, 8)])
        }),
        Spoil::new("same-later-checkpoint-twice", CheckpointInconsistent, |election| {
            let sample = Sample::of(&election.files());
            since(sample, &[fork(election, 5, 7), fork(election, 5, 7)])
        })
        .innocent(),
        Spoil::new("another-notice-of-one-number", NoticeGap, |election| {
            let mut other = election.notices[0].clone();
            other.reason = "A flood".to_owned();
            let mut files = election.files();
            files.push("notices/2.note", statement::sign(&other, &election.registrar).to_string());
            Sample::of(&files)
        }),
        Spoil::new("two-notices-of-the-number-of-the-second-place", NoticeGap, |election| {
            let mut election = election.clone();
            election.notices[0].seq = 2;
            let mut other = election.notices[0].clone();
            other.reason = "A flood".to_owned();
            election.notices.push(other);
            Sample::of(&election.files())
        }),
        Spoil::files("same-notice-twice", NoticeGap, |files| {
            let note = files.get_mut("notices/1.note").clone();
            files.push("notices/2.note", note);
        }),
        // Anybody can write a notice without a signature.
        Spoil::new("another-notice-of-one-number-not-signed", NoticeGap, |election| {
            let mut other = election.notices[0].clone();
            other.reason = "A flood".to_owned();
            let mut files = election.files();
            files.push("notices/2.note", statement::sign(&other, &election.ballot_box).to_string());
            Sample::of(&files)
        })
        .innocent(),
    ]
}

/// A signed head of so many more entries, with a root of its own.
fn fork(election: &Election, more: u64, root: u8) -> Note {
    let head = election.head();
    Checkpoint { size: head.size + more, root: [root; 32], ..head }.sign(&election.ballot_box)
}

fn since(mut sample: Sample, checkpoints: &[Note]) -> Sample {
    let named =
        checkpoints.iter().zip(1..).map(|(note, number)| (format!("kept {number}"), note.to_string()));
    sample.expected.since = named.collect();
    sample
}
