//! A service that was given an old backup says so instead of issuing or accepting twice.

use std::path::Path;

use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::services::{Delivery, Services, Side, Store};

#[test]
fn a_registrar_on_an_old_backup_refuses_to_start() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let voter = election.voter("ada@example.org");
    election.services.crash(Side::Registrar);
    let before = election.services.back_up(Side::Registrar);
    election.services.restart(Side::Registrar);
    e2e::election::collect_pass(&manifest, &voter).expect("a pass");
    election.services.crash(Side::Registrar);
    let after = election.services.back_up(Side::Registrar);

    election.services.restore(&before);
    let said = election.services.refuses_to_start(Side::Registrar);
    assert!(said.contains(&manifest.id().to_string()), "{said}");
    election.services.restore(&after);
    election.services.restart(Side::Registrar);
    assert_eq!(election.admin.turnout(&manifest.id()).unwrap()["issued"], 1);
}

#[test]
fn a_ballot_box_on_an_old_backup_refuses_to_start() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    election.vote(&manifest, &ada, &choice("lake"));
    election.services.crash(Side::BallotBox);
    let before = election.services.back_up(Side::BallotBox);
    election.services.restart(Side::BallotBox);
    election.vote(&manifest, &ben, &choice("roof"));
    election.services.crash(Side::BallotBox);
    let after = election.services.back_up(Side::BallotBox);

    election.services.restore(&before);
    let said = election.services.refuses_to_start(Side::BallotBox);
    assert!(said.contains(&manifest.id().to_string()), "{said}");
    election.services.restore(&after);
    election.services.restart(Side::BallotBox);
    assert_eq!(election.close(&manifest).ballots, 2);
}

#[test]
fn a_backup_of_a_running_ballot_box_comes_back_only_if_it_has_everything_signed() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    election.vote(&manifest, &ada, &choice("lake"));
    let folder = tempfile::tempdir().unwrap();
    let [old, new, junk] = ["old", "new", "junk"].map(|name| folder.path().join(name));
    told(&election, "backup", "--to", &old).unwrap();
    let refused = told(&election, "backup", "--to", &old).unwrap_err();
    assert!(refused.contains("exists already"), "{refused}");
    let refused = told(&election, "restore", "--from", &old).unwrap_err();
    assert!(refused.contains("another process works with"), "{refused}");

    election.vote(&manifest, &ben, &choice("roof"));
    election.services.crash(Side::BallotBox);
    let refused = told(&election, "restore", "--from", &old).unwrap_err();
    for words in [&manifest.id().to_string(), "2 ballots were promised", "look for a newer copy"] {
        assert!(refused.contains(words), "{refused}");
    }
    std::fs::write(&junk, "no database, and long enough to look like the head of one".repeat(9)).unwrap();
    let refused = told(&election, "restore", "--from", &junk).unwrap_err();
    assert!(refused.contains("not restored, and the present database is as it was"), "{refused}");
    assert!(told(&election, "restore", "--from", &folder.path().join("none")).is_err());
    election.services.restart(Side::BallotBox);
    assert_eq!(election.summary(&manifest).ballots, 2, "no refusal changed anything");

    // What a killed process left in its journal is in the copy too.
    election.services.crash(Side::BallotBox);
    told(&election, "backup", "--to", &new).unwrap();
    election.services.lose_database(Side::BallotBox);
    told(&election, "restore", "--from", &new).unwrap();
    told(&election, "restore", "--from", &new).unwrap();
    let refused = told(&election, "restore", "--from", &new).unwrap_err();
    assert!(refused.contains("left from an earlier restoration"), "{refused}");
    election.services.restart(Side::BallotBox);
    assert_eq!(election.close(&manifest).ballots, 2);
}

#[test]
fn a_backup_of_postgresql_is_left_to_its_own_tools() {
    let Some(services) = Services::start(Store::Postgres, Delivery::Outbox) else { return };
    let election = Election::over(services).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let refused = told(&election, "backup", "--to", &folder.path().join("copy")).unwrap_err();
    assert!(refused.contains("pg_dump"), "{refused}");
}

/// What a command of the ballot box says on either way out.
fn told(election: &Election, command: &str, flag: &str, file: &Path) -> Result<String, String> {
    let mut psephos = psephos_command(["ballot-box", command, "--config"]);
    psephos.arg(election.services.config(Side::BallotBox)).arg(flag).arg(file);
    let output = psephos.output().expect("psephos runs");
    let words = |bytes: Vec<u8>| String::from_utf8(bytes).expect("words are text");
    if output.status.success() { Ok(words(output.stdout)) } else { Err(words(output.stderr)) }
}
