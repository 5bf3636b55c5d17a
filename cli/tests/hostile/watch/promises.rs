//! Promises, receipts and results.

use std::fs;

use crypto::note::{Note, SignerKey};

use super::{Watched, hash};

#[test]
fn a_promise_that_the_result_breaks_convicts() {
    let watched = Watched::of(-60);
    let promise = watched.promise(7);
    let receipt = ["--receipt", promise.to_str().unwrap()];
    watched.show(&[1, 2]);
    watched.run(&receipt).is_quiet();
    watched.stand_in.show_result(&watched.entries(&[1, 2]), 2);
    watched.run(&receipt).one("promise-broken", Some(0));
}

#[test]
fn a_receipt_is_looked_for_also_where_it_comes_late() {
    let watched = Watched::of(-60);
    watched.show(&[1, 2, 3]);
    watched.stand_in.show_result(&watched.entries(&[1, 2, 3]), 3);
    watched.run(&[]).is_quiet();
    watched.run(&["--receipt", watched.promise(2).to_str().unwrap()]).is_quiet();
    watched.run(&["--receipt", watched.promise(9).to_str().unwrap()]).one("promise-broken", Some(0));
}

#[test]
fn receipts_that_prove_nothing_here_are_told() {
    let watched = Watched::of(3600);
    let mine = watched.promise(1);
    let strange = SignerKey::generate(&"127.0.0.1:9".parse().unwrap());
    let text = watched.stand_in.promise(hash(1)).text().to_owned();
    fs::write(&mine, Note::sign(text, &strange).to_string()).unwrap();
    watched.run(&["--receipt", mine.to_str().unwrap()]).one("receipt-useless", None);
    watched.run(&[]).is_over("receipt-useless");
    let other = Watched::of(3600).promise_in(&watched);
    watched.run(&["--receipt", other.to_str().unwrap()]).one("receipt-useless", None);
    fs::write(&mine, "hello").unwrap();
    let seen = watched.run(&["--receipt", mine.to_str().unwrap()]);
    assert!(seen.code == 2 && seen.stderr.contains("is no receipt and no promise"), "{seen:#?}");
}

#[test]
fn a_result_is_due_and_must_count_what_is_listed() {
    let late = Watched::of(-25 * 3600);
    late.run(&[]).one("result-overdue", Some(1));
    late.stand_in.show_result(&late.entries(&[]), 0);
    late.run(&[]).is_over("result-overdue");

    let in_time = Watched::of(-23 * 3600);
    in_time.run(&[]).is_quiet();

    let wrong = Watched::of(-60);
    wrong.show(&[1, 2]);
    wrong.stand_in.show_result(&wrong.entries(&[1, 2]), 3);
    wrong.run(&[]).one("result-ballots", None);
}

#[test]
fn two_results_convict() {
    let watched = Watched::of(-60);
    watched.show(&[1, 2]);
    watched.stand_in.show_result(&watched.entries(&[1, 2]), 2);
    watched.run(&[]).is_quiet();
    watched.stand_in.show_result(&watched.entries(&[1]), 1);
    let seen = watched.run(&[]);
    assert!(seen.alerts().contains(&"two-results"), "{seen:#?}");
}
