//! Laws of ballots: bad input first.

use crypto::ballot::{Ballot, BallotError, BallotKey, BallotMalformed, ballot_length};
use crypto::token::Token;

#[test]
fn every_flipped_byte_of_a_ballot_is_refused() {
    let manifest = crate::poll::manifest();
    let bytes = crate::poll::ballot(&manifest, &crate::poll::content()).to_bytes();
    for position in 0..bytes.len() {
        let mut spoiled = bytes.clone();
        spoiled[position] ^= 1;
        let verdict = Ballot::parse(&spoiled, manifest.content_size).map(|ballot| ballot.verify(&manifest));
        assert!(!matches!(verdict, Ok(Ok(_))), "byte {position} was flipped and the ballot still counts");
    }
}

#[test]
fn every_truncation_and_extension_is_refused() {
    let manifest = crate::poll::manifest();
    let mut bytes = crate::poll::ballot(&manifest, &crate::poll::content()).to_bytes();
    let expected = bytes.len();
    for found in 0..expected {
        assert_eq!(
            Ballot::parse(&bytes[..found], manifest.content_size),
            Err(BallotMalformed::Length { expected, found })
        );
    }
    bytes.push(0);
    assert!(Ballot::parse(&bytes, manifest.content_size).is_err());
}

#[test]
fn version_and_content_length_are_fixed() {
    let manifest = crate::poll::manifest();
    let bytes = crate::poll::ballot(&manifest, &crate::poll::content()).to_bytes();
    let mut other_version = bytes.clone();
    other_version[0] = 2;
    assert_eq!(Ballot::parse(&other_version, manifest.content_size), Err(BallotMalformed::Version(2)));
    let mut other_length = bytes;
    other_length[1 + 354 + 1] += 1;
    assert_eq!(Ballot::parse(&other_length, manifest.content_size), Err(BallotMalformed::ContentLength(257)));
}

#[test]
fn a_ballot_round_trips_and_verifies() {
    let manifest = crate::poll::manifest();
    let ballot = crate::poll::ballot(&manifest, &crate::poll::content());
    let bytes = ballot.to_bytes();
    assert_eq!(bytes.len(), ballot_length(manifest.content_size));
    let again = Ballot::parse(&bytes, manifest.content_size).unwrap();
    assert_eq!(again, ballot);
    assert_eq!(again.verify(&manifest), Ok(crate::poll::content()));
}

#[test]
fn a_pass_of_another_poll_or_key_is_refused() {
    let manifest = crate::poll::manifest();
    let twin = {
        let mut body = crate::poll::body();
        body.title = "Another election".into();
        body.seal().unwrap()
    };
    let content = crate::poll::content().encode(&manifest).unwrap();
    for (of, issuer) in [(&twin, &*crate::poll::ISSUER), (&manifest, &*crate::poll::OTHER_ISSUER)] {
        let key = BallotKey::generate();
        let ballot = Ballot::seal(&key, crate::poll::pass(of, issuer, &key), content.clone());
        assert_eq!(ballot.verify(&manifest), Err(BallotError::TokenInvalid));
    }
}

#[test]
fn only_the_holder_of_the_pass_can_sign() {
    let manifest = crate::poll::manifest();
    let holder = BallotKey::generate();
    let thief = BallotKey::generate();
    let token = crate::poll::pass(&manifest, &crate::poll::ISSUER, &holder);
    let stolen = Ballot::seal(&thief, token, crate::poll::content().encode(&manifest).unwrap());
    assert_eq!(stolen.verify(&manifest), Err(BallotError::SignatureInvalid));
}

#[test]
fn a_pass_for_a_small_order_key_signs_nothing() {
    // With the neutral element as ballot key, R = S = 0 would verify for every message under lax rules.
    let manifest = crate::poll::manifest();
    let neutral = {
        let mut encoding = [0; 32];
        encoding[0] = 1;
        encoding
    };
    let mut bytes = crate::poll::ballot(&manifest, &crate::poll::content()).to_bytes();
    let token = forged_nonce_pass(&manifest, neutral);
    bytes[1..1 + 354].copy_from_slice(token.as_bytes());
    let signature = bytes.len() - 64;
    bytes[signature..].fill(0);
    bytes[signature] = 1;
    let ballot = Ballot::parse(&bytes, manifest.content_size).unwrap();
    assert_eq!(ballot.verify(&manifest), Err(BallotError::SignatureInvalid));
}

#[test]
fn neither_a_ballot_key_nor_a_vote_shows_itself() {
    let ballot = crate::poll::ballot(&crate::poll::manifest(), &crate::poll::content());
    assert_eq!(format!("{:?} {ballot:?}", BallotKey::generate()), "BallotKey Ballot");
}

#[test]
#[should_panic(expected = "at most 65,535 bytes")]
fn a_content_too_long_for_its_length_field_is_never_sealed() {
    let (manifest, key) = (crate::poll::manifest(), BallotKey::generate());
    Ballot::seal(&key, crate::poll::pass(&manifest, &crate::poll::ISSUER, &key), vec![b' '; 65_536]);
}

/// A pass whose nonce the voter chose freely, which blind signing cannot prevent.
fn forged_nonce_pass(manifest: &crypto::manifest::Manifest, nonce: [u8; 32]) -> Token {
    use crypto::token::{TokenInput, finalize_token, request_token};
    let key = manifest.token_key();
    let input = TokenInput::new(nonce, manifest.challenge_digest(), *key.id());
    let (request, blinding) = request_token(key, input).unwrap();
    let response = request.sign(&crate::poll::ISSUER).unwrap();
    finalize_token(key, input, &response, &blinding).unwrap()
}
