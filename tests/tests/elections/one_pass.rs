//! One voter, one pass: under repetition, under parallel requests, through crashes.

use std::collections::BTreeSet;
use std::thread;

use cli::client::ClientError;
use cli::pass::PassRequest;
use crypto::encoding::Digest;
use crypto::statement::{self, Pass};
use e2e::election::{Election, collect_pass};
use e2e::poll::{Draft, choice};
use e2e::services::{Delivery, Side, Store};

#[test]
fn a_second_request_of_the_same_voter_is_refused_with_the_note_of_the_first() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let voter = election.voter("ada@example.org");
    let first = PassRequest::new(&manifest).unwrap();
    let issued = voter.issue(&manifest.id(), first.bytes()).unwrap();

    let second = PassRequest::new(&manifest).unwrap();
    let refused = voter.issue(&manifest.id(), second.bytes());
    let Err(ClientError::Refused(problem)) = refused else { panic!("not refused: {refused:?}") };
    assert_eq!((problem.status, problem.name()), (409, "pass-already-issued"));
    let note = problem.member("note").expect("the note of the issued pass");
    assert_eq!(note, issued.note);
    let (pass, _) = statement::open::<Pass>(note, &manifest.registrar.key).unwrap();
    assert_eq!(pass.request, Digest::of(first.bytes()));
}

#[test]
fn a_lost_pass_is_sent_again_byte_for_byte_also_after_a_crash() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let voter = election.voter("ada@example.org");
    let request = PassRequest::new(&manifest).unwrap();
    let issued = voter.issue(&manifest.id(), request.bytes()).unwrap();
    assert_eq!(voter.issue(&manifest.id(), request.bytes()).unwrap(), issued);
    election.services.crash_and_restart(Side::Registrar);
    assert_eq!(voter.issue(&manifest.id(), request.bytes()).unwrap(), issued);
    request.open(&manifest, &issued).expect("the repeated pass is good");
    let turnout = election.admin.turnout(&manifest.id()).unwrap();
    assert_eq!(turnout["issued"], 1);
}

#[test]
fn a_pass_is_issued_once_under_64_parallel_requests_on_sqlite() {
    issued_once_in_parallel(&Election::simple());
}

#[test]
fn a_pass_is_issued_once_under_64_parallel_requests_on_postgresql() {
    if let Some(election) = Election::start(Store::Postgres, Delivery::Outbox) {
        issued_once_in_parallel(&election);
    }
}

fn issued_once_in_parallel(election: &Election) {
    let manifest = election.publish(&Draft::default());
    let voter = election.voter("ada@example.org");
    let requests: Vec<PassRequest> = (0..64).map(|_| PassRequest::new(&manifest).unwrap()).collect();
    let answers: Vec<Result<_, String>> = thread::scope(|scope| {
        let asked: Vec<_> = requests
            .iter()
            .map(|request| {
                scope.spawn(|| match voter.issue(&manifest.id(), request.bytes()) {
                    Ok(issued) => Ok(issued),
                    Err(error) => Err(error.name().unwrap_or("no answer").to_owned()),
                })
            })
            .collect();
        asked.into_iter().map(|thread| thread.join().expect("no client panics")).collect()
    });
    let names: BTreeSet<&str> =
        answers.iter().filter_map(|it| it.as_ref().err().map(String::as_str)).collect();
    assert_eq!(names, BTreeSet::from(["pass-already-issued"]));
    let won: Vec<_> = requests.into_iter().zip(answers).filter(|(_, answer)| answer.is_ok()).collect();
    assert_eq!(won.len(), 1, "exactly one of 64 requests gets a pass");
    let (request, issued) = won.into_iter().next().expect("there is one");
    let pass = request.open(&manifest, &issued.expect("it was issued")).expect("and it is good");
    let ballot = pass.seal(&manifest, &choice("lake")).unwrap();
    election.cast(&manifest, &ballot).expect("and opens the ballot box");
    assert_eq!(election.admin.turnout(&manifest.id()).unwrap()["issued"], 1);
}

#[test]
fn only_people_on_the_roll_with_a_good_session_and_a_good_request_get_a_pass() {
    let election = Election::simple();
    let draft = Draft { roll: true, ..Draft::default() };
    let manifest = election.publish_with_roll(&draft, Some("email\nada@example.org\n"));
    let other_poll = election.publish(&Draft::default());
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    let request = PassRequest::new(&manifest).unwrap();
    let good = request.bytes().to_vec();

    let named = |answer: Result<cli::client::IssuedPass, ClientError>| {
        let error = answer.expect_err("no pass");
        (
            error.name().expect("a problem document").to_owned(),
            matches!(error, ClientError::Refused(it) if it.status < 500),
        )
    };
    assert_eq!(named(ben.issue(&manifest.id(), &good)), ("not-eligible".to_owned(), true));
    let no_session = election.services.registrar().http().send(
        "POST",
        &format!("/api/v1/polls/{}/token", manifest.id()),
        &[("content-type", "application/private-token-request")],
        Some(&good),
    );
    assert_eq!(no_session.unwrap().status, 401);
    let as_json = ada.call(
        "POST",
        &format!("/api/v1/polls/{}/token", manifest.id()),
        &[("content-type", "application/json")],
        Some(&good),
    );
    assert_eq!(as_json.unwrap().status, 415);

    let mut bad =
        vec![PassRequest::new(&other_poll).unwrap().bytes().to_vec(), Vec::new(), good[..258].to_vec()];
    bad.push([&good[..], &[0]].concat());
    bad.push([&good[..3], &[0; 256]].concat());
    bad.push([&good[..3], &[0xff; 256]].concat());
    for (place, wrong) in [(0, 1), (1, 1), (2, 1)] {
        let mut flipped = good.clone();
        flipped[place] ^= wrong;
        bad.push(flipped);
    }
    for request in &bad {
        let (name, refused) = named(ada.issue(&manifest.id(), request));
        assert!(name == "request-malformed" && refused, "{name} for {} bytes", request.len());
    }
    collect_pass(&manifest, &ada).expect("after all that the voter still gets the one pass");
}
