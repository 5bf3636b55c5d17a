//! An election in precincts holds when nothing is wrong; what is wrong is found by name, and convicts who signed it.

use std::collections::BTreeSet;
use std::fs;

use audit::samples::{Files, PrecinctsElection, correct_precincts, precincts_spoils};
use audit::{
    Expected, LIST, Material, NoProgress, PrecinctsAudit, PrecinctsReport, SetFaultKind, SetWarningKind,
    TOTAL, Verdict, audit,
};
use crypto::encoding::PollId;
use crypto::note::VerifierKey;

fn run(files: &Files, poll: Option<PollId>, keys: &[VerifierKey]) -> PrecinctsReport {
    let folder = tempfile::tempdir().expect("a folder");
    files.write(folder.path()).expect("files can be written");
    let total = fs::read(folder.path().join(TOTAL)).ok();
    let mut whole = PrecinctsAudit::new(fs::read(folder.path().join(LIST)).expect("a list"), total);
    for (name, _) in files.0.iter().filter(|(name, _)| name.ends_with(".tar")) {
        let material = Material::open(&folder.path().join(name)).expect("a bundle");
        let expected = Expected { keys: keys.to_vec(), ..Expected::default() };
        whole.add(name, audit(&material, &expected, &NoProgress).expect("an audit"));
    }
    whole.finish(poll, keys)
}

#[test]
fn precincts_that_are_in_order_hold_and_add_up() {
    let election = PrecinctsElection::new();
    let keys = [&election.precincts[0].registrar, &election.precincts[0].ballot_box]
        .map(|key| key.verifier().clone());
    let poll = election.precincts[1].manifest.id();
    let report = run(&election.files(), Some(poll), &keys);
    assert_eq!((report.verdict, &report.faults), (Verdict::Holds, &vec![]));
    let figures = report.figures;
    assert_eq!((figures.precincts, figures.counted, figures.eligible), (Some(3), 3, Some(120)));
    assert_eq!((figures.issued, figures.ballots), (Some(10), Some(7)));
    assert_eq!(report.tally, election.total.as_ref().map(|total| total.tally.clone()));
    assert_eq!(report.title.as_deref(), Some("Board election"));
    let warned = |report: &PrecinctsReport| report.warnings.iter().map(|it| it.kind).collect::<Vec<_>>();
    assert_eq!(warned(&report), []);

    let unpinned = run(&election.files(), None, &[]);
    let all = vec![SetWarningKind::PollNotPinned, SetWarningKind::KeysNotPinned];
    assert_eq!((unpinned.verdict, warned(&unpinned)), (Verdict::Holds, all));
    let other = run(&election.files(), Some([9; 32].into()), &keys);
    assert_eq!(
        other.faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(),
        [SetFaultKind::PrecinctsOther]
    );
}

#[test]
fn correct_elections_in_precincts_hold_with_the_warnings_that_they_deserve() {
    for (name, files, also) in correct_precincts() {
        let report = run(&files, None, &[]);
        assert_eq!((report.verdict, &report.faults), (Verdict::Holds, &vec![]), "{name}");
        let found: BTreeSet<_> = report.warnings.iter().map(|warning| warning.kind).collect();
        let usual = [SetWarningKind::PollNotPinned, SetWarningKind::KeysNotPinned];
        assert_eq!(found, usual.into_iter().chain(also).collect(), "{name}: {:?}", report.warnings);
    }
}

#[test]
fn before_the_total_the_rest_holds() {
    let mut election = PrecinctsElection::new();
    election.total = None;
    election.precincts[2].results.clear();
    let report = run(&election.files(), None, &[]);
    assert_eq!((report.verdict, &report.faults), (Verdict::Holds, &vec![]));
    for kind in [SetWarningKind::TotalUnknown, SetWarningKind::PrecinctWarnings] {
        assert!(report.warnings.iter().any(|warning| warning.kind == kind), "{kind}");
    }
    assert_eq!((report.figures.counted, report.tally), (2, None));
}

#[test]
fn every_spoiled_election_in_precincts_is_found_out_by_name() {
    let election = PrecinctsElection::new();
    let mut kinds = BTreeSet::from([SetFaultKind::PrecinctsOther]);
    for spoil in precincts_spoils() {
        kinds.insert(spoil.fault);
        let report = run(&spoil.files(&election), None, &[]);
        let found: Vec<_> = report.faults.iter().map(|fault| (fault.kind.name(), fault.convicts)).collect();
        assert_eq!(report.verdict, Verdict::Faults, "{}", spoil.name);
        assert!(found.contains(&(spoil.fault.name(), spoil.convicts)), "{}: {found:?}", spoil.name);
    }
    assert_eq!(
        kinds.iter().collect::<Vec<_>>(),
        SetFaultKind::ALL.iter().collect::<Vec<_>>(),
        "faults without a sample"
    );
}

#[test]
fn files_that_somebody_put_together_wrongly_convict_nobody() {
    let election = PrecinctsElection::new();
    for spoil in precincts_spoils().into_iter().filter(|spoil| spoil.convicts.is_none()) {
        let report = run(&spoil.files(&election), None, &[]);
        // Who leaves a precinct off the list has signed that the number of voters is another.
        let own = report.faults.iter().filter(|fault| fault.kind != SetFaultKind::PrecinctsEligible);
        let convicting: Vec<_> =
            own.filter(|fault| fault.convicts.is_some()).map(|fault| fault.kind).collect();
        let by_signature = ["precincts-one-left-off-the-list"].contains(&spoil.name);
        assert!(convicting.is_empty() || by_signature, "{}: {convicting:?}", spoil.name);
    }
}

#[test]
fn the_protocol_lists_every_name_of_precincts_with_its_meaning() {
    let protocol = include_str!("../../docs/protocol.md");
    let section = protocol.split("\n## 13. Precincts").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows = section.expect("section 13").lines().filter(|line| line.starts_with("| `"));
    let faults = SetFaultKind::ALL.iter().map(|kind| (kind.name(), kind.meaning()));
    let names: Vec<_> =
        faults.chain(SetWarningKind::ALL.iter().map(|kind| (kind.name(), kind.meaning()))).collect();
    let listed: Vec<&str> = rows.collect();
    assert_eq!(listed.len(), names.len());
    for (row, (name, meaning)) in listed.iter().zip(names) {
        assert!(row.starts_with(&format!("| `{name}` | {meaning}")), "{row}: {meaning}");
    }
}
