//! `ballot-box rotate-key` as its operator runs it: polls end under the key they began with, and new ones begin under the new key.

use std::fs;

use crypto::manifest::Manifest;
use e2e::audit::assert_holds;
use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::services::Side;
use serde_json::Value;

#[test]
fn a_poll_ends_under_the_key_it_began_with_and_the_next_has_the_new_one() {
    let mut election = Election::simple();
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    let before = election.publish(&Draft::default());
    election.vote(&before, &ada, &choice("lake"));

    let refused = election.services.rotate_key();
    assert!(!refused.status.success(), "a key in use is not changed");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("must be stopped first"), "{refused:?}");
    election.services.stop(Side::BallotBox);
    let rotated = election.services.rotate_key();
    assert!(rotated.status.success(), "{}", String::from_utf8_lossy(&rotated.stderr));
    let told = String::from_utf8(rotated.stdout).unwrap();
    let (old, new) = (before.ballot_box.key.to_string(), told.lines().next().unwrap().to_owned());
    assert_ne!(new, old);
    election.services.restart(Side::BallotBox);
    let about = election.services.ballot_box().http().get("/.well-known/psephos", &[]).unwrap().body;
    let about: Value = serde_json::from_slice(&about).unwrap();
    assert_eq!(
        (&about["key"], about["handovers"].as_array().unwrap().len()),
        (&Value::from(new.as_str()), 1)
    );
    assert_eq!(about["former_keys"], Value::from(vec![old.as_str()]));

    // The registrar has not been told yet: what runs goes on, and nothing new begins.
    election.vote(&before, &ben, &choice("roof"));
    let early = election.admin.draft(&Draft::default().to_json()).unwrap();
    election.admin.publish(&early).expect_err("the ballot box accepts new polls under its new key only");
    let advice = election.services.check_config(Side::Registrar);
    assert!(advice.contains("has handed over its key") && advice.contains(&new), "{advice}");
    let config = election.services.config(Side::Registrar);
    let lines = fs::read_to_string(&config).unwrap();
    let accepted =
        lines.replace(&format!("key = {old:?}"), &format!("key = {new:?}\nformer_keys = [{old:?}]"));
    assert_ne!(accepted, lines);
    fs::write(&config, accepted).unwrap();
    election.services.stop(Side::Registrar);
    election.services.restart(Side::Registrar);

    let after = election.manifest(&election.admin.publish(&early).expect("now it accepts them"));
    election.vote(&after, &ada, &choice("garden"));
    for (poll, key, ballots) in [(&before, &old, 2), (&after, &new, 1)] {
        assert_eq!(poll.ballot_box.key.to_string(), *key);
        closes_and_holds(&election, poll, ballots);
    }
}

/// Every signature by the keys of the manifest, which a stranger pins.
fn closes_and_holds(election: &Election, poll: &Manifest, ballots: u64) {
    assert_eq!(election.close(poll).ballots, ballots);
    let url = format!("{}/polls/{}", poll.ballot_box.url, poll.id());
    let keys = format!("{},{}", poll.registrar.key, poll.ballot_box.key);
    assert_eq!(assert_holds(&url, ["--keys", &keys]), ["other-polls", "test-poll", "eligible-unknown"]);
}
