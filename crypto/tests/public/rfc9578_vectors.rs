//! The published vectors of RFC 9578, type 0x0002, made by two other implementations (Go and Rust).

use std::collections::HashSet;

use crate::support::{bytes, json_cases};
use crypto::blind_rsa::{SecretKey, blind_with};
use crypto::encoding::{parse_b64, sha256};
use crypto::token::{
    Token, TokenError, TokenInput, TokenKey, TokenRequest, TokenResponse, finalize_token, request_token,
};
use rsa::BoxedUint;
use rsa::pss::{Signature, VerifyingKey};
use rsa::signature::Verifier as _;
use serde_json::Value;
use sha2::Sha384;

/// One vector, parsed.
struct Case {
    name: String,
    secret: SecretKey,
    key: TokenKey,
    challenge_digest: [u8; 32],
    nonce: [u8; 32],
    blind: Vec<u8>,
    salt: Vec<u8>,
    request: Vec<u8>,
    response: Vec<u8>,
    token: Vec<u8>,
}

impl Case {
    fn parse((name, case): (String, Value)) -> Self {
        let first =
            |names: [&str; 2]| bytes(&case, if case[names[0]].is_string() { names[0] } else { names[1] });
        Self {
            name,
            secret: SecretKey::from_pkcs8_der(&from_pem(&first(["skS", "sk_s"]))).unwrap(),
            key: TokenKey::from_spki(&first(["pkS", "pk_s"])).unwrap(),
            challenge_digest: sha256(&[&bytes(&case, "token_challenge")]),
            nonce: bytes(&case, "nonce").try_into().unwrap(),
            blind: bytes(&case, "blind"),
            salt: bytes(&case, "salt"),
            request: bytes(&case, "token_request"),
            response: bytes(&case, "token_response"),
            token: bytes(&case, "token"),
        }
    }

    fn input(&self) -> TokenInput {
        TokenInput::new(self.nonce, self.challenge_digest, *self.key.id())
    }
}

fn cases() -> Vec<Case> {
    json_cases("rfc9578").into_iter().map(Case::parse).collect()
}

fn from_pem(pem: &[u8]) -> Vec<u8> {
    let pem = str::from_utf8(pem).unwrap();
    let lines: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    parse_b64(&lines).unwrap()
}

#[test]
fn every_step_of_every_vector_is_reproduced() {
    for case in cases() {
        let (name, key) = (&case.name, &case.key);
        assert_eq!(TokenKey::from_public(case.secret.public()).as_ref(), Ok(key), "{name}: key");

        let (blinded_msg, blinding) =
            blind_with(key.public(), &case.input().to_bytes(), &case.salt, &case.blind).unwrap();
        let request = TokenRequest::parse(&case.request, key).unwrap();
        assert_eq!(request.to_bytes()[..], case.request, "{name}");
        assert_eq!(request.blinded_msg()[..], blinded_msg, "{name}: request");
        assert_eq!(request.truncated_key_id(), key.id()[31], "{name}");

        let response = request.sign(&case.secret).unwrap();
        assert_eq!(response.as_bytes()[..], case.response, "{name}: response");
        assert!(response.answers(&request, key), "{name}");

        let token = finalize_token(key, case.input(), &response, &blinding).unwrap();
        assert_eq!(token.as_bytes()[..], case.token, "{name}: token");
    }
}

#[test]
fn every_token_verifies_here_and_with_an_independent_verifier() {
    for case in cases() {
        let token = Token::parse(&case.token).unwrap();
        token.verify(&case.key, &case.challenge_digest).unwrap();
        assert_eq!(token.input(), case.input(), "{}", case.name);

        let [n, e] = [case.key.public().n(), case.key.public().e()].map(BoxedUint::from_be_slice_vartime);
        let verifier = VerifyingKey::<Sha384>::new_with_salt_len(rsa::RsaPublicKey::new(n, e).unwrap(), 48);
        let signature = Signature::try_from(&token.authenticator()[..]).unwrap();
        verifier.verify(&token.input().to_bytes(), &signature).unwrap();
    }
}

#[test]
fn the_files_hold_fifteen_tokens_and_each_opens_only_its_own_poll() {
    let cases = cases();
    if cases.is_empty() {
        return;
    }
    let unique: HashSet<&[u8]> = cases.iter().map(|case| &case.token[..]).collect();
    assert_eq!((unique.len(), cases.len()), (15, 20));

    for case in &cases {
        let token = Token::parse(&case.token).unwrap();
        for other in &cases {
            let expected = if other.challenge_digest != case.challenge_digest {
                Err(TokenError::ChallengeMismatch)
            } else if other.key != case.key {
                Err(TokenError::KeyMismatch)
            } else {
                Ok(())
            };
            assert_eq!(
                token.verify(&other.key, &other.challenge_digest),
                expected,
                "{} {}",
                case.name,
                other.name
            );
        }
    }
}

#[test]
fn responses_and_requests_of_different_vectors_do_not_fit() {
    let cases = cases();
    for (case, other) in cases.iter().zip(cases.iter().cycle().skip(1)) {
        let request = TokenRequest::parse(&case.request, &case.key).unwrap();
        let response = TokenResponse::parse(&other.response).unwrap();
        assert!(!response.answers(&request, &case.key), "{}", case.name);

        let (_, blinding) = request_token(&case.key, case.input()).unwrap();
        for response in [&case.response, &other.response] {
            let response = TokenResponse::parse(response).unwrap();
            assert!(finalize_token(&case.key, case.input(), &response, &blinding).is_err(), "{}", case.name);
        }
    }
}
