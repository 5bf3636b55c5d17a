//! Polls whose results need a witness.

use crypto::log::cosignature::WitnessSigner;
use crypto::note::SignerKey;

use super::election::{answers, questions};
use super::{Election, Sample, Spoil};
use crate::{FaultKind, WarningKind};

/// Correct ones: a name, the files, and the warnings besides those for what was not named.
pub(super) fn correct() -> Vec<(&'static str, Sample, Vec<WarningKind>)> {
    let (before, after) = issuance_behind_the_result();
    let mut kept = Sample::of(&uncosigned(&after).files());
    kept.expected.since = vec![("the checkpoint of the result".to_owned(), before.head_note().to_string())];
    let mut running = uncosigned(&witnessed());
    running.results.clear();
    vec![
        ("correct-witnessed", Sample::of(&witnessed().files()), Vec::new()),
        ("correct-witnesses-awaited", Sample::of(&running.files()), vec![WarningKind::NotCounted]),
        ("correct-result-witnessed-before-the-issuance", kept, vec![WarningKind::ResultBehind]),
    ]
}

/// Results without the word of their witness.
pub(super) fn spoils() -> Vec<Spoil> {
    vec![
        Spoil::new("witness-missing", FaultKind::QuorumMissed, |_| {
            Sample::of(&uncosigned(&witnessed()).files())
        })
        .innocent(),
        // Whether the result was cosigned cannot be seen: the checkpoint is that of the issuance statement behind it.
        Spoil::new("witness-missing-behind-the-result", FaultKind::QuorumMissed, |_| {
            let (_, after) = issuance_behind_the_result();
            Sample::of(&uncosigned(&after).files())
        })
        .innocent(),
        Spoil::new("witness-of-an-earlier-state", FaultKind::QuorumMissed, |_| {
            let election = witnessed();
            let mut earlier = election.clone();
            earlier.log.truncate(4);
            let mut sample = Sample::of(&uncosigned(&election).files());
            sample.expected.since = vec![("an older checkpoint".to_owned(), earlier.head_note().to_string())];
            sample
        })
        .innocent(),
        Spoil::new("cosignature-of-a-stranger", FaultKind::QuorumMissed, |_| {
            Sample::of(&Election { witness: Some(witness([8; 32])), ..witnessed() }.files())
        })
        .innocent(),
    ]
}

/// A finished poll with its witness.
fn witnessed() -> Election {
    let witness = witness([7; 32]);
    let election = Election::with(&questions(), &answers(), 4, |body| {
        (body.witnesses, body.quorum) = (vec![witness.verifier().to_string()], 1);
    });
    Election { witness: Some(witness), ..election }
}

/// The same before and after the issuance statement, with the result of before.
fn issuance_behind_the_result() -> (Election, Election) {
    let mut before = witnessed();
    let issuance = before.issuance.take();
    before.publish();
    let mut after = Election { issuance, ..before.clone() };
    after.write_log();
    (before, after)
}

fn uncosigned(election: &Election) -> Election {
    Election { witness: None, ..election.clone() }
}

fn witness(seed: [u8; 32]) -> WitnessSigner {
    WitnessSigner::new(SignerKey::from_seed(&"witness.example.com".parse().expect("a name"), seed))
}
