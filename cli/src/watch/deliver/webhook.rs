//! Alerts as JSON to somebody's server.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use super::LONGEST_CALL;
use crate::client::Http;
use crate::watch::ledger::Entry;
use crate::watch::lines::members;

/// Where they are posted. The path may hold a secret: no line shows it.
pub(super) struct Webhook {
    http: Http,
    path: String,
}

impl Webhook {
    /// Reads the URL; nobody is asked yet.
    pub(super) fn new(url: &str) -> Result<Self> {
        let parts = url.split_once("://").filter(|(scheme, _)| ["https", "http"].contains(scheme));
        let (scheme, rest) =
            parts.context("--webhook: expected a URL that begins with https:// or http://")?;
        let at = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(at);
        ensure!(
            !host.is_empty() && !path.contains('#'),
            "--webhook: expected a URL with a host and no fragment"
        );
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { http: Http::within(&format!("{scheme}://{host}"), LONGEST_CALL), path })
    }

    /// Posts an alert; else why it was not taken.
    pub(super) fn post(&self, entry: &Entry) -> Result<(), String> {
        match self.http.post_json(&self.path, &[], &message(entry)) {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
            Ok(answer) => Err(format!("status {}", answer.status)),
            // The error's own words hold the whole URL.
            Err(_) => Err(format!("{} does not answer", self.http.base())),
        }
    }
}

/// The body of a webhook's request; docs/watch.md describes it.
fn message(entry: &Entry) -> Value {
    let known = members(entry).into_iter().map(|(name, value)| (name.to_owned(), value.unwrap_or_default()));
    let mut object = Map::from_iter([("format".to_owned(), json!("psephos-alert/v1"))]);
    object.extend(known);
    object.insert("since".to_owned(), json!(entry.since));
    object.insert("at".to_owned(), json!(entry.alerted));
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_cannot_be_used_are_told_without_repeating_them() {
        for bad in ["ftp://x/secret", "https:///secret", "secret"] {
            let told = Webhook::new(bad).err().unwrap().to_string();
            assert!(told.contains("--webhook") && !told.contains("secret"), "{told}");
        }
        let hook = Webhook::new("https://chat.example.org/hook/secret/?a=b").unwrap();
        assert_eq!((hook.http.base(), hook.path.as_str()), ("https://chat.example.org", "/hook/secret/?a=b"));
    }
}
