//! The log: lines of words, or of JSON.

use std::io::{self, Write as _};

use crypto::time::UtcTime;
use serde_json::{Map, Value, json};

use super::ledger::Entry;
pub(super) use crate::printable::printable;

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// All is as it should be.
    Info,
    /// It may pass.
    Warning,
    /// Somebody has to look.
    Alert,
    /// A warning or an alert has passed.
    Over,
}

/// Where lines go: standard output, for a journal or cron's mail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    json: bool,
    /// Whether nothing is said as long as nothing is wrong.
    quiet: bool,
}

impl Lines {
    /// Of JSON, or of words.
    pub(super) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    /// Of words.
    #[cfg(test)]
    pub(super) fn text() -> Self {
        Self::new(false, false)
    }

    /// About the watcher's own business, or a look that found nothing.
    pub(super) fn say(self, level: Level, ballot_box: Option<&str>, words: &str) {
        if self.quiet && level == Level::Info {
            return;
        }
        self.write(level, &[("ballot_box", ballot_box.map(Value::from)), ("detail", Some(words.into()))]);
    }

    /// About a trouble.
    pub(super) fn entry(self, level: Level, entry: &Entry) {
        self.write(level, &members(entry));
    }

    fn write(self, level: Level, members: &[(&str, Option<Value>)]) {
        let now = now();
        let line = if self.json {
            let mut object =
                Map::from_iter([("time".to_owned(), json!(now)), ("level".to_owned(), json!(level.name()))]);
            let known = members.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
            object.extend(known);
            Value::Object(object).to_string()
        } else {
            let shown = members.iter().filter(|(name, _)| *name != "id");
            let words = shown.filter_map(|(name, value)| match (*name, value.as_ref()?.as_str()?) {
                ("convicts", party) => Some(format!("(convicts: {party})")),
                ("evidence", file) => Some(format!("(evidence: {file})")),
                (_, text) => Some(text.to_owned()),
            });
            let words: Vec<String> = words.collect();
            printable(&format!("{now} {:7} {}", level.name(), words.join(" ")))
        };
        // Nobody is left to be told that standard output is closed.
        let _ = writeln!(io::stdout().lock(), "{line}");
    }
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Alert => "alert",
            Self::Over => "over",
        }
    }
}

/// A trouble as it is told everywhere: lines of JSON and webhooks have these members.
pub(super) fn members(entry: &Entry) -> [(&'static str, Option<Value>); 7] {
    let evidence = entry.evidence.as_ref().map(|path| json!(path.display().to_string()));
    [
        ("id", Some(json!(entry.id))),
        ("kind", Some(json!(entry.kind.name()))),
        ("ballot_box", Some(json!(entry.ballot_box))),
        ("poll", entry.poll.map(|poll| json!(poll))),
        ("detail", Some(json!(entry.detail))),
        ("convicts", entry.convicts.as_ref().map(|party| json!(party))),
        ("evidence", evidence),
    ]
}

/// The present moment.
pub(super) fn now() -> UtcTime {
    UtcTime::from_unix(jiff::Timestamp::now().as_second())
}
