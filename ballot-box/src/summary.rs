//! A poll in a few words, for programs (protocol section 12): the same from the running service, in a mirror and in an archive.

use crypto::manifest::Manifest;
use crypto::time::UtcTime;
use serde_json::{Value, json};

use crate::poll::State;

/// What lists of polls show of one; `ballots` counts logged ones only.
pub fn summary(manifest: &Manifest, state: &State, ballots: u64, now: UtcTime) -> Value {
    let mut summary = json!({ "poll": manifest.id() });
    if let Some(slug) = &manifest.slug {
        summary["slug"] = json!(slug);
    }
    let language = manifest.languages.first().map_or("en", String::as_str);
    summary["title"] = json!(manifest.title.in_language(language, &manifest.languages));
    summary["test"] = json!(manifest.test);
    summary["phase"] = json!(state.phase(manifest, now));
    summary["voting_opens"] = json!(manifest.voting_opens);
    summary["voting_closes"] = json!(state.voting_closes(manifest));
    summary["ballots"] = json!(ballots);
    summary
}
