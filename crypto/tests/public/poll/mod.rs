//! A poll to test with: real keys, every kind of question, passes drawn through the real blind signature.

use std::sync::LazyLock;

use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::SecretKey;
use crypto::content::{Answer, Content};
use crypto::encoding::b64url;
use crypto::manifest::{Issuer, Manifest, ManifestBody, ResultsPolicy, Service};
use crypto::note::{ServiceName, SignerKey};
use crypto::token::{Token, TokenInput, TokenKey, TokenRequest, finalize_token, request_token};

pub(crate) static ISSUER: LazyLock<SecretKey> = LazyLock::new(|| SecretKey::generate(2048).unwrap());
pub(crate) static OTHER_ISSUER: LazyLock<SecretKey> = LazyLock::new(|| SecretKey::generate(2048).unwrap());

pub(crate) fn registrar_key() -> SignerKey {
    SignerKey::from_seed(&name("registrar.example.org"), [1; 32])
}

pub(crate) fn ballot_box_key() -> SignerKey {
    SignerKey::from_seed(&name("ballots.example.net"), [2; 32])
}

pub(crate) fn name(name: &str) -> ServiceName {
    name.parse().unwrap()
}

pub(crate) fn service(key: &SignerKey) -> Service {
    let key = key.verifier().clone();
    let name = name(key.name());
    Service { url: name.url(), name, key }
}

pub(crate) fn issuer(key: &SecretKey) -> Issuer {
    let key = TokenKey::from_public(key.public()).unwrap();
    Issuer { kind: 2, key: b64url(key.spki()) }
}

/// A poll with one question of each kind.
pub(crate) fn body() -> ManifestBody {
    ManifestBody {
        slug: Some("board-2026".into()),
        title: "Board election 2026".into(),
        description: "Who leads us, and for what?".into(),
        languages: vec!["en".into()],
        test: false,
        registrar: service(&registrar_key()),
        ballot_box: service(&ballot_box_key()),
        token: issuer(&ISSUER),
        eligible: Some(1250),
        late_additions: false,
        issuance_opens: "2026-11-01T09:00:00Z".parse().unwrap(),
        issuance_closes: "2026-11-20T09:00:00Z".parse().unwrap(),
        voting_opens: "2026-11-10T09:00:00Z".parse().unwrap(),
        voting_closes: "2026-11-21T09:00:00Z".parse().unwrap(),
        results: ResultsPolicy::AfterClose,
        mix: 16,
        content_size: 256,
        witnesses: vec![],
        quorum: 0,
        questions: serde_json::from_str(QUESTIONS).unwrap(),
    }
}

pub(crate) fn manifest() -> Manifest {
    body().seal().unwrap()
}

pub(crate) fn content() -> Content {
    Content {
        answers: vec![
            Answer::Choose(vec!["a".into(), "c".into()]),
            Answer::Rank(vec!["b".into(), "a".into()]),
            Answer::Score(vec![5, -2]),
        ],
    }
}

/// A pass of `manifest` for `key`, signed blindly by `issuer`.
pub(crate) fn pass(manifest: &Manifest, issuer: &SecretKey, key: &BallotKey) -> Token {
    let token_key = TokenKey::from_public(issuer.public()).unwrap();
    let input = TokenInput::new(key.nonce(), manifest.challenge_digest(), *token_key.id());
    let (request, blinding) = request_token(&token_key, input).unwrap();
    let request = TokenRequest::parse(&request.to_bytes(), &token_key).unwrap();
    let response = request.sign(issuer).unwrap();
    finalize_token(&token_key, input, &response, &blinding).unwrap()
}

pub(crate) fn ballot(manifest: &Manifest, content: &Content) -> Ballot {
    let key = BallotKey::generate();
    let token = pass(manifest, &ISSUER, &key);
    Ballot::seal(&key, token, content.encode(manifest).unwrap())
}

const QUESTIONS: &str = r#"[
    {"id":"q1","title":"President","kind":"choice","min":1,"max":2,"seats":1,
     "options":[{"id":"a","title":"Ada"},{"id":"b","title":"Ben"},{"id":"c","title":"Cleo"}]},
    {"id":"q2","title":"Board","kind":"ranking","method":"stv-scottish","seats":2,"min":1,"max":3,"order":"shuffled",
     "ties":"listed","options":[{"id":"a","title":"Ada"},{"id":"b","title":"Ben"},{"id":"c","title":"Cleo"}]},
    {"id":"q3","title":"Budget","kind":"score","low":-2,"high":5,"abstain":false,
     "options":[{"id":"roof","title":"Roof"},{"id":"garden-2","title":"Garden"}]}]"#;
