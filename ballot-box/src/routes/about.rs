//! Who this is and how to talk to it.

use crypto::note::{SignerKey, VerifierKey};
use rocket::http::ContentType;
use rocket::serde::json::Json;
use rocket::{Route, get, routes};
use serde_json::{Value, json};

use super::Running;

pub(super) fn routes() -> Vec<Route> {
    routes![well_known, openapi]
}

/// `/.well-known/psephos` (protocol section 12).
#[get("/.well-known/psephos")]
fn well_known(ballot_box: &Running) -> Json<Value> {
    let (identity, keys) = (ballot_box.identity(), ballot_box.publisher().keys());
    let mut former: Vec<&VerifierKey> = keys.former().map(SignerKey::verifier).collect();
    let untold = identity.former_keys.iter().filter(|key| keys.of(key).is_none());
    former.extend(untold);
    let registrars: Vec<Value> = identity
        .registrars
        .iter()
        .map(|registrar| json!({"name": registrar.name, "url": registrar.name.url(), "key": registrar.key}))
        .collect();
    Json(json!({
        "role": "ballot-box",
        "name": identity.name,
        "url": identity.name.url(),
        "key": keys.current().verifier(),
        "former_keys": former,
        "handovers": keys.handovers(),
        "version": env!("CARGO_PKG_VERSION"),
        "registrars": registrars,
    }))
}

#[get("/api/v1/openapi.json")]
fn openapi() -> (ContentType, &'static str) {
    (ContentType::JSON, OPENAPI)
}

/// Kept by hand; a test compares its paths with the mounted ones.
pub(super) const OPENAPI: &str = include_str!("openapi.json");
