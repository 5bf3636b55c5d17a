//! One pass, one ballot: replays, lost replies, races, crashes, restores.

use std::thread;

use cli::client::ClientError;
use cli::pass::VotingPass;
use crypto::ballot::Ballot;
use crypto::manifest::Manifest;
use crypto::statement::{self, Promise};
use e2e::election::{Election, collect_pass, signed_refusal};
use e2e::poll::{Draft, abstention, choice};
use e2e::services::{Delivery, Side, Store};

#[test]
fn a_pass_used_twice_is_refused_and_the_first_ballots_promise_is_shown() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let pass = collect_pass(&manifest, &election.voter("ada@example.org")).unwrap();
    let first = pass.seal(&manifest, &choice("garden")).unwrap();
    let second = pass.seal(&manifest, &choice("lake")).unwrap();
    let promise = election.cast(&manifest, &first).unwrap();

    assert_eq!(signed_refusal(&election, &manifest, &second), "token-spent");
    let refused = election.services.ballot_box().cast(&manifest.id(), &second.to_bytes(), None);
    let Err(ClientError::Refused(problem)) = refused else { panic!("not refused: {refused:?}") };
    assert_eq!(problem.status, 409);
    assert_eq!(problem.member("promise"), Some(promise.to_string().as_str()));

    let outcome = election.close(&manifest);
    assert_eq!(outcome.ballots, 1);
    assert_eq!(outcome.tally["party"]["counts"]["garden"], 1);
}

#[test]
fn a_lost_promise_is_given_again_also_after_a_crash_and_after_the_close() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let voter = election.voter("ada@example.org");
    let ballot = election.vote(&manifest, &voter, &choice("roof"));
    let ballot_box = election.services.ballot_box();
    let again = || ballot_box.cast(&manifest.id(), &ballot.to_bytes(), None).unwrap();
    let first = again();
    assert!(first.repeated);
    election.services.crash_and_restart(Side::BallotBox);
    assert_eq!(again(), first);
    let outcome = election.close(&manifest);
    assert_eq!((outcome.ballots, again()), (1, first));
}

#[test]
fn of_32_ballots_with_one_pass_one_is_accepted_on_sqlite() {
    accepted_once_in_parallel(&Election::simple());
}

#[test]
fn of_32_ballots_with_one_pass_one_is_accepted_on_postgresql() {
    if let Some(election) = Election::start(Store::Postgres, Delivery::Outbox) {
        accepted_once_in_parallel(&election);
    }
}

fn accepted_once_in_parallel(election: &Election) {
    let manifest = election.publish(&Draft::default());
    let pass = collect_pass(&manifest, &election.voter("ada@example.org")).unwrap();
    let different = different_ballots(&manifest, &pass);
    let ballots: Vec<&Ballot> = different.iter().cycle().take(32).collect();
    let ballot_box = election.services.ballot_box();
    let promised: Vec<_> = thread::scope(|scope| {
        let cast: Vec<_> = ballots
            .iter()
            .map(|ballot| scope.spawn(|| ballot_box.cast(&manifest.id(), &ballot.to_bytes(), None)))
            .collect();
        cast.into_iter().filter_map(|thread| thread.join().expect("no client panics").ok()).collect()
    });
    assert_eq!(promised.len(), 32 / different.len(), "one of the ballots, however often it was sent");
    assert_eq!(promised.iter().filter(|cast| !cast.repeated).count(), 1, "one of them was new");
    for cast in &promised {
        let (promise, _) = statement::open::<Promise>(&cast.promise, &manifest.ballot_box.key).unwrap();
        assert_eq!(&cast.promise, &promised[0].promise);
        assert!(different.iter().any(|ballot| ballot.hash() == promise.ballot));
    }
    assert_eq!(election.summary(&manifest).ballots, 1);
}

fn different_ballots(manifest: &Manifest, pass: &VotingPass) -> Vec<Ballot> {
    let contents = [choice("garden"), choice("lake"), choice("roof"), abstention()];
    contents.iter().map(|content| pass.seal(manifest, content).unwrap()).collect()
}

#[test]
fn every_promised_ballot_survives_a_crash_in_the_rush() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft { mix: 0, ..Draft::default() });
    let ballots: Vec<Ballot> = (0..12)
        .map(|number| {
            let voter = election.voter(&format!("voter{number}@example.org"));
            collect_pass(&manifest, &voter).unwrap().seal(&manifest, &choice("lake")).unwrap()
        })
        .collect();
    let ballot_box = election.services.ballot_box();
    let (early, late) = ballots.split_at(6);
    let promised: Vec<_> = thread::scope(|scope| {
        let cast: Vec<_> = early
            .iter()
            .map(|ballot| {
                let cast = || ballot_box.cast(&manifest.id(), &ballot.to_bytes(), None);
                scope.spawn(move || cast().map(|_| ballot))
            })
            .collect();
        let answers = cast.into_iter().filter_map(|thread| thread.join().expect("no client panics").ok());
        answers.collect()
    });
    election.services.crash_and_restart(Side::BallotBox);
    for ballot in promised {
        let found = ballot_box
            .receipt(&manifest.id(), &ballot.hash().to_string())
            .expect("a promised ballot is kept");
        assert_ne!(found.state, "counted");
    }
    for ballot in early.iter().chain(late) {
        election.cast(&manifest, ballot).expect("each is accepted, once");
    }
    assert_eq!(election.close(&manifest).ballots, 12);
}
