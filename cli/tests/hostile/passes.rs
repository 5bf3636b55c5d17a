//! A pass whose request was kept on disk: what was damaged there is not held against the registrar.

use cli::client::IssuedPass;
use cli::pass::{PassError, PassRequest};
use crypto::encoding::Digest;
use crypto::statement::{self, Pass};
use crypto::token::TokenRequest;

use super::stand_in::StandIn;

/// The registrar's honest answer to `request`, or another response under a note that says so.
fn issued(stand_in: &StandIn, request: &PassRequest, response: Option<Vec<u8>>) -> IssuedPass {
    let response = response.unwrap_or_else(|| {
        let request = TokenRequest::parse(request.bytes(), stand_in.manifest.token_key()).unwrap();
        request.sign(&stand_in.issuer).unwrap().as_bytes().to_vec()
    });
    let pass = Pass {
        poll: stand_in.manifest.id(),
        request: Digest::of(request.bytes()),
        response: Digest::of(&response),
    };
    IssuedPass { response, note: statement::sign(&pass, &stand_in.registrar).to_string() }
}

#[test]
fn only_an_answer_that_is_no_signature_is_held_against_the_registrar() {
    let stand_in = StandIn::start(3600);
    let manifest = &stand_in.manifest;
    let request = PassRequest::new(manifest).unwrap();
    let (blinding, key) = request.parts();
    let again = |blinding: &[u8], key: &[u8; 32]| {
        PassRequest::from_parts(manifest, request.bytes(), blinding, key).unwrap()
    };
    let honest = issued(&stand_in, &request, None);
    assert!(again(&blinding, &key).open(manifest, &honest).is_ok());

    let mut other_blinding = blinding.to_vec();
    other_blinding[255] ^= 1;
    let damaged = again(&other_blinding, &key).open(manifest, &honest);
    assert!(matches!(damaged, Err(PassError::OwnSecrets(_))));
    let damaged = again(&blinding, &[7; 32]).open(manifest, &honest);
    assert!(matches!(damaged, Err(PassError::OwnSecrets(_))));

    for rubbish in [vec![1; 256], vec![0; 256], vec![0xff; 256], vec![1; 255]] {
        let answer = issued(&stand_in, &request, Some(rubbish));
        let refused = again(&blinding, &key).open(manifest, &answer);
        assert!(matches!(refused, Err(PassError::NotSigned)));
    }
    let other = PassRequest::new(manifest).unwrap();
    let refused = again(&blinding, &key).open(manifest, &issued(&stand_in, &other, None));
    assert!(matches!(refused, Err(PassError::Note(_))));
}

#[test]
fn what_can_be_no_request_is_not_read_as_one() {
    let stand_in = StandIn::start(3600);
    let request = PassRequest::new(&stand_in.manifest).unwrap();
    let (blinding, key) = request.parts();
    let bytes = request.bytes();
    for damaged in [&bytes[1..], &[&[0; 3][..], &bytes[3..]].concat(), &[&bytes[..3], &[0; 256]].concat()] {
        assert!(PassRequest::from_parts(&stand_in.manifest, damaged, &blinding, &*key).is_err());
    }
    assert!(PassRequest::from_parts(&stand_in.manifest, bytes, &[0; 256], &*key).is_err());
}
