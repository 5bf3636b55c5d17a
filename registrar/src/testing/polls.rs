//! Drafts and polls of a test, and requests for their passes.

use std::collections::BTreeSet;

use crypto::encoding::b64url;
use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::token::{TokenInput, request_token};
use rocket::http::ContentType;
use serde_json::{Value, json};

use super::http::{Answer, ask_with, bearer};
use super::{World, start};
use crate::domain::secret::random_id;

impl World {
    /// A published poll with this roll.
    pub(crate) fn poll(&self, admin: &str, roll: &[&str]) -> String {
        self.poll_with(admin, roll, &draft())
    }

    /// A published poll of this draft.
    pub(crate) fn poll_with(&self, admin: &str, roll: &[&str], draft: &Value) -> String {
        let id = self.draft_with(admin, roll, draft);
        let answer = self.post(&format!("/api/v1/polls/{id}/publish"), Some(admin));
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["poll"].as_str().unwrap().to_owned()
    }

    /// A draft with this roll, if it has any.
    pub(crate) fn draft_with(&self, admin: &str, roll: &[&str], draft: &Value) -> String {
        let answer = self.post_json("/api/v1/polls", Some(admin), draft);
        assert_eq!(answer.status, 201, "{}", answer.text);
        let id = answer.json()["draft"].as_str().unwrap().to_owned();
        if !roll.is_empty() {
            let csv = format!("email\n{}\n", roll.join("\n"));
            let request =
                self.client.put(format!("/api/v1/polls/{id}/roll")).header(ContentType::CSV).body(csv);
            assert_eq!(Answer::of(bearer(request, Some(admin)).dispatch()).status, 200);
        }
        id
    }

    /// The manifest of a published poll.
    pub(crate) fn manifest(&self, poll: &str) -> Manifest {
        let answer = self.get(&format!("/api/v1/polls/{poll}/manifest"), None);
        assert_eq!(answer.status, 200, "{}", answer.text);
        Manifest::parse(Note::parse(&answer.text).unwrap().text()).unwrap()
    }

    /// A fresh token request for a poll.
    pub(crate) fn request(&self, poll: &str) -> Vec<u8> {
        request_for(&self.manifest(poll))
    }

    /// Asks for a pass over the API.
    pub(crate) fn ask(&self, poll: &str, token: &str, request: &[u8]) -> Answer {
        ask_with(&self.client, poll, token, request)
    }
}

/// A poll with one question; passes from now for an hour, votes from now for two.
pub(crate) fn draft() -> Value {
    let at = |seconds: i64| start().plus(seconds).to_string();
    json!({
        "title": "Board", "test": true, "mix": 0,
        "issuance_opens": at(0), "issuance_closes": at(3600), "voting_opens": at(0), "voting_closes": at(7200),
        "questions": [{
            "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1,
            "options": [{ "id": "a", "title": "Ada" }, { "id": "b", "title": "Ben" }],
        }],
        "electorate": { "kind": "roll" },
    })
}

/// The same for anyone with an address of these domains.
pub(crate) fn open_draft(domains: &[&str]) -> Value {
    let mut draft = draft();
    draft["electorate"] = json!({ "kind": "open", "domains": domains.iter().collect::<BTreeSet<_>>() });
    draft
}

/// A fresh token request for this poll.
pub(crate) fn request_for(manifest: &Manifest) -> Vec<u8> {
    let key = manifest.token_key();
    let mut nonce = [0; 32];
    nonce[..16].copy_from_slice(&random_id().as_bytes()[..16]);
    let input = TokenInput::new(nonce, manifest.challenge_digest(), *key.id());
    request_token(key, input).unwrap().0.to_bytes().to_vec()
}

/// base64url, as forms carry requests.
pub(crate) fn text_of(request: &[u8]) -> String {
    b64url(request)
}
