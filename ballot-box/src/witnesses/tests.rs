#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::RefCell;

use crypto::log::cosignature::WitnessSigner;
use crypto::note::SignerKey;

use super::*;

/// A witness there.
pub(crate) fn listed(url: &str) -> Listed {
    let signer = SignerKey::from_seed(&"w.example.org".parse().unwrap(), [3; 32]);
    Listed { key: WitnessSigner::new(signer).verifier(), url: url.to_owned() }
}

fn witness() -> Arc<Witness> {
    let witnesses = Witnesses::new(&[listed("http://127.0.0.1:9")]);
    Arc::clone(&witnesses.all[0])
}

/// Polls that were asked for where the first one fails.
fn asked(witness: &Witness, failure: fn() -> Failure) -> Vec<u8> {
    let asked = RefCell::new(Vec::new());
    let ask = |poll: &u8| {
        asked.borrow_mut().push(*poll);
        if *poll == 1 { Err(failure()) } else { Ok(()) }
    };
    witness.ask_each(&[1, 2, 3], |poll| [*poll; 32].into(), ask);
    asked.into_inner()
}

#[test]
fn a_poll_that_is_refused_holds_up_no_other() {
    let witness = witness();
    let refused = || Failure::Refused { status: 404, text: "no such log".to_owned() };
    assert_eq!(asked(&witness, refused), [1, 2, 3]);
    let pause = |poll: u8| witness.refused.lock().unwrap().get(&[poll; 32].into()).map(|held| held.pause);
    assert_eq!((pause(1), pause(2)), (Some(FIRST_PAUSE * 2), None));
    assert_eq!(witness.patience.lock().unwrap().pause, FIRST_PAUSE, "the witness itself has not failed");
    for _ in 0..20 {
        asked(&witness, refused);
    }
    assert_eq!(pause(1), Some(LONGEST_PAUSE));
    assert!(!witness.is_due([1; 32].into()) && witness.is_due([2; 32].into()));
}

#[test]
fn a_witness_that_does_not_answer_is_asked_once_a_round() {
    let witness = witness();
    let silent = || Failure::Unreachable(ureq::Error::HostNotFound);
    assert_eq!(asked(&witness, silent), [1]);
    assert_eq!(witness.patience.lock().unwrap().pause, FIRST_PAUSE * 2);
    assert!(!witness.patience.lock().unwrap().is_over());
}
