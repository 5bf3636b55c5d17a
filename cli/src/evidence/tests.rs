//! Evidence about an election in precincts, from the files of an auditor to one file that explains itself.

use std::fs;
use std::path::{Path, PathBuf};

use audit::samples::{PrecinctsElection, precincts_spoils};

use super::*;

fn evidence(files: Vec<PathBuf>, save: Option<PathBuf>) -> Result<usize> {
    let (registrar_key, ballot_box_key) = (None, None);
    examined(&Evidence {
        files,
        poll: None,
        manifest: None,
        registrar_key,
        ballot_box_key,
        ask_for_result: false,
        save,
    })
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_total_that_does_not_add_up_is_one_file_that_convicts_and_holds_no_ballot() {
    let election = PrecinctsElection::new();
    let folder = tempfile::tempdir().unwrap();
    let honest = folder.path().join("honest");
    election.files().write(&honest).unwrap();
    assert_eq!(evidence(files_in(&honest), None).unwrap(), 0);
    for name in
        ["precincts-total-with-more-ballots", "precincts-total-with-another-winner", "precincts-one-left-out"]
    {
        let place = folder.path().join(name);
        let spoil = precincts_spoils().into_iter().find(|spoil| spoil.name == name).unwrap();
        spoil.files(&election).write(&place).unwrap();
        let saved = folder.path().join(format!("{name}.evidence"));
        assert_eq!(evidence(files_in(&place), Some(saved.clone())).unwrap(), 1, "{name}");
        let text = fs::read_to_string(&saved).unwrap();
        assert!(text.contains("psephos-total/v1") && !text.contains("=== ballots ==="), "{name}: {text}");
        assert_eq!(evidence(vec![saved], None).unwrap(), 1, "{name}: alone");
    }
    // Two totals from different hands convict together, and neither alone.
    let mut later = election.clone();
    later.total.as_mut().unwrap().at = later.total.as_ref().unwrap().at.plus(1);
    let other = folder.path().join("later");
    later.files().write(&other).unwrap();
    assert_eq!(evidence(files_in(&other), None).unwrap(), 0);
    assert_eq!(evidence([files_in(&honest), vec![other.join("total.note")]].concat(), None).unwrap(), 1);
}
