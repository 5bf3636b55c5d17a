//! A service that was given an old backup says so instead of issuing or accepting twice.

use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::services::Side;

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
