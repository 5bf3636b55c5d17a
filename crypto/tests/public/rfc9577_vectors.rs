//! The published vectors of RFC 9577: token inputs and challenges, also those that hide in HTTP headers.

use crate::support::{bytes, json_files, text};
use crypto::encoding::{parse_b64url, sha256};
use crypto::token::{Challenge, TOKEN_TYPE, TokenInput, TokenKey, challenge, challenge_digest};
use serde_json::Value;

/// The cases of the files whose name begins with `kind`.
fn cases(kind: &str) -> Vec<Value> {
    json_files("rfc9577")
        .into_iter()
        .filter(|(file, _)| file.starts_with(kind))
        .flat_map(|(_, content)| content.as_array().unwrap().clone())
        .collect()
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_file_is_one_that_these_tests_read() {
    for (file, _) in json_files("rfc9577") {
        assert!(file.starts_with("auth_scheme_token") || file.starts_with("auth_scheme_header"), "{file}");
    }
}

#[test]
fn token_inputs_are_reproduced() {
    for case in cases("auth_scheme_token") {
        assert_eq!(bytes(&case, "token_type"), TOKEN_TYPE);
        let [issuer_name, origin_info] = ["issuer_name", "origin_info"].map(|name| utf8(bytes(&case, name)));
        let context: Option<[u8; 32]> = bytes(&case, "redemption_context").try_into().ok();
        let challenge = Challenge {
            issuer_name: &issuer_name,
            redemption_context: context.as_ref(),
            origin_info: &origin_info,
        };
        let [nonce, key_id] = ["nonce", "token_key_id"].map(|name| bytes(&case, name).try_into().unwrap());
        let input = TokenInput::new(nonce, challenge.digest(), key_id);
        assert_eq!(
            input.to_bytes()[..],
            bytes(&case, "token_authenticator_input"),
            "{}",
            text(&case, "comment")
        );
    }
}

#[test]
fn any_other_challenge_gives_another_input() {
    let context = [7; 32];
    let digest = |issuer_name, redemption_context, origin_info| {
        Challenge { issuer_name, redemption_context, origin_info }.digest()
    };
    let digests = [
        digest("issuer.example", Some(&context), "origin.example"),
        digest("issuer.example", Some(&[8; 32]), "origin.example"),
        digest("issuer.example", None, "origin.example"),
        digest("issuer.example", Some(&context), ""),
        digest("issuer.exampl", Some(&context), "origin.example"),
        digest("origin.example", Some(&context), "issuer.example"),
        digest("issuer.exampleo", Some(&context), "rigin.example"),
    ];
    for (at, one) in digests.iter().enumerate() {
        assert!(!digests[at + 1..].contains(one), "{at}");
    }
    assert_eq!(digests[0], challenge_digest("issuer.example", &context, "origin.example"));
    assert_eq!(digests[0], sha256(&[&challenge("issuer.example", &context, "origin.example")]));
}

/// Challenges and keys of a header in their order, decoded; padding is optional there (RFC 9577 section 2.1.2).
fn parameters(header: &str, name: &str) -> Vec<Vec<u8>> {
    header
        .split([',', ' '])
        .filter_map(|parameter| parameter.strip_prefix(name)?.strip_prefix('='))
        .map(|value| parse_b64url(value.trim_matches('"').trim_end_matches('=')).unwrap())
        .collect()
}

#[test]
fn challenges_of_headers_are_reproduced() {
    for case in cases("auth_scheme_header") {
        let header = text(&case, "WWW-Authenticate");
        let challenges = parameters(header, "challenge");
        for (at, published) in challenges.iter().enumerate() {
            assert_eq!(*published, bytes(&case, &format!("token-challenge-{at}")));
            let context: &[u8; 32] = published[19..].first_chunk().unwrap();
            let ours = challenge("issuer.example", context, "origin.example");
            // The last case also holds a challenge of type 1, which differs in its type alone.
            assert_eq!(ours[2..], published[2..]);
            assert_eq!(ours == *published, case[format!("token-type-{at}")] == 2);
        }
        assert!(!challenges.is_empty());
    }
}

#[test]
fn keys_of_headers_are_read_and_those_of_other_types_refused() {
    for case in cases("auth_scheme_header") {
        let keys = parameters(text(&case, "WWW-Authenticate"), "token-key");
        for (at, published) in keys.iter().enumerate() {
            assert_eq!(*published, bytes(&case, &format!("token-key-{at}")));
            let key = TokenKey::from_spki(published);
            assert_eq!(key.is_ok(), case[format!("token-type-{at}")] == 2);
            if let Ok(key) = key {
                assert_eq!(*key.id(), sha256(&[published]));
                assert_eq!(key.spki()[..], *published);
            }
        }
        assert!(!keys.is_empty());
    }
}
