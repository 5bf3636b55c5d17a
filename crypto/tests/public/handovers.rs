//! A key that is handed over: bad notes first, then chains of them.

use crypto::note::{Note, NoteError, SignerKey};
use crypto::statement::{self, Handover, HandoverFork, OpenError, Statement as _};
use crypto::time::UtcTime;

fn key() -> SignerKey {
    SignerKey::generate(&"ballots.example.net".parse().unwrap())
}

fn at() -> UtcTime {
    "2026-11-20T09:00:00Z".parse().unwrap()
}

fn statement(old: &SignerKey, new: &SignerKey) -> Handover {
    Handover { from: old.verifier().clone(), to: new.verifier().clone(), at: at() }
}

#[test]
fn a_note_that_either_key_did_not_sign_hands_nothing_over() {
    let (old, new, other) = (key(), key(), key());
    let of_one = |signer: &SignerKey| statement::sign(&statement(&old, &new), signer).to_string();
    for (note, missing) in [(of_one(&old), &new), (of_one(&new), &old), (of_one(&other), &old)] {
        let name = missing.verifier().name().to_owned();
        assert_eq!(Handover::open(&note), Err(OpenError::Note(NoteError::NotSigned(name))));
        assert_eq!(Handover::newest(old.verifier(), &[note]), Ok(old.verifier().clone()));
    }
    let whole = Handover::sign(&old, &new, at()).to_string();
    assert_eq!(Handover::open(&whole), Ok(statement(&old, &new)));
    for altered in [
        whole.replace("2026", "2027"),
        whole.replace(&new.verifier().to_string(), &other.verifier().to_string()),
        whole.replace("handover/v1", "handover/v2"),
        whole.replace("{\"from\"", "{\"poll\":1,\"from\""),
        format!("{whole}x"),
    ] {
        assert!(Handover::open(&altered).is_err(), "{altered}");
    }
}

#[test]
fn a_key_hands_over_to_another_one_of_its_own_name() {
    let old = key();
    let foreign = SignerKey::generate(&"ballots.example.org".parse().unwrap());
    for bad in [statement(&old, &old), statement(&old, &foreign)] {
        assert!(bad.check().is_err() && Handover::parse(&bad.to_text()).is_err());
        let mut note = Note::sign(bad.to_text(), &old);
        note.countersign(&foreign).unwrap();
        assert!(Handover::open(&note.to_string()).is_err());
    }
}

#[test]
fn the_newest_key_is_found_over_all_that_came_between() {
    let keys: Vec<SignerKey> = (0..4).map(|_| key()).collect();
    let notes: Vec<String> =
        keys.windows(2).map(|pair| Handover::sign(&pair[0], &pair[1], at()).to_string()).rev().collect();
    for known in &keys {
        assert_eq!(Handover::newest(known.verifier(), &notes).as_ref(), Ok(keys[3].verifier()));
    }
    let stranger = key();
    assert_eq!(Handover::newest(stranger.verifier(), &notes).as_ref(), Ok(stranger.verifier()));
    // A link is missing: what is known leads no further.
    assert_eq!(Handover::newest(keys[0].verifier(), &notes[..2]).as_ref(), Ok(keys[0].verifier()));
}

#[test]
fn a_key_that_was_handed_over_twice_leads_nowhere() {
    let (old, one, other) = (key(), key(), key());
    let notes = [&one, &other].map(|new| Handover::sign(&old, new, at()).to_string());
    assert_eq!(Handover::newest(old.verifier(), &notes), Err(HandoverFork));
    // The same hand-over at another time is no second one.
    let again = Handover::sign(&old, &one, at().plus(1)).to_string();
    assert_eq!(Handover::newest(old.verifier(), &[notes[0].clone(), again]).as_ref(), Ok(one.verifier()));
    // And what goes round in a ring comes to an end.
    let ring =
        [Handover::sign(&old, &one, at()), Handover::sign(&one, &old, at())].map(|note| note.to_string());
    assert!(Handover::newest(old.verifier(), &ring).is_ok());
}
