//! Elections in which nothing is wrong.

use crypto::content::Answer;
use crypto::statement::{Notice, NoticeKind};
use serde_json::{Value, json};

use super::election::{answers, questions};
use super::{Election, Sample, witnessed};
use crate::{Expected, WarningKind};

/// Ten voters, one question of each kind: what is spoiled.
pub fn usual() -> Election {
    Election::new(&questions(), &answers(), 10)
}

/// Correct elections: a name, the files, and the warnings that an audit gives.
pub fn correct() -> Vec<(&'static str, Sample, Vec<WarningKind>)> {
    let unpinned = || vec![WarningKind::PollNotPinned, WarningKind::KeysNotPinned];
    let also = |warning| [vec![warning], unpinned()].concat();
    let plain = unpinned();
    let mut samples = vec![
        ("correct-usual", Sample::of(&usual().files()), plain.clone()),
        (
            "correct-no-ballots",
            Sample::of(&Election::new(&questions(), &answers(), 0).files()),
            plain.clone(),
        ),
        ("correct-keys-announced", with_receipts_and_history(), Vec::new()),
        ("correct-issuance-unknown", issuance_unknown(), also(WarningKind::IssuedUnknown)),
        ("correct-issuance-late", issuance_late(), plain.clone()),
        ("correct-open", open(None), also(WarningKind::EligibleUnknown)),
        ("correct-open-with-a-number", open(Some(12)), also(WarningKind::EligibleUnknown)),
        ("correct-late-additions", late_additions(), also(WarningKind::LateAdditions)),
        ("correct-cancelled", cancelled(), also(WarningKind::Cancelled)),
        ("correct-not-counted", not_counted(), also(WarningKind::NotCounted)),
    ];
    for (name, method) in [
        ("correct-irv", "irv"),
        ("correct-stv-scottish", "stv-scottish"),
        ("correct-stv-meek", "stv-meek"),
        ("correct-schulze", "schulze"),
        ("correct-borda", "borda"),
    ] {
        samples.push((name, ranking(method), plain.clone()));
    }
    for (name, sample, warnings) in witnessed::correct() {
        samples.push((name, sample, [warnings, unpinned()].concat()));
    }
    samples.push(("correct-repacked", repacked(), plain));
    samples
}

/// The same files in an archive as `tar -c .` makes it.
fn repacked() -> Sample {
    let mut archive = tar::Builder::new(Vec::new());
    let mut append = |name: &str, kind, bytes: &[u8]| {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o755);
        // The library would take the dot away.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, bytes).expect("memory takes everything");
    };
    append("./", tar::EntryType::Directory, &[]);
    for folder in ["./assets/", "./notices/", "./results/"] {
        append(folder, tar::EntryType::Directory, &[]);
    }
    for (name, bytes) in &usual().files().0 {
        append(&format!("./{name}"), tar::EntryType::Regular, bytes);
    }
    Sample { bundle: archive.into_inner().expect("memory takes everything"), expected: Expected::default() }
}

fn ranking(method: &str) -> Sample {
    let seats = if ["irv", "schulze"].contains(&method) { 1 } else { 2 };
    let options: Vec<Value> =
        ["a", "b", "c", "d", "e"].map(|id| json!({"id": id, "title": id.to_uppercase()})).into();
    let questions = json!([{
        "id": "q", "title": "Board", "kind": "ranking", "method": method, "min": 1, "max": 5, "seats": seats,
        "ties": "listed", "options": options,
    }]);
    let rank = |ids: &str| vec![Answer::Rank(ids.chars().map(String::from).collect())];
    let answers = ["abcde", "bac", "cab", "e", "dcba", "ab", "cd", "edc", "b"].map(rank);
    Sample::of(&Election::new(&questions, &answers, 40).files())
}

/// Everything that an auditor can know from elsewhere.
fn with_receipts_and_history() -> Sample {
    let election = usual();
    let mut earlier = election.clone();
    earlier.log.truncate(6);
    let keys = [&election.registrar, &election.ballot_box].map(|key| key.verifier().clone());
    let ballot = super::election::hash(&election.ballots[3]);
    let expected = Expected {
        poll: Some(election.manifest.id()),
        keys: keys.into(),
        since: vec![(
            "an older checkpoint".to_owned(),
            earlier.head().sign(&election.ballot_box).to_string(),
        )],
        receipts: vec![("my receipt".to_owned(), election.receipt(ballot))],
        polls: None,
        siblings: Vec::new(),
        now: None,
    };
    Sample { expected, ..Sample::of(&election.files()) }
}

fn issuance_unknown() -> Sample {
    let mut election = usual();
    election.issuance = None;
    election.publish();
    Sample::of(&election.files())
}

/// A result without the issuance statement, and another when it has arrived.
fn issuance_late() -> Sample {
    let mut election = usual();
    let issuance = election.issuance.take();
    election.publish();
    election.issuance = issuance;
    election.write_log();
    election.count();
    Sample::of(&election.files())
}

/// A poll for everybody; the registrar may state in the end how many there were.
fn open(eligible: Option<u64>) -> Sample {
    let mut election = Election::with(&questions(), &answers(), 10, |body| body.eligible = None);
    election.issuance.as_mut().expect("the election has one").eligible = eligible;
    election.publish();
    Sample::of(&election.files())
}

/// A roll of nine, and three more voters before issuing ended.
fn late_additions() -> Sample {
    let mut election = Election::with(&questions(), &answers(), 10, |body| {
        (body.eligible, body.late_additions) = (Some(9), true);
    });
    election.issuance.as_mut().expect("the election has one").eligible = Some(12);
    election.publish();
    Sample::of(&election.files())
}

fn cancelled() -> Sample {
    let mut election = usual();
    let first = election.notices[0].clone();
    election.notices.push(Notice { seq: 2, kind: NoticeKind::Cancel, voting_closes: None, ..first });
    election.publish();
    Sample::of(&election.files())
}

fn not_counted() -> Sample {
    let mut election = usual();
    election.results.clear();
    Sample::of(&election.files())
}
