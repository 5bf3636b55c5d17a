//! Correct elections hold; of spoiled ones every fault is found, under its right name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use audit::samples::{Sample, correct, spoils, usual};
use audit::{AuditError, FaultKind, Material, NoProgress, Party, Report, Verdict, WarningKind, audit};

fn run(sample: &Sample) -> Result<Report, AuditError> {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = folder.path().join("bundle.tar");
    fs::write(&bundle, &sample.bundle).expect("the bundle can be written");
    audit(&Material::open(&bundle)?, &sample.expected, &NoProgress)
}

#[test]
fn correct_elections_hold() {
    for (name, sample, warnings) in correct() {
        let report = run(&sample).expect(name);
        assert_eq!((report.verdict, &report.faults), (Verdict::Holds, &Vec::new()), "{name}");
        let found: Vec<WarningKind> = report.warnings.iter().map(|warning| warning.kind).collect();
        assert_eq!(found, warnings, "{name}");
        assert_eq!(
            report.tally.is_some(),
            !["cancelled", "not-counted", "awaited"].iter().any(|state| name.contains(state)),
            "{name}"
        );
        assert!(report.receipts.iter().all(|receipt| receipt.number.is_some()), "{name}");
    }
}

#[test]
fn an_unpacked_bundle_says_the_same() {
    for (name, sample, _) in correct() {
        let folder = tempfile::tempdir().expect("a folder");
        tar::Archive::new(sample.bundle.as_slice()).unpack(folder.path()).expect("a sound archive");
        fs::write(folder.path().join("index.html"), "a web server's page").expect("a file");
        let unpacked = Material::open(folder.path()).expect(name);
        let report = audit(&unpacked, &sample.expected, &NoProgress).expect(name);
        let packed = run(&sample).expect(name);
        assert_eq!(
            (report.faults, report.tally, report.figures),
            (packed.faults, packed.tally, packed.figures)
        );
    }
}

#[test]
fn every_spoiled_election_is_found_out_by_name() {
    let election = usual();
    let mut names = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    for spoil in spoils() {
        assert!(names.insert(spoil.name), "{} stands twice", spoil.name);
        kinds.insert(spoil.fault);
        let report = run(&spoil.sample(&election)).expect(spoil.name);
        assert_eq!(report.verdict, Verdict::Faults, "{}", spoil.name);
        let found: Vec<&str> = report.fault_counts.keys().map(|kind| kind.name()).collect();
        assert!(
            report.fault_counts.contains_key(&spoil.fault),
            "{}: {} is not among {found:?}",
            spoil.name,
            spoil.fault
        );
    }
    assert!(names.len() >= 60, "{} kinds of spoiled elections", names.len());
    let never: Vec<_> = FaultKind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
    // The list of polls is the business of an audit over the network.
    assert_eq!(never, [&FaultKind::PollNotListed], "faults that no sample has");
}

#[test]
fn a_signed_lie_convicts_its_signer_and_a_change_on_the_way_nobody() {
    let election = usual();
    let convicts = |name: &str| {
        let spoils = spoils();
        let spoil = spoils.iter().find(|spoil| spoil.name == name).expect(name);
        let report = run(&spoil.sample(&election)).expect(name);
        let mut faults = report.faults.iter().filter(|fault| fault.kind == spoil.fault);
        faults.find_map(|fault| fault.convicts)
    };
    for name in [
        "count-off-by-one",
        "ballot-counted-twice",
        "token-of-another-key",
        "promised-ballot-missing",
        "more-ballots-told",
        "result-with-another-root",
        "late-ballot",
        "number-of-passes-withheld",
        "other-number-of-passes-told",
        "cancelled-poll-counted",
        "ballot-before-assets",
        "entry-of-an-unknown-type",
        "older-checkpoint-of-another-history",
        "promised-ballot-missing-in-a-cancelled-poll",
        "fork-of-the-checkpoint-beside-other-entries",
        "fork-of-the-checkpoint-without-entries",
        "fork-between-two-later-checkpoints",
    ] {
        assert_eq!(convicts(name), Some(Party::BallotBox), "{name}");
    }
    for name in [
        "more-issued-than-eligible",
        "more-issued-than-an-open-poll-had-voters",
        "other-number-of-voters",
        "number-of-voters-withheld-though-some-were-added",
        "fewer-passes-than-ballots",
        "another-notice-of-one-number",
        "two-notices-of-the-number-of-the-second-place",
    ] {
        assert_eq!(convicts(name), Some(Party::Registrar), "{name}");
    }
    for name in ["ballot-dropped", "ballots-reordered", "entry-changed", "notice-altered", "manifest-altered"]
    {
        assert_eq!(convicts(name), None, "{name}");
    }
    // Whoever passes a bundle on can put unsigned and strange statements into it: they prove nothing against anybody.
    for name in [
        "ballots-stuffed-to-blame-the-registrar",
        "entries-padded",
        "issuance-altered",
        "notice-altered",
        "result-altered",
        "result-repeated",
    ] {
        let spoils = spoils();
        let spoil = spoils.iter().find(|spoil| spoil.name == name).expect(name);
        let report = run(&spoil.sample(&election)).expect(name);
        let stuffed = name.starts_with("ballots-stuffed").then_some(Party::BallotBox);
        let convicting = report.faults.iter().filter(|fault| fault.convicts.is_some());
        let convicting: Vec<_> = convicting.filter(|fault| fault.convicts != stuffed).collect();
        assert!(convicting.is_empty(), "{name}: {convicting:?}");
    }
}

#[test]
fn nobody_is_convicted_of_what_others_did_to_the_files() {
    let election = usual();
    let innocent: Vec<_> = spoils().into_iter().filter(|spoil| spoil.innocent).collect();
    assert!(innocent.len() >= 40, "{} kinds of changes on the way", innocent.len());
    for spoil in innocent {
        let report = run(&spoil.sample(&election)).expect(spoil.name);
        let convicting: Vec<_> = report.faults.iter().filter(|fault| fault.convicts.is_some()).collect();
        assert!(convicting.is_empty(), "{}: {convicting:?}", spoil.name);
    }
}

#[test]
fn every_fault_is_counted_by_one_check() {
    let election = usual();
    let samples = correct().into_iter().map(|(name, sample, _)| (name, sample));
    for (name, sample) in samples.chain(spoils().iter().map(|spoil| (spoil.name, spoil.sample(&election)))) {
        let report = run(&sample).expect(name);
        let by_check: u64 = report.checks.iter().map(|check| check.faults).sum();
        assert_eq!(by_check, report.fault_counts.values().sum::<u64>(), "{name}: {:?}", report.checks);
        assert!(report.checks.is_sorted_by_key(|check| check.check), "{name}");
    }
}

#[test]
fn keys_are_pinned_only_if_both_of_the_manifest_are_named() {
    let election = usual();
    let [registrar, ballot_box] =
        [&election.registrar, &election.ballot_box].map(|signer| signer.verifier().clone());
    for (keys, pinned) in [
        (vec![], false),
        (vec![registrar.clone()], false),
        (vec![registrar.clone(), registrar.clone()], false),
        (vec![ballot_box.clone(), registrar.clone()], true),
    ] {
        let mut sample = Sample::of(&election.files());
        sample.expected.keys = keys;
        let report = run(&sample).expect("an audit");
        let warned = report.warnings.iter().any(|warning| warning.kind == WarningKind::KeysNotPinned);
        assert_eq!((warned, report.verdict), (!pinned, Verdict::Holds), "{:?}", sample.expected.keys);
    }
}

#[test]
fn any_bytes_are_answered_with_a_report_or_an_error() {
    let bundle = run_on_prefixes(&usual().files().tar());
    assert!(bundle > 20, "{bundle} cuts");
    for bytes in [Vec::new(), vec![0; 1024], b"hello".to_vec(), vec![0xff; 5000]] {
        let sample = Sample { bundle: bytes, expected: audit::Expected::default() };
        assert!(matches!(run(&sample), Err(AuditError::NoMaterial { .. } | AuditError::Io { .. })));
    }
    assert!(matches!(Material::open(Path::new("/nowhere")), Err(AuditError::Io { .. })));
}

/// Cuts the bundle at many places: none of them may pass.
fn run_on_prefixes(bundle: &[u8]) -> usize {
    let cuts: Vec<usize> = (600..bundle.len()).step_by(777).collect();
    for &cut in &cuts {
        let sample = Sample { bundle: bundle[..cut].to_vec(), expected: audit::Expected::default() };
        if let Ok(report) = run(&sample) {
            assert_eq!(report.verdict, Verdict::Faults, "cut at {cut}");
        }
    }
    cuts.len()
}

#[test]
fn the_protocol_lists_every_name_with_its_meaning() {
    let protocol = include_str!("../../docs/protocol.md");
    let section = protocol.split("\n## 10. Audit").nth(1).and_then(|rest| rest.split("\n## ").next());
    let section = section.expect("section 10");
    let listed: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    let faults = FaultKind::ALL.iter().map(|kind| (kind.name(), kind.meaning()));
    let warnings = WarningKind::ALL.iter().map(|kind| (kind.name(), kind.meaning()));
    let names: Vec<(&str, &str)> = faults.chain(warnings).collect();
    assert_eq!(listed.len(), names.len());
    for (row, (name, meaning)) in listed.iter().zip(names) {
        // The table may say more.
        assert!(row.starts_with(&format!("| `{name}` | {meaning}")), "{row}: {meaning}");
    }
}

#[test]
fn the_guide_lists_every_member_of_the_json() {
    let guide = include_str!("../../docs/audit.md");
    let table = guide.split("| member | value |").nth(1).and_then(|rest| rest.split("\n\n").next());
    let listed: BTreeSet<String> = table
        .expect("a table of members")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned()))
        .collect();
    let mut sample = Sample::of(&usual().files());
    sample.expected.receipts = vec![("mine".to_owned(), "hello".to_owned())];
    let mut members = BTreeSet::new();
    members_of(&serde_json::to_value(run(&sample).expect("an audit")).expect("JSON"), "", &mut members);
    assert_eq!(members, listed);
}

/// Paths of all members; what is named by the poll or by faults is one of its own.
fn members_of(value: &serde_json::Value, path: &str, members: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) if !["fault_counts", "tally"].contains(&path) => {
            for (name, value) in object {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                members_of(value, &path, members);
            }
        }
        serde_json::Value::Array(array) => {
            array.iter().for_each(|item| members_of(item, &format!("{path}[]"), members));
        }
        _ => {
            members.insert(path.to_owned());
        }
    }
}
